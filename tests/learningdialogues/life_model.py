"""What a dialogue must be like, kept beside the real one: plain Python that says beforehand what is accepted."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from learningdialogues.rounds import RELEASE_AT, Who

TRANSITIONS = {
    "draft": {"open", "erased"},
    "open": {"running", "erased"},
    "running": {"closed", "erased"},
    "closed": {"erased"},
    "erased": set(),
}
"""Written out once more: what the product says is held against this."""
LIVE = ("open", "running")


@dataclass
class Given:
    """One text, and who gave it (the number of a person)."""

    by: int
    text: str
    is_hidden: bool = False


@dataclass
class StepModel:
    """One step: its round, what lies sealed in it and what was shown."""

    pk: UUID
    kind: str
    level: str
    in_batches: bool
    state: str = "ahead"
    round: str = "collecting"
    number: int = 1
    sealed: dict[UUID, Given] = field(default_factory=dict)
    shown: dict[UUID, Given] = field(default_factory=dict)
    gave: set[int] = field(default_factory=set)
    ready: set[int] = field(default_factory=set)
    agreed: set[int] = field(default_factory=set)
    votes: dict[str, dict[int, Any]] = field(default_factory=dict)
    released: Counter[str] = field(default_factory=Counter)
    has_fallen: bool = False
    waits_from_before: bool = False

    @property
    def takes_texts(self) -> bool:
        return self.kind in ("gather", "reflect")

    @property
    def may_be_shown(self) -> bool:
        """From five givers on, or when each of them agreed; nobody may wait sealed who was not asked."""
        all_agreed = 0 < len(self.gave) <= len(self.agreed) and not self.waits_from_before
        return self.level != "unlinkable" or len(self.gave) >= RELEASE_AT or all_agreed

    @property
    def late_may_be_shown(self) -> bool:
        return self.level == "named" or len(self.gave) >= RELEASE_AT

    @property
    def may_be_checked(self) -> bool:
        if self.round == "revealed" and self.in_batches:
            return self.late_may_be_shown
        return self.round == "collecting" and self.may_be_shown

    @property
    def may_be_changed(self) -> bool:
        return self.round == "collecting" or (self.round == "revealed" and self.in_batches)

    def release(self) -> None:
        """Everything sealed becomes shown, and nothing counts givers any more."""
        self.shown |= self.sealed
        self.released.update({f"{self.number}:{question}": len(cast) for question, cast in self.votes.items()})
        self.sealed, self.votes, self.waits_from_before = {}, {}, False
        self.gave, self.ready, self.agreed = set(), set(), set()

    def reveal(self) -> None:
        if self.level == "unlinkable" and len(self.gave) < RELEASE_AT:
            self.level, self.has_fallen = "hidden", True
        self.release()
        self.round = "revealed"

    def count_anew(self) -> None:
        """Givers are forgotten; what lies sealed cannot be released by agreement any more."""
        self.gave, self.ready = set(), set()
        self.waits_from_before = self.waits_from_before or bool(self.sealed)

    def open_again(self) -> None:
        """A new round promises again what the step promised."""
        self.count_anew()
        self.round, self.number = "collecting", self.number + 1
        if self.has_fallen:
            self.level, self.has_fallen = "unlinkable", False

    def ballots(self) -> Counter[tuple[str, bool]]:
        """How many ballots lie there per question of a round, and whether they still have a tag."""
        found = Counter({(question, False): number for question, number in self.released.items()})
        found.update({(f"{self.number}:{question}", True): len(cast) for question, cast in self.votes.items()})
        found[f"{self.number}:release", True] = len(self.agreed)
        return +found


@dataclass
class DialogueModel:
    """The dialogue: its status, its steps in their order, its seats."""

    seats: int
    steps: list[StepModel]
    status: str = "draft"
    is_door_open: bool = False
    taken: int = 0
    current: StepModel | None = None
    is_paused: bool = False
    people: list[Who] = field(default_factory=list)
    inside: list[int] = field(default_factory=list)
    blocked: set[int] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)

    @property
    def is_live(self) -> bool:
        return self.status in LIVE

    @property
    def may_join(self) -> bool:
        return self.is_live and self.is_door_open and self.taken < self.seats

    @property
    def is_in_last_step(self) -> bool:
        return self.current is not None and self.current is self.steps[-1]

    def may(self, status: str) -> bool:
        return status in TRANSITIONS[self.status]

    def held(self) -> list[StepModel]:
        """Steps that people can be in: the current one first, and those before it."""
        others = [step for step in self.steps if step.state not in ("ahead", "current")]
        return [self.current, *others] if self.current else others

    def move_to(self, to: StepModel) -> None:
        """What was current is done, what is passed over is skipped."""
        if self.current is not None:
            self.current.state = "done"
        for step in self.steps[: self.steps.index(to)]:
            if step.state == "ahead":
                step.state = "skipped"
        to.state, self.current, self.is_paused = "current", to, False

    def move_in_plan(self, step: StepModel, up: bool) -> bool:
        """Put a step that lies ahead one place among those ahead earlier or later; False when it has no such place."""
        ahead = [one for one in self.steps if one.state == "ahead"]
        if step not in ahead:
            return False
        other = ahead.index(step) + (-1 if up else 1)
        if not 0 <= other < len(ahead):
            return False
        here, there = self.steps.index(step), self.steps.index(ahead[other])
        self.steps[here], self.steps[there] = self.steps[there], self.steps[here]
        return True

    def close(self) -> None:
        self.status, self.is_door_open = "closed", False
        for step in self.steps:
            step.release()
            step.released.clear()
            if step.state == "current":
                step.state = "done"
        self.blocked = set()

    def erase(self) -> None:
        self.status, self.is_door_open, self.blocked = "erased", False, set()
        for step in self.steps:
            step.release()
            step.shown.clear()
            step.released.clear()
