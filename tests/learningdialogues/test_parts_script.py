"""A long form one part at a time: what ``parts.js`` does in a browser, and what stays without it."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import chromium

pytestmark = pytest.mark.browser

SCRIPT = (Path(__file__).resolve().parents[2] / "static" / "js" / "parts.js").read_text()
PART = """<fieldset data-part><legend>Vraag {n}</legend>
  <label><input type="radio" name="v{n}" value="ja" {chosen}>Ja {n}</label>
  <label>Reden {n} <input name="r{n}"></label></fieldset>"""


def form(parts=3, chosen=(), has_end=True):
    rows = "".join(PART.format(n=n, chosen="checked" if n in chosen else "") for n in range(1, parts + 1))
    end = "data-parts-end" if has_end else ""
    return f"""<form action="/scoor/" data-parts onsubmit="sent++; return false"><p data-parts-count hidden></p>{rows}
      <div data-parts-bar="Vraag {{n}} van {{all}}" hidden><button type="button" data-parts-back>Vorige</button>
      <button type="button" data-parts-on>Volgende</button></div><div {end}><button>Stuur in</button></div></form>"""


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser):
    page = browser.new_page()
    yield page
    page.close()


def show(page, content, with_script=True):
    style = "<style>[hidden]{display:none}</style>"
    page.set_content(f"{style}<script>var sent = 0</script><div data-shared>{content}</div>")
    if with_script:
        page.add_script_tag(content=SCRIPT)


def shown(page):
    return page.locator("fieldset:visible legend").all_inner_texts()


def press(page, name):
    page.get_by_role("button", name=name).click()


def test_parts_are_shown_one_by_one_and_sent_together(page):
    show(page, form())
    assert shown(page) == ["Vraag 1"]
    expect(page.get_by_text("Vraag 1 van 3")).to_be_visible()
    expect(page.get_by_role("button", name="Vorige")).to_be_hidden()
    expect(page.get_by_role("button", name="Stuur in")).to_be_hidden()
    press(page, "Volgende")
    expect(page.get_by_text("Vraag 2 van 3")).to_be_focused()
    press(page, "Volgende")
    assert shown(page) == ["Vraag 3"]
    expect(page.get_by_role("button", name="Volgende")).to_be_hidden()
    press(page, "Vorige")
    assert shown(page) == ["Vraag 2"]
    press(page, "Volgende")
    press(page, "Stuur in")
    assert page.evaluate("sent") == 1


def test_without_the_script_everything_is_there(page):
    show(page, form(), with_script=False)
    assert shown(page) == ["Vraag 1", "Vraag 2", "Vraag 3"]
    expect(page.get_by_role("button", name="Stuur in")).to_be_visible()
    expect(page.get_by_role("button", name="Volgende")).to_be_hidden()


def test_enter_in_a_field_goes_on_and_does_not_send_half_a_form(page):
    show(page, form())
    page.get_by_label("Reden 1").press("Enter")
    assert shown(page) == ["Vraag 2"]
    assert page.evaluate("sent") == 0


def test_who_comes_back_goes_on_where_a_choice_is_missing(page):
    show(page, form(chosen=[1]))
    assert shown(page) == ["Vraag 2"]


def test_a_new_form_of_the_same_step_stays_at_the_same_part(page):
    show(page, form())
    press(page, "Volgende")
    page.evaluate("html => { document.querySelector('[data-shared]').innerHTML = html }", form(chosen=[1, 2, 3]))
    expect(page.get_by_text("Vraag 2 van 3")).to_be_visible()


def test_who_sent_before_may_send_a_change_from_any_part(page):
    show(page, form(chosen=[1, 2, 3], has_end=False))
    assert shown(page) == ["Vraag 1"]
    press(page, "Stuur in")
    assert page.evaluate("sent") == 1


def test_a_form_with_one_part_has_nothing_to_leaf_through(page):
    show(page, form(parts=1))
    expect(page.get_by_role("button", name="Volgende")).to_be_hidden()
    expect(page.get_by_role("button", name="Stuur in")).to_be_visible()
