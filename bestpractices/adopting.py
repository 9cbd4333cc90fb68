"""An organisation tells that it works with a practice, what it did with it, and what came of it."""

from datetime import datetime

from django.db import transaction

from bestpractices.models import Adoption, PracticePage
from network import auditing, permissions
from network.models import Organisation, User


@transaction.atomic
def report(
    practice: PracticePage, *, organisation: Organisation, how: str, since: str, outcome: str, by: User, at: datetime
) -> Adoption:
    """Say, or say anew, what ``organisation`` does with ``practice``; the last report counts, the log keeps all.

    Raises PermissionDenied for who may not report for the organisation.
    """
    permissions.check_may_report_for(by, organisation)
    values = {"how": how, "since": since, "outcome": outcome, "reported_by": by, "reported_at": at}
    before = Adoption.objects.filter(practice=practice, organisation=organisation).first()
    adoption, _is_new = Adoption.objects.update_or_create(practice=practice, organisation=organisation, defaults=values)
    changes = {name: [str(getattr(before, name, "")), str(values[name])] for name in ("how", "since", "outcome")}
    auditing.record(by, "reported adoption", adoption, changes, at=at)
    return adoption
