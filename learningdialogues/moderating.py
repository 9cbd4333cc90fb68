"""While a round is checked the facilitator reads what came in, hides what must not be shown, and may block a writer."""

from uuid import UUID

from django.utils.translation import gettext as _

from learningdialogues import rewriting, rounds, sealing
from learningdialogues.models import SealedContribution, Step
from learningdialogues.rounds import NotAccepted
from learningdialogues.telling import tell_room


def sealed_for_checking(step: Step) -> list[SealedContribution]:
    """What the facilitator reads while checking, in an order that says nothing."""
    if step.round != Step.Round.CHECKING:
        return []
    rows = sealing.texts_of(step)
    rewriting.shuffle(rows)
    return rows


def hide(step: Step, *, id: UUID, reason: str) -> None:
    """Keep a contribution from being shown, with a reason; possible while checking and afterwards."""
    if not reason.strip():
        raise NotAccepted(_("Say why this contribution is hidden."))
    reason = reason.strip()[:200]
    with rounds.as_it_stands(step):
        for row in _checked(step, id):
            row.is_hidden, row.hidden_reason = True, reason
            sealing.close(row, sealing.key_of(step)).save(update_fields=["sealed"])
        step.contributions.filter(pk=id).update(is_hidden=True, hidden_reason=reason)
        tell_room(step.dialogue_id)


def block_writer(step: Step, *, id: UUID) -> None:
    """Take nothing more from whoever wrote this, without learning who that is."""
    with rounds.as_it_stands(step):
        rows = _checked(step, id)
        if not rows:
            raise NotAccepted(_("A writer can only be blocked while checking."))
        rounds.block(step, row=rows[0])


def _checked(step: Step, id: UUID) -> list[SealedContribution]:
    """The row with this id, opened, while the facilitator checks."""
    if step.round != Step.Round.CHECKING:
        return []
    return sealing.opened(step.sealedcontributions.filter(pk=id), sealing.key_of(step))
