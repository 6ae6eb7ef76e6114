"""The dated parameters: right shape, no two versions on one day, the border days of the law."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.vietnam import law

DAYS = st.dates(date(2010, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize("parameter", law.PARAMETERS.values(), ids=lambda one: one.name)
def test_versions_follow_each_other_and_say_what_they_rest_on(parameter):
    assert parameter.wording.vi
    assert parameter.wording.en
    assert parameter.unit
    assert "." in parameter.name
    for one in parameter.versions:
        assert one.basis.vi
        assert one.basis.en
        assert one.until is None or one.since <= one.until
        assert one.sure != "unsure" or one.doubt, "what is not sure says why"
        assert type(one.value) is type(parameter.versions[0].value)
    for earlier, later in zip(parameter.versions, parameter.versions[1:], strict=False):
        assert earlier.until is not None
        assert earlier.until < later.since


@given(st.sampled_from(sorted(law.PARAMETERS)), DAYS)
def test_a_day_has_one_version_at_most(name, day):
    holding = [one for one in law.PARAMETERS[name].versions if one.in_force(day)]
    assert len(holding) <= 1
    assert law.version(name, day) == (holding[0] if holding else None)


@pytest.mark.parametrize(
    ("name", "last_day", "before", "after"),
    [
        ("papers.cmnd_accepted", date(2024, 12, 31), True, False),
        ("ages.consent_under", date(2026, 6, 30), 14, 15),
        ("verification.fields", date(2026, 4, 14), 3, 4),
        ("points.agents_sell_new", date(2023, 9, 9), True, False),
        ("papers.person_tax_code_is_personal_number", date(2025, 6, 30), False, True),
    ],
)
def test_a_value_changes_over_night(name, last_day, before, after):
    assert law.value(name, last_day) == before
    assert law.value(name, last_day + timedelta(days=1)) == after


def test_before_the_law_there_is_no_value():
    with pytest.raises(law.NotInForceError, match="14/06/2026"):
        law.value("devices.hours_to_suspend", date(2026, 6, 14))
    assert law.value("devices.hours_to_suspend", date(2026, 6, 15)) == 2


def test_an_unknown_name_is_a_mistake_of_the_program():
    with pytest.raises(KeyError):
        law.value("no.such", date(2026, 1, 1))
