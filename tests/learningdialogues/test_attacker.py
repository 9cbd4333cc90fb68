"""Who has the dump, the backup and the log, and saw in which order people acted, links no better than by chance.

A link is a guess that the text at place n of some order is of whoever acted as the nth. We grant hindsight: every
order that the attacker can think of is held against the truth by itself, and none may do better. Without the shuffle
the same attacker must find nearly everybody, else these tests could not fail.
"""

import json
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from learningdialogues import facilitation, rewriting, rounds, tokens
from learningdialogues.models import Guide
from learningdialogues.rounds import RELEASE_AT
from network.models import Role, User
from tests.learningdialogues import attacker
from tests.learningdialogues.attacker import Loot
from tests.learningdialogues.factories import NOW, guide
from tests.learningdialogues.synthetic import KINDS, ON_TIME, PEOPLE, ROUNDS, OrderOfArrival, Part, Synthetic
from tests.network.factories import person

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

OF_DJANGO = ("wagtail", "django_migrations", "django_content_type", "auth_", "taggit")
FEWEST_ORDERS = 4
VOTE_EVERY = 4
MOST_DEVIATIONS = 4
SEALED, SHOWN = ("collecting", "voting"), ("revealed", "closed")
Score = Counter[str]


@pytest.fixture
def scene(db) -> tuple[Guide, User]:
    return guide(*KINDS), person(Role.FACILITATOR)


class Log(logging.Handler):
    """Every line of this process, whatever its level."""

    def __init__(self) -> None:
        super().__init__(0)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def everything_logged() -> Iterator[list[str]]:
    root, log = logging.getLogger(), Log()
    level = root.level
    root.addHandler(log)
    root.setLevel(0)
    try:
        yield log.lines
    finally:
        root.removeHandler(log)
        root.setLevel(level)


def run(seed: int, scene: tuple[Guide, User], monkeypatch: pytest.MonkeyPatch) -> Score:
    """Hold one dialogue, take the loot at three moments, attack with all of it; nothing of it stays in the database."""
    score: Score = Counter()
    tables = [name for name in connection.introspection.table_names() if not name.startswith(OF_DJANGO)]
    with monkeypatch.context() as patch, everything_logged() as log, transaction.atomic():
        held = Synthetic(seed, *scene, patch)
        loots: list[Loot] = []

        def take() -> Loot:
            loots.append(attacker.take_loot(log, tables))
            return loots[-1]

        before_the_reveal = 1  # of the round that is watched: the second time

        rounds_ = range(ROUNDS + (seed % VOTE_EVERY == 0))
        parts = [_round(held, number, score, take) for number in rounds_]
        for stage in ("revealed", "closed"):
            loot = attacker.take_loot(log, tables).with_earlier(loots[before_the_reveal])
            for on_time, late in parts if stage == "revealed" else parts[:ROUNDS]:
                for part in (on_time, late) if stage == "revealed" else (on_time.with_late(late),):
                    _attack(stage, loot, part, score)
            _attack_pairs(stage, loot, parts, score)
            if stage == "revealed":
                held.step_number(ROUNDS)
                facilitation.close(held.dialogue, at=NOW)
        transaction.set_rollback(True)
    return score


def _round(held: Synthetic, number: int, score: Score, take: Callable[[], Loot]) -> tuple[Part, Part]:
    """One step: some give, then the loot may be taken, the others give, reveal; in the last of texts two are late."""
    step, people, on_time, late = held.step_number(number), held.in_order(), Part(), Part()
    some, most = held.random.randint(RELEASE_AT, ON_TIME), ON_TIME if number == ROUNDS - 1 else PEOPLE
    held.collect(step, on_time, people[:some])
    if number in (held.watched, ROUNDS):
        _attack("collecting" if number < ROUNDS else "voting", take(), on_time, score)
    held.collect(step, on_time, people[some:most])
    if number == held.watched:
        take()
    rounds.reveal(step)
    held.collect(step, late, people[most:])
    return on_time, late


def _attack(stage: str, loot: Loot, part: Part, score: Score) -> None:
    """Hold every order of the attacker against the truth."""
    for name, order in attacker.readings(loot, list(part.author)) if len(part.author) > 1 else ():
        for seen, people in (("first", part.first_acts), ("last", part.last_acts)):
            is_right = [part.author[text] == person for text, person in zip(order, people, strict=True)]
            _count(score, f"{stage}: {name}, by {seen} act", is_right, len(is_right))
            if part.late:
                _count(score, f"{stage}: {name}, by {seen} act, late", is_right[-part.late :], len(is_right))


def _count(score: Score, name: str, is_right: list[bool], places: int) -> None:
    """Add the hits on some of ``places``, with mean and variance of as many hits by chance (a random permutation)."""
    tried, share = len(is_right), 1 / places
    together = tried * (tried - 1) * (1 / (places * (places - 1)) - share**2)
    score[f"{name}|hits"] += sum(is_right)
    score[f"{name}|tried"] += tried
    score[f"{name}|mean"] += tried * share
    score[f"{name}|variance"] += tried * share * (1 - share) + together


def _attack_pairs(stage: str, loot: Loot, parts: list[tuple[Part, Part]], score: Score) -> None:
    """Do texts that seem to have one author have one? By chance one pair in twelve does."""
    author = {text: one for on_time, late in parts[:ROUNDS] for text, one in (on_time.author | late.author).items()}
    for one, other in map(tuple, attacker.pairs(loot, list(author))):
        score[f"{stage}: pairs|hits"] += author[one] == author[other]
        score[f"{stage}: pairs|tried"] += 1
        score[f"{stage}: pairs|mean"] += 1 / PEOPLE
        score[f"{stage}: pairs|variance"] += (1 - 1 / PEOPLE) / PEOPLE


def shares(score: Score) -> dict[str, float]:
    """Per order the part of the links that is right."""
    names = {key.rpartition("|")[0] for key in score}
    return {name: score[f"{name}|hits"] / score[f"{name}|tried"] for name in sorted(names)}


def best(score: Score, stage: str) -> float:
    """The part that the best order of ``stage`` links rightly."""
    return max((share for name, share in shares(score).items() if name.startswith(f"{stage}:")), default=0)


def deviations(score: Score, stage: str = "") -> dict[str, float]:
    """Per order how many standard deviations its hits lie above what chance gives."""
    names = (name for name in shares(score) if name.startswith(stage))
    return {name: (score[f"{name}|hits"] - score[f"{name}|mean"]) / score[f"{name}|variance"] ** 0.5 for name in names}


@pytest.mark.proof(suite=100, full=1000)
def test_an_attacker_with_dumps_backup_and_log_links_no_better_than_chance(runs, scene, monkeypatch):
    score: Score = Counter(runs.kept)
    for seed in runs:
        score.update(run(seed, scene, monkeypatch))
        runs.keep(score)
    assert [name for name in shares(score) if name.startswith(SEALED)] == [], "nothing can be read before it is shown"
    for stage in SHOWN:
        found = deviations(score, f"{stage}:")
        assert len(found) >= FEWEST_ORDERS, f"the attacker saw nothing {stage}"
        runs.tell(stage=stage, orders=len(found), highest_sd=round(max(found.values()), 2))
    assert {name: far for name, far in deviations(score).items() if far > MOST_DEVIATIONS} == {}


def unsealed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes in lies there as it is."""
    monkeypatch.setattr(
        tokens, "seal", lambda key, value, length=0: value if "question" in value else json.dumps(value)
    )
    monkeypatch.setattr(tokens, "unseal", lambda key, value: json.loads(value) if isinstance(value, str) else value)


def nearly_everybody(stages: tuple[str, ...], scene: tuple[Guide, User], monkeypatch: pytest.MonkeyPatch) -> bool:
    score: Score = Counter()
    for seed in range(3):
        score.update(run(seed, scene, monkeypatch))
    return {stage: best(score, stage) > 0.9 for stage in stages} == dict.fromkeys(stages, True)


def test_the_same_attacker_finds_nearly_everybody_when_nothing_is_shuffled(scene, monkeypatch):
    monkeypatch.setattr(rewriting, "shuffle", OrderOfArrival())
    assert nearly_everybody(SHOWN, scene, monkeypatch)


def test_the_same_attacker_finds_nearly_everybody_when_nothing_is_sealed(scene, monkeypatch):
    unsealed(monkeypatch)
    assert nearly_everybody(SEALED, scene, monkeypatch)


def test_the_same_attacker_joins_two_dumps_when_what_is_shown_keeps_its_id(scene, monkeypatch):
    monkeypatch.setattr(tokens, "shown_id", lambda key, id: id)
    assert nearly_everybody(("revealed",), scene, monkeypatch)


def test_the_attacker_finds_authors_whose_tag_is_always_the_same(scene, monkeypatch):
    unsealed(monkeypatch)
    monkeypatch.setattr(tokens, "edit_tag", lambda key, token, id: token.value.hex())
    monkeypatch.setattr(rewriting, "rewrite_texts", lambda step: None)
    assert shares(run(0, scene, monkeypatch))["revealed: pairs"] > 0.9


def test_the_attacker_reads_the_log(scene, monkeypatch):
    as_it_is = rounds.contribute

    def told(step, **of):
        logging.getLogger("room").info("Contribution %s", of["id"])
        as_it_is(step, **of)

    monkeypatch.setattr(rounds, "contribute", told)
    monkeypatch.setattr(tokens, "shown_id", lambda key, id: id)
    found = {name: share for name, share in shares(run(0, scene, monkeypatch)).items() if ": log, by first act" in name}
    assert set(found.values()) == {1.0}, found
