"""A folder into which a switch puts a file every few minutes, checked as it fills.

What was taken is kept between runs: the calls as canonical Parquet, and in an embedded data base which file they came
from. A file is taken whole or not at all, so that a power cut between two files loses and repeats nothing; the same
bytes under another name are not taken again; the order in which files come is of no account. Each check runs over all
that was taken, and says what one check of all these files together would say.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from lachan.checks.runs import SUMMARY, Summary
from lachan.readers.calls import Mapping, read_calls
from lachan.readers.errors import InputError
from lachan.readers.exports.forms import literal
from lachan.readers.exports.inputs import sha256_of
from lachan.vietnam.wording import Wording

STATE = "state"
BASE = "state.duckdb"
UNFINISHED = (".tmp", ".part", ".partial", ".filepart", ".crdownload", ".swp", ".lock", "~")
"""How names end while a file is still being written or copied."""
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS files (sha256 VARCHAR PRIMARY KEY, name VARCHAR, bytes BIGINT, rows BIGINT, "
    "rejected_rows BIGINT, since TIMESTAMP, until TIMESTAMP)"
)

Check = Callable[[Sequence[Path], Sequence[dict[str, Any]], int], Summary]
"""Given canonical files, what they were read from, and how many rows were refused: the check that writes `out`."""


@dataclass(frozen=True)
class Step:
    """What one look at the folder came to."""

    taken: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    refused: tuple[InputError, ...] = ()
    summary: Summary | None = None


@dataclass
class Follower:
    """Looks at `folder` again and again; `out` holds the results and the state.

    `keep_days`: calls so much older than the newest are forgotten, file by file (0: never).
    """

    folder: Path
    out: Path
    check: Check
    mapping: Mapping | None = None
    keep_days: int = 0
    _sizes: dict[str, tuple[int, int]] = field(default_factory=dict)
    _done: dict[str, tuple[int, int]] = field(default_factory=dict)

    def look(self) -> Step:
        """Take the files that are complete, and check again if that changed anything.

        A file is complete when its name is no temporary one and its size and time are those of the look before. One
        that cannot be read is told and left until it changes.
        """
        taken: list[str] = []
        repeated: list[str] = []
        waiting: list[str] = []
        refused: list[InputError] = []
        with self._base() as base:
            for path in sorted(one for one in self.folder.iterdir() if one.is_file()):
                if path.name.startswith(".") or path.name.lower().endswith(UNFINISHED):
                    continue
                try:
                    found = path.stat()
                    now = (found.st_size, found.st_mtime_ns)
                    if self._done.get(path.name) == now:
                        continue
                    if self._sizes.get(path.name) != now:
                        self._sizes[path.name] = now
                        waiting.append(path.name)
                        continue
                    (taken if self._take(base, path) else repeated).append(path.name)
                    self._done[path.name] = now
                except FileNotFoundError:
                    continue  # the switch moved it away
                except InputError as error:
                    refused.append(error)
                    self._done[path.name] = now
            self._forget_old(base)
            inputs = _inputs(base)
        summary = self._checked(inputs) if inputs else None
        return Step(tuple(taken), tuple(repeated), tuple(waiting), tuple(refused), summary)

    def _base(self) -> duckdb.DuckDBPyConnection:
        self._parts.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            base = duckdb.connect(str(self.out / STATE / BASE))
        except duckdb.IOException as error:
            raise InputError(
                "state",
                Wording(
                    f"không mở được {self.out / STATE / BASE}: một lệnh khác đang theo dõi cùng thư mục kết quả",
                    f"{self.out / STATE / BASE} cannot be opened: another command follows into the same folder",
                ),
            ) from error
        base.execute(_SCHEMA)
        return base

    @property
    def _parts(self) -> Path:
        return self.out / STATE / "parts"

    def _part(self, sha256: str) -> Path:
        return self._parts / f"{sha256}.parquet"

    def _take(self, base: duckdb.DuckDBPyConnection, path: Path) -> bool:
        """Read one file into the state; False when its bytes are there already. First the rows, then the record."""
        sha256 = sha256_of(path)
        if base.execute("SELECT 1 FROM files WHERE sha256 = ?", [sha256]).fetchall():
            return False
        with tempfile.TemporaryDirectory(dir=self.out / STATE, prefix=".read-") as name:
            told = self.out / "rejected" / f"{sha256[:8]}-{path.name}.csv"
            told.parent.mkdir(exist_ok=True, mode=0o700)
            snapshot = read_calls([path], mapping=self.mapping, work=Path(name) / "rows", rejected=told)
            one = snapshot.inputs[0]
            draft = Path(name) / "part.parquet"
            shutil.copyfile(snapshot.parquet[0], draft)
            draft.chmod(0o600)
            since, until = base.execute(
                f"SELECT min(started_at), max(started_at) FROM read_parquet({literal(str(draft))})"  # noqa: S608
            ).fetchall()[0]
            os.replace(draft, self._part(one.sha256))
        self._recorded(base, [one.sha256, one.name, one.bytes, one.rows, one.rejected_rows, since, until])
        return True

    def _recorded(self, base: duckdb.DuckDBPyConnection, values: Sequence[Any]) -> None:
        """From here on the file counts as taken."""
        base.execute("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", list(values))

    def _forget_old(self, base: duckdb.DuckDBPyConnection) -> None:
        newest: datetime | None = base.execute("SELECT max(until) FROM files").fetchall()[0][0]
        if not self.keep_days or newest is None:
            return
        limit = newest - timedelta(days=self.keep_days)
        for (sha256,) in base.execute("SELECT sha256 FROM files WHERE until < ?", [limit]).fetchall():
            base.execute("DELETE FROM files WHERE sha256 = ?", [sha256])
            self._part(sha256).unlink(missing_ok=True)

    def _checked(self, inputs: Sequence[dict[str, Any]]) -> Summary | None:
        """The check over all that is in the state; None when the last one saw the same."""
        seen = _hashes_checked(self.out / SUMMARY)
        if seen == {one["sha256"] for one in inputs}:
            return None
        rejected = sum(one.pop("rejected_rows") for one in inputs)
        return self.check([self._part(one["sha256"]) for one in inputs], inputs, rejected)


def _inputs(base: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    found = base.execute("SELECT name, sha256, rows, bytes, rejected_rows FROM files ORDER BY name, sha256")
    names = [one[0] for one in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _hashes_checked(summary: Path) -> set[str]:
    try:
        return {one["sha256"] for one in json.loads(summary.read_text(encoding="utf-8"))["inputs"]}
    except (FileNotFoundError, ValueError, KeyError):
        return set()
