"""How the follow code goes from the closing page to the big screen and from a scanned address into its field."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

pytestmark = pytest.mark.browser

SITE, CODE, DIALOGUE = "https://dialoog.example", "ABCD-EFGH-JKMN-PQRS", "een"
SCRIPT = Path(__file__).resolve().parents[2] / "static" / "js" / "follow_code.js"
PAGES = {
    "/gesloten/": f'<p data-follow-code="{DIALOGUE}">{CODE}</p><div data-follow-qr><svg></svg></div>',
    "/scherm/": f'<p data-follow-place="{DIALOGUE}" hidden></p><div data-follow-qr hidden></div>',
    "/ander-scherm/": '<p data-follow-place="twee" hidden></p><div data-follow-qr hidden></div>',
    "/volgen/": "<input data-follow-field>",
}


@pytest.fixture
def context():
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        context = browser.new_context()
        context.route(
            f"{SITE}/**", lambda route: route.fulfill(body=SCRIPT.read_text(), content_type="text/javascript")
        )
        for path, body in PAGES.items():
            html = f"<!doctype html><title>Proef</title><body>{body}<script src='/follow_code.js'></script>"
            context.route(f"{SITE}{path}", lambda route, _request, html=html: route.fulfill(body=html))
        yield context
        browser.close()


def page_at(context, path):
    page = context.new_page()
    page.goto(SITE + path)
    return page


@pytest.mark.parametrize("order", [("/scherm/", "/gesloten/"), ("/gesloten/", "/scherm/")])
def test_the_big_screen_of_the_same_browser_shows_the_code_whichever_page_was_first(context, order):
    pages = {path: page_at(context, path) for path in order}
    expect(pages["/scherm/"].locator("p")).to_have_text(CODE)
    expect(pages["/scherm/"].locator("p")).to_be_visible()
    assert pages["/scherm/"].locator("svg").count() == 1


def test_the_screen_of_another_dialogue_shows_nothing(context):
    other, screen = page_at(context, "/ander-scherm/"), page_at(context, "/scherm/")
    page_at(context, "/gesloten/")
    expect(screen.locator("p")).to_have_text(CODE)
    expect(other.locator("p")).to_be_empty()


def test_a_scanned_code_is_filled_in_and_taken_out_of_the_address(context):
    asked = []
    context.on("request", lambda request: asked.append(request.url.partition("#")[0]))
    page = page_at(context, f"/volgen/#{CODE}")
    expect(page.locator("input")).to_have_value(CODE)
    assert page.url == f"{SITE}/volgen/"
    assert not [url for url in asked if CODE in url]
