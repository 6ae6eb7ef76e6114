"""Personal numbers, CMND, passports and tax codes: what they say, and what they cannot be."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.vietnam import identity, places

SEXES = st.sampled_from(["M", "F"])
NINE = st.from_regex(r"[0-9]{9}", fullmatch=True).filter(str.isascii)


def test_there_are_63_codes_from_001_to_096_and_each_went_to_one_of_the_34():
    provinces = identity.birth_provinces()
    assert len(provinces) == 63
    assert (min(provinces), max(provinces)) == ("001", "096")
    assert {one.successor for one in provinces.values()} == {one.code for one in places.provinces()}
    assert len({one.area_code for one in provinces.values()}) == 63
    assert [one.name for one in identity.birth_provinces_of("19")] == ["Bắc Kạn", "Thái Nguyên"]
    assert identity.birth_provinces_of("99") == ()


def test_successors_agree_with_the_communes():
    for code, province in identity.birth_provinces().items():
        went = Counter(
            found.province_code
            for old in places._successions()
            if old.old_province_code == code[1:] and (found := places.commune(old.new_code))
        )
        assert went.most_common(1)[0][0] == province.successor, province


def test_a_number_tells_province_sex_and_birth_year():
    told = identity.decode("099305000017")
    assert told is not None
    assert (told.province_code, told.province, told.sex, told.birth_year) == ("099", None, "F", 2005)
    lang_son = identity.decode("020" + "190000000")
    assert lang_son is not None
    assert lang_son.province is not None
    assert (lang_son.province.name, lang_son.sex, lang_son.birth_year) == ("Lạng Sơn", "F", 1990)


@given(st.sampled_from(sorted(identity.birth_provinces())), SEXES, st.integers(1900, 2399), st.integers(0, 999_999))
def test_what_goes_into_a_number_comes_out_of_it(code, sex, year, serial):
    told = identity.decode(f"{identity.personal_prefix(code, sex, year)}{serial:06}")
    assert told is not None
    assert (told.province_code, told.sex, told.birth_year) == (code, sex, year)


@given(st.text(max_size=14))
def test_anything_else_is_not_decoded(text):
    assert (identity.decode(text) is None) == (not (len(text) == 12 and text.isascii() and text.isdigit()))


def test_a_birth_year_outside_the_scheme_is_refused():
    with pytest.raises(ValueError, match="1900 to 2399"):
        identity.personal_prefix("020", "M", 1899)


@given(st.text(max_size=20))
def test_a_normal_paper_stays_normal(text):
    once = identity.normal_paper(text)
    assert identity.normal_paper(once) == once


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        (" b 123-4567", "B1234567"),
        ("099 305 000 017", "099305000017"),
        ("１２３", "123"),
        ("0.9.9", "099"),
        ("Đ1", "Đ1"),
    ],
)
def test_papers_lose_what_stands_between(written, normal):
    assert identity.normal_paper(written) == normal


@pytest.mark.parametrize(
    ("form", "right", "wrong"),
    [
        (identity.CMND_FORM, ["080000000", "123456789"], ["08000000", "1234567890", "08000000A", "٠٨٠٠٠٠٠٠٠"]),
        (identity.PASSPORT_FORM, ["B1234567", "C12345678", "123456", "AB12CD34E"], ["B1234", "PASSPORT", "B12345678X"]),
        (identity.PERSONAL_FORM, ["099305000017"], ["09930500001", "0993050000170"]),
    ],
)
def test_forms(form, right, wrong):
    assert all(form.fullmatch(one) for one in right)
    assert not any(form.fullmatch(one) for one in wrong)


@pytest.mark.parametrize("code", ["0100109106", "0100686209"])
def test_published_codes_of_large_companies_have_the_right_check_digit(code):
    told = identity.tax_code(code)
    assert told == identity.TaxCode(code, "organisation", True)


def test_kinds_of_tax_codes():
    assert identity.tax_code("0100109106-001") == identity.TaxCode("0100109106001", "branch", True)
    assert identity.tax_code("0100109107") == identity.TaxCode("0100109107", "organisation", False)
    assert identity.tax_code("099305000017") == identity.TaxCode("099305000017", "person", True)
    assert identity.tax_code("0100109106-000") is None
    assert identity.tax_code("01001") is None


@given(NINE)
def test_one_check_digit_or_none_fits_nine_digits(nine):
    fitting = [d for d in range(10) if (told := identity.tax_code(f"{nine}{d}")) and told.checked]
    check = identity.tax_check_digit(nine)
    assert fitting == ([] if check is None else [check])


@given(NINE, st.integers(0, 8), st.integers(1, 9))
def test_a_slip_of_one_digit_is_seen(nine, at, by):
    check = identity.tax_check_digit(nine)
    slipped = nine[:at] + str((int(nine[at]) + by) % 10) + nine[at + 1 :]
    if check is not None:
        assert identity.tax_check_digit(slipped) != check


def test_a_check_digit_needs_nine_digits():
    with pytest.raises(ValueError, match="nine digits"):
        identity.tax_check_digit("12345678")
