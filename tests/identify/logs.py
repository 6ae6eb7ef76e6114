"""Small logs for the tests, and the plain reference that answers from them row by row."""

import csv
import subprocess
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from typer.testing import CliRunner

from lachan.cli.identify import app
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


def write_sightings(path: Path, rows: Iterable[Sequence[str]]) -> Path:
    return write(path, ("imei", "number", "from", "to"), rows)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def built(store: Path, *leases: Path, holders: Path | None = None, imei: Path | None = None) -> Built:
    return build(leases, holders=holders, imei=imei, store=store, now=NOW, told=lambda step, done, whole: None)


def lachan(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    """The command in this process; a fault that is no refusal is raised."""
    answer = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if answer.exception is not None and not isinstance(answer.exception, SystemExit):
        raise answer.exception
    return subprocess.CompletedProcess([], answer.exit_code, answer.stdout, answer.stderr)
