"""The tests of feeds: the desk of listings, and an office that holds sites enough for pages."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache

from lachan.office.feeds.models import IssuedSite, ListIssue
from lachan.office.listings.queries import last_serial
from tests.office.listings.conftest import Desk, desk_of
from tests.people import NOW, Cast


@pytest.fixture(autouse=True)
def _today(on_the_day_of_the_cast: None) -> None:
    """Every test here."""


@pytest.fixture(autouse=True)
def _no_tries(db: None) -> Iterator[None]:
    """What one test counted is no limit for the next."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return desk_of(cast)


def issued(many: int) -> ListIssue:
    """An issue with so many sites, all added in one moment."""
    issue = ListIssue.objects.create(
        serial=202603020800, at=NOW.replace(microsecond=0), heard=last_serial(), issuer="Sở thử nghiệm", digest="d",
        entries=many, added=many, removed=0,
    )  # fmt: skip
    IssuedSite.objects.bulk_create([
        IssuedSite(
            host=f"qua-{n:04d}.example", kind="name", trick="prize", since=NOW, until=NOW + timedelta(days=30),
            reference=f"CB-{n:04d}", from_serial=issue.serial, changed_serial=issue.serial, changed_at=issue.at,
        )
        for n in range(many)
    ])  # fmt: skip
    return issue
