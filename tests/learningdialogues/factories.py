"""Dialogues for tests, brought to a state by driving the public functions."""

import re
from datetime import UTC, datetime
from uuid import UUID, uuid4

from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from learningdialogues import facilitation, keys, preparing, rounds, seating
from learningdialogues.kinds import KINDS
from learningdialogues.models import Case, Dialogue, Guide, Step
from learningdialogues.rounds import Who
from network.models import Organisation, Role, User
from tests.network.factories import organisation, person

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
STEPS = ("welcome", "gather", "cluster", "patterns", "rank", "perspectives", "actions", "reflect")


def guide(*kinds: str, texts: dict[str, dict] | None = None) -> Guide:
    """A guide with one step of each of ``kinds``; each draws from the step *Gather*. ``texts`` are by kind."""
    steps = [
        {
            "type": "step",
            "value": {
                "kind": kind,
                "title": kind.title(),
                "question": f"Wat zien we bij {kind}?",
                "minutes": 10,
                "break_minutes": 0,
                "level": "unlinkable",
                "basis": "eigen",
                "takes_from": ["Gather"],
                **(texts or {}).get(kind, {}),
            },
        }
        for kind in kinds or STEPS
    ]
    found, _is_new = Guide.objects.get_or_create(key="-".join(kinds)[:60] or "alles", defaults={"title": "Proef"})
    found.steps = Guide._meta.get_field("steps").stream_block.to_python(steps)
    found.save()
    return found


def case(owner: User | None = None, where: Organisation | None = None, **texts: str) -> Case:
    """A case that lies with a second reader."""
    from learningdialogues import cases

    where = where or organisation()
    values = {"title": "Brief over werk", "what_happened": "Iemand las de brief niet.", "where_it_hurts": "De boete."}
    return cases.bring_in(by=owner or person(Role.PROFESSIONAL, where), organisation=where, **values | texts)


def prepared(
    *kinds: str,
    facilitator: User | None = None,
    seats: int = 12,
    texts: dict[str, dict] | None = None,
    **details: object,
) -> Dialogue:
    facilitator = facilitator or person(Role.FACILITATOR)
    return preparing.prepare(
        guide(*kinds, texts=texts),
        by=facilitator,
        organisation=facilitator.memberships.get().organisation,
        title="Brief over werk",
        story="Iemand las de brief niet.",
        seats=seats,
        no_procedure_runs=True,
        management_agreed=True,
        **details,
    )


def dialogue_at(kind: str, *, people: int, kinds: tuple[str, ...] = STEPS, **details: object) -> tuple[Step, list[Who]]:
    """A running dialogue whose current step is the one of ``kind``, and the people inside."""
    dialogue = prepared(*kinds, **details)
    facilitation.open_room(dialogue, at=NOW)
    inside = [enter(dialogue) for _number in range(people)]
    facilitation.start(dialogue, at=NOW)
    to = dialogue.steps.get(kind=kind)
    if to != dialogue.current_step:
        facilitation.move_on(dialogue, to=to, at=NOW)
    return current(dialogue), inside


def current(dialogue: Dialogue) -> Step:
    """The current step as it stands in the database."""
    dialogue.refresh_from_db()
    return Step.objects.select_related("dialogue").get(pk=dialogue.current_step_id)


def enter(dialogue: Dialogue) -> Who:
    return Who(keys.load_key(dialogue.pk), seating.take_seat(dialogue))


def give(step: Step, who: Who, text: str, id: UUID | None = None) -> UUID:
    id = id or uuid4()
    rounds.contribute(step, by=who, id=id, text=text)
    return id


def texts_as_written(queries: CaptureQueriesContext) -> list[str]:
    """The texts "Tekst n" in the order in which the release wrote them, in one statement.

    Not the place of the rows: PostgreSQL may fill a hole that an earlier row left.
    """
    (insert,) = [q["sql"] for q in queries if 'INTO "learningdialogues_contribution"' in q["sql"]]
    return re.findall(r"Tekst \d+", insert)


def at_desk(step: Step, act: str, **fields: object) -> None:
    """An act at the desk; underscores in names of fields stand for hyphens."""
    form = QueryDict(mutable=True)
    for name, value in fields.items():
        form.setlist(name.replace("_", "-"), value if isinstance(value, list) else [str(value)])
    KINDS[step.kind].desk_acts()[act](step, form)


def do(step: Step, who: Who, act: str, **fields: object) -> None:
    """An act of a participant, with the fields of its form."""
    form = QueryDict(mutable=True)
    for name, value in fields.items():
        form[name.replace("_", "-")] = str(value)
    KINDS[step.kind].acts()[act](step, who, form)
