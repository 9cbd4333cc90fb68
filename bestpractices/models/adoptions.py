"""Who works with a practice: told by the organisation itself, also when it stopped."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Adoption(models.Model):
    """One organisation took a practice over, adapted it, or stopped. Only ``bestpractices.adopting`` writes it."""

    class How(models.TextChoices):
        TAKEN_OVER = "taken_over", _("Taken over")
        ADAPTED = "adapted", _("Adapted")
        STOPPED = "stopped", _("Stopped again")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey("bestpractices.PracticePage", models.CASCADE, related_name="adoptions")
    organisation = models.ForeignKey("network.Organisation", models.PROTECT, related_name="adoptions")
    how = models.CharField(_("What did you do with it?"), max_length=12, choices=How.choices)
    since = models.CharField(_("Since when?"), max_length=40, help_text=_("A month or a quarter is enough."))
    outcome = models.TextField(
        _("What came of it?"), help_text=_("Also when it was disappointing: others learn from that."), max_length=2000
    )
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(_("reported"))

    class Meta:
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        ordering = ["organisation__title"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "organisation"], name="one_adoption_per_organisation")
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.practice}"
