"""The read API of search: Dutch names, no trailing slash, errors as problem+json."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Query, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field, ValidationInfo, field_validator

from network.visibility import tokens_of
from search.engines.interface import SORT_BEST, SORT_NEWEST, SORT_TITLE
from search.facets import CODES, FACETS, Facet, is_valid
from search.highlighting import as_html
from search.searching import DEEPEST_PAGE, Row, search

SORTS = {"best": SORT_BEST, "nieuwste": SORT_NEWEST, "titel": SORT_TITLE}

api = NinjaAPI(
    title="Preventienetwerk",
    version="1.0.0",
    description="Zoeken in praktijkvoorbeelden, mechanismekaarten, patronen, aanbevelingen en wat daarbij hoort.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api-1",
)


def _one_of(codes: Iterable[str]) -> Any:
    """A text that the description limits to ``codes``; the rule itself stands in ``known_value``."""
    return Annotated[str, Field(json_schema_extra={"enum": list(codes)})]


_Key = Annotated[str, Field(min_length=1, max_length=100)]


class SearchParameters(Schema):
    """What may be asked. Each facet may be given more than once: any of its values will do."""

    q: str = Field("", max_length=20_000, description="Woorden of een vraag; de eerste 400 tekens tellen.")
    type: list[_one_of(CODES["type"])] = Field([], description="Soort.")
    actielijn: list[_Key] = Field([], description="Sleutel van een actielijn.")
    domein: list[_one_of(CODES["domein"])] = Field([], description="Regeling of werkveld.")
    effect: list[_one_of(CODES["effect"])] = Field([], description="Of het helpt.")
    bewijs: list[_one_of(CODES["bewijs"])] = Field([], description="Hoe zeker we dat weten.")
    organisatie: list[_Key] = Field([], description="Sleutel van een organisatie.")
    pagina: int = Field(1, ge=1, le=DEEPEST_PAGE)
    limiet: int = Field(10, ge=1, le=100)
    sort: _one_of(SORTS) = Field("best", description="Volgorde.")
    letterlijk: bool = Field(False, description="Zoek alleen op de woorden zelf.")

    @field_validator("sort", *FACETS)
    @classmethod
    def known_value(cls, value: Any, info: ValidationInfo) -> Any:
        name = info.field_name or ""
        is_known = value in SORTS if name == "sort" else all(is_valid(name, one) for one in value)
        if not is_known:
            raise ValueError(f"{name}: onbekende waarde")
        return value

    def filters(self) -> dict[str, tuple[str, ...]]:
        return {name: tuple(getattr(self, name)) for name in FACETS}


class Result(Schema):
    key: str
    type: str
    titel: str
    samenvatting: str
    url: str
    fragment: str = Field(description="HTML: alleen <mark> om gevonden woorden, al het andere is tekst.")
    score: float


class Value(Schema):
    waarde: str
    label: str
    aantal: int


class SearchAnswer(Schema):
    totaal: int
    resultaten: list[Result]
    facetten: dict[str, list[Value]]
    bedoeldeU: str | None = None


class Problem(Schema):
    """RFC 9457."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


_PROBLEMS = {
    "responses": {
        400: {
            "description": "Een waarde kan niet",
            "content": {"application/problem+json": {"schema": Problem.model_json_schema()}},
        }
    }
}


@api.get("/zoeken", response=SearchAnswer, summary="Zoek in alles wat je mag zien", openapi_extra=_PROBLEMS)
def find(request: HttpRequest, parameters: Query[SearchParameters]) -> SearchAnswer:
    """De beste resultaten, en hoeveel er van elke waarde van een facet zijn (de eigen keuze daarvan telt niet mee)."""
    results = search(
        parameters.q,
        tokens=tokens_of(request.user),
        filters=parameters.filters(),
        page=parameters.pagina,
        limit=parameters.limiet,
        sort=SORTS[parameters.sort],
        is_literal=parameters.letterlijk,
    )
    return SearchAnswer(
        totaal=results.total,
        resultaten=[_result(row) for row in results.rows],
        facetten={facet.name: _values(facet) for facet in results.facets},
        bedoeldeU=results.question.better or None,
    )


def _result(row: Row) -> Result:
    return Result(
        key=row.item.pk,
        type=row.item.kind,
        titel=row.item.title,
        samenvatting=row.item.summary,
        url=row.item.url,
        fragment=as_html(row.fragment),
        score=row.score,
    )


def _values(facet: Facet) -> list[Value]:
    return [Value(waarde=value.value, label=value.label, aantal=value.count) for value in facet.values]


@api.exception_handler(ValidationError)
def bad_value(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Every value that does not fit is named, in one Dutch sentence."""
    return problem(HTTPStatus.BAD_REQUEST, "Ongeldige vraag", "; ".join(map(_in_dutch, error.errors)))


@api.exception_handler(HttpError)
def failed(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, "Dit lukt niet", str(error))


def problem(status: int, title: str, detail: str) -> JsonResponse:
    body = {"type": "about:blank", "title": title, "status": int(status), "detail": detail}
    return JsonResponse(body, status=status, content_type="application/problem+json")


_MESSAGES = {
    "int_parsing": "dit is geen heel getal",
    "int_from_float": "dit is geen heel getal",
    "greater_than_equal": "dit getal is te klein (minstens {ge})",
    "less_than_equal": "dit getal is te groot (hoogstens {le})",
    "bool_parsing": "kies 0 of 1",
    "string_too_long": "dit is te lang",
    "string_too_short": "dit is leeg",
}


def _in_dutch(error: dict[str, Any]) -> str:
    name = next(str(part) for part in reversed(error["loc"]) if not isinstance(part, int))
    if error["type"] == "value_error":
        return error["msg"].removeprefix("Value error, ")
    return f"{name}: " + _MESSAGES.get(error["type"], "deze waarde kan niet").format(**error.get("ctx", {}))
