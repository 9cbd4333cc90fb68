"""What a participant's browser does when the room moves, the connection drops, or the server refuses."""

import os
import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect, sync_playwright

from config.lanes import LaneA, Lanes
from learningdialogues import keys, tokens, waiting
from learningdialogues.waiting import Watch
from tests.learningdialogues.stub_room import StubRoom
from tests.sockets import served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def stub(settings, tmp_path, monkeypatch):
    settings.DIALOGUE_KEYS_DIR = tmp_path / "keys"
    stub = StubRoom(uuid4())
    keys.create_key(stub.dialogue)
    stub.watch = Watch(lambda asked: dict.fromkeys(asked, (stub.version, stub.version)), hold=3)
    monkeypatch.setattr(waiting, "watch", stub.watch)
    with served(Lanes(LaneA(stub, threads=4), {waiting.ADDRESS: waiting.lane}, stub.watch.run)) as stub.port:
        yield stub


@pytest.fixture
def page(browser, stub):
    context = browser.new_context(reduced_motion="reduce")
    cookie = tokens.sign(tokens.new_token(), keys.load_key(stub.dialogue))
    url = f"http://127.0.0.1:{stub.port}"
    context.add_cookies([{"name": tokens.participant_cookie_name(stub.dialogue), "value": cookie, "url": url}])
    page = context.new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda line: "Content Security" in line.text and page.problems.append(line.text))
    page.goto(url)
    yield page
    assert page.problems == []
    context.close()


def status(page):
    return page.locator("[data-status]")


def write(page, text, send=True):
    page.get_by_label("Bijdrage").fill(text)
    if send:
        page.get_by_role("button", name="Stuur in").click()


def test_the_room_follows_and_what_was_typed_stays_with_its_focus(page, stub):
    write(page, "half geschr", send=False)
    page.get_by_label("Mee").check()
    page.get_by_label("Bijdrage").focus()
    stub.version = 4
    expect(page.locator("[data-room]")).to_have_attribute("data-version", "4")
    page.keyboard.press("End")
    page.keyboard.type("even")
    expect(page.get_by_label("Bijdrage")).to_have_value("half geschreven")
    expect(page.get_by_label("Mee")).to_be_checked()


def test_a_new_step_is_read_out_and_gets_the_focus_of_a_field_that_is_gone(page, stub):
    write(page, "van stap een", send=False)
    stub.version, stub.step = 4, "twee"
    expect(page.get_by_role("heading", name="Stap twee")).to_be_visible()
    expect(page.locator("[data-heard]")).to_have_text("Stap twee")
    expect(page.get_by_label("Bijdrage")).to_have_value("")
    assert page.evaluate("document.activeElement !== document.body")


def test_a_contribution_is_acknowledged_and_the_field_is_empty_again(page, stub):
    write(page, "eerste")
    expect(page.locator("#lijst span")).to_have_text("eerste")
    expect(page.get_by_label("Bijdrage")).to_have_value("")
    expect(status(page)).to_have_text("Ingestuurd")
    expect(status(page)).to_be_empty(timeout=12000)
    write(page, "tweede")
    expect(page.locator("#lijst span")).to_have_text(["eerste", "tweede"])
    assert [token for token, _ in stub.posts] == ["geheim", "geheim"]
    assert page.evaluate("[localStorage.getItem('inbreng /deel/'), sessionStorage.getItem('concept /deel/')]") == [
        "[]",
        "{}",
    ]


def test_an_answer_that_got_lost_does_not_double_a_contribution(page, stub):
    stub.fails_after_saving = 2
    write(page, "een keer")
    expect(page.locator("#lijst span")).to_have_text(["een keer"], timeout=15000)
    assert len(stub.posts) == 3
    assert list(stub.saved.values()) == ["een keer"]


def test_without_connection_the_page_says_so_and_sends_when_it_is_back(page, stub):
    page.context.set_offline(True)
    write(page, "onderweg")
    expect(status(page)).to_have_text("Verbinding weg")
    assert stub.saved == {}
    page.context.set_offline(False)
    expect(page.locator("#lijst span")).to_have_text("onderweg", timeout=15000)
    assert list(stub.saved.values()) == ["onderweg"]


def test_what_was_not_sent_yet_survives_a_reload(page, stub):
    page.route("**/stuur/**", lambda route: route.abort())
    write(page, "verstuurd zonder antwoord")
    expect(status(page)).to_have_text("Verbinding weg")
    page.unroute("**/stuur/**")
    page.reload()
    expect(page.locator("#lijst span")).to_have_text("verstuurd zonder antwoord", timeout=15000)
    write(page, "nog niet verstuurd", send=False)
    page.reload()
    expect(page.get_by_label("Bijdrage")).to_have_value("nog niet verstuurd")


def test_a_refusal_is_shown_to_the_writer_with_the_text(page, stub):
    write(page, "anders")
    expect(page.get_by_role("alert")).to_have_text("Deze bijdrage is al anders ingestuurd")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Bijdrage")).to_have_value("anders")
    stub.version = 4
    expect(page.locator("[data-room]")).to_have_attribute("data-version", "4")
    expect(page.get_by_role("alert")).to_be_visible()
    stub.version, stub.step = 5, "twee"
    expect(page.get_by_role("alert")).to_have_count(0)


def test_changing_one_of_several_contributions_stays_open_and_keeps_what_was_typed(page, stub):
    for text in ("eerste", "tweede"):
        write(page, text)
        expect(page.locator("#lijst span").last).to_have_text(text)
    page.get_by_text("Wijzig", exact=True).last.click()
    page.get_by_label("Wijziging").last.fill("tweede, beter")
    stub.version = 4
    expect(page.locator("[data-room]")).to_have_attribute("data-version", "4")
    expect(page.get_by_label("Wijziging").last).to_have_value("tweede, beter")
    expect(page.get_by_label("Wijziging").last).to_be_focused()
    expect(page.get_by_label("Wijziging").first).to_have_value("eerste")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.locator("#lijst span")).to_have_text(["eerste", "tweede, beter"])


def follow(page, stub, version):
    stub.version = version
    expect(page.locator("[data-room]")).to_have_attribute("data-version", str(version))


def test_the_own_part_is_fetched_again_only_when_what_everybody_gets_there_changed(page, stub):
    fetched = []
    page.on("request", lambda request: "/eigen/" in request.url and fetched.append(request.url))
    write(page, "van mij")
    expect(page.locator("#lijst span")).to_have_text("van mij")
    follow(page, stub, 4)
    follow(page, stub, 5)
    expect(page.locator("#lijst span")).to_have_text("van mij")
    assert fetched == []
    stub.has_choice = True
    follow(page, stub, 6)
    expect(page.get_by_text("Nieuwe keuze")).to_be_visible()
    expect(page.locator("#lijst span")).to_have_text("van mij")
    assert len(fetched) == 1


def test_points_that_are_left_are_counted(page, stub):
    page.get_by_label("Punten").fill("4")
    expect(page.get_by_text("6 punten over")).to_be_visible()


def test_a_question_to_the_facilitator_is_not_swept_away_by_a_count(page, stub):
    stub.asks = True
    page.reload()
    stub.asks, stub.version = False, 4
    page.wait_for_timeout(1500)
    expect(page.get_by_text("Toch verder?")).to_be_visible()


def test_when_waiting_fails_the_room_is_polled(page, stub):
    page.route("**/wacht?**", lambda route: route.fulfill(status=502))
    page.reload()
    stub.version = 4
    expect(page.locator("[data-room]")).to_have_attribute("data-version", "4", timeout=10000)
    stub.version = 5
    expect(page.locator("[data-room]")).to_have_attribute("data-version", "5", timeout=10000)
    assert status(page).text_content() != "Verbinding weg"


def test_when_nothing_answers_the_page_says_so_and_comes_back(page, stub):
    stub.fails = True
    page.route("**/wacht?**", lambda route: route.abort())
    page.reload()
    expect(status(page)).to_have_text("Verbinding weg")
    stub.fails = False
    page.unroute("**/wacht?**")
    expect(status(page)).to_have_text("Weer verbonden", timeout=15000)


def test_the_clock_counts_down_and_speaks_at_five_minutes(page, stub):
    expect(page.locator("#klok")).to_have_text(re.compile("^4:5"), timeout=10000)
    expect(page.locator("#klok-woorden")).to_have_text("Nog 5 minuten")
    expect(status(page)).to_have_text("Nog 5 minuten")


def test_when_the_dialogue_is_over_the_page_loads_once_more_and_no_oftener(page, stub):
    loads = []
    page.on("load", lambda _: loads.append(1))
    keys.destroy_key(stub.dialogue)
    stub.version = 9
    page.wait_for_timeout(5000)
    assert loads == [1]


def test_the_answer_to_a_form_that_ends_the_dialogue_is_not_loaded_away(page, stub):
    """The desk closes a dialogue by a plain form; the answer shows the follow code, once."""

    def answer_late(route):
        page.wait_for_timeout(3000)
        route.fulfill(body="<h1>Volgcode K7M4</h1>", content_type="text/html")

    page.route("**/sluit/", answer_late)
    page.evaluate("""() => {
        const form = Object.assign(document.createElement("form"), { method: "post", action: "/sluit/" });
        document.body.append(form);
        setTimeout(() => form.submit());
    }""")
    keys.destroy_key(stub.dialogue)
    stub.version = 9
    expect(page.get_by_role("heading", name="Volgcode K7M4")).to_be_visible(timeout=10_000)
    page.wait_for_timeout(2000)
    expect(page.get_by_role("heading", name="Volgcode K7M4")).to_be_visible()
