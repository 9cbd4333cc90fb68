"""What is kept of somebody who was signed in: nothing, soon after the session is over."""

from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session


def forget_what_is_over() -> None:
    """Due work: delete sessions that ran out, and the address and browser that were noted with those gone."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
