"""Django's card of this app."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """The trail: the hash-chained record of who did what."""

    name = "lachan.office.trail"
    label = "trail"
