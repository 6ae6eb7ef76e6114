"""Small logs for the tests, and the plain reference that answers from them row by row."""

import csv
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lachan.identify.build import Built, build

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
START = datetime(2026, 11, 19, 17, tzinfo=UTC)  # midnight in Vietnam
LeaseRow = tuple[str, int | str, int | str, str, str, str]


def stamp(seconds: float) -> str:
    return (START + timedelta(seconds=seconds)).isoformat()


def lease(ip: str, first: int | str, last: int | str, start: float, end: float | None, who: str) -> LeaseRow:
    return ip, first, last, stamp(start), "" if end is None else stamp(end), who


def write_leases(path: Path, rows: Iterable[LeaseRow]) -> Path:
    return write(path, ("public_ip", "port_from", "port_to", "started_at", "ended_at", "subscriber"), rows)


def write_holders(path: Path, rows: Iterable[Sequence[str]]) -> Path:
    return write(path, ("number", "subscriber", "from", "to"), rows)


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([header, *rows])
    return path


def read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def built(store: Path, *leases: Path, holders: Path | None = None) -> Built:
    return build(leases, holders=holders, store=store, now=NOW, told=lambda step, done, whole: None)


def lachan(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "lachan.cli", "identify", *map(str, arguments)],
        env=dict(os.environ), capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
