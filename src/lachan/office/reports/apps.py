"""Django's card of this app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports: rounds, forms, signatures, roll-up and the official report upward."""

    name = "lachan.office.reports"
    label = "reports"
