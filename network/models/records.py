"""What the platform keeps: the audit log, the mail outbox, and what people put aside for themselves."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models.graph import Item


class AuditEntry(models.Model):
    """Who changed what, when, and from which value to which.

    ``target`` names the thing by its key, so that the entry stays readable when the thing is gone. Nothing about the
    participants of a dialogue is ever written here.
    """

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    verb = models.CharField(_("did what"), max_length=60)
    target_kind = models.CharField(_("kind of thing"), max_length=60)
    target = models.CharField(_("thing"), max_length=200)
    changes = models.JSONField(_("changes"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["target_kind", "target", "at"], name="audit_of_one_thing"),
            models.Index(fields=["at"], name="audit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.target}"


class OutgoingMail(models.Model):
    """One mail in the outbox, written in the same transaction as the deed that it tells about.

    ``context`` fills ``template`` when the mail is sent, and is emptied afterwards: an invitation carries its token
    there. A mail that failed too often is a dead letter (``gave_up_at``), shown to administrators.
    """

    to = models.EmailField(_("to"))
    reply_to = models.EmailField(_("reply to"), blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    template = models.CharField(_("template"), max_length=120)
    context = models.JSONField(_("context"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    queued_at = models.DateTimeField(_("queued"))
    due_at = models.DateTimeField(_("to be sent from"), db_index=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    gave_up_at = models.DateTimeField(_("gave up"), null=True, blank=True)
    is_forgotten = models.BooleanField(_("deleted as soon as it is sent or given up"), default=False)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        ordering: ClassVar = ["due_at", "pk"]

    def __str__(self) -> str:
        return self.subject


class Kept(models.Model):
    """An item that somebody put aside for themselves. Nobody else sees that they did, and nothing counts it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="kept", verbose_name=_("who"))
    item = models.ForeignKey(Item, models.CASCADE, related_name="+", verbose_name=_("item"))
    kept_at = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("kept item")
        verbose_name_plural = _("kept items")
        ordering: ClassVar = ["-kept_at", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "item"], name="kept_once")]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.item_id}"
