"""A case: what somebody brings in because it keeps nagging (*buikpijncasus*). It never enters Wagtail or search."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Case(models.Model):
    """Something that went wrong, told without names. Its owner keeps it and gets the outcome.

    Only ``learningdialogues.cases`` writes ``status``. Until a second reader of the same organisation has confirmed
    that nobody can be recognised, a dialogue about it opens only inside that organisation. With the last dialogue about
    it that is erased its texts go too; the title stays.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("With a second reader")
        RETURNED = "returned", _("Returned with a question")
        CONFIRMED = "confirmed", _("Read: nobody can be recognised")
        ERASED = "erased", _("Texts erased")

    class Running(models.TextChoices):
        CLOSED = "closed", _("Yes, the matter is closed")
        RUNNING = "running", _("The matter is still running, I ask first")
        UNKNOWN = "unknown", _("I do not know")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("Give the case a short name"), max_length=120)
    what_happened = models.TextField(_("What happened?"), help_text=_("A few sentences. Who did what, how did it end?"))
    where_it_hurts = models.TextField(_("What bothers you?"))
    want_to_learn = models.TextField(_("What do you want to learn from it?"), blank=True)
    still_running = models.CharField(
        _("May you bring in this case?"), max_length=10, choices=Running.choices, default=Running.UNKNOWN
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    organisation = models.ForeignKey("network.Organisation", models.PROTECT, related_name="cases")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="cases")
    second_reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="cases_read"
    )
    reader_remark = models.TextField(_("remark of the second reader"), blank=True)
    example_key = models.CharField(_("made from example case"), max_length=80, blank=True)
    is_example = models.BooleanField(_("example data"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/casussen/{self.pk}/"

    @property
    def is_confirmed(self) -> bool:
        return self.status == self.Status.CONFIRMED

    @property
    def is_erased(self) -> bool:
        return self.status == self.Status.ERASED
