"""The closed list of rules on live calls: id, titles, what each may do, and what it must not accuse.

A rule says what is seen of a call, never that somebody is a fraudster. Every rule starts as `watch`.
"""

from typing import Final, NamedTuple

from lachan.vietnam.wording import Wording


class Rule(NamedTuple):
    """One rule. `family` is the sign of domain knowledge behind it: S1 to S5, "identity", "trunk" or "signature".

    `most` is the heaviest answer that may be configured: what is only unknown is never rejected.
    `explanation` has the paragraphs *What*, *Why*, *What it must not accuse* for the documentation.
    """

    id: str
    family: str
    title: Wording
    explanation: str
    most: str = "reject"


def _rule(number: int, family: str, vi: str, en: str, explanation: str, most: str = "reject") -> Rule:
    return Rule(f"SCR-{number:03d}", family, Wording(vi, en), explanation, most)


PROTECTED_NEVER: Final = _rule(
    1, "S2", "Số được bảo vệ, không bao giờ gọi ra", "A protected number that never calls out",
    """What: the caller shows a number of the signed list that is registered as never originating calls.
Why: a hot line that only receives is the mask that criminals like best; no honest call can show it.
What it must not accuse: a number whose registration is not yet, or no longer, valid on the day of the call.""",
)  # fmt: skip
PROTECTED_ELSEWHERE: Final = _rule(
    2, "S2", "Số được bảo vệ, gọi từ trung kế khác", "A protected number from another trunk than its own",
    """What: the caller shows a number of the signed list, and the call did not come from a trunk or operator listed
  there.
Why: an agency's number is honest only on the lines of the agency.
What it must not accuse: the agency itself, on any trunk or operator of its entry.""",
)  # fmt: skip
LIKE_PROTECTED: Final = _rule(
    3, "S2", "Số giống số được bảo vệ", "A number that resembles a protected one",
    """What: the shown number ends with all digits of a protected number although it is another one, or fits a pattern
  of the list.
Why: "+563 069…" and "+84069…" read as the police's number on a small screen.
What it must not accuse: the neighbour of a protected number, who differs in a digit and is somebody honest.""",
)  # fmt: skip
DOMESTIC_FROM_ABROAD: Final = _rule(
    4, "S1", "Số cố định, số dịch vụ trong nước gọi từ nước ngoài", "A domestic fixed or service number from abroad",
    """What: a fixed, service, short or 069 number of Vietnam is shown on an international trunk.
Why: such a line does not roam; calls over the Internet from abroad show it to pass for an office.
What it must not accuse: a call that somebody forwarded (Diversion, History-Info): it is watched and not
  rejected, unless `forwarded_too` is set.""",
)  # fmt: skip
MOBILE_NOT_ROAMING: Final = _rule(
    5, "S1", "Số di động gọi từ nước ngoài nhưng không chuyển vùng", "A mobile number from abroad that is not roaming",
    """What: a mobile number of Vietnam is shown on an international trunk, and the roaming plug says that the
  subscriber is at home.
Why: the SIM cannot call from two places.
What it must not accuse: a subscriber whose whereabouts are not known (SCR-006), a forwarded call (as SCR-004).""",
)  # fmt: skip
MOBILE_ROAMING_UNKNOWN: Final = _rule(
    6, "S1", "Số di động gọi từ nước ngoài, chưa rõ có chuyển vùng", "A mobile number from abroad, roaming not known",
    """What: as SCR-005, but there is no roaming plug, it did not answer in time, or it does not know the subscriber.
Why: to see how much the plug would decide.
What it must not accuse: anybody; it is never rejected.""", "label",
)  # fmt: skip
MALFORMED: Final = _rule(
    7, "S3", "Số gọi viết sai dạng", "A malformed number",
    """What: the shown number has letters, too few or too many digits, +84 followed by 0, or the length of no range.
Why: no telephone has such a number; generators of random numbers make them.
What it must not accuse: names of subscribers on the operator's own lines, where the trunk can set the rule to
  `off`.""",
)  # fmt: skip
UNASSIGNED: Final = _rule(
    8, "S4", "Đầu số, mã vùng, mã nước chưa cấp hoặc đã bỏ", "A range that nobody has, or that is out of use",
    """What: an area code, mobile prefix or country code that is not assigned, or a form of before 2017 or 2018.
Why: nobody can call from it, and nobody can be asked about it.
What it must not accuse: a range that the numbering tables merely do not confirm.""",
)  # fmt: skip
CONTRADICTING: Final = _rule(
    9, "identity", "Các trường nêu số gọi khác nhau", "The headers name different callers",
    """What: P-Asserted-Identity, From, Remote-Party-ID or the displayed name show different numbers.
Why: one is checked, another is shown. Every number is judged by all other rules as well.
What it must not accuse: exchanges that rightly show a common number; hence it is never rejected for this alone.""",
    "label",
)  # fmt: skip
UNREADABLE: Final = _rule(
    10, "identity", "Không đọc được trường nêu số gọi", "A header with the caller cannot be read",
    """What: a header that should name the caller is broken, longer than 64 KB, or names more than eight.
Why: what cannot be read cannot be judged.
What it must not accuse: anybody; it is never rejected.""", "label",
)  # fmt: skip
WITHHELD: Final = _rule(
    11, "identity", "Ẩn số gọi", "The number is withheld",
    """What: no header shows a number: anonymous, unavailable, restricted, or none at all.
Why: to see how many hide.
What it must not accuse: anybody; hiding one's number is allowed, and it is never rejected.""", "label",
)  # fmt: skip
UNKNOWN_TRUNK: Final = _rule(
    12, "trunk", "Cuộc gọi đến từ nơi chưa khai báo", "The sender belongs to no trunk",
    """What: the address and the name of the sender are in no entry of the trunks' file.
Why: nobody knows whose calls these are, so S1 cannot be judged.
What it must not accuse: a new partner whose entry is still missing; reject only when the file is known to be
  complete.""",
)  # fmt: skip
CALLER_ATTEMPTS: Final = _rule(
    13, "S5", "Một số gọi quá nhiều cuộc trong thời gian ngắn", "One caller attempts too many calls at once",
    """What: attempts of one shown number on one trunk within a window, above `limit`. Another trunk has its own count,
  so that who forges a number does not use up what its owner may call.
Why: no hand dials so fast.
What it must not accuse: switchboards and call centres named in `except`; the first calls up to the limit pass.""",
)  # fmt: skip
CALLER_FAN_OUT: Final = _rule(
    14, "S5", "Một số gọi đến quá nhiều người khác nhau", "One caller reaches for too many different callees",
    """What: distinct callees of one shown number on one trunk within a window, above `limit`; counting starts at half
  the limit's attempts, so it counts rather too few.
Why: a campaign tries everybody once.
What it must not accuse: as SCR-013.""",
)  # fmt: skip
CALLER_SHORT: Final = _rule(
    15, "S5", "Một số gọi bỏ máy ngay nhiều lần", "One caller gives up at once, many times",
    """What: attempts of one shown number on one trunk that ended within `short_seconds`, above `limit` within a window.
Why: one ring is bait for a call back.
What it must not accuse: as SCR-013.""",
)  # fmt: skip
TRUNK_RATE: Final = _rule(
    16, "trunk", "Trung kế vượt số cuộc gọi đã thỏa thuận", "A trunk sends more calls than agreed",
    """What: attempts of one trunk within a window, above its own `most_calls`.
Why: a hijacked trunk pours.
What it must not accuse: a trunk without `most_calls`.""",
)  # fmt: skip
SIGNATURE_INVALID: Final = _rule(
    17, "signature", "Chữ ký xác thực số gọi không đúng", "The caller's signature is not valid",
    """What: an Identity header does not verify: wrong signature, stale, replayed, for another call.
Why: somebody changed or copied it.
What it must not accuse: a signature whose certificate is not known here (SCR-020); a change within a standing
  call, which brings its first signature again.""",
)  # fmt: skip
SIGNATURE_MISSING: Final = _rule(
    18, "signature", "Trung kế phải ký mà cuộc gọi không có chữ ký", "No signature from a trunk that has to sign",
    """What: no Identity header on a trunk with `must_sign`.
Why: the partner agreed to sign all calls.
What it must not accuse: trunks without `must_sign`; a change within a standing call.""",
)  # fmt: skip
SIGNATURE_COVERS_NOT: Final = _rule(
    19, "signature", "Chứng thư không gồm số gọi", "The certificate does not cover the number",
    """What: the signature verifies, and its certificate is not for the number shown.
Why: a partner signs for numbers of others.
What it must not accuse: certificates without a list of numbers where the trust settings allow them.""",
)  # fmt: skip
SIGNATURE_UNKNOWN: Final = _rule(
    20, "signature", "Chưa kiểm được chữ ký", "The signature cannot be judged",
    """What: the certificate or its issuer is not known here, or the form of the signature is not.
Why: to see whose certificates are missing.
What it must not accuse: anybody; it is never rejected.""", "label",
)  # fmt: skip
DIVERTING_NUMBER: Final = _rule(
    21, "identity", "Số chuyển tiếp cuộc gọi đáng ngờ", "The number that forwarded the call is suspicious",
    """What: Diversion or History-Info names a protected number from another trunk, a malformed or an unassigned one.
Why: forwarding is claimed to excuse a number from abroad.
What it must not accuse: a domestic subscriber abroad whose telephone forwards home.""",
)  # fmt: skip
RULES: tuple[Rule, ...] = (
    PROTECTED_NEVER, PROTECTED_ELSEWHERE, LIKE_PROTECTED, DOMESTIC_FROM_ABROAD, MOBILE_NOT_ROAMING,
    MOBILE_ROAMING_UNKNOWN, MALFORMED, UNASSIGNED, CONTRADICTING, UNREADABLE, WITHHELD, UNKNOWN_TRUNK, CALLER_ATTEMPTS,
    CALLER_FAN_OUT, CALLER_SHORT, TRUNK_RATE, SIGNATURE_INVALID, SIGNATURE_MISSING, SIGNATURE_COVERS_NOT,
    SIGNATURE_UNKNOWN, DIVERTING_NUMBER,
)  # fmt: skip
"""In the order of weight: of two rules with the same answer the first gives the verdict its code."""
BY_ID = {rule.id: rule for rule in RULES}
