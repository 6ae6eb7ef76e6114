"""Telephone numbers as people and systems write them, brought to one form.

Sources: Circular 22/2014/TT-BTTTT (numbering plan); the plans of 2017 (area codes 02xx) and of 15 September 2018
(mobile numbers from 11 to 10 digits). A prefix says who was first allocated the number, never who serves it today.
"""

import re
import unicodedata

PREFIXES_OF_2018 = {
    "162": "32", "163": "33", "164": "34", "165": "35", "166": "36", "167": "37", "168": "38", "169": "39",
    "120": "70", "121": "79", "122": "77", "126": "76", "128": "78",
    "123": "83", "124": "84", "125": "85", "127": "81", "129": "82",
    "186": "56", "188": "58", "199": "59",
}  # fmt: skip
"""Mobile numbers of 11 digits before 15 September 2018: old prefix without 0 to new prefix without 0."""
_NATIONAL = re.compile(
    r"""
      (?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)\d{7}   # mobile
    | 2[48]\d{8}                                    # Hà Nội, TP. Hồ Chí Minh
    | (?:20[3-9]|21[0-689]|22[0-25-9]|23[2-9]|25[124-9]|26[01239]|27[0-7]|29[0-4679])\d{7}  # the other provinces
    | 69\d{5,7}                                     # police and army
    | 80\d{5}                                       # offices of Party and Government
    """,
    re.VERBOSE,
)
_SERVICE = re.compile(r"1[89]00(?:\d{4}|\d{6})")
"""Free (1800) and paid (1900) services: dialled without a leading 0."""
NATIONAL_PATTERN = re.sub(r"#[^\n]*|\s", "", _NATIONAL.pattern)
SERVICE_PATTERN = _SERVICE.pattern
"""The same as text, for data bases: the digits behind the country code or the 0, and services."""
_OLD_MOBILE = re.compile(r"(1[2689]\d)(\d{7})")
_FOREIGN = re.compile(r"[1-9]\d{6,14}")
_BETWEEN = re.compile(r"[\s.,'()/·\-\u2010-\u2015\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_ASCII_DIGITS = re.compile(r"[0-9]+")


def compact_writing(text: str) -> str:
    """`text` without blanks and marks between digits, full-width digits as plain ones, and "+84 (0) 912…" as +84912…"""
    written = unicodedata.normalize("NFKC", text)
    return _BETWEEN.sub("", written.replace("(0)", "") if "+" in written else written)


def normal_number(text: str) -> str | None:
    """`text` as E.164 ("0912.345.678" -> "+84912345678"); None when it can be no telephone number of Vietnam.

    Read are 0…, 84…, +84…, 0084…, the number without its 0 (spreadsheets drop it), blanks and marks between digits,
    1800/1900 services and mobile numbers of 11 digits, which get their prefix of 2018. A number of another country
    must carry + or 00; its 7 to 15 digits are kept as given. "+84" followed by 0 is how forged callers look and is
    refused, except in the written form "+84 (0) 912…". Emergency and short numbers (113, 1414) have no E.164 form.
    The result of a result is itself.
    """
    compact = compact_writing(text)
    international = compact.startswith(("+", "00"))
    digits = compact.removeprefix("+") if compact.startswith("+") else compact.removeprefix("00")
    if not _ASCII_DIGITS.fullmatch(digits):
        return None
    if international:
        if digits.startswith("84"):
            return _vietnamese(digits[2:])
        return f"+{digits}" if _FOREIGN.fullmatch(digits) else None
    if digits.startswith("0"):
        return None if _SERVICE.fullmatch(digits[1:]) else _vietnamese(digits[1:])
    return (_vietnamese(digits[2:]) if digits.startswith("84") else None) or _vietnamese(digits)


def _vietnamese(national: str) -> str | None:
    """E.164 of the digits behind the country code or the leading 0, old mobile prefixes brought up to date."""
    old = _OLD_MOBILE.fullmatch(national)
    if old and old[1] in PREFIXES_OF_2018:
        national = PREFIXES_OF_2018[old[1]] + old[2]
    known = _NATIONAL.fullmatch(national) or _SERVICE.fullmatch(national)
    return f"+84{national}" if known else None
