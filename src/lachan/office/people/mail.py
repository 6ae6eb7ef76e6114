"""Letters to people who have no account yet, or who must hear of a right at once; all other mail goes by `notices`."""

import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

logger = logging.getLogger("lachan.people")


def send_letter(*, to: str, subject: str, template: str, context: dict[str, Any]) -> bool:
    """Send one letter in Vietnamese; answers whether the mail server took it.

    `subject` carries no personal data. A server that is down is logged, and never undoes what the letter tells of.
    """
    with translation.override("vi"):
        body = render_to_string(template, context | {"origin": settings.ORIGIN.rstrip("/")})
    headers = {"Auto-Submitted": "auto-generated"}
    try:
        return bool(EmailMessage(subject=f"[Lá Chắn] {subject}", body=body, to=[to], headers=headers).send())
    except (OSError, SMTPException) as error:
        logger.warning("a letter (%s) was not taken by the mail server: %s", template, type(error).__name__)
        return False
