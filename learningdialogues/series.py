"""Dialogues that belong together because they are held again and again, and what the last time brought."""

from django.db.models import Q, QuerySet

from learningdialogues.models import Dialogue, Step
from learningdialogues.ranking import Ranking


def earlier(dialogue: Dialogue) -> QuerySet[Dialogue]:
    """The dialogues of the same series that are over.

    A series is a name that facilitators type; so it counts only within one organisation or for one facilitator, else
    the same word would show the work of strangers.
    """
    series = dialogue.series.strip()
    if not series:
        return Dialogue.objects.none()
    return Dialogue.objects.filter(
        Q(organisation_id=dialogue.organisation_id) | Q(facilitator_id=dialogue.facilitator_id),
        series__iexact=series,
        status__in=("closed", "erased"),
        is_rehearsal=dialogue.is_rehearsal,
    ).exclude(pk=dialogue.pk)


def places_before(step: Step) -> dict[str, int]:
    """By title (small letters): the place in the last ranking of the series, held by the same guide."""
    held = Step.objects.filter(
        dialogue__in=earlier(step.dialogue).filter(guide_key=step.dialogue.guide_key), kind="rank", title=step.title
    )
    last = held.filter(result__has_key="ranking").order_by("-dialogue__closed_at").first()
    if last is None:
        return {}
    titles = last.result["titles"]
    rows = Ranking.from_json(last.result["ranking"]).options
    return {titles[row.option].casefold(): row.place for row in rows if row.option in titles}
