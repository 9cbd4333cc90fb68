"""The main job of the platform, from one case to a pattern that anyone can find, through the real server.

Told three times: by plain forms without JavaScript, by six people in Chromium on profiles of their own, and shortly
by four people, who are too few to be anonymous.
"""

import time
from collections.abc import Iterator

import pytest

from tests import journey
from tests.browser import BrowserVisitor, chromium
from tests.journey import DEMO, HANDLES, OPTIONS, OWN_ROLE, PATTERN, PATTERN_TEXT, SIGNALS, Stage
from tests.live import LiveServer, live_server
from tests.visitor import Visitor


@pytest.fixture(scope="module")
def server(django_db_blocker: pytest.FixtureRequest) -> Iterator[LiveServer]:
    with django_db_blocker.unblock(), live_server(DEMO) as server:
        yield server


def test_without_javascript_six_people_go_from_a_case_to_a_pattern_that_is_found(server: LiveServer) -> None:
    _whole_journey(server, Stage(lambda: Visitor(server.url)), "Oppassen voor de buren")


@pytest.mark.browser
def test_in_chromium_six_people_go_from_a_case_to_a_pattern_that_is_found(server: LiveServer) -> None:
    with chromium() as browser:
        visitors: list[BrowserVisitor] = []

        def enter() -> BrowserVisitor:
            phone = {"width": 390, "height": 844} if len(visitors) % 2 else {}
            visitors.append(BrowserVisitor(server.url, browser, **phone))
            return visitors[-1]

        _whole_journey(server, Stage(enter), "Oppassen in de straat")
        for visitor in visitors:
            visitor.close()


def test_four_people_agree_before_anything_is_shown_and_judge_together(server: LiveServer) -> None:
    stage = Stage(lambda: Visitor(server.url))
    facilitator = journey.prepare_and_open(stage, journey.bring_in_case(stage, "Klein groepje"), seats=4)
    people = [journey.join(stage) for _number in range(4)]
    facilitator.refresh().send("/doe/begin/")
    journey.jump(facilitator, "Signalen")
    for person, text in zip(people, SIGNALS, strict=False):
        person.refresh().send("/stuur/", {"tekst": text})
    facilitator.sees("4 hebben gegeven")
    assert not _may_show(facilitator)
    facilitator.send("/vraag-akkoord/")
    for person in people[:3]:
        person.refresh().send("/toon-mag/")
    facilitator.sees("3 van 4 vinden goed")
    assert not _may_show(facilitator), "three of four agree: not shown"
    people[3].refresh().send("/toon-mag/")
    journey.wait_for(facilitator, _may_show)
    facilitator.send("/toon/")
    people[0].sees(*SIGNALS[:4])

    journey.jump(facilitator, "Handvatten: rangschikken")
    for option in OPTIONS:
        facilitator.send("/optie/", {"tekst": option})
    journey.jump(facilitator, "Perspectiefcirkel")
    for person in people:
        fields = {f"cijfer-{p}-{o}": "7" for p in ("juridisch", "financieel", "sociaal") for o in (0, 1, 2)}
        person.refresh().send("/cijfers/", fields)
    facilitator.sees("4 hebben gegeven").send("/vraag-akkoord/")
    for person in people:
        person.refresh().send("/toon-mag/")
    journey.wait_for(facilitator, _may_show)
    facilitator.send("/toon/")
    people[0].sees("Te weinig scores voor een oordeel")
    facilitator.refresh().send("/samen/", {"optie": "1", "oordeel": "voldoende", "tekst": "We zijn het samen eens."})
    people[0].sees("Volgens deze groep samen voldoende", "We zijn het samen eens.")


def _may_show(facilitator: Visitor) -> bool:
    return bool(facilitator.refresh().page.select('form[action$="/doe/toon/"]'))


def _whole_journey(server: LiveServer, stage: Stage, title: str) -> None:
    case = journey.bring_in_case(stage, title)
    facilitator = journey.prepare_and_open(stage, case, seats=6)
    people = [journey.join(stage) for _number in range(6)]
    _full_room_lets_nobody_in(server, stage)
    facilitator.refresh().send("/doe/begin/")
    for person in people:
        person.sees("van 11, Welkom").send("/klaar/")
    facilitator.sees("6 van 6")

    journey.step_on(facilitator, "Verhaal")
    people[0].sees("van 11, Verhaal", journey.STORY)
    journey.step_on(facilitator, "Ontstaan")
    _timeline(facilitator, people[1])
    journey.step_on(facilitator, "Reactie daarop")
    journey.step_on(facilitator, "Signalen")
    _gather(facilitator, people, SIGNALS, "Signalen")
    journey.step_on(facilitator, "Eigen rol")
    _gather(facilitator, people, OWN_ROLE, "Eigen rol")
    journey.step_on(facilitator, "Inzichten")
    _cluster(facilitator)
    journey.step_on(facilitator, "Inzichten: oorzaken")
    _name_the_cause(facilitator)
    journey.step_on(facilitator, "Handvatten")
    _gather(facilitator, people, HANDLES, "Handvatten")
    journey.step_on(facilitator, "Handvatten: rangschikken")
    _rank(facilitator, people)
    journey.step_on(facilitator, "Perspectiefcirkel")
    _score(facilitator, people)
    journey.step_on(facilitator, "Afspraken")
    _agree(facilitator)
    journey.step_on(facilitator, "Terugblik")
    _reflect(facilitator, people)

    room = people[0].path
    follow_code = _close(facilitator, stage)
    assert Visitor(server.url).client.get(room).status_code == 410, "the room is over"
    _group_reads_the_report(stage, follow_code)
    address = _second_reader_signs(stage)
    _professional_finds(server, stage, address)


def _full_room_lets_nobody_in(server: LiveServer, stage: Stage) -> None:
    Visitor(server.url).go("/meedoen/").send("/meedoen/", {"code": stage.code}, expect=422)


def _timeline(facilitator: Visitor, participant: Visitor) -> None:
    event = {"wanneer": "Maand 2", "plek": "gesprek", "baan": "inwoner", "soort": "gedrag", "tekst": "Noemt oppassen."}
    facilitator.send("/gebeurtenis/", event)
    signal = {"wanneer": "Maand 2", "tekst": "Het oppassen werd genoemd", "logisch": "er was nog geen geld"}
    facilitator.refresh().send("/signaal/", signal)
    participant.sees("Noemt oppassen.", "er was nog geen geld")


def _gather(facilitator: Visitor, people: list[Visitor], texts: list[str], title: str) -> None:
    """Five give a text, the sixth has nothing to add; nobody sees anything before all see it."""
    for number, (person, text) in enumerate(zip(people, texts, strict=False)):
        person.sees(f"van 11, {title}").send("/stuur/", {"tekst": text})
        person.sees(text)
        if number == 0:
            _can_take_back(person, text)
        assert text not in facilitator.refresh().text
    assert texts[0] not in people[1].refresh().text
    people[5].sees(f"van 11, {title}").send("/niets/")
    facilitator.sees("6 hebben gegeven").send("/toon/")
    for person in (*people, facilitator):
        person.sees(*texts)


def _can_take_back(person: Visitor, text: str) -> None:
    person.send("/stuur/", {"tekst": "Dit trek ik terug."})
    person.sees("Dit trek ik terug.")
    rows = [row for row in person.page.find_all("form") if (row.get("action") or "").endswith("/wijzig/")]
    wrong = next(row.find("input", attrs={"name": "id"})["value"] for row in rows if "trek ik terug" in str(row))
    person.send("/trek-in/", {}, where=wrong)
    assert "Dit trek ik terug." not in person.refresh().text
    assert text in person.text


def _cluster(facilitator: Visitor) -> None:
    picks = _loose(facilitator)
    assert len(picks) == len(SIGNALS) + len(OWN_ROLE)
    facilitator.send("/nieuwe-groep/", {"bijdrage": picks[:4], "naam": "De grens is nergens uitgelegd"})
    facilitator.send("/ongedaan/")
    assert len(_loose(facilitator)) == len(picks), "undone"
    facilitator.send("/nieuwe-groep/", {"bijdrage": picks[:4], "naam": "De grens is nergens uitgelegd"})
    facilitator.send("/nieuwe-groep/", {"bijdrage": picks[4:6], "naam": "Informatie komt niet bij elkaar"})
    facilitator.send("/zet-in/", {"bijdrage": picks[6:7]})
    assert len(_loose(facilitator)) == len(picks) - 7


def _loose(facilitator: Visitor) -> list[str]:
    return [tag["value"] for tag in facilitator.page.find_all("input", attrs={"type": "checkbox", "name": "bijdrage"})]


def _name_the_cause(facilitator: Visitor) -> None:
    fields = {"naam": PATTERN, "tekst": PATTERN_TEXT, "soort": "systeem", "gespreksvraag": "Wat doet u voor anderen?"}
    facilitator.send("/oorzaak/", fields)
    facilitator.sees(PATTERN, "Eerder gezien")
    facilitator.send("/koppel/")


def _rank(facilitator: Visitor, people: list[Visitor]) -> None:
    for option in OPTIONS:
        facilitator.send("/optie/", {"tekst": option})
    people[0].sees(*OPTIONS).send("/verdeel/", {"punten-1": "9", "punten-2": "9"}, expect=422)
    people[0].sees("Haal er 8 weg")
    for number, person in enumerate(people[:5]):
        person.sees(*OPTIONS).send("/verdeel/", {"punten-1": str(6 + number % 2), "punten-2": "3"})
    people[5].refresh().send("/klaar/")
    facilitator.sees("5 hebben gegeven").send("/toon/")
    people[5].sees(OPTIONS[0], "32")


def _score(facilitator: Visitor, people: list[Visitor]) -> None:
    marks = {0: (6, 4, 3), 1: (8, 7, 7), 2: (6, 6, 4)}
    for number, person in enumerate(people):
        fields = {
            f"cijfer-{perspective}-{option}": "geen" if number == 5 else str(mark)
            for option, given in marks.items()
            for perspective, mark in zip(("juridisch", "financieel", "sociaal"), given, strict=True)
        }
        if number == 0:
            fields["reden-juridisch-1"] = "Vragen staat vrij."
        person.sees("van 11, Perspectiefcirkel").send("/cijfers/", fields)
    assert "Vragen staat vrij." not in people[1].refresh().text
    facilitator.sees("6 hebben gegeven").send("/toon/")
    people[1].sees("Volgens deze groep voldoende op alle drie", "Volgens deze groep nog niet", "Vragen staat vrij.")


def _agree(facilitator: Visitor) -> None:
    facilitator.send("/afspraak/", {"wat": "Vraag opnemen in het gesprek", "wie": "teamleider", "datum": "2027-02-01"})
    facilitator.sees("Vraag opnemen in het gesprek").send("/herstel/", {"tekst": "Een gesprek aanbieden."})
    facilitator.sees("Een gesprek aanbieden.")


def _reflect(facilitator: Visitor, people: list[Visitor]) -> None:
    for person in people[:5]:
        person.sees("van 11, Terugblik").send("/terugblik/", {"waard": "4", "gezegd": "ja"})
    people[5].refresh().send("/niets/")
    facilitator.sees("6 hebben gegeven").send("/toon/")
    people[5].sees("op een schaal van 1 tot 5: was het onze tijd waard")


def _close(facilitator: Visitor, stage: Stage) -> str:
    facilitator.refresh().send("/doe/sluit/", expect=422)
    facilitator.go(stage.dialogue).send("/doe/sluit/", {"zeker": "ja"})
    code = facilitator.page.select_one(".room-code").get_text(strip=True)
    facilitator.go(f"{stage.dialogue}verslag/").sees("De grens is nergens uitgelegd", "Vraag opnemen in het gesprek")
    assert not any(text in facilitator.text for text in SIGNALS), "no verbatim contributions in the report"
    return code


def _group_reads_the_report(stage: Stage, follow_code: str) -> None:
    reader = stage.enter()
    reader.go("/meedoen/volgen/").send("/volgen/", {"volgcode": "AAAA-BBBB-CCCC-DDDD"}, expect=422)
    reader.send("/volgen/", {"volgcode": follow_code})
    reader.send("/volgen/", {"tekst": "Dit was anders: het gesprek kwam later."}, within="#bezwaren")
    assert "Dit was anders" in reader.text


def _second_reader_signs(stage: Stage) -> str:
    facilitator, reader = stage.person("facilitator"), stage.person("second_reader")
    reader.go("/leerdialogen/").follow(PATTERN)
    facilitator.go(reader.path)
    assert not facilitator.page.find("button", attrs={"value": "nieuw"}), "who led it cannot sign it"
    reader.send(reader.path, {}, button=("besluit", "nieuw"))
    assert reader.path.startswith("/patronen/"), reader.text[:800]
    reader.sees(PATTERN_TEXT)
    return reader.path


def _professional_finds(server: LiveServer, stage: Stage, address: str) -> None:
    professional = stage.person("professional")
    deadline = time.monotonic() + 30
    found = None
    while not found and time.monotonic() < deadline:
        server.run("work", "--once")
        found = professional.go("/zoeken/?q=oppassen+voor+buren").page.find("a", href=address)
    assert found, professional.text[:1500]
    assert PATTERN in Visitor(server.url).go(address).text
