"""From findings and the log of what was done to each number's next step, and to the lists of messages of a day."""

import csv
import stat
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lachan.checks.subscribers.cleanup import STEPS, SUMMARY, Wish, plan_cleanup
from lachan.invented.subscribers import SCHEMA
from lachan.readers.errors import InputError

TODAY = date(2026, 10, 1)
FIVE_DAYS = [("2026-09-01", "notice"), ("2026-09-02", "notice"), ("03/09/2026", "notice"), ("2026-09-04", "notice"),
             ("2026-09-05", "notice")]  # fmt: skip


def record(last, **values):
    return {"number": f"050000000{last}", "service": "mobile", "status": "active", "operator": "VIETTEL",
            "owner_kind": "person", "id_number": f"09909000000{last}"} | values  # fmt: skip


def planned(folder, records, found, events=(), **wishes):
    table = folder / "records.parquet"
    columns = {field.name: [one.get(field.name) for one in records] for field in SCHEMA}
    pq.write_table(pa.table(columns, schema=SCHEMA), table)
    findings = folder / "findings.parquet"
    names = ("subject", "rule", "severity", "subject_kind")
    rows = [(*one, "number") if len(one) == 3 else one for one in found]
    pq.write_table(
        pa.table({name: pa.array([row[at] for row in rows], pa.string()) for at, name in enumerate(names)}), findings
    )
    history = None
    if events:
        history = folder / "history.csv"
        lines = ["number,event,on", *(f"{number},{event},{day}" for number, day, event in events)]
        history.write_text("\n".join(lines) + "\n", encoding="utf-8")
    out = folder / "out"
    summary = plan_cleanup([table], findings, as_of=TODAY, out=out, history=history, wish=Wish(**wishes))
    steps = {row["number"]: row for row in pq.read_table(out / STEPS).to_pylist()}
    return summary, steps, out


def rows_of(file):
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def log(number, *events):
    return [(number, day, event) for day, event in events]


def test_each_number_gets_its_next_step(tmp_path):
    one, two, three, four, five = (f"050000000{last}" for last in range(1, 6))
    events = [
        *log(two, *FIVE_DAYS),
        *log(three, *FIVE_DAYS, ("2026-09-16", "one_way")),
        *log(four, *FIVE_DAYS, ("2026-09-16", "one_way")),
        *log("+84" + five[1:], *FIVE_DAYS),
    ]
    records = [
        record(1), record(2), record(3, status="one_way"), record(4, status="one_way"), record(5),
    ]  # fmt: skip
    found = [(number, "SUB-005", "high") for number in (one, two, three)]
    summary, steps, _ = planned(tmp_path, records, found, events)
    told = {number: (row["step"], row["on"], row["late_days"]) for number, row in steps.items()}
    assert told == {
        one: ("notice", TODAY, 0),
        two: ("one_way", date(2026, 9, 16), 15),
        three: ("two_way", TODAY, 0),
        four: ("reopen", TODAY, 0),  # its finding is gone
        five: ("none", None, 0),
    }
    assert steps[one]["rules"] == "SUB-005"
    assert summary["steps"]["one_way"] == {"numbers": 1, "due": 1, "late": 1}
    assert summary["steps"]["end"] == {"numbers": 0, "due": 0, "late": 0}


def test_a_notice_goes_to_every_number_of_the_contract_once(tmp_path):
    same = {"id_number": "099090000001"}
    records = [
        record(1, **same), record(2, **same), record(3, **same), record(4, operator="MOBIFONE", **same),
        record(5, **same, status="two_way"), record(6),
    ]  # fmt: skip
    found = [("0500000001", "SUB-005", "high"), ("0500000002", "SUB-016", "medium")]
    summary, _, out = planned(tmp_path, records, found, full=True)
    assert [row["recipient"] for row in rows_of(out / "notices.csv")] == ["0500000001", "0500000002", "0500000003"]
    assert summary["messages"]["notices"] == {"messages": 3, "parts": 3}
    masked = rows_of(out / "notices-masked.csv")
    assert [row["recipient"] for row in masked] == ["050****001", "050****002", "050****003"]
    assert all("(+1)" in row["text"] and int(row["units"]) <= 160 and row["alphabet"] == "gsm7" for row in masked)
    assert masked[0]["about"] == "050****001"


def test_light_findings_get_the_advice_to_check_oneself(tmp_path):
    records = [record(1), record(2, service="internet", number="ftth_1"), record(3)]
    found = [("0500000001", "SUB-020", "low"), ("ftth_1", "SUB-020", "low"), ("0500000003", "SUB-005", "high")]
    summary, steps, out = planned(tmp_path, records, found, full=True)
    assert list(steps) == ["0500000003"]
    advised = rows_of(out / "advice.csv")
    assert [row["recipient"] for row in advised] == ["0500000001"]
    assert "TTTB gui 1414" in advised[0]["text"]
    assert summary["messages"]["advice"] == {"messages": 1, "parts": 1}


def test_whole_numbers_are_written_only_when_asked_for_and_for_their_owner_alone(tmp_path):
    found = [("0500000001", "SUB-005", "high")]
    _, _, out = planned(tmp_path, [record(1)], found)
    assert sorted(file.name for file in out.iterdir()) == ["advice-masked.csv", "notices-masked.csv", SUMMARY, STEPS]
    assert "0500000001" not in (out / "notices-masked.csv").read_text(encoding="utf-8")
    _, _, out = planned(tmp_path, [record(1)], found, full=True)
    assert stat.S_IMODE((out / "notices.csv").stat().st_mode) == 0o600


def test_marks_are_written_when_asked_for_and_counted_in_parts(tmp_path):
    _, _, out = planned(tmp_path, [record(1)], [("0500000001", "SUB-005", "high")], marks=True)
    row = rows_of(out / "notices-masked.csv")[0]
    assert row["alphabet"] == "ucs2"
    assert "Thông tin thuê bao" in row["text"]
    assert int(row["parts"]) == -(-int(row["units"]) // 67)


def test_only_the_rules_asked_for_are_followed(tmp_path):
    found = [("0500000001", "SUB-005", "high"), ("0500000002", "SUB-016", "high")]
    _, steps, _ = planned(tmp_path, [record(1), record(2)], found, rules=("SUB-016",))
    assert list(steps) == ["0500000002"]


def test_notices_after_the_day_are_not_counted_and_a_missed_day_begins_anew(tmp_path):
    events = log("0500000001", ("2026-09-20", "notice"), ("2026-09-21", "notice"), ("2026-10-02", "notice"))
    _, steps, out = planned(tmp_path, [record(1)], [("0500000001", "SUB-005", "high")], events)
    assert (steps["0500000001"]["step"], steps["0500000001"]["nth"]) == ("notice", 1)
    assert "16/10/2026" in rows_of(out / "notices-masked.csv")[0]["text"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("0500000001,notice,32/01/2026", "dòng 3, cột on"),
        ("0500000001,notice,01/01/2016", "từ 24/04/2017"),
        ("0500000001,kicked,2026-01-01", "dòng 3, cột event"),
        ("hello,notice,2026-01-01", "dòng 3, cột number"),
    ],
)
def test_a_wrong_line_of_the_log_is_named_and_nothing_is_written(tmp_path, line, says):
    events = [("0500000001", "2026-09-20", "notice"), tuple(line.split(",")[at] for at in (0, 2, 1))]
    with pytest.raises(InputError, match=says):
        planned(tmp_path, [record(1)], [("0500000001", "SUB-005", "high")], events)
    assert not list((tmp_path / "out").iterdir())


def test_a_rule_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match="SUB-999"):
        planned(tmp_path, [record(1)], [("0500000001", "SUB-005", "high")], rules=("SUB-999",))


def test_a_log_without_its_columns_and_broken_findings_are_refused(tmp_path):
    planned(tmp_path, [record(1)], [("0500000001", "SUB-005", "high")])
    table, wrong = tmp_path / "records.parquet", tmp_path / "wrong.csv"
    wrong.write_text("so,viec,ngay\n1,2,3\n", encoding="utf-8")
    with pytest.raises(InputError, match="number, event, on"):
        plan_cleanup([table], tmp_path / "findings.parquet", as_of=TODAY, out=tmp_path / "out", history=wrong)
    with pytest.raises(InputError, match=r"findings\.parquet"):
        plan_cleanup([table], table, as_of=TODAY, out=tmp_path / "out")
