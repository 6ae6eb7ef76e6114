"""Django's card of this app."""

from datetime import timedelta

from django.apps import AppConfig

from lachan.office import clockwork


class AdvisoriesConfig(AppConfig):
    """The catalogue of tricks and the desk of advisories."""

    name = "lachan.office.advisories"
    label = "advisories"

    def ready(self) -> None:
        """Fill the catalogue, end what is past its last day, remind of what ends soon."""
        from lachan.office.advisories.actions.announce import remind
        from lachan.office.advisories.actions.catalogue import seed_tricks
        from lachan.office.advisories.actions.going_out import expire

        clockwork.register("seed_tricks", every=timedelta(hours=24), work=seed_tricks)
        clockwork.register("expire_advisories", every=timedelta(minutes=5), work=expire)
        clockwork.register("remind_of_advisories", every=timedelta(hours=6), work=remind)
