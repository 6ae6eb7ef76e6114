"""What a shown number is and why to doubt it. Numbers are put together here, so that none stands whole in the file."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lachan.vietnam.numbers import Explained, Kind, Protected, SignCode, TrunkKind, explain, normal_number
from lachan.vietnam.numbers.plan import FOREIGN, KIND_WORDS, OLD_AREAS, PLAN

TODAY = date(2026, 11, 25)
TABLE = Path(__file__).parent / "shown_numbers.csv"
MOBILE = "91" + "2345678"
LANG_SON = "205" + "3812345"
POLICE = "69" + "2348560"


def _table() -> list[dict[str, str]]:
    lines = [one for one in TABLE.read_text(encoding="utf-8").splitlines() if not one.startswith("#")]
    numbers = ("written", "normal", "new_form")  # parted by _, so that none stands whole in the file
    return [row | {name: row[name].replace("_", "") for name in numbers} for row in csv.DictReader(lines)]


def keys(found: Explained) -> list[str]:
    return [one.key for one in found.signs]


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(_table()) >= 120


@pytest.mark.parametrize("row", _table(), ids=lambda row: row["written"])
def test_every_real_form_is_explained(row: dict[str, str]) -> None:
    found = explain(row["written"], on=TODAY)
    assert found.kind == row["kind"]
    assert found.normal == (row["normal"] or None)
    assert found.new_form == (row["new_form"] or None)
    assert keys(found) == ([row["signs"]] if row["signs"] else [])
    if row["kind"] == "mobile":
        assert found.allocated_to == row["says"]
    else:
        assert row["says"] in found.description.vi


@pytest.mark.parametrize("row", _table(), ids=lambda row: row["written"])
def test_nothing_is_ever_called_right(row: dict[str, str]) -> None:
    found = explain(row["written"], on=TODAY)
    for words in ("an toàn", "safe", "hợp lệ", "genuine"):
        assert words not in f"{found.description.vi} {found.description.en} {found.why.vi} {found.why.en}"


@pytest.mark.parametrize(
    ("national", "on", "sign"),
    [
        ("168" + "1234567", date(2018, 9, 14), []),
        ("168" + "1234567", date(2018, 11, 14), []),
        ("168" + "1234567", date(2018, 11, 15), ["old_mobile"]),
        ("34" + "1234567", date(2018, 9, 14), ["not_yet"]),
        ("34" + "1234567", date(2018, 9, 15), []),
        ("25" + "3812345", date(2017, 4, 14), []),
        ("25" + "3812345", date(2017, 5, 14), []),
        ("25" + "3812345", date(2017, 5, 15), ["old_area_code"]),
        ("205" + "3812345", date(2017, 4, 14), ["not_yet"]),
        ("205" + "3812345", date(2017, 4, 15), []),
        ("210" + "3812345", date(2010, 1, 1), []),
    ],
)
def test_a_prefix_is_judged_by_the_day(national: str, on: date, sign: list[str]) -> None:
    assert keys(explain(f"0{national}", on=on)) == sign


def test_digits_that_were_a_fixed_number_and_are_a_mobile_number_now_follow_the_day() -> None:
    number = "0" + "33" + "3812345"
    assert explain(number, on=TODAY).kind is Kind.MOBILE
    before = explain(number, on=date(2016, 5, 1))
    assert (before.kind, before.new_form) == (Kind.FIXED, "+84" + "203" + "3812345")


@pytest.mark.parametrize(
    ("written", "sign"),
    [
        ("0" + MOBILE, "mobile_from_abroad"),
        ("+84" + MOBILE, "mobile_from_abroad"),
        ("0" + LANG_SON, "domestic_from_abroad"),
        ("0" + POLICE, "domestic_from_abroad"),
        ("1900" + "1234", "domestic_from_abroad"),
        ("113", "domestic_from_abroad"),
    ],
)
def test_a_domestic_number_from_abroad_has_sign_s1_and_from_home_none(written: str, sign: str) -> None:
    abroad = explain(written, trunk_kind="international", on=TODAY)
    assert keys(abroad) == [sign]
    assert abroad.signs[0].code is SignCode.S1
    for kind in ("domestic", "internal"):
        assert not explain(written, trunk_kind=kind, on=TODAY).signs


@pytest.mark.parametrize("written", ["+856" + "20123456", "anonymous", "0672" + "012345"])
def test_a_foreign_a_hidden_and_an_unknown_number_from_abroad_have_no_sign(written: str) -> None:
    assert not explain(written, trunk_kind="international", on=TODAY).signs


@pytest.mark.parametrize(
    ("digits", "country"),
    [("85620123456", "LA"), ("2031234567", "EG"), ("376123456", "AD"), ("2207123456", "GM"), ("12025550100", "US")],
)
def test_bare_digits_from_abroad_are_a_foreign_number_where_they_can_be_one(digits: str, country: str) -> None:
    found = explain(digits, trunk_kind="international", on=TODAY)
    assert found.country is not None
    assert (found.country.iso, found.signs) == (country, ())


def test_bare_digits_from_abroad_that_no_country_has_are_ours() -> None:
    assert keys(explain(MOBILE, trunk_kind="international", on=TODAY)) == ["mobile_from_abroad"]


@pytest.mark.parametrize(
    ("written", "sign"),
    [
        ("0" + POLICE, ["protected"]),
        ("+84" + POLICE, ["protected"]),
        ("+840" + POLICE, ["like_protected", "zero_after_84"]),
        ("+5630" + POLICE, ["like_protected"]),
        ("+1" + POLICE, ["like_protected"]),
        ("0" + POLICE[:-1] + "1", []),  # the neighbour is somebody honest
        ("0" + MOBILE, []),
        ("113", ["protected"]),
        ("+84113", ["country_code_before_short"]),
        ("0" + "243" + "8250000", ["like_protected"]),
        ("0" + "243" + "8350000", []),
    ],
)
def test_a_protected_number_and_what_resembles_it_have_sign_s2(written: str, sign: list[str]) -> None:
    protected = Protected(["0" + POLICE, "0" + LANG_SON, "113"], patterns=["0243825????"])
    assert keys(explain(written, on=TODAY, protected=protected)) == sign


def test_a_protected_fixed_number_in_its_form_of_before_2017_is_still_that_number() -> None:
    found = explain("0" + "25" + "3812345", on=TODAY, protected=Protected(["0" + LANG_SON]))
    assert keys(found) == ["protected", "old_area_code"]


@pytest.mark.parametrize("wrong", ["", "số", "12", "0" + "91"])
def test_what_is_no_number_cannot_be_protected(wrong: str) -> None:
    with pytest.raises(ValueError):
        Protected([wrong])


@pytest.mark.parametrize("wrong", ["", "*", "????", "09*1", "[0-9]", "0912|"])
def test_what_is_no_pattern_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError):
        Protected([], patterns=[wrong])


ANY_TRUNK = st.sampled_from([None, "international", "domestic", "internal"])
DIGITS = st.text(alphabet="0123456789", min_size=3, max_size=12)
WRITINGS = st.one_of(
    st.text(),
    st.text(alphabet="+0123456789 .-()", max_size=18),
    st.from_regex(r"(\+84|0084|84|0|)[0-9]{1,11}", fullmatch=True),
    st.builds("{}{}{}".format, st.sampled_from(["+84", "0084", "84", "0", ""]), st.sampled_from(sorted(PLAN)), DIGITS),
    st.builds("{}{}{}".format, st.sampled_from(["+", "00", ""]), st.sampled_from(sorted(FOREIGN)), DIGITS),
)


@given(WRITINGS, ANY_TRUNK, st.dates())
def test_every_text_has_an_explanation(text: str, trunk_kind: TrunkKind | None, on: date) -> None:
    found = explain(text, trunk_kind=trunk_kind, on=on, protected=Protected(["0" + POLICE], patterns=["0243*"]))
    assert found.description.vi
    assert found.description.en
    assert [one.code for one in found.signs] == sorted(one.code for one in found.signs)
    if found.kind is Kind.IMPOSSIBLE:
        assert found.signs, "whoever reads it must learn why"


@given(WRITINGS)
@example("+84 (0) 91" + "2345678")
def test_its_normal_form_is_that_of_everywhere_else(text: str) -> None:
    assert explain(text, on=TODAY).normal == normal_number(text)


@given(WRITINGS, ANY_TRUNK)
def test_the_normal_form_is_explained_alike(text: str, trunk_kind: TrunkKind | None) -> None:
    found = explain(text, trunk_kind=trunk_kind, on=TODAY)
    if found.normal is None or found.new_form:
        return
    assert explain(found.normal, trunk_kind=trunk_kind, on=TODAY) == found


@given(
    st.sampled_from(sorted(PLAN)).flatmap(
        lambda key: st.sampled_from(sorted(PLAN[key].lengths)).flatmap(
            lambda length: st.from_regex(rf"{key}[0-9]{{{length - len(key)}}}", fullmatch=True)
        )
    ),
    st.sampled_from(["+84{}", "0084{}", "+84 (0){}", "84{}", "0{}"]),
    st.sampled_from(["", " ", ".", "-", "\u00a0", "\u202c"]),
    ANY_TRUNK,
)
def test_every_writing_of_one_number_has_the_same_explanation(
    national: str, writing: str, mark: str, trunk_kind: TrunkKind | None
) -> None:
    if writing == "0{}" and national.startswith(("1800", "1900")):
        return
    plain = explain(f"+84{national}", trunk_kind=trunk_kind, on=TODAY)
    assert explain(writing.format(mark.join(national)), trunk_kind=trunk_kind, on=TODAY) == plain


def test_every_area_code_of_before_2017_has_its_province() -> None:
    assert all(one.what.area for one in OLD_AREAS.values())
    assert len({one.new for one in OLD_AREAS.values()}) == len(OLD_AREAS) == 59


def test_every_kind_has_its_words() -> None:
    assert set(KIND_WORDS) == set(Kind)


def test_a_number_of_64_kilobytes_is_explained_in_no_time_that_matters() -> None:
    assert keys(explain("9" * 65536, on=TODAY)) == ["too_long"]
    assert keys(explain("+84" + "9" * 65536, on=TODAY)) == ["wrong_length"]
