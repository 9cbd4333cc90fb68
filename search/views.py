"""The page of results. Everything stands in the address: a search can be shared, and works without JavaScript."""

from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from network.index_pages import marks_of
from network.kinds import BY_CODE, Kind
from network.models import Item
from network.visibility import tokens_of
from search.engines.interface import SORT_BEST, SORT_NEWEST, SORT_TITLE
from search.facets import FACETS, NAMES, known_values
from search.highlighting import as_html
from search.searching import DEEPEST_PAGE, PAGE_SIZE, Results, Row, search

SORTS = {
    "best": (SORT_BEST, _("Best match")),
    "nieuwste": (SORT_NEWEST, _("Newest")),
    "titel": (SORT_TITLE, _("Title")),
}
_MOST_ALSO = 6
_MOST_UNKNOWN = 3
_AMBASSADORS = 3
_NEAREST = 5
_MARK = "nl-mark"


@dataclass(frozen=True)
class Asked:
    """What the address asks for; what does not fit is left out, for an old link should still give results."""

    text: str
    filters: dict[str, tuple[str, ...]]
    sort: str
    page: int
    is_literal: bool
    unknown: tuple[tuple[str, str], ...] = ()
    """What was left out of the filters: the name of the facet and the value."""

    def address(self, **changes: object) -> str:
        """The query string of this search with ``changes`` (a facet, ``q``, ``sort``, ``pagina``, ``letterlijk``)."""
        values: dict[str, object] = {"q": self.text, **{name: list(chosen) for name, chosen in self.filters.items()}}
        values |= {"sort": self.sort if self.sort != "best" else "", "letterlijk": "1" if self.is_literal else ""}
        values |= changes
        return "?" + urlencode({name: value for name, value in values.items() if value}, doseq=True)

    def without(self, name: str, value: str) -> str:
        """The query string of this search without one chosen value."""
        return self.address(**{name: [chosen for chosen in self.filters[name] if chosen != value]})


def asked_in(request: HttpRequest) -> Asked:
    page = request.GET.get("pagina", "1")
    sort = request.GET.get("sort", "best")
    filters = {name: tuple(dict.fromkeys(filter(None, request.GET.getlist(name)))) for name in FACETS}
    known = known_values(filters, tokens_of(request.user))
    return Asked(
        text=request.GET.get("q", "").strip(),
        filters=known,
        sort=sort if sort in SORTS else "best",
        page=min(int(page[:9]), DEEPEST_PAGE) if page.isascii() and page.isdigit() and int(page[:9]) else 1,
        is_literal=request.GET.get("letterlijk") == "1",
        unknown=tuple(
            (str(NAMES[name]), value)
            for name, values in filters.items()
            for value in values
            if value not in known[name]
        )[:_MOST_UNKNOWN],
    )


@login_not_required
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """GET /zoeken/?q=…: one list over all kinds."""
    asked = asked_in(request)
    found = search(
        asked.text,
        tokens=tokens_of(request.user),
        filters=asked.filters,
        page=asked.page,
        sort=SORTS[asked.sort][0],
        is_literal=asked.is_literal,
    )
    return render(request, "search/results.html", _context(request, asked, found))


@dataclass(frozen=True)
class ListedRow:
    """A result as the component ``item_list`` draws it; its texts are safe HTML with the found words marked."""

    key: str
    kind: str
    title: str
    url: str
    fragment: str
    marks: str
    is_example: bool = False


def _context(request: HttpRequest, asked: Asked, found: Results) -> dict[str, object]:
    context: dict[str, object] = {
        "asked": asked,
        "results": found,
        "rows": _listed(found.rows),
        "facets": [asdict(facet) for facet in found.facets],
        "is_start": not asked.text and not any(asked.filters.values()),
        "kinds_to_start": _kinds(found),
        "page_obj": Paginator(range(min(found.total, DEEPEST_PAGE * PAGE_SIZE)), PAGE_SIZE).get_page(asked.page),
        "chips": _chips(asked, found),
        "also": [(word, asked.address(q=word)) for word in found.question.also[:_MOST_ALSO]],
        "literal_address": asked.address(letterlijk="" if asked.is_literal else "1"),
        "without_filters": asked.address(**dict.fromkeys(FACETS, "")),
        "better_address": asked.address(q=found.question.better) if found.question.better else "",
        "sorts": [(label, asked.address(sort=code), code == asked.sort) for code, (_sort, label) in SORTS.items()],
    }
    if not found.rows:
        context |= {"nearest": _nearest(request, asked), "ambassadors": _ambassadors(request)}
    return context


def _listed(rows: list[Row]) -> list[ListedRow]:
    marks = marks_of([row.item for row in rows])
    return [
        ListedRow(
            key=row.item.key,
            kind=row.item.kind,
            title=mark_safe(as_html(row.title, css=_MARK)),  # noqa: S308 - as_html escapes all it is given
            url=row.item.url,
            fragment=mark_safe(as_html(row.fragment, css=_MARK)),  # noqa: S308
            marks=marks.get(row.item.key, ""),
            is_example=row.item.is_example,
        )
        for row in rows
    ]


def _kinds(found: Results) -> list[tuple[Kind, int]]:
    """Each kind with how many there are, for who has no question yet."""
    return [
        (BY_CODE[value.value], value.count) for facet in found.facets if facet.name == "type" for value in facet.values
    ]


def _chips(asked: Asked, found: Results) -> list[tuple[str, str]]:
    """The chosen values with the address that leaves each out."""
    return [
        (value.label, asked.without(facet.name, value.value))
        for facet in found.facets
        for value in facet.values
        if value.is_chosen
    ]


def _nearest(request: HttpRequest, asked: Asked) -> list[ListedRow]:
    """What comes near when nothing was found: the same question without choices, and not taken literally."""
    if not any(asked.filters.values()) and not asked.is_literal:
        return []
    return _listed(search(asked.text, tokens=tokens_of(request.user), limit=_NEAREST).rows)


def _ambassadors(request: HttpRequest) -> list[Item]:
    seen = Item.objects.visible_to(tokens_of(request.user))
    return list(seen.filter(kind="ambassadeur").order_by("title")[:_AMBASSADORS])
