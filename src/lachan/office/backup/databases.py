"""A consistent copy of the data base, and putting one back: SQLite by its backup API, PostgreSQL by its own tools.

Office work goes on while a copy is made. A copy is put back only when nobody else is connected.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, connections, transaction

from lachan.office.trail.verify import Progress
from lachan.readers.canonical import refusal

PAGES_A_STEP = 2048
NO_PROGRESS: Progress = lambda done, of: None  # noqa: E731
FILES = "SELECT stored_as, sha256 FROM files_storedfile WHERE erased_at IS NULL ORDER BY stored_as"
MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY app, name"


class Snapshot:
    """A copy of the data base at one moment, with what it says of itself."""

    def __init__(self, path: Path, ask: Callable[[str], list[Any]]) -> None:
        self.path = path
        self.files: dict[str, str] = dict(ask(FILES))  # name on the shelf: SHA-256
        self.migrations = [f"{app}.{name}" for app, name in ask(MIGRATIONS)]


@contextmanager
def snapshot(path: Path, progress: Progress = NO_PROGRESS) -> Iterator[Snapshot]:
    """Copy the data base to `path`, whole and as it was at one moment."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        yield _sqlite_copy(path, progress)
    else:
        yield _postgres_copy(path)


def _sqlite_copy(path: Path, progress: Progress) -> Snapshot:
    path.touch(mode=0o600)
    with closing(_sqlite(sqlite_path())) as source, closing(sqlite3.connect(path)) as copy:
        # Inside a read transaction nobody's writing moves the pages that are still to be copied, nor waits for them.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(copy, pages=PAGES_A_STEP, progress=lambda _status, left, total: progress(total - left, total))
        copy.execute("PRAGMA journal_mode=DELETE")
        if (said := copy.execute("PRAGMA integrity_check(1)").fetchone()[0]) != "ok":
            raise refusal("database_damaged", f"cơ sở dữ liệu bị hỏng: {said}", f"the data base is damaged: {said}")
        return Snapshot(path, lambda question: copy.execute(question).fetchall())


def _postgres_copy(path: Path) -> Snapshot:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        moment = cursor.fetchone()[0]
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}", f"--file={path}")
        path.chmod(0o600)

        def ask(question: str) -> list[Any]:
            cursor.execute(question)
            return list(cursor.fetchall())

        return Snapshot(path, ask)


def sqlite_path() -> Path:
    """The file of the SQLite data base."""
    return Path(str(connection.settings_dict["NAME"]))


def is_empty() -> bool:
    """Whether the data base holds nothing yet."""
    if connection.vendor == "sqlite" and not sqlite_path().exists():
        return True
    return not connection.introspection.table_names()


def refuse_when_in_use() -> None:
    """Refuse while any other process has the data base open: it would go on with what is no longer there."""
    if connection.vendor == "sqlite":
        used = sqlite_path().exists() and _is_open_elsewhere()
    else:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            used = bool(cursor.fetchone()[0])
    if used:
        raise refusal(
            "in_use", "cơ sở dữ liệu đang được dùng: hãy dừng máy chủ web và tiến trình nền rồi làm lại",
            "the data base is in use: stop the web server and the worker, then try again",
        )  # fmt: skip


def _is_open_elsewhere() -> bool:
    """Leaving WAL mode needs the file for oneself alone, which another open connection prevents."""
    connections.close_all()
    with closing(sqlite3.connect(sqlite_path(), timeout=0)) as own:
        try:
            return str(own.execute("PRAGMA journal_mode=DELETE").fetchone()[0]) != "delete"
        except sqlite3.OperationalError:
            return True


def put_back(path: Path, *, old: Path | None) -> None:
    """Make the copy at `path` the data base; all of it or nothing.

    With `old`, what was there goes: a SQLite file is moved into that folder, the tables of PostgreSQL are dropped in
    the same transaction that brings the copy.
    """
    if connection.vendor == "sqlite":
        connections.close_all()
        target = sqlite_path()
        for end in ("", "-wal", "-shm"):
            one = target.with_name(target.name + end)
            if old is not None and one.exists():
                one.rename(old / one.name)
            elif one.exists():
                one.unlink()  # an empty data base that was made by connecting to it
        path.rename(target)
        return
    script = path.with_suffix(".sql")
    _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(path))
    connections.close_all()
    clean = ["--command=DROP SCHEMA public CASCADE", "--command=CREATE SCHEMA public"] if old is not None else []
    _run("psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--single-transaction", *clean, f"--file={script}",
         "--output=/dev/null")  # fmt: skip


def _sqlite(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=30)


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's tools against the office's data base; the password is told by the environment alone."""
    found = shutil.which(program)
    if found is None:
        raise refusal("no_tool", f"thiếu chương trình {program} (gói postgresql-client)",
                      f"the program {program} is missing (package postgresql-client)")  # fmt: skip
    known = connection.settings_dict
    names = {"PGDATABASE": "NAME", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGHOST": "HOST", "PGPORT": "PORT"}
    environment = dict(os.environ) | {name: str(known[key]) for name, key in names.items() if known.get(key)}
    done = subprocess.run([found, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["?"])[-1][:300]
        raise refusal("tool_failed", f"{program} không làm được: {why}", f"{program} failed: {why}")
