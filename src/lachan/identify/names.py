"""The subscribers' own designations, each stored once and named by its number everywhere else.

The designations of a build are numbered in order of length, then of their bytes: those of one length are a *run* of
rows of equal width, so that a number says where its text is and nothing else need be stored. What all rows of a run
begin with ("TB0") is kept once.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from lachan.identify.parts import Column

if TYPE_CHECKING:
    import pyarrow as pa

MAX_LENGTH = 64
"""Characters of a designation; between answers stands ";", so none may hold one."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Texts of one length in bytes, the first of them with the number `first`; `rows` is what follows `prefix`."""

    first: int
    prefix: bytes
    rows: Column

    @property
    def width(self) -> int:
        """Bytes of each text."""
        return len(self.prefix) + int(self.rows.shape[1])


def run_of(texts: "pa.ChunkedArray", width: int) -> Column:
    """Texts of one width in bytes as rows of bytes."""
    whole = b"".join(
        memoryview(chunk.buffers()[2])[chunk.offset * width : (chunk.offset + len(chunk)) * width]
        for chunk in texts.chunks
        if len(chunk)
    )
    return np.frombuffer(whole, np.uint8).reshape(-1, width)


def save_names(runs: Iterable[Column], folder: Path) -> None:
    """Write the designations of a build: its runs, in their order."""
    described = []
    with (folder / "texts").open("wb") as out:
        for rows in runs:
            alike = (rows == rows[0]).all(axis=0)
            shared = rows.shape[1] if alike.all() else int(np.argmin(alike))
            described.append((len(rows), rows.shape[1], rows[0, :shared].tobytes().hex()))
            out.write(np.ascontiguousarray(rows[:, shared:]).data)
    (folder / "runs.json").write_text(json.dumps(described), encoding="ascii")


class Names:
    """The designations of a store: number to text. Built up in pieces, one a build."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._runs: list[_Run] = []
        self._count = 0
        for folder in folders:
            path, at = folder / "texts", 0
            mapped = np.memmap(path, np.uint8, mode="r") if path.stat().st_size else np.zeros(0, np.uint8)
            texts = np.asarray(mapped)
            for count, width, shared in json.loads((folder / "runs.json").read_text(encoding="ascii")):
                prefix = bytes.fromhex(shared)
                rest = width - len(prefix)
                self._runs.append(_Run(self._count, prefix, texts[at : at + count * rest].reshape(count, rest)))
                self._count += count
                at += count * rest
        self._firsts = np.array([run.first for run in self._runs], np.int64)
        self._width = max((run.width for run in self._runs), default=1)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < self._count:
            raise IndexError(number)
        run = self._runs[int(np.searchsorted(self._firsts, number, side="right")) - 1]
        return str(run.prefix + run.rows[number - run.first].tobytes(), "utf-8")

    def texts(self, numbers: Column) -> Column:
        """The designations of many numbers as an array of bytes (UTF-8), in their order."""
        found = np.zeros((len(numbers), self._width), np.uint8)
        runs = np.searchsorted(self._firsts, numbers, side="right") - 1
        for at, run in enumerate(self._runs):
            chosen: Any = slice(None) if len(self._runs) == 1 else np.flatnonzero(runs == at)
            shared = len(run.prefix)
            found[chosen, :shared] = np.frombuffer(run.prefix, np.uint8)
            rest = run.width - shared
            if rest:  # a row as one item: several times faster to gather than its bytes
                rows = run.rows.view(f"V{rest}").ravel().take(numbers[chosen] - run.first)
                found[chosen, shared : run.width] = rows.view(np.uint8).reshape(-1, rest)
        return found.view(f"S{self._width}").reshape(len(numbers))

    def __iter__(self) -> Iterator[str]:
        for run in self._runs:
            for row in run.rows:
                yield (run.prefix + row.tobytes()).decode()
