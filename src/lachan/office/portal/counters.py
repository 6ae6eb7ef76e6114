"""The counters of the front page: true, explained there, and not counted anew for every visitor."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.core.cache import cache

from lachan.office.intake.models import Report
from lachan.office.listings.models import IN_FORCE, ChangeMessage, Listing, ListingChange

DAYS = 30
KEPT_SECONDS = 300
LEAST_SHOWN = 5
"""A smaller count of reports could tell of single people; it is shown as "fewer than"."""


@dataclass(frozen=True, slots=True)
class Counters:
    """Warnings in force; reports taken and warnings withdrawn within the last `DAYS` days."""

    listings: int
    reports: int
    withdrawn: int

    @property
    def few_reports(self) -> bool:
        """Whether the number of reports is too small to be told."""
        return 0 < self.reports < LEAST_SHOWN


def counters(now: datetime) -> Counters:
    """The counters, at most five minutes old."""
    kept = cache.get("portal-counters")
    if kept is None:
        since = now - timedelta(days=DAYS)
        kept = asdict(
            Counters(
                Listing.objects.filter(state__in=IN_FORCE, expires_at__gt=now).count(),
                Report.objects.filter(received_at__gte=since).count(),
                ListingChange.objects.filter(message=ChangeMessage.WITHDRAW, at__gte=since).count(),
            )
        )
        cache.set("portal-counters", kept, KEPT_SECONDS)
    return Counters(**kept)
