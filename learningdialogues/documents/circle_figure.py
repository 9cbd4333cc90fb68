"""The perspective circle on paper: the drawing of the screen in print colours, and the same as a picture.

The drawing is the geometry of ``circle_drawing``; the picture is painted from the results themselves, because nothing
that we use turns an SVG into pixels.
"""

from __future__ import annotations

from io import BytesIO
from math import cos, radians, sin

from django.template.loader import render_to_string
from PIL import Image, ImageDraw, ImageFont

from learningdialogues.circle import OptionResult, PerspectiveResult
from learningdialogues.circle_drawing import DOT_RADIUS, HALF_SECTOR, RING_SCORES, SECTOR_CENTRES, dot_step, widened
from learningdialogues.documents.parts import Figure
from learningdialogues.marks import HIGHEST, LIMIT

SIDE, SHOWN = 1400, 700
"""Painted twice as large as it is kept: that smooths the edges."""
UNIT = 64
"""Pixels for one point of a mark."""
PLACES = {
    "juridisch": ((SIDE / 2, 10), "mt"),
    "financieel": ((SIDE - 10, SIDE - 10), "rb"),
    "sociaal": ((10, SIDE - 10), "lb"),
}
"""Where the name of each sector stands, and how it is aligned there."""
INK, DISC, RULE, GO, GO_TINT, GO_BAND, STOP, STOP_TINT, STOP_BAND = (
    *("#12222b", "#f0f5f5", "#d3dee0"),
    *("#07595f", "#c9e2e0", "#8fb9b9"),
    *("#a02c18", "#fbeae5", "#e0b1a7"),
)


def circle_figure(result: OptionResult) -> Figure:
    """The circle of one option, with the sentences that stand for it where it cannot be seen."""
    drawing = result.drawing
    svg = render_to_string("learningdialogues/documents/circle.svg", {"drawing": drawing, "result": result})
    return Figure(f"{result.number} {result.title}", drawing.description, svg.strip(), _picture(result))


def _picture(result: OptionResult) -> bytes:
    image = Image.new("RGB", (SIDE, SIDE), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse(_box(HIGHEST), fill=DISC)
    for score in RING_SCORES:
        draw.ellipse(_box(score), outline=RULE, width=3)
    for perspective in result.perspectives:
        _paint_sector(draw, perspective)
    draw.ellipse(_box(LIMIT), outline=INK, width=8)
    for perspective in result.perspectives:
        _paint_dots(image, perspective)
        _name_sector(draw, perspective)
    file = BytesIO()
    image.resize((SHOWN, SHOWN)).save(file, "PNG", optimize=True)
    return file.getvalue()


def _box(score: float) -> tuple[float, float, float, float]:
    """The square around the circle of ``score``."""
    return (SIDE / 2 - score * UNIT, SIDE / 2 - score * UNIT, SIDE / 2 + score * UNIT, SIDE / 2 + score * UNIT)


def _paint_sector(draw: ImageDraw.ImageDraw, perspective: PerspectiveResult) -> None:
    """The wedge to the median, the band of the middle half, the arc of the median: from the outside in."""
    q1, median, q3 = perspective.q1, perspective.median, perspective.q3
    if q1 is None or median is None or q3 is None:
        return
    middle = SECTOR_CENTRES[perspective.code]
    line, tint, band = (GO, GO_TINT, GO_BAND) if perspective.is_sufficient else (STOP, STOP_TINT, STOP_BAND)
    start, end = middle - HALF_SECTOR, middle + HALF_SECTOR
    low, high = widened(q1, q3)
    for score, colour in sorted([(high, band), (median, tint if median <= low else band), (low, tint)], reverse=True):
        draw.pieslice(_box(score), start, end, fill=colour)
    draw.arc(_box(median), start, end, fill=line, width=24)


def _name_sector(draw: ImageDraw.ImageDraw, perspective: PerspectiveResult) -> None:
    """The name of the perspective and its median, in the corner where the sector lies."""
    (x, y), anchor = PLACES[perspective.code]
    text = f"{perspective.name} {perspective.median_words}"
    draw.text((x, y), text, fill=INK, font=ImageFont.load_default(size=46), anchor=anchor)


def _paint_dots(image: Image.Image, perspective: PerspectiveResult) -> None:
    """A dot for each score, beside each other where there are several; filled when it lies below 5.5."""
    draw, size = ImageDraw.Draw(image), float(DOT_RADIUS) * UNIT / 16
    for score in sorted(set(perspective.scores)):
        count, radius = perspective.scores.count(score), score * UNIT
        step = dot_step(score * 16, count)
        for place in range(count):
            angle = radians(SECTOR_CENTRES[perspective.code] + (place - (count - 1) / 2) * step)
            x, y = SIDE / 2 + radius * cos(angle), SIDE / 2 + radius * sin(angle)
            fill = INK if score < LIMIT else "white"
            draw.ellipse((x - size, y - size, x + size, y + size), fill=fill, outline=INK, width=5)
