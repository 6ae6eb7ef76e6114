"""Django's card of this app."""

from datetime import timedelta

from django.apps import AppConfig

from lachan.office import clockwork


class NoticesConfig(AppConfig):
    """Notices: messages to people, in the app and by e-mail."""

    name = "lachan.office.notices"
    label = "notices"

    def ready(self) -> None:
        """Have waiting mails sent, and tried again, every minute."""
        from lachan.office.notices.mail import mail_waiting

        clockwork.register("mail_waiting_notices", every=timedelta(minutes=1), work=mail_waiting)
