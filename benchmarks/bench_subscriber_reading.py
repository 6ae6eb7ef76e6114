"""Reading subscriber records: canonical Parquet as it lies, Parquet to be normalised, CSV; beside a bare scan.

Prints one JSON line. ROWS=… sets the size (default 1,000,000). The bare scan is DuckDB reading every canonical column;
the CSV is the same rows written in Vietnamese ways, its rival DuckDB's own conversion of the file to Parquet without
any normal form. Seconds are those of the clock, the best of three; peaks are of a process that does nothing else.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from lachan.readers.subscribers.columns import COLUMNS

ROWS = int(os.environ.get("ROWS", "1_000_000"))
LIMITS = {"peak_gb": 2.0}
WRITTEN = (
    "* REPLACE ('+84 ' || substr(number, 2) AS number, lower(owner_name) AS owner_name, "
    "strftime(birth_date, '%d/%m/%Y') AS birth_date, strftime(activated_on, '%d/%m/%Y %H:%M:%S') AS activated_on)"
)


def main() -> None:
    """Measure and print."""
    from lachan.invented.subscribers import make_subscribers

    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        folder = Path(name)
        table = make_subscribers(ROWS, seed=5, out=folder / "made").subscribers
        odd, text = folder / "odd.parquet", folder / "text.csv"
        with duckdb.connect() as db:
            db.execute(f"COPY (SELECT * REPLACE (lower(owner_name) AS owner_name) FROM '{table}') TO '{odd}'")
            db.execute(f"COPY (SELECT {WRITTEN} FROM '{table}' WHERE service <> 'internet') TO '{text}'")
        scan = best(lambda: bare_scan(table))
        plain_copy = best(lambda: convert(f"'{odd}'", folder / "plain.parquet"))
        plain_csv = best(lambda: convert(f"read_csv('{text}', all_varchar=true)", folder / "plain.parquet"))
        lies, copied, csv = (in_a_process(one, folder / "work") for one in (table, odd, text))
        print(
            json.dumps(
                {
                    "bench": "subscriber_reading",
                    "rows": ROWS,
                    "bare_scan_seconds": round(scan, 2),
                    "as_it_lies_ratio": round(lies["seconds"] / scan, 2),
                    "copied_ratio": round(copied["seconds"] / scan, 2),
                    "copied_to_plain_copy_ratio": round(copied["seconds"] / plain_copy, 2),
                    "csv_seconds": round(csv["seconds"], 2),
                    "csv_to_plain_conversion_ratio": round(csv["seconds"] / plain_csv, 2),
                    "csv_mb_a_second": round(text.stat().st_size / 1e6 / csv["seconds"], 1),
                    "rejected": [one["rejected"] for one in (lies, copied, csv)],
                    "peak_gb": round(max(one["peak_gb"] for one in (lies, copied, csv)), 2),
                    "limits": LIMITS,
                }
            )
        )


def best(work: Callable[[], Any]) -> float:
    """Seconds of the quickest of three."""
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def bare_scan(table: Path) -> None:
    """Every canonical column, read and compared."""
    columns = ", ".join(f"max({column.name})" for column in COLUMNS)
    with duckdb.connect() as db:
        db.execute(f"SELECT {columns} FROM '{table}' WHERE number > ''").fetchall()


def convert(source: str, out: Path) -> None:
    """DuckDB's own copy, with nothing looked at."""
    with duckdb.connect() as db:
        db.execute(f"COPY (SELECT * FROM {source}) TO '{out}' (FORMAT PARQUET, ROW_GROUP_SIZE 122880)")


def in_a_process(file: Path, work: Path) -> dict[str, Any]:
    """Seconds, rejected rows and peak of a reading in a process of its own."""
    done = subprocess.run([sys.executable, __file__, str(file), str(work)], check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def reading(file: Path, work: Path) -> dict[str, Any]:
    """What `in_a_process` asks for."""
    from lachan.readers.subscribers import read_subscribers

    snapshots = []
    seconds = best(lambda: snapshots.append(read_subscribers([file], work=work)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
    return {"seconds": seconds, "rejected": snapshots[0].rejected_rows, "peak_gb": peak}


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(reading(Path(sys.argv[1]), Path(sys.argv[2]))))
    else:
        main()
