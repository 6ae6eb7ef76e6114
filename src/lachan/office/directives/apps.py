"""Django's card of this app."""

from datetime import timedelta

from django.apps import AppConfig

from lachan.office import clockwork


class DirectivesConfig(AppConfig):
    """Directives: duties down, tasks per unit, results with proof."""

    name = "lachan.office.directives"
    label = "directives"

    def ready(self) -> None:
        """Hand over from units that ended, bring recurring duties back, recount due dates: every hour."""
        from lachan.office.directives import actions

        hourly = timedelta(hours=1)
        clockwork.register("hand_over_directives", every=hourly, work=actions.hand_over_directives)
        clockwork.register("hand_over_tasks", every=hourly, work=actions.hand_over_tasks)
        clockwork.register("repeat_tasks", every=hourly, work=actions.repeat_tasks)
        clockwork.register("recompute_due_dates_of_tasks", every=hourly, work=actions.recompute_due_dates)
