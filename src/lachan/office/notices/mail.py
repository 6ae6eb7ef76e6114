"""Sending the e-mail of each waiting notice once: claimed, sent, and tried again with growing pauses."""

import logging
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.header import Header
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation

from lachan.office.notices.models import MailState, Notice

# The first pause is longer than any sending can take (EMAIL_TIMEOUT), so that no second process takes the same mail.
# Together they outlast a mail server that is down over a weekend.
PAUSES = (
    timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4), timedelta(hours=12),
    timedelta(days=1), timedelta(days=1),
)  # fmt: skip
MOST_TRIES = len(PAUSES)
MOST_MAILS_A_RUN = 500

logger = logging.getLogger("lachan.notices")


def mail_waiting(now: datetime) -> int:
    """Send the e-mails that are due; answers how many went out.

    Stops at the first failure of the server itself, so that a server that is down costs one try of one mail a run.
    Only a crash between the server's "accepted" and our own note of it can send a mail again: better twice than
    never, and the Message-ID stays the same then, so that mailboxes can tell.
    """
    sent = 0
    connection = get_connection()
    try:
        for notice in _claimed(now):
            try:
                connection.open()  # stays open for all mails of this run
                _send(notice, connection)
            except (OSError, SMTPException, ValueError) as error:  # ValueError: an address or subject no mail can carry
                _note_failure(notice, error)
                if not _concerns_this_mail_alone(error):
                    break
            else:
                Notice.objects.filter(pk=notice.pk).update(mail_state=MailState.SENT, mailed_at=now, mail_error="")
                sent += 1
    finally:
        _close(connection)
    return sent


def _claimed(now: datetime) -> Iterator[Notice]:
    """Due notices, one by one, each taken for this process alone by raising its number of tries.

    The pause counts from the moment of taking: a slow server can stretch a run beyond the first pause.
    """
    started = time.monotonic()
    due = Notice.objects.filter(mail_state=MailState.WAITING, mail_next_at__lte=now)
    for notice in list(due.order_by("mail_next_at", "id").select_related("person")[:MOST_MAILS_A_RUN]):
        tries = notice.mail_tries
        mine = due.filter(pk=notice.pk, mail_tries=tries)
        if not notice.person.is_active:
            mine.update(mail_state=MailState.FAILED, mail_error="Tài khoản đã khóa")
        elif tries >= MOST_TRIES:  # the process died in its last try
            mine.update(mail_state=MailState.FAILED, mail_error="Bị ngắt khi đang gửi")
        else:
            next_at = now + timedelta(seconds=time.monotonic() - started) + PAUSES[tries]
            if mine.update(mail_tries=tries + 1, mail_next_at=next_at, mail_error="Đang gửi"):
                notice.mail_tries = tries + 1
                yield notice


def _send(notice: Notice, connection: BaseEmailBackend) -> None:
    with translation.override("vi"):
        body = render_to_string("notices/mail.txt", {"notice": notice, "origin": settings.ORIGIN})
    EmailMessage(
        subject=_encoded(f"[Lá Chắn] {notice.subject}"),
        body=body,
        to=[notice.person.email],
        headers={"Message-ID": _message_id(notice), "Auto-Submitted": "auto-generated"},
        connection=connection,
    ).send()


def _encoded(subject: str) -> str:
    """The subject as RFC 2047 words of which the first fits beside the header's name.

    Django's own encoding leaves that line empty, which mail filters call a broken header (RFC 5322, 3.2.2).
    """
    return Header(subject, "utf-8", header_name="Subject").encode().replace("\n", "")


def _message_id(notice: Notice) -> str:
    return f"<thong-bao-{notice.pk}-{notice.created_at:%Y%m%d%H%M%S}@{urlsplit(settings.ORIGIN).hostname}>"


def _note_failure(notice: Notice, error: Exception) -> None:
    state = MailState.WAITING if notice.mail_tries < MOST_TRIES else MailState.FAILED
    reason = f"{type(error).__name__}: {error}"[:300]
    Notice.objects.filter(pk=notice.pk).update(mail_state=state, mail_error=reason)
    logger.warning("mail of notice %s, try %s: %s", notice.pk, notice.mail_tries, type(error).__name__)


def _concerns_this_mail_alone(error: Exception) -> bool:
    """Whether the server works and refused this one mail: its mailbox, or what it says."""
    return isinstance(error, SMTPRecipientsRefused | ValueError) or (
        isinstance(error, SMTPDataError) and error.smtp_code >= 500
    )


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, SMTPException):  # the server went away after the last mail; nothing is lost
        logger.warning("the mail server did not say good-bye")
