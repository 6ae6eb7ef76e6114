"""Django's card of this app."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Evidence of suspicious sites and accounts. Its worker is a process of its own: `lachan office collect`."""

    name = "lachan.office.evidence"
    label = "evidence"
