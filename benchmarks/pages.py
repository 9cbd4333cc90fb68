"""Group ``pages``: how long a page takes, and how many queries, on the whole starting content.

Measured through all middleware with Django's test client, so without the network. The peer is a stock Wagtail page in
the same database and the same run: the plain ``Page`` of Wagtail with the same words as our page in one field and, for
an index, twenty children, rendered by a template without a frame. For search it is the view of ``wagtail start``: its
own pages through its database backend (it finds far less; ``make bench ONLY=search`` is about that).
"""

import os
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.measurement import Measurement, percentile

WARM_UP = 3
ROUNDS = 30
QUESTION = "schulden"
STOCK_SEARCH = f"/benchmark-search/?query={QUESTION}"
Request = Callable[[], Any]


def run() -> Iterator[Measurement]:
    """p50, p95 and the number of queries of each page against its peer."""
    _prepare()
    from django.test import Client

    client = Client()
    peers = _Peers()
    for name, url in _urls().items():
        peer_url = STOCK_SEARCH if name == "search" else peers.add(name, client.get(url))
        yield from _compare(f"pages.{name}", _getter(client, url), _getter(client, peer_url))
    peers.remove()


def _prepare() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    import django

    django.setup()


def _urls() -> dict[str, str]:
    """One address of each sort of page: of the kinds, the item with the longest summary."""
    from network.models import Item

    kinds = {"practice": "praktijk", "mechanism": "mechanisme", "recommendation": "aanbeveling"}
    details = {name: Item.objects.visible_to(frozenset({"public"})).filter(kind=kind) for name, kind in kinds.items()}
    longest = {name: max(items, key=lambda item: len(item.summary)).url for name, items in details.items()}
    return {"home": "/", "index": "/praktijkvoorbeelden/", **longest, "search": f"/zoeken/?q={QUESTION}"}


def _getter(client: Any, url: str) -> Request:
    def get() -> Any:
        response = client.get(url)
        if response.status_code != 200:
            raise RuntimeError(f"{url} answers {response.status_code}")
        return response

    return get


def _compare(name: str, ours: Request, peer: Request) -> Iterator[Measurement]:
    for request in (ours, peer) * WARM_UP:
        request()
    times: dict[Request, list[float]] = {ours: [], peer: []}
    for request in (ours, peer) * ROUNDS:
        started = time.perf_counter()
        request()
        times[request].append((time.perf_counter() - started) * 1000)
    for share in (50, 95):
        value, other = (round(percentile(times[request], share / 100), 2) for request in (ours, peer))
        yield Measurement(f"{name}.p{share}_ms", value, "ms", other)
    yield Measurement(f"{name}.queries", _queries(ours), "queries", _queries(peer))


def _queries(request: Request) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        request()
    return len(captured)


class _Peers:
    """Stock pages beside ours, under Wagtail's root page; removed at the end."""

    def __init__(self) -> None:
        from wagtail.models import Page, Site

        site = Site.objects.get(is_default_site=True)
        self.home = Page.objects.get(pk=site.root_page_id)
        self.pages: list[Any] = []

    def add(self, name: str, response: Any) -> str:
        """The address of a stock page with the words of ``response``, and children when it is an index."""
        from wagtail.models import Page

        words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
        page = self.home.add_child(
            instance=Page(title=name, slug=f"benchmark-{name}", search_description=words, show_in_menus=False)
        )
        self.pages.append(page)
        for number in range(20 if name == "index" else 0):
            page.add_child(instance=Page(title=f"{name} {number}", slug=f"{name}-{number}"))
        return page.url

    def remove(self) -> None:
        for page in self.pages:
            page.delete()
