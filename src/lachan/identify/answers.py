"""Questions to answers: who fits, and what the reader must know about it before concluding anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address

import numpy as np

from lachan.identify.lookup import Lookup
from lachan.identify.questions import Question
from lachan.vietnam.wording import Wording

Cells = tuple[str, int, str]
"""An answer as the columns `subscriber`, `candidates`, `note`."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The subscribers (for an IMEI: the numbers) that fit, and what the reader must know about them."""

    subscribers: tuple[str, ...]
    notes: tuple[Wording, ...]

    @property
    def note(self) -> str:
        """The notes as one cell."""
        return "; ".join(in_both(note) for note in self.notes)

    @property
    def cells(self) -> Cells:
        """The answer as a sheet shows it."""
        return "; ".join(self.subscribers), len(self.subscribers), self.note


def in_both(wording: Wording) -> str:
    """A wording as a note says it: Vietnamese / English."""
    return f"{wording.vi} / {wording.en}"


SILENT = Wording("không có nhật ký cho thời điểm này", "no log for this time")
NOBODY = Wording("không ai được ghi tại thời điểm này", "nobody is on record at this time")
UNKNOWN = Wording("số này không có trong kho", "this number is not in the store")
UNSEEN = Wording("không thấy thiết bị này trong khoảng thời gian này", "this device was not seen in this time")
NO_SIGHTINGS = Wording("kho này không giữ IMEI nên không trả lời được", "this store keeps no IMEI and cannot answer")
DISPUTED = Wording(
    "nhật ký mâu thuẫn tại thời điểm này nên có dòng không được dùng", "the log contradicts itself here: rows left out"
)
SEVERAL = Wording("nhật ký ghi nhiều thuê bao cùng lúc", "the log has several subscribers at once")


def answer_all(lookup: Lookup, questions: Sequence[Question], *, skew_ms: int) -> list[Answer]:
    """The answers, in order; IPv4 addresses are looked up in one go."""
    found: list[set[str]] = [set() for _ in questions]
    leased = [at for at, q in enumerate(questions) if isinstance(q.address, IPv4Address)]
    if leased:
        positions, holders = lookup.leases(
            np.array([int(questions[at].address) for at in leased]),  # type: ignore[arg-type]
            np.array([-1 if questions[at].port is None else questions[at].port for at in leased]),
            np.array([questions[at].since - skew_ms for at in leased]),
            np.array([questions[at].until + skew_ms for at in leased]),
        )
        for position, name in zip(positions.tolist(), lookup.names.texts(holders).tolist(), strict=True):
            found[leased[position]].add(name.decode())
    answers = []
    for asked, leases in zip(questions, found, strict=True):
        if asked.number is not None:
            answers.append(_about_number(lookup, asked, skew_ms))
        elif asked.imei is not None:
            answers.append(_about_device(lookup, asked, skew_ms))
        else:
            answers.append(_about_address(lookup, asked, leases, skew_ms))
    return answers


def _about_number(lookup: Lookup, asked: Question, skew_ms: int) -> Answer:
    assert asked.number is not None
    since, until = asked.since - skew_ms, asked.until + skew_ms
    subscribers = tuple(lookup.number(asked.number, since, until))
    notes = []
    if lookup.number_disputed(asked.number, since, until):
        notes.append(DISPUTED)
    if not subscribers:
        notes.append(NOBODY if lookup.number_known(asked.number) else UNKNOWN)
    return Answer(subscribers, (*notes, *within_skew(asked, subscribers, skew_ms)))


def _about_device(lookup: Lookup, asked: Question, skew_ms: int) -> Answer:
    assert asked.imei is not None
    if lookup.sightings is None:
        return Answer((), (NO_SIGHTINGS,))
    seen = lookup.sightings.find(asked.imei, asked.since - skew_ms, asked.until + skew_ms)
    return Answer(tuple(f"+{number}" for number in seen), () if seen else (UNSEEN,))


def _about_address(lookup: Lookup, asked: Question, leases: set[str], skew_ms: int) -> Answer:
    assert asked.address is not None
    since, until = asked.since - skew_ms, asked.until + skew_ms
    fixed = lookup.fixed(asked.address, asked.port, since, until)
    subscribers = tuple(sorted(leases | fixed))
    silent = isinstance(asked.address, IPv4Address) and not fixed and lookup.silent(since, until)
    disputed = lookup.disputed(asked.address, asked.port, since, until)
    return Answer(subscribers, notes_about_address(asked, subscribers, skew_ms, silent=silent, disputed=disputed))


def notes_about_address(
    asked: Question, subscribers: Sequence[str], skew_ms: int, *, silent: bool = False, disputed: bool = False
) -> tuple[Wording, ...]:
    """What must be known about an answer; `silent`, `disputed`: of the log at that time."""
    notes = []
    if asked.port is None:
        count = len(subscribers)
        notes.append(
            Wording(
                f"không có cổng: {count} thuê bao cùng khớp, không thể kết luận ai",
                f"no port: {count} subscribers fit, none may be concluded",
            )
            if count > 1
            else Wording("không có cổng", "no port")
        )
    elif len(subscribers) > 1 and asked.since == asked.until and not skew_ms:
        notes.append(SEVERAL)
    if silent:
        notes.append(SILENT)
    elif not subscribers:
        notes.append(NOBODY)
    if disputed:
        notes.append(DISPUTED)
    return (*notes, *within_skew(asked, subscribers, skew_ms))


def within_skew(asked: Question, subscribers: Sequence[str], skew_ms: int) -> tuple[Wording, ...]:
    """That several subscribers fit only because clocks may differ."""
    if not skew_ms or len(subscribers) < 2 or asked.since != asked.until:
        return ()
    seconds = skew_ms // 1000
    return (
        Wording(
            f"{len(subscribers)} thuê bao trong khoảng ± {seconds} giây",
            f"{len(subscribers)} subscribers within ± {seconds} seconds",
        ),
    )
