"""The audit log: who changed what, when, from which value to which.

Called by the writers themselves, inside their transaction, so that there is no change without its entry. Never called
for anything that a participant of a dialogue does.
"""

from datetime import datetime
from typing import Any

from django.db import models

from network.models import AuditEntry, User

Changes = dict[str, list[Any]]


def record(
    actor: User | None, verb: str, target: models.Model, changes: Changes | None = None, *, at: datetime
) -> None:
    """Write one entry; ``changes`` maps a field to ``[old, new]``. ``actor`` is None for the platform itself."""
    AuditEntry.objects.create(
        actor=actor,
        verb=verb,
        target_kind=target._meta.model_name,
        target=name_of(target),
        changes=changes or {},
        at=at,
    )


def name_of(target: models.Model) -> str:
    """How the log names a thing: its own ``audit_name``, its key, or else its number."""
    return str(getattr(target, "audit_name", None) or getattr(target, "key", None) or target.pk)


def change(thing: models.Model, **values: Any) -> Changes:
    """Set ``values`` on ``thing`` (unsaved) and return what really changed, as ``{field: [old, new]}``."""
    changes = {}
    for name, new in values.items():
        old = getattr(thing, name)
        if old != new:
            setattr(thing, name, new)
            changes[name] = [_plain(old), _plain(new)]
    return changes


def history_of(target: models.Model) -> models.QuerySet[AuditEntry]:
    """The entries about ``target``, newest first, with who made them: one query."""
    return AuditEntry.objects.filter(target_kind=target._meta.model_name, target=name_of(target)).select_related(
        "actor"
    )


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, models.Model) else value
