"""Which rows a fault fits, and what it does to them: the parts that `lachan.invented.faults` puts together."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lachan.invented.columns import SECONDS_A_DAY, Numbers, add_years, days, digits, hashes, moments
from lachan.invented.holders import Flags
from lachan.invented.registrations import MARKED_PREFIX, RUN_PREFIX, Registrations
from lachan.invented.writings import digit_slip

OF_PAPER = ("id_number", "id_kind", "id_issued_on", "id_expires_on", "id_issuer", "sex", "owner_name", "birth_date")

Fits = Callable[[Registrations], Flags]
Plant = Callable[[np.random.Generator, Registrations, Numbers], None]

BURST, RUN, SHARED, DEVICE = 40, 20, 6, 12
"""Rows in a burst of one clerk, in a run of numbers, under one shared photo, in one device."""


def day(text: str) -> int:
    """Days since 1970 of an ISO date."""
    return int(np.datetime64(text).astype(np.int64))


def firm(found: Registrations) -> Flags:
    """Numbers of organisations."""
    firms: Flags = found.holders.organisation[found.holder]
    return firms


def person(found: Registrations) -> Flags:
    """Numbers of persons."""
    return ~firm(found)


def vietnamese(found: Registrations) -> Flags:
    """Numbers of persons with a Vietnamese card."""
    return person(found) & ~found.holders.foreign[found.holder]


def foreign(found: Registrations) -> Flags:
    """Numbers of persons with a passport."""
    foreigners: Flags = found.holders.foreign[found.holder]
    return foreigners


def every(found: Registrations) -> Flags:
    """Any number."""
    return np.ones(len(found), np.bool_)


def lately(found: Registrations) -> Flags:
    """Activated within the last year and a half."""
    recent: Flags = found.activated > found.last_day - 550
    return recent


def mobile(found: Registrations) -> Flags:
    """Mobile numbers."""
    mobiles: Flags = found.service == 0
    return mobiles


def prepaid_person(found: Registrations) -> Flags:
    """Persons' prepaid mobile numbers."""
    return found.prepaid & person(found)


def equals(column: str, value: str) -> Fits:
    """Rows with this value in a column."""

    def fits(found: Registrations) -> Flags:
        same = pc.equal(found.columns[column], value).fill_null(False)
        flags: Flags = np.asarray(same.to_numpy(zero_copy_only=False), np.bool_)
        return flags

    return fits


def between(first: str, last: str, fits: Fits = every) -> Fits:
    """Rows activated from the first to the last day, both included."""

    def within(found: Registrations) -> Flags:
        return fits(found) & (found.activated >= day(first)) & (found.activated <= day(last))

    return within


def has(column: str) -> Fits:
    """Rows with any value in a column."""
    return lambda found: np.asarray(found.columns[column].is_valid().to_numpy(zero_copy_only=False), np.bool_)


def also(*fits: Fits) -> Fits:
    """Rows that all of them fit."""

    def together(found: Registrations) -> Flags:
        rows: Flags = np.logical_and.reduce([one(found) for one in fits])
        return rows

    return together


def h2h(found: Registrations) -> Flags:
    """Mobile numbers for people."""
    return equals("use", "h2h")(found)


def nothing(*columns: str) -> Plant:
    """The columns are left empty."""

    def plant(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
        for column in columns:
            found.put(column, rows, None)

    return plant


def becomes(column: str, value: object) -> Plant:
    """The column gets one value."""

    def plant(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
        found.put(column, rows, value)

    return plant


def paper_of_eleven_digits(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
    """The first digit of the personal number is lost."""
    found.put("id_number", rows, digits(found.holders.personal_number[found.holder[rows]], 11))


def unknown_birth_province(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
    """The personal number begins with 097, which no province has."""
    personal = found.holders.personal_number[found.holder[rows]]
    found.put("id_number", rows, digits((99 if found.marked else 97) * 1_000_000_000 + personal % 1_000_000_000, 12))


def other_sex(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
    """The other sex than the personal number says."""
    found.put("sex", rows, ["M" if sex == "F" else "F" for sex in found.get("sex", rows)])


def other_birth_year(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
    """A birth date some years before the one in the personal number."""
    birth = found.holders.birth[found.holder[rows]]
    found.put("birth_date", rows, days(add_years(birth, -rng.integers(2, 9, len(rows)))))


def tax_slip(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
    """Another check digit."""
    # The last digit alone: any other is wrong.
    tax = found.tax_code[rows]
    found.put("tax_code", rows, digits(tax - tax % 10 + (tax % 10 + rng.integers(1, 10, len(rows))) % 10, 10))


def made_up_paper(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
    """Twelve equal digits."""
    found.put("id_number", rows, [str(digit) * 12 for digit in rng.integers(1, 9, len(rows))])


def day_of(column: str, of: Callable[[Registrations, Numbers], Numbers]) -> Plant:
    """A date column becomes a day counted from the record."""

    def plant(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
        found.put(column, rows, days(of(found, rows)))

    return plant


def birth(found: Registrations, rows: Numbers) -> Numbers:
    """The owners' birth days."""
    return found.holders.birth[found.holder[rows]]


def issued(found: Registrations, rows: Numbers) -> Numbers:
    """The days on which the owners' cards were issued."""
    return found.holders.issued[found.holder[rows]]


def issued_later(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
    """The card was issued after activation and verification."""
    found.put("verified_on", rows, days(found.activated[rows]))
    found.put("id_issued_on", rows, days(found.activated[rows] + 60))


def ended_early(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
    """Ended before it was activated."""
    found.put("ended_on", rows, days(found.activated[rows] - 40))
    found.put("last_used_on", rows, None)


def active_after_end(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
    """An end in the past, while the number is active."""
    found.put("ended_on", rows, days(found.activated[rows] + 60))
    found.put("last_used_on", rows, None)


def device_as_user(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
    """A device uses the number."""
    found.put("user_kind", rows, "device")
    found.put("user_id_number", rows, None)


def old_photo(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
    """The portrait is older than a year."""
    found.put("photo_taken_at", rows, moments((found.activated[rows] - 400) * SECONDS_A_DAY + 36_000))


def one_device(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
    """The numbers of a group in one device."""
    same(found, rows, "imei", group=DEVICE)


def serial_slip(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
    """One of the last six digits of the personal number, which say nothing, is wrong."""
    personal = found.holders.personal_number[found.holder[rows]]
    found.put("id_number", rows, digits(digit_slip(rng, personal, 6), 12))


def used_after_end(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
    """Used five days after its end."""
    ended = np.minimum(found.activated[rows] + 20, found.last_day - 10)
    found.put("ended_on", rows, days(ended))
    found.put("last_used_on", rows, days(ended + 5))


def on_an_old_card(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
    """The owner's CMND instead of the card."""
    activated = found.activated[rows]
    issued = np.maximum(add_years(birth(found, rows), 14), activated - 10 * 365)
    found.put("id_kind", rows, "cmnd")
    found.put("id_number", rows, digits(found.holders.cmnd[found.holder[rows]], 9))
    found.put("id_issued_on", rows, days(issued))
    found.put("id_issuer", rows, "Công an tỉnh")
    found.put("id_expires_on", rows, None)


def very_old(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
    """Born in 1909."""
    found.put("birth_date", rows, days(np.full(len(rows), day("1909-03-05"))))


def nobodys_number(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
    """A prefix that belongs to no network."""
    serial = (found.block * 10_000 + rng.permutation(10_000)[: len(rows)]) % 1_000_000
    prefix = MARKED_PREFIX if found.marked else 51
    found.put("number", rows, digits(prefix * 10_000_000 + 8_000_000 + serial, 10))


def other_area(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
    """The area code of another province."""
    numbers = [str(number) for number in found.get("number", rows)]
    found.put("number", rows, [("0203" if number[:4] != "0203" else "0205") + number[4:] for number in numbers])


def burst(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
    """All rows of a group at one point, by one clerk, within the hour."""
    same(found, rows, "operator", "point_id", "point_kind", "clerk_id", "plan")
    for members in rows.reshape(-1, BURST):
        on = found.activated[members].max()
        seconds = on * SECONDS_A_DAY + 9 * 3600 + np.sort(rng.integers(0, 3000, len(members)))
        registered_at(found, members, seconds)


def registered_at(found: Registrations, rows: Numbers, seconds: Numbers) -> None:
    """Activated, photographed and verified at these moments."""
    found.put("activated_on", rows, moments(seconds))
    found.put("photo_taken_at", rows, moments(seconds - 120))
    on = seconds // SECONDS_A_DAY
    late = np.maximum(on, day("2023-03-15"))
    found.put("verified_on", rows, days(np.where(on < day("2024-12-24"), late, on)))
    found.put("status", rows, "active")
    found.put("ended_on", rows, None)
    found.put("last_used_on", rows, days(np.maximum(on, found.last_day - 3)))


def same(found: Registrations, rows: Numbers, *columns: str, group: int = 0) -> None:
    """Each group's rows get the values of its first row."""
    groups = rows.reshape(-1, group or BURST)
    first = pa.array(np.repeat(groups[:, 0], groups.shape[1]))
    for column in columns:
        found.put(column, rows, found.columns[column].take(first))


def same_hash(column: str, group: int) -> Plant:
    """One hash for each group of rows."""

    def plant(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
        repeated = np.repeat(np.arange(len(rows) // group), group)
        found.put(column, rows, hashes(rng, len(rows) // group).take(pa.array(repeated)))

    return plant


def run_of_numbers(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
    """Numbers that follow each other, activated within minutes and never used since."""
    groups = rows.reshape(-1, RUN)
    first = MARKED_PREFIX * 10_000_000 + 9_000_000 if found.marked else RUN_PREFIX * 10_000_000
    base = (first + found.block % 1_000 * 10_000) + np.arange(len(groups)) * (RUN + 9)
    numbers = (base[:, None] + np.arange(RUN)).reshape(-1)
    same(found, rows, "operator", "point_id", "point_kind", "clerk_id", "plan", group=RUN)
    for members in groups:
        on = found.activated[members].max()
        # Twenty a quarter of an hour: fewer in an hour than a burst of one clerk.
        seconds = on * SECONDS_A_DAY + 10 * 3600 + np.arange(RUN) * 45
        registered_at(found, members, seconds)
    found.put("number", rows, digits(numbers, 10))
    found.put("last_used_on", rows, None)


def one_paper_other(column: str) -> Plant:
    """Each second row of a pair takes over the first row's paper but for one column, which stays its own."""

    def plant(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
        first, second = rows[::2], rows[1::2]
        of_paper = (
            "id_number",
            "id_kind",
            "id_issued_on",
            "id_expires_on",
            "id_issuer",
            "sex",
            "owner_name",
            "birth_date",
        )
        for name in of_paper:
            if name != column:
                found.put(name, second, found.columns[name].take(pa.array(first)))
        if column == "birth_date":
            # Another day of the same year: the year stands in the number.
            birth = found.holders.birth[found.holder[first]]
            year = birth.astype("datetime64[D]").astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
            found.put("birth_date", second, days(year + (birth - year + 60) % 365))

    return plant


def under_age(rng: np.random.Generator, found: Registrations, rows: Numbers) -> None:
    """A child of nine that owns the number itself: its card and its number are right, its age is not."""
    birth = found.activated[rows] - 9 * 365 - rng.integers(0, 300, len(rows))
    from_birth(found, rows, birth)
    found.put("id_issued_on", rows, days(found.activated[rows] - 5))
    found.put("id_expires_on", rows, days(add_years(birth, 14)))
    found.put("user_kind", rows, "self")
    found.put("user_id_number", rows, None)


def from_birth(found: Registrations, rows: Numbers, birth: Numbers) -> None:
    """Another birth date, and a personal number that agrees with it."""
    year = birth.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    holder = found.holder[rows]
    province = found.holders.prefix[holder] // 1000
    mark = 2 * ((year - 1900) // 100) + found.holders.names.female[holder]
    number = (province * 1000 + mark * 100 + year % 100) * 1_000_000 + found.holders.serial[holder]
    found.put("birth_date", rows, days(birth))
    found.put("id_number", rows, digits(number, 12))
