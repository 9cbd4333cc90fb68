"""A whole dialogue played over HTTP: a facilitator and participants who fill in the forms that stand on their screens.

The player knows no kind of step. It reads the forms, gives each field what its name and type ask for, and leaves alone
what takes back or changes (``LEFT_ALONE``). So a new kind is played as soon as it exists.
"""

from collections import Counter
from dataclasses import dataclass, field
from itertools import count, product
from uuid import uuid4

from bs4 import BeautifulSoup, Tag
from django.apps import apps
from django.http import HttpResponse
from django.test import Client

from learningdialogues.models import Dialogue, Entry, Guide, Step
from network.models import User

COLOURS = ("rode", "blauwe", "groene", "gele", "paarse", "bruine", "grijze", "bonte", "zilveren", "gouden")
THINGS = (
    *("ketel", "lamp", "stoel", "bank", "deur", "fiets", "ladder", "emmer", "trommel", "klok", "schaal", "kruik"),
    *("wagen", "hoed", "laars", "handschoen", "paraplu", "koffer", "spiegel", "vaas", "trui", "sjaal", "beker", "mand"),
    *("tafel", "kast", "bezem", "borstel", "hamer", "zaag", "plank", "spijker", "knoop", "draad", "naald", "schaar"),
)
LEFT_ALONE = {
    *("niets", "toon-mag", "wijzig", "trek-in", "kenner"),  # participants
    *(
        "fase-weg",
        "wijzig-fase",
        "eerder",
        "haal-weg",
        "haal-eruit",
        "ongedaan",
        "hernoem",
        "voeg-samen",
        "splits",
        "zet-in",
        "kenner-weg",
        "samen",
    ),
    *("groepen", "vraag-weg", "wijzig-vraag", "eerder-vraag", "wijzig"),
    *("wijzig-optie", "optie-weg", "afspraak-weg", "wijzig-rij", "wijzig-oorzaak", "opnieuw", "kies-opties", "koppel"),
    *("herstel-weg", "herstel-wijzigen"),
}
FIXED = {"wanneer": "Maand 3", "antwoorden": ""}
"""Fields in which not every text is right; a question at the desk keeps the answers of its step."""
READY = "klaar"
"""One of them says so in each step; all of them where nothing else is asked."""
LETTER = "Geachte lezer. U heeft iets niet doorgegeven. Reageer binnen twee weken. U kunt ons bellen."


@dataclass
class Player:
    """One dialogue: who leads it, who sits in it, what was sent by whom."""

    guide: Guide
    facilitator: User
    people: int = 6
    desk: Client = field(init=False)
    seats: list[Client] = field(init=False)
    dialogue: Dialogue = field(init=False)
    sent: list[str] = field(default_factory=list)
    """Every text that a participant sent in."""
    at_desk: list[str] = field(default_factory=list)
    """Every text that was written at the desk."""
    acts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often each act was accepted, by title of the step and name of the act."""

    def __post_init__(self) -> None:
        self.desk, self.seats = Client(), [Client() for _number in range(self.people)]
        self.desk.force_login(self.facilitator)
        self._words = (f"de {colour} {thing}" for thing, colour in product(THINGS, COLOURS))
        self._numbers = count(1)

    def play(self) -> str:
        """From preparing to closing, through every step. The follow code."""
        self.prepare()
        self.open_and_join()
        steps = list(self.dialogue.steps.all())
        for number, step in enumerate(steps):
            self.hold(step)
            if number + 1 < len(steps):
                accepted(self.desk.post(self._act("verder"), {"naar": steps[number + 1].pk, "toch": "ja"}))
        answer = self.desk.post(self._act("sluit"), {"zeker": "ja"})
        assert answer.status_code == 200, page(answer).get_text()[:500]
        self.dialogue.refresh_from_db()
        return page(answer).select_one(".return-code, .room-code").get_text(strip=True)

    def prepare(self) -> None:
        """The form of a new dialogue, with two subjects: a guide for letters compares them."""
        form = page(self.desk.get("/leerdialogen/nieuw/")).find("form", attrs={"method": "post"}, class_="form")
        values = filled_in(form) | {
            "guide": str(self.guide.pk),
            "title": "Een zaak om van te leren",
            "subject_kind": "letter",
            "story": LETTER,
            "seats": "12",
            "onderwerp-0-kind": "letter",
            "onderwerp-0-title": "De tweede tekst",
            "onderwerp-0-text": "Beste inwoner. Er is iets veranderd. Bel ons gerust als je vragen hebt.",
        }
        self.dialogue = Dialogue.objects.get(pk=accepted(self.desk.post("/leerdialogen/nieuw/", values)).split("/")[-2])

    def open_and_join(self) -> None:
        """Confirm and open; everybody comes in with the code on the desk; begin."""
        accepted(self.desk.post(self._act("open"), {"geen-procedure": "ja", "leiding-akkoord": "ja"}))
        code = self._desk().select_one(".room-code").get_text(strip=True)
        for seat in self.seats:
            entered = seat.post("/meedoen/", {"code": code}, follow=True)
            assert entered.redirect_chain[-1][0] == self.room, entered.redirect_chain
        accepted(self.desk.post(self._act("begin")))

    def hold(self, step: Step) -> None:
        """One step: prepare at the desk, everybody gives, what came in is shown, the desk writes down what it makes."""
        before, sent_before = self._write_at_desk(step), len(self.sent)
        self._everybody_gives(step)
        if step.kind_module.has_round:
            check_nothing_can_be_read(step, self.sent[sent_before:])
        show = self._desk().find("form", action=self._act("toon"))
        assert bool(show) == step.kind_module.has_round, f"{step}: “Show what came in” at the desk"
        if show:
            accepted(self.desk.post(self._act("toon")))
            check_nothing_leads_to_anybody(step)
            self._write_at_desk(step, but=before)

    def _write_at_desk(self, step: Step, but: set[str] = frozenset()) -> set[str]:
        """Fill in each form of the step that stands at the desk, once. The names of the acts."""
        done = set(but)
        forms = self._desk().select(f'form[action^="/leerdialogen/{self.dialogue.pk}/stap/{step.pk}/"]')
        for form in forms:
            for address in addresses(form):
                name = address.rstrip("/").rsplit("/", 1)[-1]
                if name not in done | LEFT_ALONE:
                    values = self._filled(form, next(self._numbers), self.at_desk)
                    accepted(self.desk.post(address, values), f"{step}, {name}, {values}")
                    self.acts[step.full_title, name] += 1
                    done.add(name)
        return done

    def _everybody_gives(self, step: Step) -> None:
        """Each participant fills in the forms of the step; they look alike, so one of them reads the page for all."""
        room = page(self.seats[0].get(self.room))
        forms = [form for form in room.select("form[action]") if f"/stap/{step.pk}/" in form["action"]]
        assert forms, f"{step}: nothing to do in the room"
        for number, seat in enumerate(self.seats):
            self._one_gives(step, number, seat, forms)

    def _one_gives(self, step: Step, number: int, seat: Client, forms: list[Tag]) -> None:
        """One participant sends each form once, also one that only came with the answer to another."""
        has_more = any(act_of(form) != READY for form in forms)
        left, sent = list(forms), set(LEFT_ALONE) | ({READY} if number and has_more else set())
        while left:
            form = left.pop(0)
            name = act_of(form)
            if name in sent:
                continue
            values = self._filled(form, number, self.sent)
            answer = seat.post(form["action"], values, headers={"X-Requested-With": "fetch"})
            assert answer.status_code == 200, f"{step}, {name}, {values}: {page(answer).get_text()[:400]}"
            self.acts[step.full_title, name] += 1
            sent.add(name)
            left += page(answer).select("form[action]")

    def _filled(self, form: Tag, number: int, kept: list[str]) -> dict:
        """The form as participant ``number`` fills it in: other texts, marks and choices than the others."""
        values: dict = {}
        for tag in form.find_all(["input", "textarea", "select"]):
            name, type = tag.get("name"), tag.get("type", "text")
            if not name or tag.get("disabled") is not None or type in ("submit", "button"):
                continue
            if type == "checkbox" or (type == "hidden" and not is_new_id(form, tag)):
                values.setdefault(name, []).append(tag.get("value", "on"))
            else:
                values.setdefault(name, self._value(form, tag, number, kept))
        return values

    def _value(self, form: Tag, tag: Tag, number: int, kept: list[str]) -> str:
        """What participant ``number`` fills in for one field; a text is ``kept``."""
        name, type = tag["name"], tag.get("type", "text")
        if is_new_id(form, tag):
            return str(uuid4())
        if tag.name == "select" or type == "radio":
            choices = tag.find_all("option") or form.find_all("input", attrs={"name": name, "type": "radio"})
            codes = [choice["value"] for choice in choices if choice.get("value")]
            return codes[number % len(codes)]
        if type == "number":
            return self._points(form, tag, number)
        if type == "date" or name in FIXED:
            return FIXED.get(name, "2027-03-01")
        kept.append(f"Wat helpt is {next(self._words)}")
        return kept[-1]

    def _points(self, form: Tag, tag: Tag, number: int) -> str:
        """Six points for one option and three for another, which differ by participant."""
        fields = form.find_all("input", attrs={"type": "number"})
        place = (fields.index(tag) + number) % len(fields)
        return {0: "6", 1: "3"}.get(place, "")

    @property
    def room(self) -> str:
        return f"/meedoen/{self.dialogue.pk}/"

    def _act(self, name: str) -> str:
        return f"/leerdialogen/{self.dialogue.pk}/doe/{name}/"

    def _desk(self) -> BeautifulSoup:
        return page(self.desk.get(f"/leerdialogen/{self.dialogue.pk}/"))


def check_nothing_can_be_read(step: Step, texts: list[str]) -> None:
    """No table holds what was given, as long as the step collects: no text, no vote, nor what a vote is about.

    A kenner speaks in the open, by name of a role.
    """
    for model in apps.get_app_config("learningdialogues").get_models():
        rows = model.objects.exclude(type=Entry.Type.KNOWER) if model is Entry else model.objects.all()
        held = str(list(rows.values()))
        assert not [text for text in texts if text in held], f"{step}: {model.__name__}"
    votes = step.ballots.exclude(tag="").exclude(question__endswith=":release")  # that one agrees is counted, no secret
    assert {(ballot.question, type(ballot.value)) for ballot in votes} <= {("", str)}, step
    lengths = {len(row.sealed) for row in step.sealedcontributions.all()}
    assert len(lengths) <= 1, f"{step}: a length tells one from another"


def check_nothing_leads_to_anybody(step: Step) -> None:
    """What was shown has no tag, and nothing that counted people is left."""
    assert not step.sealedcontributions.exists() and not step.gave.exists() and not step.ready.exists(), step
    assert not step.ballots.exclude(tag="").exists(), step


def is_new_id(form: Tag, tag: Tag) -> bool:
    """Whether a field is the id of a contribution, which every browser makes for itself."""
    return tag.get("name") == "id" and "data-send" in form.attrs


def page(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def accepted(response: HttpResponse, what: str = "") -> str:
    """Where an act that was accepted leads to."""
    assert response.status_code == 302, f"{what} {response.status_code}: {page(response).get_text(' ')[:1500]}"
    return response.headers["Location"]


def act_of(form: Tag) -> str:
    """The name of the act that a form in the room does."""
    return form["action"].rstrip("/").rsplit("/", 1)[-1]


def addresses(form: Tag) -> list[str]:
    """The addresses a form may go to: its own, and those of its buttons."""
    return [form["action"], *(button["formaction"] for button in form.select("button[formaction]"))]


def filled_in(form: Tag) -> dict:
    """The fields of ``form`` with what stands in them."""
    values: dict = {}
    for tag in form.find_all(["input", "textarea"]):
        if tag.get("type") in ("checkbox", "radio"):
            if tag.get("checked") is not None:
                values.setdefault(tag["name"], []).append(tag.get("value", "on"))
        elif tag.get("name"):
            values[tag["name"]] = tag.get("value", "") if tag.name == "input" else tag.get_text()
    for tag in form.find_all("select"):
        chosen = tag.find("option", selected=True) or tag.find("option")
        values[tag["name"]] = chosen["value"]
    return values
