"""What lists and the line say about practices: effect and evidence as marks, never more than the source does."""

from __future__ import annotations

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from bestpractices.effect import MEASURED_EFFECTS
from bestpractices.models import PracticePage
from bestpractices.models.practices import Soort


def marks_of_practices(keys: list[str]) -> dict[str, str]:
    """Per key the marks that a list shows beside a practice, as safe HTML."""
    return {
        practice.key: render_to_string("bestpractices/_practice_marks.html", {"practice": practice})
        for practice in _practices(keys)
    }


def keys_that_count() -> Iterable[str]:
    """The keys of practices that count as one: a tip, a technique or a study is shown but not counted."""
    return PracticePage.objects.filter(soort=Soort.PRACTICE).values_list("key", flat=True)


def effect_station(keys: list[str]) -> str:
    """What the last station of the line says for these practices; empty when nothing was measured at any of them."""
    practices = list(_practices(keys))
    measured = [practice for practice in practices if practice.shown_effect in MEASURED_EFFECTS]
    if not measured:
        return ""
    if len(practices) == 1:
        return f"{measured[0].effect_label}, {measured[0].get_result_basis_display().lower()}"
    return _("Measured at %(n)s of %(all)s practices") % {"n": len(measured), "all": len(practices)}


def _practices(keys: list[str]) -> Iterable[PracticePage]:
    fields = ("key", "title", "soort", "result_direction", "result_basis", "evidence", "stopped")
    return PracticePage.objects.filter(key__in=keys).only(*fields)
