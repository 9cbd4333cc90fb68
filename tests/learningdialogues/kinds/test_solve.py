"""*Oplossen*: from cause to who can change it, and from there to a recommendation that the network takes over."""

import pytest
from django.core import mail

from learningdialogues import facilitation, harvest
from learningdialogues.rounds import NotAccepted
from network import mailing
from network.models import DraftRecommendation, Item, OutgoingMail, Recommendation, Role
from tests.learningdialogues.factories import NOW, at_desk, case, current, dialogue_at, do
from tests.network.factories import person

pytestmark = pytest.mark.django_db

ROW = {"naam": "Brieven zonder datum", "route": "knelpuntenbrief", "tekst": "Zet de datum bovenaan", "concept": "ja"}


def closed_with(*rows, **details):
    step, _people = dialogue_at("solve", people=5, kinds=("cluster", "solve", "reflect"), **details)
    for row in rows:
        at_desk(step, "rij", **row)
    dialogue = step.dialogue
    facilitation.move_on(dialogue, to=dialogue.steps.last(), at=NOW)
    facilitation.close(dialogue, at=NOW)
    dialogue.refresh_from_db()
    return dialogue


def test_only_what_the_group_proposes_becomes_a_draft_with_nothing_but_origin_and_quarter():
    dialogue = closed_with(ROW, ROW | {"tekst": "Bel eerst", "concept": "nee"})
    draft = DraftRecommendation.objects.get()
    assert (draft.title, draft.route, draft.origin) == ("Zet de datum bovenaan", "knelpuntenbrief", "dialogue")
    assert draft.quarter == harvest.quarter_of(NOW)
    assert harvest.drafts_of(dialogue) == [draft]
    relations = {field.related_model.__name__ for field in DraftRecommendation._meta.fields if field.is_relation}
    assert "Dialogue" not in relations
    facilitation.erase(dialogue, at=NOW)
    assert DraftRecommendation.objects.count() == 1, "erasing a dialogue breaks nothing"


def test_the_report_shows_the_whole_table(client):
    dialogue = closed_with(ROW, ROW | {"tekst": "Bel eerst", "concept": "nee"})
    client.force_login(dialogue.facilitator)
    page = client.get(f"/leerdialogen/{dialogue.pk}/verslag/").content.decode()
    for words in ("Brieven zonder datum", "Zet de datum bovenaan", "Bel eerst", "knelpuntenbrief"):
        assert words in page


@pytest.mark.parametrize("missing", [{"route": "onzin"}, {"naam": ""}, {"tekst": " "}])
def test_a_row_needs_a_cause_a_route_and_a_handle(missing):
    step, _people = dialogue_at("solve", people=5, kinds=("solve", "reflect"))
    with pytest.raises(NotAccepted):
        at_desk(step, "rij", **ROW | missing)


def test_a_row_can_be_changed_and_taken_away():
    step, _people = dialogue_at("solve", people=5, kinds=("solve", "reflect"))
    at_desk(step, "rij", **ROW)
    entry = step.entries.get()
    at_desk(step, "wijzig-rij", id=entry.pk, **ROW | {"route": "team"})
    assert step.entries.get().data["route"] == "team"
    at_desk(step, "haal-weg", id=entry.pk)
    assert not step.entries.exists()


def test_what_participants_say_waits_sealed_until_it_is_shown(client):
    step, people = dialogue_at("solve", people=5, kinds=("solve", "reflect"))
    do(
        step,
        people[0],
        "stuur",
        id="4f0c7c0e-0d6e-4a55-9d0e-3b5d5b0a1c11",
        tekst="De wetgever kan dit.",
        route="wetgever",
    )
    client.force_login(step.dialogue.facilitator)
    assert "De wetgever kan dit." not in client.get(step.dialogue.get_absolute_url()).content.decode()
    assert current(step.dialogue).sealedcontributions.count() == 1


def test_a_coordinator_finds_the_draft_and_makes_it_a_recommendation_that_everybody_can_read(client):
    dialogue = closed_with(ROW)
    draft = DraftRecommendation.objects.get()
    coordinator = person(Role.COORDINATOR)
    client.force_login(coordinator)
    assert draft.title in client.get("/mijn-werk/").content.decode()
    fields = {"title": draft.title, "summary": "Kort.", "text": "Lang.", "addressee": "ministerie van SZW"}
    assert client.post(draft.get_absolute_url(), fields | {"besluit": "ja"}).status_code == 302
    made = Recommendation.objects.get(title=draft.title)
    assert Item.objects.get(pk=made.key).visibility.split() == ["public"]
    assert client.get(f"/k/{made.key}", follow=True).status_code == 200
    assert not made.followed, "the network follows it only after it is adopted"
    assert OutgoingMail.objects.filter(to=dialogue.facilitator.email).exists()
    assert client.post(draft.get_absolute_url(), fields | {"besluit": "ja"}).status_code == 422, "once"


def test_a_draft_is_declined_with_a_reason_only(client):
    closed_with(ROW)
    draft = DraftRecommendation.objects.get()
    client.force_login(person(Role.COORDINATOR))
    assert client.post(draft.get_absolute_url(), {"besluit": "nee", "tekst": ""}).status_code == 422
    assert client.post(draft.get_absolute_url(), {"besluit": "nee", "tekst": "Bestaat al."}).status_code == 302
    draft.refresh_from_db()
    assert (draft.status, draft.remark) == ("declined", "Bestaat al.")


@pytest.mark.parametrize("role", [Role.READER, Role.PROFESSIONAL, Role.SECOND_READER, Role.FOCAL_POINT])
def test_nobody_else_settles_or_reads_a_draft(client, role):
    closed_with(ROW)
    draft = DraftRecommendation.objects.get()
    client.force_login(person(role))
    assert client.get(draft.get_absolute_url()).status_code == 403
    assert client.post(draft.get_absolute_url(), {"besluit": "ja"}).status_code == 403


def test_who_brought_in_the_case_hears_what_came_out(client):
    brought = case()
    dialogue = closed_with(ROW, case=brought)
    mailing.send_due(NOW.replace(year=2099))
    told = [message for message in mail.outbox if message.to == [brought.owner.email]]
    assert brought.title in told[0].subject
    client.force_login(brought.owner)
    page = client.get(f"/casussen/{brought.pk}/").content.decode()
    assert f"/leerdialogen/{dialogue.pk}/verslag/" in page
