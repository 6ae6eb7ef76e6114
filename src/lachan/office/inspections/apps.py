"""Django's card of this app."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """Inspections of holders of many subscriptions, and of operators' points: decision, minutes, measures, fines."""

    name = "lachan.office.inspections"
    label = "inspections"
