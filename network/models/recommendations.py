"""Recommendations: what the sources advise. Who takes them up is kept in ``followup``."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from network.fields import ChoicesField, basis, sentences
from network.models.graph import Keyed, KeyedSnippet

ADDRESSEES = [
    ("ministerie van SZW", "ministerie van SZW"),
    ("wetgever", "wetgever"),
    ("UWV", "UWV"),
    ("SVB", "SVB"),
    ("gemeenten", "gemeenten"),
    ("VNG", "VNG"),
    ("uitvoeringsprofessionals", "uitvoeringsprofessionals"),
    ("leidinggevenden en werkgevers", "leidinggevenden en werkgevers"),
    ("beleidsmakers", "beleidsmakers"),
    ("onderzoekers", "onderzoekers"),
    ("subsidiegevers", "subsidiegevers"),
    ("publieke dienstverleners", "publieke dienstverleners"),
]
"""Categories as the sources write them; they propose who is meant and bind nobody."""


class Recommendation(KeyedSnippet):
    """One recommendation. ``followed`` means that the network keeps its follow-up, a choice of the editors."""

    kind_code = "aanbeveling"
    public_template = "network/recommendation.html"
    shown_apart = ("actielijn",)

    number = models.CharField(_("number"), max_length=20, help_text=_("As the source numbers it, for example 2.1."))
    title = models.CharField(_("title"), max_length=255, help_text=_("What should be done, as a short command."))
    official_title = models.CharField(_("title in the source"), max_length=255, blank=True)
    title_basis = basis(_("basis of the title"))
    summary = models.TextField(_("summary"), help_text=_("The advice in one to three sentences."))
    text = models.TextField(_("text"), help_text=_("What is advised, why, and within which limits."))
    text_basis = basis(_("basis of the text"))
    addressees = ChoicesField(_("meant for"), choice_list=ADDRESSEES, help_text=_("Who is asked to act? At least one."))
    addressees_basis = basis(_("basis of the addressees"))
    thresholds = sentences(_("limits and measures"), _("Numbers or limits that the source gives."))
    followed = models.BooleanField(_("follow-up is kept"), default=False)
    followed_note = models.CharField(_("note on the follow-up"), max_length=100, blank=True)
    is_example = models.BooleanField(_("example data"), default=False)

    panels = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("title")]),
        FieldPanel("summary"),
        FieldPanel("text"),
        FieldPanel("thresholds"),
        MultiFieldPanel([FieldPanel("addressees"), FieldPanel("addressees_basis")], heading=_("Meant for")),
        MultiFieldPanel([FieldPanel("followed"), FieldPanel("followed_note")], heading=_("Follow-up")),
        MultiFieldPanel(
            [FieldPanel("official_title"), FieldPanel("title_basis"), FieldPanel("text_basis")],
            heading=_("What the source says"),
        ),
        *Keyed.keyed_panels,
    ]

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["key"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
