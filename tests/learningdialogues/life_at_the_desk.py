"""The acts of facilitators as rules of the state machine: rounds, the plan, the end."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from learningdialogues import facilitation, moderating, planning, renewing, reports, rounds, tokens
from learningdialogues.models import Dialogue
from learningdialogues.rounds import RELEASE_AT
from tests.learningdialogues.life_machine import ANY, Life, Votes, model_of, when
from tests.learningdialogues.life_model import StepModel

MOST_STEPS = 8
PLAN = ("up", "down", "minutes", "add", "hand over", "pause", "resume")


class Rounds(Votes):
    """What the facilitator does with a round."""

    @when(lambda model: model.inside and model.current)
    @rule(number=ANY, people=st.integers(1, 8), value=st.integers(1, 5), is_checked=st.booleans())
    def hold_a_round(self, number: int, people: int, value: int, is_checked: bool) -> None:
        """Give, agree when it are few, check or not, reveal: what a round is for. After the reveal: all come late."""
        step = self.a_step(number)
        if step is None:
            return
        is_late = step.round == "revealed"
        givers = self.model.inside[: None if is_late else people]
        for one in givers:
            self.give_what_is_asked(step, one, value)
        for one in givers if len(givers) < RELEASE_AT else ():
            self.agrees(step, one)
        if is_checked:
            self.check(step)
            self.moderate(number, value, is_block=value > people)
        (self.reveal_late if is_late else self.reveal)(step)

    @when(lambda model: model.current)
    @rule(number=ANY, what=st.sampled_from(["check", "reveal", "reveal late", "open again"]))
    def lead_the_round(self, number: int, what: str) -> None:
        step = self.a_step(number)
        act = {"check": self.check, "reveal": self.reveal, "open again": self.open_again}.get(what, self.reveal_late)
        act(step)

    def check(self, step: StepModel) -> None:
        may = self.model.is_live and step.may_be_checked
        self.attempt(may, lambda: rounds.check(self.step(step)), "check")
        if may:
            step.round = "checking"

    def reveal(self, step: StepModel) -> None:
        may = self.model.is_live and (step.round == "revealed" or step.may_be_shown)
        self.attempt(may, lambda: rounds.reveal(self.step(step)), "reveal")
        if may and step.round != "revealed":
            step.reveal()

    def reveal_late(self, step: StepModel) -> None:
        may = self.model.is_live and step.round == "revealed" and step.late_may_be_shown
        self.attempt(may, lambda: rounds.reveal_late(self.step(step)), "reveal late")
        if may:
            step.release()

    def open_again(self, step: StepModel) -> None:
        may = self.model.is_live and step.round == "revealed" and not step.in_batches
        self.attempt(may, lambda: renewing.open_again(self.step(step)), "open again")
        if may:
            step.open_again()

    @when(lambda model: model.is_live and model.current)
    @rule(number=ANY, which=ANY, is_block=st.booleans())
    def moderate(self, number: int, which: int, is_block: bool) -> None:
        """Hide a text, or block its writer; only while checking, and hiding also afterwards."""
        step = self.a_step(number)
        rows = [*(step.sealed if step.round == "checking" else {} if is_block else step.shown).items()]
        if not rows:
            return
        given = rows[which % len(rows)][1]
        found = self.step(step)
        read = [*moderating.sealed_for_checking(found), *found.contributions.all()]
        id = next(row.pk for row in read if row.text == given.text)
        may = self.model.is_live
        if is_block:
            self.attempt(may, lambda: moderating.block_writer(self.step(step), id=id), "block")
            self.model.blocked |= {given.by} if may else set()
        else:
            self.attempt(may, lambda: moderating.hide(self.step(step), id=id, reason="Een naam"), "hide")
            given.is_hidden |= may


class Plan(Life):
    """Moving on, back, pausing, another order, another leader; now and then with a page that is out of date."""

    @rule()
    def look_away(self) -> None:
        """What a facilitator's browser shows from now on, until it is looked at again."""
        self.old = self.dialogue

    def seen(self, is_old: bool) -> Dialogue:
        """The dialogue as a request knows it: fresh, or read before something else happened."""
        return self.old if is_old else self.dialogue

    @when(lambda model: model.status == "open" or len(model.texts) > 20)
    @rule(is_old=st.booleans())
    def start(self, is_old: bool = False) -> None:
        may = self.model.may("running")
        self.attempt(may, lambda: facilitation.start(self.seen(is_old), at=self.moment), "start")
        if may:
            self.model.status = "running"
            self.model.move_to(self.model.steps[0])

    @when(lambda model: model.current)
    @rule(number=ANY, is_next=st.booleans(), is_old=st.booleans())
    def move_on(self, number: int, is_next: bool, is_old: bool) -> None:
        """To the next step, or to any other: ahead, or held before. To where it is already, nothing happens."""
        steps = self.model.steps
        place = steps.index(self.model.current) + 1 if is_next else number
        to, self.moment = steps[place % len(steps)], self.moment + timedelta(minutes=7)
        may = self.model.status == "running" or to is self.model.current
        found = self.step(to)
        self.attempt(
            may, lambda: facilitation.move_on(self.seen(is_old), to=found, at=self.moment, reason="Tijd"), "move on"
        )
        if may and to is not self.model.current:
            self.model.move_to(to)

    @when(lambda model: model.is_live or model.status == "draft")
    @rule(number=ANY, what=st.sampled_from(PLAN), minutes=st.integers(0, 241), is_old=st.booleans())
    def change_the_plan(self, number: int, what: str, minutes: int, is_old: bool) -> None:
        """One rule for all that: they are always possible, and would crowd out the others."""
        step = self.model.steps[number % len(self.model.steps)]
        if what in ("up", "down"):
            self._reorder(step, up=what == "up")
        elif what == "minutes":
            self._set_minutes(step, minutes)
        elif what == "hand over":
            self._hand_over()
        elif what in ("pause", "resume"):
            self._pause_or_resume(what == "pause", is_old)
        elif len(self.model.steps) < MOST_STEPS:
            self._add_step(("gather", "rank", "reflect")[number % 3])

    def _pause_or_resume(self, is_pause: bool, is_old: bool) -> None:
        act = facilitation.pause if is_pause else facilitation.resume
        may = not is_pause or (self.model.current and self.model.status == "running" and not self.model.is_paused)
        self.attempt(may, lambda: act(self.seen(is_old), at=self.moment), act.__name__)
        if may and self.model.status == "running":
            self.model.is_paused = is_pause

    def _reorder(self, step: StepModel, up: bool) -> None:
        found = self.step(step)
        self.attempt(self.model.move_in_plan(step, up), lambda: planning.move(found, up=up, at=self.moment), "reorder")

    def _set_minutes(self, step: StepModel, minutes: int) -> None:
        may = 1 <= minutes <= 240 and step.state not in ("done", "skipped")
        self.attempt(may, lambda: planning.set_minutes(self.step(step), minutes, at=self.moment), "minutes")

    def _add_step(self, kind: str) -> None:
        values = {"title": f"Extra {len(self.model.steps)}", "question": "Wat nog meer?", "minutes": 5}
        made = self.attempt(True, lambda: planning.add_step(self.dialogue, kind=kind, **values, at=self.moment), "add")
        steps = self.model.steps
        steps.insert(steps.index(self.model.current) + 1 if self.model.current else len(steps), model_of(made))

    def _hand_over(self) -> None:
        """Who led it before stays as co-facilitator."""
        dialogue = self.dialogue
        before, to = dialogue.facilitator, next(one for one in self.facilitators if one != dialogue.facilitator)
        self.attempt(True, lambda: facilitation.lead_changes_to(dialogue, to, at=self.moment), "hand over")
        fresh = self.dialogue
        assert fresh.facilitator == to
        assert list(fresh.co_facilitators.all()) == [before]


class Ending(Plan):
    """Closing, objecting, erasing."""

    @when(lambda model: model.is_in_last_step or len(model.texts) > 12)
    @rule(is_old=st.booleans(), go_there=st.booleans())
    def close(self, is_old: bool, go_there: bool) -> None:
        if go_there and self.model.current and self.model.status == "running":
            self.move_on(len(self.model.steps) - 1, is_next=False, is_old=False)
        may = self.model.may("closed") and self.model.is_in_last_step
        code = self.attempt(may, lambda: facilitation.close(self.seen(is_old), at=self.moment), "close")
        if may:
            self.model.close()
            assert self.dialogue.follow_code_hash == tokens.hash_follow_code(code)
            self.object(days=0, is_final=False)

    @when(lambda model: model.status == "closed")
    @rule(days=st.integers(0, 12), is_final=st.booleans())
    def object(self, days: int, is_final: bool) -> None:
        """For five working days; not when the report is final."""
        dialogue, today = self.dialogue, self.moment.date() + timedelta(days=days)
        if is_final:
            reports.make_final(today)
        report = dialogue.report
        may = not report.is_final and today <= report.objections_until
        said = {"passage": "Inzichten", "text": "Dat was anders."}
        self.attempt(may, lambda: reports.object_to(report, **said, at=today), "object")

    @when(lambda model: model.status in ("closed", "erased") or len(model.texts) > 25)
    @rule(is_old=st.booleans())
    def erase(self, is_old: bool) -> None:
        may = self.model.may("erased")
        self.attempt(may, lambda: facilitation.erase(self.seen(is_old), at=self.moment), "erase")
        if may:
            self.model.erase()
