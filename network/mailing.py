"""The mail outbox: a mail is a row in the transaction of the deed it tells about; a worker sends what is due."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from network.models import OutgoingMail

logger = logging.getLogger(__name__)

BATCH = 50
KEPT = timedelta(days=30)
RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
READY_MADE = "network/mail/ready_made.txt"


def queue(
    to: str,
    subject: str,
    template: str,
    context: dict[str, Any],
    at: datetime,
    *,
    reply_to: str = "",
    forget: bool = False,
) -> OutgoingMail:
    """Put one mail in the outbox; ``context`` must be plain values (JSON), addresses in it absolute.

    With ``forget`` nothing of it stays once it was sent or given up: for addresses that may not be kept.
    """
    return OutgoingMail.objects.create(
        to=to,
        reply_to=reply_to,
        is_forgotten=forget,
        subject=" ".join(subject.split())[:200],
        template=template,
        context=context,
        queued_at=at,
        due_at=at,
    )


def absolute(path: str) -> str:
    """The public address of ``path``, for in a mail."""
    return f"{settings.SITE_URL}{path}"


def send_due(now: datetime) -> int:
    """Send what is due, forget what was sent long ago. Returns how many were sent.

    A mail that fails is tried again ever later; after the last try it is a dead letter. One worker process calls this,
    so that no mail is sent twice except when the process dies between sending and writing that it did.
    """
    waiting = OutgoingMail.objects.filter(sent_at=None, gave_up_at=None, due_at__lte=now)[:BATCH]
    sent = sum(_send(mail, now) for mail in waiting)
    OutgoingMail.objects.filter(sent_at__lt=now - KEPT).delete()
    OutgoingMail.objects.filter(gave_up_at__lt=now - KEPT).delete()
    return sent


def send_waiting() -> int:
    """``send_due`` at this moment, for the worker."""
    return send_due(timezone.now())


def try_again(mail: OutgoingMail, *, at: datetime) -> None:
    """Give a dead letter a new round of tries."""
    mail.attempts, mail.gave_up_at, mail.due_at = 0, None, at
    mail.save(update_fields=["attempts", "gave_up_at", "due_at"])


def dead_letters() -> Any:
    """The mails that were given up, newest first."""
    return OutgoingMail.objects.filter(gave_up_at__isnull=False).order_by("-gave_up_at")


def _send(mail: OutgoingMail, now: datetime) -> bool:
    try:
        _message(mail).send()
    except Exception as error:  # whatever fails here may fail once; the next mail must still go out
        logger.warning("Mail %s was not sent: %s", mail.pk, type(error).__name__)
        _put_off(mail, error, now)
        return False
    if mail.is_forgotten:
        mail.delete()
        return True
    with transaction.atomic():
        mail.sent_at, mail.context, mail.last_error = now, {}, ""
        mail.save(update_fields=["sent_at", "context", "last_error"])
    return True


def _message(mail: OutgoingMail) -> EmailMessage:
    body = render_to_string(mail.template, {**mail.context, "site_url": settings.SITE_URL}).strip() + "\n"
    reply_to = [mail.reply_to] if mail.reply_to else None
    return EmailMessage(mail.subject, body, settings.DEFAULT_FROM_EMAIL, [mail.to], reply_to=reply_to)


def _put_off(mail: OutgoingMail, error: Exception, now: datetime) -> None:
    mail.last_error = f"{type(error).__name__}: {error}"[:300]
    if mail.attempts >= len(RETRY_AFTER) and mail.is_forgotten:
        mail.delete()
        return
    if mail.attempts >= len(RETRY_AFTER):
        mail.gave_up_at = now
    else:
        mail.due_at = now + RETRY_AFTER[mail.attempts]
    mail.attempts += 1
    mail.save(update_fields=["attempts", "due_at", "gave_up_at", "last_error"])
