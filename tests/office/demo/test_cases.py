"""The cases of the demo: all are told by the Department's people, one goes to the police, two share a number."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import timezone

from lachan.office.cases.models import CaseLetter, CaseState
from lachan.office.cases.queries import links_of
from lachan.office.demo.cases import PLOT, tell_cases
from lachan.office.demo.cast import gather_company
from lachan.office.units.actions import seed_units


@pytest.mark.django_db
def test_the_cases_are_told_and_two_are_found_to_belong_together() -> None:
    day, zone = date(2026, 11, 25), ZoneInfo("Asia/Ho_Chi_Minh")
    seed_units(province=settings.PROVINCE, now=timezone.now())
    company = gather_company(last_day=day, now=timezone.now())
    cases = tell_cases(company, last_day=day, at=lambda on, hour: datetime.combine(on, time(hour), zone))
    assert len(cases) == len(PLOT)
    for one in cases:
        one.refresh_from_db()
    assert [one.state for one in cases].count(CaseState.CLOSED) == 1
    assert CaseLetter.objects.get().case == cases[0]
    officer = company.writer(company.department, datetime.combine(day, time(9), zone))
    assert [link.case for link in links_of(officer, cases[0])] == [cases[3]]
