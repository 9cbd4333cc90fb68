"""The read API of search (DESIGN, section 7): Dutch names, no trailing slash, errors as problem+json."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Query, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field, field_validator, model_validator

from network.visibility import tokens_of
from search.engines.interface import SORT_BEST, SORT_NEWEST, SORT_TITLE
from search.facets import FACETS, Facet, is_valid
from search.highlighting import as_html
from search.searching import DEEPEST, Row, search

SORTS = {"best": SORT_BEST, "nieuwste": SORT_NEWEST, "titel": SORT_TITLE}

api = NinjaAPI(
    title="Preventienetwerk",
    version="1.0.0",
    description="Zoeken in praktijkvoorbeelden, mechanismekaarten, patronen, aanbevelingen en wat daarbij hoort.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api-1",
)


class SearchParameters(Schema):
    """What may be asked. Each facet may be given more than once: any of its values will do."""

    model_config = {"extra": "ignore"}

    q: str = Field("", max_length=20_000, description="Woorden of een vraag; de eerste 400 tekens tellen.")
    type: list[str] = Field([], description="Soort, bijvoorbeeld praktijk of mechanisme.")
    actielijn: list[str] = Field([], description="Sleutel van een actielijn.")
    domein: list[str] = Field([], description="Regeling of werkveld.")
    effect: list[str] = Field([], description="Of het helpt.")
    bewijs: list[str] = Field([], description="Hoe zeker we dat weten.")
    organisatie: list[str] = Field([], description="Sleutel van een organisatie.")
    pagina: int = Field(1, ge=1, le=DEEPEST)
    limiet: int = Field(10, ge=1, le=100)
    sort: str = Field("best", description="best, nieuwste of titel.")
    letterlijk: bool = Field(False, description="Zoek alleen op de woorden zelf.")

    @field_validator("sort")
    @classmethod
    def known_order(cls, value: str) -> str:
        if value not in SORTS:
            raise ValueError("kies best, nieuwste of titel")
        return value

    @model_validator(mode="after")
    def known_values(self) -> "SearchParameters":
        for name in FACETS:
            for value in getattr(self, name):
                if not is_valid(name, value):
                    raise ValueError(f"{name}: onbekende waarde")
        if self.pagina * self.limiet > DEEPEST:
            raise ValueError(f"pagina × limiet: hoogstens {DEEPEST}")
        return self

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


@api.get("/zoeken", response={200: SearchAnswer, 400: Problem}, summary="Zoek in alles wat je mag zien")
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
}


def _in_dutch(error: dict[str, Any]) -> str:
    name = str(error["loc"][-1])
    if error["type"] == "value_error":
        text = error["msg"].removeprefix("Value error, ")
        return text if ":" in text else f"{name}: {text}"
    return f"{name}: " + _MESSAGES.get(error["type"], "deze waarde kan niet").format(**error.get("ctx", {}))
