"""The guide *maatwerkplaats*, whole, in a real room: one participant on a phone, one with the keyboard alone, and one
whose network is gone for a minute. From the case to the report and a draft recommendation, and back to its owner.
"""

import time
from collections.abc import Iterator

import pytest

from tests import journey
from tests.browser import BrowserVisitor, chromium
from tests.journey import DEMO, OPTIONS, Stage
from tests.keyboard import KeyboardVisitor
from tests.live import LiveServer, live_server

pytestmark = pytest.mark.browser

OFFLINE_SECONDS = 60
VIEWS = [
    "Vanuit de inwoner: ik wist niet dat dit meetelde.",
    "Vanuit de wet: hulp aan buren is niet bedoeld als werk.",
    "Vanuit de uitvoering: het formulier vraagt alleen naar loon.",
    "Vanuit het gezin: er is geen geld voor een tegenvaller.",
    "Vanuit de buren: wij dachten dat dit mocht.",
    "Vanuit de gemeente: de regels zijn anders dan bij UWV.",
]
SOLUTIONS = [f"Oplossing nummer {number} voor deze inwoner" for number in range(6)]
CAUSES = [f"Nergens staat vanaf wanneer hulp meetelt ({letter})" for letter in "abcdef"]
HANDLES = [f"Leg de grens uit in brief {number}" for number in range(6)]
DRAFT = "Bepaal een vast vrij bedrag voor hulp aan buren"


@pytest.fixture(scope="module")
def server(django_db_blocker: pytest.FixtureRequest) -> Iterator[LiveServer]:
    with django_db_blocker.unblock(), live_server(DEMO) as server:
        yield server


def test_a_live_case_goes_from_the_room_back_to_its_owner_and_on_to_the_network(server: LiveServer) -> None:
    with chromium() as browser:
        visitors: list[BrowserVisitor] = []

        def enter(kind: type[BrowserVisitor] = BrowserVisitor, **size: int) -> BrowserVisitor:
            visitors.append(kind(server.url, browser, **size))
            return visitors[-1]

        stage = Stage(enter)
        case = journey.bring_in_case(stage, "Oppassen, een lopende zaak")
        facilitator = _prepare(stage, case)
        people = [_join(stage, enter()) for _number in range(3)]
        lost, phone, keys = (
            _join(stage, enter()),
            _join(stage, enter(width=390, height=844)),
            _join(stage, enter(KeyboardVisitor)),
        )
        room = [*people, lost, phone, keys]
        _play(facilitator, room, lost)
        facilitator.refresh().send("/doe/sluit/", {"zeker": "ja"})
        facilitator.go(f"{stage.dialogue}verslag/").sees(OPTIONS[0], "Vertel de inwoner wat er verandert", DRAFT)
        assert not any(text in facilitator.text for text in VIEWS + SOLUTIONS)
        stage.person("professional").go(case).sees(OPTIONS[0], "Vertel de inwoner wat er verandert")
        stage.person("coordinator").go("/mijn-werk/").follow("Lees het concept").sees(DRAFT)
        for visitor in visitors:
            if visitor is lost:
                visitor.errors = [error for error in visitor.errors if "ERR_INTERNET_DISCONNECTED" not in error]
            visitor.close()


def _prepare(stage: Stage, case: str) -> BrowserVisitor:
    facilitator = stage.person("facilitator")
    facilitator.go(case).follow("Bereid er een leerdialoog over voor")
    label = next(
        label for label in facilitator.page.find_all("label") if label.get_text(strip=True) == "Maatwerkplaats"
    )
    guide = facilitator.page.find("input", id=label["for"])["value"]
    facilitator.send("/leerdialogen/nieuw/", {"guide": guide, "seats": "6"})
    stage.dialogue = facilitator.path
    facilitator.send("/doe/open/", {"geen-procedure": "ja", "leiding-akkoord": "ja"})
    stage.code = facilitator.page.select_one(".room-code").get_text(strip=True)
    return facilitator


def _join(stage: Stage, visitor: BrowserVisitor) -> BrowserVisitor:
    visitor.go("/meedoen/").send("/meedoen/", {"code": stage.code})
    return visitor


def _step_on(facilitator: BrowserVisitor, title: str) -> None:
    facilitator.send("/doe/verder/", within=".desk__acts")
    facilitator.sees(f"van 9, {title}")


def _play(facilitator: BrowserVisitor, room: list[BrowserVisitor], lost: BrowserVisitor) -> None:
    facilitator.send("/doe/begin/")
    for person in room:
        person.sees("van 9, Welkom").send("/klaar/")
    _step_on(facilitator, "De casus")
    _step_on(facilitator, "Van alle kanten")
    _give_while_one_is_offline(facilitator, room, lost)
    _step_on(facilitator, "Oplossingen")
    _give(facilitator, room, SOLUTIONS, "Oplossingen")
    _step_on(facilitator, "Oplossingen: rangschikken")
    for option in OPTIONS:
        facilitator.send("/optie/", {"tekst": option})
    for person in room:
        person.sees(*OPTIONS).send("/verdeel/", {"punten-1": "7", "punten-2": "3"})
    _show(facilitator, len(room))
    _step_on(facilitator, "Perspectiefcirkel")
    _score(facilitator, room)
    _step_on(facilitator, "Terug naar de inbrenger")
    facilitator.send("/afspraak/", {"wat": "Vertel de inwoner wat er verandert", "wie": "klantmanager"})
    room[0].sees("Vertel de inwoner wat er verandert")
    _step_on(facilitator, "Patroon")
    _give(facilitator, room, CAUSES, "Patroon", soort="systeem")
    facilitator.send("/oorzaak/", {"naam": "Nergens staat vanaf wanneer hulp meetelt", "soort": "wet"})
    _step_on(facilitator, "Solve-tafel")
    for number, person in enumerate(room):
        person.sees("van 9, Solve-tafel").send("/stuur/", {"tekst": HANDLES[number]})
    _show(facilitator, len(room))
    facilitator.send(
        "/rij/",
        {"naam": "Nergens staat vanaf wanneer hulp meetelt", "route": "wetgever", "tekst": DRAFT, "concept": ["ja"]},
    )
    room[-1].sees(DRAFT)
    _step_on(facilitator, "Terugblik")
    for person in room:
        person.sees("van 9, Terugblik").send("/terugblik/", {"waard": "4", "gezegd": "ja"})
    _show(facilitator, len(room))


def _give(facilitator: BrowserVisitor, room: list[BrowserVisitor], texts: list[str], title: str, **more: str) -> None:
    for person, text in zip(room, texts, strict=True):
        person.sees(f"van 9, {title}").send("/stuur/", more | {"tekst": text})
    _show(facilitator, len(room))
    for person in room:
        person.sees(*texts)


def _show(facilitator: BrowserVisitor, gave: int) -> None:
    facilitator.sees(f"{gave} hebben gegeven").send("/doe/toon/")


def _give_while_one_is_offline(facilitator: BrowserVisitor, room: list[BrowserVisitor], lost: BrowserVisitor) -> None:
    """Her network goes; she types and sends; a minute later it comes back, and what she wrote is there once."""
    mine = VIEWS[next(number for number, person in enumerate(room) if person is lost)]
    lost.sees("van 9, Van alle kanten")
    lost.context.set_offline(True)
    gone = time.monotonic()
    lost.tab.locator("textarea[name=tekst]").first.fill(mine)
    lost.tab.locator("form[action$='/stuur/'] button[type=submit]").first.click()
    lost.sees("Verbinding weg")
    others = [(person, text) for person, text in zip(room, VIEWS, strict=True) if person is not lost]
    for person, text in others:
        person.sees("van 9, Van alle kanten").send("/stuur/", {"tekst": text})
    facilitator.sees("5 hebben gegeven")
    lost.tab.wait_for_timeout(max(0, OFFLINE_SECONDS - (time.monotonic() - gone)) * 1000)
    lost.context.set_offline(False)
    lost.sees(mine)
    _show(facilitator, len(room))
    for person in room:
        person.sees(*VIEWS)
    assert all(lost.tab.locator(".contribution", has_text=text).count() == 1 for text in VIEWS), "nothing is doubled"


def _score(facilitator: BrowserVisitor, room: list[BrowserVisitor]) -> None:
    for person in room:
        marks = {
            f"cijfer-{p}-{o}": "8" if o == 1 else "4" for p in ("juridisch", "financieel", "sociaal") for o in (0, 1, 2)
        }
        person.sees("van 9, Perspectiefcirkel").send("/cijfers/", marks)
    _show(facilitator, len(room))
    room[0].sees("Volgens deze groep voldoende op alle drie")
