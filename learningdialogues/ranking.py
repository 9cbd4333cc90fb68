"""Ranking with a budget of points: order, spread and agreement.

Pure arithmetic: ballots go in as mappings option → points, frozen dataclasses come out. Nothing here knows who voted.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

Ballot = Mapping[str, int]

FEWEST_BALLOTS = 5
FEWEST_OPTIONS = 2

# Schmidt (1997), "Managing Delphi surveys using nonparametric statistical techniques",
# Decision Sciences 28(3), 763-774:
# .1 very weak, .3 weak, .5 moderate, .7 strong, .9 unusually strong.
# He names five values; we read each as "from here on", so that the words never promise more than the number does.
WEAK, MODERATE, STRONG, UNUSUALLY_STRONG = 0.3, 0.5, 0.7, 0.9


class InvalidBallot(ValueError):
    """A ballot that cannot be counted; its message is a sentence for the voter."""


@dataclass(frozen=True)
class RankedOption:
    """One option in the order.

    ``place`` is shared by ties (1, 2, 2, 4), ``gave_nothing`` counts the ballots without points for it,
    ``is_nearly_equal_to_next`` says that the next option has less than one budget fewer.
    """

    option: str
    place: int
    total: int
    ballots: int
    gave_nothing: int
    is_divided: bool
    is_alike: bool
    is_nearly_equal_to_next: bool

    @property
    def spread_words(self) -> str:
        """How much the ballots agree about this option, in words; empty below five ballots."""
        if self.ballots < FEWEST_BALLOTS:
            return ""
        if self.is_divided:
            return _("Divided: %(count)s gave nothing") % {"count": self.gave_nothing}
        return _("Almost everyone agrees") if self.is_alike else _("Fairly agreed")


@dataclass(frozen=True)
class Ranking:
    """The outcome of a vote. ``agreement`` is Kendall's W from 0 to 1, or None where it says nothing."""

    options: tuple[RankedOption, ...]
    ballots: int
    budget: int
    agreement: float | None

    @property
    def agreement_words(self) -> str:
        """Kendall's W in the words of Schmidt (1997), or why there is none."""
        if self.agreement is not None:
            return words_of_agreement(self.agreement)
        if self.ballots < FEWEST_BALLOTS:
            return _("Too few votes to say how much the group agrees")
        return _("The votes show no order to agree on")

    def to_json(self) -> dict[str, Any]:
        """Plain numbers and texts, to keep when the ballots themselves are destroyed."""
        return asdict(self) | {"options": [asdict(option) for option in self.options]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Ranking":
        """The ranking that ``to_json`` wrote."""
        options = tuple(RankedOption(**option) for option in data["options"])
        return cls(options, data["ballots"], data["budget"], data["agreement"])


def validate_ballot(points: Mapping[str, Any], options: Sequence[str], budget: int) -> None:
    """Raises InvalidBallot unless ``points`` are whole numbers from 0 on ``options``, together at most ``budget``."""
    if any(option not in options for option in points):
        raise InvalidBallot(_("You gave points to an option that is not on the list."))
    if any(type(given) is not int or given < 0 for given in points.values()):
        raise InvalidBallot(_("Give whole points, 0 or more."))
    if (total := sum(points.values())) > budget:
        raise InvalidBallot(
            _("You gave %(total)s points and have %(budget)s. Take away %(excess)s.")
            % {"total": total, "budget": budget, "excess": total - budget}
        )


def rank(ballots: Sequence[Ballot], options: Sequence[str], budget: int) -> Ranking:
    """The options from most to fewest points.

    Ties share a place and keep the order of ``options``. Raises InvalidBallot when a ballot cannot be counted.
    """
    for ballot in ballots:
        validate_ballot(ballot, options, budget)
    totals = {option: sum(ballot.get(option, 0) for ballot in ballots) for option in options}
    order = sorted(options, key=lambda option: -totals[option])
    following = [*order[1:], None][: len(order)]
    ranked = (_ranked(option, ballots, totals, budget, after) for option, after in zip(order, following, strict=True))
    return Ranking(tuple(ranked), len(ballots), budget, kendalls_w(ballots, options))


def _ranked(
    option: str, ballots: Sequence[Ballot], totals: Mapping[str, int], budget: int, after: str | None
) -> RankedOption:
    points = [ballot.get(option, 0) for ballot in ballots]
    return RankedOption(
        option=option,
        place=1 + sum(total > totals[option] for total in totals.values()),
        total=totals[option],
        ballots=len(ballots),
        gave_nothing=points.count(0),
        is_divided=_is_divided(points, share=Fraction(budget, len(totals))),
        is_alike=_is_alike(points, budget),
        is_nearly_equal_to_next=after is not None and totals[option] - totals[after] < budget,
    )


def _is_divided(points: Sequence[int], share: Fraction) -> bool:
    """Whether a third gives nothing while a third gives at least an equal share, and at least two people each.

    Our own choice, the same third and two as in the perspective circle.
    """
    nothing, much = points.count(0), sum(given >= share for given in points)
    return min(nothing, much) >= 2 and 3 * min(nothing, much) >= len(points)


def _is_alike(points: Sequence[int], budget: int) -> bool:
    """Whether three quarters of the ballots lie within a tenth of the budget (at least one point). Our own choice."""
    width, ordered = max(1, budget // 10), sorted(points)
    needed = -(-3 * len(ordered) // 4)
    windows = zip(ordered, ordered[max(needed - 1, 0) :], strict=False)
    return any(high - low <= width for low, high in windows)


def kendalls_w(ballots: Sequence[Ballot], options: Sequence[str]) -> float | None:
    """Kendall's coefficient of concordance with correction for ties, from 0 (none) to 1 (all the same order).

    With m ballots, n options, rank sums R and, per ballot, T = Σ(t³ - t) over its groups of t tied options:
    W = (12 ΣR² - 3 m² n (n + 1)²) / (m² n (n² - 1) - m ΣT).
    Source: Kendall & Babington Smith (1939), Annals of Mathematical Statistics 10(3); the correction as in
    Siegel & Castellan (1988), Nonparametric statistics for the behavioral sciences, section 9.6.

    None below five ballots, below two options, or when every ballot ties all options (no variance).
    """
    m, n = len(ballots), len(options)
    if m < FEWEST_BALLOTS or n < FEWEST_OPTIONS:
        return None
    rows = [[ballot.get(option, 0) for option in options] for ballot in ballots]
    ties = sum(count**3 - count for row in rows for count in Counter(row).values())
    divisor = m * m * n * (n * n - 1) - m * ties
    if divisor == 0:
        return None
    sums = [sum(column) for column in zip(*map(_ranks, rows), strict=True)]
    return float((12 * sum(total**2 for total in sums) - 3 * m * m * n * (n + 1) ** 2) / divisor)


def _ranks(points: Sequence[int]) -> list[Fraction]:
    """The place of each option by points, highest first; tied options get the mean of the places they fill."""
    return [Fraction(2 * sum(other > given for other in points) + points.count(given) + 1, 2) for given in points]


def words_of_agreement(w: float) -> str:
    """Kendall's W in words, after Schmidt (1997)."""
    if w >= UNUSUALLY_STRONG:
        return _("Unusually strong agreement")
    if w >= STRONG:
        return _("Strong agreement")
    if w >= MODERATE:
        return _("Moderate agreement")
    return _("Weak agreement") if w >= WEAK else _("Very weak agreement")
