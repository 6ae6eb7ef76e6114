"""A sheet answered as columns says the same as its rows answered one by one; so does a log asked through Ibis."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from lachan.identify import bulk, national
from lachan.identify.answers import answer_all
from lachan.identify.lookup import Lookup
from lachan.identify.questions import question
from tests.identify.logs import built, lease, stamp, write_holders, write_leases, write_sightings

HOUR = 3600
LEASES = [
    lease("203.0.113.7", 1024, 2047, 0, HOUR, "TB-A"),
    lease("203.0.113.7", 1024, 2047, HOUR, 30 * HOUR, "TB-BĐ"),
    lease("203.0.113.7", 2048, 3071, 0, 60 * HOUR, "TB-C"),
    lease("203.0.113.99", "", "", 0, None, "TB-E"),
    lease("2001:db8:12::/48", "", "", 0, None, "TB-D"),
]
ASKED = [
    (ip, port, stamp(at))
    for ip in ("203.0.113.7", "203.0.113.8", "203.0.113.99")
    for port in ("1023", "1024", "2047", "2048", "3072")
    for at in (-1, -0.001, 0, HOUR - 0.001, HOUR, 29 * HOUR, 30 * HOUR, 59 * HOUR, 60 * HOUR)
]


def columns(rows: list[tuple[str, str, str]]) -> dict[str, list[str]]:
    return dict(zip(("public_ip", "port", "at"), map(list, zip(*rows, strict=True)), strict=True))


def by_hand(lookup: Lookup, rows: list[tuple[str, str, str]], skew_ms: int) -> list[tuple[str, int, str]]:
    names = ("public_ip", "port", "at")
    read = [question(dict(zip(names, row, strict=True)), file="q.csv", row=2) for row in rows]
    return [answer.cells for answer in answer_all(lookup, read, skew_ms=skew_ms)]


def test_columns_say_the_same_as_rows(tmp_path: Path) -> None:
    built(tmp_path / "s", write_leases(tmp_path / "l.csv", LEASES))
    lookup = Lookup(tmp_path / "s")
    for skew_ms in (0, 2000):
        quick = bulk.plain_answers(lookup, columns(ASKED), skew_ms=skew_ms)
        slow = by_hand(lookup, ASKED, skew_ms)
        assert sum(cells is not None for cells in quick) > len(ASKED) // 2
        assert all(cells in (None, slow[at]) for at, cells in enumerate(quick))


def test_a_question_that_is_not_plainly_right_is_left_to_the_slow_way(tmp_path: Path) -> None:
    built(tmp_path / "s", write_leases(tmp_path / "l.csv", LEASES))
    odd = [
        ("203.0.113.7", "0", stamp(0)),
        ("203.0.113.7", "", stamp(0)),
        ("203.0.113.7", "01500", stamp(0)),
        ("203.0.113.07", "1500", stamp(0)),
        ("10.1.2.3", "1500", stamp(0)),
        ("::ffff:203.0.113.7", "1500", stamp(0)),
        ("203.0.113.7", "1500", "2026-11-20T10:00:00"),
        ("203.0.113.7", "1500", "2026-11-20T24:00:00Z"),
        ("203.0.113.99", "1500", stamp(0)),
    ]
    assert bulk.plain_answers(Lookup(tmp_path / "s"), columns(odd), skew_ms=0) == [None] * len(odd)


def test_a_national_log_in_parquet_names_the_same_subscribers(tmp_path: Path) -> None:
    built(tmp_path / "s", write_leases(tmp_path / "l.csv", LEASES))
    names = ("public_ip", "port_from", "port_to", "started_at", "ended_at", "subscriber")
    table = pa.table({name: [str(row[at]) for row in LEASES] for at, name in enumerate(names)})
    pq.write_table(table, tmp_path / "l.parquet")
    asked = [*ASKED, ("203.0.113.7", "", stamp(0)), ("2001:db8:12::9", "443", stamp(0))]
    questions = [
        question(dict(zip(("public_ip", "port", "at"), row, strict=True)), file="q.csv", row=2) for row in asked
    ]
    for skew_ms in (0, 2000):
        found = national.answer_all(
            questions, engine="duckdb", leases=[tmp_path / "l.parquet"], holders=[], skew_ms=skew_ms, work=tmp_path
        )
        packed = answer_all(Lookup(tmp_path / "s"), questions, skew_ms=skew_ms)
        assert [one.subscribers for one in found] == [one.subscribers for one in packed]


def test_a_log_in_parquet_builds_the_same_store(tmp_path: Path) -> None:
    names = ("public_ip", "port_from", "port_to", "started_at", "ended_at", "subscriber")
    pq.write_table(
        pa.table({name: [str(row[at]) for row in LEASES] for at, name in enumerate(names)}), tmp_path / "l.parquet"
    )
    built(tmp_path / "p", tmp_path / "l.parquet")
    built(tmp_path / "s", write_leases(tmp_path / "l.csv", LEASES))
    assert by_hand(Lookup(tmp_path / "p"), ASKED, 0) == by_hand(Lookup(tmp_path / "s"), ASKED, 0)


def test_a_device_is_asked_for_all_numbers_it_was_seen_with(tmp_path: Path) -> None:
    seen = write_sightings(
        tmp_path / "i.csv",
        [
            ("490154203237518", "+12025550142", stamp(0), stamp(10)),
            ("490154203237517", "+12025550142", stamp(0), stamp(10)),
            ("4901542032375101", "+12025550143", stamp(5), stamp(5)),
        ],
    )
    holders = write_holders(tmp_path / "h.csv", [("+12025550142", "TB-A", "2020-01-01", "")])
    result = built(tmp_path / "s", holders=holders, imei=seen)
    assert (result.sightings, result.rejected) == (2, 1)
    lookup = Lookup(tmp_path / "s")

    def numbers(since: float, until: float) -> tuple[str, ...]:
        values = {"imei": "49-015420-323751-8", "since": stamp(since), "until": stamp(until)}
        return answer_all(lookup, [question(values, file="q", row=2)], skew_ms=0)[0].subscribers

    assert numbers(0, 10) == ("+12025550142", "+12025550143")
    assert numbers(6, 99) == ("+12025550142",)
    assert numbers(10.001, 99) == ()
