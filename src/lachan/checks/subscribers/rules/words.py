"""Expressions that several rules share; text is compared as text, so that no cast can fail on a bad value."""

import ibis
from ibis.expr.types import BooleanValue, DateValue, IntegerValue, StringValue, Table

_MARKED = {
    "A": "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬ",
    "D": "Đ",
    "E": "ÈÉẺẼẸÊỀẾỂỄỆ",
    "I": "ÌÍỈĨỊ",
    "O": "ÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢ",
    "U": "ÙÚỦŨỤƯỪỨỬỮỰ",
    "Y": "ỲÝỶỸỴ",
}
MOBILE_FORM = r"^0[0-9]{9}$"
FIXED_FORM = r"^02[0-9]{9}$"
MOBILE_ALLOCATED = r"^0(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-9])"
MOBILE_REST = r"[0-9]{7}$"
FIXED_ALLOCATED = r"^0(24|28|20[3-9]|21[0-689]|22[0-25-9]|23[2-9]|25[124-9]|26[01239]|27[0-7]|29[0-4679])"
FULL_YEAR = 10_000
"""A year in differences of days written as yyyymmdd."""
MARKED = "".join(_MARKED.values())
PLAIN = "".join(bare * len(marked) for bare, marked in _MARKED.items())


def person(t: Table) -> BooleanValue:
    """The owner is a person."""
    return t.is_person


def organisation(t: Table) -> BooleanValue:
    """The owner is an organisation."""
    return t.is_organisation


def mobile(t: Table) -> BooleanValue:
    """A mobile number."""
    return t.is_mobile


def prepaid(t: Table) -> BooleanValue:
    """A prepaid mobile number."""
    return t.is_prepaid


def between_people(t: Table) -> BooleanValue:
    """A mobile number for people (H2H), not for devices; a record that does not say counts as H2H."""
    return t.is_between_people


def right_number(t: Table) -> BooleanValue:
    """A mobile or fixed number of right form and out of an allocated range; accounts of other services are right."""
    mobile_right = t.number.re_search(MOBILE_ALLOCATED + MOBILE_REST)
    fixed_right = t.number.re_search(FIXED_FORM) & t.number.re_search(FIXED_ALLOCATED)
    return ibis.cases(
        (t.service == "mobile", mobile_right), (t.service == "fixed", fixed_right), else_=True
    ).fill_null(False)  # fmt: skip


def ended(t: Table) -> BooleanValue:
    """The subscription is over."""
    return t.is_ended


def blank(text: StringValue) -> BooleanValue:
    """Nothing is written there."""
    return text.isnull() | (text == "")


def is_old_cmnd(t: Table) -> BooleanValue:
    """The paper is the nine-digit CMND."""
    return t.is_old_cmnd


def as_number(day: DateValue) -> IntegerValue:
    """A day as yyyymmdd."""
    return day.year() * 10_000 + day.month() * 100 + day.day()


def younger(t: Table, day: DateValue, years: IntegerValue | int, *, most: int) -> BooleanValue:
    """The owner had not lived so many years on a day; `most` is the largest of `years`.

    A cheap look at the years leaves few rows for the calendar. No division: engines divide in floating point.
    Born on 29 February means a birthday on 1 March in other years.
    """
    lived = as_number(day) - as_number(t.birth_date)
    return (day.year() - t.birth_year <= most) & (lived < years * FULL_YEAR)


def days_between(later: DateValue, earlier: DateValue) -> IntegerValue:
    """Days from `earlier` to `later`."""
    return later.delta(earlier, unit="day")


def digit(text: StringValue, at: int) -> IntegerValue:
    """The digit at a place, counted from 0; of another sign something that is no digit."""
    return text.substr(at, 1).ascii_str() - ord("0")


def plain_name(name: StringValue) -> StringValue:
    """A name without marks, its words in order of the alphabet: two spellings of one name are equal."""
    return name.upper().translate(MARKED, PLAIN).split(" ").sort().join(" ")
