"""One round of a step: sealed input, checking, release in random order. Who wrote what is never stored.

``collecting → checking → revealed``. What people send lies in a sealed inbox that nobody sees, encrypted; it only
raises the counts on the facilitator's desk. The release rewrites it in one transaction in random order.
"""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learningdialogues import rewriting, sealing, tokens
from learningdialogues.models import (
    BlockedWriter,
    Contribution,
    Dialogue,
    Gave,
    Ready,
    SealedContribution,
    Step,
)
from learningdialogues.telling import tell_desk, tell_room

RELEASE_AT = 5
"""So many people must have given before anything of a step is shown (unless all agree)."""
MAX_LENGTH = 2000


class NotAccepted(Exception):
    """The room cannot take this in; the message is a Dutch sentence for who sent it."""


class AlreadySentDifferently(NotAccepted):
    """The same id came before with another text."""


@dataclass(frozen=True)
class Who:
    """A participant during one request: the key of the dialogue and the random token of this browser. Never stored."""

    key: bytes
    token: tokens.Token


@dataclass(frozen=True)
class Counts:
    """What the facilitator may know while a round is collecting: numbers, never who."""

    present: int
    gave: int
    ready: int
    sealed: int
    agreed: int

    @property
    def is_enough(self) -> bool:
        return self.gave >= RELEASE_AT

    @property
    def all_agreed(self) -> bool:
        return 0 < self.gave <= self.agreed


_FRESH = ("round", "round_number", "level", "settings", "window_closes")


@contextmanager
def as_it_stands(step: Step) -> Generator[None, None, None]:
    """A transaction in which ``step`` is read again: what is decided here holds until the end of it.

    It holds the dialogue, as every act does that changes one: first the dialogue, then its steps, so that two acts
    never wait for each other. Raises NotAccepted when the dialogue is over: nothing comes in while it closes.
    """
    with transaction.atomic():
        status = Dialogue.objects.select_for_update().values_list("status", flat=True).get(pk=step.dialogue_id)
        if status not in Dialogue.LIVE:
            raise NotAccepted(_("This dialogue is over."))
        fresh = Step.objects.values(*_FRESH).get(pk=step.pk)
        window_closes = fresh.pop("window_closes")
        for name, value in fresh.items():
            setattr(step, name, value)
        if window_closes is not None and window_closes <= timezone.now():
            raise NotAccepted(_("The time for this question is over. It opens again in the live session."))
        yield


def contribute(step: Step, *, by: Who, id: UUID, text: str, details: dict[str, Any] | None = None) -> None:
    """Put ``text`` into the sealed inbox of ``step`` under the ``id`` that the client made.

    The same id with the same text again changes nothing: a browser may resend until it has an answer.
    Raises AlreadySentDifferently for another text, NotAccepted for an empty or too long one or a blocked writer.
    """
    text = accepted_text(text)
    check_not_blocked(step, by)
    sealed = _sealed(step, by, id, text, details or {})
    with as_it_stands(step):
        if _was_sent_before(step, by, id, text):
            return
        if step.round == Step.Round.CHECKING:
            raise NotAccepted(
                _("The facilitator is reading what came in. Wait until it is shown; your text stays here.")
            )
        _put(sealed)
        count_giver(step, by)
        tell_desk(step.dialogue_id)


def _sealed(step: Step, by: Who, id: UUID, text: str, details: dict[str, Any]) -> SealedContribution:
    tag = tokens.edit_tag(by.key, by.token, id)
    return sealing.sealed_text(step, by.key, id=id, text=text, details=details, tag=tag)


def _put(*rows: SealedContribution) -> None:
    """Into the inbox; a conflict is no error, for PostgreSQL would keep the statement in its log."""
    SealedContribution.objects.bulk_create(rows, ignore_conflicts=True)


def _was_sent_before(step: Step, by: Who, id: UUID, text: str) -> bool:
    shown = tokens.shown_id(by.key, id)
    sealed = list(SealedContribution.objects.filter(pk__in=[id, shown]))
    earlier = [(row.text, row.step_id) for row in sealing.opened(sealed, by.key)] or [
        *Contribution.objects.filter(pk=shown).values_list("text", "step_id")
    ]
    if earlier != [(text, step.pk)] and (earlier or sealed):
        raise AlreadySentDifferently(_("This was sent before with another text. Copy it and send it as new."))
    return bool(earlier)


def keep_own(step: Step, *, by: Who, texts: dict[UUID, tuple[str, dict[str, Any]]]) -> None:
    """Keep texts (with their details) under ids that only this browser can make: new, changed, or when empty withdrawn.

    Raises NotAccepted when the round is closed, for a text that is too long, or a blocked writer.
    """
    kept = {id: (accepted_text(text), details) for id, (text, details) in texts.items() if text.strip()}
    check_not_blocked(step, by)
    with as_it_stands(step):
        _check_is_collecting(step)
        rewriting.drop(step.sealedcontributions.filter(pk__in=texts))
        _put(*(_sealed(step, by, id, *text) for id, text in kept.items()))
        if kept:
            count_giver(step, by)
        tell_desk(step.dialogue_id)


def edit(step: Step, *, by: Who, id: UUID, text: str) -> None:
    """Change one's own contribution while ``step`` is collecting, or while its next batch is."""
    text = accepted_text(text)
    check_not_blocked(step, by)
    with as_it_stands(step):
        row = _own(step, by, id)
        row.text = text
        sealing.close(row, by.key).save(update_fields=["sealed"])


def withdraw(step: Step, *, by: Who, id: UUID) -> None:
    """Take one's own contribution back while ``step`` is collecting. Having given still counts."""
    with as_it_stands(step):
        rewriting.drop(step.sealedcontributions.filter(pk=_own(step, by, id).pk))
        tell_desk(step.dialogue_id)


def _own(step: Step, by: Who, id: UUID) -> SealedContribution:
    _check_is_collecting(step)
    own = step.sealedcontributions.filter(pk=id, edit_tag=tokens.edit_tag(by.key, by.token, id))
    for row in sealing.opened(own, by.key):
        return row
    raise NotAccepted(_("This contribution cannot be found."))


def _check_is_collecting(step: Step) -> None:
    if not (step.is_collecting or (step.is_revealed and step.shows_in_batches)):
        raise NotAccepted(_("This round is closed, changing is no longer possible."))


def own_contributions(step: Step, *, by: Who) -> list[SealedContribution]:
    """What this browser sent and nobody sees yet, found by making the tag of each row again."""
    rows = step.sealedcontributions.all()
    if step.round != Step.Round.CHECKING:
        tags = rows.values_list("pk", "edit_tag")
        rows = rows.filter(pk__in=[id for id, tag in tags if tag == tokens.edit_tag(by.key, by.token, id)])
    own = [row for row in sealing.opened(rows, by.key) if row.details != sealing.NOTHING]
    return [row for row in own if row.came_with == tokens.edit_tag(by.key, by.token, row.came_as)]


def nothing_to_add(step: Step, *, by: Who) -> None:
    """ "Niets toe te voegen" counts as given and as ready. What is stored looks as when a text was given."""
    check_not_blocked(step, by)
    with as_it_stands(step):
        if not has_given(step, by=by):
            _put(_sealed(step, by, uuid4(), "", sealing.NOTHING))
        count_giver(step, by)
        tell_desk(step.dialogue_id)
    set_ready(step, by=by)


def set_ready(step: Step, *, by: Who) -> None:
    with as_it_stands(step):
        _is_ready(step, by)
        tell_desk(step.dialogue_id)


def has_given(step: Step, *, by: Who) -> bool:
    return step.gave.filter(nullifier=_gave(step, by)).exists()


def is_ready(step: Step, *, by: Who) -> bool:
    return step.ready.filter(nullifier=_ready(step, by)).exists()


def _gave(step: Step, by: Who) -> str:
    return tokens.gave_nullifier(by.key, by.token, step.pk, _batch(step))


def _ready(step: Step, by: Who) -> str:
    return tokens.ready_nullifier(by.key, by.token, step.pk, _batch(step))


def _batch(step: Step) -> str:
    """What is released together. In each batch somebody counts under another nullifier: no two dumps join them."""
    return f"{step.round_number}.{step.settings.get('batch', 0)}"


def count_giver(step: Step, by: Who) -> None:
    """Count somebody as giver of this batch, once. Inside ``as_it_stands``."""
    rewriting.count_once(Gave, step, _gave(step, by))


def _is_ready(step: Step, by: Who) -> None:
    rewriting.count_once(Ready, step, _ready(step, by))


def ask_to_release(step: Step) -> None:
    """The facilitator asks the givers, who are fewer than five, whether it may be shown all the same."""
    with as_it_stands(step):
        if step.settings.get("waits"):
            raise NotAccepted(_("Somebody gave something earlier and cannot be asked any more: wait for five givers."))
        step.settings["asks_release"] = True
        step.save(update_fields=["settings"])
        tell_room(step.dialogue_id)


def counts(step: Step) -> Counts:
    """The numbers of the present round."""
    agreed = step.ballots.filter(question=f"{step.round_number}:release")
    return Counts(
        present=step.dialogue.seats_taken,
        gave=step.gave.count(),
        ready=step.ready.count(),
        sealed=len(sealing.texts_of(step)),
        agreed=0 if step.settings.get("waits") else agreed.count(),
    )


def check(step: Step) -> None:
    """Stop collecting: the facilitator reads what came in, in random order, before anybody else does."""
    with as_it_stands(step):
        if step.is_revealed and step.shows_in_batches:
            _check_late_may_be_shown(step)
        elif step.is_collecting:
            _check_may_be_shown(step, counts(step))
        else:
            raise NotAccepted(_("This round is not collecting any more."))
        rewriting.reseal_texts(step)
        step.round = Step.Round.CHECKING
        step.save(update_fields=["round"])
        tell_room(step.dialogue_id)


def reveal(step: Step) -> None:
    """Show what came in, to everybody at once: rewrite it in random order and destroy what counted the givers."""
    with as_it_stands(step):
        if step.is_revealed:
            return
        now = counts(step)
        _check_may_be_shown(step, now)
        release(step)
        if step.level == "unlinkable" and not now.is_enough:
            step.level, step.settings["was_unlinkable"] = "hidden", True
        step.round = Step.Round.REVEALED
        step.settings.pop("asks_release", None)
        step.save(update_fields=["round", "level", "settings"])
        tell_room(step.dialogue_id)


def reveal_late(step: Step) -> None:
    """Show what came after the release, once five late people gave."""
    with as_it_stands(step):
        if not step.is_revealed:
            raise NotAccepted(_("Show the others first."))
        _check_late_may_be_shown(step)
        release(step)
        tell_room(step.dialogue_id)


def release_at_closing(step: Step) -> None:
    """When a dialogue closes the last sealed rows join the others, and nothing that could tell givers apart stays."""
    release(step)
    rewriting.rewrite_shown(step)


def _check_may_be_shown(step: Step, now: Counts) -> None:
    if step.level == "unlinkable" and not now.is_enough and not now.all_agreed:
        needed = {"limit": RELEASE_AT}
        raise NotAccepted(_("From %(limit)d givers on it can be shown, or when every giver agrees.") % needed)


def _check_late_may_be_shown(step: Step) -> None:
    if step.level != "named" and step.gave.count() < RELEASE_AT:
        raise NotAccepted(_("From %(limit)d late givers on it can be shown.") % {"limit": RELEASE_AT})


def release(step: Step) -> None:
    """Write what came in anew, in random order, and destroy what counted the givers. Inside ``as_it_stands``."""
    step.settings["batch"] = step.settings.get("batch", 0) + 1
    step.settings.pop("waits", None)
    rewriting.rewrite_texts(step)
    rewriting.rewrite_ballots(step)
    rewriting.drop(step.gave.all())
    rewriting.drop(step.ready.all())
    step.save(update_fields=["settings"])


def shown(step: Step) -> list[Contribution]:
    """The released contributions that were not hidden, in the random order in which they were written."""
    return [row for row in step.contributions.all() if not row.is_hidden]


def block(step: Step, *, row: SealedContribution) -> None:
    """Take nothing more from whoever wrote ``row`` (opened), without learning who that is."""
    sealed = tokens.seal(sealing.key_of(step), [str(row.came_as), row.came_with])
    BlockedWriter.objects.create(dialogue_id=step.dialogue_id, sealed=sealed)


def check_not_blocked(step: Step, by: Who) -> None:
    """Raise NotAccepted for a writer whom the facilitator blocked."""
    for sealed in BlockedWriter.objects.filter(dialogue_id=step.dialogue_id).values_list("sealed", flat=True):
        id, tag = tokens.unseal(by.key, sealed) or ("", None)
        if tag == tokens.edit_tag(by.key, by.token, id):
            raise NotAccepted(_("The facilitator has stopped contributions from this browser."))


def accepted_text(text: str) -> str:
    text = text.replace("\x00", "").strip()
    if not text:
        raise NotAccepted(_("Write something first."))
    if len(text) > MAX_LENGTH:
        raise NotAccepted(_("That is too long: at most %(limit)d characters.") % {"limit": MAX_LENGTH})
    return text
