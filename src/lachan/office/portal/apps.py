"""Django's card of this app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Pages for everybody. They own no data."""

    name = "lachan.office.portal"
    label = "portal"
