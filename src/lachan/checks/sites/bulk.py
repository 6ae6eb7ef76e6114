"""Many names at once: cheap screens over whole blocks, and a close look at the few that are left."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lachan.checks.sites.judge import LOWER, Judged, aimed_at, judge
from lachan.checks.sites.register import Register
from lachan.checks.sites.scorer import sums, telling_pieces, weights
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


def judge_block(block: Block, register: Register) -> Iterator[Told]:
    """What is said of the names of a block, in its order; one told for its making may be told for a weak sign, too."""
    hosts, floor = block.hosts, weights().lowest - LOWER
    sums_ = sums(np.frombuffer(hosts, np.uint8))
    close = candidates(hosts, register) | set(np.flatnonzero(sums_ >= floor).tolist())
    close |= {place for place, read in block.odd.items() if _TRICKS & set(read.signs) or len(read.path) > 1}
    # The place of a line that is no name has no host. Reasons are sought for all names at once.
    reads = {place: read for place in sorted(close) if (read := block.read(place)).host}
    loud = [place for place in reads if sums_[place] >= floor]
    pieces = dict(zip(loud, telling_pieces([reads[place].host for place in loud]), strict=True)) if loud else {}
    for place, read in reads.items():
        judged = judge(read, register, float(sums_[place]), pieces.get(place))
        if judged.rule:
            yield Told(block.lines[place], judged)
        if judged.kind not in ("", "copy") and (aim := aimed_at(read, register)):
            yield Told(block.lines[place], aim)
