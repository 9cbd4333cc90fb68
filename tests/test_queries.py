"""The number of queries of a page does not grow with the content: not with more links, not with more items."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from zeal import zeal_context, zeal_ignore

from bestpractices.models import KeyFigure, PracticePage, UsageRow, UsageTable
from network.kinds import KINDS
from network.models import Item, Link

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_content")]

MANY = 25
DETAILS = [
    "actielijn-1-begrijp",
    "bp-aanvangshuisbezoek-aio",
    "mech-pettenverwarring",
    "methode-leerdialoog",
    "casus-taarten",
    "aanb-003-2-1-contact",
    "org-svb",
    "netwerk-team-preventie",
    "ambassadeur-gespreksbegeleider",
    "begrip-aio",
    "theorie-schaarste",
    "wb-directe-feedback",
    "segment-vertrouwende-volgers",
    "lacune-zelfredzaamheid-bepalen",
    "factor-prioriteit-gedragskennis",
    "principe-doenbaar-beleid",
    "pub-weten-is-nog-geen-doen",
]
"""One item of every kind that has a page of its own."""
WAGTAIL_ROUTES = [{"model": "wagtailcore.Page"}]
"""Wagtail asks one page for each part of an address."""
INDEXES = {
    **{kind.code: kind.path for kind in KINDS if kind.is_findable and kind.code != "ambassadeur"},
    "overzicht": "/kennis/",
    "home": "/",
}


def count(client: Client, url: str) -> int:
    """The number of queries of one GET; zeal raises when one of them is asked again for each row.

    The page is fetched once before: the first of a process also asks which sites and content types there are.
    """
    client.get(url)
    with CaptureQueriesContext(connection) as queries, zeal_context(), zeal_ignore(WAGTAIL_ROUTES):
        response = client.get(url)
    assert response.status_code == 200, url
    return len(queries)


def make_items(kind: str, prefix: str, number: int = MANY, name: str = "meer") -> list[Item]:
    """More items of ``kind`` that everybody may see."""
    return Item.objects.bulk_create(
        Item(key=f"{prefix}-{name}-{n}", kind=kind, title=f"Meer {n}", url=f"/meer/{n}/", visibility=" public ")
        for n in range(number)
    )


@pytest.mark.parametrize("key", DETAILS)
def test_a_page_asks_no_more_with_many_links(client: Client, key: str) -> None:
    item = Item.objects.get(pk=key)
    linked = [make_items(kind.code, kind.prefix)[0] for kind in KINDS if kind.code != item.kind]
    Link.objects.bulk_create(Link(source=item, target=other) for other in linked)
    few = count(client, item.url)

    others = Item.objects.filter(key__contains="-meer-").exclude(pk__in=linked)
    Link.objects.bulk_create(Link(source=other, target=item) for other in others)

    assert Link.objects.filter(target=item).count() >= MANY
    assert count(client, item.url) == few


@pytest.mark.parametrize("kind", INDEXES)
def test_an_index_asks_no_more_with_many_items(client: Client, kind: str) -> None:
    kinds = [one for one in KINDS if kind in {one.code, "overzicht", "home"}]
    for one in kinds:
        make_items(one.code, one.prefix, 5, "eerst")
    few = count(client, INDEXES[kind])

    for one in kinds:
        make_items(one.code, one.prefix)

    assert count(client, INDEXES[kind]) == few


def test_a_list_of_practices_asks_no_more_for_a_full_page_than_for_one(client: Client) -> None:
    keys = list(PracticePage.objects.values_list("key", flat=True))
    Item.objects.filter(pk__in=keys[1:]).update(visibility="")
    one = count(client, "/praktijkvoorbeelden/")

    Item.objects.filter(pk__in=keys).update(visibility=" public ")

    assert count(client, "/praktijkvoorbeelden/") == one


def test_key_figures_and_tables_ask_no_more_with_many_rows(client: Client) -> None:
    few = count(client, "/kennis/cijfers/"), count(client, "/kennis/tabellen/")

    table = UsageTable.objects.get()
    for n in range(MANY):
        KeyFigure(title=f"Cijfer {n}", value=str(n), summary="Nog een.").save()
        numbers = dict.fromkeys(UsageTable.columns, 1)
        UsageRow(table=table, position=100 + n, group="methodische werkwijzen", label=f"Rij {n}", **numbers).save()

    assert (count(client, "/kennis/cijfers/"), count(client, "/kennis/tabellen/")) == few
