"""*Rangschikken*: the room makes options out of what it brought in, and everybody divides a budget of points."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learningdialogues import entries, paper, ranking, rounds, series, voting
from learningdialogues.kinds.base import DeskAct, Form, PaperField, ParticipantAct, StepKind, required, uuid_of, whole
from learningdialogues.kinds.cluster import sources
from learningdialogues.models import Entry, Step
from learningdialogues.ranking import InvalidBallot, Ranking
from learningdialogues.rounds import NotAccepted, Who

BUDGET = 10
QUESTION = "points"
FEWEST_TO_REHEARSE = 4
"""In a rehearsal nobody votes before so many options are there: after the first vote they cannot change."""


class Rank(StepKind):
    code = "rank"
    name = gettext_lazy("Rank")
    icon = "chart-bar"
    has_round = True
    only_votes = True
    opens_again = True
    main_acts = ("verdeel",)

    def room(self, step: Step) -> dict[str, Any]:
        options = entries.options(step.dialogue)
        context: dict[str, Any] = {"options": options, "budget": budget(step)}
        if step.shown_round:
            context["ranking"] = ranking_of(step)
            context["titles"] = {str(entry.data["number"]): entry.data["title"] for entry in options}
            context["before"] = series.places_before(step)
            context["rows"] = [
                row | {"number": int(row["place"].option)}
                for row in _rows(context["ranking"], context["titles"], context["before"])
            ]
        return context

    def own(self, step: Step, by: Who | None) -> dict[str, Any]:
        if by is None:
            return {}
        own = voting.own_votes(step, by=by, questions=[QUESTION]).get(QUESTION, {})
        return {
            "own_points": own,
            "serial": voting.next_serial(step, by=by, questions=[QUESTION]),
            "has_given": bool(own),
            "points_left": budget(step) - sum(own.values()),
            "is_ready": rounds.is_ready(step, by=by),
        }

    def with_typed(self, own: dict[str, Any], typed: Form) -> dict[str, Any]:
        points = {name.removeprefix("punten-"): typed[name] for name in typed if name.startswith("punten-")}
        return own | {"own_points": points}

    def desk(self, step: Step) -> dict[str, Any]:
        return {"material": sources(step), "can_change_options": not step.ballots.exists()}

    def result(self, step: Step) -> dict[str, Any]:
        if not step.shown_round:
            return {}
        titles = {str(entry.data["number"]): entry.data["title"] for entry in entries.options(step.dialogue)}
        return {"ranking": ranking_of(step).to_json(), "titles": titles, "before": series.places_before(step)}

    def report(self, result: dict[str, Any]) -> dict[str, Any] | None:
        if "ranking" not in result:
            return None
        found = Ranking.from_json(result["ranking"])
        before = result.get("before", {})
        return {"ranking": found, "rows": _rows(found, result["titles"], before), "before": before}

    def invented(self, step: Step, number: int) -> list[tuple[str, dict[str, str]]]:
        options = [str(entry.data["number"]) for entry in entries.options(step.dialogue)]
        if len(options) < FEWEST_TO_REHEARSE:
            return []
        first, second = options[number % len(options)], options[-1]
        points = {f"punten-{first}": "6"} | ({f"punten-{second}": "4"} if second != first else {})
        return [("verdeel", points | {"volgnummer": "1"})]

    def paper_fields(self, step: Step) -> list[PaperField]:
        hint = _("The points of everybody, in the order of the sheets, with spaces between: 4 0 2 3.")
        return [
            PaperField(f"punten-{entry.data['number']}", f"{entry.data['number']} {entry.data['title']}", hint)
            for entry in entries.options(step.dialogue)
        ]

    def from_paper(self, step: Step, form: Form) -> None:
        """One row of points per option; the nth number of each row together are the nth ballot."""
        options = [str(entry.data["number"]) for entry in entries.options(step.dialogue)]
        rows = {option: [whole(number) for number in form.get(f"punten-{option}", "").split()] for option in options}
        if len({len(row) for row in rows.values()}) != 1 or not any(rows.values()):
            raise NotAccepted(_("Every option needs as many numbers as there were sheets."))
        ballots = [
            {option: points for option, points in zip(options, sheet, strict=True) if points}
            for sheet in zip(*rows.values(), strict=True)
        ]
        for ballot in ballots:
            try:
                ranking.validate_ballot(ballot, options, budget(step))
            except InvalidBallot as error:
                raise NotAccepted(str(error)) from error
        paper.take_over_ballots(step, {QUESTION: ballots})

    def acts(self) -> dict[str, ParticipantAct]:
        return super().acts() | {"verdeel": act_divide, "toon-mag": act_agree}

    def desk_acts(self) -> dict[str, DeskAct]:
        return {"optie": add_option, "wijzig-optie": change_option, "optie-weg": remove_option}


def _rows(found: Ranking, titles: dict[str, str], before: dict[str, int]) -> list[dict[str, Any]]:
    """The places with their titles, and the place that a title had in the round before."""
    named = [(row, titles.get(row.option, "")) for row in found.options]
    return [{"place": row, "title": title, "before": before.get(title.casefold())} for row, title in named]


def budget(step: Step) -> int:
    return step.settings.get("budget", BUDGET)


def ranking_of(step: Step) -> Ranking:
    """The ranking of the last round that was shown, over the options of the dialogue."""
    options = [str(entry.data["number"]) for entry in entries.options(step.dialogue)]
    ballots = [{o: n for o, n in ballot.items() if o in options} for ballot in _shown_votes(step)]
    return ranking.rank(ballots, options, budget(step))


def _shown_votes(step: Step) -> list[dict[str, int]]:
    return voting.votes(step, QUESTION, step.shown_round) if step.shown_round else []


def act_divide(step: Step, by: Who, form: Form) -> None:
    """Take a ballot from fields ``punten-<option>``; an empty field is no points."""
    options = [str(entry.data["number"]) for entry in entries.options(step.dialogue)]
    points = {option: whole(form.get(f"punten-{option}", "")) for option in options}
    try:
        ranking.validate_ballot(points, options, budget(step))
    except InvalidBallot as error:
        raise NotAccepted(str(error)) from error
    if not any(points.values()):
        raise NotAccepted(_("Give at least one point, or choose “I am ready” to abstain."))
    given = {option: number for option, number in points.items() if number}
    voting.vote(step, by=by, question=QUESTION, value=given, serial=serial_of(form))


def act_agree(step: Step, by: Who, form: Form) -> None:
    voting.agree_to_release(step, by=by)


def serial_of(form: Form) -> int:
    """The client's serial of a vote; without JavaScript it is 0 and each later form counts one more."""
    return whole(form.get("volgnummer", ""), digits=15)


def add_option(step: Step, form: Form) -> None:
    _check_no_votes(step)
    entries.add_option(step, required(form, "tekst", _("Give the option a name.")))


def change_option(step: Step, form: Form) -> None:
    _check_no_votes(step)
    entries.change(step, uuid_of(form), title=required(form, "tekst", _("Give the option a name."))[:200])


def remove_option(step: Step, form: Form) -> None:
    _check_no_votes(step)
    entry = entries.get(step, uuid_of(form))
    if entry.type != Entry.Type.OPTION or entry.data["number"] == entries.OPTION_ZERO:
        raise NotAccepted(_("This option stays: it is what we compare with."))
    entries.remove(step, entry.pk)


def _check_no_votes(step: Step) -> None:
    if step.ballots.exists():
        raise NotAccepted(_("People have voted already, so the options stay as they are."))


kind = Rank()
