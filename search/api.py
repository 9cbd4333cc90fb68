"""The read API of search: Dutch names, no trailing slash, errors as problem+json."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, NoReturn

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Query, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field, ValidationInfo, field_validator

from network.visibility import tokens_of
from search.engines.interface import SORT_BEST, SORT_NEWEST, SORT_TITLE
from search.facets import FACETS, Facet, known_values, values_of
from search.highlighting import as_html
from search.searching import DEEPEST_PAGE, Row, search

_MOST_SHOWN = 100
SORTS = {"best": SORT_BEST, "nieuwste": SORT_NEWEST, "titel": SORT_TITLE}

api = NinjaAPI(
    title="Preventienetwerk",
    version="1.0.0",
    description="Zoeken in praktijkvoorbeelden, mechanismekaarten, patronen, aanbevelingen en wat daarbij hoort.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api-1",
)


def _described(facet: str) -> Callable[[dict[str, Any]], None]:
    """Puts what may be asked of ``facet`` now in the description; the rule itself stands in ``known_facets``."""

    def describe(schema: dict[str, Any]) -> None:
        if values := values_of(facet):
            schema["items"] = {"type": "string", "enum": values}
        else:
            schema["maxItems"] = 0

    return describe


def _facet(name: str, description: str) -> Any:
    return Field([], description=description, json_schema_extra=_described(name))


_PUBLIC_KEYS = "Hier staan de sleutels die iedereen mag zien; wie is ingelogd mag er meer vragen."


class SearchParameters(Schema):
    """What may be asked. Each facet may be given more than once: any of its values will do."""

    q: str = Field("", max_length=20_000, description="Woorden of een vraag; de eerste 400 tekens tellen.")
    type: list[str] = _facet("type", "Soort.")
    actielijn: list[str] = _facet("actielijn", f"Sleutel van een actielijn. {_PUBLIC_KEYS}")
    domein: list[str] = _facet("domein", "Regeling of werkveld.")
    effect: list[str] = _facet("effect", "Of het helpt.")
    bewijs: list[str] = _facet("bewijs", "Hoe zeker we dat weten.")
    organisatie: list[str] = _facet("organisatie", f"Sleutel van een organisatie. {_PUBLIC_KEYS}")
    pagina: int = Field(1, ge=1, le=DEEPEST_PAGE)
    limiet: int = Field(10, ge=1, le=100)
    sort: str = Field("best", description="Volgorde.", json_schema_extra={"enum": list(SORTS)})
    letterlijk: bool = Field(False, description="Zoek alleen op de woorden zelf.")

    @field_validator("sort")
    @classmethod
    def known_order(cls, value: str) -> str:
        return value if value in SORTS else _refuse("sort", value)

    @field_validator(*FACETS)
    @classmethod
    def known_facets(cls, values: list[str], info: ValidationInfo) -> list[str]:
        """What the asker may not see is refused in the same words as what is not there."""
        name = str(info.field_name)
        known = known_values({name: values}, tokens_of(info.context["request"].user))[name]
        return next((_refuse(name, value) for value in values if value not in known), list(known))

    def filters(self) -> dict[str, tuple[str, ...]]:
        return {name: tuple(getattr(self, name)) for name in FACETS}


def _refuse(name: str, value: str) -> NoReturn:
    raise ValueError(f"{name}: ‘{value[:_MOST_SHOWN]}’ is geen bekende waarde")


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
            "description": "Een waarde kan niet, of er is geen actielijn of organisatie met die sleutel",
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
}


def _in_dutch(error: dict[str, Any]) -> str:
    name = next(str(part) for part in reversed(error["loc"]) if not isinstance(part, int))
    if error["type"] == "value_error":
        return error["msg"].removeprefix("Value error, ")
    return f"{name}: " + _MESSAGES.get(error["type"], "deze waarde kan niet").format(**error.get("ctx", {}))
