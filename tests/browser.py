"""A visitor with JavaScript: the same acts as ``tests.visitor.Visitor``, in a real Chromium with its own profile."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from tests.visitor import Visitor

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
PATIENCE_MS = 15_000


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        try:
            yield browser
        finally:
            browser.close()


WHERE_TO = """wanted => {
    const hidden = wanted.closest("[data-part][hidden], [data-parts-end][hidden]");
    const shown = hidden && hidden.closest("form").querySelector("[data-part]:not([hidden])");
    const isLater = shown && shown.compareDocumentPosition(hidden) & Node.DOCUMENT_POSITION_FOLLOWING;
    return shown ? (isLater ? "on" : "back") : "";
}"""
"""Which way to leaf in a form with parts (``static/js/parts.js``) to come to what is hidden now."""


class BrowserVisitor(Visitor):
    """One profile in Chromium. In a room it never reloads: what others did must come by itself."""

    def __init__(self, base: str, browser: Browser, *, width: int = 1280, height: int = 900) -> None:
        self.base = base
        self.context: BrowserContext = browser.new_context(
            base_url=base, viewport={"width": width, "height": height}, locale="nl-NL", reduced_motion="reduce"
        )
        self.tab: Page = self.context.new_page()
        self.tab.set_default_timeout(PATIENCE_MS)
        self.errors: list[str] = []
        self.tab.on("pageerror", lambda error: self.errors.append(str(error)))
        self.tab.on("console", lambda message: self._note(message))

    def _note(self, message) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.errors.append(message.text)

    @property
    def page(self) -> BeautifulSoup:
        return BeautifulSoup(self.tab.content(), "html.parser")

    @property
    def path(self) -> str:
        return urlsplit(self.tab.url).path

    def go(self, url: str, expect: int = 200) -> "BrowserVisitor":
        answer = self.tab.goto(urljoin(self.base, url))
        assert answer is not None and answer.status == expect, (url, answer and answer.status, self.text[:1500])
        return self

    def refresh(self) -> "BrowserVisitor":
        """In a room nothing is reloaded; elsewhere the page is."""
        if not self.tab.locator("[data-room]").count():
            self.go(self.path)
        return self

    def sees(self, *words: str) -> "BrowserVisitor":
        for each in words:
            self.tab.wait_for_function(
                "words => document.body.innerText.replace(/\\s+/g, ' ').includes(words)"
                " || document.body.textContent.replace(/\\s+/g, ' ').includes(words)",
                arg=each,
            )
        return self

    def follow(self, words: str) -> "BrowserVisitor":
        self.tab.locator("main a", has_text=words).first.click()
        self.tab.wait_for_load_state()
        return self

    def send(
        self,
        action: str,
        fields: dict | None = None,
        *,
        button: tuple[str, str] | None = None,
        expect: int = 200,
        within: str = "body",
        where: str = "",
    ) -> "BrowserVisitor":
        self._wait_for_form(action, within)
        form = self._locate(action, within, where)
        form.evaluate(
            "form => { for (let e = form; e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true }"
        )
        for name, value in (fields or {}).items():
            self._fill(form, name, value)
        pressed = self._button(form, action, button)
        self._turn_to(form, pressed)
        by_script = form.evaluate(
            "form => !!document.querySelector('[data-room]') && form.matches('[data-send],[data-act]')"
        )
        status = self._press_and_wait(pressed) if by_script else self._press_and_load(pressed)
        assert status == expect, (action, status, self.text[:1500])
        return self

    def _press_and_wait(self, button: Locator) -> int:
        """Press a button of a form that the script sends; the status of the answer, once it is shown."""
        with self.tab.expect_response(lambda answer: answer.request.method == "POST") as caught:
            button.click()
        self.tab.wait_for_function("() => !document.querySelector('form[aria-busy=true]')")
        return caught.value.status

    def _press_and_load(self, button: Locator) -> int:
        """Press a button that loads a page; the status of that page."""
        with self.tab.expect_navigation() as caught:
            button.click()
        return caught.value.status

    def _wait_for_form(self, action: str, within: str) -> None:
        self.tab.wait_for_function(
            """([action, within]) => [...document.querySelectorAll(`${within} form`)].some((form) =>
                 [form, ...form.querySelectorAll('[formaction]')].some((each) =>
                   new URL(each.getAttribute('formaction') || each.getAttribute('action') || '', location)
                     .pathname.endsWith(action)))""",
            arg=[action, within],
        )

    def _locate(self, action: str, within: str, where: str) -> Locator:
        page = self.page  # read once: the room may change it at any moment
        wanted = self.form(action, within, where, page)
        forms = page.select(f"{within} form")
        return self.tab.locator(f"{within} form").nth(next(i for i, form in enumerate(forms) if form is wanted))

    def _fill(self, form: Locator, name: str, value: str | list[str]) -> None:
        found = form.locator(f'[name="{name}"]')
        assert found.count(), f"the form has no field “{name}”"
        self._turn_to(form, found.first)
        kind = found.first.evaluate("each => each.tagName === 'SELECT' ? 'select' : each.type")
        if kind in ("checkbox", "radio"):
            wanted = value if isinstance(value, list) else [value]
            found.evaluate_all(
                "(all, wanted) => all.forEach((each) => each.checked !== wanted.includes(each.value) && each.click())",
                wanted,
            )
        elif kind == "select":
            found.first.select_option(value)
        elif kind == "hidden":
            found.first.evaluate("(each, value) => { each.value = value }", value)
        else:
            found.first.fill(str(value))

    def _turn_to(self, form: Locator, wanted: Locator) -> None:
        """Leaf through a form that shows one part at a time, until ``wanted`` is there."""
        while turn := wanted.evaluate(WHERE_TO):
            self._press(form.locator(f"[data-parts-{turn}]"))

    def _press(self, button: Locator) -> None:
        button.click()

    def _button(self, form: Locator, action: str, button: tuple[str, str] | None) -> Locator:
        if button:
            return form.locator(f'button[name="{button[0]}"][value="{button[1]}"]').first
        other = form.locator(f'button[formaction$="{action}"]')
        return other.first if other.count() else form.locator("button:not([formaction])").last

    def close(self) -> None:
        self.context.close()
        assert not self.errors, self.errors
