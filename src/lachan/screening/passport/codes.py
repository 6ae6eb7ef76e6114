"""Every outcome of looking at a call's caller authentication: a closed list, each with its status and its sentence."""

from enum import StrEnum
from typing import Literal

from lachan.vietnam.wording import Wording

Status = Literal["none", "valid", "invalid", "unknown"]
"""`invalid` only where the token itself is proven wrong; what cannot be judged here is `unknown`, never `invalid`."""


class Code(StrEnum):
    """Why a call's caller authentication has its status; values are stable, for logs and rules."""

    VALID = "valid"
    VALID_DIVERTED = "valid_diverted"

    NO_IDENTITY = "no_identity"

    TOO_MANY_HEADERS = "too_many_headers"
    HEADER_TOO_LONG = "header_too_long"
    CERTIFICATE_NOT_HELD = "certificate_not_held"
    CERTIFICATE_UNREADABLE = "certificate_unreadable"
    EXTENSION_UNKNOWN = "extension_unknown"
    COMPACT_WITHOUT_DATE = "compact_without_date"
    COMPACT_WITH_EXTENSION = "compact_with_extension"
    CALLER_WITHHELD = "caller_withheld"
    CALLEE_UNREADABLE = "callee_unreadable"
    AUTHORITY_NOT_STATED = "authority_not_stated"

    HEADER_MALFORMED = "header_malformed"
    HEADER_DIFFERS = "header_differs"
    PASSPORT_MALFORMED = "passport_malformed"
    TYP_WRONG = "typ_wrong"
    ALG_NONE = "alg_none"
    ALG_SYMMETRIC = "alg_symmetric"
    ALG_OTHER = "alg_other"
    CLAIMS_WRONG = "claims_wrong"
    ATTEST_WRONG = "attest_wrong"
    ORIGID_WRONG = "origid_wrong"
    SIGNATURE_LENGTH = "signature_length"
    SIGNATURE_WRONG = "signature_wrong"
    CALLER_DIFFERS = "caller_differs"
    CALLEE_DIFFERS = "callee_differs"
    IAT_OLD = "iat_old"
    IAT_FUTURE = "iat_future"
    DIVERSION_ALONE = "diversion_alone"
    DIVERSION_BROKEN = "diversion_broken"
    CHAIN_UNTRUSTED = "chain_untrusted"
    CERTIFICATE_EXPIRED = "certificate_expired"
    CERTIFICATE_NOT_YET = "certificate_not_yet"
    CERTIFICATE_UNFIT = "certificate_unfit"
    CERTIFICATE_REVOKED = "certificate_revoked"
    NUMBER_NOT_COVERED = "number_not_covered"
    CLAIM_NOT_ALLOWED = "claim_not_allowed"
    REPLAYED = "replayed"

    @property
    def status(self) -> Status:
        """What the code comes to."""
        if self in _VALID:
            return "valid"
        if self is Code.NO_IDENTITY:
            return "none"
        return "unknown" if self in _UNKNOWN else "invalid"

    @property
    def wording(self) -> Wording:
        """The code as a sentence for an engineer."""
        return _WORDS[self]


class Refused(Exception):
    """Inside this package: one token cannot be accepted, for the reason `code`."""

    def __init__(self, code: Code) -> None:
        self.code = code
        super().__init__(code.value)


_VALID = frozenset({Code.VALID, Code.VALID_DIVERTED})
_UNKNOWN = frozenset(
    {
        Code.TOO_MANY_HEADERS,
        Code.HEADER_TOO_LONG,
        Code.CERTIFICATE_NOT_HELD,
        Code.CERTIFICATE_UNREADABLE,
        Code.EXTENSION_UNKNOWN,
        Code.COMPACT_WITHOUT_DATE,
        Code.COMPACT_WITH_EXTENSION,
        Code.CALLER_WITHHELD,
        Code.CALLEE_UNREADABLE,
        Code.AUTHORITY_NOT_STATED,
    }
)
_WORDS = {
    Code.VALID: Wording(
        "chữ ký đúng, số gọi và số bị gọi khớp cuộc gọi", "signature right, caller and callee are those of the call"
    ),
    Code.VALID_DIVERTED: Wording(
        "chữ ký đúng; cuộc gọi được chuyển hướng, mỗi lần chuyển đều có chữ ký đúng",
        "signature right; the call was diverted and every diversion is rightly signed",
    ),
    Code.NO_IDENTITY: Wording("cuộc gọi không có tiêu đề Identity", "the call has no Identity header"),
    Code.CERTIFICATE_NOT_HELD: Wording(
        "chưa có chứng thư của địa chỉ x5u trong thư mục chứng thư",
        "the folder of certificates has none for this x5u address",
    ),
    Code.CERTIFICATE_UNREADABLE: Wording(
        "không đọc được tệp chứng thư của địa chỉ x5u", "the file of certificates for this x5u address cannot be read"
    ),
    Code.EXTENSION_UNKNOWN: Wording(
        "loại token (ppt) này không được kiểm ở đây", "tokens of this kind (ppt) are not judged here"
    ),
    Code.COMPACT_WITHOUT_DATE: Wording(
        "dạng rút gọn mà không có tiêu đề Date dùng được", "compact form without a usable Date header"
    ),
    Code.COMPACT_WITH_EXTENSION: Wording(
        "dạng rút gọn không dựng lại được token loại này", "the compact form does not let this kind of token be rebuilt"
    ),
    Code.CALLER_WITHHELD: Wording(
        "cuộc gọi không hiện số nên không có gì để so với token",
        "the call shows no caller, so the token has nothing to be compared with",
    ),
    Code.CALLEE_UNREADABLE: Wording(
        "không đọc được số bị gọi nên không so với token được",
        "the called address cannot be read, so the token cannot be compared with it",
    ),
    Code.AUTHORITY_NOT_STATED: Wording(
        "chứng thư không nói được phép ký cho số nào (thiếu TNAuthList)",
        "the certificate does not say for which numbers it may sign (no TNAuthList)",
    ),
    Code.TOO_MANY_HEADERS: Wording("quá nhiều tiêu đề Identity, không xét", "too many Identity headers to be judged"),
    Code.HEADER_TOO_LONG: Wording("tiêu đề Identity quá dài, không đọc", "the Identity header is too long to be read"),
    Code.HEADER_MALFORMED: Wording("tiêu đề Identity sai cú pháp RFC 8224", "the Identity header is not as RFC 8224"),
    Code.HEADER_DIFFERS: Wording(
        "tham số info, alg hoặc ppt của tiêu đề khác với token", "info, alg or ppt of the header differ from the token"
    ),
    Code.PASSPORT_MALFORMED: Wording(
        "token không đọc được: base64url, JSON, khóa lặp hoặc quá lớn",
        "the token cannot be read: base64url, JSON, a repeated key, or too large",
    ),
    Code.TYP_WRONG: Wording("token không phải PASSporT (typ)", "the token is no PASSporT (typ)"),
    Code.ALG_NONE: Wording("token không ký (alg none)", "the token is not signed (alg none)"),
    Code.ALG_SYMMETRIC: Wording(
        "thuật toán khóa đối xứng (HS…): ai kiểm được cũng ký được",
        "symmetric algorithm (HS…): whoever can check can sign",
    ),
    Code.ALG_OTHER: Wording("thuật toán khác ES256", "an algorithm other than ES256"),
    Code.CLAIMS_WRONG: Wording(
        "nội dung token sai RFC 8225 (orig, dest, iat, div)", "claims are not as RFC 8225 (orig, dest, iat, div)"
    ),
    Code.ATTEST_WRONG: Wording("attest không phải A, B hoặc C", "attest is not A, B or C"),
    Code.ORIGID_WRONG: Wording("origid không phải UUID", "origid is no UUID"),
    Code.SIGNATURE_LENGTH: Wording("chữ ký không đủ 64 byte", "the signature has not 64 bytes"),
    Code.SIGNATURE_WRONG: Wording("chữ ký sai", "the signature is wrong"),
    Code.CALLER_DIFFERS: Wording(
        "số gọi của cuộc gọi khác số trong token", "the call shows another caller than the token"
    ),
    Code.CALLEE_DIFFERS: Wording(
        "số bị gọi không có trong token và không có chuyển hướng nào giải thích",
        "the called number is not in the token and no diversion explains it",
    ),
    Code.IAT_OLD: Wording("token đã quá hạn (iat)", "the token is too old (iat)"),
    Code.IAT_FUTURE: Wording("thời điểm ký ở tương lai (iat)", "the token was signed in the future (iat)"),
    Code.DIVERSION_ALONE: Wording(
        "chỉ có token chuyển hướng, thiếu token của cuộc gọi gốc", "a token of a diversion without that of the call"
    ),
    Code.DIVERSION_BROKEN: Wording(
        "chuỗi chuyển hướng không nối được với cuộc gọi", "the diversions do not join up with the call"
    ),
    Code.CHAIN_UNTRUSTED: Wording(
        "chứng thư không dẫn tới gốc tin cậy nào", "the certificate does not lead to any trust anchor"
    ),
    Code.CERTIFICATE_EXPIRED: Wording("chứng thư đã hết hạn", "the certificate has expired"),
    Code.CERTIFICATE_NOT_YET: Wording("chứng thư chưa có hiệu lực", "the certificate is not yet valid"),
    Code.CERTIFICATE_UNFIT: Wording(
        "chứng thư không dùng để ký cuộc gọi được (khóa, mục đích, phần mở rộng)",
        "the certificate is not fit to sign calls (key, usage, extensions)",
    ),
    Code.CERTIFICATE_REVOKED: Wording("chứng thư đã bị thu hồi", "the certificate is revoked"),
    Code.NUMBER_NOT_COVERED: Wording(
        "chứng thư không được ký cho số gọi này", "the certificate may not sign for this caller"
    ),
    Code.CLAIM_NOT_ALLOWED: Wording(
        "token nói điều mà chứng thư không cho phép", "the token claims what its certificate does not allow"
    ),
    Code.REPLAYED: Wording("token này đã dùng cho một cuộc gọi khác", "this token was already used for another call"),
}
