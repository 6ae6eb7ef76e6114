"""Django's card of this app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Notices: messages to people, in the app and by e-mail."""

    name = "lachan.office.notices"
    label = "notices"
