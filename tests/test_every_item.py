"""The promise of the pages: whatever the content files say about an item stands on the page that shows it."""

from __future__ import annotations

import re
from urllib.parse import urldefrag

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from network.models import Item
from tests import content_files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_content")]

ITEMS = content_files.items()
LINKS = content_files.links(ITEMS)
DOCUMENTS = content_files.sources()


def shown(client: Client, key: str) -> Tag:
    """The page of ``key``, or the part of a page that shows it, as ``/k/<key>`` leads there."""
    response = client.get(f"/k/{key}")
    assert response.status_code == 302, f"/k/{key} answers {response.status_code}"
    path, anchor = urldefrag(response.headers["Location"])
    page = client.get(path)
    assert page.status_code == 200, f"{path} answers {page.status_code}"
    soup = BeautifulSoup(page.content, "html.parser")
    part = soup.find(id=anchor) if anchor else soup.find("main")
    assert isinstance(part, Tag), f"{path} has no #{anchor}"
    return part


def text_of(part: Tag) -> str:
    """What a reader sees, with every run of white space as one space and without soft hyphens."""
    for hidden in part.select("script, style, template, [hidden]"):
        hidden.decompose()
    return normalised(part.get_text(" "))


def normalised(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00ad", "")).strip().casefold()


def is_said(words: str, text: str) -> bool:
    """Whether the words stand in the text; labels may be in lower case inside a sentence, figures stand alone."""
    if re.fullmatch(r"\d+([.,]\d+)?", words):
        return re.search(rf"(?<![\d.,]){re.escape(words)}(?![\d]|[.,]\d)", text) is not None
    return normalised(words) in text


@pytest.mark.parametrize("key", ITEMS)
def test_the_page_of_an_item_holds_all_its_texts_and_links(client: Client, key: str) -> None:
    entry = ITEMS[key]
    part = shown(client, key)
    hrefs = {str(link["href"]) for link in part.find_all("a", href=True)}
    text = text_of(part) + group_of(part)

    title = entry.get("title") or entry["label"]
    if not is_said(title, normalised(head_of(part))):
        pytest.fail(f"“{title}” is not the title of the page, but “{head_of(part)}”")
    missing = [f"{e.field}: {e.words}" for e in content_files.expected_words(entry) if not is_said(e.words, text)]
    missing += [f"source: {words}" for words in source_words(entry) if not is_said(words, text)]
    urls = dict(Item.objects.filter(pk__in=LINKS[key]).values_list("key", "url"))
    missing += [f"link to {other}" for other in sorted(LINKS[key]) if not {urls[other], f"/k/{other}"} & hrefs]

    assert missing == []


def head_of(part: Tag) -> str:
    """The heading of the page, or of the part of a page that shows the item."""
    heading = part.find("h1") if part.name == "main" else part.find(["h2", "h3", "h4", "th", "dt"])
    return (heading or part).get_text(" ")


@pytest.mark.parametrize("key", [key for key, entry in ITEMS.items() if "values" in entry])
def test_the_figures_of_a_row_stand_in_its_cells_in_their_order(client: Client, key: str) -> None:
    cells = [cell.get_text() for cell in shown(client, key).find_all("td")]
    figures = [int(found[0]) for cell in cells if (found := re.search(r"\d+", cell))]
    assert figures[: len(ITEMS[key]["values"])] == ITEMS[key]["values"]


def group_of(part: Tag) -> str:
    """For a row of a table: the heading above the table, which names the group of the row."""
    section = part.find_parent("section") if part.name == "tr" else None
    return normalised(section.find("h3").get_text()) if section else ""


def source_words(entry: dict) -> list[str]:
    """Title of the document and section, for each source of ``entry``."""
    found = []
    for reference in entry.get("source", []):
        file, _space, section = reference.partition(" ")
        found += [DOCUMENTS[file], section]
    return [words for words in found if words]


def test_the_walk_covers_every_item_that_the_loader_made() -> None:
    assert set(ITEMS) == set(Item.objects.values_list("key", flat=True))


def test_an_item_that_nobody_may_see_is_not_led_to(client: Client) -> None:
    Item.objects.filter(pk="bp-cafe-bepp-brieven").update(visibility="")

    assert client.get("/k/bp-cafe-bepp-brieven").status_code == 404
    assert client.get("/k/bp-bestaat-niet").status_code == 404
