"""Forms about ambassadors: one's own profile, and a question."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from network.forms.identifiers import without_identifiers, without_identifiers_of_others
from network.models import AmbassadorProfile, Item, Organisation

LONGEST_QUESTION = 3000


class ProfileForm(forms.ModelForm):
    """One's own profile; without the tick at the end nobody sees it."""

    lines = forms.ModelMultipleChoiceField(
        label=_("Action lines"), queryset=Item.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    consents = forms.BooleanField(
        label=_("I agree that this profile is shown, and can take that back here at any time"), required=False
    )

    class Meta:
        model = AmbassadorProfile
        fields: ClassVar = [
            "organisation",
            "title",
            "summary",
            "themes",
            "shares",
            "exchanges",
            "inspires",
            "seeks_partners_for",
            "province",
            "is_facilitator",
            "facilitation_note",
            "audience",
        ]
        widgets: ClassVar = {"summary": forms.Textarea(attrs={"rows": 3}), "audience": forms.RadioSelect}

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Organisation.objects.filter(pk__in=[organisation.pk for organisation in organisations])
        self.fields["organisation"].queryset = mine
        self.fields["organisation"].empty_label = None
        self.fields["lines"].queryset = Item.objects.filter(kind="actielijn").exclude(url="").order_by("key")
        self.fields["lines"].label_from_instance = lambda item: item.title
        self.fields["summary"].validators.append(without_identifiers)
        self.fields["audience"].choices = AmbassadorProfile.Audience.choices
        self.initial["consents"] = self.instance.consented_at is not None
        self.initial["lines"] = [
            block.value["item"].pk
            for block in self.instance.links
            if block.value["item"] is not None and block.value["item"].kind == "actielijn"
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.get(task) for task in ("shares", "exchanges", "inspires")):
            raise ValidationError(_("Choose at least one thing that you do: share, exchange or inspire."))
        return data


class QuestionForm(forms.Form):
    text = forms.CharField(
        label=_("Your question"),
        max_length=LONGEST_QUESTION,
        min_length=10,
        validators=[without_identifiers_of_others],
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Tell what you have tried. No names or details of residents."),
    )
