"""What the network is asked to recommend: drafts, mostly from a learning dialogue. No search and no list shows them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

ROUTES = [
    ("team", _("our own team")),
    ("organisatie", _("our own organisation")),
    ("andere-instantie", _("another agency")),
    ("vng", _("VNG")),
    ("knelpuntenbrief", _("the bottleneck letter to the ministry")),
    ("ministerie", _("the ministry")),
    ("wetgever", _("the lawmaker")),
]
"""Who can change it: from near by to far away."""


class DraftRecommendation(models.Model):
    """A recommendation that somebody proposes. Of a dialogue it keeps the quarter only: erasing that breaks nothing.

    Only ``network.drafting`` writes ``status``.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Waits for a coordinator")
        ACCEPTED = "accepted", _("Became a recommendation")
        DECLINED = "declined", _("Not taken over")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=255)
    cause = models.TextField(_("cause"), blank=True)
    route = models.CharField(_("who can change it"), max_length=20, choices=ROUTES)
    origin = models.CharField(_("origin"), max_length=10, default="dialogue", editable=False)
    quarter = models.CharField(_("quarter"), max_length=7)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey("network.Organisation", models.PROTECT, related_name="+")
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PROPOSED)
    remark = models.TextField(_("remark of the coordinator"), blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    recommendation = models.ForeignKey(
        "network.Recommendation", models.SET_NULL, null=True, blank=True, related_name="drafts"
    )
    is_example = models.BooleanField(_("example data"), default=False)

    class Meta:
        verbose_name = _("draft recommendation")
        verbose_name_plural = _("draft recommendations")
        ordering = ["status", "title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/aanbevelingen/concept/{self.pk}/"

    @property
    def mover(self) -> str:
        """Who can change it, for readers elsewhere: “our own” is that of who took part in the dialogue."""
        theirs = {"team": _("the team of the participants"), "organisatie": _("the organisation of the participants")}
        theirs = theirs if self.origin == "dialogue" else {}
        return str(theirs.get(self.route) or self.get_route_display())
