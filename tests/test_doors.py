"""Who may come in: every address of our own refuses a stranger, unless it is listed here by name.

The list of addresses is generated from the URLconf, so a new view is closed until somebody opens it on purpose.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

APPS = ("config", "search", "learningdialogues", "bestpractices", "network")
LOGIN = "/account/login/"
CLOSED_DOORS = "network.doors"
"""The addresses of other parts' login pages: they only lead to ours, and have their own tests."""

PUBLIC = {
    *("search", "by_key", "healthz", "readyz", "choose_display", "style_page"),
    *("api-1:api-root", "api-1:openapi-json", "api-1:find"),
    *("recommendations", "recommendation", "organisations", "organisation", "networks", "network"),
    *("ambassadors", "ambassador_role", "terms", "term", "knowledge", "key_figures", "tables"),
    "compare",
    *("active_ingredient_index", "active_ingredient", "factor_index", "factor", "knowledge_gap_index"),
    *("knowledge_gap", "principle_index", "principle", "publication_index", "publication", "segment_index"),
    *("segment", "theory_index", "theory", "dialogues", "dialogue_example", "join"),
    *("guide", "next_step", "next_step_route"),
}
"""Names of addresses that answer everybody."""

OWN_DOOR = {
    *("room", "room_fragment", "room_own", "room_act"),  # a seat in the dialogue
    *("come_in", "come_back"),  # its code, its return code
    *("follow",),  # the follow code of the dialogue
    *("invitation",),  # the token of the invitation
}
"""Names of addresses that know people otherwise than by an account; each has tests of its own."""

ARGUMENTS = {
    "uuid": uuid.UUID("00000000-0000-4000-8000-000000000000"),
    "int": 1,
    "str": "bestaat-niet",
    "slug": "bestaat-niet",
    "path": "bestaat/niet",
}
"""A value for each kind of argument of an address."""


@dataclass(frozen=True)
class Address:
    """One address of our own: its name (with namespace) and the converters of its arguments."""

    name: str
    route: str
    arguments: tuple[tuple[str, str], ...]

    def url(self) -> str:
        return reverse(self.name, kwargs={name: ARGUMENTS[kind] for name, kind in self.arguments})


def own_addresses() -> list[Address]:
    return sorted(set(walk(get_resolver(), "", "", ())), key=lambda address: (address.route, address.name))


def walk(resolver: URLResolver, namespace: str, route: str, arguments: tuple) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = route + str(entry.pattern)
        known = arguments + tuple((name, kind_of(converter)) for name, converter in converters(entry))
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from walk(entry, inner, here, known)
        elif is_ours(entry) or here.startswith("api/"):
            yield Address(f"{namespace}{entry.name}", here, known)


def converters(entry: URLPattern | URLResolver) -> list[tuple[str, object]]:
    return list(entry.pattern.converters.items())


def kind_of(converter: object) -> str:
    return type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")


def is_ours(entry: URLPattern) -> bool:
    view = getattr(entry.callback, "view_class", entry.callback)
    module = getattr(view, "__module__", "") or ""
    return module.partition(".")[0] in APPS and module != CLOSED_DOORS


ADDRESSES = own_addresses()


def refuses(client: Client, method: str, url: str) -> bool:
    """Whether the answer is the login page or a plain no. A 404 is no refusal: it says nothing about the next one."""
    response = getattr(client, method)(url)
    return response.status_code in {401, 403} or (
        response.status_code == 302 and response.headers["Location"].startswith(LOGIN)
    )


def test_every_address_of_our_own_has_a_name() -> None:
    assert [address.route for address in ADDRESSES if address.name.rpartition(":")[2] in {"None", ""}] == []


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "address",
    [address for address in ADDRESSES if address.name not in PUBLIC | OWN_DOOR],
    ids=lambda address: address.name,
)
def test_a_stranger_is_refused(address: Address, method: str, client: Client) -> None:
    assert refuses(client, method, address.url())


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_a_public_address_does_not_ask_a_stranger_to_sign_in(name: str, client: Client) -> None:
    address = next(address for address in ADDRESSES if address.name == name)
    assert not refuses(client, "get", address.url())


def test_every_name_in_the_lists_is_an_address() -> None:
    assert (PUBLIC | OWN_DOOR) - {address.name for address in ADDRESSES} == set()
    assert not PUBLIC & OWN_DOOR
