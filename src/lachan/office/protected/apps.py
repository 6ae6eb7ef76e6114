"""Django's card of this app."""

from datetime import timedelta

from django.apps import AppConfig

from lachan.office import clockwork


class ProtectedConfig(AppConfig):
    """The register of protected numbers, and the lists that operators go by."""

    name = "lachan.office.protected"
    label = "protected"

    def ready(self) -> None:
        """Four times a day: remind of numbers and lists that end."""
        from lachan.office.protected.actions.reminders import remind

        clockwork.register("remind_of_protected_numbers", every=timedelta(hours=6), work=remind)
