"""Django's card of this app."""

from datetime import timedelta

from django.apps import AppConfig

from lachan.office import clockwork


class RequestsConfig(AppConfig):
    """Requests between bodies, their clock, and the sealed packages that answer them."""

    name = "lachan.office.requests"
    label = "requests"

    def ready(self) -> None:
        """Every five minutes, since the shortest time to answer is three hours: remind."""
        from lachan.office.requests.actions.reminders import remind

        clockwork.register("remind_of_requests", every=timedelta(minutes=5), work=remind)
