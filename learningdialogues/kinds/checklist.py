"""*Checklist*: questions that everybody scores with yes, partly or no, each with a remark if one likes.

Scores are counted from five people on; a group of three or four answers a question together instead, at the desk.
Remarks are sealed like every contribution and stand under their question; the report holds the numbers only.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learningdialogues import circle, entries, moderating, paper, polling, questions, rounds, voting
from learningdialogues.invented import invented_text
from learningdialogues.kinds.base import (
    DeskAct,
    Form,
    PaperField,
    ParticipantAct,
    StepKind,
    optional,
    required,
    uuid_of,
    whole,
)
from learningdialogues.kinds.perspectives import reason_id
from learningdialogues.kinds.poll import ask_again, field_of, from_counts, name_of, remove_question
from learningdialogues.kinds.rank import act_agree, serial_of
from learningdialogues.models import Ballot, Entry, Step
from learningdialogues.polling import Vote
from learningdialogues.rounds import NotAccepted, Who

SCORES = {"ja": gettext_lazy("Yes"), "deels": gettext_lazy("Partly"), "nee": gettext_lazy("No")}
CODES = tuple(SCORES)


class Checklist(StepKind):
    code = "checklist"
    name = gettext_lazy("Checklist")
    icon = "list-check"
    has_round = True
    opens_again = True
    own_first = True
    main_acts = ("scoor",)
    asks_questions = True
    prepares = ("vraag", "wijzig-vraag", "vraag-weg")

    def start(self, step: Step) -> None:
        questions.prepare(step)

    def room(self, step: Step) -> dict[str, Any]:
        asked = questions.asked(step)
        shown = rounds.shown(step) if step.shown_round else []
        rows = [
            row | {"remarks": [one for one in shown if one.details.get("question") == str(row["number"])]}
            for row in results(step, asked, step.shown_round)
        ]
        return {"questions": asked, "scores": SCORES, "rows": rows, "has_joint": any(row["joint"] for row in rows)}

    def own(self, step: Step, by: Who | None) -> dict[str, Any]:
        asked = questions.asked(step)
        if by is None:
            return {"questions": [_drawn(entry, "", "") for entry in asked]}
        names = [name_of(entry) for entry in asked]
        own = voting.own_votes(step, by=by, questions=names)
        remarks = {row.details.get("question", ""): row.text for row in rounds.own_contributions(step, by=by)}
        return {
            "questions": [
                _drawn(entry, own.get(name_of(entry), ""), remarks.get(name_of(entry), "")) for entry in asked
            ],
            "has_given": bool(own or remarks),
            "to_go": len(names) - len([score for score in own.values() if score]),
            "serial": voting.next_serial(step, by=by, questions=names),
            "is_ready": rounds.is_ready(step, by=by),
        }

    def with_typed(self, own: dict[str, Any], typed: Form) -> dict[str, Any]:
        for question in own["questions"]:
            question["score"] = typed.get(question["field"], "")
            question["remark"] = typed.get(f"reden-{question['number']}", "")
        return own

    def desk(self, step: Step) -> dict[str, Any]:
        return {
            "can_change": questions.may_change(step),
            "checking": _with_question(step, moderating.sealed_for_checking(step)),
            "takes_joint_answer": step.dialogue.seats_taken in circle.JOINT_PEOPLE,
        }

    def kept_ballots(self, step: Step, cast: list[Ballot]) -> list[Ballot]:
        names = [ballot.question for ballot in cast]
        return [ballot for ballot in cast if names.count(ballot.question) >= polling.FEWEST_VOTES]

    def result(self, step: Step) -> dict[str, Any]:
        return {
            "rows": results(step, questions.asked(step), step.shown_round),
            "remarks": len([row for row in step.contributions.all() if not row.is_hidden]),
        }

    def report(self, result: dict[str, Any]) -> dict[str, Any] | None:
        rows = result.get("rows", [])
        return result | {"scores": SCORES} if any(row["counts"] or row["joint"] for row in rows) else None

    def invented(self, step: Step, number: int) -> list[tuple[str, dict[str, str]]]:
        asked = questions.asked(step)
        scores = {field_of(entry): CODES[(number + place) % 3] for place, entry in enumerate(asked)}
        remark = {f"reden-{name_of(asked[0])}": invented_text(self.code, number)} if asked else {}
        return [("scoor", scores | remark | {"volgnummer": "1"})] if asked else []

    def paper_fields(self, step: Step) -> list[PaperField]:
        hint = _("How many people scored yes, partly and no, with spaces between: 4 0 2.")
        return [PaperField(field_of(entry), entry.data["text"], hint) for entry in questions.asked(step)]

    def from_paper(self, step: Step, form: Form) -> None:
        found = {
            name_of(entry): [CODES[number] for number in from_counts(entry, CODES, form)]
            for entry in questions.asked(step)
        }
        if not any(found.values()):
            raise NotAccepted(_("Score at least one question."))
        paper.take_over_ballots(step, found)

    def acts(self) -> dict[str, ParticipantAct]:
        return super().acts() | {"scoor": act_score, "toon-mag": act_agree}

    def desk_acts(self) -> dict[str, DeskAct]:
        return {
            "vraag": add_question,
            "wijzig-vraag": change_question,
            "vraag-weg": remove_question,
            "samen": answer_together,
            "opnieuw": ask_again,
        }


def results(step: Step, asked: list[Entry], round_number: int) -> list[dict[str, Any]]:
    """Per question the counts of a round (from five scores on; none in round 0) and what a group said together."""
    votes = voting.votes_by_question(step, round_number) if round_number else {}
    joint = {entry.data["question"]: entry.data for entry in entries.of_type(step, Entry.Type.VERDICT)}
    return [_row(entry, votes.get(name_of(entry), []), joint.get(entry.data["number"])) for entry in asked]


def _row(entry: Entry, scores: list[str], joint: dict[str, Any] | None) -> dict[str, Any]:
    cast = [Vote((CODES.index(score),)) for score in scores]
    tallies = polling.count(cast, text=entry.data["text"], answers=CODES).tallies
    return {
        "number": entry.data["number"],
        "text": entry.data["text"],
        "counts": list(tallies[0].counts) if tallies else None,
        "votes": tallies[0].votes if tallies else None,
        "joint": {"score": joint["score"], "text": joint["text"]} if joint else None,
    }


def _drawn(entry: Entry, score: str, remark: str) -> dict[str, Any]:
    """A question as the form draws it, with what this browser gave before."""
    return {
        "number": entry.data["number"],
        "text": entry.data["text"],
        "field": field_of(entry),
        "score": score,
        "remark": remark,
    }


def _with_question(step: Step, rows: list[Any]) -> list[Any]:
    texts = {name_of(entry): entry.data["text"] for entry in questions.asked(step)} if rows else {}
    for row in rows:
        row.about = texts.get(row.details.get("question"), "")
    return rows


def act_score(step: Step, by: Who, form: Form) -> None:
    """Take scores from fields ``antwoord-<question>`` and remarks from ``reden-<question>``; each may be left open."""
    scores, remarks = {}, {}
    for entry in questions.asked(step):
        name, score = name_of(entry), form.get(field_of(entry), "")
        if score:
            scores[name] = _score(score)
        remarks[reason_id(step, by, name)] = (form.get(f"reden-{name}", ""), {"question": name})
    if not (scores or any(text.strip() for text, _details in remarks.values())):
        raise NotAccepted(_("Score at least one question."))
    with transaction.atomic():
        if scores:
            voting.vote_all(step, by=by, values=scores, serial=serial_of(form))
        rounds.keep_own(step, by=by, texts=remarks)


def _score(score: str) -> str:
    if score not in SCORES:
        raise NotAccepted(_("Choose yes, partly or no."))
    return score


def add_question(step: Step, form: Form) -> None:
    questions.add(step, required(form, "tekst", _("Write the question.")))


def change_question(step: Step, form: Form) -> None:
    questions.change(step, uuid_of(form), required(form, "tekst", _("Write the question.")))


def answer_together(step: Step, form: Form) -> None:
    """A group of three or four, too few to count scores, answers a question together."""
    if step.dialogue.seats_taken not in circle.JOINT_PEOPLE:
        raise NotAccepted(_("Only a group of three or four answers together."))
    number = whole(form.get("vraag", ""))
    if number not in [entry.data["number"] for entry in questions.asked(step)]:
        raise NotAccepted(_("Choose a question."))
    data = {"question": number, "score": _score(form.get("oordeel", "")), "text": optional(form, "tekst")}
    with transaction.atomic():
        step.entries.filter(type=Entry.Type.VERDICT, data__question=number).delete()
        entries.add(step, Entry.Type.VERDICT, data)


kind = Checklist()
