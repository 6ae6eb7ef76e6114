"""A written text as it is read aloud: every number, date, sum, sign and known abbreviation in words."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from lachan.vietnam.abbreviations import ABBREVIATIONS
from lachan.vietnam.numbers.plan import SHORT
from lachan.vietnam.spoken.counting import MOST_DIGITS, decimal_words, digit_words, number_words

_MONTHS = {1: "một", 4: "tư"}
_COUNTED = (
    "người|lượt|vụ|việc|nghìn|ngàn|triệu|tỷ|tỉ|trăm|xã|phường|thôn|thuê bao|đồng|ngày|giờ|phút|giây|tháng|năm|tuổi|"
    "lần|tin|cuộc|trường hợp|bước|điều|tờ|bản|số"
)
_UNITS = {"%": "phần trăm", "km": "ki lô mét", "kg": "ki lô gam", "m": "mét"}
_MONEY = {"đ": "đồng", "đồng": "đồng", "vnd": "đồng", "vnđ": "đồng", "₫": "đồng", "usd": "đô la Mỹ", "$": "đô la Mỹ"}
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_LETTERS = {
    "A": "a", "B": "bê", "C": "xê", "D": "đê", "E": "e", "F": "ép", "G": "gờ", "H": "hát", "I": "i", "J": "gi",
    "K": "ca", "L": "lờ", "M": "mờ", "N": "nờ", "O": "o", "P": "pê", "Q": "quy", "R": "rờ", "S": "ét", "T": "tê",
    "U": "u", "V": "vê", "W": "vê-kép", "X": "ích", "Y": "i-dài", "Z": "dét",
}  # fmt: skip
_MARKS = {"&": "và", "+": "cộng", "=": "bằng", "@": "a còng", "~": "khoảng"}


def spoken(text: str) -> str:
    """`text` in words alone: no digit of any script is left; said again, it stays what it is."""
    said = unicodedata.normalize("NFC", _plain_digits(text))
    for pattern, say in _RULES:
        said = pattern.sub(say, said)
    return _tidy(_DOT_BETWEEN.sub(" chấm ", _tidy(said)))


def _tidy(said: str) -> str:
    return re.sub(r"[ \t]+", " ", re.sub(r"[ \t]+([,.;:!?])", r"\1", said)).strip()


def _plain_digits(text: str) -> str:
    """Digits of every script as 0–9; those that are part of a number only by look (², ①) too."""
    return "".join(one if not one.isdigit() or one in "0123456789" else _digit(one) for one in text)


def _digit(sign: str) -> str:
    return str(unicodedata.digit(sign))


def _date(found: re.Match[str]) -> str:
    day, month, year = int(found["day"]), int(found["month"]), found["year"]
    try:
        date(int(year) if year else 2000, month, day)
    except ValueError:
        return found[0]
    words = f"ngày {number_words(day)} tháng {_MONTHS.get(month) or number_words(month)}"
    return f" {words} năm {number_words(int(year))} " if year else f" {words} "


def _month(found: re.Match[str]) -> str:
    month, year = int(found["month"]), int(found["year"])
    return f" tháng {_MONTHS.get(month) or number_words(month)} năm {number_words(year)} "


def _clock(found: re.Match[str]) -> str:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if hour > 24 or minute > 59:
        return found[0]
    return f" {number_words(hour)} giờ{f' {number_words(minute)} phút' if minute else ''} "


def _number(text: str) -> str:
    """A written number: with dots a count, with a leading 0 or very long digit by digit."""
    whole, _comma, fraction = text.partition(",")
    digits = whole.replace(".", "")
    if (len(digits) > 1 and digits[0] == "0") or len(digits) > MOST_DIGITS:
        return digit_words(digits + fraction)
    return decimal_words(digits, fraction) if fraction else number_words(int(digits))


def _sum(found: re.Match[str]) -> str:
    return f" {_number(found['number'])} {_MONEY[found['money'].lower()]} "


def _range(found: re.Match[str]) -> str:
    return f"{found['first']} đến {found['second']}"


def _unit(found: re.Match[str]) -> str:
    return f" {_number(found['number'])} {_UNITS[found['unit']]} "


def _abbreviation(found: re.Match[str]) -> str:
    return ABBREVIATIONS[found[0]].spoken


def _spelled(found: re.Match[str]) -> str:
    return f" {' '.join(_LETTERS[one] for one in found[0])} "


def _digits(found: re.Match[str]) -> str:
    return f" {digit_words(found[0])} "


_DOT_BETWEEN = re.compile(r"(?<=\w)\.(?=\w)")  # asked for last: what stands before a dot then is what stays there
_SHORT = "|".join(sorted({re.escape(one) for one in SHORT} | {"5656"}, key=lambda one: (-len(one), one)))
_ABBREVIATED = "|".join(re.escape(one) for one in sorted(ABBREVIATIONS, key=lambda one: (-len(one), one)))
_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str] | str], ...] = (
    (re.compile(rf"(?<!\w)(?:{_ABBREVIATED})(?!\w)"), _abbreviation),
    (re.compile(r"\.gov\.vn(?!\w)"), " chấm gờ o vê chấm vê nờ "),
    (re.compile(r"(?<![\d/])(?<!ngày )24/7(?![\d/])"), " cả ngày lẫn đêm "),
    (re.compile(r"(?:ngày )?(?<![\d./])(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>\d{4}))?(?![\d/])"), _date),
    (re.compile(r"(?:tháng )?(?<![\d./])(?P<month>1[0-2]|0?[1-9])/(?P<year>\d{4})(?![\d/])"), _month),
    (re.compile(r"(?<![\d.,])(?P<hour>\d{1,2})(?:h|g|:| giờ )(?P<minute>\d{2})(?: phút)?(?!\w)"), _clock),
    (re.compile(r"(?<![\d.,])(?P<hour>\d{1,2})[hg](?P<minute>)(?!\w)"), _clock),
    # telephone numbers: +84…, 0…, 1800… and 1900…, however parted
    (re.compile(r"(?<!\w)\+?(?:84|0)[ .\-]?\d{2,4}(?:[ .\-]?\d{2,4}){1,3}(?!\w)"), _digits),
    (re.compile(r"(?<!\w)1[89]00[ .\-]?\d{4}(?:\d{2})?(?!\w)"), _digits),
    (re.compile(rf"(?<![\w.,])(?P<first>{_SHORT})/(?P<second>{_SHORT})(?![\w])"), r"\g<first> hoặc \g<second>"),
    (re.compile(rf"(?<![\w.,])(?:{_SHORT})(?![\w%]|[.,]\d|\s+(?:{_COUNTED})\b)"), _digits),
    (re.compile(r"(?<![\w.,])(?P<first>\d+(?:,\d+)?)\s*[–-]\s*(?P<second>\d+(?:,\d+)?)(?!\w)"), _range),
    (re.compile(rf"(?P<number>{_NUMBER})\s?(?P<money>đồng|đ|vnđ|vnd|₫|usd|\$)(?!\w)", re.IGNORECASE), _sum),
    (re.compile(rf"(?P<number>{_NUMBER})\s?(?P<unit>%|km|kg|m)(?!\w)"), _unit),
    (re.compile(rf"{_NUMBER}"), lambda found: f" {_number(found[0])} "),
    (re.compile(r"(?<!\w)[A-Z]{2,}(?!\w)"), _spelled),
    (re.compile("[&+=@~]"), lambda found: f" {_MARKS[found[0]]} "),
    (re.compile(r"\s*[–—]\s+"), ", "),
)
