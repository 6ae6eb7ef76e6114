from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.vietnam.penalties import ACTS, acts_on, proposal

DAY = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("numbers", "least", "most"),
    [
        (1, 200_000, 500_000),
        (10, 2_000_000, 5_000_000),
        (11, 5_000_000, 10_000_000),
        (200, 5_000_000, 10_000_000),
        (201, 10_000_000, 20_000_000),
        (500, 10_000_000, 20_000_000),
        (501, 30_000_000, 50_000_000),
    ],
)
def test_a_subscriber_is_fined_by_how_many_numbers(numbers: int, least: int, most: int) -> None:
    found = proposal("subscriber_information", on=DAY, numbers=numbers, person=False)
    assert (found.least, found.most) == (least, most)


def test_a_person_pays_half_of_what_an_organisation_pays() -> None:
    found = proposal("subscriber_information", on=DAY, numbers=25, person=True)
    assert (found.least, found.most) == (2_500_000, 5_000_000)
    assert "Điều 34" in found.basis.vi


@pytest.mark.parametrize(
    ("code", "who"),
    [
        ("subscriber_information", "Chủ tịch Ủy ban nhân dân cấp xã"),
        ("operator_service", "Chủ tịch Ủy ban nhân dân cấp xã"),
        ("central_database", "Chủ tịch Ủy ban nhân dân cấp tỉnh"),
    ],
)
def test_the_lowest_rank_that_may_fine_so_much_is_named(code: str, who: str) -> None:
    found = proposal(code, on=DAY, numbers=41, person=False)
    assert found.may_fine is not None
    assert found.may_fine.vi == who


def test_no_band_is_given_for_an_act_before_the_decree() -> None:
    assert acts_on(date(2026, 6, 30)) == ()
    with pytest.raises(KeyError):
        proposal("subscriber_information", on=date(2026, 6, 30), numbers=1, person=True)
    assert proposal("subscriber_information", on=date(2026, 7, 1), numbers=1, person=True).least == 100_000


def test_a_fine_rests_on_a_number() -> None:
    with pytest.raises(ValueError, match="at least one"):
        proposal("subscriber_information", on=DAY, numbers=0, person=True)


@given(st.sampled_from(ACTS), st.integers(1, 5_000), st.booleans())
def test_every_count_falls_into_exactly_one_band(act, numbers: int, person: bool) -> None:
    assert sum(band.holds(numbers) for band in act.bands) == 1
    found = proposal(act.code, on=DAY, numbers=numbers, person=person)
    assert 0 < found.least <= found.most
