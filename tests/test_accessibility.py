"""axe finds nothing and nothing runs out of the window on every screen: public, desk, room, big screen."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from tests import journey
from tests.browser import BrowserVisitor, chromium
from tests.journey import DEMO
from tests.live import LiveServer, live_server
from tests.visitor import Visitor

pytestmark = pytest.mark.browser

AXE = (settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js").read_text
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""Without tags axe leaves out what WCAG 2.2 added: a target is 24 by 24 px, or has that room around it."""
RUN = f"""axe.run({{runOnly: {TAGS}}})
    .then((result) => result.violations.map((one) => `${{one.id}}: ${{one.nodes[0].html}}`))"""
WIDTHS = (1280, 390)
PUBLIC = (
    "/",
    "/k/bp-aanvangshuisbezoek-aio",
    "/k/mech-pettenverwarring",
    "/k/pat-hobby-groeit-ongemerkt-uit-tot-werk",
    "/k/aanb-003-1-1-hobby",
    "/k/casus-taarten",
    "/praktijkvoorbeelden/",
    "/patronen/",
    "/ambassadeurs/",
    "/kennis/tabellen/",
    "/zoeken/?q=niet+verschenen+bij+intake",
    "/zoeken/?q=xyzzyqq",
    "/leerdialogen/",
    "/leerdialogen/voorbeeld/",
    "/leerdialogen/leidraad/ethical-matrix/",
    "/leerdialogen/welke-stap/",
    "/leerdialogen/welke-stap/vng/",
    "/privacy/",
)
SIGNED_IN = {
    "professional": ("/mijn-werk/", "/buikpijncasus/"),
    "focal_point": ("/leerdialogen/welke-stap/eigen-regels/",),
    "coordinator": ("/opvolging/",),
    "facilitator": ("/leerdialogen/nieuw/?voorbeeld=casus-taarten",),
}


@pytest.fixture(scope="module")
def server(django_db_blocker: pytest.FixtureRequest) -> Iterator[LiveServer]:
    with django_db_blocker.unblock(), live_server(DEMO) as server:
        yield server


@pytest.fixture(scope="module")
def browser(server: LiveServer) -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def faults(page: Page, where: str) -> list[str]:
    """What is wrong with the page as it stands, at both widths and, on the phone, in dark."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if width == WIDTHS[-1] else "light", reduced_motion="reduce")
        page.evaluate(AXE())
        violations = page.evaluate(RUN)
        found += [f"{where} at {width}: {violation}" for violation in violations]
        if too_wide := page.evaluate("document.documentElement.scrollWidth - innerWidth"):
            found.append(f"{where} at {width}: {too_wide} px too wide")
    return found


def test_public_pages(server: LiveServer, browser: Browser) -> None:
    visitor = BrowserVisitor(server.url, browser)
    found = []
    for path in PUBLIC:
        visitor.tab.goto(server.url + path)
        found += faults(visitor.tab, path)
    assert found == []


@pytest.mark.parametrize("role", SIGNED_IN)
def test_pages_of_who_is_signed_in(server: LiveServer, browser: Browser, role: str) -> None:
    visitor = BrowserVisitor(server.url, browser).log_in(*journey.account(role))
    found = []
    for path in SIGNED_IN[role]:
        visitor.go(path)
        found += faults(visitor.tab, path)
    assert found == []


def test_every_step_at_the_desk_in_the_room_and_on_the_big_screen(server: LiveServer, browser: Browser) -> None:
    facilitator = BrowserVisitor(server.url, browser).log_in(*journey.account("facilitator"))
    facilitator.go("/leerdialogen/").follow("loopt")
    desk, code = facilitator.path, facilitator.page.select_one(".room-code").get_text(strip=True)
    person = BrowserVisitor(server.url, browser)
    person.go("/meedoen/")
    found = faults(person.tab, "/meedoen/")
    person.send("/meedoen/", {"code": code})
    screen = BrowserVisitor(server.url, browser).log_in(*journey.account("facilitator"))
    titles = [option.get_text(strip=True).split(" ", 1)[1] for option in facilitator.page.select("#naar option")]
    for title in titles:
        facilitator.tab.set_viewport_size({"width": 1280, "height": 900})
        journey.jump(facilitator, title)
        person.sees(f"van 11, {title}")
        screen.go(f"{desk}scherm/")
        for name, visitor in (("desk", facilitator), ("room", person), ("screen", screen)):
            found += faults(visitor.tab, f"{name}, {title}")
    assert found == []


def test_preparing_a_dialogue_and_a_step_of_it(server: LiveServer, browser: Browser) -> None:
    facilitator = BrowserVisitor(server.url, browser).log_in(*journey.account("facilitator"))
    facilitator.go("/leerdialogen/nieuw/?voorbeeld=casus-taarten").send("/leerdialogen/nieuw/", {})
    found = faults(facilitator.tab, "preparing")
    facilitator.tab.set_viewport_size({"width": 1280, "height": 900})
    facilitator.go(facilitator.page.select_one('main a[href*="/stap/"]')["href"])
    found += faults(facilitator.tab, "a step that has not begun")
    facilitator.send("/gebeurtenis/", {"wanneer": "Maart", "tekst": "De post kwam terug"}).sees("De post kwam terug")
    found += faults(facilitator.tab, "a step that is prepared")
    assert found == []


DESK_FIRST = {"journey": (("/fase/", {"naam": "Ik wacht op antwoord"}),)}
"""What must be made at the desk before anybody can write."""
DESK = {
    "annotate": (
        ("/noteer/", {"doel": "Geld terug", "toon": "Streng"}),
        ("/verschil/", {"tekst": "De termijn"}),
        ("/idee/", {"tekst": "Eén sjabloon"}),
        ("/voorbeeldzin/", {"voor": "Wij vorderen.", "na": "U betaalt terug."}),
    ),
    "journey": (("/punt/", {"tekst": "Acht weken geen bericht", "soort": "contact", "fase": 1}),),
    "matrix": (
        ("/scenario/", {"tekst": "Zij belt en krijgt antwoord.", "verloop": "goed"}),
        ("/samenvatting/", {"tekst": "Minder gegevens", "vak": 1}),
    ),
}
WRITTEN = {
    "annotate": {"passage": 1, "oordeel": "minder"},
    "journey": {"fase": 1, "soort": "pijn"},
    "matrix": {"betrokkene": 2, "waarde": 1, "effect": "nadeel"},
}
SHOWN = {"annotate": ["5 keer"], "journey": ["5 keer geschreven"], "matrix": ["5 nadelen"]}


def chosen(visitor: Visitor, action: str, fields: dict) -> dict:
    """``fields`` with a number replaced by the option of that place in its list."""
    form = visitor.form(action)
    lists = {
        name: form.select(f"select[name={name}] option") for name, value in fields.items() if isinstance(value, int)
    }
    return fields | {name: options[fields[name]]["value"] for name, options in lists.items()}


@dataclass
class Company:
    """Who is in the running dialogue of the demo: the desk, a participant and the big screen look, the others write."""

    desk: BrowserVisitor
    looker: BrowserVisitor
    screen: BrowserVisitor
    writers: list[Visitor]

    def faults(self, where: str) -> list[str]:
        seen = (("desk", self.desk), ("room", self.looker), ("screen", self.screen))
        return [fault for name, visitor in seen for fault in faults(visitor.tab, f"{name}, {where}")]


@pytest.fixture(scope="module")
def company(server: LiveServer, browser: Browser) -> Company:
    desk, screen = (BrowserVisitor(server.url, browser).log_in(*journey.account("facilitator")) for _number in range(2))
    desk.go("/leerdialogen/").follow("loopt")
    code = desk.page.select_one(".room-code").get_text(strip=True)
    looker, *writers = BrowserVisitor(server.url, browser), *(Visitor(server.url) for _number in range(5))
    for visitor in (looker, *writers):
        visitor.go("/meedoen/").send("/meedoen/", {"code": code})
    return Company(desk, looker, screen.go(f"{desk.path}scherm/"), writers)


@pytest.mark.parametrize("kind", WRITTEN)
def test_steps_that_the_demo_does_not_hold(company: Company, kind: str) -> None:
    """Each before and after what five people wrote is shown."""
    desk, title = company.desk, f"Stap {kind}"
    desk.tab.set_viewport_size({"width": 1280, "height": 900})
    desk.send("/stap-erbij/", {"kind": kind, "title": title, "question": f"Wat zien we bij {kind}?", "minutes": "10"})
    journey.go_to(desk, title)
    for action, fields in (*DESK_FIRST.get(kind, ()), *DESK[kind]):
        desk.send(action, chosen(desk, action, fields))
    company.looker.sees(title), company.screen.sees(f"Wat zien we bij {kind}?")
    found = company.faults(kind)
    for writer in company.writers:
        writer.refresh().send("/stuur/", chosen(writer, "/stuur/", WRITTEN[kind]) | {"tekst": "Dat is niet te volgen."})
    desk.tab.set_viewport_size({"width": 1280, "height": 900})
    desk.sees("5 hebben gegeven").send("/doe/toon/")
    company.looker.sees("Dat is niet te volgen."), company.screen.sees(*SHOWN[kind])
    found += company.faults(f"{kind}, shown")
    assert found == []
    assert company.looker.errors == desk.errors == []


ASKED = {
    "poll": (
        ("/vraag/", {"tekst": "Ken je dit?"}),
        ("/vraag/", {"tekst": "Wat helpt?", "antwoorden": "Bellen\nBrief"}),
    ),
    "checklist": (("/vraag/", {"tekst": "Weet iemand wat er moet?"}), ("/vraag/", {"tekst": "Kan iemand dat ook?"})),
}
"""Steps whose questions are written at the desk."""
ANSWERED = {
    "poll": ("/antwoord/", {"antwoord-1": "1", "antwoord-2": "0"}),
    "checklist": ("/scoor/", {"antwoord-1": "ja", "antwoord-2": "deels", "reden-2": "Dat is niet te volgen."}),
}
COUNTED = {"poll": ["5 van 5"], "checklist": ["5 antwoorden", "Dat is niet te volgen."]}


def step_added(company: Company, kind: str, title: str) -> None:
    """The desk adds a step of ``kind`` and goes there."""
    desk = company.desk
    desk.tab.set_viewport_size({"width": 1280, "height": 900})
    desk.send("/stap-erbij/", {"kind": kind, "title": title, "question": f"Wat zien we bij {title}?", "minutes": "10"})
    journey.go_to(desk, title)
    company.looker.sees(title), company.screen.sees(f"Wat zien we bij {title}?")


def shown(company: Company) -> None:
    company.desk.tab.set_viewport_size({"width": 1280, "height": 900})
    company.desk.sees("5 hebben gegeven").send("/doe/toon/")


@pytest.mark.parametrize("kind", ASKED)
def test_steps_with_questions(company: Company, kind: str) -> None:
    """Before anybody answers, as a group when there are groups, and after the answers of five people are shown."""
    step_added(company, kind, f"Stap {kind}")
    found = company.faults(f"{kind}, without questions")
    company.desk.tab.set_viewport_size({"width": 1280, "height": 900})
    for action, fields in ASKED[kind]:
        company.desk.send(action, fields)
    everybody = [company.looker, *company.writers]
    if kind == "poll":
        company.desk.send("/groepen/", {"groepen": "Beleid\nUitvoering"})
        company.looker.sees("Vanuit welke groep antwoord je?")
        found += company.faults("poll, which group")
        for each in everybody:
            each.refresh().send("/groep/", {"groep": "Beleid"})
    company.looker.sees(ASKED[kind][1][1]["tekst"])
    found += company.faults(f"{kind}, questions")
    action, fields = ANSWERED[kind]
    for writer in company.writers:
        writer.refresh().send(action, fields)
    shown(company)
    company.looker.sees(*COUNTED[kind]), company.screen.sees(*COUNTED[kind])
    found += company.faults(f"{kind}, shown")
    assert found == []
    assert company.looker.errors == company.desk.errors == []


def test_a_step_that_builds_on_another(company: Company) -> None:
    step_added(company, "gather", "Ideeën")
    for number, writer in enumerate(company.writers):
        writer.refresh().send("/stuur/", {"tekst": f"Bel eerst, idee {number}."})
    shown(company)
    company.looker.sees("Bel eerst, idee 4.")
    found = company.faults("gather, shown")
    step_added(company, "build", "Voortborduren")
    company.looker.sees("Lees wat er binnenkwam")
    found += company.faults("build")
    for writer in company.writers:
        picked = writer.refresh().page.select_one("input[name=op]")["value"]
        writer.send("/stuur/", {"tekst": "En dan schrijven.", "op": picked})
    shown(company)
    company.looker.sees("En dan schrijven."), company.screen.sees("En dan schrijven.")
    found += company.faults("build, shown")
    assert found == []
    assert company.looker.errors == company.desk.errors == []


def test_the_report(server: LiveServer, browser: Browser) -> None:
    facilitator = BrowserVisitor(server.url, browser).log_in(*journey.account("facilitator"))
    facilitator.go("/leerdialogen/")
    closed = next(link["href"] for link in facilitator.page.select("main a") if link.get_text() == "Verjaardagstaarten")
    facilitator.go(f"{closed}verslag/")
    assert faults(facilitator.tab, "report") == []
