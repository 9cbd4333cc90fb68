"""Make a dialogue from a guide: its steps are copied, its subjects written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learningdialogues import seating
from learningdialogues.models import KEPT_DAYS, Case, Dialogue, Guide, Step, Subject
from learningdialogues.rounds import NotAccepted
from network.models import Item, Organisation, User


@dataclass(frozen=True)
class SubjectText:
    """One thing that a dialogue is about: a case, a letter, a rule, a process, a question, a design."""

    title: str
    text: str
    kind: str = Subject.Kind.CASE


def prepare(
    guide: Guide,
    *,
    by: User,
    organisation: Organisation,
    title: str,
    story: str = "",
    subjects: Sequence[SubjectText] = (),
    want_to_learn: str = "",
    case: Case | None = None,
    example_key: str = "",
    seats: int = 12,
    **details: Any,
) -> Dialogue:
    """A new dialogue in preparation, with the steps of ``guide`` copied into it: a later version does not change it.

    ``subjects`` are what it is about; with one case its ``story`` is enough. Raises NotAccepted for a number of seats
    outside 4-30, or on a case whose texts are erased.
    """
    seating.check_seats(seats)
    if case is not None and case.is_erased:
        raise NotAccepted(_("The texts of this case are erased, so no dialogue can be held on it any more."))
    with transaction.atomic():
        dialogue = Dialogue.objects.create(
            title=title,
            want_to_learn=want_to_learn,
            case=case,
            example_key=example_key,
            guide_key=guide.key,
            guide_version=max(guide.revisions.count(), 1),
            guide_title=guide.title,
            guide_origin=guide.origin,
            facilitator=by,
            organisation=organisation,
            seats=seats,
            erase_on=timezone.localdate() + timedelta(days=KEPT_DAYS),
            **details,
        )
        dialogue.organisations.add(organisation)
        _add_subjects(dialogue, subjects or [SubjectText(title, story)])
        Step.objects.bulk_create(_steps_of(guide, dialogue))
    return dialogue


def _steps_of(guide: Guide, dialogue: Dialogue) -> list[Step]:
    steps: list[Step] = []
    for position, block in enumerate(guide.steps, start=1):
        value = block.value
        before = steps[-1] if steps else None
        joins = bool(value["continues"] and before)
        steps.append(
            Step(
                dialogue=dialogue,
                position=position,
                number=before.number if joins and before else (before.number + 1 if before else 1),
                kind=value["kind"],
                title=before.title if joins and before else value["title"],
                part_title=value["title"] if joins else "",
                question=value["question"],
                minutes=value["minutes"],
                break_minutes=value["break_minutes"] or 0,
                is_optional=bool(value["is_optional"]),
                level=value["level"],
                texts=_texts_of(value),
            )
        )
    return steps


def _texts_of(value: Any) -> dict[str, Any]:
    return {
        "questions": [dict(question) | {"answers": list(question["answers"])} for question in value["questions"]],
        "hint": value["hint"],
        "keywords": list(value["keywords"]),
        "script": value["script"],
        "stuck": list(value["stuck"]),
        "done_when": list(value["done_when"]),
        "basis": value["basis"],
        "basis_note": value["basis_note"],
        "takes_from": list(value["takes_from"]),
        "rows": list(value["rows"]),
        "columns": list(value["columns"]),
        "mode": value["mode"],
        "scale": value["scale"],
        "groups": list(value["groups"]),
    }


def _add_subjects(dialogue: Dialogue, subjects: Sequence[SubjectText]) -> None:
    Subject.objects.bulk_create(
        Subject(dialogue=dialogue, title=one.title, text=one.text, kind=one.kind, position=number)
        for number, one in enumerate(subjects, start=1)
    )


def story_of_example(item: Item) -> str:
    """The text a dialogue copies from an example case: its situation, else its summary."""
    from learningdialogues.models.pages import ExampleCasePage

    page = ExampleCasePage.objects.filter(key=item.pk).first()
    return page.situation if page else item.summary
