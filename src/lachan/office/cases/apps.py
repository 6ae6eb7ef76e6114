"""Django's card of this app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases: what came in is judged together, handed over to the police, and ends with an outcome."""

    name = "lachan.office.cases"
    label = "cases"
