"""`mail_waiting_notices`: send the e-mails that are due, now and here."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from lachan.office.notices.mail import mail_waiting


class Command(BaseCommand):
    """Send the e-mails that are due."""

    help = "Gửi các thư thông báo đang chờ / send the e-mails of notices that are waiting"

    def handle(self, **options: object) -> None:
        """Send, and say how many went out."""
        sent = mail_waiting(timezone.now())
        self.stdout.write(f"Đã gửi {sent} thư. / {sent} mails sent.")
