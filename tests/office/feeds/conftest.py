"""The tests of feeds: the desk of listings, and an office that holds sites enough for pages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache

from lachan.exchange import stix
from lachan.office.feeds import actions
from lachan.office.feeds.actions import SourceFacts
from lachan.office.feeds.models import FeedSource, IssuedSite, ListIssue
from lachan.office.feeds.queries.lists import indicator_of, publisher_of
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


FACTS = SourceFacts(
    "Nguồn mẫu", "plain", "https://nguon.example/ds.txt", "Hiệp hội thử nghiệm", "CC0", trust=2, every_hours=6,
    keep_days=90,
)  # fmt: skip


def source(cast: Cast, **changes: Any) -> FeedSource:
    """A source that Lan registered."""
    return actions.add_source(facts=replace(FACTS, **changes), actor=cast.actor("lan"), now=NOW)


def feeds_of_the_world(cast: Cast) -> dict[str, Any]:
    """A source, something of it that waits, and an issue of the lists, for the matrix of rights."""
    found = source(cast)
    pull = actions.bring_file(source_id=found.pk, content=b"a.example\n", actor=cast.actor("lan"), now=NOW)
    by = publisher_of(issued(1))
    return {
        "feed_source": found.pk, "feed_pull": pull.pk, "list_file": "hosts.txt", "misp_file": "manifest.json",
        "taxii_collection": "canh-bao", "taxii_rest": "x",
        "taxii_object": stix.indicator_id(indicator_of(IssuedSite.objects.get()), by),
    }  # fmt: skip
