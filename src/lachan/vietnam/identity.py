"""Numbers on papers: personal numbers (12 digits), old identity cards (CMND), passports and tax codes.

Sources, and how sure they are:

* personal number: Decree 137/2015/NĐ-CP article 13 and Circular 07/2016/TT-BCA article 7, read in secondary sources:
  three digits of the province of birth registration, one of century and sex, two of the birth year, six at random.
  It has no check digit. The number never changes when provinces merge, so the 63 codes stay for ever; a person whose
  birth was registered abroad has a country's code, hence an unknown code is "unknown" and never "wrong";
* CMND: nine digits (twelve on the cards of the pilot of 2012 to 2015, which are personal numbers); its first digits
  name the issuing police, by a scheme that could not be confirmed: the number is taken as opaque;
* passport: permissive on purpose (ICAO 9303 allows nine letters and digits; the Vietnamese series changed in 2022);
* tax code: ten digits with a check digit (confirmed on published codes), or those and a branch 001 to 999; since
  1 July 2025 a person's tax code is the personal number (Circular 86/2024/TT-BTC, secondary source).

What is decoded is an indicator of a slip of the pen, no proof of anything about a person.
"""

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Sex = Literal["M", "F"]

PERSONAL_FORM = re.compile(r"[0-9]{12}", re.ASCII)
"""A personal number: what stands on a CCCD, an identity card (căn cước) and the CMND of the pilot."""
CMND_FORM = re.compile(r"[0-9]{9}", re.ASCII)
PASSPORT_FORM = re.compile(r"(?=[A-Z0-9]*[0-9])[A-Z0-9]{6,9}", re.ASCII)
"""Letters and digits with one digit at least: Vietnamese (one letter, then 7 or 8 digits) and foreign."""
TAX_FORM = re.compile(r"[0-9]{10}(?:(?!000)[0-9]{3})?", re.ASCII)
"""A tax code without its hyphen: of an organisation, or of its branch 001 to 999."""

TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
"""Weights of the first nine digits; check digit = 10 - (weighted sum modulo 11); 10 means that no such code exists."""

_SEPARATORS = re.compile(r"[\s.\-/\u2010-\u2015\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class BirthProvince:
    """One of the 63 provinces until 30 June 2025.

    `code` is as a personal number begins; `area_code` the fixed area code without 0; `successor` the two-digit code
    of the province that took it over (`lachan.vietnam.places`).
    """

    code: str
    name: str
    area_code: str
    successor: str


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """What a personal number says by itself; `province` is None for a code of no province (birth registered abroad)."""

    number: str
    province_code: str
    province: BirthProvince | None
    sex: Sex
    birth_year: int


@dataclass(frozen=True, slots=True)
class TaxCode:
    """A tax code of right form: of whom, and whether its check digit is right (a person's has none: always True)."""

    code: str
    holder: Literal["organisation", "branch", "person"]
    checked: bool


@cache
def birth_provinces() -> dict[str, BirthProvince]:
    """The 63 provinces by the three-digit code of personal numbers."""
    text = files("lachan.vietnam").joinpath("data", "birth_provinces.csv").read_text(encoding="utf-8")
    return {row["code"]: BirthProvince(**row) for row in csv.DictReader(text.splitlines())}


@cache
def birth_provinces_of(province_code: str) -> tuple[BirthProvince, ...]:
    """The old provinces that a province of 2025 (two digits) is made of; empty for an unknown code."""
    return tuple(one for one in birth_provinces().values() if one.successor == province_code)


def normal_paper(text: str) -> str:
    """The number of a paper as digits and capital letters with nothing between ("b 123-4567" is "B1234567").

    The result of a result is itself; signs that no paper has are kept, so that they show.
    """
    bare = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()
    return unicodedata.normalize("NFKC", bare)  # marks that lost their neighbour join the next letter


def decode(number: str) -> PersonalNumber | None:
    """What the twelve digits say; None when `number` is not twelve digits.

    The fourth digit gives century and sex: 0 man and 1 woman of the 1900s, 2 and 3 of the 2000s, and so on.
    """
    if not PERSONAL_FORM.fullmatch(number):
        return None
    mark = int(number[3])
    return PersonalNumber(
        number=number,
        province_code=number[:3],
        province=birth_provinces().get(number[:3]),
        sex="F" if mark % 2 else "M",
        birth_year=1900 + 100 * (mark // 2) + int(number[4:6]),
    )


def personal_prefix(province_code: str, sex: Sex, birth_year: int) -> str:
    """The first six digits that the number of such a person has; ValueError for a year outside 1900 to 2399."""
    if not 1900 <= birth_year <= 2399:
        raise ValueError(f"personal numbers know the birth years 1900 to 2399, not {birth_year}")
    mark = 2 * ((birth_year - 1900) // 100) + (sex == "F")
    return f"{province_code:0>3}{mark}{birth_year % 100:02}"


def tax_check_digit(first_nine: str) -> int | None:
    """The tenth digit behind nine others; None when no code begins with these nine (ValueError: not nine digits)."""
    if not CMND_FORM.fullmatch(first_nine):
        raise ValueError(f"nine digits are needed, not {first_nine!r}")
    check = 10 - sum(weight * int(digit) for weight, digit in zip(TAX_WEIGHTS, first_nine, strict=True)) % 11
    return None if check == 10 or first_nine[2:] == "0000000" else check


def tax_code(text: str) -> TaxCode | None:
    """The tax code in `text` ("0100109106", "0100109106-001", a personal number); None when it has no such form."""
    code = normal_paper(text)
    if PERSONAL_FORM.fullmatch(code):
        return TaxCode(code, "person", True)
    if not TAX_FORM.fullmatch(code):
        return None
    right = tax_check_digit(code[:9]) == int(code[9])
    return TaxCode(code, "organisation" if len(code) == 10 else "branch", right)
