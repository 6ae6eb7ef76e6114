"""Is the trail as the office wrote it? The whole table in one stream, against hashes, macs, seal and daily heads.

What is found, with each bad row: any changed value, rows taken out, put in, exchanged or cut off the end.
Somebody who cuts off rows, puts back a head of the data base from before, and also removes the daily heads written
since then leaves nothing to find here; copies of those heads kept elsewhere still tell.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.db.models import QuerySet

from lachan.office.trail import chain
from lachan.office.trail.heads import SignedHead, kept_heads
from lachan.office.trail.models import Entry, Head
from lachan.office.trail.record import END_WAS_BROKEN, search_form
from lachan.vietnam.wording import Wording

Progress = Callable[[int, int], None]
"""Called with the number of rows checked and the number of rows there are."""

_STORED = (*chain.BOUND, "search_actor", "search_unit")
_AT_ONCE = 1000  # rows held in memory
MOST_FAULTS = 100  # more of them tell nothing new, and a table written anew has one a row
MOST_SAID = 20  # faults that the words name one by one
# What reading raises on values that only somebody with the data base in hand can have put there.
_UNREADABLE = (ValueError, TypeError, AttributeError, OverflowError, RecursionError, DatabaseError)


class Reason(StrEnum):
    """What is wrong with a row or a file."""

    MISSING = "missing"
    INSERTED = "inserted"
    UNREADABLE = "unreadable"
    UNLINKED = "unlinked"
    CHANGED = "changed"
    FORGED = "forged"
    SEARCH_CHANGED = "search_changed"
    AFTER_BROKEN_END = "after_broken_end"
    NOT_AS_IN_HEAD = "not_as_in_head"
    END_CHANGED = "end_changed"
    HEAD_NOT_GENUINE = "head_not_genuine"


WORDINGS = {
    Reason.MISSING: Wording(
        "Thiếu dòng số {number}: đã bị xóa, hoặc cuối nhật ký đã bị cắt.",
        "Row {number} is missing: it was deleted, or the end of the trail was cut off.",
    ),
    Reason.INSERTED: Wording(
        "Dòng số {number} không do hệ thống ghi: đã bị chèn vào.",
        "Row {number} was not written by the office: it was inserted.",
    ),
    Reason.UNREADABLE: Wording(
        "Không đọc được dòng số {number}: giá trị đã bị làm hỏng.",
        "Row {number} cannot be read: a value was damaged.",
    ),
    Reason.UNLINKED: Wording(
        "Dòng số {number} không nối với dòng trước nó: đã bị thay, bị đổi chỗ hoặc bị sửa.",
        "Row {number} does not continue the row before it: it was replaced, moved or changed.",
    ),
    Reason.CHANGED: Wording(
        "Nội dung dòng số {number} đã bị sửa sau khi ghi.",
        "Row {number} was changed after it was written.",
    ),
    Reason.FORGED: Wording(
        "Dòng số {number} không mang mã xác thực của hệ thống: đã bị sửa hoặc làm giả.",
        "Row {number} does not bear the office's authentication code: it was changed or forged.",
    ),
    Reason.SEARCH_CHANGED: Wording(
        "Từ khóa tìm kiếm của dòng số {number} đã bị sửa, khiến dòng này không được tìm thấy.",
        "The search words of row {number} were changed, so that the row is not found.",
    ),
    Reason.AFTER_BROKEN_END: Wording(
        "Trước khi ghi dòng số {number}, cuối nhật ký đã bị can thiệp: có thể đã mất các dòng ngay trước đó.",
        "Before row {number} was written, the end of the trail had been tampered with: rows may be lost there.",
    ),
    Reason.NOT_AS_IN_HEAD: Wording(
        "Dòng số {number} không khớp dấu chốt ngày {day}: "
        "các dòng từ {since} đến {number} đã bị viết lại, một phần hay tất cả.",
        "Row {number} does not agree with the signed head of {day}: "
        "some or all of the rows {since} to {number} were rewritten.",
    ),
    Reason.END_CHANGED: Wording(
        "Dấu niêm phong cuối nhật ký đã bị sửa hoặc xóa; không chứng minh được dòng số {number} chưa từng có.",
        "The seal on the end of the trail was changed or removed; nothing proves that there was no row {number}.",
    ),
    Reason.HEAD_NOT_GENUINE: Wording(
        "Tệp dấu chốt {file} đã bị sửa, hoặc không do hệ thống này ký.",
        "The file {file} of a signed head was changed, or was not signed by this office.",
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: the row (None when it is a file), why, and the words for people.

    A row that disagrees with a head proves only that something between `since` and the row was rewritten.
    """

    reason: Reason
    number: int | None = None
    file: str = ""
    day: str = ""
    since: int = 0

    @property
    def wording(self) -> Wording:
        """What is wrong, in both languages."""
        words, place = (
            WORDINGS[self.reason],
            {"number": self.number, "file": self.file, "day": self.day, "since": self.since},
        )
        return Wording(words.vi.format(**place), words.en.format(**place))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found: each bad row once, in order, and files that are not genuine.

    `cut_off` when there are more than MOST_FAULTS. Behind a bad row the chain is taken up again from what stands there,
    so that one changed row does not accuse all that follow.
    """

    rows: int
    heads: int
    faults: tuple[Fault, ...] = ()
    cut_off: bool = False

    @property
    def intact(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    @property
    def bad_rows(self) -> tuple[int, ...]:
        """The numbers of the bad rows that were listed."""
        return tuple(fault.number for fault in self.faults if fault.number is not None)

    @property
    def first_bad(self) -> int | None:
        """The number of the first bad row."""
        return next(iter(self.bad_rows), None)

    @property
    def wording(self) -> Wording:
        """The result in a few sentences."""
        if self.intact:
            return Wording(
                f"Nhật ký nguyên vẹn: {self.rows} dòng, khớp {self.heads} dấu chốt.",
                f"The trail is intact: {self.rows} rows, in agreement with {self.heads} signed heads.",
            )
        words = [fault.wording for fault in self.faults[:MOST_SAID]]
        left = len(self.faults) - len(words)
        if left:
            vi, en = ("ít nhất ", "at least ") if self.cut_off else ("", "")
            words.append(Wording(f"Và {vi}{left} chỗ sai nữa.", f"And {en}{left} more."))
        return Wording(
            "Nhật ký đã bị can thiệp. " + " ".join(word.vi for word in words),
            "The trail was tampered with. " + " ".join(word.en for word in words),
        )


@dataclass
class _Found:
    """The faults so far, each row once."""

    faults: list[Fault] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    cut_off: bool = False

    def add(self, faults: Iterable[Fault]) -> bool:
        """Take them over; False when there are too many to go on."""
        for fault in faults:
            if fault.number is None or fault.number in self.rows:
                continue
            if len(self.faults) == MOST_FAULTS:
                self.cut_off = True
                return False
            self.faults.append(fault)
            self.rows.add(fault.number)
        return True


@dataclass
class _Walk:
    """The state between two rows: the last one, its hash where it is known, and the last that a head speaks of."""

    heads: Mapping[int, list[SignedHead]]
    key: str
    number: int = 0
    hash: str | None = chain.START
    confirmed: int = 0

    def step(self, row: "Mapping[str, Any] | int | None") -> Iterator[Fault]:
        """Take the next row and say what is wrong: an int is the number of one that cannot be read, None has none."""
        number = row["number"] if isinstance(row, Mapping) else row
        if number is None:
            yield Fault(Reason.UNREADABLE, self.number + 1)
            return
        if number <= self.number:
            yield Fault(Reason.INSERTED, number)
            return
        yield from self.missing(number - 1)
        if not isinstance(row, Mapping):
            yield Fault(Reason.UNREADABLE, number)
            self.number, self.hash = number, None
            return
        reason = self._wrong(row)
        if reason is not None:
            yield Fault(reason, number)
        for head in self.heads.get(number, ()):
            if head.hash != row["hash"]:
                yield Fault(Reason.NOT_AS_IN_HEAD, number, day=head.day, since=self.confirmed + 1)
        if number in self.heads:
            self.confirmed = number
        self.number, self.hash = number, row["hash"]

    def missing(self, last: int) -> Iterator[Fault]:
        """Faults for the rows up to `last` that are not there; what follows cannot be held against the row before."""
        for number in range(self.number + 1, last + 1):
            self.number, self.hash = number, None
            yield Fault(Reason.MISSING, number)

    def _wrong(self, row: Mapping[str, Any]) -> Reason | None:
        if self.hash is not None and row["previous"] != self.hash:
            return Reason.UNLINKED
        if not _hash_is_right(row):
            return Reason.CHANGED
        if row["mac"] != chain.mac(self.key, row["hash"]):
            return Reason.FORGED
        if row["search_actor"] != search_form(row["actor_name"]) or row["search_unit"] != search_form(row["unit_name"]):
            return Reason.SEARCH_CHANGED
        return Reason.AFTER_BROKEN_END if END_WAS_BROKEN in row["facts"] else None


def verify_trail(progress: Progress | None = None) -> Verdict:
    """Check every row, the end, and the agreement with the daily heads; writers may go on meanwhile.

    Memory does not grow with the table. `progress` is called now and then.
    """
    kept = list(kept_heads())
    heads: dict[int, list[SignedHead]] = defaultdict(list)
    for one in kept:
        if one.head is not None:
            heads[one.head.number].append(one.head)
    walk, found = _Walk(heads, settings.TRAIL_KEY), _Found()
    _walk_whole(walk, found, progress)
    files = [Fault(Reason.HEAD_NOT_GENUINE, file=one.name) for one in kept if one.head is None]
    return Verdict(walk.number, sum(map(len, heads.values())), (*found.faults, *files), found.cut_off)


def _walk_whole(walk: _Walk, found: _Found, progress: Progress | None) -> None:
    """Walk from end to end: rows that the office adds meanwhile move the end on, always together with the head."""
    while True:
        end = _end()
        sealed = end.seal == chain.seal(walk.key, end.number, end.hash)
        if not _walk_to(walk, end.number if sealed else None, found, progress):
            return
        if not found.add(walk.missing(max((end.number if sealed else 0, *walk.heads)))):
            return
        if sealed and walk.number == end.number and walk.hash not in (None, end.hash):
            found.add([Fault(Reason.FORGED, walk.number)])
        beyond = Entry.objects.filter(number__gt=walk.number).order_by("number").values_list("number", flat=True)
        further = list(beyond[: MOST_FAULTS + 1])
        now = _end()
        if now.number > end.number:
            continue
        numbers = [one if isinstance(one, int) else walk.number + 1 for one in further]
        is_new = walk.number == 0 and not end.seal and end.number == 0
        if numbers:
            found.add(Fault(Reason.INSERTED, one) for one in numbers)
        elif not sealed and not is_new:
            found.add([Fault(Reason.END_CHANGED, walk.number + 1)])
        return


def _end() -> Head:
    return Head.objects.filter(id=1).first() or Head()


def _walk_to(walk: _Walk, bound: int | None, found: _Found, progress: Progress | None) -> bool:
    """Walk over the rows up to `bound`; False when there are too many faults to go on."""
    total = Entry.objects.count() if progress is not None else 0
    for row in _rows(None if walk.number == 0 else walk.number, bound):
        if not found.add(walk.step(row)):
            return False
        if progress is not None and (walk.number % _AT_ONCE == 0 or walk.number >= total):
            progress(walk.number, max(total, walk.number))
    return True


def _rows(after: int | None, bound: int | None) -> Iterator[Mapping[str, Any] | int | None]:
    """The rows in order, a chunk in memory at a time; the number alone of a row that cannot be read.

    None, and no more, when not even its number can be read. Data bases read ahead, so when reading fails the rows
    before the damaged one are read again, one by one.
    """
    rows: QuerySet[Entry] = Entry.objects.order_by("number")
    if bound is not None:
        rows = rows.filter(number__lte=bound)
    one_by_one = False
    while True:
        try:
            if one_by_one:
                found = _behind(rows, after).values(*_STORED).first()
                chunk = [] if found is None else [found]
            else:
                chunk = list(_behind(rows, after).values(*_STORED)[:_AT_ONCE])
        except _UNREADABLE:
            if not one_by_one:
                one_by_one = True
                continue
            damaged = _next_number(rows, after)
            yield damaged
            if damaged is None:
                return
            after = damaged
            one_by_one = False
            continue
        if not chunk:
            return
        for row in chunk:
            if not isinstance(row["number"], int):
                yield None
                return
            yield row
            after = row["number"]


def _next_number(rows: "QuerySet[Entry]", after: int | None) -> int | None:
    try:
        number = _behind(rows, after).values_list("number", flat=True).first()
    except _UNREADABLE:
        return None
    return number if isinstance(number, int) else None


def _behind(rows: "QuerySet[Entry]", after: int | None) -> "QuerySet[Entry]":
    return rows if after is None else rows.filter(number__gt=after)


def _hash_is_right(row: Mapping[str, Any]) -> bool:
    try:
        return bool(row["hash"] == chain.row_hash({**row, "at": chain.moment(row["at"])}))
    except _UNREADABLE:
        return False
