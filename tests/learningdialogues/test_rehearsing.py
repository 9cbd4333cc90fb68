"""A guide played alone, and a dialogue that was held on paper: both at the same desk."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from learningdialogues import facilitation, paper, preparing, rehearsing, tokens
from learningdialogues.counting import counts_of
from learningdialogues.keys import load_key
from learningdialogues.kinds import KINDS as ALL_KINDS
from learningdialogues.models import Dialogue, Guide, Occurrence, PatternProposal, Step
from learningdialogues.rounds import NotAccepted, Who
from network.models import DraftRecommendation, Role
from tests.learningdialogues.factories import at_desk, current, dialogue_at, give, guide
from tests.network.factories import person

pytestmark = pytest.mark.django_db

KINDS = (
    *("welcome", "story", "timeline", "gather", "build", "poll", "annotate", "journey", "matrix", "checklist"),
    *("cluster", "patterns", "rank", "perspectives", "solve", "actions", "reflect"),
)
ASKED_AT_THE_DESK = {"poll", "checklist", "journey", "matrix"}
"""Kinds in which people act on what a guide or the facilitator prepared; this guide prepares nothing."""


def test_every_kind_is_rehearsed():
    assert set(KINDS) == set(ALL_KINDS)


@pytest.fixture
def facilitator(client):
    found = person(Role.FACILITATOR)
    client.force_login(found)
    return found


def act(client, dialogue, name, **fields):
    answer = client.post(f"/leerdialogen/{dialogue.pk}/doe/{name}/", fields)
    assert answer.status_code in (200, 302), answer.content.decode()[:3000]
    return answer


def test_a_facilitator_alone_plays_a_whole_guide_with_people_who_do_not_exist(client, facilitator):
    guide(*KINDS)
    answer = client.post("/leerdialogen/droogoefenen/", {"leidraad": Guide.objects.get().key})
    dialogue = Dialogue.objects.get(is_rehearsal=True)
    assert answer.headers["Location"] == dialogue.get_absolute_url()
    assert "Droogoefening" in client.get(dialogue.get_absolute_url()).content.decode()
    act(client, dialogue, "begin")
    for kind in KINDS:
        step = current(dialogue)
        assert step.kind == kind
        if kind == "rank":
            for title in ("Bel eerst", "Herschrijf de brief", "Vraag door"):
                client.post(f"/leerdialogen/{dialogue.pk}/stap/{step.pk}/optie/", {"tekst": title})
        if kind == "patterns":
            at_desk(step, "oorzaak", naam="Brieven", soort="systeem", is_patroon="ja")
        if step.kind_module.has_round and (step.gave.exists() or kind not in ASKED_AT_THE_DESK):
            assert step.gave.count() == rehearsing.PEOPLE, kind
            act(client, dialogue, "toon")
        if kind != KINDS[-1]:
            act(client, dialogue, "verder")
    act(client, dialogue, "sluit", zeker="ja")
    dialogue.refresh_from_db()
    assert dialogue.status == "closed"
    assert (dialogue.erase_on - timezone.localdate()).days == rehearsing.KEPT_DAYS
    for nothing in (PatternProposal, DraftRecommendation, Occurrence):
        assert not nothing.objects.exists()


def test_a_rehearsal_does_not_count_as_a_dialogue_that_was_held(client, facilitator):
    found = rehearsing.rehearse(
        guide("reflect"), by=facilitator, organisation=facilitator.memberships.get().organisation, at=timezone.now()
    )
    facilitation.start(found, at=timezone.now())
    facilitation.close(found, at=timezone.now())
    assert counts_of(["pat-x"]) == {} or all(count.all == 0 for count in counts_of(["pat-x"]).values())


def test_who_leads_no_dialogues_rehearses_none(client):
    guide("reflect")
    client.force_login(person(Role.PROFESSIONAL))
    assert client.post("/leerdialogen/droogoefenen/", {"leidraad": Guide.objects.get().key}).status_code == 403


@pytest.fixture
def on_paper(facilitator):
    dialogue = preparing.prepare(
        guide("gather", "rank", "perspectives", "reflect"),
        by=facilitator,
        organisation=facilitator.memberships.get().organisation,
        title="Op papier",
        story="Iemand las de brief niet.",
        seats=5,
        was_on_paper=True,
        no_procedure_runs=True,
        management_agreed=True,
        planned_for=timezone.now().replace(year=2026, month=3, day=2, hour=12),
    )
    facilitation.open_room(dialogue, at=timezone.now())
    facilitation.start(dialogue, at=timezone.now())
    return dialogue


def type_over(client, dialogue, **fields):
    step = current(dialogue)
    path = f"/leerdialogen/{dialogue.pk}/stap/{step.pk}/van-papier/"
    return client.post(path, {name.replace("_", "-"): value for name, value in fields.items()})


def test_a_dialogue_on_paper_is_typed_over_step_by_step_and_gives_the_same_report(client, on_paper):
    assert on_paper.code is None
    assert type_over(client, on_paper, tekst="De brief was onduidelijk.\n\nNiemand vroeg door.").status_code == 302
    assert {row.text for row in current(on_paper).contributions.all()} == {
        "De brief was onduidelijk.",
        "Niemand vroeg door.",
    }
    act(client, on_paper, "verder")
    at_desk(current(on_paper), "optie", tekst="Bel eerst")
    assert type_over(client, on_paper, punten_0="4 0 2 3 1", punten_1="6 10 8 7 9").status_code == 302
    act(client, on_paper, "verder")
    marks = {f"cijfer_{p}_{option}": "6 7 5 8 7" for p in ("juridisch", "financieel", "sociaal") for option in (0, 1)}
    assert type_over(client, on_paper, **marks).status_code == 302, "marks"
    act(client, on_paper, "verder")
    act(client, on_paper, "sluit", zeker="ja")
    report = client.get(f"/leerdialogen/{on_paper.pk}/verslag/").content.decode()
    assert "Bel eerst" in report
    assert "voldoende op alle drie" in report
    assert "2 maart 2026" in report
    assert "Niemand vroeg door." not in report


def test_the_desk_of_a_dialogue_on_paper_offers_nothing_about_a_room(client, on_paper):
    desk = f"/leerdialogen/{on_paper.pk}/"
    page = client.get(desk).content.decode()
    acts = set(re.findall(rf'action="{desk}doe/([a-z-]+)/"', page))
    assert {"verder", "draag-over", "begeleider-erbij"} & acts
    assert acts.isdisjoint({"deur", "plekken", "codes", "pauze", "meer-tijd", "periode", "toon"})
    assert f"{desk}scherm/" not in page
    assert "nog bij niemand in beeld" not in page and "aantal, geen namen" not in page


@pytest.mark.parametrize("points", [{"punten_0": "4 0", "punten_1": "6"}, {"punten_0": "4", "punten_1": "7"}, {}])
def test_sheets_that_do_not_fit_are_refused(client, on_paper, points):
    act(client, on_paper, "verder")
    at_desk(current(on_paper), "optie", tekst="Bel eerst")
    assert type_over(client, on_paper, **points).status_code == 422


def test_nobody_types_over_in_a_dialogue_that_is_held_live(client, on_paper):
    Dialogue.objects.filter(pk=on_paper.pk).update(was_on_paper=False)
    assert type_over(client, on_paper, tekst="Iets.").status_code == 404


@pytest.fixture
def rehearsal(facilitator):
    where = facilitator.memberships.get().organisation
    found = rehearsing.rehearse(guide("gather", "reflect"), by=facilitator, organisation=where, at=timezone.now())
    facilitation.start(found, at=timezone.now())
    return found


@pytest.mark.parametrize("which", ["on_paper", "rehearsal"])
@pytest.mark.parametrize(("name", "fields"), [("deur", {"open": "ja"}), ("plekken", {"plekken": "13"}), ("codes", {})])
def test_a_dialogue_that_nobody_joins_gives_out_no_seat_door_or_code(client, request, which, name, fields):
    dialogue = request.getfixturevalue(which)
    client.force_login(dialogue.facilitator)
    before = Dialogue.objects.values("is_door_open", "seats", "seats_taken").get(pk=dialogue.pk)
    refused = client.post(f"/leerdialogen/{dialogue.pk}/doe/{name}/", fields)
    assert refused.status_code == 422
    assert "Hier doet niemand mee" in refused.content.decode()
    assert not dialogue.printed_codes.exists()
    assert Dialogue.objects.values("is_door_open", "seats", "seats_taken").get(pk=dialogue.pk) == before
    assert f"doe/{name}/" not in client.get(dialogue.get_absolute_url()).content.decode()


@pytest.mark.parametrize("which", ["on_paper", "rehearsal"])
def test_nobody_takes_a_seat_there_with_a_code_of_an_earlier_version_and_an_open_door(request, which):
    dialogue = request.getfixturevalue(which)
    code = tokens.room_code()
    Dialogue.objects.filter(pk=dialogue.pk).update(code=code, is_door_open=True, seats=13)
    refused = Client().post("/meedoen/", {"code": code})
    assert refused.status_code == 422
    assert "Deze code kennen we niet" in refused.content.decode()


def test_what_a_person_sent_keeps_its_promise_and_is_not_typed_over(client, on_paper):
    step = current(on_paper)
    who = Who(load_key(on_paper.pk), tokens.new_token())
    give(step, who, "Van een mens")
    assert type_over(client, on_paper, tekst="Van papier").status_code == 422
    step.refresh_from_db()
    assert (step.round, step.level, step.contributions.count()) == ("collecting", "unlinkable", 0)


def test_votes_of_persons_are_not_replaced_by_paper_but_paper_may_replace_paper(client, on_paper):
    act(client, on_paper, "verder")
    step = current(on_paper)
    at_desk(step, "optie", tekst="Bel eerst")
    assert type_over(client, on_paper, punten_0="4 0 2 3 1", punten_1="6 10 8 7 9").status_code == 302
    assert type_over(client, on_paper, punten_0="5 0 2 3 1", punten_1="5 10 8 7 9").status_code == 302
    assert step.ballots.count() == 5
    Step.objects.filter(pk=step.pk).update(settings={})  # as if a group had voted on its own screens
    assert type_over(client, on_paper, punten_0="1", punten_1="9").status_code == 422
    assert step.ballots.count() == 5


def test_the_public_functions_take_nothing_over_in_a_dialogue_with_people():
    step, people = dialogue_at("gather", people=5, kinds=("gather", "reflect"))
    for number, one in enumerate(people):
        give(step, one, f"Tekst {number}")
    with pytest.raises(NotAccepted):
        paper.take_over_texts(step, [("Erbij", {})])
    with pytest.raises(NotAccepted):
        paper.take_over_ballots(step, {"points": [{}]})
    step.refresh_from_db()
    assert (step.level, step.sealedcontributions.count()) == ("unlinkable", 5)
