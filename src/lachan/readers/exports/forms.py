"""The normal form of cells as DuckDB SQL over the cell as written, for every kind of record.

A form gives NULL for a cell that cannot be read. Nothing is guessed: digits that a spreadsheet lost stay lost.
"""

from collections.abc import Mapping as Table
from collections.abc import Sequence

from lachan.readers.exports.columns import Column
from lachan.readers.exports.words import NEVER, NO, NULLS, YES

ZONE = "Asia/Ho_Chi_Minh"
_BLANKS = "'' || chr(9) || chr(10) || chr(13) || ' ' || chr(160) || chr(8203) || chr(65279)"
_INVISIBLE = r"[\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}\x{2066}-\x{2069}\x{feff}]"
BETWEEN = r"[\s\p{Z}.,''()/·\-\x{2010}-\x{2015}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}\x{2066}-\x{2069}\x{feff}]"
_ODD_IN_TEXT = r"[^ -~\x{c0}-\x{24f}\x{1ea0}-\x{1ef9}–]|  |^ | $|^$"
"""Most names and texts are normal already: one look says so, only the others are worked on."""
FLOAT = "[0-9]{6,}[.,]0{1,2}"
SCIENTIFIC = r"([0-9])(?:[.,]([0-9]*))?[eE]\+?([0-9]{1,2})"
SERIAL = r"([1-6][0-9]{4}|7[0-2][0-9]{3})(?:[.,][0-9]+)?"
_DAY_FIRST = r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}"
_YEAR_FIRST = r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}"
_TIME = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
ZONED = rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[T ]{_TIME} ?(?:Z|[+-][0-9]{{2}}(?::?[0-9]{{2}})?)"
_TIMES_OF_DAY = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S.%f")
_HALVES_OF_DAY = ("%d/%m/%Y %I:%M:%S %p", "%d/%m/%Y %I:%M %p")
_TIME_FIRST = ("%H:%M:%S %d/%m/%Y", "%H:%M %d/%m/%Y")


def literal(text: str) -> str:
    """`text` as a SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def listed(texts: Sequence[str]) -> str:
    """Texts as SQL literals with commas between."""
    return ", ".join(literal(text) for text in texts)


def full(expression: str, pattern: str) -> str:
    """Whether the whole text fits the pattern."""
    return f"regexp_full_match({expression}, '{pattern}')"


def trimmed(cell: str) -> str:
    """The cell without blanks, line ends and invisible signs around it, NULL for nothing."""
    return f"nullif(trim({cell}, {_BLANKS}), '')"


def trimmed_quickly(cell: str) -> str:
    """The same for columns whose form takes line ends and invisible signs off anyway: five times as fast."""
    return f"nullif(trim({cell}), '')"


def without_null_words(cell: str) -> str:
    """NULL for the words that exports write into empty cells."""
    return f"CASE WHEN strlen({cell}) <= 6 AND upper({cell}) IN ({listed(NULLS)}) THEN NULL ELSE {cell} END"


def bare_word(expression: str) -> str:
    """Lower case without accents and signs, as `lachan.readers.exports.headers.key` makes it."""
    letters = f"replace(strip_accents(lower(nfc_normalize({expression}))), 'đ', 'd')"
    return f"regexp_replace({letters}, '[^0-9a-z]', '', 'g')"


def closed(column: Column, cell: str, meanings: Table[str, str], words: Table[str, str]) -> str:
    """One of the column's values: as it is, as the mapping says, or by a usual word (`words`: value by key)."""
    own = "".join(f" WHEN {literal(w.strip())} THEN {literal(value)}" for w, value in meanings.items())
    usual = "".join(f" WHEN {literal(word)} THEN {literal(value)}" for word, value in words.items())
    own_case = f"CASE {cell}{own} END" if own else "NULL"
    return (
        f"coalesce({own_case}, CASE WHEN {cell} IN ({listed(column.values)}) THEN {cell} "
        f"ELSE CASE {bare_word(cell)}{usual} END END)"
    )


def flag(cell: str, meanings: Table[str, str]) -> str:
    """TRUE or FALSE."""
    own = "".join(f" WHEN {cell} = {literal(w.strip())} THEN {value.upper()}" for w, value in meanings.items())
    word = f"replace(strip_accents(lower(nfc_normalize({cell}))), 'đ', 'd')"
    return f"CASE{own} WHEN {word} IN ({listed(YES)}) THEN TRUE WHEN {word} IN ({listed(NO)}) THEN FALSE END"


def count(cell: str) -> str:
    """A small whole number: "4", "4.0", "4/4"."""
    return f"try_cast(regexp_extract({cell}, '^([0-9]{{1,2}})(?:[.,]0+|/[0-9])?$', 1) AS TINYINT)"


def moment(cell: str, formats: Sequence[str]) -> str:
    """A TIMESTAMP in Vietnamese local time from the usual writings of days and times, or NULL; see `likely`."""
    time_zone = f"timezone('{ZONE}', try_cast(replace({cell}, ' +', '+') AS TIMESTAMPTZ))"
    iso = (
        f"CASE WHEN {full(cell, _YEAR_FIRST)} THEN try_strptime(translate({cell}, '/.', '--'), '%Y-%m-%d') "
        f"WHEN {full(cell, f'[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[T ]{_TIME}')} THEN try_cast({cell} AS TIMESTAMP) "
        f"WHEN {full(cell, ZONED)} THEN {time_zone}"
    )
    if formats:
        read = f"{iso} ELSE try_strptime({cell}, [{listed(formats)}]) END"
    else:
        slashed = f"regexp_replace(translate({cell}, '-.', '//'), '[ ,T]+', ' ', 'g')"
        halves = f"replace(replace(upper({slashed}), ' SA', ' AM'), ' CH', ' PM')"
        serial = (
            f"TIMESTAMP '1899-12-30' + to_seconds(round(try_cast(replace({cell}, ',', '.') AS DOUBLE) * 86400)::BIGINT)"
        )
        compact = (
            f"CASE WHEN substr({cell}, 1, 4) BETWEEN '1800' AND '2100' AND substr({cell}, 5, 2) <= '12' "
            f"THEN try_strptime({cell}, '%Y%m%d') ELSE try_strptime({cell}, '%d%m%Y') END"
        )
        read = (
            f"{iso} WHEN {full(cell, _DAY_FIRST)} THEN try_strptime(translate({cell}, '-.', '//'), '%d/%m/%Y') "
            f"WHEN {full(cell, '[0-9]{8}')} THEN {compact} "
            f"WHEN {full(cell, '[0-9]{7}')} THEN try_strptime('0' || {cell}, '%d%m%Y') "
            f"WHEN {full(cell, SERIAL)} THEN {serial} "
            f"WHEN {full(cell, '[0-9]{14}')} THEN try_strptime({cell}, '%Y%m%d%H%M%S') "
            f"WHEN {full(cell, f'{_DAY_FIRST}[ ,T]+{_TIME}')} THEN try_strptime({slashed}, [{listed(_TIMES_OF_DAY)}]) "
            f"WHEN {full(cell, f'{_DAY_FIRST}[ ,]+{_TIME} ?(?:SA|CH|AM|PM|am|pm)')} "
            f"THEN try_strptime({halves}, [{listed(_HALVES_OF_DAY)}]) "
            f"WHEN {full(cell, f'{_TIME}[ ,]+{_DAY_FIRST}')} THEN try_strptime({slashed}, [{listed(_TIME_FIRST)}]) END"
        )
    return read


def likely(stamp: str) -> str:
    """NULL for a year that no record can mean: "20/05/20" read as the year 20."""
    return f"CASE WHEN year({stamp}) BETWEEN 1800 AND 9999 THEN {stamp} END"


def day(cell: str, formats: Sequence[str]) -> str:
    """A DATE, a time of day left out; "không thời hạn" is 31/12/9999; see `likely`."""
    never = f"replace(strip_accents(lower(nfc_normalize({cell}))), 'đ', 'd') IN ({listed(NEVER)})"
    return f"CASE WHEN length({cell}) > 10 AND {never} THEN DATE '9999-12-31' ELSE ({moment(cell, formats)})::DATE END"


def is_plain_text(cell: str) -> str:
    """Whether a text is in its normal form beyond doubt."""
    return f"NOT regexp_matches({cell}, '{_ODD_IN_TEXT}')"


def text(cell: str) -> str:
    """NFC, single blanks, nothing invisible."""
    bare = f"regexp_replace(nfc_normalize({cell}), '{_INVISIBLE}', '', 'g')"
    return (
        f"CASE WHEN {is_plain_text(cell)} THEN {cell} "
        rf"ELSE nullif(trim(nfc_normalize(regexp_replace({bare}, '[\s\p{{Z}}\p{{Cc}}]+', ' ', 'g'))), '') END"
    )


def exact_digits(cell: str) -> str:
    """The digits of a scientific writing that still has them all; NULL when some are lost."""
    first, rest, power = (f"regexp_extract({cell}, '{SCIENTIFIC}', {group})" for group in (1, 2, 3))
    places = f"try_cast({power} AS INTEGER)"
    return (
        f"CASE WHEN length({rest}) >= {places} AND rtrim(substr({rest}, {places} + 1), '0') = '' "
        f"THEN {first} || substr({rest}, 1, {places}) END"
    )


def digits_or(cell: str, otherwise: str) -> str:
    """What a spreadsheet's float stands for; `otherwise` for any other writing."""
    return (
        f"CASE WHEN {full(cell, FLOAT)} THEN regexp_extract({cell}, '^[0-9]+') "
        f"WHEN {full(cell, SCIENTIFIC)} THEN {exact_digits(cell)} ELSE {otherwise} END"
    )


def compact_number(cell: str) -> str:
    """The signs of a telephone number that count: digits, perhaps + before them; NULL when digits are lost."""
    bare = f"regexp_replace(replace({cell}, '(0)', ''), '{BETWEEN}', '', 'g')"
    plain_bare = f"CASE WHEN contains({cell}, '+') THEN {bare} ELSE regexp_replace({cell}, '{BETWEEN}', '', 'g') END"
    return digits_or(cell, plain_bare)


def imei(cell: str) -> str:
    """Digits alone; NULL when a spreadsheet lost some: a device is no reason to leave a row out."""
    return f"CASE WHEN {full(cell, '[0-9]+')} THEN {cell} ELSE " + digits_or(
        cell, f"nullif(upper(regexp_replace({cell}, '{BETWEEN}', '', 'g')), '')"
    ) + " END"  # fmt: skip
