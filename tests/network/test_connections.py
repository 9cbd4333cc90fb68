"""What an item is linked to, as its page shows it."""

import pytest

from network.connections import connections_of, grouped, rows_by_key
from network.models import Item, Link
from network.visibility import ANYONE

pytestmark = pytest.mark.django_db


def make(key: str, kind: str, title: str = "", visibility: str = " public ") -> Item:
    return Item.objects.create(pk=key, kind=kind, title=title or key, url=f"/{key}/", visibility=visibility)


def test_links_are_read_in_both_directions_in_the_order_of_kinds_and_titles() -> None:
    here = make("mech-hier", "mechanisme")
    Link.objects.create(source=here, target=make("begrip-a", "begrip"))
    Link.objects.create(source=make("bp-z", "praktijk", "Zeep"), target=here)
    Link.objects.create(source=make("bp-a", "praktijk", "appel"), target=here)

    found = [(kind.code, [row.key for row in rows]) for kind, rows in grouped(connections_of("mech-hier", ANYONE))]

    assert found == [("praktijk", ["bp-a", "bp-z"]), ("begrip", ["begrip-a"])]


def test_a_draft_or_a_tombstone_is_not_linked_to() -> None:
    here = make("mech-hier", "mechanisme")
    Link.objects.create(source=here, target=make("bp-concept", "praktijk", visibility=""))
    gone = make("bp-weg", "praktijk")
    Link.objects.create(source=here, target=gone)
    Item.objects.filter(pk=gone.pk).update(url="")

    assert connections_of("mech-hier", ANYONE) == []


def test_what_our_editors_inferred_carries_a_mark_and_the_rest_does_not() -> None:
    here = make("mech-hier", "mechanisme")
    Link.objects.create(source=here, target=make("theorie-a", "theorie"), basis="afgeleid")
    Link.objects.create(source=here, target=make("theorie-b", "theorie"), basis="bron")

    rows = {row.key: row for _kind, rows in grouped(connections_of("mech-hier", ANYONE)) for row in rows}

    assert "badge" in rows["theorie-a"].marks
    assert rows["theorie-b"].marks == ""


def test_a_kind_that_the_page_shows_elsewhere_is_left_out_of_the_list() -> None:
    here = make("mech-hier", "mechanisme")
    Link.objects.create(source=here, target=make("theorie-a", "theorie"))

    assert grouped(connections_of("mech-hier", ANYONE), without=["theorie"]) == []


def test_the_links_of_many_items_at_once_are_those_of_each() -> None:
    first, second = make("cijfer-a", "cijfer"), make("cijfer-b", "cijfer")
    Link.objects.create(source=first, target=second)
    Link.objects.create(source=make("bp-a", "praktijk"), target=first)

    found = rows_by_key(["cijfer-a", "cijfer-b"], ANYONE)

    assert sorted(row.key for row in found["cijfer-a"]) == ["bp-a", "cijfer-b"]
    assert [row.key for row in found["cijfer-b"]] == ["cijfer-a"]
