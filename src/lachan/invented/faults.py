"""Faults planted into right records, one a row, each with the rules of which one has to find it.

`FAULTS` is the closed list. A fault says which rows can have it and what it changes there; a fault of several rows
(the same photo under many papers) takes rows in groups. Only plain rows of small owners are chosen, so that a fault
and another writing of an owner never meet in one row.
"""

from dataclasses import dataclass

import numpy as np

from lachan.invented import plantings as do
from lachan.invented.columns import add_years
from lachan.invented.plantings import BURST, DEVICE, RUN, SHARED, Fits, Plant, day
from lachan.invented.registrations import Registrations


@dataclass(frozen=True)
class Fault:
    """One kind of fault: the rules of which one has to find it, the rows it fits, and what it does to them."""

    rules: tuple[str, ...]
    fits: Fits
    plant: Plant
    group: int = 1


FAULTS: dict[str, Fault] = {
    # complete
    "no_activation": Fault(("SUB-001",), do.every, do.nothing("activated_on")),
    "no_status": Fault(("SUB-002",), do.every, do.nothing("status")),
    "no_owner_kind": Fault(("SUB-003",), do.vietnamese, do.nothing("owner_kind")),
    "no_name": Fault(("SUB-004",), do.every, do.nothing("owner_name")),
    "no_birth_date": Fault(("SUB-005",), do.person, do.nothing("birth_date")),
    "no_paper": Fault(("SUB-006",), do.person, do.nothing("id_number")),
    "no_paper_kind": Fault(("SUB-007",), do.person, do.nothing("id_kind")),
    "no_issue_date": Fault(("SUB-008",), do.person, do.nothing("id_issued_on")),
    "no_issuer": Fault(("SUB-009",), do.person, do.nothing("id_issuer")),
    "no_nationality": Fault(("SUB-010",), do.foreign, do.nothing("nationality")),
    "no_firm_paper": Fault(("SUB-011",), do.firm, do.nothing("tax_code", "id_number")),
    "no_firm_address": Fault(("SUB-012",), do.firm, do.nothing("address")),
    "no_representative": Fault(("SUB-013",), do.firm, do.nothing("representative_id")),
    "no_user_kind": Fault(("SUB-014",), do.mobile, do.nothing("user_kind")),
    "no_user_paper": Fault(
        ("SUB-015",), do.also(do.firm, do.equals("user_kind", "employee")), do.nothing("user_id_number")
    ),
    "no_scan": Fault(("SUB-016",), do.mobile, do.nothing("id_scan_hash")),
    "no_photo": Fault(("SUB-017",), do.prepaid_person, do.nothing("photo_hash", "photo_taken_at")),
    "no_photo_time": Fault(("SUB-018",), do.prepaid_person, do.nothing("photo_taken_at")),
    "no_contract": Fault(
        ("SUB-019",), do.also(do.mobile, do.equals("plan", "postpaid")), do.becomes("contract_signed", False)
    ),
    "no_clerk": Fault(("SUB-020",), do.equals("point_kind", "own"), do.nothing("clerk_id")),
    "no_point": Fault(("SUB-021",), do.equals("point_kind", "own"), do.nothing("point_id")),
    "no_plan": Fault(("SUB-022",), do.mobile, do.nothing("plan")),
    "no_end": Fault(("SUB-023",), do.equals("status", "ended"), do.nothing("ended_on")),
    # valid
    "unallocated": Fault(("SUB-025", "SUB-024"), do.mobile, do.nobodys_number),
    "paper_form": Fault(("SUB-026",), do.vietnamese, do.paper_of_eleven_digits),
    "passport_form": Fault(("SUB-028",), do.foreign, do.becomes("id_number", "E12")),
    "made_up_paper": Fault(("SUB-029",), do.vietnamese, do.made_up_paper),
    "birth_province": Fault(("SUB-030",), do.vietnamese, do.unknown_birth_province),
    "born_after": Fault(("SUB-031",), do.person, do.day_of("birth_date", lambda f, rows: f.activated[rows] + 3)),
    "hardly_possible_age": Fault(("SUB-032",), do.person, do.very_old),
    "tax_check_digit": Fault(("SUB-033",), do.firm, do.tax_slip),
    "issued_in_future": Fault(
        ("SUB-034",), do.person, do.day_of("id_issued_on", lambda f, rows: np.full(len(rows), f.last_day + 200))
    ),
    "expired": Fault(
        ("SUB-035",), do.between("2024-08-01", "2999-01-01", do.vietnamese),
        do.day_of("id_expires_on", lambda f, rows: f.activated[rows] - 10)
    ),
    "ends_before_issue": Fault(
        ("SUB-036",), do.vietnamese, do.day_of("id_expires_on", lambda f, rows: do.issued(f, rows) - 1)
    ),
    "cmnd_after_end": Fault(("SUB-037",), do.between("2025-01-01", "2999-01-01", do.vietnamese), do.on_an_old_card),
    "cmnd_kept": Fault(
        ("SUB-038",), do.also(do.equals("status", "active"), do.between("2017-04-24", "2021-06-30", do.vietnamese)),
        do.on_an_old_card,
    ),
    "issued_too_young": Fault(
        ("SUB-040",), do.also(do.vietnamese, lambda f: f.holders.birth[f.holder] > day("2004-01-01")),
        do.day_of("id_issued_on", lambda f, rows: add_years(do.birth(f, rows), 14) - 400),
    ),
    "card_before_cards": Fault(
        ("SUB-041",), do.also(do.vietnamese, lambda f: f.holders.birth[f.holder] < day("1995-01-01")),
        do.day_of("id_issued_on", lambda f, rows: np.full(len(rows), day("2012-05-10"))),
    ),
    "odd_name": Fault(("SUB-043",), do.person, do.becomes("owner_name", "KHACH HANG 01")),
    "child_owner": Fault(
        ("SUB-044", "SUB-045"), do.between("2024-08-01", "2026-06-30", do.also(do.prepaid_person, do.vietnamese)),
        do.under_age,
    ),
    "foreign_card": Fault(("SUB-046",), do.vietnamese, do.becomes("nationality", "CN")),
    # agreeing
    "sex": Fault(("SUB-047",), do.vietnamese, do.other_sex),
    "birth_year": Fault(("SUB-048",), do.vietnamese, do.other_birth_year),
    "issued_before_birth": Fault(
        ("SUB-049",), do.vietnamese, do.day_of("id_issued_on", lambda f, rows: do.birth(f, rows) - 10)
    ),
    "activated_before_issue": Fault(
        ("SUB-050",), do.between("2017-04-24", "2026-03-01", do.vietnamese), do.issued_later,
    ),
    "activated_before_check": Fault(
        ("SUB-051",), do.between("2026-04-15", "2026-06-08", do.also(do.person, do.h2h)),
        do.day_of("verified_on", lambda f, rows: f.activated[rows] + 5),
    ),
    "old_photo": Fault(
        ("SUB-052",), do.prepaid_person,
        do.old_photo,
    ),
    "ended_early": Fault(
        ("SUB-053",), do.also(do.equals("status", "ended"), do.lately), do.ended_early
    ),
    "active_after_end": Fault(
        ("SUB-054",), do.also(do.equals("status", "active"), do.between("2017-04-24", "2026-05-01")),
        do.active_after_end,
    ),
    "used_after_end": Fault(
        ("SUB-055",), do.also(do.equals("status", "ended"), do.lately), do.used_after_end
    ),
    "used_before": Fault(("SUB-056",), do.every, do.day_of("last_used_on", lambda f, rows: f.activated[rows] - 30)),
    "device_on_h2h": Fault(
        ("SUB-057",), do.also(do.h2h, do.person),
        do.device_as_user,
    ),
    "person_on_m2m": Fault(("SUB-058",), do.equals("use", "m2m"), do.becomes("user_kind", "employee")),
    "one_paper_two_names": Fault(("SUB-061",), do.vietnamese, do.one_paper_other("owner_name"), group=2),
    "one_paper_two_births": Fault(("SUB-062",), do.vietnamese, do.one_paper_other("birth_date"), group=2),
    "other_area": Fault(("SUB-060",), lambda f: f.service == 1, do.other_area),
    # registered rightly
    "not_verified": Fault(
        ("SUB-066",), do.between("2026-04-15", "2999-01-01", do.also(do.person, do.h2h)),
        do.nothing("verified_on", "verified_fields", "verified_by"),
    ),
    "three_fields": Fault(
        ("SUB-067",), do.between("2026-04-15", "2999-01-01", do.also(do.person, do.h2h)),
        do.becomes("verified_fields", 3),
    ),
    "never_matched": Fault(
        ("SUB-069",),
        do.also(do.equals("status", "active"), do.vietnamese, do.h2h, do.between("2017-04-24", "2022-12-31")),
        do.nothing("verified_on", "verified_fields", "verified_by"),
    ),
    "agent_after_stop": Fault(
        ("SUB-070",), do.between("2023-09-11", "2024-12-22", do.also(do.prepaid_person, do.h2h)),
        do.becomes("point_kind", "agent"),
    ),
    # indicators of junk SIMs
    "burst": Fault(("SUB-075",), do.between("2022-03-01", "2022-05-31", do.prepaid_person), do.burst, group=BURST),
    "shared_photo": Fault(("SUB-079",), do.prepaid_person, do.same_hash("photo_hash", SHARED), group=SHARED),
    "shared_scan": Fault(
        ("SUB-080",), do.also(do.mobile, do.vietnamese), do.same_hash("id_scan_hash", SHARED), group=SHARED
    ),
    "run_of_numbers": Fault(
        ("SUB-081",), do.between("2022-01-01", "2022-06-30", do.prepaid_person), do.run_of_numbers, group=RUN
    ),
    "sold_in_advance": Fault(
        (), do.also(do.equals("status", "active"), do.between("2017-04-24", "2026-03-01", do.prepaid_person)),
        do.nothing("last_used_on"),
    ),
    "one_device": Fault(
        ("SUB-083",), do.also(do.prepaid_person, do.has("imei")), do.one_device, group=DEVICE
    ),
    "slip_in_digit": Fault(
        (), do.vietnamese,
        do.serial_slip,
    ),
}  # fmt: skip
"""Every kind of fault; `rules` is empty where the rule's own thresholds decide whether it sees it."""

USUAL: dict[str, float] = dict.fromkeys(FAULTS, 0.0003)
"""Share of all rows that each kind of fault gets."""


def plant(rng: np.random.Generator, found: Registrations, shares: dict[str, float]) -> None:
    """Plant each kind into its share of the rows, as far as there are rows that it fits; `found.fault` names it."""
    unknown = sorted(set(shares) - set(FAULTS))
    if unknown:
        raise ValueError(f"no such faults: {', '.join(unknown)}")
    free = (found.writing == "") & (found.negative == "") & (found.holders.size[found.holder] == 1)
    free |= (found.writing == "") & do.firm(found) & (found.holders.size[found.holder] < 50)
    # Records may be dropped two years after the end; no rule looks at them.
    free &= found.ended > found.last_day - 700
    # Rarer rows first: a fault that fits few rows must not find them taken.
    fitting = {kind: free & FAULTS[kind].fits(found) for kind in shares}
    for kind in sorted(shares, key=lambda one: (int(fitting[one].sum()), one)):
        fault = FAULTS[kind]
        rows = np.flatnonzero(fitting[kind] & free)
        wanted = len(found) * shares[kind]
        groups = int(wanted / fault.group + rng.random())
        if shares[kind] > 0 and groups == 0 and found.block == 0:
            groups = 1
        chosen = rng.permutation(rows)[: min(groups, len(rows) // fault.group) * fault.group]
        if not len(chosen):
            continue
        free[chosen] = False
        found.fault[chosen] = kind
        fault.plant(rng, found, chosen)
