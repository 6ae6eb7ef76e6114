"""The app of incidents."""

from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    """Incidents of spoofed numbers."""

    name = "lachan.office.incidents"
