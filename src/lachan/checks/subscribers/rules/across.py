"""Agreeing across records: one paper, name, number or tax code that stands for several."""

from collections.abc import Callable

import ibis
from ibis.expr.types import StringValue, Table

from lachan.checks.given import Given
from lachan.checks.subscribers.rules.bases import NUMBERING, RECORD, TAX
from lachan.checks.subscribers.rules.declare import group_rule
from lachan.checks.subscribers.rules.holdings import paper
from lachan.checks.subscribers.rules.words import MARKED, PLAIN, ended, person, plain_name
from lachan.vietnam.identity import birth_provinces
from lachan.vietnam.places import communes, predecessors, provinces

SHORT_WORDS = (
    (r"[^A-Z0-9 ]", " "), (r"\bCTY\b", "CONG TY"), (r"\bCP\b", "CO PHAN"), (r"\bMTV\b", "MOT THANH VIEN"),
    (r"\bTNHH\b", "TRACH NHIEM HUU HAN"), (r"\bDNTN\b", "DOANH NGHIEP TU NHAN"), (r"\bTM\b", "THUONG MAI"),
    (r"\bDV\b", "DICH VU"), (r"\bXD\b", "XAY DUNG"), (r"\b(VA|CHI NHANH|CN)\b", " "), (r" +", " "),
)  # fmt: skip
"""How names of organisations are shortened, after their marks are taken off."""


@group_rule(
    "SUB-060", "Mã vùng của số cố định khác tỉnh trong địa chỉ", "Area code of a fixed line and commune differ",
    law=NUMBERING, severity="low", subject="number", screen="fixed", needs=("number", "service", "commune_code"),
)  # fmt: skip
def area_differs(t: Table, given: Given) -> Table:
    """What: the area code of a fixed line belongs to another province than the commune of the record.

    Why: a fixed line stands at a place; one of the two is wrong, or the line was moved.
    Law: area codes of the numbering plan, provinces as they are since 1 July 2025.
    What it must not accuse: provinces that merged; codes of communes from before 2025; unknown codes; owners who live
    elsewhere than the line stands, hence low.
    """
    wrong = of_another_province(t.mutate(first=t.number.substr(1, 3)))
    return wrong.select(
        subject=wrong.number,
        key=wrong.operator.fill_null("").concat("|", wrong.day.cast("string").fill_null("")),
        first_seen=wrong.activated_on,
        last_seen=wrong.activated_on,
        area=wrong.area,
        area_province=wrong.area_province,
        commune_code=wrong.commune_code,
        commune_province=wrong.commune_province,
    )


def of_another_province(t: Table) -> Table:
    """Rows whose area code (in `first`, three digits behind the 0) and `commune_code` are of two provinces."""
    wide = t.first.substr(0, 2)
    placed = t.mutate(area=ibis.ifelse(wide.isin(["24", "28"]), wide, t.first))
    areas = ibis.memtable(_areas(), schema={"area": "string", "area_province": "string"})
    homes = ibis.memtable(_homes(), schema={"commune_code": "string", "commune_province": "string"})
    both = placed.join(areas, "area").join(homes, "commune_code")
    return both.filter(both.area_province != both.commune_province)


def _areas() -> list[tuple[str, str]]:
    return [(one.area_code, one.successor) for one in birth_provinces().values()]


def _homes() -> list[tuple[str, str]]:
    """Commune code, old or new, to the province of today; codes that two provinces used are left out."""
    found: dict[str, set[str]] = {}
    for province in provinces():
        for commune in communes(province.code):
            for code in (commune.code, *(old.old_code for old in predecessors(commune.code))):
                found.setdefault(code, set()).add(province.code)
    return [(code, next(iter(codes))) for code, codes in sorted(found.items()) if len(codes) == 1]


@group_rule(
    "SUB-061", "Một giấy tờ, nhiều họ tên", "One paper, several names",
    law=RECORD, severity="high", subject="paper", screen="papers", needs=("id_number", "id_kind", "owner_name"),
)  # fmt: skip
def paper_with_names(t: Table, given: Given) -> Table:
    """What: persons of different names are registered under one number of a paper.

    Why: a paper has one holder; the others borrowed it, or a number is mistyped.
    Law: identity data of each owner have to be true.
    What it must not accuse: one name with and without marks or in another order; passports of two countries with one
    number; organisations.
    """
    held = t.filter(t.names_differ & person(t) & t.id_number.notnull() & (t.owner_name.fill_null("") != ""))
    held = _named(held.mutate(paper=paper(held)), plain_name)
    return _together(held, "paper", "name", held.owner_name)


@group_rule(
    "SUB-062", "Một giấy tờ, nhiều ngày sinh", "One paper, several birth dates",
    law=RECORD, severity="medium", subject="paper", screen="papers", needs=("id_number", "id_kind", "birth_date"),
)  # fmt: skip
def paper_with_births(t: Table, given: Given) -> Table:
    """What: different birth dates are registered under one number of a paper.

    Why: at least one record is wrong.
    Law: identity data of each owner have to be true.
    What it must not accuse: records without birth date; passports of two countries with one number.
    """
    held = t.filter(t.births_differ & person(t) & t.id_number.notnull() & t.birth_date.notnull())
    held = held.mutate(paper=paper(held), born=held.birth_date.cast("string"))
    return _together(held, "paper", "born", held.born)


@group_rule(
    "SUB-063", "Một người, nhiều số định danh", "One person, several personal numbers",
    law=RECORD, severity="medium", subject="owner", screen="names",
    needs=("owner_name", "birth_date", "commune_code", "id_number"), parameters=("agreeing.namesakes",),
)  # fmt: skip
def name_with_papers(t: Table, given: Given) -> Table:
    """What: one name and birth date in one commune has as many personal numbers as the parameter says, or more.

    Why: a person has one personal number for life; made-up numbers spread a large holding.
    Law: identity data of each owner have to be true.
    What it must not accuse: two namesakes born on one day; an old CMND beside the personal number, or a passport.
    """
    held = t.filter(person(t) & t.twelve_digits)
    owner = held.owner_name.concat("|", held.birth_date.cast("string"), "|", held.commune_code)
    held = held.mutate(owner=owner)
    least = given.value("agreeing.namesakes", given.as_of)
    return _together(held, "owner", "id_number", held.id_number, least=least)


@group_rule(
    "SUB-064", "Một số, nhiều chủ đang hoạt động", "One number, several owners at a time",
    law=RECORD, severity="high", subject="number", screen="numbers", needs=("number", "owner_name", "id_number"),
)  # fmt: skip
def number_with_owners(t: Table, given: Given) -> Table:
    """What: one operator has a number in use under two different names and papers.

    Why: nobody can tell who answers for it.
    Law: one owner for each number at a time.
    What it must not accuse: a row that came in twice; an owner before, whose record is over; one name in two spellings;
    a number ported to another operator.
    """
    held = t.filter(~ended(t) & t.id_number.notnull() & (t.owner_name.fill_null("") != ""))
    held = held.mutate(place=held.operator.fill_null(""), name=plain_name(held.owner_name))
    found = held.group_by("number", "place").aggregate(
        names=held.name.nunique(), papers=held.id_number.nunique(), count=held.count(),
        first_seen=held.activated_on.min(), last_seen=held.activated_on.max(),
        one=held.owner_name.min(), another=held.owner_name.max(),
    )  # fmt: skip
    found = found.filter((found.names > 1) & (found.papers > 1))
    return found.select(
        "count", "first_seen", "last_seen", "one", "another",
        subject=found.number, key=found.place, operator=found.place, papers=found.papers.cast("string"),
        numbers=ibis.literal(1, "int64"),
    )  # fmt: skip


@group_rule(
    "SUB-065", "Một mã số thuế, nhiều tên tổ chức", "One tax code, several names of organisations",
    law=TAX, severity="low", subject="organisation", screen="taxes", needs=("tax_code", "owner_name"),
)  # fmt: skip
def tax_code_with_names(t: Table, given: Given) -> Table:
    """What: organisations of different names are registered under one tax code.

    Why: one of them uses the other's code.
    Law: a tax code has one holder.
    What it must not accuse: usual short words (CTY, CP, TNHH), missing marks; branches, which have codes of their own;
    an organisation that changed its name, hence low.
    """
    named = _named(t, _written_out)
    return _together(named, "tax_code", "name", named.owner_name)


def _named(t: Table, plain: Callable[[StringValue], StringValue]) -> Table:
    """The rows with their plain `name`, worked out once for each way of writing it."""
    spelt = t.select(written=t.owner_name).distinct()
    names = spelt.mutate(name=plain(spelt.written))
    return t.join(names, t.owner_name == names.written).drop("written")


def _written_out(name: StringValue) -> StringValue:
    full = name.upper().translate(MARKED, PLAIN)
    for short, long in SHORT_WORDS:
        full = full.re_replace(short, long)
    return full.strip().split(" ").sort().join(" ")


def _together(t: Table, group: str, differs: str, shown: StringValue, *, least: int = 2) -> Table:
    """Groups with `least` different values or more, with the first and the last of them."""
    t = t.mutate(shown=shown)
    found = t.group_by(group).aggregate(
        several=t[differs].nunique(), count=t.count(), numbers=t.number.nunique(),
        first_seen=t.activated_on.min(), last_seen=t.activated_on.max(), one=t.shown.min(), another=t.shown.max(),
    )  # fmt: skip
    found = found.filter(found.several >= least)
    return found.select(
        "count", "numbers", "first_seen", "last_seen", "one", "another",
        subject=found[group], several=found.several.cast("string"),
    )  # fmt: skip
