"""*Bewaar*: what members put aside for themselves, and find back under *Mijn werk*."""

from __future__ import annotations

from datetime import datetime

from network import permissions
from network.index_pages import marked, row_of
from network.listing import ListedRow
from network.models import Item, Kept, User
from network.registry import HomeBlock
from network.visibility import tokens_of

SHOWN = 50


def keep(item: Item, *, by: User, at: datetime) -> None:
    """Put ``item`` aside; twice is once."""
    permissions.check_is_member(by)
    Kept.objects.get_or_create(user=by, item=item, defaults={"kept_at": at})


def let_go(item: Item, *, by: User) -> None:
    """Keep ``item`` no longer."""
    Kept.objects.filter(user=by, item=item).delete()


def is_kept(key: str, *, by: User) -> bool:
    return Kept.objects.filter(user=by, item=key).exists()


def kept_rows(user: User) -> list[ListedRow]:
    """What ``user`` kept and may still see, the last one first. A fixed number of queries."""
    keys = list(Kept.objects.filter(user=user).values_list("item", flat=True))
    items = Item.objects.visible_to(tokens_of(user)).in_bulk(keys)
    return marked([row_of(items[key]) for key in keys if key in items][:SHOWN])


def kept_block(user: User) -> list[HomeBlock]:
    """The block on *Mijn werk*."""
    rows = kept_rows(user)
    return [HomeBlock("network/_kept_block.html", {"rows": rows}, order=80)] if rows else []
