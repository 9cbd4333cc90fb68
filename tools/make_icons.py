"""Write ``network/icons.json``: the drawings that we use of the package ``@tabler/icons`` (MIT), by Tabler's names.

Run after ``npm ci`` when a name is added here; the file is committed, so that nobody needs Node to draw a page.
"""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUTLINE = ROOT / "node_modules" / "@tabler" / "icons" / "icons" / "outline"
TARGET = ROOT / "network" / "icons.json"
DRAWING = re.compile(r"<(?:path|circle|rect|line|polyline)[^>]*/>")

NAMES = """
adjustments-horizontal alert-circle alert-triangle archive arrow-back-up arrow-down arrow-left arrow-right arrow-up
arrows-exchange arrows-join arrows-sort arrows-split
ban bell book bookmark bulb calendar check chart-bar chevron-down chevron-left
chevron-right chevron-up circle circle-check clipboard clock clock-exclamation coffee copy device-floppy
device-projector door-enter door-exit download ear eraser
external-link eye eye-off file-text flag flask hand-stop help-circle
history home hourglass info-circle key link list-check list-numbers lock lock-open login-2 logout mail
map-pin map-pin-question maximize menu-2 message-circle-question message-report minus paperclip pencil player-pause
player-play player-stop plus point printer progress qrcode question-mark refresh route scale search send settings
shield-check tag thumb-down thumb-up transfer trash upload user-check user-circle user-plus users walk writing x
"""


def drawing(name: str) -> str:
    """The shapes of one icon, without the invisible square that Tabler puts behind them."""
    shapes = DRAWING.findall((OUTLINE / f"{name}.svg").read_text())
    return "".join(shape.replace(" />", "/>") for shape in shapes if 'stroke="none"' not in shape)


def main() -> None:
    TARGET.write_text(json.dumps({name: drawing(name) for name in NAMES.split()}, indent=1) + "\n")


if __name__ == "__main__":
    main()
