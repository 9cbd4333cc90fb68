"""The plan of a dialogue: order, minutes, pauses and who leads change on the way, and the reason is kept."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from learningdialogues import facilitation, planning
from learningdialogues.models import PlanChange
from network.models import Role
from tests.learningdialogues.factories import NOW, current, dialogue_at, prepared
from tests.network.factories import person

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def leading(client):
    step, _people = dialogue_at("gather", people=5)
    client.force_login(step.dialogue.facilitator)
    return step.dialogue


def act(client, dialogue, name, **fields):
    return client.post(f"/leerdialogen/{dialogue.pk}/doe/{name}/", fields)


def titles(dialogue) -> list[str]:
    return [step.title for step in dialogue.steps.all()]


def changes(dialogue) -> list[tuple[str, str]]:
    return list(dialogue.plan_changes.values_list("what", "reason"))


def test_a_step_that_lies_ahead_changes_places_with_its_neighbour_and_all_are_numbered_anew(client, leading):
    before = titles(leading)
    last = leading.steps.last()
    answer = act(client, leading, "verplaats", stap=last.pk, richting="eerder", reden="Eerst terugkijken.")
    assert answer.status_code == 302
    assert titles(leading) == [*before[:-2], before[-1], before[-2]]
    assert [step.number for step in leading.steps.all()] == list(range(1, len(before) + 1))
    assert changes(leading) == [("moved", "Eerst terugkijken.")]


def test_a_step_that_was_held_or_is_going_on_stays_where_it_is(client, leading):
    before = titles(leading)
    for step in (leading.steps.first(), leading.current_step):
        assert act(client, leading, "verplaats", stap=step.pk, richting="later").status_code == 422
    assert titles(leading) == before


def test_an_extra_step_comes_right_after_the_current_one(client, leading):
    fields = {
        "kind": "gather",
        "title": "Nog iets",
        "question": "Wat missen we?",
        "minutes": "7",
        "reden": "Er is tijd.",
    }
    assert act(client, leading, "stap-erbij", **fields).status_code == 302
    following = facilitation.next_step(current(leading).dialogue)
    assert (following.title, following.minutes, following.kind) == ("Nog iets", 7, "gather")
    assert changes(leading) == [("added", "Er is tijd.")]


def test_an_extra_step_without_a_question_is_refused_and_what_was_typed_stays(client, leading):
    answer = act(client, leading, "stap-erbij", kind="gather", title="Nog iets", question="", minutes="7")
    assert answer.status_code == 422
    assert "Nog iets" in answer.content.decode()


@pytest.mark.parametrize(("minutes", "status"), [("25", 302), ("0", 422), ("241", 422), ("veel", 422)])
def test_other_minutes_are_kept_with_their_reason(client, leading, minutes, status):
    last = leading.steps.last()
    assert act(client, leading, "minuten", stap=last.pk, minuten=minutes, reden="Meer nodig.").status_code == status
    last.refresh_from_db()
    assert (last.minutes == 25) is (status == 302)


def test_a_pause_stops_the_clock_and_the_room_hears_of_it(leading):
    step = current(leading)
    facilitation.pause(step.dialogue, at=NOW + timedelta(minutes=4), reason="Koffie.")
    assert planning.ends_at(current(leading)) is None
    facilitation.resume(step.dialogue, at=NOW + timedelta(minutes=14))
    ends = planning.ends_at(current(leading))
    assert ends == NOW + timedelta(minutes=10 + current(leading).minutes)
    facilitation.move_on(step.dialogue, to=leading.steps.last(), at=NOW + timedelta(minutes=16))
    step.refresh_from_db()
    assert step.seconds_spent == 6 * 60


def test_what_was_skipped_or_repeated_is_kept_with_the_reason(client, leading):
    first = leading.steps.first()
    act(client, leading, "verder", naar=leading.steps.last().pk, reden="De tijd is om.")
    act(client, leading, "verder", naar=first.pk, reden="Nog een keer lezen.")
    kept = leading.plan_changes.filter(what=PlanChange.What.SKIPPED)
    assert {change.reason for change in kept} == {"De tijd is om."}
    assert ("repeated", "Nog een keer lezen.") in changes(leading)


def test_the_next_plan_proposes_the_minutes_that_steps_took(client):
    step, _people = dialogue_at("gather", people=5, kinds=("gather", "reflect"))
    dialogue = step.dialogue
    facilitation.move_on(dialogue, to=dialogue.steps.last(), at=NOW + timedelta(minutes=23))
    facilitation.close(dialogue, at=NOW + timedelta(minutes=30))
    following = prepared("gather", "reflect", facilitator=dialogue.facilitator)
    following.guide_key = dialogue.guide_key
    following.save()
    client.force_login(dialogue.facilitator)
    assert planning.suggested_minutes(following)[step.full_title] == 23
    assert "23 min" in client.get(following.get_absolute_url()).content.decode()
    act(client, following, "neem-tijden-over")
    assert following.steps.get(title=step.title).minutes == 23
    over = client.get(dialogue.get_absolute_url()).content.decode()
    assert "23" in over


def test_a_co_facilitator_leads_along_and_takes_the_lead_when_it_is_handed_over(client, leading):
    colleague = person(Role.FACILITATOR)
    assert act(client, leading, "begeleider-erbij", email="niemand@voorbeeld.example").status_code == 422
    assert act(client, leading, "begeleider-erbij", email=colleague.email).status_code == 302
    first = leading.facilitator
    act(client, leading, "draag-over", email=colleague.email)
    leading.refresh_from_db()
    assert leading.facilitator == colleague
    assert client.get(leading.get_absolute_url()).status_code == 200, "who led it stays at the desk"
    assert list(leading.co_facilitators.all()) == [first]


def test_a_facilitator_who_dropped_off_is_replaced_by_one_of_the_same_organisation_only(client, leading):
    stranger = person(Role.FACILITATOR, None)
    stranger.memberships.all().delete()
    path = f"/leerdialogen/{leading.pk}/overnemen/"
    client.force_login(stranger)
    assert client.post(path).status_code == 403
    colleague = person(Role.FACILITATOR, leading.organisation)
    client.force_login(colleague)
    assert client.get(path).status_code == 200
    assert client.post(path, {"reden": "Ziek."}).status_code == 302
    leading.refresh_from_db()
    assert leading.facilitator == colleague
    assert changes(leading) == [("handed_over", "Ziek.")]


def test_the_invitation_opens_in_calendars_with_the_time_of_the_plan_and_no_code(client):
    dialogue = prepared("gather", "reflect")
    client.force_login(dialogue.facilitator)
    path = f"/leerdialogen/{dialogue.pk}/uitnodiging.ics"
    assert client.get(path).status_code == 404
    act(client, dialogue, "wanneer", planned_for="2026-12-01T13:30", place="Zaal 2")
    file = client.get(path).content
    event = Calendar.from_ical(file).walk("VEVENT")[0]
    minutes = sum(step.minutes for step in dialogue.steps.all())
    assert event["DTSTART"].dt.strftime("%Y-%m-%d %H:%M %Z") == "2026-12-01 12:30 UTC"
    assert b"TZID" not in file
    assert event["ORGANIZER"] == f"mailto:{dialogue.facilitator.email}"
    assert event["SUMMARY"] == "Leerdialoog"
    assert dialogue.title.encode() not in file
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=minutes)
    assert event["LOCATION"] == "Zaal 2"
    assert "/meedoen/" in event["DESCRIPTION"]
