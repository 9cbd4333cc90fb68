"""Forms of the follow-up: *Pakken jullie dit op?* and the three statements."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from network.followup import NEEDS_REASON
from network.forms.identifiers import without_identifiers
from network.models import Assignment, Effect, Milestone, Organisation, PeerReview, Stance
from network.models.followup import TAKES_UP


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class StanceForm(forms.ModelForm):
    """Whether the organisation takes it up; what else is asked depends on the answer."""

    class Meta:
        model = Assignment
        fields: ClassVar = ["stance", "target_date", "reason", "decided_by_function"]
        widgets: ClassVar = {
            "stance": forms.RadioSelect,
            "target_date": DateInput,
            "reason": forms.Textarea(attrs={"rows": 3}),
        }
        labels: ClassVar = {
            "stance": _("Do you take this up?"),
            "target_date": _("The date you choose yourselves"),
            "reason": _("Why not?"),
            "decided_by_function": _("Who decided this (function)"),
        }
        help_texts: ClassVar = {
            "target_date": _("Only this date counts: nobody else sets one."),
            "decided_by_function": _("A function, not the name of a person. Only members see this."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stance"].choices = Stance.choices
        self.fields["reason"].validators.append(without_identifiers)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("stance") == Stance.NO:
            for name in ("reason", "decided_by_function"):
                if not (data.get(name) or "").strip():
                    self.add_error(name, NEEDS_REASON)
        elif data.get("stance") not in TAKES_UP:
            data["target_date"] = None
        return data

    def _post_clean(self) -> None:
        """The row itself is changed by ``network.followup`` alone, so nothing is copied into it here."""


class ReportForm(forms.Form):
    text = forms.CharField(
        label=_("What was done?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[without_identifiers],
        help_text=_("Also what did not work. No names or details of residents."),
    )


class StopForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you stop?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[without_identifiers],
    )
    decided_by_function = forms.CharField(
        label=_("Who decided this (function)"), max_length=120, help_text=_("A function, not the name of a person.")
    )


class AskReviewForm(forms.Form):
    """Which other organisation to ask; only those that somebody works for in the network."""

    organisation = forms.ModelChoiceField(label=_("Which organisation do you ask?"), queryset=None)

    def __init__(self, *args: Any, asker: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = (
            Organisation.objects.filter(memberships__isnull=False).exclude(pk=asker.pk).distinct()
        )


class ReviewForm(forms.ModelForm):
    class Meta:
        model = PeerReview
        fields: ClassVar = ["organisation", "finding", "text"]
        widgets: ClassVar = {"finding": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 5})}
        labels: ClassVar = {"organisation": _("You look on behalf of")}

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Organisation.objects.filter(pk__in=[organisation.pk for organisation in organisations])
        self.fields["organisation"].queryset = mine
        self.fields["organisation"].empty_label = None
        self.fields["organisation"].initial = organisations[0].pk
        self.fields["finding"].choices = PeerReview.Finding.choices
        self.fields["text"].validators.append(without_identifiers)


class EffectForm(forms.ModelForm):
    class Meta:
        model = Effect
        fields: ClassVar = [
            "indicator",
            "unit",
            "source",
            "start_value",
            "start_date",
            "later_value",
            "later_date",
        ]
        localized_fields: ClassVar = ["start_value", "later_value"]
        widgets: ClassVar = {"start_date": DateInput, "later_date": DateInput}
        help_texts: ClassVar = {
            "indicator": _("What do you count? For example: missed appointments per hundred."),
            "later_value": _("Leave empty until you measure again."),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (data.get("later_value") is None) != (data.get("later_date") is None):
            self.add_error("later_date", _("Give the later value together with its date."))
        elif data.get("later_date") and data.get("start_date") and data["later_date"] < data["start_date"]:
            self.add_error("later_date", _("The later date comes before the first one."))
        return data


class MeasureForm(forms.Form):
    later_value = forms.DecimalField(label=_("Later value"), max_digits=14, decimal_places=2, localize=True)
    later_date = forms.DateField(label=_("Measured again on"), widget=DateInput)


class MilestoneForm(forms.ModelForm):
    class Meta:
        model = Milestone
        fields: ClassVar = ["title", "due_on"]
        widgets: ClassVar = {"due_on": DateInput}


class AssignForm(forms.Form):
    """Organisations to lay a recommendation before; the addressees of the advice only propose."""

    organisations = forms.ModelMultipleChoiceField(
        label=_("Organisations"), queryset=None, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisations"].queryset = candidates
