"""Made-up owners: people with families, namesakes and twins, firms with their representatives, and how much they hold.

An owner of a firm kind is the firm; its person fields are then those of its representative. Personal numbers have the
form of real ones, because rules look into it: province of birth, century and sex, birth year, then a serial that is
given out once per maker's run. They are made at run time and stand in no file of the repository.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from lachan.invented.columns import Numbers, add_years, year_of
from lachan.invented.names import PersonNames, draw_names
from lachan.vietnam import identity, places

Flags = NDArray[np.bool_]

LANG_SON = "20"
FIRST_DAY = np.datetime64("2017-04-24").astype(np.int64)
CARDS_SINCE = np.datetime64("2016-01-01").astype(np.int64)

# Share of the rows that each size of holding has; between which sizes it is drawn; whether it is an organisation's.
_HOLDINGS = (
    (0.820, 1, 3, False),
    (0.100, 4, 9, False),
    (0.020, 10, 19, False),
    (0.015, 20, 120, False),
    (0.025, 1, 30, True),
    (0.020, 50, 300, True),
)
_LANG_SON_SHARE = 0.3
_PEOPLES_OF_THE_NORTH = (("kinh", 0.17), ("tay_nung", 0.77), ("dao", 0.04), ("hoa", 0.01), ("mong", 0.01))
_PEOPLES_ELSEWHERE = (("kinh", 0.95), ("tay_nung", 0.02), ("hoa", 0.015), ("dao", 0.008), ("mong", 0.007))
_SPECIAL_SHARE = {"namesakes": 0.004, "families": 0.02, "twins": 0.002}
FAMILY_SIZE = 4


@dataclass(frozen=True)
class Places:
    """Communes as columns: code, full name with province, the code of the old province, the fixed area code."""

    codes: NDArray[np.str_]
    names: NDArray[np.str_]
    birth_province: Numbers
    area_code: Numbers
    of_lang_son: Numbers


@cache
def all_places() -> Places:
    """Every commune since 1 July 2025 that has a predecessor, hence an old province."""
    rows = []
    for province in places.provinces():
        for commune in places.communes(province.code):
            old = places.predecessors(commune.code)
            if old:
                birth = identity.birth_provinces()[f"0{old[0].old_province_code}"]
                rows.append((commune.code, f"{commune.full_name}, {province.full_name}", birth, province.code))
    return Places(
        codes=np.array([code for code, *_ in rows]),
        names=np.array([name for _, name, *_ in rows]),
        birth_province=np.array([int(birth.code) for *_, birth, _ in rows]),
        area_code=np.array([int(birth.area_code) for *_, birth, _ in rows]),
        of_lang_son=np.array([index for index, (*_, province) in enumerate(rows) if province == LANG_SON]),
    )


@dataclass
class Holders:
    """Owners as columns, one entry an owner; days are counted since 1970."""

    size: Numbers
    organisation: Flags
    negative: NDArray[np.str_]
    """Which hard negative the owner belongs to: "namesakes", "families", "twins" or ""."""
    names: PersonNames
    birth: Numbers
    commune: Numbers
    """Index into `all_places()`."""
    house: Numbers
    street: Numbers
    prefix: Numbers
    """The first six digits of the personal number."""
    serial: Numbers
    """Its last six."""
    cmnd: Numbers
    foreign: Flags
    first_activation: Numbers
    issued: Numbers
    expires: Numbers
    """Day on which the card ends; a far day for cards without end."""

    @property
    def personal_number(self) -> Numbers:
        """The twelve digits as a number."""
        return self.prefix * 1_000_000 + self.serial


NO_END = np.datetime64("2200-01-01").astype(np.int64)


def draw_sizes(rng: np.random.Generator, rows: int) -> tuple[Numbers, Flags]:
    """How many numbers each owner holds (together exactly `rows`), and which owners are organisations."""
    sizes, firms = [], []
    left = rows
    for share, least, most, firm in _HOLDINGS[1:]:
        wanted = int(rows * share)
        if wanted < most:
            wanted = 0 if wanted < least else least
        drawn = rng.integers(least, most + 1, wanted // least + 1) if wanted else np.zeros(0, np.int64)
        taken = drawn[: int(np.searchsorted(np.cumsum(drawn), wanted, side="left")) + 1]
        taken = taken[np.cumsum(taken) <= left]
        sizes.append(taken)
        firms.append(np.full(len(taken), firm))
        left -= int(taken.sum())
    small = rng.choice(np.array([1, 2, 3]), size=left, p=[0.7, 0.2, 0.1])
    ends = np.cumsum(small)
    small = small[: int(np.searchsorted(ends, left, side="left")) + 1] if left else small
    if left:
        small[-1] -= int(small.sum()) - left
    return np.concatenate([small, *sizes]), np.concatenate([np.zeros(len(small), np.bool_), *firms])


def _peoples(rng: np.random.Generator, north: Flags) -> NDArray[np.str_]:
    """The people of each owner, by where it lives."""
    drawn = [rng.choice([code for code, _ in table], size=len(north), p=[share for _, share in table])
             for table in (_PEOPLES_OF_THE_NORTH, _PEOPLES_ELSEWHERE)]  # fmt: skip
    return np.where(north, drawn[0], drawn[1])


def _serials(rng: np.random.Generator, prefix: Numbers, block: int, blocks: int) -> Numbers:
    """Even serials that no other owner of this prefix has, in this block or another; the odd ones are for twins."""
    slots = 500_000 // blocks
    order = np.argsort(prefix, kind="stable")
    ordered = prefix[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    rank = np.arange(len(prefix)) - np.repeat(starts, np.diff(np.r_[starts, len(prefix)]))
    step = next(step for step in range(max(slots * 5 // 8, 1), slots * 2 + 2) if np.gcd(step, slots) == 1)
    shift = rng.integers(0, slots)
    serial = np.empty(len(prefix), np.int64)
    serial[order] = 2 * (block + blocks * ((rank * step + shift + ordered * 7919) % slots))
    return serial


def _cards(rng: np.random.Generator, birth: Numbers, activation: Numbers) -> tuple[Numbers, Numbers]:
    """Days of issue and end of cards valid on the first activation: renewed at 25, 40, 60."""
    lower = np.maximum(CARDS_SINCE, add_years(birth, 14))
    for age in (25, 40, 60):
        reached = add_years(birth, age)
        lower = np.where(reached <= activation, np.maximum(lower, reached), lower)
    lower = np.maximum(np.minimum(lower, activation), activation - 4 * 365)
    issued = lower + (rng.random(len(birth)) * (activation - lower + 1)).astype(np.int64)
    expires = np.full(len(birth), NO_END)
    for age in (60, 40, 25):
        expires = np.where(issued < add_years(birth, age - 2), add_years(birth, age), expires)
    return issued, expires


def draw_holders(
    rng: np.random.Generator, rows: int, *, block: int, blocks: int, last_day: int, marked: bool = False
) -> Holders:
    """The owners of `rows` numbers; `block` of `blocks` keeps personal numbers apart, `marked` begins them with 099."""
    size, organisation = draw_sizes(rng, rows)
    count = len(size)
    known = all_places()
    female = rng.random(count) < 0.49
    commune = np.where(
        rng.random(count) < _LANG_SON_SHARE,
        rng.choice(known.of_lang_son, count),
        rng.integers(0, len(known.codes), count),
    )
    peoples = _peoples(rng, np.isin(commune, known.of_lang_son))
    activation = FIRST_DAY + ((last_day - 60 - FIRST_DAY) * rng.random(count) ** 0.8).astype(np.int64)
    # Owners of many begin early enough to have registered them one by one.
    activation = np.where(size > 3, FIRST_DAY + (activation - FIRST_DAY) * 6 // 10, activation)
    age = np.clip(rng.gamma(4.0, 7.0, count) + 15.1, 15.1, 86)
    birth = activation - (age * 365.25).astype(np.int64)
    holders = Holders(
        size=size,
        organisation=organisation,
        negative=np.full(count, "", "<U12"),
        names=draw_names(rng, peoples, female),
        birth=birth,
        commune=commune,
        house=rng.integers(1, 400, count),
        street=rng.integers(0, 10_000, count),
        prefix=np.zeros(count, np.int64),
        serial=np.zeros(count, np.int64),
        cmnd=rng.integers(0, 10_000_000, count),
        foreign=(rng.random(count) < 0.004) & ~organisation & (size <= 3),
        first_activation=activation,
        issued=np.zeros(count, np.int64),
        expires=np.zeros(count, np.int64),
    )
    born_elsewhere = rng.random(count) < 0.15
    province = np.where(born_elsewhere, rng.choice(known.birth_province, count), known.birth_province[commune])
    _make_alike(rng, holders)
    # Alike people share a birth date, so that their activation may have to come later than drawn.
    holders.first_activation = np.maximum(holders.first_activation, add_years(holders.birth, 15) + 1)
    holders.first_activation = np.minimum(holders.first_activation, last_day - 30)
    twins = np.flatnonzero(holders.negative == "twins")
    province[twins[1::2]] = province[twins[::2]]
    year = year_of(holders.birth)
    mark = 2 * ((year - 1900) // 100) + holders.names.female
    holders.prefix = (99 if marked else province) * 1000 + mark * 100 + year % 100
    holders.serial = _serials(rng, holders.prefix, block, blocks)
    holders.serial[twins[1::2]] = holders.serial[twins[::2]] + 1
    holders.cmnd += holders.prefix // 1000 * 10_000_000
    holders.issued, holders.expires = _cards(rng, holders.birth, holders.first_activation)
    return holders


def _make_alike(rng: np.random.Generator, holders: Holders) -> None:
    """Turn some small owners into hard negatives: namesakes born on one day, families at one address, twins."""
    small = rng.permutation(np.flatnonzero((holders.size <= 3) & ~holders.organisation & ~holders.foreign))
    names = holders.names
    taken = 0
    for kind, share in _SPECIAL_SHARE.items():
        group = FAMILY_SIZE if kind == "families" else 2
        count = int(len(small) * share) // group
        members = small[taken : taken + count * group].reshape(count, group)
        taken += count * group
        first = members[:, 0]
        holders.negative[members] = kind
        for at in range(1, group):
            other = members[:, at]
            names.family[other] = names.family[first]
            if kind != "families":
                names.female[other] = names.female[first]
                names.middle[other] = names.middle[first]
                holders.birth[other] = holders.birth[first]
            if kind == "namesakes":
                names.given[other] = names.given[first]
                same = holders.commune[other] == holders.commune[first]
                holders.commune[other] = (holders.commune[other] + same * 17) % len(all_places().codes)
                continue
            for shared in (holders.commune, holders.house, holders.street):
                shared[other] = shared[first]
            # Brothers and sisters are told apart by their given names.
            step = np.where(names.given[other] == names.given[first], at, 0)
            names.given[other] = (names.given[other] + step) % 50
        if kind == "twins":
            # `twins` are found in the order of their index: the pairs have to stand next to each other in it.
            _pair_up(holders, members)


def _pair_up(holders: Holders, members: Numbers) -> None:
    """Swap the pairs' fields so that in the order of all twins each two neighbours are a pair."""
    flat = members.reshape(-1)
    places_in_order = np.sort(flat)
    names = holders.names
    columns = (
        holders.size, names.female, names.family, names.middle, names.given, holders.birth,
        holders.commune, holders.house, holders.street, holders.cmnd, holders.first_activation,
    )  # fmt: skip
    for column in columns:
        column[places_in_order] = column[flat]
