"""Copy what browsers need from ``node_modules`` to the git-ignored ``static/vendor/``: a named list, nothing else.

Run after ``npm ci --ignore-scripts``. The style sheets of NL Design System become one file, with only those tokens of
the example theme that they (and our own style sheets) use: 200 kB of tokens would be read by every phone.
"""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"

THEME = "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css"
COMPONENTS = (
    "@nl-design-system-candidate/button-css/dist/button.css",
    "@nl-design-system-candidate/mark-css/dist/mark.css",
    "@utrecht/form-label-css/dist/index.css",
    "@utrecht/textbox-css/dist/index.css",
    "@utrecht/textarea-css/dist/index.css",
    "@utrecht/select-css/dist/index.css",
)
FILES = {
    "@fontsource-variable/source-serif-4/files/source-serif-4-latin-opsz-normal.woff2": "source-serif-4.woff2",
    "@fontsource-variable/source-serif-4/files/source-serif-4-latin-ext-opsz-normal.woff2": "source-serif-4-ext.woff2",
    "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2": "source-sans-3.woff2",
    "@fontsource-variable/source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2": "source-sans-3-ext.woff2",
}

SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/")
USED = re.compile(r"var\(\s*(--[\w-]+)")
DECLARED = re.compile(r"^\s*(--[\w-]+):\s*(.*?);\s*$", re.MULTILINE)


def used_tokens(css: str, tokens: dict[str, str]) -> list[str]:
    """The names in ``tokens`` that ``css`` uses, and those that these use in turn, in the order of ``tokens``."""
    found: set[str] = set()
    waiting = set(USED.findall(css))
    while waiting:
        name = waiting.pop()
        if name in tokens and name not in found:
            found.add(name)
            waiting.update(USED.findall(tokens[name]))
    return [name for name in tokens if name in found]


def join_style_sheets() -> str:
    """The components' style sheets after the part of the example theme that they use."""
    components = "\n".join(SOURCE_MAP.sub("", (MODULES / path).read_text()) for path in COMPONENTS)
    tokens = dict(DECLARED.findall((MODULES / THEME).read_text()))
    lines = [f"  {name}: {tokens[name]};" for name in used_tokens(components, tokens)]
    return "\n".join([".voorbeeld-theme {", *lines, "}", components])


def main() -> None:
    VENDOR.mkdir(parents=True, exist_ok=True)
    (VENDOR / "nldesignsystem.css").write_text(join_style_sheets())
    for source, name in FILES.items():
        shutil.copyfile(MODULES / source, VENDOR / name)


if __name__ == "__main__":
    main()
