"""The main job of the platform, from one case to a pattern that anyone can find, through the real server."""

import time
from collections.abc import Iterator

import pytest

from tests import journey
from tests.journey import DEMO, HANDLES, OPTIONS, OWN_ROLE, PATTERN, PATTERN_TEXT, SIGNALS, Stage
from tests.live import LiveServer, live_server
from tests.visitor import Visitor


@pytest.fixture(scope="module")
def server(django_db_blocker: pytest.FixtureRequest) -> Iterator[LiveServer]:
    with django_db_blocker.unblock(), live_server(DEMO) as server:
        yield server


def test_without_javascript_six_people_go_from_a_case_to_a_pattern_that_is_found(server: LiveServer) -> None:
    stage = Stage(server.url)
    case = journey.bring_in_case(stage, "Oppassen voor de buren")
    facilitator = journey.prepare_and_open(stage, case, seats=6)
    people = [journey.join(stage) for _number in range(6)]
    _full_room_lets_nobody_in(stage)
    facilitator.refresh().send("/doe/begin/")
    for person in people:
        person.refresh().send("/klaar/")
    assert "6 van 6" in facilitator.go(stage.dialogue).text

    journey.step_on(facilitator, stage, name="Verhaal")
    assert journey.STORY in people[0].go(people[0].path).text
    journey.step_on(facilitator, stage, name="Ontstaan")
    _timeline(facilitator, stage, people[1])
    journey.step_on(facilitator, stage, name="Reactie daarop")
    journey.step_on(facilitator, stage, name="Signalen")
    _gather(facilitator, stage, people, SIGNALS)
    journey.step_on(facilitator, stage, name="Eigen rol")
    _gather(facilitator, stage, people, OWN_ROLE)
    journey.step_on(facilitator, stage, name="Inzichten")
    _cluster(facilitator, stage)
    journey.step_on(facilitator, stage, name="Inzichten: oorzaken")
    _name_the_cause(facilitator, stage)
    journey.step_on(facilitator, stage, name="Handvatten")
    _gather(facilitator, stage, people, HANDLES)
    journey.step_on(facilitator, stage, name="Handvatten: rangschikken")
    _rank(facilitator, stage, people)
    journey.step_on(facilitator, stage, name="Perspectiefcirkel")
    _score(facilitator, stage, people)
    journey.step_on(facilitator, stage, name="Afspraken")
    _agree(facilitator, stage)
    journey.step_on(facilitator, stage, name="Terugblik")
    _reflect(facilitator, stage, people)

    follow_code = _close(facilitator, stage)
    _the_room_is_over(people[0])
    _group_reads_the_report(stage, follow_code)
    address = _second_reader_signs(stage)
    _professional_finds(server, stage, address)


def _full_room_lets_nobody_in(stage: Stage) -> None:
    Visitor(stage.base).go("/meedoen/").send("/meedoen/", {"code": stage.code}, expect=422)


def _timeline(facilitator: Visitor, stage: Stage, participant: Visitor) -> None:
    event = {"wanneer": "Maand 2", "plek": "gesprek", "baan": "inwoner", "soort": "gedrag", "tekst": "Noemt het oppassen."}
    facilitator.send("/gebeurtenis/", event)
    signal = {"wanneer": "Maand 2", "tekst": "Het oppassen werd genoemd", "logisch": "er was nog geen geld"}
    facilitator.send("/signaal/", signal)
    assert "er was nog geen geld" in participant.go(participant.path).text


def _gather(facilitator: Visitor, stage: Stage, people: list[Visitor], texts: list[str]) -> None:
    """Five give a text, one has nothing to add; nothing is seen before it is shown to all."""
    for number, (person, text) in enumerate(zip(people, texts, strict=False)):
        person.refresh().send("/stuur/", {"tekst": text})
        assert text in person.text, "one sees what one sent"
        seen = facilitator.go(stage.dialogue).text
        assert text not in seen
        if number == 0:
            _can_change_and_take_back(person, text)
    assert texts[0] not in people[1].go(people[1].path).text
    facilitator.go(stage.dialogue)
    people[5].refresh().send("/niets/")
    facilitator.refresh().send("/toon/")
    for person in (*people, facilitator):
        shown = person.go(person.path).text
        assert all(text in shown for text in texts), shown[:800]


def _can_change_and_take_back(person: Visitor, text: str) -> None:
    person.send("/stuur/", {"tekst": "Dit trek ik terug."})
    forms = [form for form in person.page.find_all("form") if (form.get("action") or "").endswith("/wijzig/")]
    wrong = next(form for form in forms if "Dit trek ik terug." in form.get_text())
    data = {tag["name"]: tag.get("value", tag.get_text()) for tag in wrong.find_all(["input", "textarea"])}
    person.response = person.client.post(wrong["action"].replace("/wijzig/", "/trek-in/"), data=data)
    assert "Dit trek ik terug." not in person.text
    assert text in person.text


def _cluster(facilitator: Visitor, stage: Stage) -> None:
    picks = [tag["value"] for tag in facilitator.page.find_all("input", attrs={"type": "checkbox", "name": "bijdrage"})]
    assert len(picks) == len(SIGNALS) + len(OWN_ROLE)
    facilitator.send("/nieuwe-groep/", {"bijdrage": picks[:4], "naam": "De grens is nergens uitgelegd"})
    facilitator.send("/ongedaan/")
    assert len(facilitator.page.select("input[type=checkbox][name=bijdrage]")) == len(picks), "undone"
    facilitator.send("/nieuwe-groep/", {"bijdrage": picks[:4], "naam": "De grens is nergens uitgelegd"})
    facilitator.send("/nieuwe-groep/", {"bijdrage": picks[4:6], "naam": "Informatie komt niet bij elkaar"})
    facilitator.send("/zet-in/", {"bijdrage": picks[6:7]})
    assert len(facilitator.page.select("input[type=checkbox][name=bijdrage]")) == len(picks) - 7


def _name_the_cause(facilitator: Visitor, stage: Stage) -> None:
    fields = {"naam": PATTERN, "tekst": PATTERN_TEXT, "soort": "systeem", "gespreksvraag": "Wat doet u voor anderen?"}
    facilitator.send("/oorzaak/", fields | {"is-patroon": "ja"})
    assert PATTERN in facilitator.text
    facilitator.send("/koppel/")


def _rank(facilitator: Visitor, stage: Stage, people: list[Visitor]) -> None:
    for option in OPTIONS:
        facilitator.send("/optie/", {"tekst": option})
    people[0].refresh().send("/verdeel/", {"punten-1": "9", "punten-2": "9"}, expect=422)
    assert people[0].page.find("input", attrs={"name": "punten-1"})["value"] == "9" or "9" in people[0].text
    for number, person in enumerate(people[:5]):
        person.refresh().send("/verdeel/", {"punten-1": str(6 + number % 2), "punten-2": "3"})
    people[5].refresh().send("/klaar/")
    facilitator.refresh().send("/toon/")
    shown = people[5].go(people[5].path).text
    assert OPTIONS[0] in shown and "32" in shown


def _score(facilitator: Visitor, stage: Stage, people: list[Visitor]) -> None:
    for number, person in enumerate(people):
        person.go(person.path)
        fields = {}
        for option, (legal, financial, social) in {0: (6, 4, 3), 1: (8, 7, 7), 2: (6, 6, 4)}.items():
            for perspective, mark in (("juridisch", legal), ("financieel", financial), ("sociaal", social)):
                fields[f"cijfer-{perspective}-{option}"] = "geen" if number == 5 else str(mark)
        if number == 0:
            fields["reden-juridisch-1"] = "Vragen staat vrij."
        person.send("/cijfers/", fields)
    assert "Vragen staat vrij." not in people[1].go(people[1].path).text
    facilitator.refresh().send("/toon/")
    shown = people[1].go(people[1].path).text
    assert "Volgens deze groep voldoende op alle drie" in shown, shown[:1500]
    assert "sociaal-maatschappelijk" in shown
    assert "Vragen staat vrij." in shown


def _agree(facilitator: Visitor, stage: Stage) -> None:
    facilitator.send("/afspraak/", {"wat": "Vraag opnemen in het gesprek", "wie": "teamleider", "wanneer": "2027-02-01"})
    facilitator.send("/herstel/", {"tekst": "Een gesprek over de terugvordering."})
    facilitator.send("/afspraak/", {"wat": "Iets", "wie": "teamleider", "wanneer": "2027-02-31"}, expect=422)
    assert "Vraag opnemen in het gesprek" in facilitator.go(stage.dialogue).text


def _reflect(facilitator: Visitor, stage: Stage, people: list[Visitor]) -> None:
    for person in people[:5]:
        person.refresh().send("/terugblik/", {"waard": "4", "gezegd": "ja"})
    people[5].refresh().send("/niets/")
    facilitator.refresh().send("/toon/")


def _close(facilitator: Visitor, stage: Stage) -> str:
    facilitator.refresh().send("/doe/sluit/", expect=422)
    facilitator.refresh().send("/doe/sluit/", {"zeker": "ja"})
    code = facilitator.page.select_one(".room-code").get_text(strip=True)
    facilitator.go(f"{stage.dialogue}verslag/")
    assert "De grens is nergens uitgelegd" in facilitator.text
    assert "Vraag opnemen in het gesprek" in facilitator.text
    assert not any(text in facilitator.text for text in SIGNALS), "no verbatim contributions in the report"
    return code


def _the_room_is_over(person: Visitor) -> None:
    person.go(person.path, expect=410)


def _group_reads_the_report(stage: Stage, follow_code: str) -> None:
    reader = Visitor(stage.base)
    reader.go("/meedoen/volgen/").send("/volgen/", {"volgcode": "AAAA-BBBB-CCCC-DDDD"}, expect=422)
    reader.send("/volgen/", {"volgcode": follow_code})
    reader.send("/volgen/", {"tekst": "Dit was anders: het gesprek kwam later."})
    assert "Dit was anders" in reader.text


def _second_reader_signs(stage: Stage) -> str:
    facilitator = stage.person("facilitator")
    reader = stage.person("second_reader")
    reader.go("/leerdialogen/").follow(PATTERN)
    facilitator.go(reader.path)
    assert not facilitator.page.find("button", attrs={"value": "nieuw"}), "who led it cannot sign it"
    reader.send(reader.path, {"owner_agrees_to_share": "on"}, button=("besluit", "nieuw"))
    assert reader.path.startswith("/patronen/"), reader.text[:800]
    assert PATTERN_TEXT in reader.text
    return reader.path


def _professional_finds(server: LiveServer, stage: Stage, address: str) -> None:
    server.run("work", "--once")
    professional = stage.person("professional")
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        professional.go("/zoeken/?q=oppassen+voor+buren")
        if professional.page.find("a", href=address):
            break
        time.sleep(0.5)
    assert professional.page.find("a", href=address), professional.text[:1500]
    assert Visitor(stage.base).go(address).text.count(PATTERN)
