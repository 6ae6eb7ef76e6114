"""What takes long is made once and shared by all workers of a run, each of which would make it for itself otherwise."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, worker_id: str, name: str, make: Callable[[Path], None]) -> Path:
    """The folder `name` as `make` filled it in whichever worker came first; copy what is in it, do not change it."""
    base = factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / name
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "made").exists():
            make(folder)
            (folder / "made").touch()
    return folder


def migrate(folder: Path) -> None:
    """The data base of an office without anybody, as `lachan office migrate` makes it: seven seconds of Django."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LACHAN_", "DJANGO_"))}
    command = [sys.executable, "-m", "lachan.cli", "office", "migrate"]
    subprocess.run(command, env=kept | {"LACHAN_VAR": str(folder / "var")}, check=True)


def fresh_office(var: Path, migrated: Path) -> None:
    """Put a copy of the data base that `migrate` made into an office's folder; its start finds nothing to migrate."""
    var.mkdir(mode=0o700, exist_ok=True)
    shutil.copy(migrated, var / "lachan.sqlite3")
