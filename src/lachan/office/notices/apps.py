"""Django's card of this app."""

from datetime import timedelta

from django.apps import AppConfig

from lachan.office import clockwork


class NoticesConfig(AppConfig):
    """Notices: messages to people, in the app and by e-mail."""

    name = "lachan.office.notices"
    label = "notices"

    def ready(self) -> None:
        """Hear of changes to accounts; send waiting mails every minute; forget old background work every day."""
        from lachan.office.notices.account import connect
        from lachan.office.notices.mail import mail_waiting
        from lachan.office.notices.tasks import forget_finished_tasks

        clockwork.register("mail_waiting_notices", every=timedelta(minutes=1), work=mail_waiting)
        clockwork.register("forget_finished_tasks", every=timedelta(days=1), work=forget_finished_tasks)
        connect()
