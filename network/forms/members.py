"""Forms about accounts: inviting, giving roles, mail domains, one's own name."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import Organisation, Role, User


def choices_of(roles: list[Role]) -> list[tuple[str, str]]:
    return [(role.value, role.label) for role in roles]


class InviteForm(forms.Form):
    """Whom to invite, and in which of the ``roles`` that the inviter may give."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}), max_length=254
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Everybody can read. Choose what this person will do besides."),
    )

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = choices_of(roles)
        self.fields["roles"].initial = [Role.READER]


class GiveRoleForm(forms.Form):
    """A role for somebody who belongs to the organisation already."""

    member = forms.ModelChoiceField(label=_("Member"), queryset=User.objects.none())
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, organisation: Organisation, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = User.objects.filter(memberships__organisation=organisation).distinct()
        self.fields["role"].choices = choices_of(roles)


class MailDomainsForm(forms.ModelForm):
    class Meta:
        model = Organisation
        fields: ClassVar = ["mail_domains"]

    def clean_mail_domains(self) -> str:
        return " ".join(self.cleaned_data["mail_domains"].lower().split())


class NameForm(forms.ModelForm):
    """One's own name, as colleagues in the network see it."""

    first_name = forms.CharField(
        label=_("First name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )

    class Meta:
        model = User
        fields: ClassVar = ["first_name", "last_name"]
