"""Who looks alike and is not one person stays apart: two numbers each, which together would be a holder of many."""

import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.checks.subscribers.owners.rows import AN, crowd, holders, subscriptions

CROWD = crowd(400)
OTHERS: dict[str, dict[str, Any]] = {
    "namesake born the same day with a card of his own": {"id_number": "001087339021"},
    "namesake of the same commune and day, own card": {"id_number": "020087339021"},
    "namesake born on another day, old CMND": {
        "birth_date": datetime.date(1991, 11, 2),
        "id_kind": "cmnd",
        "id_number": "082417733",
    },
    "twin brother at the same address": {"owner_name": "NÔNG VĂN THỰC", "id_number": "020087004903"},
    "twin brother whose number is next": {"owner_name": "NÔNG VĂN HIẾU", "id_number": "020087004418"},
    "father with the same address and name but one word": {
        "owner_name": "NÔNG VĂN THẬT",
        "birth_date": datetime.date(1957, 3, 20),
        "id_number": "020057110213",
    },
    "wife at the same address": {
        "owner_name": "VI THỊ HOA",
        "sex": "F",
        "birth_date": datetime.date(1988, 9, 1),
        "id_number": "020188552210",
    },
    "another person under the photo that a clerk used again": {
        "owner_name": "HÀ VĂN ĐỨC",
        "birth_date": datetime.date(1969, 1, 30),
        "id_number": "024069998120",
        "address": "Số 7, phố Khác",
        "commune_code": "06020",
    },
    "stranger with a number one digit away": {
        "owner_name": "PHẠM QUANG HUY",
        "birth_date": datetime.date(1987, 8, 2),
        "id_number": "020087004411",
        "address": "Số 7, phố Khác",
        "commune_code": "06020",
    },
}


@pytest.mark.parametrize("who", OTHERS)
def test_two_people_are_two(who: str, tmp_path: Path) -> None:
    here: dict[str, Any] = {"address": "Số 14, ngõ 3, phố Bến Thử" if "address" in who else None}
    here["photo_hash"] = "cd" * 16 if "photo" in who else None
    rows = subscriptions(0, 2, **here) + subscriptions(2, 2, **{**here, **OTHERS[who]})
    assert holders(rows + CROWD, tmp_path) == []


def test_namesakes_are_two_in_a_small_file_too(tmp_path: Path) -> None:
    cards = ("001087339021", "024087771203", "020087004417")
    people = [subscriptions(10 * n, 2, id_number=card) for n, card in enumerate(cards)]
    assert holders([row for one in people for row in one], tmp_path) == []


def test_a_photo_of_many_ties_nobody(tmp_path: Path) -> None:
    people = [{**row, "photo_hash": "00" * 16} for row in crowd(60)]
    assert holders(people, tmp_path) == []


@pytest.mark.parametrize("filler", ["000000000000", "111111111", "123456789012", "0"])
def test_a_filler_is_nobodys_paper(filler: str, tmp_path: Path) -> None:
    assert holders([{**row, "id_number": filler} for row in crowd(40)], tmp_path) == []


def test_a_paper_that_a_crowd_shares_is_nobodys(tmp_path: Path) -> None:
    people = []
    for n in range(30):
        given = ("AN", "BÌNH", "CÔNG", "DŨNG", "GIANG", "HẢI", "KHOA", "LÂM", "MINH", "NAM")[n // 3]
        name = f"{('LÊ', 'VI', 'HÀ')[n % 3]} VĂN {given}"
        people += subscriptions(n, 1, owner_name=name, birth_date=datetime.date(1950 + n, 1 + n % 12, 5))
    assert holders(people, tmp_path) == []


def test_rows_without_name_paper_and_date_are_nobodys(tmp_path: Path) -> None:
    nothing = {"owner_name": None, "birth_date": None, "id_number": None, "id_kind": None, "sex": None}
    assert holders(subscriptions(0, 50, **nothing), tmp_path) == []


def test_a_filler_of_a_name_is_nobody(tmp_path: Path) -> None:
    filler = {"owner_name": "KHÁCH HÀNG", "birth_date": datetime.date(1900, 1, 1), "id_number": None, "id_kind": None}
    assert holders(subscriptions(0, 900, **filler), tmp_path) == []


def test_a_chain_does_not_make_two_people_one(tmp_path: Path) -> None:
    """A row between two people: the name and date of one with the paper, one digit off, of the other."""
    one = {**AN, "address": "Số 14, ngõ 3, phố Bến Thử"}
    other = {
        **one,
        "owner_name": "NÔNG VĂN HIẾU",
        "birth_date": datetime.date(1987, 3, 24),
        "id_number": "020087771234",
    }
    between = {**one, "id_number": "020087771235"}
    rows = subscriptions(0, 3, one) + subscriptions(3, 3, other) + subscriptions(6, 1, between)
    for numbers in holders(rows + CROWD, tmp_path):
        assert not ({"0199000000", "0199000003"} <= numbers)
