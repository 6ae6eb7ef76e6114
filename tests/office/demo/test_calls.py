"""The bundle of calls of the demo: checked by the real rules, taken in, and ready to open an incident from."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import timezone

from lachan.office.bundles.calls import call_page_of
from lachan.office.demo.calls import tell_calls
from lachan.office.demo.cast import gather_company
from lachan.office.units.actions import seed_units


@pytest.mark.django_db
def test_a_day_of_calls_is_checked_and_taken_in() -> None:
    zone, day = ZoneInfo("Asia/Ho_Chi_Minh"), date(2026, 11, 25)
    seed_units(province=settings.PROVINCE, now=timezone.now())
    company = gather_company(last_day=day, now=timezone.now())
    taken = tell_calls(company, last_day=day, at=lambda on, hour: datetime.combine(on, time(hour), zone))
    assert taken is not None
    assert (taken.family, taken.state, taken.since, taken.until) == (
        "calls", "taken", date(2026, 11, 22), date(2026, 11, 22)
    )  # fmt: skip
    page = call_page_of(taken)
    assert page["bodies"][0]["calls"] > 50
    assert {one["rule"] for one in page["rules"]} >= {"CAL-001", "CAL-003"}
    assert all(one["title"] for one in page["rules"])
