"""The store on disk: which parts it has, read for questions and changed in one step.

`manifest.json` names every file with its SHA-256 and is replaced last, in one rename: a build that is cut off leaves
the store as it was, and the next one clears what it left.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from lachan.readers.errors import InputError, Place
from lachan.vietnam.wording import Wording

FORMAT = 2
MANIFEST = "manifest.json"
KINDS = ("day", "names", "holders", "fixed", "sightings")
"""What the folders of a store hold; each name is followed by a dash and chance."""


@dataclass(slots=True)
class Day:
    """One day of the log. `until`: the last end of its leases; `gaps`: silent stretches (milliseconds)."""

    folder: str
    rows: int
    depth: int
    long_depth: int
    until: int
    gaps: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Manifest:
    """What the store holds, by file; days by number, as text."""

    format: int = FORMAT
    days: dict[str, Day] = field(default_factory=dict)
    disputed: list[tuple[str, int, int, int, int]] = field(default_factory=list)
    disputed_numbers: list[tuple[int, int, int]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    holders: str = ""
    fixed: str = ""
    sightings: str = ""
    files: dict[str, str] = field(default_factory=dict)


def read_manifest(store: Path) -> Manifest:
    """The manifest, an empty one for a new store; InputError `not_a_store` when it cannot be understood."""
    path = store / MANIFEST
    if not path.exists():
        return Manifest()
    try:
        raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if raw["format"] != FORMAT:
            raise ValueError(raw["format"])
        raw["days"] = {day: Day(**facts) for day, facts in raw["days"].items()}
        return Manifest(**raw)
    except (ValueError, KeyError, TypeError):
        raise InputError(
            "not_a_store",
            Wording(
                "không phải kho tra cứu của phiên bản này; hãy chọn đúng thư mục hoặc dựng lại kho",
                "is no store of this version; choose the right folder or build it again",
            ),
            Place(path.name),
        ) from None


def write_manifest(store: Path, manifest: Manifest) -> None:
    """Replace the manifest in one step, and only then forget what it no longer names."""
    temporary = store / f"{MANIFEST}.new"
    with temporary.open("w", encoding="utf-8") as out:
        json.dump(asdict(manifest), out, ensure_ascii=False)
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(store / MANIFEST)
    clear_leftovers(store, manifest)


def clear_leftovers(store: Path, manifest: Manifest) -> None:
    """Remove the folders that no manifest names: of a build cut off, or of days dropped."""
    named = {day.folder for day in manifest.days.values()}
    named |= {*manifest.names, manifest.holders, manifest.fixed, manifest.sightings}
    for entry in (entry for kind in KINDS for entry in store.glob(f"{kind}-*")):
        if entry.name not in named:
            shutil.rmtree(entry)


def digests(store: Path, folder: str) -> dict[str, str]:
    """The SHA-256 of every file under a folder of the store, by its path in the store."""
    found = {}
    for path in sorted((store / folder).rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                found[path.relative_to(store).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def damaged_files(store: Path, manifest: Manifest) -> list[str]:
    """The files that are missing or no longer what the manifest says."""
    folders = {name.split("/")[0] for name in manifest.files}
    found = {name: digest for folder in folders for name, digest in digests(store, folder).items()}
    return [name for name, digest in manifest.files.items() if found.get(name) != digest]


@contextmanager
def changing(store: Path) -> Iterator[None]:
    """Only one build or drop at a time; InputError `busy` for the second."""
    store.mkdir(parents=True, exist_ok=True)
    with (store / "change.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InputError(
                "busy",
                Wording("kho đang được dựng bởi lệnh khác; hãy đợi", "another command is changing the store; wait"),
                Place(store.name),
            ) from None
        yield


def drop_days(store: Path, *, before: int) -> list[int]:
    """Forget the days before this day number, as retention asks; the days that went."""
    with changing(store):
        manifest = read_manifest(store)
        gone = sorted(int(day) for day in manifest.days if int(day) < before)
        for day in gone:
            folder = manifest.days.pop(str(day)).folder
            manifest.files = {n: d for n, d in manifest.files.items() if not n.startswith(f"{folder}/")}
        if gone:
            write_manifest(store, manifest)
    return gone
