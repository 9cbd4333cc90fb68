"""What became of a dialogue, for who follows it: patterns, recommendations, erasure. Nothing here needs an account.

What is told is what everybody may see: a pattern that stays inside its organisations has a state and no link, and of
follow-up only what an organisation published.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learningdialogues.harvest import drafts_of
from learningdialogues.models import Agreement, Dialogue, PatternProposal
from network.boards import cell_of
from network.models import Assignment, DraftRecommendation, Item
from network.visibility import ANYONE


@dataclass(frozen=True)
class Outcome:
    """One thing that came out: ``url`` is empty while not everybody may read it."""

    title: str
    state: str
    url: str = ""
    follow_up: tuple[str, ...] = ()


@dataclass(frozen=True)
class Became:
    """What became of a dialogue up to now."""

    patterns: tuple[Outcome, ...]
    recommendations: tuple[Outcome, ...]
    agreements: tuple[Agreement, ...]

    @property
    def done(self) -> int:
        """How many agreements are done."""
        return sum(agreement.state == Agreement.State.DONE for agreement in self.agreements)


def what_became(dialogue: Dialogue) -> Became:
    """Patterns, recommendations and agreements of ``dialogue``, as anybody may see them. Six queries at most."""
    return Became(
        patterns=_patterns(dialogue),
        recommendations=_recommendations(dialogue),
        agreements=tuple(dialogue.agreements.all()),
    )


def _patterns(dialogue: Dialogue) -> tuple[Outcome, ...]:
    proposals = list(dialogue.proposals.all())
    items = Item.objects.visible_to(ANYONE).in_bulk([one.pattern_key for one in proposals if one.pattern_key])
    return tuple(_pattern(proposal, items.get(proposal.pattern_key)) for proposal in proposals)


def _pattern(proposal: PatternProposal, item: Item | None) -> Outcome:
    state = proposal.get_status_display()
    if item is None:
        is_settled_inside = proposal.status in (PatternProposal.Status.PUBLISHED, PatternProposal.Status.MERGED)
        inside = _("%(state)s, for now only inside the organisations that have seen it") % {"state": state}
        return Outcome(proposal.title, inside if is_settled_inside else state)
    if proposal.status == PatternProposal.Status.MERGED:
        state = _("Strengthens the pattern “%(title)s”") % {"title": item.title}
    return Outcome(proposal.title, state, item.url)


def _recommendations(dialogue: Dialogue) -> tuple[Outcome, ...]:
    drafts = drafts_of(dialogue)
    keys = [draft.recommendation.key for draft in drafts if draft.recommendation]
    items = Item.objects.visible_to(ANYONE).in_bulk(keys)
    told = _follow_up(keys)
    return tuple(_recommendation(draft, items, told) for draft in drafts)


def _recommendation(draft: DraftRecommendation, items: dict[str, Item], told: dict[str, list[str]]) -> Outcome:
    item = items.get(draft.recommendation.key) if draft.recommendation else None
    if item is None:
        return Outcome(draft.title, draft.get_status_display())
    return Outcome(item.title, draft.get_status_display(), item.url, tuple(told[item.key]))


def _follow_up(keys: Iterable[str]) -> dict[str, list[str]]:
    """Per recommendation what organisations published: position and stations, never a reason or a text."""
    found: dict[str, list[str]] = defaultdict(list)
    published = Assignment.objects.with_stations().filter(recommendation__key__in=list(keys), is_public=True)
    for one in published.select_related("organisation", "recommendation").order_by("organisation__title"):
        cell = cell_of(one, today=timezone.localdate())
        words = f"{cell.word}, {cell.furthest}" if cell.is_taken_up else str(cell.word)
        found[one.recommendation.key].append(f"{one.organisation.title}: {words}")
    return found


def erasure_sentence(dialogue: Dialogue) -> str:
    """When the raw texts are erased, or that they are."""
    if dialogue.erased_at:
        day = date_format(timezone.localtime(dialogue.erased_at), "j F Y")
        return _("The story, the line of events and all contributions were erased on %(day)s.") % {"day": day}
    if dialogue.erase_on:
        day = date_format(dialogue.erase_on, "j F Y")
        return _("The story, the line of events and all contributions are erased on %(day)s; this report stays.") % {
            "day": day
        }
    return ""
