"""The form "Wij werken hier ook mee"."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from bestpractices.models import Adoption
from network.models import Organisation
from network.personal_data import find


class AdoptionForm(forms.ModelForm):
    class Meta:
        model = Adoption
        fields = ("organisation", "how", "since", "outcome")
        widgets = {"how": forms.RadioSelect, "outcome": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(pk__in=[organisation.pk for organisation in organisations])
        field.label, field.empty_label = _("For which organisation?"), None
        self.fields["how"].choices = Adoption.How.choices

    def clean_outcome(self) -> str:
        outcome = self.cleaned_data["outcome"]
        blocking = [outcome[one.start : one.end] for one in find(outcome) if one.is_blocking]
        if blocking:
            raise forms.ValidationError(_("Take out what points at one person: %s.") % ", ".join(blocking))
        return outcome
