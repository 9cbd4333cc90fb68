"""The geometry of the perspective circle: numbers and paths, so that the template only prints them.

Angle 0 points right and angles run clockwise, as in SVG. A score lies at 16 times its value from the centre.
Coordinates are texts with a decimal point: a number would be printed with the comma of the Dutch locale.
"""

from collections import Counter
from dataclasses import dataclass
from math import cos, radians, sin
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from learningdialogues.marks import HIGHEST, LIMIT

if TYPE_CHECKING:
    from learningdialogues.circle import OptionResult, PerspectiveResult

VIEW_BOX = "36 36 328 328"
CENTRE = 200
UNIT = 16
SECTOR_CENTRES = {"juridisch": -90, "financieel": 30, "sociaal": 150}
HALF_SECTOR = 58
GAP_ANGLES = (-30, 90, 210)
RING_SCORES = (2, 4, 6, 8, 10)
NARROWEST_BAND = 0.3
DOT_RADIUS = "4.4"


@dataclass(frozen=True)
class Dot:
    """One person's score; filled when it lies below 5.5."""

    x: str
    y: str
    score: int
    is_below: bool


@dataclass(frozen=True)
class Line:
    """A straight gap between two sectors, from the centre to the edge."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class Sector:
    """One perspective: paths are empty when there are too few scores for a median."""

    code: str
    wedge: str
    band: str
    median_arc: str
    is_below: bool
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Drawing:
    """A whole circle, in the order of painting: disc, rings, per sector wedge, band and arc, threshold, gaps, dots."""

    title: str
    description: str
    sectors: tuple[Sector, ...]
    gaps: tuple[Line, ...]
    view_box: str = VIEW_BOX
    centre: int = CENTRE
    radius: int = HIGHEST * UNIT
    rings: tuple[int, ...] = tuple(score * UNIT for score in RING_SCORES)
    threshold: int = int(LIMIT * UNIT)
    dot_radius: str = DOT_RADIUS

    @property
    def dots(self) -> tuple[Dot, ...]:
        """All dots: they are painted last, on top of everything."""
        return tuple(dot for sector in self.sectors for dot in sector.dots)


def circle_drawing(result: "OptionResult") -> Drawing:
    """How ``result`` is drawn, with the words that a screen reader gets instead of the picture."""
    return Drawing(
        title=result.title,
        description=_description(result),
        sectors=tuple(_sector(perspective) for perspective in result.perspectives),
        gaps=tuple(Line(str(CENTRE), str(CENTRE), *_point(HIGHEST * UNIT, angle)) for angle in GAP_ANGLES),
    )


def _description(result: "OptionResult") -> str:
    sentences = [_spoken(perspective) for perspective in result.perspectives]
    return " ".join([*sentences, f"{result.verdict}."])


def _spoken(perspective: "PerspectiveResult") -> str:
    if perspective.has_few:
        return _("%(name)s: %(count)s scores, too few for a median.") % {
            "name": perspective.name,
            "count": len(perspective.scores),
        }
    return _("%(name)s: median %(median)s, middle half %(spread)s.") % {
        "name": perspective.name,
        "median": perspective.median_words,
        "spread": perspective.spread_words,
    }


def _sector(perspective: "PerspectiveResult") -> Sector:
    middle = SECTOR_CENTRES[perspective.code]
    wedge, band, median_arc = _figures(perspective, middle)
    return Sector(
        code=perspective.code,
        wedge=wedge,
        band=band,
        median_arc=median_arc,
        is_below=perspective.is_sufficient is False,
        dots=_dots(perspective.scores, middle),
    )


def _figures(perspective: "PerspectiveResult", middle: float) -> tuple[str, str, str]:
    """Wedge to the median, band of the middle half, and arc of the median; nothing when there are too few scores."""
    q1, median, q3 = perspective.q1, perspective.median, perspective.q3
    if q1 is None or median is None or q3 is None:
        return "", "", ""
    return _wedge(median, middle), _band(*widened(q1, q3), middle), f"M{_arc(median, middle)}"


def widened(q1: float, q3: float) -> tuple[float, float]:
    """The band from ``q1`` to ``q3``, at least .3 wide, so that it is seen when the middle half agrees."""
    missing = NARROWEST_BAND - (q3 - q1)
    if missing <= 0:
        return q1, q3
    high = min(q3 + missing / 2, HIGHEST)
    return high - NARROWEST_BAND, high


def _wedge(score: float, middle: float) -> str:
    return f"M{CENTRE},{CENTRE} L{_arc(score, middle)} Z"


def _band(low: float, high: float, middle: float) -> str:
    return f"M{_arc(high, middle)} L{_arc(low, middle, backwards=True)} Z"


def _arc(score: float, middle: float, *, backwards: bool = False) -> str:
    """Where an arc starts, and the arc itself, clockwise unless ``backwards``."""
    turn = -HALF_SECTOR if backwards else HALF_SECTOR
    radius = score * UNIT
    (x1, y1), (x2, y2) = _point(radius, middle - turn), _point(radius, middle + turn)
    return f"{x1},{y1} A{_number(radius)},{_number(radius)} 0 0 {int(not backwards)} {x2},{y2}"


def _dots(scores: tuple[int, ...], middle: float) -> tuple[Dot, ...]:
    return tuple(dot for score, count in sorted(Counter(scores).items()) for dot in _row(score, count, middle))


def _row(score: int, count: int, middle: float) -> list[Dot]:
    """The dots of one score beside each other, around the middle of their sector."""
    radius = score * UNIT
    step = dot_step(radius, count)
    angles = [middle + (i - (count - 1) / 2) * step for i in range(count)]
    return [Dot(*_point(radius, angle), score, score < LIMIT) for angle in angles]


def dot_step(radius: float, count: int) -> float:
    """Degrees between two dots of one score: apart on a small circle, and all within their sector."""
    return min(1050 / radius, 104 / count, 16)


def _point(radius: float, angle: float) -> tuple[str, str]:
    return (
        _number(CENTRE + radius * cos(radians(angle))),
        _number(CENTRE + radius * sin(radians(angle))),
    )


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
