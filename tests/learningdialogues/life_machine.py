"""The acts of people as rules of a state machine, each with what the model says about it."""

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.test import TestCase
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from learningdialogues import entries, facilitation, keys, preparing, rounds, seating, tokens, voting
from learningdialogues.circle import PERSPECTIVES
from learningdialogues.kinds.perspectives import chosen_options
from learningdialogues.models import Dialogue, Guide, Step
from learningdialogues.rounds import NotAccepted, Who
from network.models import User
from tests.learningdialogues.factories import NOW, do
from tests.learningdialogues.life_model import DialogueModel, Given, StepModel

STORY = "Een verzonnen verhaal over een brief"
ANY = st.integers(0, 11)


def when(of: Callable[[DialogueModel], Any]) -> Callable:
    """A rule that only makes sense in some states; most are tried in every state, to see them refused."""
    return precondition(lambda machine: of(machine.model))


class Life(RuleBasedStateMachine):
    """One dialogue, its model, and how an act is done: all or nothing, refused exactly when the model says so."""

    guides: tuple[Guide, Guide]
    facilitators: tuple[User, User]
    accepted: Counter[str] = Counter()
    refused: Counter[str] = Counter()

    @initialize(seats=st.integers(4, 8), people=st.integers(0, 8), in_batches=st.booleans(), begin=st.integers(0, 5))
    def prepare(self, seats: int, people: int, in_batches: bool, begin: int) -> None:
        self.stack = ExitStack()
        self.stack.enter_context(transaction.atomic())
        self.stack.callback(transaction.set_rollback, True)
        by, chosen = self.facilitators[0], self.guides[in_batches]
        where = by.memberships.get().organisation
        confirmed = {"no_procedure_runs": True, "management_agreed": True}
        made = preparing.prepare(
            chosen, by=by, organisation=where, title="Voorbeeld", story=STORY, seats=seats, **confirmed
        )
        self.dialogue_id, self.moment, self.old = made.pk, NOW, made
        self.stack.callback(keys.destroy_key, made.pk)
        self.model = DialogueModel(seats, [model_of(step) for step in made.steps.all()])
        for title in ("Bel eerst", "Schrijf korter"):
            entries.add_option(made.steps.get(kind="rank"), title)
        if begin:  # most lives start where most happens
            self.open()
            for _number in range(min(people, seats)):
                self.join()
            self.start()
            self.move_on(begin - 1, is_next=False, is_old=False)
        self.status_before, self.version_before = self.model.status, 0

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            self.stack.close()

    @property
    def dialogue(self) -> Dialogue:
        """As a view reads it: fresh."""
        return Dialogue.objects.select_related("current_step").get(pk=self.dialogue_id)

    def step(self, model: StepModel) -> Step:
        return Step.objects.select_related("dialogue").get(pk=model.pk)

    def attempt(self, is_accepted: Any, act: Callable[[], Any], name: str) -> Any:
        """Do ``act`` as one request does. Fails when it is refused or accepted against the model."""
        try:
            with TestCase.captureOnCommitCallbacks(execute=True), transaction.atomic():
                done = act()
        except NotAccepted as refusal:
            assert not is_accepted, f"{name} was refused: {refusal}"
            self.refused[name] += 1
            return None
        assert is_accepted, f"{name} was accepted"
        self.accepted[name] += 1
        return done

    def somebody(self, number: int) -> int:
        return self.model.inside[number % len(self.model.inside)]

    def a_step(self, number: int, kinds: tuple[str, ...] = ()) -> StepModel | None:
        """A step where people can be; the current one most often. None when there is none of these kinds."""
        held = [step for step in self.model.held() if not kinds or step.kind in kinds]
        return held[number // 2 % len(held) if number % 2 else 0] if held else None

    def new_text(self) -> str:
        self.model.texts.append(f"Een brief bleef liggen, keer {len(self.model.texts):03d}.")
        return self.model.texts[-1]


def model_of(step: Step) -> StepModel:
    return StepModel(step.pk, step.kind, step.level, step.shows_in_batches)


class Door(Life):
    """Opening, coming in, losing the key."""

    @when(lambda model: model.status == "draft" or not model.is_live)
    @rule()
    def open(self) -> None:
        may = self.model.may("open")
        self.attempt(may, lambda: facilitation.open_room(self.dialogue, at=NOW), "open")
        if may:
            self.model.status, self.model.is_door_open = "open", True

    @when(lambda model: model.may_join)
    @rule()
    def join(self) -> None:
        may = self.model.may_join
        token = self.attempt(may, lambda: seating.take_seat(self.dialogue), "join")
        if may:
            self.model.taken += 1
            self.model.inside.append(len(self.model.people))
            self.model.people.append(Who(keys.load_key(self.dialogue_id), token))

    @rule(what=st.sampled_from(["open", "shut", "seats", "join", "lose the key"]), seats=st.integers(3, 12))
    def at_the_door(self, what: str, seats: int) -> None:
        if what == "join":
            self.join()
        elif self.model.is_live and what == "seats":
            self._set_seats(seats)
        elif self.model.is_live and what == "lose the key":
            self._lose_the_key()
        elif self.model.is_live:
            is_open = what == "open"
            self.attempt(True, lambda: seating.set_door(self.dialogue, is_open=is_open), "door")
            self.model.is_door_open = is_open

    def _set_seats(self, seats: int) -> None:
        may = seats >= 4 and self.model.taken <= seats
        self.attempt(may, lambda: seating.set_seats(self.dialogue, seats), "seats")
        if may:
            self.model.seats = seats

    def _lose_the_key(self) -> None:
        """A lost key costs what was not shown yet, and that everybody joins again; nobody counts twice."""
        cookies = [tokens.sign(self.model.people[one].token, self.model.people[one].key) for one in self.model.inside]
        keys.destroy_key(self.dialogue_id)
        key = facilitation.key_of(self.dialogue)
        assert not any(tokens.read(cookie, key) for cookie in cookies)
        self.model.inside = []
        for step in self.model.steps:
            step.sealed, step.votes, step.agreed = {}, {}, set()
            step.count_anew()


class Texts(Life):
    """What people write, while they may."""

    def give(self, step: StepModel, one: int) -> None:
        may = self.model.is_live and step.round != "checking" and one not in self.model.blocked
        id, text, who = uuid4(), self.new_text(), self.model.people[one]
        self.attempt(may, lambda: rounds.contribute(self.step(step), by=who, id=id, text=text), "give")
        if may:
            step.sealed[id] = Given(one, text)
            step.gave.add(one)

    @when(lambda model: model.inside)
    @rule(number=ANY, person=ANY)
    def contribute(self, number: int, person: int) -> None:
        step = self.a_step(number, ("gather", "reflect"))
        if step is not None:
            self.give(step, self.somebody(person))

    @when(lambda model: model.inside)
    @rule(number=ANY, which=ANY, same=st.booleans())
    def send_again(self, number: int, which: int, same: bool) -> None:
        """The same id again: with the same text nothing changes, with another it is refused."""
        found = self._given(number)
        if found is None:
            return
        step, id, given = found(which)
        may = self.model.is_live and same and given.by not in self.model.blocked
        text = given.text if same else self.new_text()
        who = self.model.people[given.by]
        self.attempt(may, lambda: rounds.contribute(self.step(step), by=who, id=id, text=text), "send again")

    def _given(self, number: int) -> Callable[[int], tuple[StepModel, UUID, Given]] | None:
        step = self.a_step(number, ("gather", "reflect"))
        rows = [*(step.sealed | step.shown).items()] if step else []
        rows = [(id, given) for id, given in rows if given.by in self.model.inside]
        return (lambda which: (step, *rows[which % len(rows)])) if step and rows else None

    @when(lambda model: model.inside)
    @rule(number=ANY, which=ANY, person=ANY, is_own=st.booleans(), is_edit=st.booleans())
    def change(self, number: int, which: int, person: int, is_own: bool, is_edit: bool) -> None:
        """Edit or withdraw: one's own, or try it with somebody else's."""
        self._change(number, which, None if is_own else person, is_edit)

    def _change(self, number: int, which: int, person: int | None, is_edit: bool) -> None:
        found = self._given(number)
        if found is None:
            return
        step, id, given = found(which)
        one = given.by if person is None else self.somebody(person)
        may = self.model.is_live and step.may_be_changed and id in step.sealed and one == given.by
        may = may and not (is_edit and one in self.model.blocked)
        who, text = self.model.people[one], self.new_text()
        change = {"text": text} if is_edit else {}
        act = rounds.edit if is_edit else rounds.withdraw
        self.attempt(may, lambda: act(self.step(step), by=who, id=id, **change), act.__name__)
        if may and is_edit:
            given.text = text
        elif may:
            del step.sealed[id]

    @when(lambda model: model.inside)
    @rule(number=ANY, person=ANY, is_nothing=st.booleans())
    def ready(self, number: int, person: int, is_nothing: bool) -> None:
        """ "I am ready" or "nothing to add"."""
        step, one = self.a_step(number), self.somebody(person)
        if step is None:
            return
        act = rounds.nothing_to_add if is_nothing else rounds.set_ready
        may = self.model.is_live and not (is_nothing and one in self.model.blocked)
        self.attempt(may, lambda: act(self.step(step), by=self.model.people[one]), act.__name__)
        if may:
            step.ready.add(one)
            step.gave |= {one} if is_nothing else set()


class Votes(Texts):
    """Points, marks, giving all together, and agreeing to show what few gave."""

    @when(lambda model: model.inside)
    @rule(number=ANY, person=ANY, value=st.integers(1, 5))
    def vote(self, number: int, person: int, value: int) -> None:
        step = self.a_step(number, ("rank", "perspectives"))
        if step is not None:
            self.give_what_is_asked(step, self.somebody(person), value)

    @when(lambda model: model.inside and model.current)
    @rule(number=ANY, people=st.integers(3, 8), value=st.integers(1, 5))
    def everybody_gives(self, number: int, people: int, value: int) -> None:
        """Most of what happens in a room: all give, or all but one or two."""
        step = self.a_step(number)
        for one in self.model.inside[-people:]:
            if step is not None:
                self.give_what_is_asked(step, one, 1 + (value + one) % 5)

    def give_what_is_asked(self, step: StepModel, one: int, value: int) -> None:
        if step.takes_texts:
            self.give(step, one)
        elif step.kind == "rank":
            self._vote(step, one, "verdeel", {"punten-1": value, "punten-2": 5 - value}, {"points": None})
        elif step.kind == "perspectives":
            options = [entry.data["number"] for entry in chosen_options(self.step(step))]
            fields = {f"cijfer-{p.code}-{option}": value for option in options for p in PERSPECTIVES}
            self._vote(step, one, "cijfers", fields, {f"{o}:{p.code}": value for o in options for p in PERSPECTIVES})

    def _vote(self, step: StepModel, one: int, act: str, fields: dict[str, Any], asked: dict[str, Any]) -> None:
        may = self.model.is_live and step.round == "collecting" and one not in self.model.blocked and fields
        who, found = self.model.people[one], self.step(step)
        serial = voting.next_serial(found, by=who, questions=list(asked))
        self.attempt(may, lambda: do(found, who, act, **{**fields, "volgnummer": serial}), act)
        if may:
            step.gave.add(one)
            for question, value in asked.items():
                step.votes.setdefault(question, {})[one] = value

    @when(lambda model: model.inside)
    @rule(number=ANY, person=ANY, all_of_them=st.booleans())
    def agree(self, number: int, person: int, all_of_them: bool) -> None:
        step = self.a_step(number)
        if step is None:
            return
        for one in sorted(step.gave & set(self.model.inside)) if all_of_them else [self.somebody(person)]:
            self.agrees(step, one)

    def agrees(self, step: StepModel, one: int) -> None:
        is_giver = one in step.gave and one not in self.model.blocked
        may = self.model.is_live and step.round == "collecting" and is_giver
        who = self.model.people[one]
        self.attempt(may, lambda: voting.agree_to_release(self.step(step), by=who), "agree")
        step.agreed |= {one} if may else set()
