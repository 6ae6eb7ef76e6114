"""Django's card of this app."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """Units: bodies with a period of validity, a parent and successors."""

    name = "lachan.office.units"
    label = "units"
