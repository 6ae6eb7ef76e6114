"""The subscribers' own designations, each stored once and named by its number everywhere else."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from lachan.identify.parts import Column

MAX_LENGTH = 64
"""Characters of a designation; between answers stands ";", so none may hold one."""


def save_names(names: Iterable[str], folder: Path) -> int:
    """Write the designations in their order; how many there were."""
    offsets = [0]
    at = 0
    with (folder / "texts").open("wb") as out:
        for name in names:
            at += out.write(name.encode())
            offsets.append(at)
    np.asarray(offsets, dtype="<u8").tofile(folder / "offsets")
    return len(offsets) - 1


class Names:
    """The designations of a store: number to text. Built up in pieces, one a build."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._pieces = []
        self._firsts = [0]
        for folder in folders:
            offsets = np.fromfile(folder / "offsets", dtype="<u8")
            mapped = np.memmap(folder / "texts", np.uint8, mode="r") if offsets[-1] else np.zeros(0, np.uint8)
            texts = np.asarray(mapped)
            self._pieces.append((offsets, texts))
            self._firsts.append(self._firsts[-1] + len(offsets) - 1)

    def __len__(self) -> int:
        return self._firsts[-1]

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < len(self):
            raise IndexError(number)
        piece = int(np.searchsorted(self._firsts, number, side="right")) - 1
        offsets, texts = self._pieces[piece]
        at = number - self._firsts[piece]
        return texts[int(offsets[at]) : int(offsets[at + 1])].tobytes().decode()

    def texts(self, numbers: Column) -> list[str]:
        """The designations of many numbers, in their order: the pages are read in bulk, not one by one."""
        pieces = np.searchsorted(self._firsts, numbers, side="right") - 1
        found = [""] * len(numbers)
        for piece in np.unique(pieces).tolist():
            offsets, texts = self._pieces[piece]
            at = np.flatnonzero(pieces == piece)
            local = numbers[at] - self._firsts[piece]
            first = offsets[local].astype(np.int64)
            sizes = offsets[local + 1].astype(np.int64) - first
            ends = np.cumsum(sizes)
            taken = texts[np.arange(int(sizes.sum())) + np.repeat(first - (ends - sizes), sizes)].tobytes()
            spans = zip(at.tolist(), (ends - sizes).tolist(), ends.tolist(), strict=True)
            if taken.isascii():
                line = taken.decode("ascii")
                for place, start, end in spans:
                    found[place] = line[start:end]
            else:
                for place, start, end in spans:
                    found[place] = taken[start:end].decode()
        return found

    def __iter__(self) -> Iterator[str]:
        for offsets, texts in self._pieces:
            whole = texts.tobytes()
            for at in range(len(offsets) - 1):
                yield whole[int(offsets[at]) : int(offsets[at + 1])].decode()
