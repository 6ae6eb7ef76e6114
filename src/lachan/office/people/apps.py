"""Django's card of this app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People: accounts, roles per unit, delegations."""

    name = "lachan.office.people"
    label = "people"

    def ready(self) -> None:
        """Listen to what happens at the door."""
        from lachan.office.people.listeners import connect

        connect()
