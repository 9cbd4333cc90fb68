"""People and organisations for tests; states are reached through the public functions."""

from datetime import UTC, datetime

from network import followup, memberships
from network.models import Assignment, Organisation, Recommendation, Role, Stance, User

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def organisation(title: str = "Gemeente Voorbeeldstad", **fields: object) -> Organisation:
    found = Organisation.objects.filter(title=title).first()
    return found or Organisation.objects.create(title=title, type="gemeente", is_example=True, **fields)


def person(
    role: str | None = None, where: Organisation | None = None, email: str = "", password: str | None = None
) -> User:
    """Somebody with a verified address; ``role`` at ``where`` when given."""
    number = User.objects.count() + 1
    user = User.objects.create_user(email or f"{role or 'someone'}-{number}@voorbeeld.example", password)
    user.first_name, user.last_name = (role or "Someone").title(), str(number)
    user.save()
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    if role:
        memberships.join(user, organisation=where or organisation(), role=role, by=None, at=NOW)
    return user


def recommendation(number: str = "1.1", *, followed: bool = True, title: str = "Let op signalen") -> Recommendation:
    return Recommendation.objects.create(
        number=number,
        title=title,
        summary="Pak een signaal op en leg uit wat gemeld moet worden.",
        text="Begin met goede uitleg.",
        addressees=["gemeenten"],
        followed=followed,
    )


def coordinator() -> User:
    return person(Role.COORDINATOR, organisation("Netwerkbureau Voorbeeld"))


def assignment(
    where: Organisation | None = None, what: Recommendation | None = None, stance: str = Stance.NONE, **fields: object
) -> Assignment:
    """A recommendation laid before ``where``, with the ``stance`` that its focal point took."""
    where = where or organisation()
    laid = followup.assign(what or recommendation(), organisation=where, by=coordinator(), at=NOW)
    if stance != Stance.NONE:
        focal_point = person(Role.FOCAL_POINT, where)
        laid = followup.take_stance(laid, stance=stance, by=focal_point, at=NOW, **fields)
    return laid


def reported(where: Organisation | None = None, what: Recommendation | None = None) -> Assignment:
    """Taken up, and told about by a professional of the organisation."""
    laid = assignment(where, what, Stance.YES)
    by = person(Role.PROFESSIONAL, laid.organisation)
    followup.report_progress(laid, text="Klantmanagers vragen ernaar.", by=by, at=NOW)
    return laid


class BrokenBackend:
    """A mail server that is down."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        pass

    def send_messages(self, messages: list) -> int:
        raise ConnectionRefusedError("no mail server")
