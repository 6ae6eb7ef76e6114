"""The clock of a number with wrong information: notices, one-way suspension, two-way suspension, end.

Decree 49/2017 (article 15 of Decree 25/2011 as amended), since 24/12/2024 taken over for Decree 163/2024: at least
five notices on five days in a row; on day 15 after the first one-way suspension, 15 days later two-way suspension,
30 days later the end of the contract. The terms are dated parameters (`suspension.*` in law.toml); those in force on
the day of the first notice hold for the whole clock. Putting the information right stops it at any time.

This module is pure: days in, the next step out. It proposes; the operator decides and acts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from lachan.vietnam import law
from lachan.vietnam.wording import Wording


class Status(StrEnum):
    """What service a number has."""

    ACTIVE = "active"
    ONE_WAY = "one_way"
    TWO_WAY = "two_way"
    ENDED = "ended"


class Act(StrEnum):
    """What is to be done next."""

    NOTICE = "notice"
    ONE_WAY = "one_way"
    TWO_WAY = "two_way"
    END = "end"
    REOPEN = "reopen"
    NONE = "none"


ACTS: dict[Act, Wording] = {
    Act.NOTICE: Wording("Gửi thông báo trong ngày", "Send the notice of the day"),
    Act.ONE_WAY: Wording("Khóa một chiều", "Suspend one way"),
    Act.TWO_WAY: Wording("Khóa hai chiều", "Suspend two ways"),
    Act.END: Wording("Chấm dứt hợp đồng, thu hồi số", "End the contract and recover the number"),
    Act.REOPEN: Wording("Mở lại dịch vụ", "Restore service"),
    Act.NONE: Wording("Không phải làm gì", "Nothing to do"),
}
"""Each act in words."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The days of the clock."""

    notice_days: int
    one_way_after: int
    two_way_after: int
    ended_after: int


def terms(on: date) -> Terms:
    """The terms under the law of that day; `law.NotInForceError` before 24 April 2017."""
    return Terms(
        notice_days=law.value("suspension.notice_days", on),
        one_way_after=law.value("suspension.one_way_after", on),
        two_way_after=law.value("suspension.two_way_after", on),
        ended_after=law.value("suspension.ended_after", on),
    )


@dataclass(frozen=True, slots=True)
class Case:
    """A number with wrong information and what has happened so far.

    `notices`: the days on which a notice was sent; `suspended_on`: since when it has its status, None while active or
    unknown; `put_right_on`: the day on which the information was put right.
    """

    status: Status = Status.ACTIVE
    notices: tuple[date, ...] = ()
    suspended_on: date | None = None
    put_right_on: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """The next act, the day on which it may first be done, and why.

    `nth` is the number of the notice within its run of days, 0 for other acts.
    """

    act: Act
    on: date | None
    why: Wording
    nth: int = 0

    def late(self, as_of: date) -> int:
        """Days by which it is late on that day; 0 when it is not."""
        return max(0, (as_of - self.on).days) if self.on is not None else 0


_RIGHT = Wording("Thông tin đã được chuẩn hóa", "The information was put right")
_ENDED = Wording("Hợp đồng đã chấm dứt", "The contract has ended")
_BEGIN = Wording("Chưa có thông báo nào", "No notice was sent yet")
_GO_ON = Wording("Đợt thông báo đang diễn ra", "The run of notices goes on")
_BROKEN = Wording(
    "Đợt thông báo bị ngắt quãng: phải gửi lại từ đầu", "A day of the run was missed: the notices begin anew"
)
_NOTIFIED = Wording("Đã thông báo đủ số ngày liên tiếp", "The notices were sent on enough days in a row")
_NOT_NOTIFIED = Wording(
    "Đang bị khóa nhưng chưa có đủ thông báo: mở lại, thông báo từ đầu",
    "Suspended without enough notices: restore service and begin with the notices",
)
_SUSPENDED = Wording("Quá hạn mà chưa chuẩn hóa", "Not put right within the term")


def _runs(days: Iterable[date]) -> list[list[date]]:
    """The days in order, cut wherever one is missing."""
    ordered = sorted(set(days))
    runs = [ordered[:1]] if ordered else []
    for before, day in pairwise(ordered):
        if (day - before).days == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def first_notice(notices: Iterable[date]) -> date | None:
    """The first day of the earliest run of notices that is long enough under the law of its first day."""
    for run in _runs(notices):
        if len(run) >= terms(run[0]).notice_days:
            return run[0]
    return None


def next_step(case: Case, as_of: date) -> Step:
    """What is to be done next for a number, seen on a day; notices after that day are not counted."""
    if case.status is Status.ENDED:
        return Step(Act.NONE, None, _ENDED)
    if case.put_right_on is not None and case.put_right_on <= as_of:
        if case.status is Status.ACTIVE:
            return Step(Act.NONE, None, _RIGHT)
        return Step(Act.REOPEN, case.put_right_on, _RIGHT)
    sent = [day for day in case.notices if day <= as_of]
    first = first_notice(sent)
    if first is None:
        return _before_enough_notices(case.status, sent, as_of)
    clock = terms(first)
    one_way = first + timedelta(clock.one_way_after)
    if case.status is Status.ACTIVE:
        return Step(Act.ONE_WAY, one_way, _NOTIFIED)
    # A suspension that nobody dated, or that came too early, counts from the day on which it was lawful.
    if case.status is Status.ONE_WAY:
        since = max(case.suspended_on or one_way, one_way)
        return Step(Act.TWO_WAY, since + timedelta(clock.two_way_after), _SUSPENDED)
    two_way = one_way + timedelta(clock.two_way_after)
    since = max(case.suspended_on or two_way, two_way)
    return Step(Act.END, since + timedelta(clock.ended_after), _SUSPENDED)


def _before_enough_notices(status: Status, sent: list[date], as_of: date) -> Step:
    if status is not Status.ACTIVE:
        return Step(Act.REOPEN, as_of, _NOT_NOTIFIED)
    if not sent:
        return Step(Act.NOTICE, as_of, _BEGIN, nth=1)
    run = _runs(sent)[-1]
    following = run[-1] + timedelta(1)
    if following < as_of:
        return Step(Act.NOTICE, as_of, _BROKEN, nth=1)
    return Step(Act.NOTICE, following, _GO_ON, nth=len(run) + 1)
