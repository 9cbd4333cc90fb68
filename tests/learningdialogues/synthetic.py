"""A synthetic dialogue to attack: twelve people, five rounds, sixty contributions, and a vote; with a fixed seed."""

import json
import random
from dataclasses import dataclass, field
from types import SimpleNamespace
from uuid import UUID

import pytest

from learningdialogues import facilitation, keys, preparing, rewriting, rounds, tokens, voting
from learningdialogues.models import Dialogue, Guide, Step
from network.models import User
from tests.learningdialogues.factories import NOW, current, enter

PEOPLE, ROUNDS = 12, 5
ON_TIME = 10
"""In the last round of texts so many give before the reveal; the others come late and are released at the closing."""
DIVISIONS = [json.dumps({"1": one, "2": other}) for one in range(1, 6) for other in range(6)]
"""Votes as a dump shows them, each another."""
KINDS = ("gather",) * ROUNDS + ("rank",)


@dataclass
class Part:
    """One round of one step: who gave what, and what a facilitator could note by watching."""

    author: dict[str, int] = field(default_factory=dict)
    first_acts: list[int] = field(default_factory=list)
    last_acts: list[int] = field(default_factory=list)
    late: int = 0

    def acts(self, person: int) -> None:
        """Everybody in the room can see that somebody does something, not what."""
        if person not in self.first_acts:
            self.first_acts.append(person)
        self.last_acts = [*(one for one in self.last_acts if one != person), person]

    def with_late(self, late: "Part") -> "Part":
        """Both together, as they lie after the closing."""
        first, last = self.first_acts + late.first_acts, self.last_acts + late.last_acts
        return Part(self.author | late.author, first, last, len(late.first_acts))


class Synthetic:
    """A dialogue that is held step by step. All randomness comes from ``seed``, also that of the storage."""

    def __init__(self, seed: int, guide: Guide, facilitator: User, monkeypatch: pytest.MonkeyPatch) -> None:
        self.random = random.Random(seed)
        self.watched = self.random.randrange(ROUNDS)
        self._fix(monkeypatch)
        self.dialogue = self._open(guide, facilitator)
        self._ids: dict[str, UUID] = {}
        self.people = [enter(self.dialogue) for _number in range(PEOPLE)]
        facilitation.start(self.dialogue, at=NOW)

    def _fix(self, monkeypatch: pytest.MonkeyPatch) -> None:
        bytes_ = SimpleNamespace(token_bytes=self.random.randbytes, token_hex=lambda n: self.random.randbytes(n).hex())
        monkeypatch.setattr(keys, "secrets", bytes_)
        monkeypatch.setattr(tokens, "new_token", lambda: tokens.Token(self.random.randbytes(tokens.TOKEN_BYTES)))
        if not isinstance(rewriting.shuffle, OrderOfArrival):
            monkeypatch.setattr(rewriting, "shuffle", self.random.shuffle)

    def _open(self, guide: Guide, facilitator: User) -> Dialogue:
        dialogue = preparing.prepare(
            guide,
            by=facilitator,
            organisation=facilitator.memberships.get().organisation,
            title="Voorbeeld",
            story="Een verzonnen verhaal.",
            no_procedure_runs=True,
            management_agreed=True,
        )
        facilitation.open_room(dialogue, at=NOW)
        return dialogue

    def collect(self, step: Step, part: Part, people: list[int]) -> None:
        """These people give a text or a vote, in this order; of the first one changes the text afterwards."""
        is_first = not part.author
        for person in people:
            (self._vote if step.kind == "rank" else self._give)(step, part, person)
        if is_first and step.is_collecting and step.kind != "rank":
            self._change(step, part, self.random.choice(people))

    def _give(self, step: Step, part: Part, person: int) -> None:
        id, text = UUID(int=self.random.getrandbits(128), version=4), self._text()
        rounds.contribute(step, by=self.people[person], id=id, text=text)
        self._ids[text], part.author[text] = id, person
        part.acts(person)

    def _change(self, step: Step, part: Part, person: int) -> None:
        before, text = next(text for text, one in part.author.items() if one == person), self._text()
        rounds.edit(step, by=self.people[person], id=self._ids[before], text=text)
        del part.author[before]
        part.author[text] = person
        part.acts(person)

    def _text(self) -> str:
        return "Een brief " + "".join(self.random.choices("abcdefghijklmnop", k=self.random.randint(20, 60)))

    def _vote(self, step: Step, part: Part, person: int) -> None:
        kept = self.random.choice([kept for kept in DIVISIONS if kept not in part.author])
        voting.vote(step, by=self.people[person], question="points", value=json.loads(kept), serial=1)
        part.author[kept] = person
        part.acts(person)

    def in_order(self) -> list[int]:
        """The people in the order in which they act in a round: each time another."""
        return self.random.sample(range(PEOPLE), PEOPLE)

    def step_number(self, number: int) -> Step:
        """Go to this step."""
        to = self.dialogue.steps.all()[number]
        facilitation.move_on(self.dialogue, to=to, at=NOW)
        return current(self.dialogue)


class OrderOfArrival:
    """What takes the place of the shuffle when the attacker must succeed: rows stay in the order in which they came."""

    def __init__(self) -> None:
        self.came: dict[object, int] = {}

    def __call__(self, rows: list) -> None:
        rows.sort(key=lambda row: self.came.setdefault(getattr(row, "tag", "") or row.pk, len(self.came)))
