"""Signing in: allauth is the only door; accounts come by invitation or by the mail domain of an organisation."""

from __future__ import annotations

import base64
from functools import lru_cache
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from network import mailing, memberships

SESSION_KEY = "invitation"
"""Where the session remembers the token of the invitation that brought somebody here."""


class AccountAdapter(DefaultAccountAdapter):
    """Anybody may open the form; ``SignupForm`` refuses whoever has no invitation and no known mail domain."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return True

    def format_email_subject(self, subject: str) -> str:
        return str(subject)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Render the mail and put it in the outbox: a mail server that is slow or down never holds up a sign-in."""
        request = allauth_context.request
        site = get_current_site(request)
        message = self.render_mail(
            template_prefix, email, {"request": request, "email": email, "current_site": site, **context}
        )
        mailing.queue(email, message.subject, mailing.READY_MADE, {"body": str(message.body)}, timezone.now())


@receiver(email_confirmed)
def welcome_colleague(sender: type, email_address: EmailAddress, **kwargs: Any) -> None:
    """A verified address at the mail domain of an organisation makes somebody its reader.

    allauth's own signal, since an address is verified in two ways: by the link in the mail and by a new password.
    This module is loaded with the adapter, before either can happen.
    """
    memberships.join_by_mail_domain(email_address.user, email_address.email, at=timezone.now())


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """An account at another identity provider opens no account here by itself."""
        return False


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of the second factor are encrypted under a key made from SECRET_KEY; older keys stay readable."""

    def get_totp_issuer(self) -> str:
        return settings.WAGTAIL_SITE_NAME

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    return MultiFernet([_fernet(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


@lru_cache(maxsize=8)
def _fernet(secret: str) -> Fernet:
    key = HKDF(SHA256(), length=32, salt=b"preventienetwerk", info=b"second factor").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))
