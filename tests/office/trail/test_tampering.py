"""A thousand of a thousand random changes to the stored trail are found, each at its first bad row."""

import json
import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from lachan.office.trail import chain, heads
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry, Head
from lachan.office.trail.record import record, search_form
from lachan.office.trail.verify import MOST_FAULTS, MOST_SAID, Reason, verify_trail
from lachan.office.units.models import Unit
from tests.office.trail.conftest import forgotten
from tests.people import NOW

ROWS = 30
COLUMNS = [field.attname for field in Entry._meta.fields if field.attname != "number"]
Run = Callable[..., None]


def stored(number: int, column: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM trail_entry WHERE number = %s", [number])
        return cursor.fetchone()[0]


def other_value(column: str, old: Any, dice: random.Random) -> Any:
    """A value of the column's kind that is not the old one."""
    if column in ("actor_id", "unit_id"):
        return dice.choice([value for value in (None, 0, 7, 10**12) if value != old])
    if column == "at":
        step = timedelta(microseconds=dice.choice([1, -1, 10**6, 86_400 * 10**6]))
        return Entry._meta.get_field("at").get_db_prep_value(Entry(at=NOW).at + step + timedelta(days=900), connection)
    if column == "facts":
        facts = json.loads(old) if isinstance(old, str) else old
        return json.dumps(dice.choice([{}, facts | {"more": 1}, facts | {"whole": 5}, None, [facts]]))
    if not old:
        return dice.choice("abc")
    place = dice.randrange(len(old))
    return dice.choice([old[:place] + chr(ord(old[place]) ^ 1) + old[place + 1 :], old[:-1] + " ", ""])


def flip(run: Run, dice: random.Random) -> int:
    number, column = dice.randint(1, ROWS), dice.choice(COLUMNS)
    run(
        f"UPDATE trail_entry SET {column} = %s WHERE number = %s",
        other_value(column, stored(number, column), dice),
        number,
    )
    return number


def flip_and_mend_hash(run: Run, dice: random.Random) -> int:
    """The public hash can be made anew by anybody; the mac cannot."""
    number = dice.randint(1, ROWS)
    row = Entry.objects.values().get(number=number)
    row["actor_name"], row["at"] = "Người khác", chain.moment(row["at"])
    run(
        "UPDATE trail_entry SET actor_name = %s, search_actor = %s, hash = %s WHERE number = %s",
        row["actor_name"],
        search_form(row["actor_name"]),
        chain.row_hash(row),
        number,
    )
    return number


def delete(run: Run, dice: random.Random) -> int:
    first = dice.randint(1, ROWS)
    run("DELETE FROM trail_entry WHERE number BETWEEN %s AND %s", first, first + dice.choice([0, 0, 3]))
    return first


def swap(run: Run, dice: random.Random) -> int:
    """Two rows change places whole, with hash and mac."""
    low, high = sorted(dice.sample(range(1, ROWS + 1), 2))
    for old, new in ((low, -1), (high, low), (-1, high)):
        run("UPDATE trail_entry SET number = %s WHERE number = %s", new, old)
    return low


def insert(run: Run, dice: random.Random) -> int:
    """A copy of a row at the end, or a row moved before the first."""
    source = dice.randint(1, ROWS)
    columns = ", ".join(f'"{column}"' for column in COLUMNS)
    number = dice.choice([0, -5, ROWS + 1, ROWS + 9])
    run(
        f'INSERT INTO trail_entry ("number", {columns}) SELECT %s, {columns} FROM trail_entry WHERE number = %s',
        number,
        source,
    )
    return number


def cut(run: Run, dice: random.Random) -> int:
    first = dice.randint(1, ROWS)
    run("DELETE FROM trail_entry WHERE number >= %s", first)
    return first


def cut_and_rewrite_head(run: Run, dice: random.Random) -> int:
    """The end is cut off, and the head mended as well as can be without the key."""
    first = dice.randint(2, ROWS)
    run("DELETE FROM trail_entry WHERE number >= %s", first)
    last_hash = stored(first - 1, "hash")
    seal = dice.choice([chain.seal("some other key", first - 1, last_hash), Head.objects.get().seal, ""])
    run("UPDATE trail_head SET number = %s, hash = %s, seal = %s", first - 1, last_hash, seal)
    return first


def cut_and_remove_head(run: Run, dice: random.Random) -> int:
    first = dice.randint(2, ROWS)
    run("DELETE FROM trail_entry WHERE number >= %s", first)
    run("DELETE FROM trail_head")
    return first


def change_head(run: Run, dice: random.Random) -> int:
    column, value = dice.choice([("number", ROWS - 3), ("number", ROWS + 3), ("hash", "0" * 64), ("seal", "đã sửa")])
    run(f"UPDATE trail_head SET {column} = %s", value)
    return ROWS + 1


TAMPERINGS = (
    flip, flip, flip, flip, flip_and_mend_hash, delete, swap, insert, cut, cut_and_rewrite_head, cut_and_remove_head,
    change_head,
)  # fmt: skip


def test_a_thousand_of_a_thousand_random_changes_are_found_at_their_first_row(
    add: Callable[..., list[Entry]], unguarded: Run
) -> None:
    dice = random.Random(20260302)
    add(ROWS)
    assert verify_trail().intact
    found = 0
    missed = []
    for turn in range(1000):
        tampering = dice.choice(TAMPERINGS)
        with forgotten():
            first_bad = tampering(unguarded, dice)
            verdict = verify_trail()
            if verdict.first_bad == first_bad:
                found += 1
            else:
                missed.append((turn, tampering.__name__, first_bad, verdict))
    assert not missed
    assert found == 1000
    assert verify_trail().intact


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_is_held(add: Callable[..., list[Entry]], unguarded: Run, column: str) -> None:
    add(5)
    for seed in range(12):
        with forgotten():
            value = other_value(column, stored(3, column), random.Random(seed))
            unguarded(f"UPDATE trail_entry SET {column} = %s WHERE number = 3", value)
            assert verify_trail().first_bad == 3


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL holds its columns to their types")
@pytest.mark.parametrize(
    ("column", "value"),
    [("facts", "{"), ("facts", '{"a": "\\ud800"}'), ("facts", "NaN"), ("at", "hôm qua"), ("actor_name", b"\xff")],
)
def test_a_damaged_value_is_named_and_stops_nothing(
    add: Callable[..., list[Entry]], unguarded: Run, column: str, value: Any
) -> None:
    add(5)
    unguarded("PRAGMA ignore_check_constraints = 1")
    unguarded(f"UPDATE trail_entry SET {column} = %s WHERE number = 4", value)
    unguarded("PRAGMA ignore_check_constraints = 0")
    assert verify_trail().first_bad == 4


def test_writing_on_a_changed_end_goes_on_but_the_next_row_tells(
    add: Callable[..., list[Entry]], unguarded: Run
) -> None:
    add(10)
    unguarded("DELETE FROM trail_entry WHERE number > 6")
    unguarded("UPDATE trail_head SET number = 6, hash = %s, seal = ''", stored(6, "hash"))
    assert [row.number for row in add(3)] == [7, 8, 9]
    verdict = verify_trail()
    assert verdict.faults[0].reason is Reason.AFTER_BROKEN_END
    assert verdict.first_bad == 7


def test_writing_goes_on_when_the_head_is_gone(add: Callable[..., list[Entry]], unguarded: Run) -> None:
    add(4)
    unguarded("DELETE FROM trail_head")
    add(1)
    assert verify_trail().first_bad == 5


def rewrite_with_the_key(run: Run, changed: int) -> None:
    """What somebody can do who has the data base and the key of the macs."""
    last = chain.START
    for row in list(Entry.objects.order_by("number").values()):
        row |= {"previous": last, "at": chain.moment(row["at"])}
        if row["number"] == changed:
            row["purpose"] = "Không có gì xảy ra"
        last = chain.row_hash(row)
        run(
            "UPDATE trail_entry SET purpose = %s, previous = %s, hash = %s, mac = %s WHERE number = %s",
            row["purpose"], row["previous"], last, chain.mac(settings.TRAIL_KEY, last), row["number"],
        )  # fmt: skip
        number = row["number"]
    run("UPDATE trail_head SET hash = %s, seal = %s", last, chain.seal(settings.TRAIL_KEY, number, last))


def test_a_table_rewritten_with_the_key_is_found_by_the_daily_heads(
    add: Callable[..., list[Entry]], unguarded: Run
) -> None:
    for day in range(3):
        add(10)
        heads.keep_head(NOW + timedelta(days=day))
    rewrite_with_the_key(unguarded, changed=15)
    verdict = verify_trail()
    assert [(fault.reason, fault.number, fault.since) for fault in verdict.faults] == [
        (Reason.NOT_AS_IN_HEAD, 20, 11), (Reason.NOT_AS_IN_HEAD, 30, 21),
    ]  # fmt: skip
    assert verdict.faults[0].day == "2026-03-03"
    assert "các dòng từ 11 đến 20" in verdict.wording.vi


def test_without_heads_the_key_alone_rewrites_everything(add: Callable[..., list[Entry]], unguarded: Run) -> None:
    add(10)
    rewrite_with_the_key(unguarded, changed=5)
    assert verify_trail().intact


def test_an_old_backup_of_the_data_base_is_found_by_the_daily_heads(
    add: Callable[..., list[Entry]], unguarded: Run
) -> None:
    add(10)
    old = Head.objects.get()
    add(10)
    heads.keep_head(NOW)
    unguarded("DELETE FROM trail_entry WHERE number > 10")
    old.save()
    verdict = verify_trail()
    assert verdict.faults[0].reason is Reason.MISSING
    assert verdict.first_bad == 11


def test_the_words_name_the_row_in_both_languages(add: Callable[..., list[Entry]], unguarded: Run) -> None:
    add(5)
    unguarded("UPDATE trail_entry SET purpose = 'khác' WHERE number = 2")
    words = verify_trail().wording
    assert "dòng số 2" in words.vi
    assert "Row 2 " in words.en


def test_checking_goes_on_behind_a_bad_row_and_names_each_of_them_once(
    add: Callable[..., list[Entry]], unguarded: Run
) -> None:
    add(40)
    unguarded("UPDATE trail_entry SET purpose = 'khác' WHERE number = 3")
    unguarded("DELETE FROM trail_entry WHERE number IN (8, 9, 20)")
    unguarded("UPDATE trail_entry SET previous = %s WHERE number = 15", "0" * 64)
    unguarded("UPDATE trail_entry SET mac = %s WHERE number = 30", "0" * 64)
    unguarded("DELETE FROM trail_entry WHERE number > 38")
    verdict = verify_trail()
    assert [(fault.reason.value, fault.number) for fault in verdict.faults] == [
        ("changed", 3), ("missing", 8), ("missing", 9), ("unlinked", 15), ("missing", 20), ("forged", 30),
        ("missing", 39), ("missing", 40),
    ]  # fmt: skip
    assert not verdict.cut_off
    for number in verdict.bad_rows:
        assert f"dòng số {number}" in verdict.wording.vi.lower()


def test_the_list_of_bad_rows_has_an_end(add: Callable[..., list[Entry]], unguarded: Run) -> None:
    add(MOST_FAULTS + 20)
    unguarded("UPDATE trail_entry SET purpose = 'khác'")
    verdict = verify_trail()
    assert (len(verdict.faults), verdict.cut_off, verdict.first_bad) == (MOST_FAULTS, True, 1)
    assert f"ít nhất {MOST_FAULTS - MOST_SAID} chỗ sai nữa" in verdict.wording.vi


def test_an_empty_trail_is_intact(db: None) -> None:
    assert verify_trail().intact


def test_facts_come_back_as_they_were_hashed(db: None) -> None:
    facts = {"whole": 1e16, "half": 0.5, "small": 1e-7, "minus": -0.0, "keys": {2: "hai", 10: "mười"}, "pair": (1, 2)}
    unit = Unit(key="x", name="Xã", pk=1)
    with transaction.atomic():
        record(Event.UNIT_ADDED, on=unit, by=None, at=NOW, facts=facts)
    assert verify_trail().intact


@pytest.mark.parametrize("facts", [{"a": float("nan")}, {"a": object()}, {"a": NOW}])
def test_facts_that_are_no_json_are_refused_and_leave_nothing(db: None, facts: dict[str, Any]) -> None:
    with pytest.raises((TypeError, ValueError)), transaction.atomic():
        record(Event.UNIT_ADDED, on=Unit(key="x", name="Xã", pk=1), by=None, at=NOW, facts=facts)
    assert not Entry.objects.exists()


def test_the_progress_reaches_the_end(add: Callable[..., list[Entry]]) -> None:
    add(7)
    calls: list[tuple[int, int]] = []
    verify_trail(lambda done, of: calls.append((done, of)))
    assert calls[-1] == (7, 7)
