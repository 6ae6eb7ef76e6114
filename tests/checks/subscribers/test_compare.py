"""Two snapshots compared: each kind of change once, nothing where nothing changed, no personal data copied."""

import json
from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lachan.checks.subscribers.compare import CHANGES, COMPARISON, KINDS, Findings, compare_subscribers
from lachan.invented.subscribers import SCHEMA, make_subscribers
from lachan.readers.errors import InputError

AS_OF = date(2026, 10, 1)
BASE = {
    "number": "0500000001",
    "service": "mobile",
    "plan": "prepaid",
    "status": "active",
    "activated_on": datetime.fromisoformat("2024-05-06T09:00"),
    "operator": "VIETTEL",
    "point_id": "VIET-020-CH-0001",
    "owner_kind": "person",
    "owner_name": "HOÀNG VĂN HÙNG",
    "birth_date": date(1990, 1, 2),
    "id_kind": "cccd",
    "id_number": "099090000001",
    "last_used_on": date(2026, 9, 1),
}


def snapshot(folder, name, *rows):
    columns = {field.name: [row.get(field.name) for row in rows] for field in SCHEMA}
    file = folder / f"{name}.parquet"
    pq.write_table(pa.table(columns, schema=SCHEMA), file)
    return file


def compared(folder, old, new, **more):
    files = (snapshot(folder, "old", *old), snapshot(folder, "new", *new))
    found = compare_subscribers([files[0]], [files[1]], as_of=AS_OF, out=folder / "out", **more)
    changes = pq.read_table(folder / "out" / CHANGES).to_pylist()
    return found, [tuple(row.values())[1:] for row in changes]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"last_used_on": date(2026, 9, 30)}, []),
        ({"status": "one_way"}, [("status", None, "active", "one_way")]),
        ({"operator": "MOBIFONE"}, [("operator", None, "VIETTEL", "MOBIFONE")]),
        ({"point_id": "P2"}, [("point", None, "VIET-020-CH-0001", "P2")]),
        ({"verified_on": date(2026, 9, 1)}, [("filled", "verified_on", None, None)]),
        ({"birth_date": None}, [("emptied", "birth_date", None, None)]),
        ({"owner_name": "HOANG VAN HUNG"}, [("written", None, None, None)]),
        ({"birth_date": date(1990, 2, 1)}, [("written", None, None, None)]),
        ({"id_number": "050000001", "id_kind": "cmnd"}, [("paper", "cmnd", None, None)]),
        (
            {"id_number": "099085000009", "owner_name": "NÔNG THỊ HOA", "birth_date": date(1985, 3, 4)},
            [("owner", None, None, None)],
        ),
    ],
)
def test_each_change_is_named(tmp_path, changed, expected):
    found, changes = compared(tmp_path, [BASE], [BASE | changed])
    assert changes == expected
    assert {kind for kind, count in found["changes"].items() if count} == {one[0] for one in expected}
    assert found["unchanged"] == (1 if "last_used_on" in changed else 0)


def test_new_and_gone_numbers(tmp_path):
    found, changes = compared(tmp_path, [BASE], [BASE | {"number": "0500000002"}])
    assert changes == [("gone", "mobile", "active", None), ("new", "mobile", None, "active")]
    assert (found["changes"]["new"], found["changes"]["gone"]) == (1, 1)


def test_a_number_with_earlier_owners_is_compared_by_its_latest_record(tmp_path):
    earlier = BASE | {
        "status": "ended",
        "activated_on": datetime.fromisoformat("2018-01-01"),
        "owner_name": "LÝ A",
        "id_number": "1",
    }
    found, changes = compared(tmp_path, [BASE], [earlier, BASE])
    assert changes == []
    assert found["new"] == {"rows": 2, "numbers": 1}


def test_no_personal_data_is_copied(tmp_path):
    other = BASE | {"id_number": "099085000009", "owner_name": "NÔNG THỊ HOA", "birth_date": date(1985, 3, 4)}
    compared(tmp_path, [BASE], [other])
    text = (
        json.dumps(pq.read_table(tmp_path / "out" / CHANGES).to_pylist()) + (tmp_path / "out" / COMPARISON).read_text()
    )
    assert not [value for value in ("HOÀNG", "NÔNG", "1985", "099085000009", "099090000001") if value in text]


def findings(folder, name, *rows):
    names = ("finding_id", "rule", "subject_kind", "subject")
    file = folder / f"{name}-findings.parquet"
    pq.write_table(pa.table({key: [row[at] for row in rows] for at, key in enumerate(names)}), file)
    return file


def test_findings_of_both_runs_tell_what_was_put_right_by_rule(tmp_path):
    second, third = BASE | {"number": "0500000002"}, BASE | {"number": "0500000003"}
    old = findings(
        tmp_path, "old",
        ("a", "SUB-005", "number", "0500000001"), ("b", "SUB-005", "number", "0500000002"),
        ("c", "SUB-005", "number", "0500000003"), ("p", "SUB-061", "paper", "099090000001"),
    )  # fmt: skip
    new = findings(tmp_path, "new", ("b", "SUB-005", "number", "0500000002"), ("d", "SUB-016", "number", "0500000001"))
    found, changes = compared(tmp_path, [BASE, second, third], [BASE, second], findings=Findings(old, new))
    assert found["by_rule"] == [
        {"rule": "SUB-005", "before": 3, "after": 1, "put_right": 1, "gone": 1, "found": 0},
        {"rule": "SUB-016", "before": 0, "after": 1, "put_right": 0, "gone": 0, "found": 1},
        {"rule": "SUB-061", "before": 1, "after": 0, "put_right": 1, "gone": 0, "found": 0},
    ]
    assert changes == [
        ("found", "SUB-016", None, None), ("put_right", "SUB-005", None, None), ("gone", "mobile", "active", None),
    ]  # fmt: skip


def test_a_snapshot_compared_with_itself_says_nothing_and_order_and_files_do_not_matter(tmp_path):
    made = make_subscribers(3_000, seed=4, out=tmp_path / "made")
    whole = pq.read_table(made.subscribers)
    parts = [tmp_path / f"part{at}.parquet" for at in range(2)]
    for at, part in enumerate(parts):
        pq.write_table(whole.slice(1500 * (1 - at), 1500), part)
    found = compare_subscribers([made.subscribers], parts, as_of=AS_OF, out=tmp_path / "out")
    assert found["unchanged"] == 3_000
    assert set(found["changes"]) == set(KINDS)
    assert not any(found["changes"].values())


def test_bad_input_is_told_and_leaves_nothing(tmp_path):
    good = snapshot(tmp_path, "good", BASE)
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(good.read_bytes()[:-20])
    with pytest.raises(InputError, match=r"broken\.parquet"):
        compare_subscribers([good], [broken], as_of=AS_OF, out=tmp_path / "out")
    with pytest.raises(InputError, match="không có dòng nào"):
        compare_subscribers([good], [snapshot(tmp_path, "empty")], as_of=AS_OF, out=tmp_path / "out")
    with pytest.raises(InputError):
        compare_subscribers([good], [good], as_of=date(2015, 1, 1), out=tmp_path / "out")
    with pytest.raises(InputError, match="findings"):
        compare_subscribers([good], [good], as_of=AS_OF, out=tmp_path / "out", findings=Findings(good, broken))
    assert not list((tmp_path / "out").iterdir())
