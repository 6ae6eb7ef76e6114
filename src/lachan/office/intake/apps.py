"""Django's card of this app."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Signals from checks, citizens, feeds and staff, and the queue in which people judge them."""

    name = "lachan.office.intake"
    label = "intake"
