"""Leases of 30 days into a store, and questions to it, against an indexed SQLite table of the same rows.

Prints one JSON line. ROWS=… sets the size (default 100,000,000), SQLITE_ROWS=… how many of them the rival gets (default
at most 5,000,000, those of the first addresses on all days). Its answers are the plain reference: 100,000 random
questions and all borders (the millisecond before, at and after) of 5,000 leases must be equal.
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
from pathlib import Path

import duckdb
import numpy as np

from lachan.identify.lookup import Lookup
from lachan.identify.moments import day_start
from lachan.identify.store import read_manifest

ROWS = int(os.environ.get("ROWS", "100_000_000"))
SQLITE_ROWS = min(ROWS, int(os.environ.get("SQLITE_ROWS", "5_000_000")))
QUESTIONS = 100_000
DAYS = 30
FIRST_DAY = 20_758  # 1 November 2026
BLOCKS_OF_AN_ADDRESS = 63
LEASES_OF_A_BLOCK = 12  # a day: two hours each
LIMITS = {"build_seconds": 300, "peak_gb": 4, "bytes_a_row": 16, "single_p99_ms": 1, "batch_ratio": 20}


def make_leases(folder: Path, rows: int) -> list[Path]:
    """One CSV a day: every block of 1,024 ports is let 12 times, now and then late; subscribers at random."""
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
                {base} + (i % {LEASES_OF_A_BLOCK}) * {step} + (random() * 60_000)::BIGINT AS starts,
                {step} - 60_000 - (random() * 600_000)::BIGINT AS length,
                (random() * 3_000_000)::BIGINT AS who FROM range({a_day}) r(i))
                ORDER BY hash(starts, who)) TO '{path}' (HEADER)"""
        )
        paths.append(path)
    return paths


def build(paths: list[Path], store: Path) -> tuple[float, float]:
    """Seconds and peak memory (GB) of the command."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "lachan.cli", "identify", "build", *map(str, paths), "--store", str(store)],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6


def questions(rows: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Random addresses, ports and moments within the log."""
    chance = np.random.default_rng(4)
    addresses = max(1, rows // DAYS // LEASES_OF_A_BLOCK // BLOCKS_OF_AN_ADDRESS)
    start = day_start(FIRST_DAY)
    return (
        (198 << 24) + (18 << 16) + chance.integers(0, addresses, QUESTIONS),
        chance.integers(1024, 65_536, QUESTIONS),
        start + chance.integers(0, DAYS * 86_400_000, QUESTIONS),
    )


def ask_lookup(lookup: Lookup, asked: tuple[np.ndarray, np.ndarray, np.ndarray]) -> list[str | None]:
    """The designation of each answer, None for nobody."""
    answers: list[str | None] = [None] * len(asked[0])
    positions, holders = lookup.leases(asked[0], asked[1], asked[2], asked[2])
    for position, name in zip(positions.tolist(), lookup.names.texts(holders), strict=True):
        answers[position] = name
    return answers


def load_sqlite(paths: list[Path], rows: int) -> sqlite3.Connection:
    """About `rows` of the logs, those of the first addresses, in an indexed table."""
    db = sqlite3.connect(paths[0].parent / "rival.sqlite")
    db.execute("PRAGMA journal_mode=off")
    db.execute("PRAGMA cache_size=-500000")
    db.execute("CREATE TABLE leases (ip INTEGER, first INTEGER, last INTEGER, starts INTEGER, ends INTEGER, who TEXT)")
    share = rows / ROWS
    addresses = int(ROWS // DAYS // LEASES_OF_A_BLOCK // BLOCKS_OF_AN_ADDRESS * share) + 1
    reader = duckdb.connect()
    reader.execute("SET TimeZone='UTC'")
    for path in paths:
        cursor = reader.execute(
            f"""SELECT ip, port_from, port_to, epoch_ms(started_at::TIMESTAMPTZ), epoch_ms(ended_at::TIMESTAMPTZ),
            subscriber FROM (SELECT *, (split_part(public_ip, '.', 1)::BIGINT << 24)
            + (split_part(public_ip, '.', 2)::BIGINT << 16) + (split_part(public_ip, '.', 3)::BIGINT << 8)
            + split_part(public_ip, '.', 4)::BIGINT AS ip FROM read_csv('{path}', all_varchar=true))
            WHERE ip < {(198 << 24) + (18 << 16) + addresses} ORDER BY ip, port_from, started_at"""
        )
        while batch := cursor.fetchmany(100_000):
            db.executemany("INSERT INTO leases VALUES (?, ?, ?, ?, ?, ?)", batch)
    db.execute("CREATE INDEX by_block ON leases (ip, first, starts)")
    db.commit()
    return db


def ask_sqlite(db: sqlite3.Connection, asked: tuple[np.ndarray, np.ndarray, np.ndarray]) -> list[str | None]:
    """The same questions, one prepared statement each."""
    sql = "SELECT who, last, ends FROM leases WHERE ip = ? AND first = ? AND starts <= ? ORDER BY starts DESC LIMIT 1"
    answers: list[str | None] = []
    for ip, port, at in zip(*(column.tolist() for column in asked), strict=True):
        row = db.execute(sql, (ip, port // 1024 * 1024, at)).fetchone()
        answers.append(row[0] if row and row[1] >= port and row[2] > at else None)
    return answers


def borders(db: sqlite3.Connection) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Around the edges in time and ports of 5,000 leases."""
    rows = db.execute("SELECT ip, first, last, starts, ends FROM leases WHERE rowid % 997 = 1 LIMIT 5000").fetchall()
    asked = [
        (ip, port, at + off)
        for ip, first, last, starts, ends in rows
        for port in (first, last)
        for at in (starts, ends)
        for off in (-1, 0, 1)
    ]
    return tuple(np.array(column) for column in zip(*asked, strict=True))  # type: ignore[return-value]


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        folder, store = Path(name), Path(name) / "store"
        paths = make_leases(folder, ROWS)
        seconds, peak = build(paths, store)
        kept = sum(day.rows for day in read_manifest(store).days.values())
        size = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
        lookup = Lookup(store)
        asked = questions(ROWS)
        ask_lookup(lookup, asked)
        batch = min(_timed(lambda: ask_lookup(lookup, asked)) for _ in range(3))
        single = []
        for at in range(5_000):
            one = tuple(column[at : at + 1] for column in asked)
            single.append(_timed(lambda one=one: ask_lookup(lookup, one)))  # type: ignore[misc]
        db = load_sqlite(paths, SQLITE_ROWS)
        rival_asked = questions(SQLITE_ROWS)
        ask_sqlite(db, rival_asked)
        began = time.perf_counter()
        reference = ask_sqlite(db, rival_asked)
        rival = time.perf_counter() - began
        edges = borders(db)
        equal = ask_lookup(lookup, rival_asked) == reference
        equal_edges = ask_lookup(lookup, edges) == ask_sqlite(db, edges)
        sheet = folder / "questions.csv"
        _write_sheet(sheet, asked)
        command = _timed(lambda: _ask_command(sheet, store, folder / "answers.csv"))
        p99 = statistics.quantiles(single, n=100)[98] * 1000
        print(
            json.dumps(
                {
                    "benchmark": "identify",
                    "rows": kept,
                    "build_seconds": round(seconds, 1),
                    "peak_gb": round(peak, 2),
                    "bytes_a_row": round(size / kept, 2),
                    "single_p50_ms": round(statistics.median(single) * 1000, 3),
                    "single_p99_ms": round(p99, 3),
                    "batch_questions": QUESTIONS,
                    "batch_seconds": round(batch, 4),
                    "batch_a_second": round(QUESTIONS / batch),
                    "sqlite_rows": SQLITE_ROWS,
                    "sqlite_is_a_sample": SQLITE_ROWS < ROWS,
                    "sqlite_a_second": round(QUESTIONS / rival),
                    "batch_ratio": round(rival / batch, 1),
                    "command_seconds": round(command, 2),
                    "random_equal": equal,
                    "borders": len(edges[0]),
                    "borders_equal": equal_edges,
                    "limits": LIMITS,
                }
            )
        )


def _timed(work) -> float:  # type: ignore[no-untyped-def]
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _write_sheet(path: Path, asked: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
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
