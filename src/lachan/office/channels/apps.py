"""Django's card of this app."""

from datetime import timedelta

from django.apps import AppConfig

from lachan.office import clockwork


class ChannelsConfig(AppConfig):
    """Channels outward and their outbox."""

    name = "lachan.office.channels"
    label = "channels"

    def ready(self) -> None:
        """Every ten seconds: plan what each channel does not know yet, and do what is due."""
        from lachan.office.channels.actions import plan_posts, send_due

        clockwork.register("plan_posts", every=timedelta(seconds=10), work=plan_posts)
        clockwork.register("send_posts", every=timedelta(seconds=10), work=send_due)
