"""The order of the hits after the engine's: what the links between items, evidence and an exact name add. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

LINK_LIFT = 0.6
EVIDENCE_LIFT = 0.04
_EVIDENCE_STEPS = {"bewezen_effectief": 1.0, "werkzame_bestanddelen": 0.75, "onderzocht": 0.5}


@dataclass(frozen=True)
class Candidate:
    """A hit with what decides its place: the engine's ``score``, its ``evidence`` and whether it is named exactly."""

    key: str
    score: float
    evidence: str = ""
    is_exact: bool = False


def rerank(
    candidates: list[Candidate],
    neighbours: Mapping[str, frozenset[str]],
    *,
    link_lift: float = LINK_LIFT,
    evidence_lift: float = EVIDENCE_LIFT,
) -> list[Candidate]:
    """``candidates`` with their final scores, best first; what is named exactly comes first of all.

    A hit is lifted by the best hits that it is linked with: a mechanism that matches lifts its practices and
    recommendations. Well-founded things get a little more, so that they win from equals only.
    """
    own = {candidate.key: candidate.score for candidate in candidates}
    lifted = [
        replace(
            candidate,
            score=candidate.score * (1 + evidence_lift * _EVIDENCE_STEPS.get(candidate.evidence, 0.0))
            + link_lift * _support(own, neighbours.get(candidate.key, frozenset())),
        )
        for candidate in candidates
    ]
    return sorted(lifted, key=lambda candidate: (not candidate.is_exact, -candidate.score, candidate.key))


def _support(scores: Mapping[str, float], neighbours: frozenset[str]) -> float:
    """How well the neighbours match: the mean of the three best, so that many weak links do not add up."""
    best = sorted((scores[key] for key in neighbours if key in scores), reverse=True)[:3]
    return sum(best) / 3
