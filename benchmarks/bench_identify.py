"""Leases of 30 days into a store, and questions to it, against an indexed SQLite table of the same rows.

Prints one JSON line. ROWS=… sets the size (default 100,000,000), SQLITE_ROWS=… how many of them the rival gets (default
at most 5,000,000, those of the first addresses on all days: a smaller table is the faster one). A join in DuckDB over
all rows of the same files is the plain reference: 100,000 random questions and all borders of 3,000 leases must be
equal.
"""

import csv
import json
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from ipaddress import IPv4Address
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from lachan.identify.lookup import Lookup
from lachan.identify.moments import day_start
from lachan.identify.store import read_manifest

ROWS = int(os.environ.get("ROWS", "100_000_000"))
SQLITE_ROWS = min(ROWS, int(os.environ.get("SQLITE_ROWS", "5_000_000")))
QUESTIONS = 100_000
DAYS = 30
FIRST_DAY = 20_758  # 1 November 2026
BORDER_LEASES = 3_000
BLOCKS_OF_AN_ADDRESS = 63
LEASES_OF_A_BLOCK = 12  # a day: two hours each
Questions = tuple[np.ndarray, np.ndarray, np.ndarray]
LIMITS = {"build_seconds": 300, "peak_gb": 4, "bytes_a_row": 16, "single_p99_ms": 1, "batch_ratio": 20}


def make_leases(folder: Path, rows: int) -> list[Path]:
    """One CSV a day: every block of 1,024 ports is let 12 times at its own phase, so that many last past midnight."""
    db = duckdb.connect()
    db.execute("SET TimeZone='UTC'; SET memory_limit='1GB'; SELECT setseed(0.4)")
    a_day = rows // DAYS
    step = 86_400_000 // LEASES_OF_A_BLOCK
    paths = []
    for day in range(DAYS):
        base = day_start(FIRST_DAY + day)
        path = folder / f"{day:02}.csv"
        db.execute(
            f"""COPY (SELECT '198.' || (18 + (address >> 16)) || '.' || ((address >> 8) & 255) || '.' || (address & 255)
                AS public_ip, 1024 * (block + 1) AS port_from, 1024 * (block + 1) + 1023 AS port_to,
                strftime(make_timestamp((starts) * 1000), '%Y-%m-%dT%H:%M:%S.%gZ') AS started_at,
                strftime(make_timestamp((starts + length) * 1000), '%Y-%m-%dT%H:%M:%S.%gZ') AS ended_at,
                'TB' || lpad(who::VARCHAR, 8, '0') AS subscriber FROM (
                SELECT (i // {LEASES_OF_A_BLOCK}) // {BLOCKS_OF_AN_ADDRESS} AS address,
                (i // {LEASES_OF_A_BLOCK}) % {BLOCKS_OF_AN_ADDRESS} AS block,
                {base} + (i % {LEASES_OF_A_BLOCK}) * {step} + (random() * 60_000)::BIGINT
                + (hash(i // {LEASES_OF_A_BLOCK}) % {step - 60_000})::BIGINT AS starts,
                {step} - 60_000 - (random() * 600_000)::BIGINT AS length,
                (random() * 3_000_000)::BIGINT AS who FROM range({a_day}) r(i))
                ORDER BY hash(starts, who)) TO '{path}' (HEADER)"""
        )
        paths.append(path)
    return paths


def build(paths: list[Path], store: Path) -> tuple[float, float, float]:
    """Seconds, seconds of processor and peak memory (GB) of the command."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "lachan.cli", "identify", "build", *map(str, paths), "--store", str(store)],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    seconds, used = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1e6


def questions(rows: int) -> Questions:
    """Random addresses, ports and moments within the log."""
    chance = np.random.default_rng(4)
    addresses = max(1, rows // DAYS // LEASES_OF_A_BLOCK // BLOCKS_OF_AN_ADDRESS)
    start = day_start(FIRST_DAY)
    return (
        (198 << 24) + (18 << 16) + chance.integers(0, addresses, QUESTIONS),
        chance.integers(1024, 65_536, QUESTIONS),
        start + chance.integers(0, DAYS * 86_400_000, QUESTIONS),
    )


def ask_lookup(lookup: Lookup, asked: Questions) -> np.ndarray:
    """The designation of each answer as an array of texts (bytes), empty for nobody."""
    positions, holders = lookup.leases(asked[0], asked[1], asked[2], asked[2])
    texts = lookup.names.texts(holders)
    answers = np.zeros(len(asked[0]), texts.dtype)
    answers[positions] = texts
    return answers


def rows_of(path: Path) -> str:
    """One log as plain typed SQL rows, independent of the code under test."""
    return f"""(SELECT ip, port_from::INTEGER AS first, port_to::INTEGER AS last, epoch_ms(started_at::TIMESTAMPTZ) AS
        starts, epoch_ms(ended_at::TIMESTAMPTZ) AS ends, subscriber FROM (SELECT *,
        (split_part(public_ip, '.', 1)::BIGINT << 24) + (split_part(public_ip, '.', 2)::BIGINT << 16)
        + (split_part(public_ip, '.', 3)::BIGINT << 8) + split_part(public_ip, '.', 4)::BIGINT AS ip
        FROM read_csv('{path}', all_varchar=true)))"""


def borders(paths: list[Path]) -> Questions:
    """All edges in time and ports, and the moment and port before and after, of some leases of every day."""
    db = _duckdb()
    asked: list[tuple[int, int, int]] = []
    for path in paths:
        sample = f"SELECT ip, first, last, starts, ends FROM {rows_of(path)} USING SAMPLE {BORDER_LEASES // DAYS} ROWS"
        asked += [
            (ip, port, edge + off)
            for ip, first, last, starts, ends in db.execute(sample).fetchall()
            for port in (first - 1, first, last, last + 1)
            for edge in (starts, ends)
            for off in (-1, 0, 1)
            if port <= 65_535
        ]
    return tuple(np.array(column) for column in zip(*asked, strict=True))  # type: ignore[return-value]


def ask_sql(paths: list[Path], asked: Questions) -> np.ndarray:
    """The reference: the same questions joined to the same rows by DuckDB; a day's rows see the questions near it."""
    db = _duckdb()
    table = pa.table({"place": np.arange(len(asked[0])), "ip": asked[0], "port": asked[1], "asked_at": asked[2]})
    answers = np.zeros(len(asked[0]), "S64")
    for path in paths:
        db.execute(f"CREATE OR REPLACE TEMP TABLE log AS SELECT * FROM {rows_of(path)}")
        first, last = db.execute("SELECT min(starts), max(ends) FROM log").fetchall()[0]
        near = table.filter((asked[2] >= first) & (asked[2] < last))
        db.register("near", near)
        found = db.execute(
            "SELECT place, subscriber FROM near JOIN log ON log.ip = near.ip AND port BETWEEN first AND last "
            "AND starts <= asked_at AND asked_at < ends"
        ).fetchall()
        for place, subscriber in found:
            assert not answers[place], "two holders at once"
            answers[place] = subscriber.encode()
    return answers


def load_sqlite(paths: list[Path], rows: int) -> sqlite3.Connection:
    """About `rows` of the logs, those of the first addresses, in a table that is its own index (one descent)."""
    db = sqlite3.connect(paths[0].parent / "rival.sqlite")
    db.execute("PRAGMA journal_mode=off")
    db.execute("PRAGMA cache_size=-1000000")
    db.execute(
        "CREATE TABLE leases (ip INTEGER, first INTEGER, starts INTEGER, last INTEGER, ends INTEGER, who TEXT, "
        "PRIMARY KEY (ip, first, starts)) WITHOUT ROWID"
    )
    addresses = int(ROWS // DAYS // LEASES_OF_A_BLOCK // BLOCKS_OF_AN_ADDRESS * rows / ROWS) + 1
    reader = _duckdb()
    for path in paths:
        reader.execute(f"CREATE TABLE IF NOT EXISTS rival AS SELECT * FROM {rows_of(path)} LIMIT 0")
        reader.execute(
            f"INSERT INTO rival SELECT * FROM {rows_of(path)} WHERE ip < {(198 << 24) + (18 << 16) + addresses}"
        )
    cursor = reader.execute("SELECT ip, first, starts, last, ends, subscriber FROM rival ORDER BY ALL")
    while batch := cursor.fetchmany(100_000):
        db.executemany("INSERT INTO leases VALUES (?, ?, ?, ?, ?, ?)", batch)
    db.commit()
    return db


def ask_sqlite(db: sqlite3.Connection, asked: tuple[list[int], list[int], list[int]]) -> list[str]:
    """The same questions by one prepared statement."""
    sql = "SELECT who, last, ends FROM leases WHERE ip = ? AND first = ? AND starts <= ? ORDER BY starts DESC LIMIT 1"
    answers: list[str] = []
    cursor = db.cursor()
    for ip, port, at in zip(*asked, strict=True):
        row = cursor.execute(sql, (ip, port // 1024 * 1024, at)).fetchone()
        answers.append(row[0] if row and row[1] >= port and row[2] > at else "")
    return answers


def _as_python_texts(lookup: Lookup, asked: Questions) -> list[str]:
    return ask_lookup(lookup, asked).astype("U").tolist()


def measure_batches(lookup: Lookup, paths: list[Path]) -> dict[str, object]:
    """The same 100,000 questions, in random order and sorted, to the store and to SQLite, turn by turn."""
    db = load_sqlite(paths, SQLITE_ROWS)
    measured: dict[str, object] = {}
    asked = questions(ROWS)
    rival_asked = questions(SQLITE_ROWS)
    for order in ("random", "sorted"):
        if order == "sorted":
            asked, rival_asked = (tuple(c[np.lexsort(q[::-1])] for c in q) for q in (asked, rival_asked))  # type: ignore[assignment]
        lists = tuple(column.tolist() for column in rival_asked)
        turns = [
            (
                _timed(ask_lookup, lookup, asked),
                _timed(_as_python_texts, lookup, asked),
                _timed(ask_sqlite, db, lists),
            )
            for _ in range(5)
        ]
        ours, texts, rival = (min(times) for times in zip(*turns, strict=True))
        measured |= {
            f"{order}_a_second": round(QUESTIONS / ours),
            f"{order}_as_python_texts_a_second": round(QUESTIONS / texts),
            f"{order}_sqlite_a_second": round(QUESTIONS / rival),
            f"{order}_ratio": round(rival / ours, 1),
            f"{order}_ratio_as_python_texts": round(rival / texts, 1),
        }
        equal = _as_python_texts(lookup, rival_asked) == ask_sqlite(db, lists)  # type: ignore[arg-type]
        measured[f"{order}_equal_to_sqlite"] = equal
    size = db.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").fetchone()[0]
    rows = db.execute("SELECT count(*) FROM leases").fetchone()[0]
    return measured | {"sqlite_rows": rows, "sqlite_bytes_a_row": round(size / rows, 1)}


def measure_single(lookup: Lookup) -> dict[str, float]:
    """One question after the other, as a service would ask them."""
    waited, worked = [], []
    for ip, port, at in zip(*(column[:5_000].tolist() for column in questions(ROWS)), strict=True):
        began = time.thread_time()
        waited.append(_timed(lookup.address, IPv4Address(ip), port, at, at) * 1000)
        worked.append((time.thread_time() - began) * 1000)
    return {
        "single_p50_ms": round(statistics.median(waited), 3),
        "single_p99_ms": round(statistics.quantiles(waited, n=100)[98], 3),
        "single_p99_ms_of_processor": round(statistics.quantiles(worked, n=100)[98], 3),
    }


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        folder, store = Path(name), Path(name) / "store"
        paths = make_leases(folder, ROWS)
        load_before = os.getloadavg()[0]
        seconds, cpu, peak = build(paths, store)
        load_after = os.getloadavg()[0]
        kept = sum(day.rows for day in read_manifest(store).days.values())
        size = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
        lookup = Lookup(store)
        edges = borders(paths)
        every = tuple(np.concatenate(pair) for pair in zip(questions(ROWS), edges, strict=True))
        equal = ask_lookup(lookup, every).tolist() == ask_sql(paths, every).tolist()  # type: ignore[arg-type]
        sheet = folder / "questions.csv"
        _write_sheet(sheet, questions(ROWS))
        result = {
            "benchmark": "identify",
            "rows": kept,
            "build_seconds": round(seconds, 1),
            "build_cpu_seconds": round(cpu, 1),
            "load_before_and_after_build": [round(load_before, 1), round(load_after, 1)],
            "peak_gb": round(peak, 2),
            "bytes_a_row": round(size / kept, 2),
            "questions": QUESTIONS,
            "borders": len(edges[0]),
            "equal_to_sql": equal,
            **measure_single(lookup),
            **measure_batches(lookup, paths),
            "command_seconds": round(_timed(_ask_command, sheet, store, folder / "answers.csv"), 2),
            "limits": LIMITS,
        }
        print(json.dumps(result))


def _duckdb() -> duckdb.DuckDBPyConnection:
    db = duckdb.connect()
    db.execute("SET TimeZone='UTC'; SET memory_limit='2GB'")
    return db


def _timed(work: Callable[..., object], *arguments: object) -> float:
    began = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - began


def _write_sheet(path: Path, asked: Questions) -> None:
    with path.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("public_ip", "port", "at"))
        for ip, port, at in zip(*(column.tolist() for column in asked), strict=True):
            stamp = np.datetime64(at, "ms")
            writer.writerow((".".join(str(ip >> shift & 255) for shift in (24, 16, 8, 0)), port, f"{stamp}Z"))


def _ask_command(sheet: Path, store: Path, out: Path) -> None:
    subprocess.run(
        [
            sys.executable, "-m", "lachan.cli", "identify", "ask", str(sheet), "--store", str(store),
            "--request", "bench", "--out", str(out),
        ],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


if __name__ == "__main__":
    main()
