"""How urgent a subject is: a sum of named contributions, which everybody sees beside it, and its place in the queue.

The numbers are a choice of this house for the order of work and say nothing of guilt: what takes people's money now
comes first, then what many tell of, then what copies a name that people trust.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

JUST_SENT = timedelta(hours=72)
"""For so long after a payment a bank may still hold the money."""
HOURS_A_POINT = 6
"""A point of harm weighs as much as this many hours of waiting, so that nothing waits for ever."""
MOST = 100

GRAVE = frozenset({
    "fake_authority", "vneid_app", "biometric_update", "sim_lock", "account_code", "deepfake_call", "recovery_service",
    "investment", "fake_brand_sms", "tax_refund",
})  # fmt: skip
"""Tricks by which people lose accounts or all their savings."""

NAMES: dict[str, Promise] = {
    "money_sent": _("Có người vừa chuyển tiền"),
    "money_lost": _("Có người đã mất tiền"),
    "citizens": _("Người dân phản ánh"),
    "known_elsewhere": _("Nguồn tin khác đã có"),
    "copies": _("Nhái tên được bảo vệ"),
    "check": _("Điểm của rà soát"),
    "grave": _("Thủ đoạn chiếm tài khoản, tiền tiết kiệm"),
    "staff": _("Cán bộ ghi nhận"),
}
"""What each contribution is called."""

POINTS = {"money_sent": 40, "money_lost": 15, "copies": 10, "grave": 10, "staff": 10}
A_CITIZEN, MOST_OF_CITIZENS = 8, 32
A_SOURCE, MOST_OF_SOURCES = 5, 15  # times the trust, 1 to 3, that the office has in the source
MOST_OF_CHECK = 20


@dataclass(frozen=True)
class Heard:
    """Of a signal, what counts here."""

    source: str
    origin: str
    score: float
    trust: int
    trick: str
    imitated: str
    money_at: datetime | None = None


@dataclass(frozen=True)
class Harm:
    """The sum, its parts in the order of `NAMES` as (name, points), and whether money was sent just now."""

    total: int
    parts: tuple[tuple[str, int], ...]
    urgent: bool


def harm_of(heard: Sequence[Heard], now: datetime) -> Harm:
    """The harm that all signals of one subject tell of; their order plays no part."""
    points: dict[str, int] = {}
    money = [one.money_at for one in heard if one.money_at is not None]
    urgent = any(now - moment <= JUST_SENT for moment in money)
    if money:
        name = "money_sent" if urgent else "money_lost"
        points[name] = POINTS[name]
    citizens = sum(one.source == "citizen" for one in heard)
    points["citizens"] = min(citizens * A_CITIZEN, MOST_OF_CITIZENS)
    trusted = {one.origin: one.trust for one in heard if one.source == "feed"}
    points["known_elsewhere"] = min(sum(trusted.values()) * A_SOURCE, MOST_OF_SOURCES)
    points["copies"] = POINTS["copies"] if any(one.imitated for one in heard) else 0
    scores = [one.score for one in heard if one.source == "finding"]
    points["check"] = round(max(scores, default=0) * MOST_OF_CHECK)
    points["grave"] = POINTS["grave"] if any(one.trick in GRAVE for one in heard) else 0
    points["staff"] = POINTS["staff"] if any(one.source == "staff" for one in heard) else 0
    parts = tuple((name, points[name]) for name in NAMES if points.get(name))
    return Harm(min(sum(worth for _name, worth in parts), MOST), parts, urgent)


def order_from(first_seen: datetime, harm: int) -> datetime:
    """The place in the queue, earliest first: when it was first seen, moved forward by its harm."""
    return first_seen - timedelta(hours=harm * HOURS_A_POINT)
