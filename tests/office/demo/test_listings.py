"""The listings of the demo: invented sites alone, in the states that a visitor wants to see."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import timezone

from lachan.office.demo.cast import gather_company
from lachan.office.demo.listings import tell_listings
from lachan.office.listings import queries
from lachan.office.units.actions import seed_units


@pytest.mark.django_db
def test_invented_sites_are_published_asked_to_be_blocked_appealed_and_withdrawn() -> None:
    day, zone = date(2026, 11, 25), ZoneInfo("Asia/Ho_Chi_Minh")
    seed_units(province=settings.PROVINCE, now=timezone.now())
    company = gather_company(last_day=day, now=timezone.now())
    told = tell_listings(company, last_day=day, at=lambda on, hour: datetime.combine(on, time(hour), zone))
    for one in told:
        one.refresh_from_db()
    assert [one.state for one in told] == ["published", "withdrawn", "appealed", "reviewed"]
    assert told[0].proposals.get().request.state == "sent"
    in_force = list(queries.published(datetime.combine(day, time(16), zone)))
    assert [one.number for one in in_force] == [told[0].number, told[2].number]
    assert all(one.key.endswith(".example") for one in in_force)
