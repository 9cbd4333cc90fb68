"""The form with which a coordinator makes a recommendation from a draft."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models.recommendations import ADDRESSEES


class DraftForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=255, help_text=_("What should be done, as a short command."))
    summary = forms.CharField(
        label=_("Summary"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The advice in one to three sentences."),
    )
    text = forms.CharField(
        label=_("Text"),
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What is advised, why, and within which limits."),
    )
    addressee = forms.ChoiceField(label=_("Meant for"), choices=ADDRESSEES)
