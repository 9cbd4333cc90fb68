"""What a kind of step must offer, and the two bases that most kinds share: a round of texts, a round of votes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from learningdialogues import moderating, paper, rounds, voting
from learningdialogues.documents.parts import Part
from learningdialogues.documents.reading import parts_of
from learningdialogues.invented import invented_text
from learningdialogues.models import Ballot, Contribution, SealedContribution, Step
from learningdialogues.rounds import NotAccepted, Who

Form = Any
"""The posted fields: a QueryDict, or a plain dict in tests."""
ParticipantAct = Callable[[Step, Who, Form], None]
DeskAct = Callable[[Step, Form], None]
Row = TypeVar("Row", Contribution, SealedContribution)


class FieldNotAccepted(NotAccepted):
    """One field of a form cannot be taken in; the form says so at that field."""

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message)
        self.field = field


class StepKind:
    """A kind of step without input. Subclasses override what they need; every method reads or writes one step.

    ``room``: what everybody sees (shared, rendered once). ``own``: what one browser sees of its own input
    (with ``None``: what everybody sees who did nothing yet).
    ``desk``: what the facilitator sees besides. ``result``: the aggregate kept at closing, JSON, no verbatim input.
    """

    code = ""
    name: Any = ""
    icon = "list"
    has_round = False
    """Whether input is sealed and revealed."""
    takes_texts = False
    """Whether what comes in is texts, not votes: the desk calls it by its name."""
    only_votes = False
    """Whether people only choose and write nothing: what is promised to them then speaks of voting."""
    opens_again = False
    """Whether a round that was shown can be opened once more for a new one. Texts of all rounds stay beside each other;
    of votes the last round that was shown counts. A kind with its own words for it has an act ``opnieuw`` besides."""
    erased: tuple[str, ...] = ()
    """What of the result tells the story, or is in the words of one person: it goes at the retention date.

    Names of the result, with a dot for a text within ("examples.before"), in whatever row it stands.
    """
    shows_subjects = False
    """Whether the step itself shows what the dialogue is about, so that it need not stand beside it."""
    own_first = False
    """Whether one's own form stands before what the room sees, until the round is shown: that is long, still empty or
    of an earlier round, and nobody should have to scroll past it on a phone."""
    main_acts: tuple[str, ...] = ()
    """Acts whose own form shows what was not accepted; of the others it is said above the own part."""
    prepares: tuple[str, ...] = ()
    """Acts at the desk that a facilitator may do before the step begins, such as writing its questions."""
    asks_questions = False
    """Whether the questions of the guide are what everybody answers, not prompts for the facilitator."""

    def start(self, step: Step) -> None:
        """Called in the transaction in which ``step`` becomes the current one, or is prepared: maybe twice."""

    def room(self, step: Step) -> dict[str, Any]:
        return {}

    def own(self, step: Step, by: Who | None) -> dict[str, Any]:
        return {}

    def with_typed(self, own: dict[str, Any], typed: Form) -> dict[str, Any]:
        """The own part with what was typed in a form that was not accepted: nothing is lost."""
        return own

    def desk(self, step: Step) -> dict[str, Any]:
        return {}

    def result(self, step: Step) -> dict[str, Any]:
        return {}

    def report(self, result: dict[str, Any]) -> dict[str, Any] | None:
        """The context of this step's part of the report, or None when it has none."""
        return None

    def kept_ballots(self, step: Step, cast: list[Ballot]) -> list[Ballot]:
        """Called at the release: what stays of the ballots. A kind takes out what would single somebody out."""
        return cast

    def document(self, shown: dict[str, Any], page: dict[str, Any]) -> tuple[Part, ...]:
        """This step's part of the report for PDF, ODT and DOCX: what its template shows, so it is written once.

        ``shown`` is what ``report`` gave, ``page`` what the page of the report knows besides (agreements).
        """
        context = page | {"part": "report", "result": shown}
        return parts_of(render_to_string(f"learningdialogues/kinds/{self.code}.html", context))

    def acts(self) -> dict[str, ParticipantAct]:
        """What participants may do, by the last part of the address."""
        return {"klaar": act_ready}

    def desk_acts(self) -> dict[str, DeskAct]:
        """What the facilitator may do, besides moving on."""
        return {}

    def invented(self, step: Step, number: int) -> list[tuple[str, dict[str, str]]]:
        """What the invented participant ``number`` of a rehearsal sends: acts with the fields of their forms."""
        return [("klaar", {})]

    def paper_fields(self, step: Step) -> list[PaperField]:
        """What is typed over from paper when a dialogue is entered afterwards; none when the desk has it all."""
        return []

    def from_paper(self, step: Step, form: Form) -> None:
        """Take over what was typed in the ``paper_fields``, and show it. Raises NotAccepted."""
        raise NotAccepted(_("For this step there is nothing to type over."))


@dataclass(frozen=True)
class PaperField:
    """A field of the form with which a step is typed over from paper."""

    name: str
    label: str
    hint: str
    has_lines: bool = False


def act_ready(step: Step, by: Who, form: Form) -> None:
    rounds.set_ready(step, by=by)


class TextKind(StepKind):
    """A kind in which people send texts that are revealed together."""

    has_round = True
    takes_texts = True
    opens_again = True
    main_acts = ("stuur",)
    fields: tuple[str, ...] = ()
    """Further form fields that are kept with a text, for example the lane of an event."""
    choices: Mapping[str, Collection[str]] = {}
    """Of these the ones that take only certain values. Left open is fine, unless the kind asks for it."""

    def room(self, step: Step) -> dict[str, Any]:
        return {"contributions": self.with_about(step, rounds.shown(step))}

    def own(self, step: Step, by: Who | None) -> dict[str, Any]:
        if by is None:
            return {}
        own = rounds.own_contributions(step, by=by)
        return {
            "own_contributions": self.with_about(step, own),
            "has_given": bool(own) or rounds.has_given(step, by=by),
            "is_ready": rounds.is_ready(step, by=by),
        }

    def desk(self, step: Step) -> dict[str, Any]:
        return {"checking": self.with_about(step, moderating.sealed_for_checking(step))}

    def result(self, step: Step) -> dict[str, Any]:
        return {"count": step.contributions.count()}

    def with_about(self, step: Step, rows: list[Row]) -> list[Row]:
        """``rows`` with, where a text alone does not say it, what it is about as ``about``: a passage, a stage."""
        return rows

    def details(self, step: Step, form: Form) -> dict[str, Any]:
        for name, values in self.choices.items():
            if form.get(name) and form.get(name) not in values:
                raise NotAccepted(_("This choice does not exist. Refresh the page and choose again."))
        kept = {name: form.get(name, "").replace("\x00", "").strip()[:200] for name in self.fields if form.get(name)}
        if step.level == "named":
            kept["who"] = required(form, "wie", _("Write your role or organisation: this step is not anonymous."))[:80]
        return kept

    def acts(self) -> dict[str, ParticipantAct]:
        return {
            "stuur": self.act_send,
            "wijzig": self.act_edit,
            "trek-in": self.act_withdraw,
            "niets": self.act_nothing,
            "toon-mag": self.act_agree,
            **super().acts(),
        }

    def invented(self, step: Step, number: int) -> list[tuple[str, dict[str, str]]]:
        sent = {"id": str(uuid4()), "tekst": invented_text(self.code, number), **self.invented_fields(step, number)}
        return [("stuur", sent), ("klaar", {})]

    def invented_fields(self, step: Step, number: int) -> dict[str, str]:
        """The further ``fields`` that an invented participant fills in."""
        return {}

    def paper_fields(self, step: Step) -> list[PaperField]:
        hint = " ".join(
            filter(None, [_("One contribution a line. They are put in random order."), self.paper_hint(step)])
        )
        return [PaperField("tekst", _("What was written down"), hint, has_lines=True)]

    def paper_hint(self, step: Step) -> str:
        """How a line begins that says what its text is about."""
        return ""

    def paper_lines(self, step: Step, lines: list[str]) -> list[tuple[str, dict[str, str]]]:
        """Each line as a text with its details. Raises NotAccepted for a line that does not say what it is about."""
        return [(line, {}) for line in lines]

    def from_paper(self, step: Step, form: Form) -> None:
        lines = [line.strip() for line in form.get("tekst", "").splitlines() if line.strip()]
        if not lines:
            raise NotAccepted(_("Write something first."))
        paper.take_over_texts(step, self.paper_lines(step, lines))

    def act_send(self, step: Step, by: Who, form: Form) -> None:
        rounds.contribute(
            step, by=by, id=random_id_of(form), text=form.get("tekst", ""), details=self.details(step, form)
        )

    def act_edit(self, step: Step, by: Who, form: Form) -> None:
        rounds.edit(step, by=by, id=uuid_of(form), text=form.get("tekst", ""))

    def act_withdraw(self, step: Step, by: Who, form: Form) -> None:
        rounds.withdraw(step, by=by, id=uuid_of(form))

    def act_nothing(self, step: Step, by: Who, form: Form) -> None:
        rounds.nothing_to_add(step, by=by)

    def act_agree(self, step: Step, by: Who, form: Form) -> None:
        voting.agree_to_release(step, by=by)


def uuid_of(form: Form, name: str = "id") -> UUID:
    """The id in a form. Raises NotAccepted when it is missing or no UUID."""
    try:
        return UUID(form.get(name, ""))
    except ValueError:
        raise NotAccepted(_("Something is missing in this form. Refresh the page and try again.")) from None


def random_id_of(form: Form) -> UUID:
    """The id that the browser made: random, for one of another kind could hold the hour or the device."""
    id = uuid_of(form)
    if id.version != 4:
        raise NotAccepted(_("Something is missing in this form. Refresh the page and try again."))
    return id


def required(form: Form, name: str, message: str) -> str:
    """The text of a field. Raises NotAccepted with ``message`` when it is empty."""
    text = form.get(name, "").replace("\x00", "").strip()
    if not text:
        raise NotAccepted(message)
    return text


def optional(form: Form, name: str, at_most: int = 300) -> str:
    """The text of a field that may stay empty, cut at ``at_most`` characters."""
    return form.get(name, "").replace("\x00", "").strip()[:at_most]


def line_like(pattern: str, line: str) -> dict[str, str]:
    """The named groups of ``pattern`` in a line from paper. Raises NotAccepted when the line is not like that."""
    found = re.fullmatch(pattern, line, re.IGNORECASE)
    if found is None:
        raise line_refused(line)
    return found.groupdict()


def line_refused(line: str) -> NotAccepted:
    return NotAccepted(_("This line does not begin as it should: “%(line)s”.") % {"line": line[:80]})


def check_nothing_sent(step: Step) -> None:
    """Raise NotAccepted when anybody sent something in: what texts hang on stays then."""
    if step.sealedcontributions.exists() or step.contributions.exists():
        raise NotAccepted(_("People sent something in already, so this stays. You can give it another name."))


def whole(text: str, digits: int = 4) -> int:
    """The whole number in ``text``, from 0; empty is 0. Raises NotAccepted for anything else."""
    text = text.strip() or "0"
    if not (text.isascii() and text.isdecimal() and len(text) <= digits):
        raise NotAccepted(_("Fill in a whole number."))
    return int(text)
