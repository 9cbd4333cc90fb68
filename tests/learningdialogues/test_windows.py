"""A step open for a week: it opens and closes by itself, reminds once, forgets the addresses, keeps all sealed."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from learningdialogues import facilitation, rounds, windows
from learningdialogues.models import ReminderAddress, SealedContribution
from learningdialogues.rounds import NotAccepted
from network import mailing
from network.models import OutgoingMail
from tests.learningdialogues.factories import current, enter, give, prepared

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

ADDRESSES = ["een@voorbeeld.example", "twee@voorbeeld.example", "een@voorbeeld.example"]


@pytest.fixture
def step():
    dialogue = prepared("welcome", "gather", "reflect")
    facilitation.open_room(dialogue, at=timezone.now())
    return dialogue.steps.get(kind="gather")


def open_window(step, *, days=5, **more):
    now = timezone.now()
    values = {"opens": now, "closes": now + timedelta(days=days), "reminds": now + timedelta(days=days - 1)}
    windows.set_window(step, **values | {"addresses": ADDRESSES, "at": now} | more)
    windows.mind_windows(now + timedelta(minutes=1))
    return current(step.dialogue)


def test_the_step_opens_by_itself_without_passing_over_the_steps_before_it(step):
    opened = open_window(step)
    assert opened.pk == step.pk
    assert opened.dialogue.status == "running"
    assert [one.state for one in opened.dialogue.steps.all()] == ["ahead", "current", "ahead"]


def test_every_address_is_written_once_and_reminded_once_and_nothing_of_it_stays_in_the_outbox(step):
    open_window(step)
    mailing.send_due(timezone.now() + timedelta(minutes=2))
    assert sorted(message.to[0] for message in mail.outbox) == sorted(set(ADDRESSES))
    assert step.dialogue.code in mail.outbox[0].body or current(step.dialogue).dialogue.code in mail.outbox[0].body
    for _again in range(2):
        windows.mind_windows(timezone.now() + timedelta(days=4, hours=1))
    mailing.send_due(timezone.now() + timedelta(days=5))
    assert len(mail.outbox) == 2 * len(set(ADDRESSES))
    assert not OutgoingMail.objects.exists()


def test_when_it_closes_the_addresses_are_destroyed_and_what_came_in_waits_sealed_for_the_live_session(step):
    opened = open_window(step)
    people = [enter(opened.dialogue) for _number in range(5)]
    for number, one in enumerate(people):
        give(opened, one, f"Tekst {number}")
    windows.mind_windows(timezone.now() + timedelta(days=6))
    assert not ReminderAddress.objects.exists()
    dialogue = opened.dialogue
    dialogue.refresh_from_db()
    assert dialogue.current_step is None
    assert SealedContribution.objects.filter(step=opened).count() == 5
    later = timezone.now() + timedelta(days=8)
    facilitation.start(dialogue, at=later)
    assert current(dialogue).kind == "welcome", "the live session begins at the beginning"
    facilitation.move_on(dialogue, to=dialogue.steps.get(kind="gather"), at=later)
    live = current(dialogue)
    assert live.window_closes is None
    rounds.reveal(live)
    assert len(rounds.shown(live)) == 5


def test_nothing_comes_in_after_the_end_also_before_the_worker_saw_it(step):
    opened = open_window(step)
    who = enter(opened.dialogue)
    opened.window_closes = timezone.now() - timedelta(seconds=1)
    opened.save()
    with pytest.raises(NotAccepted, match="voorbij"):
        give(opened, who, "Te laat")


@pytest.mark.parametrize(
    "wrong",
    [
        {"closes": timezone.now() - timedelta(days=1)},
        {"reminds": timezone.now() + timedelta(days=9)},
        {"addresses": ["geen adres"]},
        {"addresses": [f"nummer{number}@voorbeeld.example" for number in range(61)]},
    ],
)
def test_a_window_that_cannot_be_is_refused(step, wrong):
    with pytest.raises(NotAccepted):
        open_window(step, **wrong)


def set_for(dialogue, kind, *, opens, closes):
    now = timezone.now()
    step = dialogue.steps.get(kind=kind)
    windows.set_window(step, opens=now + opens, closes=now + closes, reminds=None, addresses=ADDRESSES, at=now)


def states(dialogue):
    dialogue.refresh_from_db()
    return [step.state for step in dialogue.steps.all()]


@pytest.fixture
def dialogue():
    dialogue = prepared("welcome", "gather", "rank", "reflect")
    facilitation.open_room(dialogue, at=timezone.now())
    return dialogue


def test_windows_of_one_dialogue_may_not_overlap_and_may_follow_each_other(dialogue):
    set_for(dialogue, "gather", opens=timedelta(), closes=timedelta(days=3))
    with pytest.raises(NotAccepted, match="Gather"):
        set_for(dialogue, "rank", opens=timedelta(days=2), closes=timedelta(days=6))
    set_for(dialogue, "rank", opens=timedelta(days=4), closes=timedelta(days=6))
    set_for(dialogue, "gather", opens=timedelta(), closes=timedelta(days=2))
    windows.mind_windows(timezone.now() + timedelta(minutes=1))
    assert states(dialogue) == ["ahead", "current", "ahead", "ahead"]
    windows.mind_windows(timezone.now() + timedelta(days=4, minutes=1))
    assert states(dialogue) == ["ahead", "ahead", "current", "ahead"]
    assert dialogue.current_step.kind == "rank"


def test_of_two_windows_that_open_in_one_pass_the_second_waits_and_writes_nobody(dialogue):
    now = timezone.now()
    set_for(dialogue, "gather", opens=timedelta(), closes=timedelta(days=3))
    set_for(dialogue, "rank", opens=timedelta(days=3), closes=timedelta(days=6))
    dialogue.steps.filter(kind="rank").update(window_opens=now + timedelta(seconds=30))
    windows.mind_windows(now + timedelta(minutes=1))
    assert states(dialogue) == ["ahead", "current", "ahead", "ahead"]
    assert OutgoingMail.objects.count() == 2, "only those who were asked about the step that opened"
    windows.mind_windows(now + timedelta(days=3, minutes=1))
    assert states(dialogue) == ["ahead", "ahead", "current", "ahead"]


def test_a_window_neither_opens_nor_closes_a_step_in_a_live_session(dialogue):
    now = timezone.now()
    set_for(dialogue, "gather", opens=timedelta(days=1), closes=timedelta(days=2))
    set_for(dialogue, "rank", opens=timedelta(days=3), closes=timedelta(days=4))
    facilitation.start(dialogue, at=now)
    windows.mind_windows(now + timedelta(days=1, minutes=1))
    assert states(dialogue) == ["current", "ahead", "ahead", "ahead"]
    facilitation.move_on(dialogue, to=dialogue.steps.get(kind="gather"), at=now + timedelta(days=1, minutes=2))
    give(current(dialogue), enter(dialogue), "Komt binnen")
    windows.mind_windows(now + timedelta(days=2, minutes=1))
    assert states(dialogue) == ["done", "current", "ahead", "ahead"]
    assert dialogue.current_step.window_closes is None, "no date ends what the group does together"
    with pytest.raises(NotAccepted, match="begonnen"):
        set_for(dialogue, "rank", opens=timedelta(days=5), closes=timedelta(days=6))


def test_who_goes_on_from_an_open_window_holds_the_session_from_there(dialogue):
    set_for(dialogue, "gather", opens=timedelta(), closes=timedelta(days=2))
    windows.mind_windows(timezone.now() + timedelta(minutes=1))
    stale = dialogue.steps.select_related("dialogue").get(kind="gather")
    dialogue.refresh_from_db()
    facilitation.move_on(dialogue, to=dialogue.steps.get(kind="rank"), at=timezone.now())
    facilitation.set_aside(stale)
    windows.mind_windows(timezone.now() + timedelta(days=3))
    assert states(dialogue) == ["skipped", "done", "current", "ahead"]
    assert dialogue.current_step.kind == "rank"


def test_a_window_that_is_taken_away_while_it_is_open_closes_at_once(client, dialogue):
    set_for(dialogue, "gather", opens=timedelta(), closes=timedelta(days=2))
    windows.mind_windows(timezone.now() + timedelta(minutes=1))
    client.force_login(dialogue.facilitator)
    gather = dialogue.steps.get(kind="gather")
    assert client.post(f"/leerdialogen/{dialogue.pk}/doe/periode-weg/", {"stap": gather.pk}).status_code == 302
    assert states(dialogue) == ["ahead"] * 4
    assert client.post(f"/leerdialogen/{dialogue.pk}/doe/begin/").status_code == 302
    assert states(dialogue)[0] == "current"


def test_the_desk_says_why_two_windows_cannot_be_open_together(client, dialogue):
    set_for(dialogue, "gather", opens=timedelta(days=1), closes=timedelta(days=3))
    client.force_login(dialogue.facilitator)
    day = timezone.localtime(timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    fields = {"stap": dialogue.steps.get(kind="rank").pk, "opens": day, "closes": "2099-01-08T17:00"}
    refused = client.post(f"/leerdialogen/{dialogue.pk}/doe/periode/", fields)
    assert refused.status_code == 422
    assert "Er kan maar één stap tegelijk open zijn" in refused.content.decode()


def test_the_facilitator_sets_it_on_the_desk_and_nothing_typed_is_lost(client):
    dialogue = prepared("welcome", "gather", "reflect")
    client.force_login(dialogue.facilitator)
    path = f"/leerdialogen/{dialogue.pk}/doe/periode/"
    gather = dialogue.steps.get(kind="gather")
    fields = {"stap": gather.pk, "opens": "2099-01-01T09:00", "closes": "2099-01-08T17:00", "addresses": "fout"}
    refused = client.post(path, fields)
    assert refused.status_code == 422
    assert "2099-01-08T17:00" in refused.content.decode()
    assert client.post(path, fields | {"addresses": "een@voorbeeld.example"}).status_code == 302
    gather.refresh_from_db()
    assert timezone.localtime(gather.window_closes).hour == 17
    assert client.post(f"/leerdialogen/{dialogue.pk}/doe/periode-weg/", {"stap": gather.pk}).status_code == 302
    gather.refresh_from_db()
    assert gather.window_closes is None
    assert not ReminderAddress.objects.exists()
