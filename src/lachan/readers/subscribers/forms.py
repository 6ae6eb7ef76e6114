"""The normal form of every canonical column as DuckDB SQL over the cell as written.

A form gives NULL for a cell that cannot be read. What can be read but is wrong (a paper of eleven digits, a number
that nobody was allocated) stays as it is: that is for the rules. Nothing is guessed: digits that a spreadsheet lost
stay lost, and a zero is put back only where the rest of the row agrees with it.
"""

from collections.abc import Mapping as Table
from collections.abc import Sequence

from lachan.readers.exports.columns import Column
from lachan.readers.exports.forms import (
    SCIENTIFIC,
    closed,
    count,
    day,
    digits_or,
    flag,
    full,
    imei,
    listed,
    literal,
    moment,
    text,
)  # fmt: skip
from lachan.readers.subscribers.words import WORDS
from lachan.vietnam.identity import TAX_WEIGHTS, birth_provinces
from lachan.vietnam.numbers import PREFIXES_OF_2018

PAPERS = ("id_number", "user_id_number", "representative_id", "tax_code")
NAMES = ("owner_name",)
CODES_IN_LOWER_CASE = ("id_scan_hash", "photo_hash")
_BETWEEN_PAPER = r"[\s\p{Z}.''/\-\x{2010}-\x{2015}\x{200b}-\x{200f}\x{2060}\x{feff}]"
_LETTERS_OF_NAMES = "".join(
    letter
    for letter in map(chr, range(0xC0, 0x1EFA))
    if (letter <= "\u024f" or letter >= "\u1ea0") and letter.isupper()
)
_IN_NAMES = f"A-Z{_LETTERS_OF_NAMES}0-9.,&()/+\\-"
_ODD_IN_NAME = f"[^ {_IN_NAMES}]|  |^ | $|^$"
NUMBER_AS_IT_IS = "0(?:[35789][0-9]{8}|2[0-9]{9})"
PAPER_AS_IT_IS = "[0-9A-Z]+"


def is_plain_name(cell: str) -> str:
    """Whether a name is in its normal form beyond doubt."""
    return f"NOT regexp_matches({cell}, '{_ODD_IN_NAME}')"


def name(cell: str) -> str:
    """As `text`, in capital letters."""
    return f"CASE WHEN {is_plain_name(cell)} THEN {cell} ELSE nfc_normalize(upper({text(cell)})) END"


def paper(cell: str) -> str:
    """Digits and capital letters, nothing between; NULL when a spreadsheet lost digits."""
    bare = f"nfc_normalize(upper(regexp_replace(nfc_normalize({cell}), '{_BETWEEN_PAPER}', '', 'g')))"
    plain = f"CASE WHEN {full(cell, PAPER_AS_IT_IS)} AND NOT {full(cell, SCIENTIFIC)} THEN {cell} ELSE "
    return plain + digits_or(cell, f"nullif({bare}, '')") + " END"


def personal_number(digits: str, kind: str, birth: str, sex: str) -> str:
    """Zeros that a spreadsheet dropped from twelve digits, put back when province, birth year and sex agree."""
    whole = f"lpad({digits}, 12, '0')"
    codes = listed([code for code in birth_provinces() if code.startswith("0")])
    mark = f"try_cast(substr({whole}, 4, 1) AS INTEGER)"
    return (
        f"CASE WHEN {kind} = 'cccd' AND length({digits}) BETWEEN 10 AND 11 AND {full(digits, '[1-9][0-9]{9,10}')} "
        f"AND substr({whole}, 1, 3) IN ({codes}) "
        f"AND ({birth} IS NULL OR (substr({whole}, 5, 2) = lpad((year({birth}) % 100)::VARCHAR, 2, '0') "
        f"AND {mark} // 2 = (year({birth}) - 1900) // 100)) "
        f"AND ({sex} IS NULL OR ({mark} % 2 = 1) = ({sex} = 'F')) THEN {whole} ELSE {digits} END"
    )


def tax_code(code: str) -> str:
    """The zero before nine digits, put back when the check digit agrees."""
    whole = f"lpad({code}, 10, '0')"
    terms = [f"{weight} * try_cast({whole}[{at}] AS INTEGER)" for at, weight in enumerate(TAX_WEIGHTS, start=1)]
    right = f"10 - ({' + '.join(terms)}) % 11 = try_cast({whole}[10] AS INTEGER)"
    return f"CASE WHEN length({code}) = 9 AND {full(code, '[1-9][0-9]{8}')} AND {right} THEN {whole} ELSE {code} END"


def national_digits(compact: str) -> str:
    """The digits behind the country code or the leading 0; NULL for another country."""
    abroad = f"regexp_replace({compact}, '^(?:\\+|00)?840?', '')"
    return (
        f"CASE WHEN starts_with({compact}, '+84') OR starts_with({compact}, '0084') THEN {abroad} "
        f"WHEN starts_with({compact}, '+') OR starts_with({compact}, '00') THEN NULL "
        f"WHEN starts_with({compact}, '84') AND length({compact}) BETWEEN 11 AND 13 THEN {abroad} "
        f"WHEN starts_with({compact}, '0') THEN substr({compact}, 2) ELSE {compact} END"
    )


def number(compact: str, national: str) -> str:
    """The national number with its 0, of 11 digits before 2018 with its new prefix; NULL when there is none."""
    new = "".join(f" WHEN '{old}' THEN '{fresh}'" for old, fresh in PREFIXES_OF_2018.items())
    prefix = f"CASE substr({national}, 1, 3){new} END"
    zero_lost = (
        f"NOT (starts_with({compact}, '0') OR starts_with({compact}, '+') OR length({national}) < length({compact}))"
    )
    return (
        f"CASE WHEN NOT {full(national, '[1-9][0-9]{5,11}')} THEN NULL "
        f"WHEN {full(national, '1[89]00(?:[0-9]{4}|[0-9]{6})')} THEN {national} "
        f"WHEN length({national}) = 10 AND {prefix} IS NOT NULL THEN '0' || {prefix} || substr({national}, 4) "
        f"WHEN NOT ({zero_lost}) THEN CASE WHEN length({national}) BETWEEN 7 AND 12 THEN '0' || {national} END "
        f"WHEN length({national}) = 9 OR (length({national}) = 10 AND starts_with({national}, '2')) "
        f"OR (starts_with({national}, '69') AND length({national}) BETWEEN 7 AND 8) THEN '0' || {national} END"
    )


def commune_code(cell: str) -> str:
    """Five digits, with the zeros that a spreadsheet dropped."""
    return (
        f"CASE WHEN {full(cell, '[0-9]{5}')} THEN {cell} WHEN {full(cell, '[0-9]{1,4}')} THEN lpad({cell}, 5, '0') "
        f"WHEN {full(cell, '[0-9]{1,5}[.,]0')} THEN lpad(regexp_extract({cell}, '^[0-9]+'), 5, '0') ELSE {cell} END"
    )


def form(column: Column, cell: str, meanings: Table[str, str], formats: Sequence[str]) -> str:
    """The normal form of a cell that needs no other cell of its row."""
    if column.values:
        return closed(column, cell, meanings, WORDS[column.name])
    if column.kind == "flag":
        return flag(cell, meanings)
    if column.kind == "count":
        return count(cell)
    if column.kind == "moment":
        return moment(cell, formats)
    if column.kind == "date":
        return day(cell, formats)
    if meanings:
        own = "".join(f" WHEN {literal(w.strip())} THEN {literal(value)}" for w, value in meanings.items())
        cell = f"(CASE {cell}{own} ELSE {cell} END)"
    if column.name in PAPERS:
        return paper(cell)
    if column.name in NAMES:
        return name(cell)
    if column.name == "imei":
        return imei(cell)
    if column.name == "commune_code":
        return commune_code(cell)
    return f"lower({cell})" if column.name in CODES_IN_LOWER_CASE else text(cell)
