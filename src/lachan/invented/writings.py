"""How the same owner comes to stand in the records under several writings: what a search for holders of many must see.

Half of the owners of four numbers and more (of organisations: of fifty and more) are disguised: about half of their
rows get one of the writings below. A few rows of small owners get them too, so that not every slip means many numbers.
"""

import unicodedata
from collections.abc import Callable

import numpy as np
import pyarrow as pa

from lachan.invented.columns import Numbers, add_years, days, digits, hashes
from lachan.invented.holders import Flags
from lachan.invented.registrations import Registrations, check_digits
from lachan.vietnam.text import plain

PERSON_WRITINGS = {
    "accents": 0.16,
    "order": 0.09,
    "middle": 0.09,
    "telex": 0.10,
    "digit": 0.12,
    "birth": 0.12,
    "digit+name": 0.12,
    "birth+name": 0.10,
    "photo": 0.04,
    "cmnd": 0.06,
}
"""Kinds of writings of a person's row and their shares; "photo" changes paper, name and birth date at once and leaves
the portrait; "cmnd" is the old card of the same person, only on rows old enough for it."""

ORGANISATION_WRITINGS = {"firm_name": 0.4, "branch": 0.3, "shell": 0.2, "tax_digit": 0.1}
"""Of an organisation's row: another writing of the name, a branch's code, another firm of the same representative,
a slip in the tax code."""

_HIDDEN_SHARE = 0.5
_DISGUISED_SHARE = 0.55
_SMALL_SHARE = 0.01
_OTHER_HOUSE_SHARE = 0.15
_CMND_UNTIL = np.datetime64("2021-07-01").astype(np.int64)

_TELEX_TONES = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}


def without_accents(name: str) -> str:
    """ "NGUYEN VAN HUNG"."""
    return plain(name).upper()


def turned(name: str) -> str:
    """The family name put last: "VĂN HÙNG NGUYỄN"."""
    family, _, rest = name.partition(" ")
    return f"{rest} {family}" if rest else name


def without_middle(name: str) -> str:
    """Family and given name alone."""
    words = name.split(" ")
    return f"{words[0]} {words[-1]}"


def telex_slip(name: str, at: int) -> str:
    """One word as it looks when the keyboard did not put the tone mark on: "NGUYEENX"; else one letter twice."""
    words = name.split(" ")
    word = words[at % len(words)]
    letters, tone = "", ""
    for letter in unicodedata.normalize("NFD", word):
        if letter in _TELEX_TONES:
            tone = _TELEX_TONES[letter].upper()
        elif letter == "\u0302":
            letters += letters[-1]
        elif letter in "\u0306\u031b":
            letters += "W"
        else:
            letters += "DD" if letter == "Đ" else letter
    if letters + tone == word:
        place = at % len(word)
        letters = word[: place + 1] + word[place:]
    words[at % len(words)] = letters + tone
    return " ".join(words)


NAME_WRITINGS: tuple[Callable[[str, int], str], ...] = (
    lambda name, _at: without_accents(name),
    lambda name, _at: turned(name),
    lambda name, _at: without_middle(name),
    telex_slip,
)


def digit_slip(rng: np.random.Generator, numbers: Numbers, width: int) -> Numbers:
    """One digit of each number, at any place, made another."""
    places = np.array([10**place for place in range(width)], np.int64)
    place = places[rng.integers(0, width, len(numbers))]
    digit = numbers // place % 10
    step = rng.integers(1, 10, len(numbers))
    return np.asarray(numbers + ((digit + step) % 10 - digit) * place, np.int64)


def birth_slip(rng: np.random.Generator, birth: Numbers) -> Numbers:
    """Day and month changed for each other where that gives another date; else the day, month or year is one off."""
    dates = birth.astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    year = months.astype("datetime64[Y]")
    day = (dates - months.astype("datetime64[D]")).astype(np.int64)
    month = (months - year.astype("datetime64[M]")).astype(np.int64)
    exchanged = (year.astype("datetime64[M]") + np.minimum(day, 11)).astype("datetime64[D]").astype(np.int64) + month
    can_exchange = (day < 12) & (day != month) & (rng.random(len(birth)) < 0.5)
    step = rng.choice(3, len(birth), p=[0.5, 0.25, 0.25])
    up = rng.choice(np.array([-1, 1]), len(birth))
    other = np.where(step == 0, birth + up * rng.choice(np.array([1, 10]), len(birth)), add_years(birth, up))
    # A slip in the month keeps the day where the other month has it.
    by_month = (months + up).astype("datetime64[D]").astype(np.int64) + np.minimum(day, 27)
    return np.where(can_exchange, exchanged, np.where(step == 1, by_month, other))


def _hidden_rows(rng: np.random.Generator, found: Registrations) -> Flags:
    """The rows that get another writing; the first row of an owner keeps the right one."""
    holders = found.holders
    many = np.where(holders.organisation, holders.size >= 50, holders.size >= 4)
    hidden = (many & (rng.random(len(many)) < _HIDDEN_SHARE))[found.holder]
    small = ~many[found.holder] & ~holders.organisation[found.holder] & (found.rank > 0)
    plain_small = small & (rng.random(len(found)) < _SMALL_SHARE)
    drawn = hidden & (rng.random(len(found)) < _DISGUISED_SHARE) & (found.rank > 0)
    rows: Flags = (drawn | plain_small) & ~holders.foreign[found.holder] & (found.negative == "")
    return rows


def disguise(rng: np.random.Generator, found: Registrations) -> None:
    """Give the rows of disguised owners their other writings; `found.writing` says which row got which."""
    rows = np.flatnonzero(_hidden_rows(rng, found))
    firm = found.holders.organisation[found.holder[rows]]
    _disguise_people(rng, found, rows[~firm])
    _disguise_firms(rng, found, rows[firm])


def _disguise_people(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
    kinds = rng.choice(list(PERSON_WRITINGS), len(rows), p=list(PERSON_WRITINGS.values()))
    holders, holder = found.holders, found.holder[rows]
    old_enough = add_years(holders.birth[holder], 15) < found.activated[rows]
    card_then = (found.activated[rows] < _CMND_UNTIL) & old_enough
    # Many rows are too late for the old card; of the early ones more have it, which keeps its share.
    kinds = np.where(card_then & (rng.random(len(rows)) < 0.2), "cmnd", kinds)
    kinds = np.where((kinds == "cmnd") & ~card_then, "digit", kinds)
    found.writing[rows] = kinds
    found.put("id_scan_hash", rows, hashes(rng, len(rows)))
    _move_house(rng, found, rows[rng.random(len(rows)) < _OTHER_HOUSE_SHARE])
    for kind in PERSON_WRITINGS:
        of = rows[kinds == kind]
        if len(of):
            _write_person(rng, found, kind, of)


def _move_house(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
    """Another house number in the same street of the same commune."""
    addresses = [str(address).split(",", 1)[1] for address in found.get("address", rows)]
    houses = rng.integers(1, 400, len(rows)).tolist()
    found.put("address", rows, [f"Số {house},{rest}" for house, rest in zip(houses, addresses, strict=True)])


def _write_person(rng: np.random.Generator, found: Registrations, kind: str, rows: Numbers) -> None:
    """One kind of writing on its rows."""
    holder = found.holder[rows]
    personal = found.holders.personal_number[holder]
    if kind in ("digit", "digit+name", "photo"):
        found.put("id_number", rows, digits(digit_slip(rng, personal, 9 if found.marked else 12), 12))
    if kind in ("birth", "birth+name", "photo"):
        found.put("birth_date", rows, days(birth_slip(rng, found.holders.birth[holder])))
    if kind == "photo":
        first = np.cumsum(found.holders.size) - found.holders.size
        # The portrait of the owner's first registration, which is a mobile one or lends its hash all the same.
        found.put("photo_hash", rows, _own_photo(found, first[holder]))
    if kind == "cmnd":
        _old_card(rng, found, rows)
    fixed = {"accents": 0, "order": 1, "middle": 2, "telex": 3}
    if kind in fixed:
        ways = np.full(len(rows), fixed[kind])
    elif kind == "cmnd":
        ways = np.where(rng.random(len(rows)) < 0.3, rng.integers(0, 4, len(rows)), -1)
    elif kind in ("digit", "birth"):
        return
    else:
        ways = rng.integers(0, 4, len(rows))
    at = rng.integers(0, 1000, len(rows))
    names = [str(name) for name in found.get("owner_name", rows)]
    written = [
        name if way < 0 else NAME_WRITINGS[way](name, place)
        for name, way, place in zip(names, ways.tolist(), at.tolist(), strict=True)
    ]
    found.put("owner_name", rows, written)


def _own_photo(found: Registrations, first: Numbers) -> pa.Array:
    """A hash that stands for each owner's portrait; put on the first row as well, so that two rows share it."""
    portraits = digits(found.holders.personal_number[found.holder[first]] * 31 + 7, 16)
    doubled = pa.array([f"a0{text}" + text[:14] for text in portraits.to_pylist()], pa.string())
    found.put("photo_hash", first, doubled)
    taken = found.columns["activated_on"].take(pa.array(first))
    found.put("photo_taken_at", first, taken)
    return doubled


def _old_card(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
    """The owner's CMND instead of the CCCD, issued long enough after birth and less than 15 years ago."""
    holder = found.holder[rows]
    activated = found.activated[rows]
    least = np.maximum(add_years(found.holders.birth[holder], 14), activated - 14 * 365)
    issued = least + (rng.random(len(rows)) * (activated - least)).astype(np.int64)
    found.put("id_kind", rows, "cmnd")
    found.put("id_number", rows, digits(found.holders.cmnd[holder], 9))
    found.put("id_issued_on", rows, days(issued))
    found.put("id_issuer", rows, "Công an tỉnh")
    found.put("id_expires_on", rows, None)


def _disguise_firms(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
    kinds = rng.choice(list(ORGANISATION_WRITINGS), len(rows), p=list(ORGANISATION_WRITINGS.values()))
    found.writing[rows] = kinds
    names = np.array(found.get("owner_name", rows), dtype=object)
    which = rng.integers(1, 4, len(rows))
    tax = found.tax_code[rows]
    for kind in ORGANISATION_WRITINGS:
        at = np.flatnonzero(kinds == kind)
        if not len(at):
            continue
        of, nth = rows[at], which[at]
        written = [_firm_writing(kind, str(name), int(n)) for name, n in zip(names[at], nth, strict=True)]
        found.put("owner_name", of, written)
        if kind == "branch":
            codes = digits(tax[at] * 1000 + nth, 13)
        elif kind == "shell":
            codes = digits(_shell_codes(tax[at], nth), 10)
        elif kind == "tax_digit":
            codes = digits(digit_slip(rng, tax[at], 10), 10)
        else:
            continue
        found.put("tax_code", of, codes)
        found.put("id_number", of, codes)


def _firm_writing(kind: str, name: str, nth: int) -> str:
    """The firm's name as this kind of row has it."""
    if kind == "branch":
        return f"CHI NHÁNH {nth} {name}"
    if kind == "shell":
        return f"{name} {('MIỀN BẮC', 'HOÀNG GIA', 'SỐ 1')[nth - 1]}"
    if kind == "tax_digit":
        return name
    shorter = name.replace("TRÁCH NHIỆM HỮU HẠN", "TNHH").replace("MỘT THÀNH VIÊN", "MTV").replace("CỔ PHẦN", "CP")
    longer = name.replace("TNHH", "TRÁCH NHIỆM HỮU HẠN")
    return (without_accents(name), shorter, longer)[nth - 1]


def _shell_codes(tax: Numbers, nth: Numbers) -> Numbers:
    """The code of the owner's n-th other firm: the next nine digits far enough on that have a check digit."""
    nine = tax // 10 // 10_000_000 * 10_000_000 + (tax // 10 % 10_000_000 + nth * 9_973) % 9_999_999
    for _ in range(4):
        nine = np.where((check_digits(nine) == 10) | (nine % 10_000_000 == 0), nine + 1, nine)
    return nine * 10 + check_digits(nine)
