"""What was published and measured: publications, key figures, and the table of use of insights."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from bestpractices.presenting import figure_entries, table_entries
from network.fields import sentences
from network.models.graph import Keyed, KeyedSnippet
from network.visibility import tokens_of


class Publication(KeyedSnippet):
    kind_code = "publicatie"
    public_template = "bestpractices/publication.html"

    title = models.CharField(_("title"), max_length=255)
    summary = models.TextField(_("summary"), help_text=_("What does it say that matters here?"))
    authors = models.CharField(_("authors"), max_length=255, blank=True)
    publisher = models.CharField(_("publisher"), max_length=100, help_text=_("Or “onbekend”."))
    year = models.CharField(_("year"), max_length=60, help_text=_("A year, a period, or “onbekend”."))

    panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("authors"),
        FieldPanel("publisher"),
        FieldPanel("year"),
        *Keyed.keyed_panels,
    ]

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class KeyFigure(KeyedSnippet):
    """A number that is quoted often; it is shown on the page of all key figures."""

    kind_code = "cijfer"
    public_template = "bestpractices/key_figures.html"

    title = models.CharField(_("title"), max_length=255, help_text=_("What is counted."))
    value = models.CharField(_("value"), max_length=255, help_text=_("The number, with its unit and its caveat."))
    summary = models.TextField(_("summary"), help_text=_("Who counted, when, and what is not in it."))

    panels = [FieldPanel("title"), FieldPanel("value"), FieldPanel("summary"), *Keyed.keyed_panels]

    class Meta:
        verbose_name = _("key figure")
        verbose_name_plural = _("key figures")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def item_url(self) -> str:
        return f"{self.kind_info.path}#{self.key}"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """This figure alone on the page of key figures."""
        return {"figures": figure_entries([self], tokens_of(request.user))}


class BaseBlock(blocks.StructBlock):
    """How many people a group of rows is a percentage of."""

    group = blocks.CharBlock(label=_("Group of rows"))
    interviews = blocks.IntegerBlock(label=_("Interviews"))
    versnellingskamers = blocks.IntegerBlock(label=_("Group decision rooms"))
    totaal = blocks.IntegerBlock(label=_("Total"))

    class Meta:
        label = _("Number of respondents")
        icon = "group"


class BasesBlock(blocks.StreamBlock):
    base = BaseBlock()


class UsageTable(KeyedSnippet):
    """Who says to use which method or insight: counts and percentages for each way of asking."""

    kind_code = "tabel"
    public_template = "bestpractices/tables.html"
    columns = (
        "interviews_n",
        "interviews_pct",
        "versnellingskamers_n",
        "versnellingskamers_pct",
        "totaal_n",
        "totaal_pct",
    )

    title = models.CharField(_("title"), max_length=255)
    summary = models.TextField(_("summary"))
    notes = sentences(_("notes"), _("What a reader must know before quoting a number."))
    bases = StreamField(BasesBlock(), verbose_name=_("numbers of respondents"))

    panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("notes"),
        FieldPanel("bases"),
        *Keyed.keyed_panels,
    ]

    class Meta:
        verbose_name = _("table")
        verbose_name_plural = _("tables")

    def __str__(self) -> str:
        return self.title

    def item_url(self) -> str:
        return f"{self.kind_info.path}#{self.key}"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """This table with the rows it has."""
        rows = list(self.rows.all()) if self.pk else []
        return {"tables": table_entries([(self, rows)], tokens_of(request.user))}


class UsageRow(KeyedSnippet):
    """One method or insight in the table."""

    kind_code = "tabelrij"
    public_template = "bestpractices/tables.html"

    table = models.ForeignKey(UsageTable, models.CASCADE, related_name="rows", verbose_name=_("table"))
    position = models.PositiveSmallIntegerField(_("position"))
    group = models.CharField(_("group"), max_length=60)
    label = models.CharField(_("method or insight"), max_length=255)
    interviews_n = models.PositiveSmallIntegerField(_("interviews, number"))
    interviews_pct = models.PositiveSmallIntegerField(_("interviews, percentage"))
    versnellingskamers_n = models.PositiveSmallIntegerField(_("group decision rooms, number"))
    versnellingskamers_pct = models.PositiveSmallIntegerField(_("group decision rooms, percentage"))
    totaal_n = models.PositiveSmallIntegerField(_("total, number"))
    totaal_pct = models.PositiveSmallIntegerField(_("total, percentage"))

    panels = [
        FieldRowPanel([FieldPanel("table"), FieldPanel("position")]),
        FieldPanel("group"),
        FieldPanel("label"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("interviews_n"), FieldPanel("interviews_pct")]),
                FieldRowPanel([FieldPanel("versnellingskamers_n"), FieldPanel("versnellingskamers_pct")]),
                FieldRowPanel([FieldPanel("totaal_n"), FieldPanel("totaal_pct")]),
            ],
            heading=_("Numbers"),
        ),
        *Keyed.keyed_panels,
    ]

    class Meta:
        verbose_name = _("row of a table")
        verbose_name_plural = _("rows of tables")
        ordering = ["table", "position"]

    def __str__(self) -> str:
        return self.label

    @property
    def values(self) -> list[int]:
        """The six numbers in the order of ``UsageTable.columns``."""
        return [getattr(self, column) for column in UsageTable.columns]

    def item_title(self) -> str:
        return self.label

    def item_url(self) -> str:
        return f"{self.kind_info.path}#{self.key}"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The table with this row alone."""
        return {"tables": table_entries([(self.table, [self])], tokens_of(request.user))}
