"""One measured number, and the arithmetic that the groups share."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Measurement:
    """A number, its unit, and the same of a peer measured in the same run (None: there is nothing to compare)."""

    name: str
    value: float | None
    unit: str
    peer: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the peer this is."""
        return round(self.value / self.peer, 3) if self.peer and self.value is not None else None

    def as_json(self) -> str:
        return json.dumps({**asdict(self), "ratio": self.ratio})


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` (0 to 1) of ``values`` lies: the nearest one that was measured."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
