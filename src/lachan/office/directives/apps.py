"""Django's card of this app."""

from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    """Directives: duties down, tasks per unit, results with proof."""

    name = "lachan.office.directives"
    label = "directives"
