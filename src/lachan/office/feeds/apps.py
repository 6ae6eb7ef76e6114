"""Django's card of this app."""

from datetime import timedelta

from django.apps import AppConfig

from lachan.office import clockwork


class FeedsConfig(AppConfig):
    """Lists of warned sites for everybody, and lists of others that come in as signals."""

    name = "lachan.office.feeds"
    label = "feeds"

    def ready(self) -> None:
        """Every few minutes: an issue when something changed, and what the sources offer when their time has come."""
        from lachan.office.feeds.actions.issuing import issue_lists
        from lachan.office.feeds.actions.pulls import pull_due

        clockwork.register("issue_lists", every=timedelta(minutes=5), work=issue_lists)
        clockwork.register("pull_feeds", every=timedelta(minutes=5), work=pull_due)
