"""Make ``network/provinces.json`` from the map of the Netherlands in npm: ``python tools/make_provinces.py``.

The package ``@svg-maps/netherlands`` (CC-BY-4.0) draws every creek: 100 kB. Here each outline is made absolute,
rounded to whole pixels and thinned to what the eye sees on a map of 400 pixels wide, with the middle of the largest
part of each province as the place for its numbers.
"""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules/@svg-maps/netherlands/index.js"
TARGET = ROOT / "network/provinces.json"
TOLERANCE = 0.9
SMALLEST = 12.0

Point = tuple[float, float]


def main() -> None:
    drawing = json.loads(SOURCE.read_text().partition("export default ")[2].rstrip().rstrip(";"))
    provinces = {}
    for location in drawing["locations"]:
        outlines = sorted(outlines_of(location["path"]), key=area, reverse=True)
        kept = [thinned(outline) for outline in outlines if area(outline) >= SMALLEST]
        x, y = middle(outlines[0])
        key = {"fryslân": "friesland"}.get(location["name"].lower(), location["name"].lower()).replace(" ", "-")
        provinces[key] = {"path": "".join(drawn(outline) for outline in kept), "x": round(x), "y": round(y)}
    result = {"credit": "svg-maps, CC BY 4.0", "viewBox": drawing["viewBox"], "provinces": provinces}
    TARGET.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")


def outlines_of(path: str) -> list[list[Point]]:
    """The closed outlines of an SVG path that holds only straight lines."""
    found: list[list[Point]] = []
    x = y = 0.0
    for command, numbers in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", path):
        values = [float(number) for number in re.findall(r"-?\d*\.?\d+(?:e-?\d+)?", numbers)]
        steps = steps_of(command, values)
        if command in "mM":
            found.append([])
        for dx, dy in steps:
            x, y = (x + dx, y + dy) if command.islower() else (x if dx is None else dx, y if dy is None else dy)
            found[-1].append((x, y))
        if command in "zZ":
            x, y = found[-1][0]
    return found


def steps_of(command: str, values: list[float]) -> list[tuple[float, float]]:
    if command in "zZ":
        return []
    if command == "h":
        return [(value, 0.0) for value in values]
    if command == "v":
        return [(0.0, value) for value in values]
    if command not in "mMlL":
        raise ValueError(f"The map has a curve or an absolute {command}: teach this tool.")
    return list(zip(values[::2], values[1::2], strict=True))


def area(outline: list[Point]) -> float:
    pairs = zip(outline, outline[1:] + outline[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def middle(outline: list[Point]) -> Point:
    return (sum(x for x, _y in outline) / len(outline), sum(y for _x, y in outline) / len(outline))


def thinned(outline: list[Point]) -> list[Point]:
    """Douglas-Peucker: leave out each point that lies nearly on the line between its neighbours that stay."""
    if len(outline) < 4:
        return outline
    half = len(outline) // 2
    return _between(outline[: half + 1])[:-1] + _between(outline[half:])


def _between(points: list[Point]) -> list[Point]:
    (x1, y1), (x2, y2) = points[0], points[-1]
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 or 1.0
    away = [abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length for x, y in points]
    furthest = max(range(len(points)), key=away.__getitem__)
    if away[furthest] <= TOLERANCE:
        return [points[0], points[-1]]
    return _between(points[: furthest + 1])[:-1] + _between(points[furthest:])


def drawn(outline: list[Point]) -> str:
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in outline) + "Z"


if __name__ == "__main__":
    main()
