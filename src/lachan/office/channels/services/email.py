"""A mailing list: one letter with all recipients hidden from each other. A letter that is out cannot be called back:
what is corrected or withdrawn is told in a new one.
"""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage

from lachan.office.channels.models import Channel
from lachan.office.channels.services.telling import Done, Told, Trouble, withdrawn


class Email:
    """See `telling.Service`."""

    def find(self, channel: Channel, told: Told, now: float) -> Done | None:
        """Nobody can ask a mail server; the Message-ID lets mailboxes tell a letter that came twice."""
        return None

    def publish(self, channel: Channel, told: Told, now: float) -> Done:
        """The letter."""
        return self._send(channel, told, told.title)

    def confirm(self, channel: Channel, ticket: str, now: float) -> Done | None:
        """Letters are handed over at once."""
        return Done(ticket)

    def correct(self, channel: Channel, remote_id: str, told: Told, now: float) -> Done:
        """A letter with the newer version."""
        return self._send(channel, told, f"Bản sửa: {told.title}")

    def withdraw(self, channel: Channel, remote_id: str, told: Told, now: float) -> Done:
        """A letter that says so."""
        return self._send(channel, withdrawn(told), f"Đã rút: {told.title}")

    def _send(self, channel: Channel, told: Told, subject: str) -> Done:
        message_id = f"<{told.mark}.{channel.pk}.{len(subject)}@{settings.ALLOWED_HOSTS[0]}>"
        letter = EmailMessage(
            subject=" ".join(subject.split()), body=f"{told.text}\n\n{told.link}\n",
            bcc=[one.strip() for one in channel.address.splitlines() if one.strip()],
            headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"},
        )  # fmt: skip
        try:
            letter.send()
        except (OSError, SMTPException) as error:
            raise Trouble(type(error).__name__) from None
        return Done(message_id)
