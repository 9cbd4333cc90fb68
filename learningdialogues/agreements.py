"""Agreements go on after the dialogue: who leads it says how far they are, and open ones come back in the next one."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from learningdialogues import series
from learningdialogues.models import Agreement, Dialogue
from learningdialogues.rounds import NotAccepted

OPEN_STATES = (Agreement.State.NOT_STARTED, Agreement.State.RUNNING)


def set_state(agreement: Agreement, state: str) -> None:
    """Keep how far ``agreement`` is. Raises NotAccepted for a state that does not exist."""
    if state not in Agreement.State.values:
        raise NotAccepted(_("Choose how far the agreement is."))
    agreement.state = state
    agreement.save(update_fields=["state"])


def open_in_series(dialogue: Dialogue) -> QuerySet[Agreement]:
    """What earlier dialogues of the same series agreed and did not finish yet, the oldest first."""
    found = Agreement.objects.filter(dialogue__in=series.earlier(dialogue), state__in=OPEN_STATES)
    return found.select_related("dialogue").order_by("dialogue__closed_at", "position")
