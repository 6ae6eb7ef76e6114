"""Usual words for the kinds of trunks and for answered calls, by their key; own codes go into a mapping."""

from collections.abc import Mapping

from lachan.readers.exports.headers import key

_KINDS: Mapping[str, tuple[str, ...]] = {
    "international": ("quốc tế", "liên lạc quốc tế", "international", "int", "intl", "foreign", "ngoài nước"),
    "domestic": ("trong nước", "liên mạng", "liên mạng trong nước", "domestic", "national", "dom", "interconnect"),
    "internal": ("nội mạng", "nội bộ", "internal", "on net", "onnet", "intranet"),
}
KINDS: Mapping[str, str] = {key(word): value for value, words in _KINDS.items() for word in (value, *words)}
ANSWERED = ("ANSWERED", "ANSWER", "TRẢ LỜI", "THÀNH CÔNG", "OK", "CONNECTED")
UNANSWERED = (
    "NO ANSWER", "NOANSWER", "BUSY", "FAILED", "CANCEL", "CANCELLED", "CONGESTION", "REJECTED", "BẬN", "NHỠ",
    "KHÔNG TRẢ LỜI", "THẤT BẠI",
)  # fmt: skip
"""What switches write for the end of a call, in capital letters."""
