"""A dialogue that was held whole, with words in it that may stand in no report, and a reader for each format."""

from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

from django.test import Client
from docx import Document as DocxDocument
from odfdo import Document as OdtDocument
from pypdf import PdfReader

from learningdialogues import facilitation, rounds
from learningdialogues.models import Dialogue, Step
from learningdialogues.rounds import Who
from tests.learningdialogues.factories import NOW, at_desk, case, current, dialogue_at, do, give

SECRET = "zeepaardje"
"""Stands in everything that a participant typed, and in nothing else."""
KINDS = ("story", "timeline", "gather", "cluster", "patterns", "rank", "perspectives", "solve", "actions", "reflect")
FORMATS = ("pdf", "odt", "docx")


def hold(**details: object) -> tuple[Dialogue, str]:
    """Hold a whole dialogue of six people and close it. Returns it with its follow code."""
    step, people = dialogue_at("story", people=6, kinds=KINDS, **{"case": case()} | details)
    while True:
        PLAYED.get(step.kind, _write)(step, people)
        following = facilitation.next_step(step.dialogue)
        if following is None:
            break
        facilitation.move_on(step.dialogue, to=following, at=NOW)
        step = current(step.dialogue)
    code = facilitation.close(current(step.dialogue).dialogue, at=NOW)
    return Dialogue.objects.get(pk=step.dialogue_id), code


def _write(step: Step, people: list[Who]) -> None:
    """Everybody writes and all of it is shown."""
    for number, person in enumerate(people):
        give(step, person, f"{SECRET} bij {step.kind}, nummer {number}")
    _show(step)


def _show(step: Step) -> None:
    rounds.check(step)
    rounds.reveal(step)


def _tell_events(step: Step, people: list[Who]) -> None:
    at_desk(step, "signaal", wanneer="maart 2024", tekst="De post kwam terug", logisch="Dat gebeurt vaker")
    _write(step, people)


def _group(step: Step, people: list[Who]) -> None:
    at_desk(step, "nieuwe-groep", naam="De brief is onduidelijk")


def _name_cause(step: Step, people: list[Who]) -> None:
    at_desk(
        step, "oorzaak", naam="Brieven zonder datum", tekst="Niemand weet wanneer.", soort="systeem", is_patroon="ja"
    )
    give(step, people[0], f"{SECRET} bij {step.kind}, nooit getoond")


def _rank(step: Step, people: list[Who]) -> None:
    at_desk(step, "optie", tekst="Bel eerst")
    at_desk(step, "optie", tekst="Schrijf korter")
    for person in people:
        do(step, person, "verdeel", punten_1="7", punten_2="3")
    _show(step)


def _score(step: Step, people: list[Who]) -> None:
    for number, person in enumerate(people):
        fields = {
            f"cijfer_{p}_{o}": 6 + (number % 3) for p in ("juridisch", "financieel", "sociaal") for o in (0, 1, 2)
        }
        fields |= {f"reden_juridisch_{o}": f"{SECRET} als reden, nummer {number}" for o in (0, 1, 2)}
        do(step, person, "cijfers", **fields)
    at_desk(step, "noem-kenner", perspectief="juridisch", wie="jurist")
    do(step, people[0], "kenner", optie="2", perspectief="juridisch", antwoord="cannot", tekst="de wet vraagt meer")
    do(step, people[1], "verbeter", optie="1", tekst=f"{SECRET} als verbetering", id=uuid4())
    _show(step)


def _solve(step: Step, people: list[Who]) -> None:
    at_desk(step, "rij", naam="Brieven zonder datum", route="vng", tekst="Zet de datum bovenaan", concept="ja")
    _write(step, people)


def _agree(step: Step, people: list[Who]) -> None:
    at_desk(step, "afspraak", wat="Proef met bellen", wie="team inkomen", datum="2027-03-02")
    at_desk(step, "afspraak", wat="Brief herschrijven", wie="team brieven")
    at_desk(step, "herstel", tekst="Een nieuw gesprek aanbieden.")
    _write(step, people)


def _look_back(step: Step, people: list[Who]) -> None:
    for person in people:
        do(step, person, "terugblik", waard="4", gezegd="ja", tekst=f"{SECRET} bij het afscheid", id=uuid4())


PLAYED = {
    "timeline": _tell_events,
    "cluster": _group,
    "patterns": _name_cause,
    "rank": _rank,
    "perspectives": _score,
    "solve": _solve,
    "actions": _agree,
    "reflect": _look_back,
}


def file_of(dialogue: Dialogue, form: str, *parts: str) -> bytes:
    """The report as its facilitator downloads it."""
    client = Client()
    client.force_login(dialogue.facilitator)
    chosen = "".join(f"&deel={part}" for part in parts)
    answer = client.get(f"/leerdialogen/{dialogue.pk}/verslag/bestand/?vorm={form}{chosen}")
    assert answer.status_code == 200, answer.content[:200]
    return answer.content


def words_in(content: bytes, form: str) -> str:
    """All text of a file, with its metadata and descriptions of pictures, on one line."""
    if form == "pdf":
        file = PdfReader(BytesIO(content))
        said = [page.extract_text() for page in file.pages] + [str(value) for value in (file.metadata or {}).values()]
        return " ".join(" ".join(said).split())
    with ZipFile(BytesIO(content)) as parts:
        return " ".join(parts.read(name).decode(errors="ignore") for name in parts.namelist() if name.endswith("xml"))


def odt(content: bytes) -> OdtDocument:
    return OdtDocument(BytesIO(content))


def docx(content: bytes) -> DocxDocument:
    return DocxDocument(BytesIO(content))
