"""The release: rows are written anew in random order, so that neither a tag nor their place leads to who gave them.

Row numbers and transaction ids keep the order of giving; one batch in random order takes it away.
"""

import random
from uuid import uuid4

from learningdialogues.models import Ballot, Contribution, Step

shuffle = random.SystemRandom().shuffle


def rewrite_texts(step: Step) -> None:
    """Empty the sealed inbox of ``step``: each text becomes a shown row, without tag, in random order."""
    sealed = list(step.sealedcontributions.all())
    shuffle(sealed)
    batch = {"batch": step.settings.get("batch", 1)} if step.shows_in_batches else {}
    step.sealedcontributions.filter(pk__in=[row.pk for row in sealed]).delete()
    Contribution.objects.bulk_create(
        Contribution(
            # the id of a reason was made from its writer's tag: it gets a new one
            id=uuid4() if "question" in row.details else row.pk,
            dialogue_id=row.dialogue_id,
            step=step,
            text=row.text,
            details=row.details | batch,
            is_hidden=row.is_hidden,
            hidden_reason=row.hidden_reason,
        )
        for row in sealed
    )


def rewrite_ballots(step: Step) -> None:
    """Write the ballots of ``step`` anew in random order, without the tags by which a voter could change them."""
    cast = step.kind_module.kept_ballots(
        step, list(step.ballots.exclude(tag="").exclude(question__endswith=":release"))
    )
    shuffle(cast)
    step.ballots.exclude(tag="").delete()
    Ballot.objects.bulk_create(Ballot(step=step, question=row.question, value=row.value) for row in cast)
