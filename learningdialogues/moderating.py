"""While a round is checked the facilitator reads what came in, hides what must not be shown, and may block a writer."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from learningdialogues import rewriting
from learningdialogues.models import BlockedWriter, SealedContribution, Step
from learningdialogues.rounds import NotAccepted
from learningdialogues.telling import tell_room


def sealed_for_checking(step: Step) -> list[SealedContribution]:
    """What the facilitator reads while checking, in an order that says nothing."""
    if step.round != Step.Round.CHECKING:
        return []
    rows = list(step.sealedcontributions.all())
    rewriting.shuffle(rows)
    return rows


def hide(step: Step, *, id: UUID, reason: str) -> None:
    """Keep a contribution from being shown, with a reason; possible while checking and afterwards."""
    if not reason.strip():
        raise NotAccepted(_("Say why this contribution is hidden."))
    with transaction.atomic():
        for rows in (step.sealedcontributions, step.contributions):
            rows.filter(pk=id).update(is_hidden=True, hidden_reason=reason.strip()[:200])
        tell_room(step.dialogue_id)


def block_writer(step: Step, *, id: UUID) -> None:
    """Take nothing more from whoever wrote this, without learning who that is."""
    row = step.sealedcontributions.filter(pk=id).first()
    if row is None:
        raise NotAccepted(_("A writer can only be blocked while checking."))
    BlockedWriter.objects.get_or_create(
        dialogue_id=step.dialogue_id, contribution_id=row.pk, defaults={"edit_tag": row.edit_tag}
    )
