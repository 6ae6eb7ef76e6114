"""Django's card of this app."""

from datetime import timedelta

from django.apps import AppConfig

from lachan.office import clockwork


class NamesConfig(AppConfig):
    """Names of brands and bodies that fraud copies, with their true sites and accounts."""

    name = "lachan.office.names"
    label = "names"

    def ready(self) -> None:
        """At each start and once a day: names that came with a newer version of the product."""
        from lachan.office.names.actions.shipped import take_shipped

        clockwork.register("take_shipped_names", every=timedelta(days=1), work=take_shipped)
