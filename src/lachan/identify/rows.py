"""One row of a log or of the holders' history, checked by hand: the slow way, for rows that the fast one passed over.

What `staging` takes in bulk is a subset of what is right here; every row it leaves comes here and is either typed or
refused with the words that the person reads in `rejected.csv`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from lachan.identify.addresses import LAST_PORT, Network, port, public_network
from lachan.identify.moments import day_start, moment, moment_or_day
from lachan.identify.names import MAX_LENGTH
from lachan.identify.parts import LONGEST_MS
from lachan.readers.errors import InputError, Place
from lachan.vietnam.numbers import normal_number
from lachan.vietnam.wording import Wording

OPEN_END = 2**62
"""The end of what has none yet, as a moment that never comes."""

EARLIEST_MS = day_start(10_957)
"""The first moment of 1 January 2000 in Vietnam: an earlier one is a clock that was never set."""


@dataclass(frozen=True, slots=True)
class Lease:
    """`subscriber` had the ports of `network` from `start` until before `end` (milliseconds)."""

    network: Network
    first: int
    last: int
    start: int
    end: int
    subscriber: str

    @property
    def fixed(self) -> bool:
        """Kept in the small table of fixed lines and prefixes, not in a day's part."""
        return self.network.version == 6 or self.network.num_addresses > 1 or self.end - self.start > LONGEST_MS


@dataclass(frozen=True, slots=True)
class Holding:
    """`subscriber` had the telephone number (digits of E.164) from `start` until before `end` (milliseconds)."""

    number: int
    start: int
    end: int
    subscriber: str


def _refused(code: str, vi: str, en: str, place: Place) -> InputError:
    return InputError(code, Wording(vi, en), place)


def lease(values: Mapping[str, str], *, file: str, row: int) -> Lease:
    """The lease in a row; InputError names the column. Blank ports are the whole address, a blank end a fixed line."""

    def place(column: str) -> Place:
        return Place(file, row, column)

    network = public_network(values["public_ip"], place("public_ip"))
    first, last = _ports(values, file, row)
    start = _start(moment(values["started_at"], place("started_at")), place("started_at"))
    if values["ended_at"].strip():
        end = _after(start, moment(values["ended_at"], place("ended_at")), place("ended_at"))
    elif (first, last) == (0, LAST_PORT):
        end = OPEN_END
    else:
        raise _refused(
            "no_end",
            "đoạn cổng cấp phát động phải có lúc kết thúc; chỉ đường cố định (không ghi cổng) được để trống",
            "a range of ports must have an end; only a fixed line (without ports) may leave it blank",
            place("ended_at"),
        )
    return Lease(network, first, last, start, end, subscriber(values["subscriber"], place("subscriber")))


def _ports(values: Mapping[str, str], file: str, row: int) -> tuple[int, int]:
    pair = values["port_from"].strip(), values["port_to"].strip()
    if pair in (("", ""), ("0", str(LAST_PORT))):
        return 0, LAST_PORT
    first = port(pair[0], Place(file, row, "port_from"))
    last = port(pair[1], Place(file, row, "port_to"))
    if first is None or last is None or first > last:
        raise _refused(
            "backward_ports",
            f"đoạn cổng “{pair[0]}–{pair[1]}” ngược hoặc thiếu một đầu; hãy ghi cổng đầu không lớn hơn cổng cuối",
            f"the ports “{pair[0]}–{pair[1]}” run backwards or lack one end; the first must not be above the last",
            Place(file, row, "port_to"),
        )
    return first, last


def _start(ms: int, place: Place) -> int:
    if ms < EARLIEST_MS:
        raise _refused(
            "too_early",
            "thời điểm trước năm 2000; hãy xem lại đồng hồ của thiết bị",
            "a moment before the year 2000; look at the clock of the device",
            place,
        )
    return ms


def _after(start: int, end: int, place: Place) -> int:
    if end <= start:
        raise _refused(
            "backward_time",
            "lúc kết thúc không sau lúc bắt đầu; hãy xem lại hai cột thời gian",
            "the end is not after the start; look at both columns of time",
            place,
        )
    return end


def subscriber(text: str, place: Place) -> str:
    """A subscriber's designation; InputError `not_a_subscriber` when blank, long, or with characters that mislead."""
    name = text.strip()
    if not name or len(name) > MAX_LENGTH or ";" in name or name[0] in "=@-" or not name.isprintable():
        raise _refused(
            "not_a_subscriber",
            f"mã thuê bao phải có 1 đến {MAX_LENGTH} ký tự, không có dấu “;” và không bắt đầu bằng = @ -",
            f"a subscriber must have 1 to {MAX_LENGTH} characters, no “;”, and not begin with = @ -",
            place,
        )
    return name


def holding(values: Mapping[str, str], *, file: str, row: int) -> Holding:
    """A row of the holders' history; a blank `to` is who holds the number now. InputError names the column."""
    number = normal_number(values["number"])
    if number is None:
        raise _refused(
            "not_a_number",
            f"“{values['number'][:30]}” không phải số điện thoại; ví dụ đúng: 0912345678",
            f"“{values['number'][:30]}” is no telephone number; right is 0912345678",
            Place(file, row, "number"),
        )
    start = _start(moment_or_day(values["from"], Place(file, row, "from")), Place(file, row, "from"))
    end = OPEN_END
    if values["to"].strip():
        end = _after(start, moment_or_day(values["to"], Place(file, row, "to")), Place(file, row, "to"))
    return Holding(int(number[1:]), start, end, subscriber(values["subscriber"], Place(file, row, "subscriber")))
