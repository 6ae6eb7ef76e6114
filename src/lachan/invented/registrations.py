"""Made-up registrations: each number of each owner, when, where, by whom and how, as the law of that day asked.

A row is right in every respect; what is wrong is planted afterwards (`writings`, `faults`).
"""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lachan.invented.columns import (
    SECONDS_A_DAY,
    Numbers,
    add_years,
    coded,
    days,
    digits,
    hashes,
    luhn_digits,
    moments,
    only,
    year_of,
)
from lachan.invented.holders import NO_END, Flags, Holders, all_places
from lachan.invented.names import firm_names, tables
from lachan.vietnam.identity import TAX_WEIGHTS

MOBILE_OPERATORS = ("VIETTEL", "VINAPHONE", "MOBIFONE", "VIETNAMOBILE", "ITEL", "WINTEL")
LINE_OPERATORS = ("VIETTEL", "VNPT", "FPT")
OPERATORS = (*MOBILE_OPERATORS, *LINE_OPERATORS[1:])
# Prefix and the operator it was first allocated to; 086 is kept for numbers that follow each other.
PREFIXES = tuple(
    (prefix, operator)
    for operator, prefixes in (
        (0, (96, 97, 98, 32, 33, 34, 35, 36, 37, 38, 39)),
        (1, (88, 91, 94, 81, 82, 83, 84, 85)),
        (2, (89, 90, 93, 70, 76, 77, 78, 79)),
        (3, (92, 56, 58)),
        (4, (87,)),
        (5, (55,)),
    )
    for prefix in prefixes
)
RUN_PREFIX = 86
MARKED_PREFIX = 50
NATIONALITIES = ("CN", "KR", "LA", "US", "JP")
ISSUERS = (
    "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
    "Bộ Công an",
    "Công an tỉnh",
    "Cơ quan quản lý xuất nhập cảnh nước cấp",
    "Sở Kế hoạch và Đầu tư",
)
VERIFIERS = ("CSDLQG", "CHIP", "VNEID")

_AGENTS_STOP = np.datetime64("2023-09-10").astype(np.int64)
_DECREE_163 = np.datetime64("2024-12-24").astype(np.int64)
_FOUR_FIELDS = np.datetime64("2026-04-15").astype(np.int64)
_IDENTITY_LAW = np.datetime64("2024-07-01").astype(np.int64)
_MATCHED_FROM = np.datetime64("2023-03-01").astype(np.int64)
_PLACEHOLDER_SHARE = 0.005


@dataclass
class Registrations:
    """A block of rows: canonical columns, and what the makers of errors need to know beside them."""

    columns: dict[str, pa.Array]
    holder: Numbers
    """Index of the owner of each row in `holders`."""
    holders: Holders
    rank: Numbers
    """The row's place among its owner's registrations, 0 for the first."""
    activated: Numbers
    """Day of activation, since 1970."""
    ended: Numbers
    """Day on which the number ended, `NO_END` where it did not."""
    service: NDArray[np.int64]
    """0 mobile, 1 fixed, 2 internet."""
    prepaid: Flags
    tax_code: Numbers
    """Of the owner of each row; 0 for persons."""
    writing: NDArray[np.str_]
    fault: NDArray[np.str_]
    negative: NDArray[np.str_]
    last_day: int
    block: int
    marked: bool
    """Whether all numbers have the prefixes that belong to nobody."""
    _edits: dict[str, tuple[list[Numbers], list[pa.Array]]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.holder)

    def get(self, column: str, rows: Numbers) -> list[object]:
        """The values of a column in some rows, without changes not yet settled."""
        found: list[object] = self.columns[column].take(pa.array(rows)).to_pylist()
        return found

    def put(self, column: str, rows: Numbers, values: pa.Array | list[object] | object) -> None:
        """Change a column in some rows (one value for all, or one a row) when `settle` is called."""
        kind = self.columns[column].type
        if isinstance(values, list):
            values = pa.array(values, kind)
        elif not isinstance(values, pa.Array):
            values = pa.repeat(pa.scalar(values, kind), len(rows))
        at, texts = self._edits.setdefault(column, ([], []))
        at.append(np.asarray(rows, np.int64))
        texts.append(values.cast(kind))

    def settle(self) -> None:
        """Carry out all changes; of two in one place the later one holds."""
        for column, (at, values) in self._edits.items():
            rows, changes = np.concatenate(at), pa.concat_arrays(values)
            # np.unique gives the first of equal rows: turned round, the last change.
            places, last = np.unique(rows[::-1], return_index=True)
            mask = np.zeros(len(self), np.bool_)
            mask[places] = True
            changed = changes.take(pa.array(len(rows) - 1 - last))
            self.columns[column] = pc.replace_with_mask(self.columns[column], pa.array(mask), changed)
        self._edits.clear()


def draw_tax_codes(rng: np.random.Generator, count: int, block: int, blocks: int) -> Numbers:
    """Tax codes of ten digits with the right check digit, each once in all blocks."""
    serial = rng.permutation(np.unique(rng.integers(1, 9_900_000 // blocks, 2 * count + 16))) * blocks + block
    nine = rng.integers(1, 64, len(serial)) * 10_000_000 + serial
    chosen = nine[check_digits(nine) < 10][:count]
    if len(chosen) < count:
        raise ValueError(f"{count} organisations in one of {blocks} blocks are more than there are tax codes")
    codes: Numbers = chosen * 10 + check_digits(chosen)
    return codes


def check_digits(nine: Numbers) -> Numbers:
    """The check digit behind nine digits of a tax code; 10 where no code begins with these."""
    total = sum(weight * (nine // 10 ** (8 - place) % 10) for place, weight in enumerate(TAX_WEIGHTS))
    check: Numbers = 10 - np.asarray(total, np.int64) % 11
    return check


def _number(
    rng: np.random.Generator, serial: Numbers, service: Numbers, area: Numbers, *, marked: bool
) -> tuple[pa.Array, Numbers]:
    """Numbers, each once, and the operator a mobile number's prefix was allocated to."""
    space = len(PREFIXES) * 10_000_000
    spread = (serial * 176_780_143 + 99_991) % space  # the factor has no divisor in common with the space
    prefix = np.array([prefix for prefix, _ in PREFIXES])[spread // 10_000_000]
    if marked:
        prefix, spread = np.full(len(serial), MARKED_PREFIX), serial
    mobile = digits(prefix * 10_000_000 + spread % 10_000_000, 10)
    local = serial * 7_368_787 % 10_000_000
    large = area < 100  # Hà Nội and Thành phố Hồ Chí Minh: two digits and eight
    if marked:
        area, large = np.full(len(serial), 10 * MARKED_PREFIX), np.zeros(len(serial), np.bool_)
    fixed = digits(np.where(large, (area * 10 + 3) * 10_000_000, area * 10_000_000) + local, 11)
    account = pc.binary_join_element_wise("ftth_", digits(serial, 9), "")
    numbers = pc.choose(pa.array(service), mobile, fixed, account)
    allocated = np.array([operator for _, operator in PREFIXES])[spread // 10_000_000 % len(PREFIXES)]
    return numbers, allocated


def _activation_days(rng: np.random.Generator, holders: Holders, holder: Numbers, last_day: int) -> Numbers:
    """Days on which each owner's numbers were activated, the first first, while the card was valid."""
    first = holders.first_activation[holder]
    last = np.minimum(holders.expires[holder] - 1, last_day - 1)
    moved = rng.random(len(holder))
    moved[np.r_[True, holder[1:] != holder[:-1]]] = 0  # the first
    ordered = moved[np.lexsort((moved, holder))]
    return first + (ordered * (last - first + 1)).astype(np.int64)


def draw_registrations(
    rng: np.random.Generator, holders: Holders, *, first_serial: int, block: int, blocks: int, points: int,
    last_day: int, marked: bool,
) -> Registrations:  # fmt: skip
    """One row a number: `first_serial` keeps the numbers of blocks apart, `points` is how many an operator has."""
    count = int(holders.size.sum())
    holder = np.repeat(np.arange(len(holders.size)), holders.size)
    firm = holders.organisation[holder]
    starts = np.cumsum(holders.size) - holders.size
    rank = np.arange(count) - starts[holder]
    activated = _activation_days(rng, holders, holder, last_day)
    service = rng.choice(3, count, p=[0.85, 0.03, 0.12])
    mobile = service == 0
    device = mobile & np.where(firm, rng.random(count) < 0.3, rng.random(count) < 0.01)
    prepaid = mobile & (rng.random(count) < np.where(firm, 0.1, 0.8))
    tax_code = np.zeros(len(holders.size), np.int64)
    tax_code[holders.organisation] = draw_tax_codes(rng, int(holders.organisation.sum()), block, blocks)
    found = Registrations(
        columns={},
        holder=holder,
        holders=holders,
        rank=rank,
        activated=activated,
        ended=np.full(count, NO_END),
        service=service,
        prepaid=prepaid,
        tax_code=tax_code[holder],
        writing=np.full(count, "", "<U12"),
        fault=np.full(count, "", "<U24"),
        negative=holders.negative[holder],
        last_day=last_day,
        block=block,
        marked=marked,
    )
    _service_columns(rng, found, device, first_serial=first_serial, marked=marked)
    _point_columns(rng, found, points)
    _owner_columns(rng, found)
    _use_columns(rng, found, device)
    return found


def _service_columns(
    rng: np.random.Generator, found: Registrations, device: Flags, *, first_serial: int, marked: bool
) -> None:
    """number, service, plan, use, status, activated_on, ended_on, operator, last_used_on."""
    count, activated, service = len(found), found.activated, found.service
    area = all_places().area_code[found.holders.commune[found.holder]]
    serial = first_serial + rng.permutation(count)
    numbers, allocated = _number(rng, serial, service, area, marked=marked)
    ported = rng.random(count) < 0.03
    mobile_operator = np.where(ported, rng.integers(0, 3, count), allocated)
    line_operator = np.array([0, 6, 7])[rng.choice(3, count, p=[0.45, 0.4, 0.15])]
    status = rng.choice(4, count, p=[0.93, 0.015, 0.005, 0.05])
    status = np.where(activated > found.last_day - 90, 0, status)
    ended = activated + 30 + (rng.random(count) * (found.last_day - activated - 30)).astype(np.int64)
    idle = np.where(status == 0, 1 + rng.exponential(4, count).astype(np.int64), rng.integers(16, 60, count))
    found.ended = np.where(status == 3, ended, NO_END)
    last_used = np.where(status == 3, ended - rng.integers(0, 20, count), found.last_day - idle)
    time_of_day = rng.integers(8 * 3600, 19 * 3600, count)
    found.columns |= {
        "number": numbers,
        "service": coded(service, ("mobile", "fixed", "internet")),
        "plan": coded(np.where(found.prepaid, 0, 1), ("prepaid", "postpaid")),
        "use": only(coded(device.astype(np.int64), ("h2h", "m2m")), service == 0),
        "status": coded(status, ("active", "one_way", "two_way", "ended")),
        "activated_on": moments(activated * SECONDS_A_DAY + time_of_day),
        "ended_on": days(ended, status == 3),
        "operator": coded(np.where(service == 0, mobile_operator, line_operator), OPERATORS),
        "last_used_on": days(np.maximum(last_used, activated)),
    }


def _point_columns(rng: np.random.Generator, found: Registrations, points: int) -> None:
    """point_id, point_kind, clerk_id, photo_hash, photo_taken_at, contract_signed, verified_on, … _fields, … _by."""
    count, activated = len(found), found.activated
    drawn = rng.random(count)
    agent = (activated < _AGENTS_STOP) & (drawn < 0.65) | (activated >= _DECREE_163) & (drawn < 0.15)
    online = (activated >= _DECREE_163) & (drawn >= 0.65)
    own = (found.rank >= 3) | found.holders.organisation[found.holder] | (found.service > 0)
    online &= ~found.holders.foreign[found.holder]
    kind = np.where(own, 0, np.where(agent, 1, np.where(online, 2, 0)))
    province = all_places().birth_province[found.holders.commune[found.holder]]
    place = (rng.random(count) ** 1.5 * points).astype(np.int64)  # some points are larger than others
    point = pc.binary_join_element_wise(
        pc.utf8_slice_codeunits(found.columns["operator"], 0, 4),
        digits(province, 3), coded(kind, ("CH", "DL", "UD")), digits(place, 4), "-",
    )  # fmt: skip
    clerk = pc.binary_join_element_wise(point, digits(rng.integers(1, 5, count), 2), "-NV")
    in_person = kind != 2
    since_163 = activated >= _DECREE_163
    matched = np.where(since_163, activated, np.maximum(activated, _MATCHED_FROM + rng.integers(0, 31, count)))
    photo = (found.service == 0) | (rng.random(count) < 0.2)
    photo_hash = hashes(rng, count)
    placeholder = (rng.random(count) < _PLACEHOLDER_SHARE) & photo & (found.negative == "") & (found.rank == 0)
    found.negative[placeholder] = "placeholder"
    photo_hash = pc.if_else(pa.array(placeholder), pa.scalar("d41d8cd98f00b204e9800998ecf8427e"), photo_hash)
    before = rng.integers(120, 1200, count) * 1_000_000
    taken = pc.subtract(found.columns["activated_on"].cast(pa.int64()), pa.array(before)).cast(pa.timestamp("us"))
    found.columns |= {
        "point_id": only(point, in_person),
        "point_kind": coded(kind, ("own", "agent", "app")),
        "clerk_id": only(clerk, in_person),
        "photo_hash": only(photo_hash, photo),
        "photo_taken_at": only(taken, photo),
        "contract_signed": pa.array(np.ones(count, np.bool_)),
        "verified_on": days(matched),
        "verified_fields": pa.array(np.where(activated >= _FOUR_FIELDS, 4, 3).astype(np.int8)),
        "verified_by": coded(np.where(kind == 2, 2, rng.integers(0, 2, count)), VERIFIERS),
    }


def _owner_columns(rng: np.random.Generator, found: Registrations) -> None:
    """Everything about the owner: one value an owner, repeated for each of its numbers."""
    owners, holder = found.holders, found.holder
    count = len(owners.size)
    firm, foreign = owners.organisation, owners.foreign
    person = ~firm
    forms, proper = firm_names(rng, count)
    kind = np.where(firm, 3, np.where(foreign, 2, 0))
    passport = pc.binary_join_element_wise(
        coded(rng.integers(0, 5, count), tuple("EGKPS")),
        digits(owners.prefix % 1000 * 100_000 + owners.serial % 100_000, 8),
        "",
    )
    tax = np.zeros(count, np.int64)
    tax[holder] = found.tax_code
    personal, codes = digits(owners.personal_number, 12), digits(tax, 10)
    which_paper = pa.array(np.where(firm, 2, foreign.astype(np.int64)))
    issuer = np.where(firm, 4, np.where(foreign, 3, np.where(owners.issued >= _IDENTITY_LAW, 1, 0)))
    ends = np.where(foreign, add_years(owners.issued, 10), owners.expires)
    long_ago = owners.first_activation - rng.integers(30, 3000, count)
    known = tables()
    street = pc.if_else(
        pa.array(owners.street % 10 < 4),
        known.streets.column(owners.street % len(known.streets.texts)),
        known.villages.column(owners.street % len(known.villages.texts)),
    )
    place = all_places()
    house = pc.binary_join_element_wise("Số", pc.cast(pa.array(owners.house), pa.string()), " ")
    address = pc.binary_join_element_wise(house, street, coded(owners.commune, place.names.tolist()), ", ")
    whole_name = pc.binary_join_element_wise(forms, proper, " ")
    texts: dict[str, pa.Array] = {
        "owner_kind": coded(firm.astype(np.int64), ("person", "organisation")),
        "owner_name": pc.if_else(pa.array(firm), whole_name, owners.names.texts()),
        "birth_date": days(owners.birth, person),
        "sex": only(coded(owners.names.female.astype(np.int64), ("M", "F")), person),
        "nationality": coded(np.where(foreign, rng.integers(1, 6, count), 0), ("VN", *NATIONALITIES)),
        "id_kind": coded(kind, ("cccd", "cmnd", "passport", "org")),
        "id_number": pc.choose(which_paper, personal, passport, codes),
        "id_issued_on": days(np.where(firm, long_ago, owners.issued)),
        "id_issuer": coded(issuer, ISSUERS),
        "id_expires_on": days(ends, person & (ends < add_years(np.full(count, found.last_day), 100))),
        "tax_code": only(codes, firm),
        "representative_id": only(personal, firm),
        "address": address,
        "commune_code": coded(owners.commune, place.codes.tolist()),
        "id_scan_hash": hashes(rng, count),
    }
    rows = pa.array(holder)
    found.columns |= {name: column.take(rows) for name, column in texts.items()}
    # A paper is scanned anew each time, but for some that the operator takes over from the earlier registration.
    anew = pa.array((found.rank > 0) & (rng.random(len(found)) < 0.7))
    scans = found.columns["id_scan_hash"]
    found.columns["id_scan_hash"] = pc.if_else(anew, hashes(rng, len(found)), scans)


def _use_columns(rng: np.random.Generator, found: Registrations, device: Flags) -> None:
    """user_kind, user_id_number, imei."""
    count = len(found)
    firm = found.holders.organisation[found.holder]
    drawn = rng.random(count)
    kind = np.where(device, 4, np.where(firm, 3, np.where(drawn < 0.03, 1, np.where(drawn < 0.033, 2, 0))))
    kind = np.where(firm & (found.service > 0), 0, kind)
    year = np.where(kind == 1, year_of(found.activated) - rng.integers(1, 13, count), rng.integers(1960, 2005, count))
    prefix = found.holders.prefix[found.holder] // 1000 * 1000
    user = prefix + (2 * ((year - 1900) // 100) + rng.integers(0, 2, count)) * 100 + year % 100
    user_number = digits(user * 1_000_000 + rng.integers(1, 1_000_000, count), 12)
    body = 100_000_000_000 + rng.integers(0, 100_000_000_000, count)  # 001…: devices of test laboratories
    found.columns |= {
        "user_kind": coded(kind, ("self", "child", "ward", "employee", "device")),
        "user_id_number": only(user_number, (kind > 0) & (kind < 4)),
        "imei": only(digits(body * 10 + luhn_digits(body, 14), 15), (found.service == 0) & (rng.random(count) < 0.9)),
    }
