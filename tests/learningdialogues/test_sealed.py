"""Before the reveal no text is served to anybody, and afterwards nothing in the database leads to its author."""

from uuid import uuid4

import pytest
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from learningdialogues import rounds
from learningdialogues.models import Contribution, Gave, Ready, SealedContribution
from learningdialogues.tokens import participant_cookie_name, sign
from tests.learningdialogues.factories import dialogue_at, texts_as_written

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

PEOPLE = 6
ROUNDS = 40
MAY_KNOW = {
    SealedContribution: {"id", "dialogue", "step", "sealed", "edit_tag"},
    Contribution: {"id", "dialogue", "step", "text", "details", "is_hidden", "hidden_reason", "group"},
}


def texts_of(people: int) -> list[str]:
    return [f"Tekst {number} over een brief." for number in range(people)]


def pages(step, who) -> dict[str, str]:
    """Everything that a participant, the facilitator and the big screen get."""
    room, desk = f"/meedoen/{step.dialogue_id}/", f"/leerdialogen/{step.dialogue_id}/"
    participant, facilitator = Client(), Client()
    participant.cookies[participant_cookie_name(step.dialogue_id)] = sign(who.token, who.key)
    facilitator.force_login(step.dialogue.facilitator)
    return {
        **{path: participant.get(path).content.decode() for path in (room, f"{room}deel/", f"{room}eigen/")},
        **{path: facilitator.get(path).content.decode() for path in (desk, f"{desk}deel/")},
        **{path: facilitator.get(path).content.decode() for path in (f"{desk}scherm/", f"{desk}scherm/?deel=1")},
    }


def test_no_text_is_served_before_the_reveal_and_all_are_afterwards():
    step, people = dialogue_at("gather", people=PEOPLE)
    texts = texts_of(PEOPLE - 1)
    for person, text in zip(people, texts, strict=False):
        rounds.contribute(step, by=person, id=uuid4(), text=text)
    for path, page in pages(step, people[-1]).items():
        assert not any(text in page for text in texts), path
    rounds.reveal(step)
    shown = {path: page for path, page in pages(step, people[-1]).items() if not path.endswith("/eigen/")}
    for path, page in shown.items():
        assert all(text in page for text in texts), path


def test_no_column_could_hold_an_author():
    for model, may_know in MAY_KNOW.items():
        assert {field.name for field in model._meta.get_fields()} <= may_know, model
        assert not any(isinstance(field, models.DateTimeField) for field in model._meta.get_fields())


def test_the_order_of_rows_says_no_more_than_chance():
    """In each round person n gives the nth text; a reader of the rows guesses that the nth row is of person n."""
    hits = 0
    for _round in range(ROUNDS):
        Contribution.objects.all().delete()
        step, people = dialogue_at("gather", people=PEOPLE, kinds=("gather",))
        texts = texts_of(PEOPLE)
        for person, text in zip(people, texts, strict=True):
            rounds.contribute(step, by=person, id=uuid4(), text=text)
        rounds.reveal(step)
        hits += sum(found == text for found, text in zip(_rows_in_order(), texts, strict=True))
    chance = ROUNDS  # one of the six is right by chance in each round, whatever the order
    assert hits < chance + 4 * ROUNDS**0.5
    assert not Gave.objects.exists() and not Ready.objects.exists()


def test_the_same_reader_finds_every_author_when_nothing_is_shuffled(monkeypatch):
    from learningdialogues import rewriting

    monkeypatch.setattr(rewriting, "shuffle", lambda rows: rows.sort(key=lambda row: getattr(row, "text", "")))
    step, people = dialogue_at("gather", people=PEOPLE, kinds=("gather",))
    texts = texts_of(PEOPLE)
    for person, text in zip(people, texts, strict=True):
        rounds.contribute(step, by=person, id=uuid4(), text=text)
    with CaptureQueriesContext(connection) as queries:
        rounds.reveal(step)
    assert texts_as_written(queries) == [f"Tekst {number}" for number in range(PEOPLE)]


def _rows_in_order() -> list[str]:
    """The texts as a dump gives them: by row number, or by the place of the row."""
    column = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT text FROM learningdialogues_contribution ORDER BY {column}")
        return [row[0] for row in cursor.fetchall()]
