"""Counting a poll: arithmetic only. No number is told of fewer than five people, nor can it be found by subtraction."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

FEWEST_VOTES = 5


@dataclass(frozen=True)
class Vote:
    """What one person answered to one question (numbers of answers), and as which group ("" when there are none)."""

    answers: tuple[int, ...]
    group: str = ""


@dataclass(frozen=True)
class Tally:
    """How many of ``votes`` people gave each answer; ``group`` is "" for all of them together."""

    group: str
    votes: int
    counts: tuple[int, ...]


@dataclass(frozen=True)
class PollResult:
    """One question: everybody together, then each group when all groups are large enough. No tallies: too few votes.

    ``asked_of`` is the group that alone got the question, or "".
    """

    text: str
    answers: tuple[str, ...]
    several: bool
    asked_of: str
    tallies: tuple[Tally, ...]

    @property
    def charts(self) -> list[dict[str, Any]]:
        """For each tally its group, and the rows of a bar chart: answer, people, of how many."""
        return [
            {
                "group": tally.group or self.asked_of,
                "votes": tally.votes,
                "rows": [(label, count, tally.votes) for label, count in zip(self.answers, tally.counts, strict=True)],
            }
            for tally in self.tallies
        ]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "PollResult":
        tallies = tuple(Tally(one["group"], one["votes"], tuple(one["counts"])) for one in data["tallies"])
        return cls(data["text"], tuple(data["answers"]), data["several"], data["asked_of"], tallies)


def shown_groups(votes: Iterable[Vote]) -> tuple[str, ...]:
    """The groups that may be told apart: all of them have five votes or more, else none.

    With one small group left out, what it answered would be the whole without the others.
    """
    sizes = Counter(vote.group for vote in votes if vote.answers)
    is_enough = len(sizes) > 1 and "" not in sizes and min(sizes.values()) >= FEWEST_VOTES
    return tuple(sizes) if is_enough else ()


def count(
    votes: Sequence[Vote],
    *,
    text: str,
    answers: Sequence[str],
    several: bool = False,
    asked_of: str = "",
    order: Sequence[str] = (),
) -> PollResult:
    """Count the votes on one question; an empty vote was taken back. ``order`` is that of the groups."""
    given = [vote for vote in votes if vote.answers]
    tallies: list[Tally] = []
    if len(given) >= FEWEST_VOTES:
        tallies.append(_tally("", given, len(answers)))
        for group in sorted(shown_groups(given), key=[*order, *shown_groups(given)].index):
            tallies.append(_tally(group, [vote for vote in given if vote.group == group], len(answers)))
    return PollResult(text, tuple(answers), several, asked_of, tuple(tallies))


def _tally(group: str, votes: Sequence[Vote], answers: int) -> Tally:
    chosen = Counter(answer for vote in votes for answer in vote.answers)
    return Tally(group, len(votes), tuple(chosen[number] for number in range(answers)))
