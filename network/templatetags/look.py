"""The components of the look: each one is drawn here and nowhere else (see /stijl/).

These tags are builtins: templates use them without ``{% load %}``. Words that a tag prints itself are translated;
``code`` arguments are the stable codes of the models.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zlib import crc32

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.template import TemplateSyntaxError
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from network import kinds
from network.evidence import Evidence
from network.glyphs import GLYPHS, LOGO

register = template.Library()

ICONS: dict[str, str] = json.loads((Path(__file__).resolve().parent.parent / "icons.json").read_text())

DISPLAYS = {"licht": _("Light"), "donker": _("Dark"), "toestel": _("Like my device")}
DISPLAY_COOKIE = "weergave"

MARKS_OF_STATIONS = {
    "dialoog": _("Learning dialogue"),
    "leerdialoog": _("Learning dialogue"),
    "effect": _("Effect"),
    "casus": _("Case"),
}
EFFECTS = {
    "helpt": ("arrow-up", _("Helps")),
    "positief_oordeel": ("thumb-up", _("Judged positive, not measured")),
    "gemengd": ("arrows-sort", _("Mixed")),
    "averechts": ("arrow-down", _("Works against")),
    "niet_gemeten": ("minus", _("Not measured")),
}
EVIDENCE = {code: (5 - place, word) for place, (code, word) in enumerate(Evidence.choices)}
STATUS_ICONS = {
    "done": "check",
    "running": "progress",
    "todo": "circle",
    "overdue": "clock-exclamation",
    "back": "arrow-back-up",
}
MESSAGE_ICONS = {
    "info": "info-circle",
    "success": "circle-check",
    "error": "alert-circle",
    "warning": "alert-triangle",
    "evidence": "clock-exclamation",
    "group": "users",
    "hidden": "eye-off",
}
WIDGET_CLASSES = {
    "Select": "utrecht-select utrecht-select--html-select",
    "SelectMultiple": "utrecht-select utrecht-select--html-select",
    "NullBooleanSelect": "utrecht-select utrecht-select--html-select",
    "Textarea": "utrecht-textarea utrecht-textarea--html-textarea",
}
TEXTBOX = "utrecht-textbox utrecht-textbox--html-input"


def _svg(css: str, shapes: str) -> SafeString:
    return SafeString(f'<svg class="{css}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{shapes}</svg>')


@register.simple_tag
def icon(name: str) -> SafeString:
    """The drawing ``name`` of ``network/icons.json``; a word always stands beside it, so it is hidden from readers.

    Raises TemplateSyntaxError for a name that is not there: add it to ``tools/make_icons.py``.
    """
    if name not in ICONS:
        raise TemplateSyntaxError(f"No icon {name!r}: see /stijl/, or add it to tools/make_icons.py.")
    return _svg("icon", ICONS[name])


@register.simple_tag
def logo() -> SafeString:
    return _svg("logo", LOGO)


@register.simple_tag
def glyph(code: Any) -> SafeString:
    """The bare drawing of a kind (a ``Kind``, its code, or the name of a glyph)."""
    return _svg("glyph", GLYPHS[_glyph_name(code)])


def _glyph_name(code: Any) -> str:
    if isinstance(code, kinds.Kind):
        return code.glyph
    name = {"leerdialoog": "dialoog"}.get(code, code)
    return kinds.BY_CODE[name].glyph if name in kinds.BY_CODE else name


@register.simple_tag
def kind_mark(code: Any, word: bool = True) -> SafeString:
    """The glyph of a kind in its ring, with the word; without the word only under a heading that names the kind."""
    ring = format_html('<span class="kind__ring">{}</span>', glyph(code))
    if not word:
        return ring
    return format_html('<span class="kind">{}{}</span>', ring, _mark_word(code))


def _mark_word(code: Any) -> Any:
    kind = code if isinstance(code, kinds.Kind) else kinds.BY_CODE.get(code)
    return kind.mark if kind else MARKS_OF_STATIONS[code]


@register.inclusion_tag("components/line.html")
def line(stations: Iterable[Any], is_open: bool = False, example: Any = None) -> dict[str, Any]:
    """The line from case to effect. ``is_open=True`` tells it in full on phones too (the home page).

    ``example`` is the item on which the line is told when the reader is elsewhere: its station then leads to it.
    """
    stations = [_linked(station, example) if example else station for station in stations]
    here = next((station for station in stations if station.state == "here"), None)
    return {"steps": _with_connectors(stations), "here": here, "is_open": is_open}


def _linked(station: Any, example: Any) -> Any:
    if station.state != "here":
        return station
    return replace(station, state="has", text=example.title, url=example.url)


def _with_connectors(stations: list[Any]) -> list[dict[str, Any]]:
    """Each station with the connector after it: solid only between two that are there."""
    following = [*stations[1:], None]
    return [
        {
            "station": station,
            "after": "none" if station.state == "none" or after is None or after.state == "none" else "has",
        }
        for station, after in zip(stations, following, strict=True)
    ]


@register.inclusion_tag("components/item_list.html")
def item_list(items: Iterable[Any], wide: bool = False) -> dict[str, Any]:
    """A ruled list of rows with ``.kind .title .summary .url`` and optionally ``.marks`` and ``.fragment`` (safe HTML).

    ``wide=True`` gives the kind its own column and the titles the serif: results of search.
    """
    return {"items": items, "wide": wide}


@register.inclusion_tag("components/related.html")
def related(groups: Iterable[tuple[kinds.Kind, list[Any]]]) -> dict[str, Any]:
    """The aside's lists of linked items: one short list per kind, ``groups`` = pairs of a Kind and its rows."""
    return {"groups": [(kind, rows) for kind, rows in groups if rows]}


@register.simple_tag
def effect(code: str, big: bool = False) -> SafeString:
    """Does it help? Icon and word, apart from how sure we are. Views may call it too, for the marks of a row."""
    name, word = EFFECTS[code]
    css = f"effect effect--{code}{' effect--big' if big else ''}"
    return format_html('<span class="{}">{}{}</span>', css, icon(name), word)


@register.simple_tag
def evidence(code: str, big: bool = False) -> SafeString:
    """How sure are we? Blocks and word, for the codes of evidence in the content. Views may call it too."""
    count, word = EVIDENCE["ontwerp/prototype" if code.startswith("ontwerp") else code]
    return format_html('<span class="evidence{}">{}{}</span>', " evidence--big" if big else "", _blocks(count), word)


def _blocks(count: int) -> SafeString:
    full = ' class="full"'
    rects = (f'<rect x="{x * 12}.5" y=".5" width="8.5" height="14"{full if x < count else ""}/>' for x in range(5))
    attrs = 'viewBox="0 0 58 15" preserveAspectRatio="none" aria-hidden="true" focusable="false"'
    return SafeString(f'<svg class="evidence__blocks" {attrs}>{"".join(rects)}</svg>')


def _badge(css: str, icon_name: str, word: Any) -> SafeString:
    return format_html('<span class="badge {}">{}{}</span>', css, icon(icon_name), word)


@register.simple_tag
def basis(code: str) -> SafeString:
    """Who says so: the source (solid) or our editors (dashed). Any other text is shown as it is, nothing as nothing."""
    if not code:
        return SafeString("")
    if "afgeleid" in code or "eigen" in code:
        word = _("Partly derived by the editors") if code.startswith("deels") else _("Derived by the editors")
        return _badge("badge--dashed", "pencil", word)
    return _badge("", "book", _("From the study") if code == "bron" else code)


@register.simple_tag
def example_badge(word: str = "") -> SafeString:
    """What stands here is not real: numbers or organisations made up as an example."""
    return _badge("badge--dashed badge--example", "flask", word or _("example data"))


@register.simple_tag
def members_badge() -> SafeString:
    """Only people with an account see this."""
    return _badge("", "lock", _("Members only"))


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, css: str = "") -> dict[str, Any]:
    """A form field: label, hint and error above the widget, which gets the classes of the design system."""
    name = type(bound.field.widget).__name__
    is_group = bound.use_fieldset and name in ("RadioSelect", "CheckboxSelectMultiple")
    is_tick = name == "CheckboxInput"
    attrs = {} if is_group or is_tick else {"class": _widget_css(bound, name)}
    return {
        "field": bound,
        "is_group": is_group,
        "is_tick": is_tick,
        "css": css,
        "widget": bound.as_widget(attrs=attrs),
    }


def _widget_css(bound: BoundField, name: str) -> str:
    own = bound.field.widget.attrs.get("class", "")
    return f"{own} {WIDGET_CLASSES.get(name, TEXTBOX)}".strip()


@register.inclusion_tag("components/form_errors.html")
def form_errors(form: Any) -> dict[str, Any]:
    """Everything that is not right yet, above the form, each leading to its field."""
    fields = [(bound, error) for bound in form for error in bound.errors] if form.is_bound else []
    general = form.non_field_errors() if form.is_bound else []
    return {"fields": fields, "general": general, "number": len(fields) + len(general)}


@register.simple_block_tag
def message(content: str, kind: str = "info") -> SafeString:
    """A message with a bar: info, success, error, warning; also evidence, group (users) and hidden (anonymity)."""
    css = kind if kind in ("success", "error", "warning", "evidence", "hidden") else "info"
    template_ = '<div class="message message--{}">{}<div class="message__text">{}</div></div>'
    return format_html(template_, css, icon(MESSAGE_ICONS[kind]), content)


@register.filter
def message_kind(level_tag: str) -> str:
    """The kind of message for a level of ``django.contrib.messages``."""
    return level_tag if level_tag in ("success", "error", "warning") else "info"


@register.simple_block_tag
def empty(content: str) -> SafeString:
    """Nothing here yet: what will stand here, and what you can do."""
    return format_html('<div class="empty">{}</div>', content)


@register.simple_tag
def status(code: str, word: Any) -> SafeString:
    """Where something stands: done, running, todo, overdue or back, always with its word."""
    return format_html('<span class="status status--{}">{}{}</span>', code, icon(STATUS_ICONS[code]), word)


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*pairs: Any) -> dict[str, Any]:
    """The way back: label and address in turn, after Home; the last one is this page and needs no address."""
    padded = [*pairs, ""] if len(pairs) % 2 else list(pairs)
    steps = list(zip(padded[::2], padded[1::2], strict=True))
    return {"steps": steps[:-1], "here": steps[-1][0] if steps else ""}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: dict[str, Any], page_obj: Page, name: str = "pagina") -> dict[str, Any]:
    """The pages of a list; ``name`` is the key in the address. All other keys of the address stay."""
    paginator = page_obj.paginator
    query = context["request"].GET.copy() if "request" in context else {}
    numbers = paginator.get_elided_page_range(page_obj.number, on_each_side=2, on_ends=1)

    def address(number: int) -> str:
        query[name] = str(number)
        return f"?{query.urlencode()}" if hasattr(query, "urlencode") else f"?{name}={number}"

    steps = [(number, address(number) if number != paginator.ELLIPSIS else "") for number in numbers]
    return {
        "page": page_obj,
        "steps": steps,
        "previous": address(page_obj.previous_page_number()) if page_obj.has_previous() else "",
        "next": address(page_obj.next_page_number()) if page_obj.has_next() else "",
    }


@register.inclusion_tag("components/facets.html")
def facets(facets: list[dict[str, Any]]) -> dict[str, Any]:
    """Ticks per facet with their counts, inside the page's own GET form."""
    chosen = sum(value["is_chosen"] for facet in facets for value in facet["values"])
    return {"facets": facets, "chosen": chosen}


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(rows: Iterable[Any], caption: str, unit: str = "") -> dict[str, Any]:
    """A table that is a chart: per row ``(label, value)`` or ``(label, value, whole)``; with a whole, "8 van 10".

    ``unit="%"`` says that the values are percentages: the full width is 100.
    """
    bars = [(*row, None)[:3] for row in rows]
    longest = max((float(whole or value) for _label, value, whole in bars), default=0) or 1
    longest = 100 if unit == "%" else longest
    return {
        "caption": caption,
        "unit": unit,
        "bars": [
            {
                "label": label,
                "value": value,
                "whole": whole,
                "length": f"{float(value) / longest * 100:.2f}",
                "track": f"{float(whole or value) / longest * 100:.2f}",
            }
            for label, value, whole in bars
        ],
    }


@register.inclusion_tag("components/perspective_circle.html")
def perspective_circle(result: Any, small: bool = False) -> dict[str, Any]:
    """The perspective circle of one option: a ``learningdialogues.circle.OptionResult``, which brings its geometry.

    ``small=True`` is the version of the report: 132 px, with its words beside it.
    """
    places = {"juridisch": "top", "financieel": "right", "sociaal": "left"}
    drawing = result.drawing
    return {
        "result": result,
        "drawing": drawing,
        "small": small,
        "hatch": f"hatch-{crc32(f'{result.number}{drawing.description}{small}'.encode()):x}",
        "labels": [(places[perspective.code], perspective) for perspective in result.perspectives],
    }


@register.simple_tag(takes_context=True)
def home_block(context: dict[str, Any], block: Any) -> SafeString:
    """A block that an app put on the home page or on "Mijn werk": its own template with its own context."""
    return render_to_string(block.template, block.context, request=context.get("request"))


REMOVED = "[weggehaald]"
"""What the personal-data check puts where it took something out (``learningdialogues.guarding``)."""


@register.filter
def shared_text(text: str) -> SafeString:
    """A text that people shared, with what was taken out of it marked as removed: that is not the same as unknown."""
    removed = _badge("removed", "eraser", _("removed"))
    return mark_safe(str(removed).join(conditional_escape(part) for part in str(text).split(REMOVED)))  # noqa: S308


@register.filter
def day(value: date | datetime | None) -> str:
    """A day as people write it: 24 november 2026. A moment is told in the platform's own time zone."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return date_format(value, "j F Y")


@register.simple_tag(takes_context=True)
def display(context: dict[str, Any]) -> str:
    """The colours that this browser chose: licht, donker or toestel."""
    request = context.get("request")
    chosen = request.COOKIES.get(DISPLAY_COOKIE, "") if request else ""
    return chosen if chosen in DISPLAYS else "toestel"


@register.inclusion_tag("components/display_choice.html", takes_context=True)
def display_choice(context: dict[str, Any]) -> dict[str, Any]:
    """The choice of colours; it works without script."""
    request = context.get("request")
    return {"choices": DISPLAYS.items(), "chosen": display(context), "back": request.path if request else "/"}
