"""Rows are written anew in random order, so that neither a tag nor their place leads to who gave them.

Row numbers and transaction ids keep the order of giving, and who sits in the room sees in which order people act. So
every contribution, change and vote rewrites what it joins as one batch in random order: a dump that is taken while a
round collects holds no order either. The release does it once more and takes the tags away.
"""

import random
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.db.models import Model, QuerySet

from learningdialogues.models import Ballot, Contribution, SealedContribution, Step

shuffle = random.SystemRandom().shuffle


def write_mixed(model: type[Model], rows: Sequence[Model]) -> None:
    """Write ``rows`` of ``model`` (what was there, changed or not, and what is new) as one batch in random order.

    Call it inside a transaction that holds the step. A conflict is no error: PostgreSQL would keep the statement, with
    the texts in it, in its log.
    """
    rows = list(rows)
    shuffle(rows)
    drop(model.objects.filter(pk__in=[row.pk for row in rows if row.pk]))
    if model is Ballot:
        for row in rows:
            row.pk = None  # a serial number would keep the order
    model.objects.bulk_create(rows, ignore_conflicts=True)


def drop(rows: QuerySet) -> None:
    """Delete in one statement: ``delete()`` reads all rows first, because search listens to whatever is deleted."""
    rows._raw_delete(rows.db)


def cast(step: Step, votes: dict[tuple[str, str], Any], serial: int) -> None:
    """Add or replace votes, by question and tag, and mix all ballots of those questions.

    A ``serial`` not above the stored one is an old retry: ignored.
    """
    cast_before = step.ballots.filter(question__in={question for question, _tag in votes}).exclude(tag="")
    ballots = {(row.question, row.tag): row for row in cast_before}
    for (question, tag), value in votes.items():
        new = Ballot(step=step, question=question, tag=tag, value=value, serial=serial)
        ballot = ballots.setdefault((question, tag), new)
        if ballot.serial < serial:
            ballot.value, ballot.serial = value, serial
    write_mixed(Ballot, list(ballots.values()))


def rewrite_texts(step: Step) -> None:
    """Empty the sealed inbox of ``step``: each text becomes a shown row, without tag, in random order."""
    sealed = list(step.sealedcontributions.all())
    drop(step.sealedcontributions.filter(pk__in=[row.pk for row in sealed]))
    write_mixed(Contribution, [_shown(row, step) for row in sealed])


def _shown(row: SealedContribution, step: Step) -> Contribution:
    batch = {"batch": step.settings.get("batch", 1)} if step.shows_in_batches else {}
    return Contribution(
        # the id of a reason was made from its writer's tag: it gets a new one
        id=uuid4() if "question" in row.details else row.pk,
        dialogue_id=row.dialogue_id,
        step=step,
        text=row.text,
        details=row.details | batch,
        is_hidden=row.is_hidden,
        hidden_reason=row.hidden_reason,
    )


def rewrite_shown(step: Step) -> None:
    """Mix all that was shown in ``step``, whatever the batch, so that who came late is among the others."""
    rows = list(step.contributions.all())
    for row in rows:
        row.details.pop("batch", None)
    write_mixed(Contribution, rows)


def rewrite_ballots(step: Step) -> None:
    """Write the ballots of ``step`` anew in random order, without the tags by which a voter could change them."""
    cast = step.kind_module.kept_ballots(
        step, list(step.ballots.exclude(tag="").exclude(question__endswith=":release"))
    )
    drop(step.ballots.exclude(tag=""))
    write_mixed(Ballot, [Ballot(step=step, question=row.question, value=row.value) for row in cast])
