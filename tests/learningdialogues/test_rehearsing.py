"""A guide played alone, and a dialogue that was held on paper: both at the same desk."""

import re

import pytest
from django.utils import timezone

from learningdialogues import facilitation, preparing, rehearsing
from learningdialogues.counting import counts_of
from learningdialogues.kinds import KINDS as ALL_KINDS
from learningdialogues.models import Dialogue, Guide, Occurrence, PatternProposal
from network.models import DraftRecommendation, Role
from tests.learningdialogues.factories import at_desk, current, guide
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
