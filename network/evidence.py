"""How sure are we: the scale of evidence that every kind of content shares."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Evidence(models.TextChoices):
    """From strong to unknown; it says how well something was studied, not whether it helps."""

    PROVEN = "bewezen_effectief", _("Proven effective")
    INGREDIENTS = "werkzame_bestanddelen", _("Active ingredients known")
    STUDIED = "onderzocht", _("Studied")
    EXPERIENCE = "praktijkervaring", _("Practical experience")
    DESIGN = "ontwerp/prototype", _("Design or prototype")
    UNKNOWN = "onbekend", _("Unknown")


HELP_TEXT = _("How well was this studied? This says nothing yet about whether it helps.")


def evidence_field() -> models.CharField:
    return models.CharField(_("evidence"), max_length=30, choices=Evidence.choices, help_text=HELP_TEXT)


def scope_field() -> models.CharField:
    """“Bewezen” must say where: the field in which the proof was found."""
    return models.CharField(
        _("where the evidence holds"),
        max_length=255,
        blank=True,
        help_text=_("In which field or for whom was this shown, and where not?"),
    )


def evidence_note_field() -> models.CharField:
    return models.CharField(_("note on the evidence"), max_length=255, blank=True)
