"""Who can be asked: finding an ambassador for an item, showing oneself, and asking without seeing an address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network import auditing, mailing, permissions
from network.boards import action_lines_of
from network.models import AmbassadorProfile, AuditEntry, Item, Link, Membership, Role, User
from network.models.people import ProfileQuerySet
from network.visibility import ANYONE

SHOWN = 3
MOST_AN_HOUR = 5
MOST_A_DAY = 20
DIRECT, THEME, SAME_LINE = 4, 2, 1
TASKS = {"delen": "shares", "uitwisselen": "exchanges", "inspireren": "inspires"}


class AskError(ValueError):
    """The question cannot be sent; the message is a sentence for the user."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


def ambassadors_for(item: Item, tokens: frozenset[str] = ANYONE) -> list[AmbassadorProfile]:
    """At most three ambassadors to ask about ``item``, the nearest first, for who has these visibility ``tokens``.

    Near is: linked to the item, one of the themes stands in its title or summary, or the same action line. Three
    queries, however many ambassadors and links there are.
    """
    lines = set(action_lines_of([item.key]).values()) | ({item.key} if item.kind == "actielijn" else set())
    near = _links_to({item.key}, lines)
    scored = [
        (_nearness(profile, item, near.get(profile.key, set()), lines), profile)
        for profile in AmbassadorProfile.objects.visible_to(tokens).select_related("organisation")
    ]
    chosen = sorted((pair for pair in scored if pair[0]), key=lambda pair: (-pair[0], pair[1].title))
    return [profile for _score, profile in chosen[:SHOWN]]


def _links_to(keys: set[str], lines: set[str]) -> dict[str, set[str]]:
    """For each ambassador: which of ``keys`` and ``lines`` it is linked to, whichever end laid the link."""
    wanted = keys | lines
    pairs = Link.objects.filter(
        Q(source_id__in=wanted, target__kind="ambassadeur") | Q(target_id__in=wanted, source__kind="ambassadeur")
    ).values_list("source_id", "target_id")
    found: dict[str, set[str]] = {}
    for source, target in pairs:
        profile, other = (target, source) if source in wanted else (source, target)
        found.setdefault(profile, set()).add(other)
    return found


def _nearness(profile: AmbassadorProfile, item: Item, linked: set[str], lines: set[str]) -> int:
    text = f"{item.title} {item.summary}".casefold()
    themes = [theme.strip().casefold() for theme in profile.themes.split(",")]
    has_theme = any(theme and theme in text for theme in themes)
    return DIRECT * (item.key in linked) + THEME * has_theme + SAME_LINE * bool(linked & lines)


def narrowed(profiles: ProfileQuerySet, *, words: str = "", task: str = "", province: str = "") -> ProfileQuerySet:
    """The profiles in which ``words`` stand, with this task (its Dutch word) and in this province; empty = any."""
    if words:
        fields = ("title", "summary", "themes", "seeks_partners_for", "organisation__title")
        found = Q()
        for field in fields:
            found |= Q(**{f"{field}__icontains": words})
        profiles = profiles.filter(found)
    if task in TASKS:
        profiles = profiles.filter(Q(**{TASKS[task]: True}))
    return profiles.filter(province=province) if province else profiles


@transaction.atomic
def show_oneself(
    profile: AmbassadorProfile, *, consents: bool, lines: Iterable[Item], by: User, at: datetime
) -> AmbassadorProfile:
    """Save one's own profile. Only ``by`` itself agrees to be shown, and can take that back; the lines are links."""
    permissions.check_may_be_ambassador(by, profile)
    was_shown = profile.consented_at is not None
    profile.user = by
    profile.consented_at = (profile.consented_at or at) if consents else None
    kept = [block for block in profile.links if block.value["item"] and block.value["item"].kind != "actielijn"]
    profile.links = [(block.block_type, block.value) for block in kept] + [
        ("link", {"item": line, "relation": Link.Relation.BELONGS_TO, "basis": ""}) for line in lines
    ]
    profile.save()
    auditing.record(by, "saved_profile", profile, {"is_shown": [was_shown, consents]}, at=at)
    return profile


@transaction.atomic
def ask(profile: AmbassadorProfile, *, text: str, by: User, at: datetime) -> None:
    """Send the question ``text`` to the person behind ``profile``; the answer goes to the address of ``by``.

    Raises AskError after 5 questions in an hour, or when the profile got 20 in a day. The text is not kept after it
    was sent; that somebody asked is.
    """
    permissions.check_may_ask_ambassador(by)
    _check_limits(profile, by, at)
    recipients = recipients_of(profile)
    if not recipients:
        raise AskError(gettext_lazy("Nobody reads the questions for this profile yet. Ask the coordinator."))
    context = {"profile": profile.title, "text": text, "asker": by.get_full_name() or by.email}
    context["organisations"] = sorted({one.organisation.title for one in by.memberships.select_related("organisation")})
    for address in recipients:
        subject = _("Question from the prevention network")
        mailing.queue(address, subject, "network/mail/question.txt", context, at, reply_to=by.email)
    auditing.record(by, "asked", profile, at=at)


def recipients_of(profile: AmbassadorProfile) -> list[str]:
    """The person's own address; without one the focal points of the organisation."""
    if profile.mail_address:
        return [profile.mail_address]
    focal_points = Membership.objects.filter(organisation=profile.organisation, role=Role.FOCAL_POINT)
    return sorted(set(focal_points.values_list("user__email", flat=True)))


def _check_limits(profile: AmbassadorProfile, by: User, at: datetime) -> None:
    asked = AuditEntry.objects.filter(verb="asked", target_kind="ambassadorprofile")
    if asked.filter(actor=by, at__gt=at - timedelta(hours=1)).count() >= MOST_AN_HOUR:
        raise AskError(gettext_lazy("You asked five questions in an hour. Wait a little before the next one."))
    if asked.filter(target=profile.key, at__gt=at - timedelta(days=1)).count() >= MOST_A_DAY:
        raise AskError(gettext_lazy("This ambassador got many questions today. Try again tomorrow."))
