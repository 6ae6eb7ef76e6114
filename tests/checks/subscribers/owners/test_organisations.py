"""Organisations: tied by tax code, name, address and representative; many from fifty numbers on."""

from pathlib import Path
from typing import Any

import pytest

from lachan.checks.subscribers.owners import Parameters
from lachan.vietnam.identity import tax_check_digit
from tests.checks.subscribers.owners.rows import crowd, holders, owners, subscriptions

FIRM = {
    "owner_kind": "organisation",
    "owner_name": "CÔNG TY TNHH SAO THỬ",
    "id_kind": "org",
    "tax_code": "4900000015",
    "id_number": "4900000015",
    "representative_id": "020087004417",
    "address": "Số 14, ngõ 3, phố Bến Thử",
    "commune_code": "06001",
    "operator": "VIETTEL",
}
OTHER_CODE = {"tax_code": "4900000022", "id_number": "4900000022"}
TIED: dict[str, dict[str, Any]] = {
    "name written in full": {"owner_name": "CÔNG TY TRÁCH NHIỆM HỮU HẠN SAO THỬ", "tax_code": None, "id_number": None},
    "name without accents": {"owner_name": "CONG TY TNHH SAO THU", "tax_code": None, "id_number": None},
    "branch of the same code": {
        "owner_name": "CHI NHÁNH SỐ 2", "tax_code": "4900000015-002", "id_number": None, "representative_id": None,
        "address": "Nơi khác",
    },
    "slip in the tax code": {"tax_code": "4900000055", "id_number": "4900000055", "representative_id": None},
    "representative alone": {
        "owner_name": "CÔNG TY CP TRĂNG THỬ", "address": "Nơi khác", "commune_code": "06020", **OTHER_CODE,
    },
}  # fmt: skip


@pytest.mark.parametrize("how", TIED)
def test_two_writings_of_one_organisation_are_one_holder(how: str, tmp_path: Path) -> None:
    rows = subscriptions(0, 30, FIRM) + subscriptions(30, 20, {**FIRM, **TIED[how]})
    assert holders(rows + crowd(50), tmp_path) == [{row["number"] for row in rows}]


@pytest.mark.parametrize(
    "other",
    [
        {"representative_id": None, "address": "Nơi khác", "commune_code": "06020", **OTHER_CODE},
        {"owner_name": "CÔNG TY CP TRĂNG THỬ", "representative_id": None, **OTHER_CODE},
    ],
    ids=["namesake with a code of its own", "another firm at the address"],
)
def test_another_organisation_is_another(other: dict[str, Any], tmp_path: Path) -> None:
    rows = subscriptions(0, 30, FIRM) + subscriptions(30, 30, {**FIRM, **other})
    assert holders(rows, tmp_path) == []


def test_a_representative_of_many_firms_at_many_places_ties_none(tmp_path: Path) -> None:
    rows = []
    for n, stem in enumerate(f"49000{serial:04}" for serial in range(11, 18)):
        code = f"{stem}{tax_check_digit(stem) or 0}"
        firm = {**FIRM, "owner_name": f"CÔNG TY THỬ {'ABCDEFG'[n]}", "address": f"Số {n}, phố Thử"}
        rows += subscriptions(20 * n, 20, {**firm, "commune_code": None, "tax_code": code, "id_number": code})
    assert holders(rows, tmp_path, Parameters(organisations=(21,))) == []
    assert len(holders(rows[:80], tmp_path, Parameters(organisations=(21,)))) == 1


def test_forty_nine_are_not_many_and_fifty_are(tmp_path: Path) -> None:
    assert owners(subscriptions(0, 49, FIRM), tmp_path) == []
    found = owners(subscriptions(0, 50, FIRM), tmp_path)
    assert {(row["band"], row["score"]) for row in found} == {("50+", 1.0)}
    assert "4900000015" not in found[0]["reason"]
