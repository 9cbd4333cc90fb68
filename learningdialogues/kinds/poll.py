"""*Peiling*: statements with answers to choose from, for everybody or a list for each group.

Who answers in a step with groups says first for which group: that is a vote too, and goes into the answers only.
At the release a group that may not be told apart (``polling.shown_groups``) is taken out of the ballots, and every
question with fewer than five answers goes: what may not be shown is not kept either.
"""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from learningdialogues import paper, polling, questions, renewing, rounds, voting
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
from learningdialogues.kinds.rank import act_agree, serial_of
from learningdialogues.models import Ballot, Entry, Step
from learningdialogues.polling import PollResult, Vote
from learningdialogues.rounds import NotAccepted, Who
from learningdialogues.telling import tell_room

GROUP = "groep"
SCALES = {
    "familiarity": (
        gettext_lazy("I do not know it"),
        gettext_lazy("I know it by name"),
        gettext_lazy("I know it"),
        gettext_lazy("I use it"),
    ),
    "use": (
        gettext_lazy("Not familiar with it"),
        gettext_lazy("Familiar, not used"),
        gettext_lazy("Familiar, sometimes used"),
        gettext_lazy("Familiar, often used"),
    ),
    "agreement": (
        gettext_lazy("I do not agree at all"),
        gettext_lazy("I do not agree"),
        gettext_lazy("Neither"),
        gettext_lazy("I agree"),
        gettext_lazy("I fully agree"),
    ),
}
MOST_ANSWERS, MOST_GROUPS = 12, 6


class Poll(StepKind):
    code = "poll"
    name = gettext_lazy("Poll")
    icon = "chart-bar"
    has_round = True
    only_votes = True
    own_first = True
    main_acts = ("antwoord",)
    asks_questions = True
    prepares = ("vraag", "wijzig-vraag", "vraag-weg", "groepen")

    def start(self, step: Step) -> None:
        if "groups" not in step.settings:
            named = [question.get("group", "") for question in step.texts.get("questions", [])]
            step.settings["groups"] = list(dict.fromkeys(filter(None, [*step.texts.get("groups", []), *named])))
            step.save(update_fields=["settings"])
        questions.prepare(step, lambda question: _from_guide(step, question))

    def room(self, step: Step) -> dict[str, Any]:
        context = {"questions": questions.asked(step), "groups": groups(step), "scales": scales()}
        return context | ({"results": results(step, step.shown_round)} if step.shown_round else {})

    def own(self, step: Step, by: Who | None) -> dict[str, Any]:
        asked = questions.asked(step)
        if by is None:
            return {"needs_group": bool(groups(step)), "questions": [_drawn(entry, []) for entry in asked]}
        names = [GROUP, *(name_of(entry) for entry in asked)]
        own = voting.own_votes(step, by=by, questions=names)
        group = own.get(GROUP, "")
        mine = [entry for entry in asked if entry.data.get("group", "") in ("", group)]
        return {
            "group": group,
            "needs_group": bool(groups(step)) and not group,
            "questions": [_drawn(entry, own.get(name_of(entry), {}).get("answers", [])) for entry in mine],
            "has_given": any(name != GROUP for name in own),
            "serial": voting.next_serial(step, by=by, questions=names),
            "is_ready": rounds.is_ready(step, by=by),
        }

    def with_typed(self, own: dict[str, Any], typed: Form) -> dict[str, Any]:
        for question in own["questions"]:
            chosen = typed.getlist(question["field"])
            for answer in question["answers"]:
                answer["is_chosen"] = str(answer["number"]) in chosen
        return own

    def desk(self, step: Step) -> dict[str, Any]:
        return {"can_change": questions.may_change(step), "scale": step.texts.get("scale", "familiarity")}

    def kept_ballots(self, step: Step, cast: list[Ballot]) -> list[Ballot]:
        by_question: dict[str, list[Ballot]] = {}
        for ballot in cast:
            by_question.setdefault(ballot.question, []).append(ballot)
        by_question.pop(f"{step.round_number}:{GROUP}", None)
        return [ballot for ballots in by_question.values() for ballot in _without_small_groups(ballots)]

    def result(self, step: Step) -> dict[str, Any]:
        shown = step.shown_round
        return {"results": [result.to_json() for result in results(step, shown)]} if shown else {}

    def report(self, result: dict[str, Any]) -> dict[str, Any] | None:
        found = [PollResult.from_json(data) for data in result.get("results", [])]
        return {"results": found} if any(one.tallies for one in found) else None

    def invented(self, step: Step, number: int) -> list[tuple[str, dict[str, str]]]:
        known = groups(step)
        group = known[number % len(known)] if known else ""
        mine = [entry for entry in questions.asked(step) if entry.data.get("group", "") in ("", group)]
        answers = {field_of(entry): str((number + place) % len(_answers(entry))) for place, entry in enumerate(mine)}
        chosen = [("groep", {"groep": group, "volgnummer": "1"})] if group else []
        return [*chosen, ("antwoord", answers | {"volgnummer": "1"})] if answers else []

    def paper_fields(self, step: Step) -> list[PaperField]:
        hint = _("How many people gave each answer, in the order of the answers, with spaces between: 4 0 2 3.")
        return [PaperField(field_of(entry), entry.data["text"], hint) for entry in questions.asked(step)]

    def from_paper(self, step: Step, form: Form) -> None:
        """Counts per answer become so many votes; groups were not told apart on paper."""
        found = {
            name_of(entry): [{"answers": [number]} for number in from_counts(entry, _answers(entry), form)]
            for entry in questions.asked(step)
        }
        if not any(found.values()):
            raise NotAccepted(_("Choose at least one answer."))
        paper.take_over_ballots(step, found)

    def acts(self) -> dict[str, ParticipantAct]:
        return super().acts() | {"groep": act_group, "antwoord": act_answer, "toon-mag": act_agree}

    def desk_acts(self) -> dict[str, DeskAct]:
        return {
            "vraag": add_question,
            "wijzig-vraag": change_question,
            "vraag-weg": remove_question,
            "groepen": set_groups,
            "opnieuw": ask_again,
        }


def groups(step: Step) -> list[str]:
    return step.settings.get("groups", [])


def scales() -> dict[str, list[str]]:
    """The answers of each scale in the language in which content is kept."""
    with override(settings.LANGUAGE_CODE):
        return {code: [str(answer) for answer in answers] for code, answers in SCALES.items()}


def results(step: Step, round_number: int) -> list[PollResult]:
    """What was answered in a round, per question."""
    votes = voting.votes_by_question(step, round_number)
    return [
        polling.count(
            [_vote(value) for value in votes.get(name_of(entry), [])],
            text=entry.data["text"],
            answers=_answers(entry),
            several=entry.data.get("several", False),
            asked_of=entry.data.get("group", ""),
            order=groups(step),
        )
        for entry in questions.asked(step)
    ]


def _from_guide(step: Step, question: dict[str, Any]) -> dict[str, Any]:
    return {
        "group": question.get("group") or "",
        "answers": question.get("answers") or scales()[step.texts.get("scale", "familiarity")],
        "several": bool(question.get("several")),
    }


def name_of(entry: Entry) -> str:
    return str(entry.data["number"])


def field_of(entry: Entry) -> str:
    return f"antwoord-{entry.data['number']}"


def _answers(entry: Entry) -> list[str]:
    return entry.data["answers"]


def _vote(value: dict[str, Any]) -> Vote:
    return Vote(tuple(value["answers"]), value.get("group", ""))


def _drawn(entry: Entry, chosen: list[int]) -> dict[str, Any]:
    """A question as the form draws it, with what this browser chose before."""
    return {
        "number": entry.data["number"],
        "text": entry.data["text"],
        "field": field_of(entry),
        "several": entry.data.get("several", False),
        "answers": [
            {"number": number, "label": label, "is_chosen": number in chosen}
            for number, label in enumerate(_answers(entry))
        ],
    }


def _without_small_groups(ballots: list[Ballot]) -> list[Ballot]:
    votes = [_vote(ballot.value) for ballot in ballots]
    if len([vote for vote in votes if vote.answers]) < polling.FEWEST_VOTES:
        return []
    if not polling.shown_groups(votes):
        for ballot in ballots:
            ballot.value = {"answers": ballot.value["answers"]}
    return ballots


def from_counts(entry: Entry, answers: Collection[Any], form: Form) -> list[int]:
    """From how many gave each answer on paper to the number of the answer, once for each of them."""
    counts = [whole(number, digits=2) for number in form.get(field_of(entry), "").split()]
    if counts and len(counts) != len(answers):
        raise NotAccepted(_("Give a number for each answer of “%(question)s”.") % {"question": entry.data["text"]})
    return [number for number, count in enumerate(counts) for _one in range(count)]


def act_group(step: Step, by: Who, form: Form) -> None:
    """Say as which group one answers. It is no answer yet, and stays what it is after the first one."""
    group = form.get("groep", "")
    if group not in groups(step):
        raise NotAccepted(_("Choose a group."))
    names = [name_of(entry) for entry in questions.asked(step)]
    if voting.own_votes(step, by=by, questions=names):
        raise NotAccepted(_("You have answered already, so your group stays as it is."))
    voting.vote_all(step, by=by, values={GROUP: group}, serial=serial_of(form), is_giving=False)


def act_answer(step: Step, by: Who, form: Form) -> None:
    """Take answers from fields ``antwoord-<question>``; a question may be left open, or taken back when several."""
    asked = questions.asked(step)
    own = voting.own_votes(step, by=by, questions=[GROUP, *(name_of(entry) for entry in asked)])
    group = own.get(GROUP, "")
    if groups(step) and not group:
        raise NotAccepted(_("Say first as which group you answer."))
    given = {}
    for entry in asked:
        chosen = _chosen(entry, form) if entry.data.get("group", "") in ("", group) else []
        if chosen or own.get(name_of(entry)):
            given[name_of(entry)] = {"answers": chosen} | ({"group": group} if group else {})
    if not given:
        raise NotAccepted(_("Choose at least one answer."))
    voting.vote_all(step, by=by, values=given, serial=serial_of(form))


def _chosen(entry: Entry, form: Form) -> list[int]:
    numbers = sorted({whole(text) for text in form.getlist(field_of(entry)) if text})
    is_one_too_many = len(numbers) > 1 and not entry.data.get("several")
    if is_one_too_many or any(number >= len(_answers(entry)) for number in numbers):
        raise NotAccepted(_("Choose one of the answers."))
    return numbers


def add_question(step: Step, form: Form) -> None:
    questions.add(step, required(form, "tekst", _("Write the question.")), **_values(step, form))


def change_question(step: Step, form: Form) -> None:
    text = required(form, "tekst", _("Write the question."))
    questions.change(step, uuid_of(form), text, **_values(step, form))


def remove_question(step: Step, form: Form) -> None:
    questions.remove(step, uuid_of(form))


def _values(step: Step, form: Form) -> dict[str, Any]:
    """Answers (a line each, else those of a scale), whether several may be chosen, and the group that is asked."""
    answers = _lines(optional(form, "antwoorden", 2000), 120) or scales().get(form.get("schaal", ""), [])
    group = form.get("groep", "")
    if not 2 <= len(answers) <= MOST_ANSWERS:
        raise NotAccepted(_("A question has between 2 and %(limit)d answers.") % {"limit": MOST_ANSWERS})
    if group and group not in groups(step):
        raise NotAccepted(_("Choose a group."))
    return {"answers": answers, "several": form.get("meer") == "ja", "group": group}


def set_groups(step: Step, form: Form) -> None:
    """The groups that answer apart, a line each; none is everybody together."""
    questions.check_may_change(step)
    found = _lines(optional(form, "groepen", 2000), 60)
    if len(found) == 1 or len(found) > MOST_GROUPS:
        raise NotAccepted(_("Name two groups or more, at most %(limit)d, or none.") % {"limit": MOST_GROUPS})
    if {entry.data.get("group", "") for entry in questions.asked(step)} - {"", *found}:
        raise NotAccepted(_("There is a question for a group that is not in the list. Change that question first."))
    step.settings["groups"] = found
    step.save(update_fields=["settings"])
    tell_room(step.dialogue_id)


def _lines(text: str, at_most: int) -> list[str]:
    return list(dict.fromkeys(line.strip()[:at_most] for line in text.splitlines() if line.strip()))


def ask_again(step: Step, form: Form) -> None:
    """Ask the same questions once more, for example after the conversation."""
    renewing.open_again(step)


kind = Poll()
