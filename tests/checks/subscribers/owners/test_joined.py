"""Every kind of variation is joined: four numbers of one person, two written in another way."""

import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.checks.subscribers.owners.rows import AN, crowd, holders, owners, subscriptions

CROWD = crowd(400)
CARD_OF_BEFORE = {"id_kind": "cmnd", "id_number": "082417733"}
ONE_SLIP = {"id_number": "020087004411"}
VARIATIONS: dict[str, dict[str, Any]] = {
    "without accents, another paper of slip": {"owner_name": "NONG VAN THUAN", **ONE_SLIP},
    "without accents, old CMND": {"owner_name": "NONG VAN THUAN", **CARD_OF_BEFORE},
    "swapped order, old CMND": {"owner_name": "THUẬN NÔNG VĂN", **CARD_OF_BEFORE},
    "swapped order without accents, slip in number": {"owner_name": "VAN THUAN NONG", **ONE_SLIP},
    "one key slipped, old CMND": {"owner_name": "NÔNG VĂN THUẬNN", **CARD_OF_BEFORE},
    "two words in one, old CMND": {"owner_name": "NÔNGVĂN THUẬN", **CARD_OF_BEFORE},
    "a word left out, slip in number": {"owner_name": "NÔNG THUẬN", **ONE_SLIP},
    "slip in the first digits": {"owner_name": "NONG VAN THUAN", "id_number": "030087004417"},
    "slip in the birth year of the number": {"owner_name": "NONG VAN THUAN", "id_number": "020037004417"},
    "two digits swapped": {"owner_name": "NONG VAN THUAN", "id_number": "020087004471"},
    "slip in the date and in the number": {
        "owner_name": "NONG VAN THUAN",
        "birth_date": datetime.date(1987, 3, 21),
        **ONE_SLIP,
    },
    "slip in the year and in the number": {
        "owner_name": "THUẬN NÔNG VĂN",
        "birth_date": datetime.date(1937, 3, 24),
        **ONE_SLIP,
    },
    "one key slipped, slip in the date and in the number": {
        "owner_name": "NONG VAN THUANN",
        "birth_date": datetime.date(1987, 8, 24),
        **ONE_SLIP,
    },
    "slip in the date, old CMND, same address": {
        "birth_date": datetime.date(1987, 3, 21),
        "address": "Số 14, ngõ 3, phố Bến Thử",
        **CARD_OF_BEFORE,
    },
    "date without sex and place, slip in number": {"sex": None, "commune_code": None, **ONE_SLIP},
    "no paper at all": {"id_number": None, "id_kind": None},
    "passport": {"owner_name": "NONG VAN THUAN", "id_kind": "passport", "id_number": "B4417733"},
    "day and month swapped, slip in number": {"birth_date": datetime.date(1987, 4, 3), **ONE_SLIP},
    "shared photo, another card": {
        "birth_date": datetime.date(1987, 3, 21),
        "id_number": "024087771203",
        "photo_hash": "ab" * 16,
        "address": "Số 14, ngõ 3, phố Bến Thử",
    },
    "same device, slip in the date, old CMND": {
        "birth_date": datetime.date(1987, 3, 21),
        "imei": "350000000000017",
        **CARD_OF_BEFORE,
    },
}


@pytest.mark.parametrize("how", VARIATIONS)
def test_one_person_behind_two_writings_is_one_holder(how: str, tmp_path: Path) -> None:
    usual: dict[str, Any] = {
        "photo_hash": "ab" * 16 if "photo" in how else None,
        "address": "Số 14, ngõ 3, phố Bến Thử" if "address" in how or "photo" in how else None,
        "imei": "350000000000017" if "device" in how else None,
    }
    if "day and month" in how:
        usual["birth_date"] = datetime.date(1987, 3, 4)
    rows = subscriptions(0, 2, **usual) + subscriptions(2, 2, **{**usual, **VARIATIONS[how]})
    assert holders(rows + CROWD, tmp_path) == [{row["number"] for row in rows}]


# Those that stand on a mark besides the record, or on what the crowd teaches, need the test above.
NEEDS_MORE = ("word", "key", "photo", "address", "device", "swapped, slip")


@pytest.mark.parametrize("how", [how for how in VARIATIONS if not any(one in how for one in NEEDS_MORE)])
def test_a_small_file_is_enough(how: str, tmp_path: Path) -> None:
    rows = subscriptions(0, 2) + subscriptions(2, 2, **VARIATIONS[how])
    assert holders(rows, tmp_path) == [{row["number"] for row in rows}]


def test_one_paper_ties_whatever_the_name_says(tmp_path: Path) -> None:
    rows = subscriptions(0, 3) + subscriptions(3, 2, owner_name="VI THỊ HOA", birth_date=None, sex=None)
    assert holders(rows, tmp_path) == [{row["number"] for row in rows}]


def test_the_reason_names_the_evidence_and_never_the_paper(tmp_path: Path) -> None:
    rows = subscriptions(0, 3) + subscriptions(3, 2, owner_name="NONG VAN THUAN", **ONE_SLIP)
    found = owners(rows + CROWD, tmp_path)
    assert len(found) == 5
    assert {row["band"] for row in found} == {"4-9"}
    for row in found:
        assert 0.5 < row["score"] <= 1
        assert "giấy tờ lệch một chữ số +11,0" in row["reason"]
        assert "họ tên" in row["reason"]
        assert "cùng giấy tờ" in row["reason"]
        assert "tại VIETTEL 5 số" in row["reason"]
        assert len(row["owner"]) == 16
        assert AN["id_number"] not in row["owner"] + row["reason"]


def test_a_holder_of_one_paper_has_the_full_score(tmp_path: Path) -> None:
    assert {row["score"] for row in owners(subscriptions(0, 4), tmp_path)} == {1.0}
