"""The requests of the demo: one in each state, by the Department's people, on the law of the day."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import timezone

from lachan.office.demo.cast import gather_company
from lachan.office.demo.requests import PLOT, tell_requests
from lachan.office.requests.content import approval_stands
from lachan.office.requests.models import RequestState
from lachan.office.units.actions import seed_units


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "states"),
    [
        (date(2026, 11, 25), list(RequestState.values)),
        (date(2020, 6, 1), None),
    ],
)
def test_the_requests_are_told_each_in_its_state(day: date, states: list[str] | None) -> None:
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    seed_units(province=settings.PROVINCE, now=timezone.now())
    company = gather_company(last_day=day, now=timezone.now())
    made = tell_requests(company, last_day=day, at=lambda on, hour: datetime.combine(on, time(hour), zone))
    for one in made:
        one.refresh_from_db()
    assert 0 < len(made) <= len(PLOT)
    assert all(approval_stands(one) for one in made if one.approved_at is not None)
    if states is not None:
        assert sorted(one.state for one in made) == sorted(states)
