"""Why a shown number is suspicious: a closed list of signs, each an indicator for a person and never a verdict.

Four families: S1 a domestic number from abroad, S2 a protected number or one like it, S3 a writing that no number has,
S4 a range that nobody was given. Sources: advice of regulator and police on forged callers; the numbering plan.
"""

from enum import StrEnum
from typing import Literal, NamedTuple

from lachan.vietnam.wording import Wording

TrunkKind = Literal["international", "domestic", "internal"]
"""Where a call came in: from another country, from another network of Vietnam, from the operator's own lines."""


class SignCode(StrEnum):
    """The family of a sign."""

    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"


class Sign(NamedTuple):
    """One reason to look at a number: family, stable key, and the reason in both languages."""

    code: SignCode
    key: str
    wording: Wording


def _sign(code: SignCode, key: str, vi: str, en: str) -> Sign:
    return Sign(code, key, Wording(vi, en))


DOMESTIC_FROM_ABROAD = _sign(
    SignCode.S1, "domestic_from_abroad",
    "số trong nước nhưng cuộc gọi vào từ trung kế quốc tế; số này không chuyển vùng quốc tế được",
    "a domestic number, but the call came in on an international trunk; such a number does not roam abroad",
)  # fmt: skip
MOBILE_FROM_ABROAD = _sign(
    SignCode.S1, "mobile_from_abroad",
    "số di động Việt Nam nhưng cuộc gọi vào từ trung kế quốc tế; chỉ đúng khi thuê bao đang chuyển vùng",
    "a Vietnamese mobile number, but the call came in on an international trunk; right only while roaming",
)  # fmt: skip
PROTECTED = _sign(
    SignCode.S2, "protected",
    "trùng số được bảo vệ; chỉ đúng khi cuộc gọi đến từ trung kế của chủ số",
    "is a protected number; right only when the call comes from the trunk of its owner",
)  # fmt: skip
LIKE_PROTECTED = _sign(
    SignCode.S2, "like_protected",
    "giống số được bảo vệ (cùng các chữ số cuối, hoặc cùng mẫu đã đăng ký)",
    "resembles a protected number (the same last digits, or a registered pattern)",
)  # fmt: skip
NO_DIGITS_ALONE = _sign(
    SignCode.S3, "no_digits_alone",
    "có ký tự không phải chữ số",
    "has characters that are no digits",
)  # fmt: skip
ZERO_AFTER_84 = _sign(
    SignCode.S3, "zero_after_84",
    "+84 rồi đến số 0: không số nào viết như vậy, cuộc gọi giả mạo thường hiện như vậy",
    "+84 followed by 0: no number is written so, forged callers often are",
)  # fmt: skip
ZERO_AFTER_PLUS = _sign(
    SignCode.S3, "zero_after_plus",
    "sau + hoặc 00 là số 0: không mã nước nào bắt đầu bằng 0",
    "0 follows + or 00: no country code begins with 0",
)  # fmt: skip
TOO_SHORT = _sign(
    SignCode.S3, "too_short",
    "quá ngắn: số quốc tế có ít nhất 7 chữ số",
    "too short: an international number has 7 digits or more",
)  # fmt: skip
TOO_LONG = _sign(
    SignCode.S3, "too_long",
    "quá dài: số điện thoại có nhiều nhất 15 chữ số",
    "too long: a number has at most 15 digits",
)  # fmt: skip
WRONG_LENGTH = _sign(
    SignCode.S3, "wrong_length",
    "đầu số có thật nhưng sai số chữ số",
    "the prefix exists, but numbers of it have another length",
)  # fmt: skip
ZERO_BEFORE_SERVICE = _sign(
    SignCode.S3, "zero_before_service",
    "số dịch vụ 1800, 1900 không có số 0 đứng trước",
    "services 1800 and 1900 have no 0 in front",
)  # fmt: skip
COUNTRY_CODE_BEFORE_SHORT = _sign(
    SignCode.S3, "country_code_before_short",
    "số ngắn, số khẩn cấp không có mã nước hay mã vùng đứng trước",
    "short and emergency numbers have no country code or 0 in front",
)  # fmt: skip
NO_FORM = _sign(
    SignCode.S3, "no_form",
    "không có dạng của số nào ở Việt Nam; số nước ngoài phải có + hoặc 00",
    "has the form of no number of Vietnam; a foreign number must carry + or 00",
)  # fmt: skip
AREA_CODE_UNASSIGNED = _sign(
    SignCode.S4, "area_code_unassigned",
    "mã vùng chưa giao cho tỉnh nào",
    "an area code that no province has",
)  # fmt: skip
PREFIX_UNASSIGNED = _sign(
    SignCode.S4, "prefix_unassigned",
    "đầu số không có trong quy hoạch",
    "a prefix that the numbering plan does not have",
)  # fmt: skip
RANGE_NOT_ALLOCATED = _sign(
    SignCode.S4, "range_not_allocated",
    "đầu số di động chưa thấy phân bổ cho doanh nghiệp nào",
    "a mobile prefix not known to be allocated to any operator",
)  # fmt: skip
COUNTRY_CODE_UNASSIGNED = _sign(
    SignCode.S4, "country_code_unassigned",
    "mã nước chưa giao cho nước hay dịch vụ nào",
    "a country code that no country or service has",
)  # fmt: skip
OLD_MOBILE = _sign(
    SignCode.S4, "old_mobile",
    "số di động 11 chữ số đã đổi đầu số từ 15/09/2018, không còn dùng được",
    "a mobile number of 11 digits, which changed its prefix from 15/09/2018 and is out of use",
)  # fmt: skip
OLD_AREA_CODE = _sign(
    SignCode.S4, "old_area_code",
    "mã vùng cũ, đã đổi năm 2017 và không còn dùng được",
    "an area code changed in 2017 and out of use",
)  # fmt: skip
NOT_YET = _sign(
    SignCode.S4, "not_yet",
    "đầu số này chưa dùng vào ngày đó",
    "this prefix was not in use yet on that day",
)  # fmt: skip
