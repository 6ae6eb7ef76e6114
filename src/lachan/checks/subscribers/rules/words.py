"""Expressions that several rules share; text is compared as text, so that no cast can fail on a bad value."""

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
MARKED = "".join(_MARKED.values())
PLAIN = "".join(bare * len(marked) for bare, marked in _MARKED.items())


def person(t: Table) -> BooleanValue:
    """The owner is a person."""
    return t.owner_kind == "person"


def organisation(t: Table) -> BooleanValue:
    """The owner is an organisation."""
    return t.owner_kind == "organisation"


def mobile(t: Table) -> BooleanValue:
    """A mobile number."""
    return t.service == "mobile"


def prepaid(t: Table) -> BooleanValue:
    """A prepaid mobile number."""
    return (t.service == "mobile") & (t.plan == "prepaid")


def between_people(t: Table) -> BooleanValue:
    """A mobile number for people (H2H), not for devices; a record that does not say counts as H2H."""
    return (t.service == "mobile") & (t.use.fill_null("h2h") == "h2h")


def ended(t: Table) -> BooleanValue:
    """The subscription is over."""
    return t.status.fill_null("active") == "ended"


def blank(text: StringValue) -> BooleanValue:
    """Nothing is written there."""
    return text.fill_null("") == ""


def has_twelve_digits(t: Table) -> BooleanValue:
    """The paper's number is a personal number by its form (CCCD, or the CMND of twelve digits)."""
    return t.twelve_digits


def is_old_cmnd(t: Table) -> BooleanValue:
    """The paper is the nine-digit CMND."""
    return (t.id_kind == "cmnd") & (t.id_number.length() == 9)


def as_number(day: DateValue) -> IntegerValue:
    """A day as yyyymmdd: differences of these, divided by 10,000, are full years."""
    return day.year() * 10_000 + day.month() * 100 + day.day()


def age(t: Table, day: DateValue) -> IntegerValue:
    """Full years of the owner on a day; who is born on 29 February has the birthday on 1 March in other years."""
    return (as_number(day) - as_number(t.birth_date)) // 10_000


def days_between(later: DateValue, earlier: DateValue) -> IntegerValue:
    """Days from `earlier` to `later`."""
    return later.delta(earlier, unit="day")


def plain_name(name: StringValue) -> StringValue:
    """A name without marks, its words in order of the alphabet: two spellings of one name are equal."""
    return name.upper().translate(MARKED, PLAIN).split(" ").sort().join(" ")
