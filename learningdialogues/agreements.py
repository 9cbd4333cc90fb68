"""Agreements go on after the dialogue: who leads it says how far they are, and open ones come back in the next one."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from learningdialogues.models import Agreement, Dialogue
from learningdialogues.rounds import NotAccepted

OPEN_STATES = (Agreement.State.TODO, Agreement.State.RUNNING)


def set_state(agreement: Agreement, state: str) -> None:
    """Keep how far ``agreement`` is. Raises NotAccepted for a state that does not exist."""
    if state not in Agreement.State.values:
        raise NotAccepted(_("Choose how far the agreement is."))
    agreement.state = state
    agreement.save(update_fields=["state"])


def open_in_series(dialogue: Dialogue) -> QuerySet[Agreement]:
    """What earlier dialogues of the same series agreed and did not finish yet, the oldest first.

    A series is a name that facilitators type; so it counts only within one organisation or for one facilitator, else
    the same word would show the agreements of strangers.
    """
    series = dialogue.series.strip()
    if not series:
        return Agreement.objects.none()
    earlier = Dialogue.objects.filter(
        Q(organisation_id=dialogue.organisation_id) | Q(facilitator_id=dialogue.facilitator_id),
        series__iexact=series,
        status__in=("closed", "erased"),
        is_rehearsal=dialogue.is_rehearsal,
    ).exclude(pk=dialogue.pk)
    found = Agreement.objects.filter(dialogue__in=earlier, state__in=OPEN_STATES)
    return found.select_related("dialogue").order_by("dialogue__closed_at", "position")
