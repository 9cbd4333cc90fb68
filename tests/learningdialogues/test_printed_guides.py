"""A guide on paper: at most four pages A4, for everybody, with all that a facilitator needs."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles.finders import find
from django.test import Client
from playwright.sync_api import Browser, Route
from pypdf import PdfReader

from learningdialogues.models import Guide
from tests.browser import chromium
from tests.learningdialogues.test_every_guide import GUIDES, guides  # noqa: F401  a fixture

MOST_PAGES = 4
HERE = "http://leidraad.test"

pytestmark = pytest.mark.django_db


def address(key: str) -> str:
    return f"/leerdialogen/leidraad/{key}/"


def letters(text: str) -> str:
    """What is left of ``text`` when lines and marks may fall otherwise."""
    return re.sub(r"[\W\u02bb\u02bc]", "", text)


def printed(browser: Browser, html: bytes) -> PdfReader:
    """The page as Chromium prints it, with our own style sheets and fonts."""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HERE)
        if path == "/":
            return route.fulfill(body=html, content_type="text/html; charset=utf-8")
        found = find(path.split("?")[0].removeprefix("/static/"))
        return route.fulfill(path=Path(found)) if found else route.abort()

    tab = browser.new_page(locale="nl-NL")
    tab.route("**/*", answer)
    tab.goto(f"{HERE}/")
    paper = PdfReader(BytesIO(tab.pdf(prefer_css_page_size=True, print_background=True)))
    tab.close()
    return paper


@pytest.mark.browser
def test_every_guide_fits_on_four_pages(guides, client):  # noqa: F811
    shown = {key: client.get(address(key)).content for key in GUIDES}
    with chromium() as browser:
        papers = {key: printed(browser, html) for key, html in shown.items()}
    for key, paper in papers.items():
        assert round(float(paper.pages[0].mediabox.width)) == 595, "A4"
        text = letters("".join(page.extract_text() for page in paper.pages))
        for step in Guide.objects.get(key=key).steps:
            assert letters(step.value["question"]) in text, (key, step.value["title"])
    assert {key: len(paper.pages) for key, paper in papers.items() if len(paper.pages) > MOST_PAGES} == {}


@pytest.mark.parametrize("key", GUIDES)
def test_a_stranger_reads_everything_that_is_needed_to_lead(guides, client, key):  # noqa: F811
    text = " ".join(client.get(address(key)).content.decode().split())
    for step in Guide.objects.get(key=key).steps:
        for one in (step.value["question"], step.value["script"], *step.value["done_when"], *step.value["stuck"]):
            assert " ".join(one.split()).replace("'", "&#x27;") in text


def test_the_guides_stand_on_the_overview_and_on_the_page_of_their_method(guides, client):  # noqa: F811
    overview = client.get("/leerdialogen/").content.decode()
    for guide in Guide.objects.all():
        assert address(guide.key) in overview
    combined = Guide.objects.get(key="ethical-matrix")
    for method in (combined.method, combined.second_method):
        assert address(combined.key) in client.get(method.item_url()).content.decode()
    method = Guide.objects.get(key="maatwerkplaats").method
    assert address("maatwerkplaats") in Client().get(method.item_url()).content.decode()


@pytest.mark.parametrize(
    ("basis", "questions", "label"),
    [
        ("eigen", [], "(eigen)"),
        ("deels bron", [{"text": "Wat zagen we?", "basis": "bron"}], ""),
        ("bron", [{"text": "Wat zagen we?", "basis": "afgeleid"}], "(afgeleid)"),
        ("bron", [], ""),
    ],
)
def test_a_question_says_where_it_comes_from_unless_from_the_source(client, basis, questions, label):
    step = {"kind": "gather", "title": "Zien", "question": "Wat zagen we?", "minutes": 5, "questions": questions}
    steps = Guide._meta.get_field("steps").stream_block.to_python([{"type": "step", "value": step | {"basis": basis}}])
    Guide.objects.create(key="proef", title="Proef", steps=steps)
    page = BeautifulSoup(client.get(address("proef")).content, "html.parser")
    assert page.select_one(".leaflet__question").get_text(" ", strip=True) == f"Wat zagen we? {label}".strip()


def test_a_guide_that_is_a_draft_is_not_printed(guides, client):  # noqa: F811
    Guide.objects.filter(key="intervisie").update(live=False)
    assert client.get(address("intervisie")).status_code == 404
    assert address("intervisie") not in client.get("/leerdialogen/").content.decode()
