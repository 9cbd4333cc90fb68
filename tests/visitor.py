"""A visitor without JavaScript: reads pages as HTML and sends the forms that stand on them, as a browser would."""

import time
from dataclasses import dataclass, field
from urllib.parse import urljoin

import httpx
from bs4 import BeautifulSoup, Tag


@dataclass
class Visitor:
    """One browser profile on the server at ``base``: its own cookies, the page it looks at."""

    base: str
    client: httpx.Client = field(init=False)
    response: httpx.Response = field(init=False)

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.base, follow_redirects=True, timeout=60)

    @property
    def page(self) -> BeautifulSoup:
        return BeautifulSoup(self.response.text, "html.parser")

    @property
    def text(self) -> str:
        return " ".join(self.page.get_text(" ").split())

    @property
    def path(self) -> str:
        return self.response.url.path

    def go(self, url: str, expect: int = 200) -> "Visitor":
        self.response = self.client.get(url)
        assert self.response.status_code == expect, (url, self.response.status_code, self.text[:2000])
        return self

    def refresh(self) -> "Visitor":
        """Look at the present page again."""
        return self.go(self.path)

    def sees(self, *words: str) -> "Visitor":
        """Look again until all ``words`` stand on the page (a browser with a script only waits)."""
        deadline = time.monotonic() + 12
        while not all(each in self.text for each in words) and time.monotonic() < deadline:
            self.refresh()
            time.sleep(0.2)
        for each in words:
            assert each in self.text, (each, self.text[:2000])
        return self

    def close(self) -> None:
        self.client.close()

    def follow(self, words: str) -> "Visitor":
        """Go where the link with these words leads."""
        for link in self.page.find_all("a", href=True):
            if words in " ".join(link.get_text(" ").split()):
                return self.go(urljoin(str(self.response.url), link["href"]))
        raise AssertionError(f"no link “{words}” on {self.path}: {self.text[:1500]}")

    def form(self, action: str, within: str = "body", where: str = "", page: BeautifulSoup | None = None) -> Tag:
        """The form that leads to an address ending in ``action``; by its own address or that of one of its buttons.

        ``within`` is a selector around it, ``where`` something that stands in its code, such as an id.
        """
        for form in (page or self.page).select(f"{within} form"):
            if where not in str(form):
                continue
            buttons = form.find_all(["button", "input"], attrs={"formaction": True})
            for address in [form.get("action") or self.path, *(button["formaction"] for button in buttons)]:
                if urljoin(self.path, address).split("?")[0].endswith(action):
                    return form
        raise AssertionError(f"no form to “{action}” on {self.path}: {self.text[:1500]}")

    def send(
        self,
        action: str,
        fields: dict | None = None,
        *,
        button: tuple[str, str] | None = None,
        expect: int = 200,
        within: str = "body",
        where: str = "",
    ) -> "Visitor":
        """Fill in the form to ``action`` and send it; ``button`` is the name and value of the button pressed."""
        form = self.form(action, within, where)
        data = _filled_in(form)
        known = {tag.get("name") for tag in form.find_all(["input", "textarea", "select", "button"])}
        for name, value in (fields or {}).items():
            assert name in known, f"the form to {action} has no field “{name}”, but {sorted(filter(None, known))}"
            data[name] = value
        if button:
            assert button[0] in known, f"the form to {action} has no button “{button[0]}”"
            data[button[0]] = button[1]
        address = form.get("action") or str(self.response.url)
        for pressed in form.find_all(["button", "input"], attrs={"formaction": True}):
            if pressed["formaction"].endswith(action):
                address = pressed["formaction"]
        self.response = self.client.post(
            urljoin(str(self.response.url), address), data=data, headers={"Referer": str(self.response.url)}
        )
        assert self.response.status_code == expect, (action, self.response.status_code, self.text[:2000])
        return self

    def log_in(self, email: str, password: str) -> "Visitor":
        self.go("/account/login/")
        return self.send("/account/login/", {"login": email, "password": password})


def _filled_in(form: Tag) -> dict:
    """The fields of ``form`` with what stands in them."""
    data: dict = {}
    for tag in form.find_all(["input", "textarea", "select"]):
        name = tag.get("name")
        if not name or tag.get("disabled") is not None:
            continue
        if tag.name == "select":
            chosen = tag.find("option", selected=True) or tag.find("option")
            data[name] = chosen.get("value", "") if chosen else ""
        elif tag.name == "textarea":
            data[name] = tag.get_text()
        elif tag.get("type") in ("checkbox", "radio"):
            if tag.get("checked") is not None:
                data.setdefault(name, []).append(tag.get("value", "on"))
        elif tag.get("type") not in ("submit", "button"):
            data[name] = tag.get("value", "")
    return data
