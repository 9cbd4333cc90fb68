"""Content of the network that is no page: glossary, networks and events, and the roles of ambassadors."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from network.fields import basis, sentences
from network.models.graph import Keyed, KeyedSnippet


class Term(KeyedSnippet):
    """A word of the trade, what it means here, and what people also call it."""

    kind_code = "begrip"
    public_template = "network/term.html"

    title = models.CharField(_("term"), max_length=255)
    summary = models.TextField(_("summary"), help_text=_("One sentence, as lists show it."))
    definition = models.TextField(_("definition"), help_text=_("What it means, in words a newcomer understands."))
    synonyms = sentences(_("synonyms"), _("What else do people call it? Search uses these words too."))
    term_basis = basis(_("basis of the term"))

    panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("definition"),
        FieldPanel("synonyms"),
        FieldPanel("term_basis"),
        *Keyed.keyed_panels,
    ]

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class Network(KeyedSnippet):
    """A network, a series of meetings or one event where people of several organisations met."""

    kind_code = "netwerk"
    public_template = "network/network.html"

    title = models.CharField(_("name"), max_length=255)
    summary = models.TextField(_("summary"), help_text=_("Who met, and what for."))
    kind = models.CharField(_("sort"), max_length=60, help_text=_("For example: meeting, field day, partnership."))
    date = models.CharField(_("when"), max_length=60, help_text=_("A date, a period, or “onbekend”."))
    place = models.CharField(_("where"), max_length=100, help_text=_("A town, “landelijk”, or “onbekend”."))

    panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("kind"),
        FieldPanel("date"),
        FieldPanel("place"),
        *Keyed.keyed_panels,
    ]

    class Meta:
        verbose_name = _("network or event")
        verbose_name_plural = _("networks and events")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class AmbassadorRole(KeyedSnippet):
    """Something an ambassador can do for the network: a role with tasks, not a person."""

    kind_code = "ambassadeur"
    public_template = "network/ambassador_role.html"

    title = models.CharField(_("title"), max_length=255, help_text=_("What somebody in this role does."))
    summary = models.TextField(_("summary"))
    role = models.CharField(_("who does this"), max_length=100, help_text=_("The function, never a name."))
    tasks = sentences(_("tasks"))
    basis = basis(_("basis"))
    note = models.TextField(_("note"), blank=True)
    is_facilitator = models.BooleanField(_("guides dialogues"), default=False)

    panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("role"),
        FieldPanel("tasks"),
        FieldPanel("is_facilitator"),
        FieldPanel("basis"),
        FieldPanel("note"),
        *Keyed.keyed_panels,
    ]

    class Meta:
        verbose_name = _("ambassador role")
        verbose_name_plural = _("ambassador roles")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title
