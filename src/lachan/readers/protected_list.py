"""The signed list of protected numbers: what an office publishes and operators go by. docs/formats/protected-list.md

Read and verified here, written in `lachan.exchange.protected_list`. Kamailio loads this, so it imports nothing heavy.
The reader says whose list it is and that it is whole; whether it is still valid is for its user (`expired`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lachan.readers.canonical import Fields, canonical, moment_text, parsed, refusal
from lachan.vietnam.numbers import Protected, normal_number
from lachan.vietnam.numbers.normal import compact_writing

FORMAT: Final = "lachan-protected-list"
VERSION: Final = 1
SIGNED_AS = b"lachan protected list, version "  # a signature for this is none for anything else
MOST_HEADER_BYTES = 1_000
MOST_BYTES = 128_000_000
MOST_RANGES = 500_000
MOST_PATTERNS = 1_000
MOST_PATTERN = 30  # characters of one pattern
MOST_TRUNKS = 50
MOST_IN_RANGE = 1_000_000
MOST_SERIAL = 2**53 - 1  # whole numbers that every reader of JSON keeps as they are
_SHORT = re.compile(r"[1-9][0-9]{2,5}")

Originates = Literal["never", "only_from"]
ORIGINATES: tuple[Originates, ...] = ("never", "only_from")


@dataclass(frozen=True, slots=True)
class ProtectedRange:
    """Numbers from `first` to `last`, both included, that nobody but `body` may show as caller.

    Numbers are digits of E.164 with + ("+84205…"), or a short number ("113"); of one number, first and last are the
    same. `trunks` names trunks or operators that calls may come from when it originates `only_from` them. Valid from
    the start of `valid_from` to the end of `valid_to` (None: without end), in Vietnam.
    """

    first: str
    last: str
    body: str
    originates: Originates
    trunks: tuple[str, ...]
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class ProtectedList:
    """One issue of the list; a later issue has a higher serial. `patterns` are those of `vietnam.numbers.Protected`."""

    serial: int
    issued_at: datetime
    valid_until: datetime
    issuer: str
    ranges: tuple[ProtectedRange, ...]
    patterns: tuple[str, ...]


def expired(protected: ProtectedList, now: datetime) -> bool:
    """Whether the list is no longer to be gone by at `now` (aware)."""
    return now > protected.valid_until


def read_protected_list(content: bytes, *, key: Ed25519PublicKey, name: str = "") -> ProtectedList:
    """The list that the holder of `key` signed; `InputError` for anything else, before anything of it is believed."""
    header, body = _taken_apart(content, name)
    try:
        key.verify(header, to_sign(body))
    except InvalidSignature:
        raise refusal(
            "list_signature",
            "chữ ký không phải của cơ quan phát hành, hoặc danh sách đã bị sửa; không dùng, hãy tải lại",
            "the signature is not that of the issuing office, or the list was changed; do not use it, fetch it again",
            name,
        ) from None
    return _list(parsed(body, name=name), name)


def to_sign(body: bytes) -> bytes:
    """The bytes under the signature."""
    return SIGNED_AS + str(VERSION).encode() + b"\n" + body


def header_of(body: bytes, signature: bytes) -> bytes:
    """The first line of the file, without its line feed."""
    return canonical({"bytes": len(body), "format": FORMAT, "signature": signature.hex(), "version": VERSION})


def place_of(one: ProtectedRange) -> tuple[int, str, date]:
    """The order of ranges in the file: short numbers first, then by number, then by day."""
    return len(one.first), one.first, one.valid_from


def body_of(protected: ProtectedList) -> bytes:
    """The list as the body of the file."""
    return canonical(
        {
            "serial": protected.serial,
            "issued_at": moment_text(protected.issued_at),
            "valid_until": moment_text(protected.valid_until),
            "issuer": protected.issuer,
            "patterns": list(protected.patterns),
            "ranges": [
                {
                    "first": one.first,
                    "last": one.last,
                    "body": one.body,
                    "originates": one.originates,
                    "trunks": list(one.trunks),
                    "valid_from": one.valid_from.isoformat(),
                    "valid_to": one.valid_to.isoformat() if one.valid_to else None,
                }
                for one in protected.ranges
            ],
        }
    )


def _taken_apart(content: bytes, name: str) -> tuple[bytes, bytes]:
    """Signature and body; refused when it is no list, too large, of a version to come, cut or too long."""
    if len(content) > MOST_BYTES:
        raise refusal(
            "too_large",
            f"danh sách quá lớn, tối đa {MOST_BYTES:,} byte",
            f"the list is too large, at most {MOST_BYTES:,} bytes",
            name,
        )
    line, mark, body = content.partition(b"\n")
    if len(line) > MOST_HEADER_BYTES or not line.startswith(b"{") or FORMAT.encode() not in line:
        raise refusal(
            "not_list",
            "đây không phải danh sách số được bảo vệ do cơ quan phát hành",
            "this is not a list of protected numbers as an office publishes it",
            name,
        )
    header = Fields(parsed(line, name=name), name=name)
    header.check("format", lambda: header.raw("format") == FORMAT, f"phải là “{FORMAT}”", f"must be “{FORMAT}”")
    if header.number("version", least=1, most=10_000) != VERSION:
        raise refusal(
            "newer",
            f"danh sách do phiên bản mới hơn ghi ra (ở đây đọc được dạng {VERSION}). Danh sách không hỏng: hãy nâng "
            "cấp Lá Chắn rồi mở lại",
            f"the list was written by a newer version (form {VERSION} can be read here). It is not damaged: upgrade "
            "Lá Chắn and try again",
            name,
        )
    size = header.number("bytes", least=2, most=MOST_BYTES)
    signature = header.text("signature")
    header.check(
        "signature",
        lambda: re.fullmatch(r"[0-9a-f]{128}", signature) is not None,
        "phải là 128 chữ số thập lục phân",
        "must be 128 hexadecimal digits",
    )
    header.end()
    if not mark or len(body) < size:
        raise refusal(
            "truncated",
            "danh sách bị thiếu phần cuối; hãy tải lại",
            "the end of the list is missing; fetch it again",
            name,
        )
    if len(body) > size:
        raise refusal("longer", "danh sách có phần thừa ở cuối", "there is something behind the end of the list", name)
    return bytes.fromhex(signature), body


def _list(body: dict[str, Any], name: str) -> ProtectedList:
    fields = Fields(body, name=name)
    protected = ProtectedList(
        serial=fields.number("serial", least=1, most=MOST_SERIAL),
        issued_at=fields.moment("issued_at"),
        valid_until=fields.moment("valid_until"),
        issuer=fields.text("issuer"),
        ranges=tuple(
            _range(one, name, f"ranges[{place}]")
            for place, one in enumerate(fields.items("ranges", least=0, most=MOST_RANGES))
        ),
        patterns=tuple(
            _pattern(one, name, f"patterns[{place}]")
            for place, one in enumerate(fields.items("patterns", least=0, most=MOST_PATTERNS))
        ),
    )
    fields.check(
        "valid_until",
        lambda: protected.valid_until > protected.issued_at,
        "phải muộn hơn lúc phát hành",
        "must be later than the issue",
    )
    fields.check(
        "patterns",
        lambda: list(protected.patterns) == sorted(set(protected.patterns)),
        "phải theo thứ tự và không trùng nhau",
        "must be in order and without repetition",
    )
    fields.end()
    _check_order(protected.ranges, fields)
    return protected


def _range(value: Any, name: str, path: str) -> ProtectedRange:
    fields = Fields(value, name=name, path=path)
    first, last = fields.text("first", most=20), fields.text("last", most=20)
    originates = fields.raw("originates")
    one = ProtectedRange(
        first=first,
        last=last,
        body=fields.text("body"),
        originates=originates,
        trunks=tuple(
            Fields({"trunks": trunk}, name=name, path=path).text("trunks", most=100)
            for trunk in fields.items("trunks", least=0, most=MOST_TRUNKS)
        ),
        valid_from=fields.day("valid_from"),
        valid_to=fields.day_or_none("valid_to"),
    )
    fields.end()
    form = ("phải là số dạng +84… hoặc số ngắn", "must be a number as +84… or a short number")
    fields.check("first", lambda: listed_form(first) == first, *form)
    fields.check("last", lambda: listed_form(last) == last, *form)
    fields.check(
        "last",
        lambda: is_range(first, last),
        f"phải cùng độ dài với “first”, không nhỏ hơn, và dải không quá {MOST_IN_RANGE:,} số",
        f"must be as long as “first”, not below it, and the range of at most {MOST_IN_RANGE:,} numbers",
    )
    kinds = ", ".join(ORIGINATES)
    fields.check(
        "originates", lambda: originates in ORIGINATES, f"phải là một trong: {kinds}", f"must be one of: {kinds}"
    )
    fields.check(
        "trunks",
        lambda: bool(one.trunks) == (originates == "only_from") and list(one.trunks) == sorted(set(one.trunks)),
        "phải có khi “originates” là only_from, và chỉ khi đó; theo thứ tự, không trùng nhau",
        "must be there when “originates” is only_from, and only then; in order, without repetition",
    )
    fields.check(
        "valid_to",
        lambda: one.valid_to is None or one.valid_to >= one.valid_from,
        "sớm hơn “valid_from”",
        "is earlier than “valid_from”",
    )
    return one


def listed_form(text: str) -> str | None:
    """A number in any usual writing as the list writes it: E.164, or the digits of a short number; None else."""
    number = normal_number(text)
    if number is None:
        compact = compact_writing(text)
        number = compact if _SHORT.fullmatch(compact) else None
    return number


def is_range(first: str, last: str) -> bool:
    """Whether two numbers of the list's form are the ends of a range."""
    return len(first) == len(last) and 0 <= int(last) - int(first) < MOST_IN_RANGE


def is_pattern(text: str) -> bool:
    """Whether `text` is a look-alike pattern without blanks."""
    try:
        Protected((), (text,))
    except ValueError:
        return False
    return len(text) <= MOST_PATTERN and not any(one.isspace() for one in text)


def _pattern(value: Any, name: str, path: str) -> str:
    fields = Fields({"": value}, name=name, path=path)
    text = fields.text("", most=MOST_PATTERN)
    fields.check(
        "",
        lambda: is_pattern(text),
        "phải gồm chữ số, ? thay một chữ số, * ở cuối thay các chữ số còn lại",
        "must consist of digits, ? for one digit, and * at the end for any digits",
    )
    return text


def overlap(ranges: Sequence[ProtectedRange]) -> tuple[ProtectedRange, ProtectedRange] | None:
    """Two ranges that hold the same number on the same day, or None; `ranges` in the order of `place_of`."""
    open_ones: list[ProtectedRange] = []
    for one in ranges:
        open_ones = [other for other in open_ones if len(other.last) == len(one.first) and other.last >= one.first]
        for other in open_ones:
            if _same_days(one, other):
                return other, one
        open_ones.append(one)
    return None


def _same_days(one: ProtectedRange, other: ProtectedRange) -> bool:
    return (one.valid_to is None or other.valid_from <= one.valid_to) and (
        other.valid_to is None or one.valid_from <= other.valid_to
    )


def _check_order(ranges: tuple[ProtectedRange, ...], fields: Fields) -> None:
    places = [place_of(one) for one in ranges]
    fields.check("ranges", lambda: places == sorted(places), "phải theo thứ tự của số", "must be in order of number")
    two = overlap(ranges)
    if two:
        fields.check(
            "ranges",
            lambda: False,
            f"có hai dải trùng số trong cùng thời gian: {two[0].first}–{two[0].last} và {two[1].first}–{two[1].last}",
            f"has two ranges with the same number at the same time: {two[0].first}–{two[0].last} and "
            f"{two[1].first}–{two[1].last}",
        )
