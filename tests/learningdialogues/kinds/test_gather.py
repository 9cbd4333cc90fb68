"""*Verzamelen*: think first, or open: what is new is shown in batches of at least five while the step goes on."""

import pytest

from learningdialogues import rounds, sealing
from learningdialogues.kinds.gather import in_batches
from learningdialogues.models import Contribution, Gave, SealedContribution
from learningdialogues.rounds import NotAccepted
from tests.learningdialogues.factories import dialogue_at, give
from tests.learningdialogues.kinds.people import Desk, Person, again

pytestmark = pytest.mark.django_db

OPEN = {"gather": {"mode": "open"}}


def room(people=10, mode="open", **details):
    step, inside = dialogue_at("gather", people=people, texts={"gather": {"mode": mode}}, **details)
    return step, Desk(step), [Person(step, who) for who in inside]


def send_all(people, batch):
    for number, person in enumerate(people):
        assert person.send(tekst=f"Inbreng {batch} nummer {number}.").status_code == 302


def test_an_open_step_takes_and_shows_one_batch_after_another():
    step, desk, people = room()
    send_all(people[:5], "een")
    assert "Inbreng een" not in people[9].text()
    assert desk.do("toon").status_code == 302
    assert "Inbreng een nummer 0." in people[9].text()
    send_all(people[3:8], "twee")
    assert "Inbreng twee" not in people[9].text() + desk.text() + desk.text("scherm/")
    assert desk.do("toon-nakomers").status_code == 302
    send_all(people[:5], "drie")
    desk.do("toon-nakomers")
    for page in (people[9].page(), desk.page("scherm/"), desk.page()):
        headings = [section.h2.get_text() for section in page.select(".batch")]
        assert headings == ["Nieuwste", "Eerder"]
        newest, earlier = (section.get_text() for section in page.select(".batch"))
        assert "Inbreng drie nummer 4." in newest
        assert "Inbreng een nummer 0." in earlier
        assert "Inbreng twee nummer 4." in earlier
    assert step.contributions.count() == 15


def test_four_who_give_something_new_are_not_shown_and_nothing_happens_by_itself_at_the_fifth():
    step, desk, people = room()
    send_all(people[:5], "een")
    desk.do("toon")
    send_all(people[5:9], "twee")
    assert desk.do("toon-nakomers").status_code == 422
    assert not desk.page().select('form[action$="/doe/toon-nakomers/"]'), "the button comes from five on"
    version = again(step).dialogue.version
    send_all(people[9:], "twee")
    assert again(step).dialogue.version == version, "no clock tells who was the fifth"
    assert "Inbreng twee" not in people[0].text()


def test_one_person_who_gives_five_times_is_one_giver_also_in_the_next_batch():
    step, inside = dialogue_at("gather", people=6, texts=OPEN)
    for who in inside[:5]:
        give(step, who, "Iets.")
    rounds.reveal(step)
    for number in range(5):
        give(step, inside[0], f"Nog iets {number}.")
    assert rounds.counts(step).gave == 1
    with pytest.raises(NotAccepted, match="5 nakomers"):
        rounds.reveal_late(step)


def test_what_is_new_can_be_changed_and_taken_back_and_what_was_shown_cannot():
    step, desk, people = room()
    send_all(people[:5], "een")
    desk.do("toon")
    people[0].send(tekst="Iets nieuws.")
    row = SealedContribution.objects.get()
    assert "Iets nieuws." in people[0].text()
    assert people[0].page().select('form[action$="/wijzig/"]')
    assert people[0].send("wijzig", id=str(row.pk), tekst="Beter gezegd.").status_code == 302
    assert people[1].send("wijzig", id=str(row.pk), tekst="Van een ander.").status_code == 422
    assert [row.text for row in sealing.texts_of(step)] == ["Beter gezegd."]
    assert people[0].send("trek-in", id=str(row.pk)).status_code == 302
    shown = Contribution.objects.first()
    for person in people[:5]:
        assert person.send("wijzig", id=str(shown.pk), tekst="Te laat.").status_code == 422
    assert not Contribution.objects.filter(text="Te laat.").exists()


def test_the_facilitator_may_read_each_batch_first_and_hide_what_may_not_be_shown():
    step, desk, people = room()
    send_all(people[:5], "een")
    desk.do("toon")
    send_all(people[:4], "twee")
    assert desk.do("controleer").status_code == 422, "from five people on"
    send_all(people[4:5], "twee")
    assert desk.do("controleer").status_code == 302
    assert "Inbreng twee nummer 3." in desk.text()
    assert "Inbreng een nummer 3." in people[0].text(), "what was shown stays"
    assert "Inbreng twee nummer 3." not in people[1].text()
    assert people[5].send(tekst="Terwijl er gelezen wordt.").status_code == 422
    row = next(row for row in sealing.texts_of(step) if row.text == "Inbreng twee nummer 3.")
    assert desk.do("verberg", id=str(row.pk), reden="Hier staat wie het was.").status_code == 302
    desk.do("toon")
    page = people[0].text()
    assert "Inbreng twee nummer 2." in page
    assert "Inbreng twee nummer 3." not in page
    assert again(step).round == "revealed"


def test_something_that_was_shown_can_be_hidden_afterwards():
    _step, desk, people = room(mode="think_first")
    send_all(people[:5], "een")
    desk.do("toon")
    row = Contribution.objects.get(text="Inbreng een nummer 2.")
    form = desk.page().find("input", {"name": "id", "value": str(row.pk)}).find_parent("form")
    assert desk.client.post(form["action"], {"id": row.pk, "reden": "Herkenbaar."}).status_code == 302
    assert "Inbreng een nummer 2." not in people[0].text()


def test_in_a_step_that_lets_people_think_first_late_ones_are_no_new_batch():
    step, desk, people = room(mode="think_first")
    send_all(people[:5], "een")
    desk.do("toon")
    send_all(people[5:], "twee")
    assert desk.do("controleer").status_code == 422
    desk.do("toon-nakomers")
    assert not people[0].page().select(".batch")
    assert step.contributions.count() == 10


@pytest.mark.both_databases
def test_no_row_of_one_batch_can_be_joined_with_one_of_another():
    step, inside = dialogue_at("gather", people=5, texts=OPEN)
    seen = []
    for batch in range(3):
        for who in inside:
            give(step, who, f"Inbreng {batch}.")
        seen.append(set(Gave.objects.values_list("nullifier", flat=True)))
        rounds.reveal(step) if batch == 0 else rounds.reveal_late(step)
    assert [len(nullifiers) for nullifiers in seen] == [5, 5, 5]
    assert not (seen[0] & seen[1] or seen[1] & seen[2] or seen[0] & seen[2])
    assert {frozenset(row.details) for row in Contribution.objects.all()} == {frozenset({"batch"})}


def test_batches_are_told_apart_by_the_last_one():
    rows = [Contribution(text=text, details=details) for text, details in (("a", {"batch": 1}), ("b", {"batch": 2}))]
    newest, earlier = in_batches(rows)
    assert ([row.text for row in newest], [row.text for row in earlier]) == (["b"], ["a"])
    assert in_batches([]) == ([], [])
