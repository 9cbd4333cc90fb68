"""*Terugblik*: was it worth our time, what do I take along, could I say what I wanted."""

from collections import Counter
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learningdialogues import voting
from learningdialogues.invented import invented_text
from learningdialogues.kinds.base import Form, ParticipantAct, TextKind
from learningdialogues.kinds.rank import serial_of
from learningdialogues.models import Step
from learningdialogues.rounds import RELEASE_AT, NotAccepted, Who

WORTH, SAY = "worth", "say"
SAY_ANSWERS = {"ja": gettext_lazy("Yes"), "deels": gettext_lazy("Partly"), "nee": gettext_lazy("No")}


class Reflect(TextKind):
    code = "reflect"
    opens_again = False  # people look back once; whoever comes late still counts
    name = gettext_lazy("Look back")
    icon = "eye-check"
    main_acts = ("stuur", "terugblik")

    def room(self, step: Step) -> dict[str, Any]:
        context = super().room(step) | {"say_answers": SAY_ANSWERS, "marks": range(1, 6)}
        if not step.is_revealed:
            return context
        found = summary(step)
        return context | found | {"said_rows": said_rows(found["said"])}

    def own(self, step: Step, by: Who | None) -> dict[str, Any]:
        if by is None:
            return {}
        own = voting.own_votes(step, by=by, questions=[WORTH, SAY])
        serial = voting.next_serial(step, by=by, questions=[WORTH, SAY])
        return super().own(step, by) | {"own_worth": own.get(WORTH), "own_say": own.get(SAY), "serial": serial}

    def with_typed(self, own: dict[str, Any], typed: Form) -> dict[str, Any]:
        worth = typed.get("waard", "")
        kept = {"own_worth": int(worth) if worth in {"1", "2", "3", "4", "5"} else None}
        return own | kept | {"own_say": typed.get("gezegd", "")}

    def result(self, step: Step) -> dict[str, Any]:
        return super().result(step) | summary(step)

    def report(self, result: dict[str, Any]) -> dict[str, Any] | None:
        return result | {"said_rows": said_rows(result.get("said"))} if result.get("worth") else None

    def invented(self, step: Step, number: int) -> list[tuple[str, dict[str, str]]]:
        text = {"id": str(uuid4()), "tekst": invented_text(self.code, number)}
        return [("terugblik", {"waard": str(3 + number % 3), "gezegd": "ja", "volgnummer": "1"} | text)]

    def acts(self) -> dict[str, ParticipantAct]:
        return super().acts() | {"terugblik": self.act_reflect}

    def act_reflect(self, step: Step, by: Who, form: Form) -> None:
        """Take the mark, the answer and the text of one form; each may be left open."""
        worth, say = form.get("waard", ""), form.get("gezegd", "")
        if worth and (worth not in "12345" or len(worth) != 1):
            raise NotAccepted(_("Choose a number from 1 to 5."))
        if not (worth or say or form.get("tekst", "").strip()):
            raise NotAccepted(_("Fill in one of the three, or choose “Nothing to add”."))
        votes = {WORTH: int(worth)} if worth else {}
        votes |= {SAY: say} if say in SAY_ANSWERS else {}
        if votes:
            voting.vote_all(step, by=by, values=votes, serial=serial_of(form))
        if form.get("tekst", "").strip():
            self.act_send(step, by, form)


def summary(step: Step) -> dict[str, Any]:
    """Average and answers, only from five votes on: fewer would point at people."""
    worth, said = voting.votes(step, WORTH), voting.votes(step, SAY)
    return {
        "worth": round(sum(worth) / len(worth), 1) if len(worth) >= RELEASE_AT else None,
        "said": dict(Counter(said)) if len(said) >= RELEASE_AT else None,
        "votes": len(worth),
    }


def said_rows(said: dict[str, int] | None) -> list[tuple[str, int]]:
    """Each answer to “could you say what you wanted?” with how often it was given; none below five answers."""
    return [(str(name), said.get(code, 0)) for code, name in SAY_ANSWERS.items()] if said else []


kind = Reflect()
