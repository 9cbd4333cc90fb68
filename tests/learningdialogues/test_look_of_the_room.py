"""What fits where: tables on the big screen and on a phone, laid out by a browser with our style sheets."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page

from learningdialogues import entries
from tests.browser import chromium
from tests.learningdialogues.factories import at_desk, dialogue_at, do
from tests.learningdialogues.kinds.people import Desk, Person, again

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PERSPECTIVES = ("juridisch", "financieel", "sociaal")
OPTIONS = (
    "Bel eerst voordat je een brief stuurt",
    "Eén vast gezicht voor wie schulden heeft",
    "Brieven samen met inwoners herschrijven",
)
BROKEN = """cells => cells.filter(cell => {
    const words = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), found = [];
    for (let node; (node = words.nextNode()); )
        for (const word of node.data.matchAll(/[^\\s-]+/g)) {
            const range = document.createRange();
            range.setStart(node, word.index), range.setEnd(node, word.index + word[0].length);
            if (range.getClientRects().length > 1) found.push(word[0]);
        }
    return found.length;
}).map(cell => cell.textContent.trim())"""
"""The cells in which a word goes on in the next line."""


def laid_out(tmp_path: Path, content: bytes, width: int, height: int, look: str, *, of: str) -> object:
    """What the expression ``look`` gives for the elements ``of`` on a page, without a server."""
    sheets = (settings.BASE_DIR / "static").as_uri()
    (tmp_path / "page.html").write_text(content.decode().replace('"/static/', f'"{sheets}/'))
    with chromium() as browser:
        page: Page = browser.new_page(viewport={"width": width, "height": height}, java_script_enabled=False)
        page.goto((tmp_path / "page.html").as_uri())
        return page.locator(of).evaluate_all(look)


@pytest.fixture
def circle():
    """The desk and a participant of a circle with four options, which is shown."""
    step, inside = dialogue_at("perspectives", people=6, kinds=("welcome", "perspectives", "reflect"))
    for title in OPTIONS:
        entries.add_option(step, title)
    at_desk(step, "kies-opties", optie=["1", "2", "3"])
    step = again(step)
    for number, who in enumerate(inside):
        marks = {
            f"cijfer-{p}-{option}": str(4 + (number * option + len(p)) % 5) for p in PERSPECTIVES for option in range(4)
        }
        do(step, who, "cijfers", volgnummer=1, **marks)
    desk = Desk(step)
    desk.do("toon")
    return desk, Person(step, inside[0])


def test_on_the_big_screen_all_options_of_the_circle_stand_large_above_the_fold(circle, tmp_path):
    desk, _person = circle
    content = desk.client.get(f"{desk.path}scherm/").content
    look = "([table]) => [table.getBoundingClientRect().bottom, parseFloat(getComputedStyle(table).fontSize)]"
    bottom, size = laid_out(tmp_path, content, 1280, 720, look, of=".circle-overview")
    assert bottom <= 660
    assert size >= 22


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_no_word_of_the_tables_of_the_circle_is_broken(circle, tmp_path, width):
    _desk, person = circle
    content = person.client.get(person.room).content
    assert laid_out(tmp_path, content, width, 800, BROKEN, of=".circle-table :is(th, td)") == []


def test_on_the_big_screen_no_word_of_the_matrix_is_broken(tmp_path):
    step, _inside = dialogue_at("matrix", people=1, kinds=("welcome", "matrix", "reflect"))
    desk = Desk(step)
    desk.act("waarde", naam="Toegankelijkheid van ondersteuning")
    content = desk.client.get(f"{desk.path}scherm/").content
    assert laid_out(tmp_path, content, 1280, 720, BROKEN, of=".matrix :is(th, td)") == []
