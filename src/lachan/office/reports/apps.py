"""Django's card of this app."""

from datetime import timedelta

from django.apps import AppConfig

from lachan.office import clockwork


class ReportsConfig(AppConfig):
    """Reports: rounds, forms, signatures, roll-up and the official report upward."""

    name = "lachan.office.reports"
    label = "reports"

    def ready(self) -> None:
        """Every 15 minutes: open rounds by calendar, follow units that ended or joined, recount due dates, remind."""
        from lachan.office.reports.actions.due_dates import recompute_due_dates
        from lachan.office.reports.actions.reminders import remind
        from lachan.office.reports.actions.rounds import ask_units_that_joined, open_rounds_by_calendar
        from lachan.office.reports.actions.successors import hand_over_reports

        often = timedelta(minutes=15)
        clockwork.register("open_rounds_by_calendar", every=often, work=open_rounds_by_calendar)
        clockwork.register("hand_over_reports", every=often, work=hand_over_reports)
        clockwork.register("ask_units_that_joined", every=often, work=ask_units_that_joined)
        clockwork.register("recompute_due_dates_of_reports", every=often, work=recompute_due_dates)
        clockwork.register("remind", every=often, work=remind)
