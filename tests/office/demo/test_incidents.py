"""The incidents of the demo: one closed after two operators, one whose next operator owes its answer, one new."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import timezone

from lachan.office.demo.cast import gather_company
from lachan.office.demo.incidents import tell_incidents
from lachan.office.demo.protected import tell_protected
from lachan.office.incidents.queries import counts_in
from lachan.office.requests.content import approval_stands
from lachan.office.units.actions import seed_units


@pytest.mark.django_db
@pytest.mark.parametrize("day", [date(2026, 11, 25), date(2020, 6, 1)])
def test_the_incidents_are_told_each_in_its_state(day: date) -> None:
    zone = ZoneInfo("Asia/Ho_Chi_Minh")

    def at(on: date, hour: int) -> datetime:
        return datetime.combine(on, time(hour), zone)

    seed_units(province=settings.PROVINCE, now=timezone.now())
    company = gather_company(last_day=day, now=timezone.now())
    tell_protected(company, last_day=day, at=at)
    told = tell_incidents(company, last_day=day, at=at)
    for one in told:
        one.refresh_from_db()
    assert [one.state for one in told] == ["closed", "tracing", "noted"]
    assert [one.likeness for one in told] == ["look_alike", "look_alike", "protected"]
    assert [one.steps.count() for one in told] == [2, 2, 0]
    assert all(approval_stands(step.request) for one in told for step in one.steps.all())
    first, second = (step.request.asked_unit for step in told[0].steps.all())
    blocked = [counts_in(date(day.year - 1, 1, 1), day, operator) for operator in (first, second)]
    assert [one["CG-01"] for one in blocked] == [0, 1_240]
    assert [one["CG-02"] for one in blocked] == [86, 31]
