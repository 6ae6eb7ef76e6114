"""Django's card of this app."""

from datetime import timedelta

from django.apps import AppConfig

from lachan.office import clockwork


class TrailConfig(AppConfig):
    """The trail: the hash-chained record of who did what."""

    name = "lachan.office.trail"
    label = "trail"

    def ready(self) -> None:
        """Sign the end of the trail and verify the whole of it once a day, soon after midnight or at the next start."""
        from lachan.office.trail.nightly import keep_daily_head, verify_daily

        clockwork.register("keep_trail_head", every=timedelta(minutes=15), work=keep_daily_head)
        clockwork.register("verify_trail", every=timedelta(minutes=15), work=verify_daily)
