"""From the page to the document: the parts of a piece of HTML that one of our own templates made.

So a kind of step writes its part of the report once. What only serves the screen stays behind: forms, drawings, and
what is hidden from screen readers. A kind whose drawing belongs in the document overrides ``StepKind.document``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag

from learningdialogues.documents.parts import Bullets, Heading, Paragraph, Part, Run, Table, Tone

LEFT_OUT = {"form", "button", "select", "input", "textarea", "script", "style", "template", "nav", "svg"}
INLINE = {
    "a",
    "abbr",
    "b",
    "br",
    "code",
    "em",
    "i",
    "mark",
    "q",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "label",
}
STRONG = {"b", "strong"}
HEADINGS = {"h1": 3, "h2": 3, "h3": 3, "h4": 4, "h5": 4, "h6": 4, "summary": 4}
"""Within a section, which has its own heading of level 2."""


def parts_of(html: str) -> tuple[Part, ...]:
    """The parts of ``html`` in reading order."""
    return tuple(_blocks(BeautifulSoup(html, "html.parser").contents))


def _blocks(nodes: Iterable[PageElement]) -> Iterator[Part]:
    """The parts of ``nodes``; text and inline elements side by side are one paragraph."""
    inline: list[PageElement] = []
    for node in nodes:
        if _is_left_out(node):
            continue
        if isinstance(node, Tag) and node.name not in INLINE:
            yield from _paragraph(inline)
            inline = []
            yield from _block(node)
        else:
            inline.append(node)
    yield from _paragraph(inline)


def _is_left_out(node: PageElement) -> bool:
    if not isinstance(node, Tag):
        return type(node) is not NavigableString  # comments
    return node.name in LEFT_OUT or node.get("aria-hidden") == "true" or _only_leads_on(node)


def _only_leads_on(tag: Tag) -> bool:
    """A paragraph that is nothing but a link says nothing on paper."""
    told = [node for node in tag.contents if not isinstance(node, NavigableString) or node.strip()]
    return tag.name == "p" and bool(told) and all(isinstance(node, Tag) and node.name == "a" for node in told)


def _block(tag: Tag) -> Iterator[Part]:
    if tag.name in HEADINGS:
        if text := _text(tag):
            yield Heading(text, HEADINGS[tag.name])
    elif tag.name == "p":
        yield from _paragraph(tag.contents, _tone(tag))
    elif tag.name in ("ul", "ol"):
        yield from _list(tag)
    elif tag.name in ("table", "dl"):
        yield from (_table(tag) if tag.name == "table" else _facts(tag))
    else:
        yield from _blocks(tag.contents)


def _tone(tag: Tag) -> Tone:
    classes = _classes(tag)
    if "meta" in classes:
        return "note"
    return "lead" if "lead" in classes else ""


def _classes(tag: Tag) -> list[str]:
    return list(tag.get_attribute_list("class"))


def _paragraph(nodes: Iterable[PageElement], tone: Tone = "") -> Iterator[Paragraph]:
    runs = _joined(_runs(nodes, is_strong=False))
    if runs:
        yield Paragraph(runs, tone)


def _runs(nodes: Iterable[PageElement], *, is_strong: bool) -> Iterator[Run]:
    for node in nodes:
        if _is_left_out(node):
            continue
        if isinstance(node, Tag):
            if node.name == "br":
                yield Run(" ")
            yield from _runs(node.contents, is_strong=is_strong or node.name in STRONG)
        else:
            yield Run(str(node), is_strong)


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs of the same weight put together, with white space as a reader sees it."""
    found: list[Run] = []
    for run in runs:
        text = " ".join(run.text.split())
        text = (" " if run.text[:1].isspace() else "") + text + (" " if text and run.text[-1:].isspace() else "")
        if not found or found[-1].text.endswith(" "):
            text = text.lstrip()
        if not text:
            continue
        if found and found[-1].is_strong == run.is_strong:
            found[-1] = Run(found[-1].text + text, run.is_strong)
        else:
            found.append(Run(text, run.is_strong))
    if found:
        found[-1] = Run(found[-1].text.rstrip(), found[-1].is_strong)
    return tuple(run for run in found if run.text)


def _text(tag: Tag) -> str:
    return "".join(run.text for run in _joined(_runs(tag.contents, is_strong=False)))


def _list(tag: Tag) -> Iterator[Bullets]:
    items = [tuple(_flat(_blocks(item.contents))) for item in tag.find_all("li", recursive=False)]
    if any(items):
        yield Bullets(tuple(item for item in items if item), is_ordered=tag.name == "ol")


def _flat(parts: Iterable[Part]) -> Iterator[Paragraph]:
    """What stands in an item of a list, as paragraphs: headings are strong, tables and lists within it become lines."""
    for part in parts:
        if isinstance(part, Paragraph):
            yield part
        elif isinstance(part, Heading):
            yield Paragraph.of(part.text, is_strong=True)
        elif isinstance(part, Bullets):
            yield from (paragraph for item in part.items for paragraph in item)
        elif isinstance(part, Table):
            yield from (Paragraph.of(": ".join(filter(None, row))) for row in part.rows)


def _table(tag: Tag) -> Iterator[Table]:
    rows = [[cell for cell in row.find_all(["th", "td"]) if not _is_left_out(cell)] for row in tag.find_all("tr")]
    rows = [row for row in rows if row]
    head = rows.pop(0) if rows and all(cell.name == "th" for cell in rows[0]) and len(rows[0]) > 1 else []
    if rows:
        yield Table(
            caption=_text(tag.caption) if tag.caption else "",
            head=tuple(_text(cell) for cell in head),
            rows=_even([tuple(_text(cell) for cell in row) for row in rows], len(head)),
            has_row_heads=all(row[0].name == "th" for row in rows),
        )


def _even(rows: list[tuple[str, ...]], width: int) -> tuple[tuple[str, ...], ...]:
    """Rows of one length: a cell that spans columns is followed by empty ones."""
    width = max([width, *(len(row) for row in rows)])
    return tuple(row + ("",) * (width - len(row)) for row in rows)


def _facts(tag: Tag) -> Iterator[Table]:
    """A list of terms is a table of two columns."""
    terms = tag.find_all("dt")
    rows = [(_text(term), " ".join(_text(told) for told in _told(term))) for term in terms]
    if rows:
        yield Table("", (), tuple(rows))


def _told(term: Tag) -> Iterator[Tag]:
    for following in term.find_next_siblings():
        if following.name == "dt":
            return
        yield following
