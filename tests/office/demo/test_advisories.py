"""The advisories of the demo: the whole catalogue, two in force, one of them corrected, and a draft to work on."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import timezone

from lachan.office.advisories.content import facts_of, remarks_on
from lachan.office.advisories.models import AdvisoryVersion, Trick
from lachan.office.advisories.queries import published
from lachan.office.demo.advisories import tell_advisories
from lachan.office.demo.cast import gather_company
from lachan.office.units.actions import seed_units
from lachan.vietnam.tricks import TRICKS


@pytest.mark.django_db
def test_two_advisories_are_in_force_one_corrected_and_one_is_a_draft() -> None:
    day, zone = date(2026, 11, 25), ZoneInfo("Asia/Ho_Chi_Minh")
    seed_units(province=settings.PROVINCE, now=timezone.now())
    company = gather_company(last_day=day, now=timezone.now())
    tell_advisories(company, last_day=day, at=lambda on, hour: datetime.combine(on, time(hour), zone))
    in_force = published(datetime.combine(day, time(16), zone))
    assert [(one.number, one.version.version) for one in in_force] == [("CB-2026-0002", 2), ("CB-2026-0001", 1)]
    assert Trick.objects.count() == len(TRICKS)
    draft = AdvisoryVersion.objects.get(state="draft")
    assert not [one for one in remarks_on(facts_of(draft)) if one.remark.grave]
