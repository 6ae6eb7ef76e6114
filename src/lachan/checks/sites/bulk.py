"""Many names at once: cheap screens over whole blocks, and a close look at the few that are left."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lachan.checks.sites.judge import LOWER, Judged, judge
from lachan.checks.sites.register import Register
from lachan.checks.sites.scorer import sums, weights
from lachan.checks.sites.skeleton import skeletons
from lachan.readers.name_files import Block

_TRICKS = {"bidi", "invisible", "mixed_scripts", "user"}


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a name, and the row of the file where it stands."""

    row: int
    judged: Judged


def candidates(hosts: bytes, register: Register) -> set[int]:
    """The places of hosts that may copy a protected name; `hosts` begins and ends with a line break."""
    drawn = skeletons(hosts)
    close = drawn.replace(b"-", b"")
    return _hits(close, register.joined, 0) | _hits(drawn, register.bordered, 1)


def _hits(text: bytes, automaton: object, back: int) -> set[int]:
    """The lines in which an automaton finds something; the last letter of a hit lies `back` letters before its end."""
    if not len(automaton):  # type: ignore[arg-type]
        return set()
    found = automaton.iter(text.decode("latin-1"))  # type: ignore[attr-defined]
    ends = np.fromiter((end - back for end, _ in found), np.int64)
    breaks = np.flatnonzero(np.frombuffer(text, np.uint8) == 10)
    return set((np.searchsorted(breaks, ends) - 1).tolist())


def judge_block(block: Block, register: Register, *, with_kinds: bool = True) -> Iterator[Told]:
    """What is said of the names of a block, in its order. Without kinds only copies and tricks are looked for."""
    hosts, floor = block.hosts, weights().lowest - LOWER
    close = candidates(hosts, register)
    close |= {place for place, read in block.odd.items() if _TRICKS & set(read.signs) or len(read.path) > 1}
    loose = _hits(skeletons(hosts).replace(b"-", b""), register.loose, 0)
    if with_kinds:
        sums_ = sums(np.frombuffer(hosts, np.uint8))
        close |= set(np.flatnonzero(sums_ >= floor).tolist())
        total = {place: float(sums_[place]) for place in close | loose}
    else:
        total = _sums_of(hosts, sorted(loose | close))
    close |= {place for place in loose if total[place] >= floor}
    for place in sorted(close):
        judged = judge(block.read(place), register, total[place], with_kinds=with_kinds)
        if judged.rule:
            yield Told(block.lines[place], judged)


def _sums_of(hosts: bytes, places: list[int]) -> dict[int, float]:
    """The sums of some hosts of a block only."""
    lines = hosts.split(b"\n")
    few = b"\n" + b"\n".join(lines[place + 1] for place in places) + b"\n"
    return dict(zip(places, sums(np.frombuffer(few, np.uint8)).tolist(), strict=True)) if places else {}
