"""Is the trail as the office wrote it? The whole table in one stream, against hashes, macs, seal and daily heads.

What is found, each with the first bad row: any changed value, rows taken out, put in, exchanged or cut off the end.
Somebody who cuts off rows, puts back a head of the data base from before, and also removes the daily heads written
since then leaves nothing to find here; copies of those heads kept elsewhere still tell.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
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
    """What a verification found. Checking stops at the first bad row: nothing behind it can be trusted."""

    rows: int
    heads: int
    faults: tuple[Fault, ...] = ()

    @property
    def intact(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    @property
    def first_bad(self) -> int | None:
        """The number of the first bad row."""
        return next((fault.number for fault in self.faults if fault.number is not None), None)

    @property
    def wording(self) -> Wording:
        """The result in a few sentences."""
        if self.intact:
            return Wording(
                f"Nhật ký nguyên vẹn: {self.rows} dòng, khớp {self.heads} dấu chốt.",
                f"The trail is intact: {self.rows} rows, in agreement with {self.heads} signed heads.",
            )
        words = [fault.wording for fault in self.faults]
        return Wording(
            "Nhật ký đã bị can thiệp. " + " ".join(word.vi for word in words),
            "The trail was tampered with. " + " ".join(word.en for word in words),
        )


@dataclass
class _Walk:
    """The state between two rows: the last good one, and the last one that a head confirms."""

    heads: Mapping[int, list[SignedHead]]
    key: str
    number: int = 0
    hash: str = chain.START
    confirmed: int = 0

    def step(self, row: Mapping[str, Any] | None) -> Fault | None:
        """Take the next row (None for one that cannot be read), or say what is wrong with it."""
        expected = self.number + 1
        number = row["number"] if row is not None else None
        if row is None or not isinstance(number, int):
            return Fault(Reason.UNREADABLE, expected)
        if number != expected:
            return Fault(Reason.MISSING, expected) if number > expected else Fault(Reason.INSERTED, number)
        reason = self._wrong(row)
        if reason is not None:
            return Fault(reason, number)
        for head in self.heads.get(number, ()):
            if head.hash != row["hash"]:
                return Fault(Reason.NOT_AS_IN_HEAD, number, day=head.day, since=self.confirmed + 1)
        if number in self.heads:
            self.confirmed = number
        self.number, self.hash = number, row["hash"]
        return None

    def _wrong(self, row: Mapping[str, Any]) -> Reason | None:
        if row["previous"] != self.hash:
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
    faults = [Fault(Reason.HEAD_NOT_GENUINE, file=one.name) for one in kept if one.head is None]
    walk = _Walk(heads, settings.TRAIL_KEY)
    fault = _first_bad_row(walk, progress)
    if fault is not None:
        faults.insert(0, fault)
    return Verdict(walk.number, sum(map(len, heads.values())), tuple(faults))


def _first_bad_row(walk: _Walk, progress: Progress | None) -> Fault | None:
    """Walk from end to end: rows that the office adds meanwhile move the end on, always together with the head."""
    while True:
        end = _end()
        sealed = end.seal == chain.seal(walk.key, end.number, end.hash)
        fault = _walk_to(walk, end.number if sealed else None, progress)
        if fault is not None:
            return fault
        if walk.number < max((end.number if sealed else 0, *walk.heads)):
            return Fault(Reason.MISSING, walk.number + 1)
        if sealed and walk.hash != end.hash:
            return Fault(Reason.FORGED, walk.number)
        beyond = Entry.objects.filter(number__gt=walk.number).order_by("number").values_list("number", flat=True)
        further = beyond.first()
        now = _end()
        if now.number > end.number:
            continue
        if further is not None:
            return Fault(Reason.INSERTED, further if isinstance(further, int) else walk.number + 1)
        is_new = walk.number == 0 and not end.seal and end.number == 0
        return None if sealed or is_new else Fault(Reason.END_CHANGED, walk.number + 1)


def _end() -> Head:
    return Head.objects.filter(id=1).first() or Head()


def _walk_to(walk: _Walk, bound: int | None, progress: Progress | None) -> Fault | None:
    total = Entry.objects.count() if progress is not None else 0
    for row in _rows(None if walk.number == 0 else walk.number, bound):
        fault = walk.step(row)
        if fault is not None:
            return fault
        if progress is not None and (walk.number % _AT_ONCE == 0 or walk.number >= total):
            progress(walk.number, max(total, walk.number))
    return None


def _rows(after: int | None, bound: int | None) -> Iterator[Mapping[str, Any] | None]:
    """The rows in order, a chunk in memory at a time; None, and no more, for a row that cannot be read.

    Data bases read ahead, so when reading fails the rows before the damaged one are read again, one by one.
    """
    rows: QuerySet[Entry] = Entry.objects.order_by("number")
    if bound is not None:
        rows = rows.filter(number__lte=bound)
    try:
        for row in _behind(rows, after).values(*_STORED).iterator(chunk_size=_AT_ONCE):
            yield row
            after = row["number"]
        return
    except _UNREADABLE:
        pass
    while True:
        try:
            one = _behind(rows, after).values(*_STORED).first()
        except _UNREADABLE:
            yield None
            return
        if one is None:
            return
        yield one
        after = one["number"]


def _behind(rows: "QuerySet[Entry]", after: int | None) -> "QuerySet[Entry]":
    return rows if after is None else rows.filter(number__gt=after)


def _hash_is_right(row: Mapping[str, Any]) -> bool:
    try:
        return bool(row["hash"] == chain.row_hash({**row, "at": chain.moment(row["at"])}))
    except _UNREADABLE:
        return False
