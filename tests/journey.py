"""The journey from a case to a found pattern, told once: each actor is a browser with or without JavaScript."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.visitor import Visitor

DEMO = (("migrate", "--verbosity=0"), ("loadcontent", "--verbosity=0"), ("make_demo",), ("rebuild_search",))

STORY = (
    "Iemand met bijstand past elke middag op het kind van de buren. Eerst als vriendendienst, later met een bijdrage. "
    "In een gesprek komt het ter sprake. Niemand legt uit wanneer dat gemeld moet worden."
)
SIGNALS = [
    "In het gesprek werd het oppassen genoemd.",
    "Op de afschriften stonden kleine bijschrijvingen.",
    "De buurvrouw belde met een vraag over de regels.",
    "Het formulier vraagt alleen naar werk.",
    "In het verslag stond iets over de middagen.",
]
OWN_ROLE = [
    "Uitleggen vanaf wanneer je iets doorgeeft.",
    "Eerst bellen en dan pas een brief sturen.",
    "Bij elk gesprek vragen wat iemand graag doet.",
    "Een voorbeeld van iets kleins in de brief zetten.",
    "Het verslag lezen voor het heronderzoek.",
]
HANDLES = [
    "Vraag in elk gesprek wat iemand voor anderen doet.",
    "Zet een voorbeeld van oppassen in de brief.",
    "Bel voordat er een terugvordering uitgaat.",
    "Spreek een vaste vrije ruimte af.",
    "Schrijf op wat er is afgesproken.",
]
OPTIONS = ["Vraag ernaar in elk gesprek", "Bel voor de terugvordering"]
PATTERN = "Oppassen groeit van vriendendienst naar werk"
PATTERN_TEXT = (
    "Oppassen begint als hulp aan buren en wordt langzaam betaald. Nergens is een moment waarop iemand denkt dat dit "
    "gemeld moet worden."
)


def account(role: str) -> tuple[str, str]:
    """E-mail and password of a demo account."""
    name = role.replace("_", "-")
    return f"{name}@voorbeeld.example", f"voorbeeld-{name}"


@dataclass
class Stage:
    """What the actors of one journey share. ``enter`` gives each a browser profile of its own."""

    enter: Callable[[], Visitor]
    dialogue: str = ""
    code: str = ""
    people: dict[str, Visitor] = field(default_factory=dict)

    def person(self, role: str) -> Visitor:
        """Somebody with an account, signed in once."""
        if role not in self.people:
            self.people[role] = self.enter().log_in(*account(role))
        return self.people[role]


def bring_in_case(stage: Stage, title: str) -> str:
    """A professional brings in a case and a second reader of the same organisation confirms it. Its address."""
    professional = stage.person("professional")
    professional.go("/buikpijncasus/")
    professional.send(
        "/buikpijncasus/",
        {
            "title": title,
            "what_happened": STORY,
            "where_it_hurts": "Niemand deed iets fout en toch kwam er een terugvordering.",
            "want_to_learn": "Wanneer hadden we dit kunnen zien?",
            "still_running": "closed",
        },
        button=("bewaar", "lezer"),
    )
    address = professional.path
    assert address.startswith("/casussen/"), professional.text[:800]
    reader = stage.person("second_reader")
    reader.go("/mijn-werk/").follow("Lees de casus")
    assert STORY in reader.text
    reader.send("/lezen/", {}, button=("oordeel", "akkoord"))
    reader.sees("Bevestigd: niemand is herkenbaar")
    return address


def prepare_and_open(stage: Stage, case: str, *, seats: int) -> Visitor:
    """The facilitator prepares a dialogue on the case, confirms what must be confirmed, opens the door."""
    facilitator = stage.person("facilitator")
    facilitator.go(case).follow("Bereid er een leerdialoog over voor")
    fields = {"seats": str(seats), "organisations": _all_values(facilitator, "organisations")[:3]}
    facilitator.send("/leerdialogen/nieuw/", fields)
    stage.dialogue = facilitator.path
    facilitator.send("/doe/open/", {"geen-procedure": "ja", "leiding-akkoord": "ja"})
    stage.code = facilitator.page.select_one(".room-code").get_text(strip=True)
    return facilitator


def _all_values(visitor: Visitor, name: str) -> list[str]:
    return [tag["value"] for tag in visitor.page.find_all("input", attrs={"name": name})]


def join(stage: Stage) -> Visitor:
    """Somebody without an account takes a seat with the code."""
    participant = stage.enter()
    participant.go("/meedoen/").send("/meedoen/", {"code": stage.code.lower()})
    assert participant.path.startswith("/meedoen/") and len(participant.path) > 40, participant.text[:500]
    return participant


def step_on(facilitator: Visitor, name: str) -> None:
    """The facilitator goes to the next step, whose title must be ``name``."""
    facilitator.refresh().send("/doe/verder/", within=".desk__acts")
    facilitator.sees(f"van 11, {name}")


def wait_for(visitor: Visitor, is_so: Callable[[Visitor], bool]) -> None:
    """Look again until ``is_so``; the desk hears counts at fixed moments, five seconds apart."""
    deadline = time.monotonic() + 12
    while not is_so(visitor):
        assert time.monotonic() < deadline, visitor.text[:1500]
        time.sleep(0.3)


def jump(facilitator: Visitor, name: str) -> None:
    """The facilitator goes to the step called ``name``, over the steps in between."""
    go_to(facilitator, name)
    facilitator.sees(f"van 11, {name}")


def go_to(facilitator: Visitor, name: str) -> None:
    options = facilitator.refresh().page.select("#naar option")
    wanted = next(option["value"] for option in options if option.get_text(strip=True).endswith(name))
    facilitator.send("/doe/verder/", {"naar": wanted}, within=".desk__jump")
    if facilitator.page.select(".confirm input[name=toch]"):
        facilitator.send("/doe/verder/", within=".confirm")
