"""What proves a duty of an anti-fraud directive and which figures count it: two closed catalogues."""

import re
from dataclasses import dataclass
from enum import Enum

from lachan.vietnam.indicators import ANNEX_TITLES, INDICATORS, Indicator, indicator
from lachan.vietnam.text import plain
from lachan.vietnam.wording import Wording

__all__ = ["ANNEX_TITLES", "INDICATORS", "EvidenceKind", "Indicator", "indicator", "suggest"]


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
class _Topic:
    """A field of work: the words that show it (all patterns must occur in the plain text), and what fits it."""

    patterns: tuple[re.Pattern[str], ...]
    indicators: tuple[str, ...]
    evidence: tuple[EvidenceKind, ...]


def _topic(patterns: tuple[str, ...], indicators: str, *evidence: EvidenceKind) -> _Topic:
    return _Topic(tuple(re.compile(one) for one in patterns), tuple(indicators.split()), evidence)


_TOPICS = (
    _topic(
        (r"\b(tuyen truyen|pho bien|nang cao nhan thuc|canh bao)\b",),
        "TT-01 TT-02 TT-03 TT-04 TT-05 TT-06 TT-07",
        EvidenceKind.CAMPAIGN_PLAN,
        EvidenceKind.PUBLISHED_ITEM,
        EvidenceKind.EVENT_RECORD,
    ),
    _topic((r"\btuyen truyen\b", r"\bngan hang (truc tuyen|dien tu)\b"), "TT-08"),
    _topic((r"\btuyen truyen\b", r"\bmoi su dung mang xa hoi\b"), "TT-09"),
    _topic(
        (
            r"\b(cap nhat|dang tai|dang)\b",
            r"\b(trang thong tin dien tu|cong thong tin|fanpage|website|mang xa hoi)\b",
            r"\b(hanh vi|thu doan)\b",
        ),
        "TT-01 TT-02 TT-10",
        EvidenceKind.PUBLISHED_ITEM,
    ),
    _topic(
        (r"\b(thanh tra|kiem tra)\b", r"\b(thue bao|sim|vien thong|diem cung cap)\b"),
        "KT-01 KT-02 KT-03 KT-04 KT-05 KT-06",
        EvidenceKind.INSPECTION_MINUTES,
    ),
    _topic(
        (r"\b(so luong lon|nhieu) (thue bao|sim|so)\b|\bsim\W{0,3}rac\b",),
        "KT-02 KT-03 KT-04",
        EvidenceKind.OWNER_LIST,
    ),
    _topic(
        (r"\bcuoc goi\b|\bvoip\b", r"\b(voip|gia mao|mao danh|rac|lua dao)\b"),
        "CG-01 CG-02 CG-03 CG-04 CG-05",
        EvidenceKind.CALL_BLOCK_STATISTICS,
    ),
    _topic(
        (
            r"\b(ra soat|phat hien|xu ly|ngan chan|go bo)\b",
            r"\b(website|trang web|ten mien|tai khoan mang xa hoi|hoi nhom)\b",
        ),
        "WM-01 WM-02 WM-03 WM-04 WM-05",
        EvidenceKind.REVIEW_RECORD,
        EvidenceKind.REFERRAL,
    ),
    _topic(
        (
            r"\b(luu tru|luu giu|chuan hoa|xac thuc|doi soat|day du, chinh xac)\b",
            r"\bthong tin (nguoi dung|thue bao|khach hang|chu thue bao)\b",
        ),
        "TB-01 TB-02 TB-03 TB-04 TB-05 TB-06 TB-07 TB-08 TB-09 TB-10 TB-11 TB-12 TB-13",
        EvidenceKind.COMPLETENESS_REPORT,
    ),
    _topic(
        (r"\b(dinh danh|xac minh|dieu tra|cung cap thong tin)\b",),
        "XM-01 XM-02 XM-03 XM-04",
        EvidenceKind.REQUEST_REGISTER,
    ),
    _topic(
        (r"\bphoi hop\b", r"\bkhi co (yeu cau|de nghi)\b"),
        "XM-01 XM-02 XM-03 XM-04",
        EvidenceKind.REQUEST_REGISTER,
    ),
)


def suggest(text: str) -> tuple[tuple[Indicator, ...], tuple[EvidenceKind, ...]]:
    """Indicators and evidence kinds that fit the wording of a duty, each in the catalogue's order; a person confirms.

    A text that shows no known field of work gets neither.
    """
    words = plain(text)
    fitting = [topic for topic in _TOPICS if all(one.search(words) for one in topic.patterns)]
    codes = {code for topic in fitting for code in topic.indicators}
    kinds = {kind for topic in fitting for kind in topic.evidence}
    return tuple(i for i in INDICATORS if i.code in codes), tuple(k for k in EvidenceKind if k in kinds)
