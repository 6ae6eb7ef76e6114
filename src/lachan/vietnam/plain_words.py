"""Help for whoever writes to everybody: where a text is hard to understand, blames, or tells what nobody may read.

Pure: a text in, remarks out, each with its place and a better wording. `GRAVE` remarks keep a text from being
published; the others are advice. Names of persons are hard to know: they are advice, numbers and addresses are sure.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from lachan.vietnam.abbreviations import ABBREVIATIONS
from lachan.vietnam.numbers import normal_number
from lachan.vietnam.numbers.plan import SHORT
from lachan.vietnam.wording import Wording

MOST_SYLLABLES = 25
"""A sentence of more is not understood at one hearing (own measure: about ten seconds of reading aloud)."""


class RemarkKind(StrEnum):
    """What a remark is about."""

    LONG_SENTENCE = "long_sentence"
    FOREIGN_WORD = "foreign_word"
    ABBREVIATION = "abbreviation"
    BLAME = "blame"
    OFFICIAL_WORD = "official_word"
    LIVE_LINK = "live_link"
    PERSON = "person"
    MOBILE_NUMBER = "mobile_number"
    IDENTITY_NUMBER = "identity_number"
    ACCOUNT_NUMBER = "account_number"
    HOME_ADDRESS = "home_address"
    MAIL_ADDRESS = "mail_address"


GRAVE = frozenset(
    {
        RemarkKind.MOBILE_NUMBER,
        RemarkKind.IDENTITY_NUMBER,
        RemarkKind.ACCOUNT_NUMBER,
        RemarkKind.HOME_ADDRESS,
        RemarkKind.MAIL_ADDRESS,
    }
)
"""Personal data and bank accounts: a text with one is not published."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about `text[start:end]`, which `quoted` repeats, and what would be better."""

    kind: RemarkKind
    start: int
    end: int
    quoted: str
    advice: Wording

    @property
    def grave(self) -> bool:
        """Whether it keeps the text from being published."""
        return self.kind in GRAVE


def remarks(text: str) -> tuple[Remark, ...]:
    """All remarks on a text, in the order of their places."""
    found = [*_private(text), *_links(text), *_persons(text), *_words(text), *_abbreviations(text), *_sentences(text)]
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.kind)))


_LISTS: dict[str, list[dict[str, str]]] = tomllib.loads(
    (files("lachan.vietnam") / "data" / "plain_words.toml").read_text(encoding="utf-8")
)
_KIND_OF_LIST = {
    "foreign": RemarkKind.FOREIGN_WORD,
    "blame": RemarkKind.BLAME,
    "official": RemarkKind.OFFICIAL_WORD,
}
_BETTER = {
    one["word"].casefold(): (_KIND_OF_LIST[name], one["better"]) for name, rows in _LISTS.items() for one in rows
}
_WORD = re.compile(
    rf"(?<!\w)(?:{'|'.join(re.escape(one) for one in sorted(_BETTER, key=lambda one: (-len(one), one)))})(?!\w)",
    re.IGNORECASE,
)
_SHORT_FORM = re.compile(
    rf"(?<!\w)(?:{'|'.join(re.escape(one) for one in sorted(ABBREVIATIONS, key=lambda one: (-len(one), one)))})(?!\w)"
)
_KNOWN_TO_ALL = {"SIM", "mã QR", "QR", "ATM", "4G", "5G", "VNeID", "TTTB"}  # no better word in Vietnamese
_SENTENCE = re.compile(r"[^.!?…\n]+(?:[.!?…](?=\S)[^.!?…\n]*)*")
_LINK = re.compile(r"(?:https?://|www\.)\S+|(?<![\w@.])(?:[a-z0-9-]+\.)+(?:com|net|org|info|top|xyz|vip|cc|vn)(?![\w])\S*",
                   re.IGNORECASE)  # fmt: skip
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_RUN = re.compile(r"(?<!\w)(?<!\d[.,/])\+?\d(?:[ .\-]?\d){5,}(?![\w])")
_COUNT = r"[1-9]\d{0,2}(?:\.\d{3})+"
_NO_ONES = re.compile(rf"{_COUNT}(?: ?- ?{_COUNT})?|\d{{1,2}}[-.]\d{{1,2}}[-.]\d{{4}}|(?:19|20)\d\d ?- ?(?:19|20)\d\d")
"""Counts, sums, days and years: numbers that are nobody's."""
_ACCOUNT = re.compile(
    r"(?:số tài khoản|tài khoản(?: ngân hàng)?|stk|tk)(?: số)?\s*:?\s*(?P<number>[A-Z]{0,6}\d(?:[ .\-]?\d){5,18})",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:số nhà\s+\d+\w*|nhà số\s+\d+\w*|(?<!\w)số\s+\d+[A-Za-z]?(?:/\d+)*,?\s+(?:đường|phố|ngõ|ngách|hẻm|khối|tổ)\b"
    r"|(?<!\w)(?:ngõ|ngách|hẻm)\s+\d+)[^.;\n]{0,60}",
    re.IGNORECASE,
)
_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Nông|Hứa|Vi|Lương|Bế|Triệu|Đinh|Lã|Chu|"
    "Mã|Đàm|Hà|Lục|Tô|Trịnh|Đoàn|Mai|Cao|Lưu|Phùng|Đào|Vương|La|Lâm|Lộc|Hoàng"
)
_CAPITAL = "[A-Z" + "".join(chr(code) for code in range(0xC0, 0x1F00) if chr(code).isupper()) + "]"
_NAME = re.compile(rf"(?<!\w)(?:{_SURNAMES})(?: {_CAPITAL}[^\W\d_]*){{1,3}}(?!\w)")
_CALLED = re.compile(
    r"(?<!\w)(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác) "
    rf"(?P<name>{_CAPITAL}(?:[^\W\d_]+|\.)(?: {_CAPITAL}(?:[^\W\d_]*|\.))*)"
)


def _remark(kind: RemarkKind, found: re.Match[str], vi: str, en: str, *, group: str | int = 0) -> Remark:
    start, end = found.span(group)
    return Remark(kind, start, end, found.string[start:end], Wording(vi, en))


def _private(text: str) -> Iterator[Remark]:
    """Numbers of persons and accounts, home and mail addresses."""
    taken: list[tuple[int, int]] = []
    for found in _ACCOUNT.finditer(text):
        taken.append(found.span("number"))
        yield _remark(RemarkKind.ACCOUNT_NUMBER, found, "Bỏ số tài khoản ngân hàng: có thể là của người vô can.",
                      "Leave out bank account numbers: it may be somebody innocent's.", group="number")  # fmt: skip
    for found in _RUN.finditer(text):
        start, end = found.span()
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        remark = _number_remark(found)
        if remark is not None:
            yield remark
    for found in _PLACE.finditer(text):
        yield _remark(RemarkKind.HOME_ADDRESS, found, "Bỏ địa chỉ nhà; chỉ ghi tên xã, phường.",
                      "Leave out home addresses; name the commune alone.")  # fmt: skip
    for found in _MAIL.finditer(text):
        if not found[0].lower().endswith(".gov.vn"):
            yield _remark(RemarkKind.MAIL_ADDRESS, found, "Bỏ địa chỉ thư của cá nhân.",
                          "Leave out personal mail addresses.")  # fmt: skip


def _number_remark(found: re.Match[str]) -> Remark | None:
    """What a run of six digits or more is: a mobile number, an identity number, an account, or a count or hotline."""
    written, digits = found[0], re.sub(r"\D", "", found[0])
    number = normal_number(written) if written.startswith(("0", "+", "84")) else None
    if number is not None and re.match(r"\+84[35789]", number) and len(number) == 12:
        return _remark(RemarkKind.MOBILE_NUMBER, found, "Bỏ số di động: có thể là của người vô can, hoặc số bị giả.",
                       "Leave out mobile numbers: it may be somebody innocent's, or a forged one.")  # fmt: skip
    if re.search(r"[^\W\d_]-$", found.string[: found.start()]) and re.fullmatch(r"(?:19|20)\d\d-\d{1,6}", written):
        return None  # the number of a document: CB-2026-0001
    if number is not None or _NO_ONES.fullmatch(written) or re.fullmatch(r"1[89]00\d{4,6}", digits):
        return None
    if all(one in SHORT or one == "5656" for one in written.split()):
        return None  # 113 114 115
    if (len(digits) == 12 and digits[0] == "0") or (len(digits) == 9 and digits[0] in "0123"):
        return _remark(RemarkKind.IDENTITY_NUMBER, found, "Bỏ số giấy tờ cá nhân.",
                       "Leave out numbers of identity papers.")  # fmt: skip
    if re.fullmatch(r"0[35789]\d{8}|050\d{7}", digits):
        return _remark(RemarkKind.MOBILE_NUMBER, found, "Bỏ số di động của cá nhân.", "Leave out mobile numbers.")
    if len(digits) >= 8:
        return _remark(RemarkKind.ACCOUNT_NUMBER, found, "Bỏ dãy số này: trông như số tài khoản hoặc giấy tờ.",
                       "Leave out this number: it looks like an account or a paper.")  # fmt: skip
    return None


def _links(text: str) -> Iterator[Remark]:
    mails = [found.span() for found in _MAIL.finditer(text)]
    for found in _LINK.finditer(text):
        address = found[0].rstrip(".,;:)")
        host = re.sub(r"^https?://", "", address, flags=re.IGNORECASE).split("/")[0].lower()
        inside_mail = any(start <= found.start() < end for start, end in mails)
        if host.endswith(".gov.vn") or inside_mail:
            continue
        dead = address.replace("http", "hxxp").replace(".", "[.]")
        yield Remark(RemarkKind.LIVE_LINK, found.start(), found.start() + len(address), address, Wording(
            f"Đường dẫn này bấm được. Viết cho không bấm được: {dead}",
            f"This link is live. Write it so that nobody can click it: {dead}",
        ))  # fmt: skip


def _persons(text: str) -> Iterator[Remark]:
    taken: list[tuple[int, int]] = []
    for pattern, group in ((_NAME, 0), (_CALLED, "name")):
        for found in pattern.finditer(text):
            start, end = found.span(group)
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            taken.append((start, end))
            yield _remark(RemarkKind.PERSON, found, "Có vẻ là tên người. Viết “một người ở xã …”.",
                          "This looks like a person's name. Write “somebody in …”.", group=group)  # fmt: skip


def _words(text: str) -> Iterator[Remark]:
    for found in _WORD.finditer(text):
        kind, better = _BETTER[found[0].casefold()]
        yield _remark(kind, found, f"Nên viết: {better}.", f"Better in Vietnamese: “{better}”.")


def _abbreviations(text: str) -> Iterator[Remark]:
    for found in _SHORT_FORM.finditer(text):
        full = ABBREVIATIONS[found[0]].full
        if full.casefold() != found[0].casefold() and found[0] not in _KNOWN_TO_ALL:
            yield _remark(RemarkKind.ABBREVIATION, found, f"Viết đủ: {full}.", f"Write it in full: “{full}”.")


def _sentences(text: str) -> Iterator[Remark]:
    for found in _SENTENCE.finditer(text):
        count = len(found[0].split())
        if count > MOST_SYLLABLES:
            yield _remark(
                RemarkKind.LONG_SENTENCE, found, f"Câu dài {count} tiếng. Tách thành hai câu, mỗi câu một việc.",
                f"A sentence of {count} words. Make it two, each for one thing.",
            )  # fmt: skip
