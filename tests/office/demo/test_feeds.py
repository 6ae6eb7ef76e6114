"""The feeds of the demo: an invented source, of which something waits for a person."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import timezone

from lachan.office.demo.cast import gather_company
from lachan.office.demo.feeds import tell_feeds
from lachan.office.feeds.models import FeedPull
from lachan.office.intake.models import Subject
from lachan.office.units.actions import seed_units


@pytest.mark.django_db
def test_an_invented_list_was_taken_in_and_its_next_one_waits() -> None:
    day, zone = date(2026, 11, 25), ZoneInfo("Asia/Ho_Chi_Minh")
    seed_units(province=settings.PROVINCE, now=timezone.now())
    company = gather_company(last_day=day, now=timezone.now())
    tell_feeds(company, last_day=day, at=lambda on, hour: datetime.combine(on, time(hour), zone))
    assert [one.state for one in FeedPull.objects.all()] == ["waiting", "taken"]
    assert all(key.endswith(".example") for key in Subject.objects.values_list("key", flat=True))
