"""The protected numbers of made-up calls: agencies, the police network, banks; none of them is given to anybody."""

from datetime import date, datetime, timedelta

from lachan.readers.canonical import ZONE
from lachan.readers.protected_list import ProtectedList, ProtectedRange

_BODIES = (
    "Công an tỉnh", "Công an xã", "Ủy ban nhân dân xã", "Sở Khoa học và Công nghệ", "Thuế tỉnh",
    "Tòa án nhân dân khu vực", "Viện kiểm sát nhân dân khu vực", "Bảo hiểm xã hội tỉnh",
)  # fmt: skip
_SINCE = date(2025, 1, 1)
PATTERNS = ("+842050009???",)
"""What looks like the ministry's block of numbers, of which none is in use."""


def agencies() -> list[str]:
    """Numbers from which agencies call."""
    return [f"+84205000{place * 37:04}" for place in range(1, 25)] + [f"+8469000{place:04}" for place in range(31, 43)]


def bank_voices() -> list[str]:
    """Numbers from which a bank's machine calls."""
    return ["+842050001101", "+842050001102"]


def silent() -> list[str]:
    """Numbers from which nobody ever calls: hot lines that are only called."""
    return [f"+841900{place * 71 + 11:04}" for place in range(8)] + ["113", "114", "+848000111"]


def protected_list(day: date) -> ProtectedList:
    """The list in force on `day`, as an office would issue it."""
    issued = datetime(day.year, day.month, day.day, tzinfo=ZONE) - timedelta(days=1)
    found = [
        ProtectedRange(one, one, _BODIES[place % len(_BODIES)], "only_from", ("DOM-02",), _SINCE, None)
        for place, one in enumerate(agencies())
    ]
    found += [ProtectedRange(one, one, "Ngân hàng", "only_from", ("DOM-03",), _SINCE, None) for one in bank_voices()]
    found += [ProtectedRange(one, one, "Tổng đài", "never", (), _SINCE, None) for one in silent()]
    return ProtectedList(1, issued, issued + timedelta(days=60), "so-khcn", tuple(found), PATTERNS)
