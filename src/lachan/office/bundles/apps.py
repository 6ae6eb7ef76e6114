"""Django's card of this app."""

from django.apps import AppConfig


class BundlesConfig(AppConfig):
    """Bundles of operators: verified, previewed, taken in once, told as figures and trends."""

    name = "lachan.office.bundles"
    label = "bundles"
