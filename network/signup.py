"""Making an account: who is let in, and what happens with the invitation that brought them."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import SignupForm as AllauthSignupForm
from allauth.core import context as allauth_context
from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network import invitations, memberships
from network.accounts import SESSION_KEY
from network.models import Invitation, User


class SignupForm(AllauthSignupForm):
    """E-mail, name and password, for who was invited or has an address at the mail domain of an organisation."""

    first_name = forms.CharField(label=_("First name"), max_length=150)
    last_name = forms.CharField(label=_("Last name"), max_length=150)
    field_order = ["email", "first_name", "last_name", "password1", "password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = open_invitation(allauth_context.request)
        for name, autocomplete in (("first_name", "given-name"), ("last_name", "family-name")):
            self.fields[name].widget.attrs["autocomplete"] = autocomplete
        if self.invitation:
            self.initial["email"] = self.invitation.email

    def clean_email(self) -> str:
        email = super().clean_email()
        is_invited = self.invitation is not None and email.lower() == self.invitation.email
        if not is_invited and not memberships.organisations_with(email):
            raise forms.ValidationError(
                _("There is no invitation for this address, and its organisation has not joined yet. Ask for one.")
            )
        return email

    @transaction.atomic
    def save(self, request: HttpRequest) -> User:
        """Save the account; the invited address counts as verified, since the link came by mail to it."""
        email = self.cleaned_data["email"]
        if self.invitation and email.lower() == self.invitation.email:
            get_adapter().stash_verified_email(request, email)
        user = super().save(request)
        if self.invitation and invitations.is_for(self.invitation, user):
            invitations.accept(self.invitation, by=user, at=timezone.now())
            request.session.pop(SESSION_KEY, None)
        return user


def open_invitation(request: HttpRequest) -> Invitation | None:
    """The invitation whose link was opened in this session, while it can be used."""
    token = request.session.get(SESSION_KEY)
    if not token:
        return None
    try:
        return invitations.find(token, now=timezone.now())
    except invitations.InvitationError:
        return None
