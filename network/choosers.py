"""Picking an item to link to: by words of its title, its key or its summary, and by kind."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet

from network import kinds
from network.models import Item

MOST_WORDS = 8


class ItemFilterForm(BaseFilterForm):
    """Every word must occur in the title, the summary or the key."""

    q = forms.CharField(
        label=_("Search term"), required=False, widget=forms.TextInput(attrs={"placeholder": _("Title or key")})
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *((k.code, k.plural) for k in kinds.KINDS)]
    )

    def filter(self, objects: QuerySet[Item]) -> QuerySet[Item]:
        if kind := self.cleaned_data["kind"]:
            objects = objects.filter(kind=kind)
        if words := self.cleaned_data["q"].split()[:MOST_WORDS]:
            self.is_searching, self.search_query = True, self.cleaned_data["q"]
            for word in words:
                objects = objects.filter(Q(title__icontains=word) | Q(summary__icontains=word) | Q(key__icontains=word))
        return objects


class ItemsOnly:
    """Items that somebody can see, with their kind; an Item is never made here."""

    filter_form_class = ItemFilterForm

    def get_object_list(self) -> QuerySet[Item]:
        return Item.objects.exclude(visibility="").order_by("title")

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, Column("kind", label=_("Kind"), accessor="get_kind_display")]  # type: ignore[misc]

    def can_create(self) -> bool:
        return False


class ItemChooseView(ItemsOnly, ChooseView):
    pass


class ItemChooseResultsView(ItemsOnly, ChooseResultsView):
    pass


class ItemChooserViewSet(SnippetChooserViewSet):
    choose_view_class: Any = ItemChooseView
    choose_results_view_class: Any = ItemChooseResultsView
