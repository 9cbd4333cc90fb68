"""*Perspectiefcirkel*: a small group judges together and it counts, and the group knows who may hold an option."""

import pytest

from learningdialogues import entries, voting
from learningdialogues.models import Dialogue, Entry
from tests.learningdialogues.factories import at_desk, dialogue_at, do
from tests.learningdialogues.kinds.people import Desk, Person, again

pytestmark = pytest.mark.django_db

KINDS = ("welcome", "perspectives", "reflect")
REASON = "We zijn het samen eens."
PERSPECTIVES = ("juridisch", "financieel", "sociaal")


def room(people=4):
    step, inside = dialogue_at("perspectives", people=people, kinds=KINDS)
    entries.add_option(step, "Bel eerst")
    at_desk(step, "kies-opties", optie=["1"])
    step = again(step)
    return step, Desk(step), [Person(step, who) for who in inside], inside


def together(desk, **more):
    return desk.act("samen", **{"optie": "1", "oordeel": "voldoende", "tekst": REASON} | more)


@pytest.mark.parametrize("voters", [0, 2, 3, 4])
def test_what_a_group_of_four_says_together_counts_whoever_gave_a_mark(voters):
    step, desk, people, inside = room()
    for who in inside[:voters]:
        do(step, who, "cijfers", volgnummer=1, **{f"cijfer-{p}-1": "geen" for p in PERSPECTIVES})
    assert together(desk).status_code == 302
    for text in (desk.text(), desk.text("scherm/"), people[0].text()):
        assert "Volgens deze groep samen voldoende" in text
        assert REASON in text
    desk.close()
    report = desk.report()
    assert "Volgens deze groep samen voldoende" in report
    assert REASON in report


def test_marks_that_were_not_shown_stay_out_of_the_report_beside_a_joint_verdict():
    step, desk, _people, inside = room()
    for who in inside:
        do(step, who, "cijfers", volgnummer=1, **{f"cijfer-{p}-1": "3" for p in PERSPECTIVES})
    together(desk)
    desk.close()
    step.refresh_from_db()
    (made,) = step.result["rounds"]
    assert {tuple(one["scores"]) for option in made for one in option["perspectives"]} == {()}


def test_a_joint_verdict_stands_beside_marks_that_were_shown():
    step, desk, people, inside = room(people=3)
    for who in inside:
        do(step, who, "cijfers", volgnummer=1, **{f"cijfer-{p}-1": "7" for p in PERSPECTIVES})
        voting.agree_to_release(step, by=who)
    desk.do("toon")
    together(desk, oordeel="onvoldoende")
    assert "Volgens deze groep samen nog niet" in people[0].text()


@pytest.mark.parametrize("people", [2, 5])
def test_a_group_that_is_smaller_or_larger_is_told_so(people):
    _step, desk, _people, _inside = room(people=people)
    refused = together(desk)
    assert refused.status_code == 422
    assert "groep van drie of vier" in refused.content.decode()
    assert not desk.page().select("form[action$='/samen/']")
    assert not Entry.objects.filter(type="verdict").exists()


@pytest.mark.parametrize("wrong", [{"optie": "9"}, {"oordeel": "misschien"}, {"tekst": ""}])
def test_a_verdict_that_would_be_shown_nowhere_is_refused_and_the_words_stay(wrong):
    _step, desk, _people, _inside = room()
    refused = together(desk, **wrong)
    assert refused.status_code == 422
    assert not Entry.objects.filter(type="verdict").exists()
    assert wrong.get("tekst", REASON) in refused.content.decode()


def test_nobody_holds_an_option_before_the_facilitator_named_who_knows_the_perspective():
    _step, desk, people, _inside = room(people=6)
    hold = {"optie": "1", "perspectief": "juridisch", "antwoord": "cannot", "tekst": "de wet staat het niet toe"}
    assert not people[0].page().select("form[action$='/kenner/']")
    refused = people[0].send("kenner", **hold, wie="Zomaar iemand")
    assert refused.status_code == 422
    assert "wie de kenner van dit perspectief is" in refused.content.decode()
    assert desk.act("noem-kenner", perspectief="juridisch", wie="Jurist van de gemeente").status_code == 302
    for text in (people[1].text(), desk.text("scherm/")):
        assert "Kenner juridisch Jurist van de gemeente" in text
    offered = people[0].page().select("form[action$='/kenner/'] select[name=perspectief] option")
    assert [option["value"] for option in offered] == ["juridisch"]
    assert people[0].send("kenner", **hold | {"perspectief": "sociaal"}).status_code == 422
    assert people[0].send("kenner", **hold).status_code == 302
    for text in (people[1].text(), desk.text("scherm/"), desk.text()):
        assert "Kenner juridisch (Jurist van de gemeente): kan niet, want de wet staat het niet toe" in text


def test_the_report_says_which_role_holds_an_option():
    step, desk, people, inside = room(people=6)
    desk.act("noem-kenner", perspectief="juridisch", wie="Jurist van de gemeente")
    people[0].send("kenner", optie="1", perspectief="juridisch", antwoord="cannot", tekst="dat mag niet")
    for who in inside:
        do(step, who, "cijfers", volgnummer=1, **{f"cijfer-{p}-{o}": "8" for p in PERSPECTIVES for o in (0, 1)})
    desk.do("toon")
    assert desk.act("noem-kenner", perspectief="juridisch", wie="Iemand anders").status_code == 422
    desk.close()
    assert "Kenner juridisch (Jurist van de gemeente): kan niet, want dat mag niet" in desk.report()


def test_a_new_round_takes_no_remark_of_the_round_before_away():
    step, desk, people, inside = room(people=6)
    desk.act("noem-kenner", perspectief="juridisch", wie="Jurist")
    people[0].send("kenner", optie="1", perspectief="juridisch", antwoord="cannot", tekst="dat mag niet")
    for who in inside:
        do(step, who, "cijfers", volgnummer=1, **{f"cijfer-{p}-1": "8" for p in PERSPECTIVES})
    desk.do("toon")
    assert desk.act("opnieuw").status_code == 302
    assert not desk.page().select("form[action$='/kenner-weg/']")
    remark = Entry.objects.get(type="knower")
    assert desk.act("kenner-weg", id=str(remark.pk)).status_code == 422
    assert Dialogue.objects.get(pk=step.dialogue_id).entries.filter(pk=remark.pk).exists()
