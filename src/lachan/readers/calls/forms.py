"""The normal form of the cells of a call record as DuckDB SQL: shown numbers, moments, lengths.

A number that is rightly written becomes E.164. One that is not stays as it was shown, without blanks and marks: a
wrong writing is a sign of forged calls and must reach the rules.
"""

from collections.abc import Sequence

from lachan.readers.calls.columns import WITHHELD
from lachan.readers.calls.words import ANSWERED, UNANSWERED
from lachan.readers.exports.forms import ZONE, compact_number, flag, full, likely, listed, literal, moment
from lachan.vietnam.numbers.normal import NATIONAL_PATTERN, SERVICE_PATTERN
from lachan.vietnam.numbers.plan import FOREIGN

LONGEST_NUMBER = 64
LONGEST_CALL = 14_400
"""Seconds; a negative length is taken for a call over midnight when it comes out no longer than this."""
_DAY = 86_400
AS_IT_IS = r"\+84(?:[35789][0-9]{8}|2[0-9]{9})"
"""Most numbers are normal already: one look says so."""
_ABROAD = r"^(?:\+|00)"
_FOREIGN = r"(?:\+|00)[1-9][0-9]{6,14}"
_HIDDEN = ("anonymous", "restricted", "private", "unavailable", "unknown", "withheld")
_WIDE = "＋０１２３４５６７８９"
"""Plus and digits of full width."""
_FROM_ABROAD = "|".join(
    rf"{code}[0-9]{{{max(what.country.shortest - len(code), 0)},{15 - len(code)}}}"
    for code, what in FOREIGN.items()
    if what.country and code != "84"
)
"""Bare digits that are a foreign number when they come from abroad: such trunks often leave out the +."""


def compact(cell: str) -> str:
    """The signs of a number that count; NULL for a number that is normal already, and when digits are lost."""
    plain = f"translate({cell}, '{_WIDE}', '+0123456789')"
    return f"CASE WHEN {full(cell, AS_IT_IS)} THEN NULL ELSE {compact_number(plain)} END"


def number(cell: str, marks: str, *, from_abroad: str = "FALSE") -> str:
    """E.164, a short number, `anonymous`, or what was shown; `marks` is the `compact` of the cell."""
    behind = f"regexp_replace({marks}, '{_ABROAD}84', '')"
    service = full(behind, SERVICE_PATTERN)
    international = f"(starts_with({marks}, '+84') OR starts_with({marks}, '0084'))"
    return (
        f"CASE WHEN {full(cell, AS_IT_IS)} THEN {cell} "
        f"WHEN {cell} IS NULL OR {marks} = '' OR lower({marks}) IN ({listed(_HIDDEN)}) "
        f"OR regexp_matches(lower({marks}), '^(?:sips?:)?anonymous') THEN '{WITHHELD}' "
        f"WHEN {full(marks, '[1-9][0-9]{2,5}')} THEN {marks} "
        f"WHEN {from_abroad} AND NOT starts_with({marks}, '84') AND {full(marks, _FROM_ABROAD)} THEN '+' || {marks} "
        f"WHEN {international} THEN CASE WHEN {full(behind, NATIONAL_PATTERN)} OR {service} "
        f"THEN '+84' || {behind} ELSE substr({marks}, 1, {LONGEST_NUMBER}) END "
        f"WHEN {full(marks, _FOREIGN)} THEN '+' || regexp_replace({marks}, '{_ABROAD}', '') "
        f"WHEN starts_with({marks}, '0') AND {full(f'substr({marks}, 2)', NATIONAL_PATTERN)} "
        f"THEN '+84' || substr({marks}, 2) "
        f"WHEN starts_with({marks}, '84') AND {full(f'substr({marks}, 3)', f'{NATIONAL_PATTERN}|{SERVICE_PATTERN}')} "
        f"THEN '+84' || substr({marks}, 3) "
        f"WHEN {full(marks, f'{NATIONAL_PATTERN}|{SERVICE_PATTERN}')} THEN '+84' || {marks} "
        f"ELSE substr({marks}, 1, {LONGEST_NUMBER}) END"
    )


def instant(cell: str, formats: Sequence[str], zone: str) -> str:
    """The moment in Vietnamese time; a cell without zone is of `zone` ("": Vietnam's). Unix seconds are read too."""
    usual = _moved(moment(cell, formats), zone)
    zoned = moment(cell, ())
    unix = f"timezone('{ZONE}', make_timestamptz({{}}))"
    seconds = unix.format(f"try_cast({cell} AS BIGINT) * 1000000")
    thousandths = unix.format(f"try_cast({cell} AS BIGINT) * 1000")
    return (
        f"CASE WHEN {full(cell, '1[0-9]{9}')} THEN {seconds} WHEN {full(cell, '1[0-9]{12}')} THEN {thousandths} "
        f"WHEN {full(cell, _ZONED)} THEN {zoned} ELSE {usual} END"
    )


_ZONED = r".*[0-9]{2}:[0-9]{2}.*(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)"


def _moved(stamp: str, zone: str) -> str:
    return f"timezone('{ZONE}', timezone({literal(zone)}, {stamp}))" if zone and zone != ZONE else stamp


def typed_instant(stamp: str, zone: str) -> str:
    """A moment of the file's own type, which names no zone."""
    return _moved(stamp, zone)


def of_these_years(stamp: str) -> str:
    """NULL for a year in which no call of any use can lie."""
    return f"CASE WHEN year({stamp}) BETWEEN 2000 AND 2199 THEN {likely(stamp)} END"


def seconds(cell: str) -> str:
    """Whole seconds, perhaps negative: "65", "65.0", "1:05", "00:01:05"."""
    part = "try_cast(regexp_extract({cell}, '{pattern}', {at}) AS INTEGER)"
    clock = "^(?:([0-9]{1,3}):)?([0-9]{1,3}):([0-5][0-9])"
    hours, minutes, rest = (part.format(cell=cell, pattern=clock, at=at) for at in (1, 2, 3))
    return (
        f"CASE WHEN {full(cell, '-?[0-9]{1,7}(?:[.,][0-9]+)?')} THEN "
        f"try_cast(regexp_extract({cell}, '^-?[0-9]+') AS INTEGER) "
        f"WHEN {full(cell, '(?:[0-9]{1,3}:)?[0-9]{1,3}:[0-5][0-9](?:[.,][0-9]+)?')} "
        f"THEN coalesce({hours}, 0) * 3600 + {minutes} * 60 + {rest} END"
    )


def over_midnight(length: str, started_at: str) -> str:
    """A negative length that lacks a day; NULL for any other negative one."""
    whole = f"{length} + {_DAY}"
    time_of_day = f"(epoch({started_at})::BIGINT % {_DAY})"
    return (
        f"CASE WHEN {length} >= 0 THEN {length} "
        f"WHEN {whole} BETWEEN 0 AND {LONGEST_CALL} AND {time_of_day} + {whole} >= {_DAY} THEN {whole} END"
    )


def answered(cell: str, meanings: dict[str, str]) -> str:
    """Yes or no, or how a switch writes the end of a call."""
    word = f"upper(nfc_normalize({cell}))"
    return (
        f"CASE WHEN {word} IN ({listed(ANSWERED)}) THEN TRUE WHEN {word} IN ({listed(UNANSWERED)}) THEN FALSE "
        f"ELSE ({flag(cell, meanings)}) END"
    )
