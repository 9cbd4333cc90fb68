"""People who can be asked, and people who are asked in: ambassador profiles and invitations."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models.accounts import Organisation
from network.models.graph import MEMBER, PUBLIC, Keyed


class Province(models.TextChoices):
    """The twelve provinces; the names are the same in every language of the interface."""

    DRENTHE = "drenthe", "Drenthe"
    FLEVOLAND = "flevoland", "Flevoland"
    FRIESLAND = "friesland", "Friesland"
    GELDERLAND = "gelderland", "Gelderland"
    GRONINGEN = "groningen", "Groningen"
    LIMBURG = "limburg", "Limburg"
    NOORD_BRABANT = "noord-brabant", "Noord-Brabant"
    NOORD_HOLLAND = "noord-holland", "Noord-Holland"
    OVERIJSSEL = "overijssel", "Overijssel"
    UTRECHT = "utrecht", "Utrecht"
    ZEELAND = "zeeland", "Zeeland"
    ZUID_HOLLAND = "zuid-holland", "Zuid-Holland"


class ProfileQuerySet(models.QuerySet["AmbassadorProfile"]):
    def visible_to(self, tokens: frozenset[str]) -> ProfileQuerySet:
        """The profiles whose person agreed to be shown, to somebody with these visibility ``tokens``."""
        audiences = [audience for audience in (PUBLIC, MEMBER) if audience in tokens]
        return self.filter(consented_at__isnull=False, audience__in=audiences)


class AmbassadorProfile(Keyed):
    """Somebody who can be asked, known by a role ("Ambassadeur gedrag, gemeente Voorbeeldstad").

    Shown only while the person agrees (``consented_at``). ``contact_email`` is where questions go; no
    page ever shows it. ``user`` is empty for the fictitious ambassadors of the demo.
    """

    kind_code = "ambassadeur"

    class Audience(models.TextChoices):
        EVERYONE = PUBLIC, _("Everyone")
        MEMBERS = MEMBER, _("Members of the network only")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="ambassador_profile",
        verbose_name=_("person"),
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="ambassadors", verbose_name=_("organisation")
    )
    title = models.CharField(
        _("shown as"), max_length=120, help_text=_("Your role, for example “Behaviour ambassador, municipality X”.")
    )
    summary = models.TextField(
        _("what you can be asked about"), max_length=400, help_text=_("One or two sentences, also about what failed.")
    )
    themes = models.CharField(
        _("themes"), max_length=200, blank=True, help_text=_("Words to find you by, separated by commas.")
    )
    shares = models.BooleanField(_("shares"), default=False)
    exchanges = models.BooleanField(_("exchanges"), default=False)
    inspires = models.BooleanField(_("inspires"), default=False)
    seeks_partners_for = models.CharField(_("seeks partners for"), max_length=120, blank=True)
    province = models.CharField(_("province"), max_length=20, choices=Province.choices, blank=True)
    is_facilitator = models.BooleanField(_("facilitates for other organisations"), default=False)
    facilitation_note = models.CharField(
        _("about facilitating"), max_length=160, blank=True, help_text=_("For example when you are available.")
    )
    audience = models.CharField(_("visible to"), max_length=10, choices=Audience.choices, default=Audience.MEMBERS)
    contact_email = models.EmailField(_("questions go to"), blank=True)
    consented_at = models.DateTimeField(_("agreed to be shown"), null=True, blank=True)
    is_example = models.BooleanField(_("fictitious, for the demo"), default=False)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("ambassador profile")
        verbose_name_plural = _("ambassador profiles")
        ordering: ClassVar = ["title"]

    def __str__(self) -> str:
        return self.title

    def item_url(self) -> str:
        return f"{self.kind_info.path}#{self.key}"

    def item_visibility(self) -> frozenset[str]:
        return frozenset({self.audience}) if self.consented_at else frozenset()

    @property
    def mail_address(self) -> str:
        """Where questions go; never in a template that a reader sees."""
        return self.contact_email or (self.user.email if self.user else "")

    @property
    def tasks(self) -> list[str]:
        """The words of the tasks this person takes on."""
        words = [(self.shares, _("shares")), (self.exchanges, _("exchanges")), (self.inspires, _("inspires"))]
        return [str(word) for is_taken, word in words if is_taken]


def hash_of(token: str) -> str:
    """What is stored of a ``token`` of 256 random bits: enough to recognise it, too little to use it."""
    return hashlib.sha256(token.encode()).hexdigest()


class Invitation(models.Model):
    """``invited_by`` asks the person at ``email`` to join ``organisation`` in ``roles``; used at most once."""

    email = models.EmailField(_("e-mail address"))
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="invitations", verbose_name=_("organisation")
    )
    roles = models.JSONField(_("roles"), default=list)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("invited by")
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_at = models.DateTimeField(_("invited"))
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering: ClassVar = ["-invited_at"]

    def __str__(self) -> str:
        return f"{self.email} → {self.organisation_id}"

    def is_open(self, now: datetime) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and now < self.expires_at
