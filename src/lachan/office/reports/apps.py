"""Django's card of this app."""

from datetime import timedelta

from django.apps import AppConfig

from lachan.office import clockwork


class ReportsConfig(AppConfig):
    """Reports: rounds, forms, signatures, roll-up and the official report upward."""

    name = "lachan.office.reports"
    label = "reports"

    def ready(self) -> None:
        """Open rounds by calendar, hand over from units that ended, recount due dates, and remind: every 15 minutes."""
        from lachan.office.reports.actions import clockwork as jobs
        from lachan.office.reports.actions.rounds import open_rounds_by_calendar

        often = timedelta(minutes=15)
        clockwork.register("open_rounds_by_calendar", every=often, work=open_rounds_by_calendar)
        clockwork.register("hand_over_reports", every=often, work=jobs.hand_over_reports)
        clockwork.register("recompute_due_dates_of_reports", every=often, work=jobs.recompute_due_dates)
        clockwork.register("remind", every=often, work=jobs.remind)
