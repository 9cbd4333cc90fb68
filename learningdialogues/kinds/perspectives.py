"""*Perspectiefcirkel*: marks per option on three perspectives; it passes only when all three are sufficient."""

import hashlib
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learningdialogues import circle, entries, knowers, moderating, paper, renewing, rounds, tokens, voting
from learningdialogues.circle import PERSPECTIVES, InvalidScore, JointVerdict, OptionResult
from learningdialogues.documents.circle_parts import circle_parts
from learningdialogues.documents.parts import Part
from learningdialogues.kinds.base import (
    DeskAct,
    Form,
    PaperField,
    ParticipantAct,
    StepKind,
    optional,
    random_id_of,
    required,
    uuid_of,
    whole,
)
from learningdialogues.kinds.rank import act_agree, ranking_of, serial_of
from learningdialogues.models import Entry, Step
from learningdialogues.rounds import NotAccepted, Who

OPTIONS_FROM_RANKING = 3
NO_JUDGEMENT = "geen"
MARKS = range(1, 11)


class PerspectiveCircle(StepKind):
    code = "perspectives"
    name = gettext_lazy("Perspective circle")
    icon = "circle-dot"
    has_round = True
    erased = ("rounds.knower.reason",)
    opens_again = True
    main_acts = ("cijfers",)

    def start(self, step: Step) -> None:
        """Take the highest ranked options along, and option 0; the facilitator may choose others."""
        if "options" not in step.settings:
            step.settings["options"] = best_options(step)
            step.save(update_fields=["settings"])

    def room(self, step: Step) -> dict[str, Any]:
        context: dict[str, Any] = {"options": chosen_options(step), "perspectives": PERSPECTIVES}
        context["knowers"] = knowers.knowers_of(step)
        context["has_knowers"] = any(knower.who for knower in context["knowers"])
        context["remarks"] = knowers.of_this_round(step)
        context["earlier"] = [results(step, number) for number in range(1, step.round_number)]
        if step.is_revealed:
            context["results"] = [self._with_reasons(step, result) for result in results(step)]
        else:
            context["together"] = [result for result in results(step) if result.joint]
        return context

    def _with_reasons(self, step: Step, result: OptionResult) -> dict[str, Any]:
        told = [row for row in rounds.shown(step) if row.details.get("option") == result.number]
        return {
            "result": result,
            "reasons": [row for row in told if row.details.get("perspective")],
            "improvements": [row for row in told if row.details.get("improve")],
        }

    def own(self, step: Step, by: Who | None) -> dict[str, Any]:
        options = chosen_options(step)
        questions = [_question(option, perspective) for option in options for perspective in PERSPECTIVES]
        if by is None:
            return {"marks": _mark_blocks(options, {}, {}), "numbers": MARKS}
        own = voting.own_votes(step, by=by, questions=questions)
        reasons = {row.details.get("question", ""): row.text for row in rounds.own_contributions(step, by=by)}
        return {
            "marks": _mark_blocks(options, own, reasons),
            "numbers": MARKS,
            "marks_to_go": len(questions) - len(own),
            "serial": voting.next_serial(step, by=by, questions=questions),
            "has_given": bool(own),
            "is_ready": rounds.is_ready(step, by=by),
        }

    def with_typed(self, own: dict[str, Any], typed: Form) -> dict[str, Any]:
        for row in (row for block in own["marks"] for row in block["rows"]):
            mark = typed.get(f"cijfer-{row['field']}", "")
            row["mark"] = int(mark) if mark in {str(number) for number in MARKS} else mark
            row["reason"] = typed.get(f"reden-{row['field']}", "")
        return own

    def desk(self, step: Step) -> dict[str, Any]:
        return {
            "checking": moderating.sealed_for_checking(step),
            "all_options": entries.options(step.dialogue),
            "can_change_options": not step.ballots.exists(),
            "takes_joint_verdict": _group_size(step) in circle.JOINT_PEOPLE,
        }

    def result(self, step: Step) -> dict[str, Any]:
        says_something = step.is_revealed or any(result.joint for result in results(step))
        shown = step.round_number if says_something else step.shown_round
        if not shown:
            return {}
        made = [[result.to_json() for result in results(step, number)] for number in range(1, shown + 1)]
        return {"rounds": made, "with_expert": step.dialogue.has_experience_expert}

    def report(self, result: dict[str, Any]) -> dict[str, Any] | None:
        if not result.get("rounds"):
            return None
        return {
            "results": [OptionResult.from_json(data) for data in result["rounds"][-1]],
            "earlier": [[OptionResult.from_json(data) for data in made] for made in result["rounds"][:-1]],
            "with_expert": result["with_expert"],
        }

    def invented(self, step: Step, number: int) -> list[tuple[str, dict[str, str]]]:
        marks = {
            f"cijfer-{p.code}-{option.data['number']}": str(4 + (number + place + len(p.code)) % 5)
            for place, option in enumerate(chosen_options(step))
            for p in PERSPECTIVES
        }
        return [("cijfers", marks | {"volgnummer": "1"})] if marks else []

    def paper_fields(self, step: Step) -> list[PaperField]:
        hint = _("The marks of everybody, with spaces between: 6 7 5 8. No judgement is left out.")
        return [
            PaperField(f"cijfer-{p.code}-{option.data['number']}", f"{option.data['title']}: {p.name}", hint)
            for option in chosen_options(step)
            for p in PERSPECTIVES
        ]

    def from_paper(self, step: Step, form: Form) -> None:
        ballots = {
            _question(option, p): [
                _mark(mark) for mark in form.get(f"cijfer-{p.code}-{option.data['number']}", "").split()
            ]
            for option in chosen_options(step)
            for p in PERSPECTIVES
        }
        if not any(ballots.values()):
            raise NotAccepted(_("Choose at least one mark, or say that you cannot judge."))
        paper.take_over_ballots(step, ballots)

    def document(self, shown: dict[str, Any], page: dict[str, Any]) -> tuple[Part, ...]:
        """The circle of each option with its table; on the screen the same stands side by side."""
        return circle_parts(shown["results"], shown["earlier"], with_expert=shown["with_expert"])

    def acts(self) -> dict[str, ParticipantAct]:
        return super().acts() | {
            "cijfers": act_marks,
            "kenner": act_knower,
            "verbeter": act_improve,
            "toon-mag": act_agree,
        }

    def desk_acts(self) -> dict[str, DeskAct]:
        return {
            "kies-opties": choose_options,
            "noem-kenner": name_knower,
            "kenner-weg": remove_knower,
            "samen": joint_verdict,
            "opnieuw": score_again,
        }


def _mark_blocks(options: list[Entry], own: dict[str, Any], reasons: dict[str, str]) -> list[dict[str, Any]]:
    """The form: for each option a row for each perspective, with what this browser gave before."""
    return [
        {"option": option, "rows": [_mark_row(option, p, own, reasons) for p in PERSPECTIVES]} for option in options
    ]


def _mark_row(
    option: Entry, perspective: circle.Perspective, own: dict[str, Any], reasons: dict[str, str]
) -> dict[str, Any]:
    question = _question(option, perspective)
    return {
        "perspective": perspective,
        "field": f"{perspective.code}-{option.data['number']}",
        "mark": own.get(question, ""),
        "reason": reasons.get(question, ""),
    }


def best_options(step: Step) -> list[int]:
    """The numbers of option 0 and of the best of the last ranking before ``step`` (all options when none was held)."""
    numbers = [entry.data["number"] for entry in entries.options(step.dialogue)]
    before = Step.objects.filter(dialogue_id=step.dialogue_id, kind="rank", position__lt=step.position)
    ranked = next((one for one in before.order_by("-position") if one.shown_round), None)
    if ranked is not None:
        numbers = [int(row.option) for row in ranking_of(ranked).options]
    best = [number for number in numbers if number != entries.OPTION_ZERO][:OPTIONS_FROM_RANKING]
    return [entries.OPTION_ZERO, *best]


def chosen_options(step: Step) -> list[Entry]:
    chosen = step.settings.get("options", [])
    return [entry for entry in entries.options(step.dialogue) if entry.data["number"] in chosen]


def results(step: Step, round_number: int | None = None) -> list[OptionResult]:
    """The circle of every chosen option in a round; earlier rounds stay. Marks count from when they were shown."""
    number = round_number or step.round_number
    votes = voting.votes_by_question(step, number) if number < step.round_number or step.is_revealed else {}
    return [_result(step, option, number, votes) for option in chosen_options(step)]


def _result(step: Step, option: Entry, round_number: int, votes: dict[str, list[Any]]) -> OptionResult:
    given = {p.code: votes.get(_question(option, p), []) for p in PERSPECTIVES}
    of_option = [
        entry
        for entry in step.entries.all()
        if entry.data.get("option") == option.data["number"] and entry.data.get("round", round_number) == round_number
    ]
    joint = next((entry.data for entry in of_option if entry.type == Entry.Type.VERDICT), None)
    people = max(joint.get("people", 0) if joint else 0, *(len(marks) for marks in given.values()))
    counts = joint is not None and people in circle.JOINT_PEOPLE
    return circle.score_option(
        option.data["title"],
        option.data["number"],
        {code: [mark for mark in marks if mark != NO_JUDGEMENT] for code, marks in given.items()},
        people=people,
        knower=[knowers.remark_of(entry) for entry in of_option if entry.type == Entry.Type.KNOWER],
        joint=JointVerdict(joint["is_sufficient"], joint["reason"]) if joint and counts else None,
    )


def _question(option: Entry, perspective: circle.Perspective) -> str:
    return f"{option.data['number']}:{perspective.code}"


def act_marks(step: Step, by: Who, form: Form) -> None:
    """Take marks from fields ``cijfer-<perspective>-<option>`` and reasons from ``reden-<perspective>-<option>``.

    An empty field is skipped; “geen” is no judgement.
    """
    marks, reasons = {}, {}
    for option in chosen_options(step):
        for perspective in PERSPECTIVES:
            number, question = option.data["number"], _question(option, perspective)
            text = form.get(f"cijfer-{perspective.code}-{number}", "")
            if text:
                marks[question] = _mark(text)
                details = {"option": number, "perspective": perspective.code, "question": question}
                reason = form.get(f"reden-{perspective.code}-{number}", "")
                reasons[reason_id(step, by, question)] = (reason, details)
    if not marks:
        raise NotAccepted(_("Choose at least one mark, or say that you cannot judge."))
    with transaction.atomic():
        voting.vote_all(step, by=by, values=marks, serial=serial_of(form))
        rounds.keep_own(step, by=by, texts=reasons)


def _mark(text: str) -> int | str:
    if text == NO_JUDGEMENT:
        return NO_JUDGEMENT
    try:
        mark = int(text)
        circle.validate_mark(mark)
    except (ValueError, InvalidScore):
        raise NotAccepted(_("A mark is a whole number from 1 to 10.")) from None
    return mark


def reason_id(step: Step, by: Who, question: str) -> UUID:
    """The id of the reason of one mark, that only this browser's token leads to."""
    tag = tokens.vote_tag(by.key, by.token, f"{step.pk}:{step.round_number}:reden:{question}")
    return UUID(bytes=hashlib.sha256(tag.encode()).digest()[:16], version=4)


def act_knower(step: Step, by: Who, form: Form) -> None:
    """A *kenner* speaks by role: the group knows who it is, so this is the one thing that is not anonymous."""
    knowers.remark(
        step,
        by=by,
        option=whole(form.get("optie", "")),
        options=step.settings.get("options", []),
        perspective=form.get("perspectief", ""),
        answer=form.get("antwoord", ""),
        reason=optional(form, "tekst"),
    )


def act_improve(step: Step, by: Who, form: Form) -> None:
    """*Wat zou het voldoende maken?* Shown together with the next round."""
    details = {"option": whole(form.get("optie", "")), "improve": True}
    rounds.contribute(step, by=by, id=random_id_of(form), text=form.get("tekst", ""), details=details)


def choose_options(step: Step, form: Form) -> None:
    if step.ballots.exists():
        raise NotAccepted(_("People have voted already, so the options stay as they are."))
    numbers = [whole(number) for number in form.getlist("optie")]
    step.settings["options"] = sorted({entries.OPTION_ZERO, *numbers})
    step.save(update_fields=["settings"])
    rounds.tell_room(step.dialogue_id)


def name_knower(step: Step, form: Form) -> None:
    """The facilitator says which role or organisation is the *kenner* of a perspective; an empty field is nobody."""
    knowers.name(step, perspective=form.get("perspectief", ""), who=optional(form, "wie"))


def remove_knower(step: Step, form: Form) -> None:
    knowers.take_away(step, entries.get(step, uuid_of(form)))


def _group_size(step: Step) -> int:
    """How many take part: who took a seat; of a dialogue on paper, as many as gave a mark when those are more."""
    votes = voting.votes_by_question(step) if step.is_revealed else {}
    return max(step.dialogue.seats_taken, *(len(marks) for marks in votes.values()), 0)


def joint_verdict(step: Step, form: Form) -> None:
    """A group of three or four gives one verdict together, with a reason, whether or not marks are shown."""
    with rounds.as_it_stands(step):
        people, option = _group_size(step), whole(form.get("optie", ""))
        if people not in circle.JOINT_PEOPLE:
            raise NotAccepted(_("Only a group of three or four gives one verdict together."))
        if form.get("oordeel") not in ("voldoende", "onvoldoende") or option not in step.settings.get("options", []):
            raise NotAccepted(_("Choose an option and a verdict."))
        reason = required(form, "tekst", _("Say why: the reason is part of the verdict."))[:300]
        step.entries.filter(type=Entry.Type.VERDICT, data__option=option, data__round=step.round_number).delete()
        sufficient = form.get("oordeel") == "voldoende"
        data = {"option": option, "round": step.round_number, "is_sufficient": sufficient, "reason": reason}
        entries.add(step, Entry.Type.VERDICT, data | {"people": people})


def score_again(step: Step, form: Form) -> None:
    """Put adjusted options to the vote again; the earlier scores stay."""
    renewing.open_again(step)


kind = PerspectiveCircle()
