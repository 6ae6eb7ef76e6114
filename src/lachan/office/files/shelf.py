"""Where contents lie: one file each under a random name in `var/files`, readable by the office's account alone.

Knows nothing of rows, people or given names. A name is 32 hexadecimal digits; its first two name a sub-folder.
"""

import os
import re
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

_NAME = re.compile(r"[0-9a-f]{32}")


def put(content: bytes) -> str:
    """Store `content` so that it outlives a power cut; answers its random name."""
    name = secrets.token_hex(16)
    path = path_of(name)
    _make_folder(path.parent)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _sync_folder(path.parent)
    except OSError:  # a full disk leaves nothing half-written
        path.unlink(missing_ok=True)
        raise
    return name


def opened(name: str) -> BinaryIO:
    """The content called `name`, open for reading; FileNotFoundError when it is gone."""
    return path_of(name).open("rb")


def remove(name: str) -> None:
    """Take the content away; one that is gone already is no error."""
    path_of(name).unlink(missing_ok=True)


def names_older_than(age: timedelta, now: datetime) -> Iterator[str]:
    """Names of the contents that were stored at least `age` before `now`."""
    latest = (now - age).timestamp()
    for path in _folder().glob("??/*"):
        if _NAME.fullmatch(path.name) and path.stat().st_mtime <= latest:
            yield path.name


def has(name: str) -> bool:
    """Whether there is a content called `name`."""
    return path_of(name).is_file()


def _folder() -> Path:
    return settings.VAR / "files"


def path_of(name: str) -> Path:
    """Where the content called `name` lies, whether it is there or not; ValueError for what is no such name."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a stored content")
    return _folder() / name[:2] / name


def _make_folder(folder: Path) -> None:
    """Make a sub-folder, and the shelf around it, each for the office's account alone and safe from a power cut."""
    for one in (_folder(), folder):
        if not one.is_dir():
            one.mkdir(mode=0o700, parents=True, exist_ok=True)
            _sync_folder(one.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
