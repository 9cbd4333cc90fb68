"""Make a dialogue from a guide: its steps are copied, its subjects written down. While it is a draft: correct it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learningdialogues import cases, facilitation, keys, leading, seating
from learningdialogues.models import KEPT_DAYS, Case, Dialogue, Guide, Step, Subject
from learningdialogues.permissions import works_at
from learningdialogues.rounds import NotAccepted
from learningdialogues.telling import tell_room
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


def rewrite(
    dialogue: Dialogue,
    *,
    subjects: Sequence[SubjectText],
    organisations: Iterable[Organisation],
    was_read: bool = False,
    **values: Any,
) -> bool:
    """Correct a draft. Returns whether the group reads other words than before: what was confirmed is asked again then.

    The steps stay as they were copied. ``was_read`` says that somebody who does not lead read the new words: whoever
    leads from another organisation reads them at once. Raises NotAccepted without that, outside 4-30 seats, and when
    the door was opened in the meantime.
    """
    seating.check_seats(values["seats"])
    with facilitation.as_it_stands(dialogue):
        _check_is_draft(dialogue)
        dialogue.refresh_from_db()
        before = _words_of(dialogue)
        _set_values(dialogue, values)
        dialogue.organisations.set(organisations)
        dialogue.subjects.all().delete()
        _add_subjects(dialogue, subjects)
        is_other = _words_of(dialogue) != before
        if is_other:
            _ask_again(dialogue, was_read)
        tell_room(dialogue.pk)
    return is_other


def _set_values(dialogue: Dialogue, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(dialogue, name, value)
    dialogue.save(update_fields=list(values))


def _ask_again(dialogue: Dialogue, was_read: bool) -> None:
    """What was confirmed was confirmed of other words. Raises NotAccepted when who leads may not read these yet."""
    asked = {"no_procedure_runs": False, "management_agreed": False, "story_was_read": was_read}
    _set_values(dialogue, asked)
    for leader in leading.leaders_of(dialogue):
        leading.check_may_lead(dialogue, leader)


def _words_of(dialogue: Dialogue) -> list[str]:
    """Everything that the group reads of the preparation, white space aside."""
    told = [text for one in dialogue.subjects.all() for text in (one.title, one.text)]
    return [" ".join(text.split()) for text in (dialogue.title, dialogue.want_to_learn, *told)]


def is_read_elsewhere(dialogue: Dialogue) -> bool:
    """Whether somebody of another organisation than that of the case leads, and so reads every change at once."""
    case = dialogue.case
    return case is not None and not all(works_at(one, case.organisation_id) for one in leading.leaders_of(dialogue))


def delete_draft(dialogue: Dialogue) -> None:
    """Take a draft away, with its steps and its subjects. Raises NotAccepted when the door was opened.

    The case stays for another dialogue. Was this the last one that was not erased, then its texts go, as they do at the
    retention date.
    """
    with facilitation.as_it_stands(dialogue):
        _check_is_draft(dialogue)
        dialogue_id, case_id = dialogue.pk, dialogue.case_id
        dialogue.delete()
        _erase_if_told(case_id)
        transaction.on_commit(lambda: keys.destroy_key(dialogue_id))


def _erase_if_told(case_id: UUID | None) -> None:
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None or case.is_erased:
        return
    if set(case.dialogues.values_list("status", flat=True)) == {Dialogue.Status.ERASED}:
        cases.erase(case)


def _check_is_draft(dialogue: Dialogue) -> None:
    if dialogue.status != Dialogue.Status.DRAFT:
        raise NotAccepted(_("The door of this dialogue was opened, so its preparation stays as it is."))


def story_of_example(item: Item) -> str:
    """The text a dialogue copies from an example case: its situation, else its summary."""
    from learningdialogues.models.pages import ExampleCasePage

    page = ExampleCasePage.objects.filter(key=item.pk).first()
    return page.situation if page else item.summary
