"""Django's card of this app."""

from datetime import timedelta

from django.apps import AppConfig

from lachan.office import clockwork


class IntakeConfig(AppConfig):
    """Signals from checks, citizens, feeds and staff, and the queue in which people judge them."""

    name = "lachan.office.intake"
    label = "intake"

    def ready(self) -> None:
        """Once an hour: erase what reporters told of themselves when its time is over."""
        from lachan.office.intake.actions.reports import erase_reports

        clockwork.register("erase_reports", every=timedelta(hours=1), work=erase_reports)
