"""What was sealed is written anew in random order, readable, so that nothing leads from it to who gave it.

Rows that count people (``Gave``, ``Ready``) say nothing of what was given, but their order would tell who had nothing
to add and was ready at once: each new one is written with all the others, as one batch in random order.
"""

import random
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Model, QuerySet

from learningdialogues import sealing, tokens
from learningdialogues.models import Ballot, Contribution, Gave, Ready, SealedContribution, Step

shuffle = random.SystemRandom().shuffle


def write_mixed(model: type[Model], rows: Sequence[Model]) -> None:
    """Write ``rows`` of ``model`` (what was there and what is new) as one batch in random order.

    Call it inside a transaction that holds the dialogue. A conflict is no error: PostgreSQL would keep the statement,
    with the texts in it, in its log.
    """
    rows = list(rows)
    shuffle(rows)
    drop(model.objects.filter(pk__in=[row.pk for row in rows if row.pk]))
    if model is not Contribution:
        for row in rows:
            row.pk = None  # a serial number would keep the order
    model.objects.bulk_create(rows, ignore_conflicts=True)


def drop(rows: QuerySet) -> None:
    """Delete in one statement: ``delete()`` reads all rows first, because search listens to whatever is deleted."""
    rows._raw_delete(rows.db)


def count_once(model: type[Gave | Ready], step: Step, nullifier: str) -> None:
    """Add a row that counts somebody, once, among the others of ``step``."""
    others = model.objects.filter(step=step)
    if not others.filter(nullifier=nullifier).exists():
        write_mixed(model, [*others, model(step=step, nullifier=nullifier)])


def reseal_texts(step: Step) -> None:
    """Write the inbox of ``step`` anew for the checking: other ids, no tags, random order, and still sealed."""
    key = sealing.key_of(step)
    rows = sealing.opened(step.sealedcontributions.all(), key)
    drop(step.sealedcontributions.all())
    for row in rows:
        row.id, row.edit_tag = _id_when_shown(row, key), ""
        sealing.close(row, key)
    shuffle(rows)
    SealedContribution.objects.bulk_create(rows, ignore_conflicts=True)


def rewrite_texts(step: Step) -> None:
    """Empty the sealed inbox of ``step``: each text becomes a shown row, in random order."""
    key, sealed = sealing.key_of(step), sealing.texts_of(step)
    drop(step.sealedcontributions.all())
    write_mixed(Contribution, [_shown(row, step, key) for row in sealed])


def _shown(row: SealedContribution, step: Step, key: bytes) -> Contribution:
    batch = {"batch": step.settings.get("batch", 1)} if step.shows_in_batches else {}
    return Contribution(
        id=_id_when_shown(row, key),
        dialogue_id=row.dialogue_id,
        step=step,
        text=row.text,
        details=row.details | batch,
        is_hidden=row.is_hidden,
        hidden_reason=row.hidden_reason,
    )


def _id_when_shown(row: SealedContribution, key: bytes) -> UUID:
    return tokens.shown_id(key, row.came_as)


def rewrite_shown(step: Step) -> None:
    """Mix all that was shown in ``step``, whatever the batch, so that who came late is among the others."""
    rows = list(step.contributions.all())
    for row in rows:
        row.details.pop("batch", None)
    write_mixed(Contribution, rows)


def rewrite_ballots(step: Step) -> None:
    """Open the ballots of ``step`` and write them anew in random order, without the tags that find them again."""
    cast = step.kind_module.kept_ballots(step, _opened_ballots(step))
    drop(step.ballots.exclude(tag=""))
    write_mixed(Ballot, [Ballot(step=step, question=row.question, value=row.value) for row in cast])


def _opened_ballots(step: Step) -> list[Ballot]:
    key, found = sealing.key_of(step), []
    for ballot in step.ballots.exclude(tag="").exclude(question__endswith=":release"):
        if inside := sealing.open_vote(ballot, key):
            ballot.question, ballot.value = inside["question"], inside["value"]
        if ballot.question:
            found.append(ballot)
    return found
