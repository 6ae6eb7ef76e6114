"""What proves a duty of an anti-fraud directive and which figures count it: two closed catalogues."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from lachan.vietnam.wording import Wording


class EvidenceKind(Enum):
    """What a unit can show as proof that a duty was done; `value` is the stable code kept in data."""

    CAMPAIGN_PLAN = "campaign_plan"
    PUBLISHED_ITEM = "published_item"
    EVENT_RECORD = "event_record"
    INSPECTION_MINUTES = "inspection_minutes"
    OWNER_LIST = "owner_list"
    CALL_BLOCK_STATISTICS = "call_block_statistics"
    REVIEW_RECORD = "review_record"
    REFERRAL = "referral"
    COMPLETENESS_REPORT = "completeness_report"
    REQUEST_REGISTER = "request_register"
    OTHER = "other"

    @property
    def wording(self) -> Wording:
        """The kind as screens and papers name it."""
        return _EVIDENCE_WORDINGS[self]


_EVIDENCE_WORDINGS = {
    EvidenceKind.CAMPAIGN_PLAN: Wording("Kế hoạch tuyên truyền", "Campaign plan"),
    EvidenceKind.PUBLISHED_ITEM: Wording("Tin, bài đã đăng", "Published item"),
    EvidenceKind.EVENT_RECORD: Wording("Hồ sơ hội nghị, buổi tuyên truyền", "Record of a meeting or event"),
    EvidenceKind.INSPECTION_MINUTES: Wording("Biên bản thanh tra, kiểm tra", "Inspection minutes"),
    EvidenceKind.OWNER_LIST: Wording(
        "Danh sách chủ thể đăng ký số lượng lớn thuê bao", "List of owners with many subscriptions"
    ),
    EvidenceKind.CALL_BLOCK_STATISTICS: Wording(
        "Thống kê cuộc gọi giả mạo đã chặn", "Statistics of blocked spoofed calls"
    ),
    EvidenceKind.REVIEW_RECORD: Wording(
        "Biên bản rà soát website, tài khoản mạng xã hội", "Record of the review of sites and accounts"
    ),
    EvidenceKind.REFERRAL: Wording("Văn bản chuyển cơ quan có thẩm quyền", "Referral to the competent body"),
    EvidenceKind.COMPLETENESS_REPORT: Wording(
        "Báo cáo mức độ đầy đủ thông tin thuê bao", "Report on the completeness of subscriber information"
    ),
    EvidenceKind.REQUEST_REGISTER: Wording("Sổ theo dõi yêu cầu phối hợp", "Register of requests"),
    EvidenceKind.OTHER: Wording("Tài liệu khác", "Other document"),
}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure that a unit reports.

    `annex` is the table 1-6 of the report it stands in; `kind` its type ("share" in percent, "money" in đồng,
    "state" a level at the period's end); `sum_over_units` whether units may be added up; `aggregate` how periods
    combine ("sum": in-period figures are added, "latest": the last period's figure stands).
    """

    code: str
    annex: int
    title: Wording
    unit: Wording
    kind: Literal["count", "money", "share", "state"]
    sum_over_units: bool
    aggregate: Literal["sum", "latest"]
    counting_rule: Wording


ANNEX_TITLES: dict[int, Wording] = {}
"""Title of each annex table, by number 1-6."""

INDICATORS: tuple[Indicator, ...] = ()
"""The whole catalogue, in the order of the annexes."""


def indicator(code: str) -> Indicator:
    """The indicator with `code`; KeyError when there is none."""
    return {one.code: one for one in INDICATORS}[code]


def suggest(text: str) -> tuple[tuple[Indicator, ...], tuple[EvidenceKind, ...]]:
    """Indicators and evidence kinds that fit the wording of a duty; a person confirms them."""
    raise NotImplementedError
