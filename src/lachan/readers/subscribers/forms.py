"""The normal form of every canonical column as DuckDB SQL over the cell as written.

A form gives NULL for a cell that cannot be read. What can be read but is wrong (a paper of eleven digits, a number
that nobody was allocated) stays as it is: that is for the rules. Nothing is guessed: digits that a spreadsheet lost
stay lost, and a zero is put back only where the rest of the row agrees with it.
"""

from collections.abc import Mapping as Table
from collections.abc import Sequence

from lachan.readers.subscribers.columns import COLUMNS, Column
from lachan.readers.subscribers.words import NEVER, NO, NULLS, WORDS, YES
from lachan.vietnam.identity import TAX_WEIGHTS, birth_provinces
from lachan.vietnam.numbers import PREFIXES_OF_2018

PAPERS = ("id_number", "user_id_number", "representative_id", "tax_code")
NAMES = ("owner_name",)
CODES_IN_LOWER_CASE = ("id_scan_hash", "photo_hash")
ZONE = "Asia/Ho_Chi_Minh"

_BLANKS = "'' || chr(9) || chr(10) || chr(13) || ' ' || chr(160) || chr(8203) || chr(65279)"
_INVISIBLE = r"[\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}\x{2066}-\x{2069}\x{feff}]"
_BETWEEN = r"[\s\p{Z}.,''()/·\-\x{2010}-\x{2015}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}\x{2066}-\x{2069}\x{feff}]"
_BETWEEN_PAPER = r"[\s\p{Z}.''/\-\x{2010}-\x{2015}\x{200b}-\x{200f}\x{2060}\x{feff}]"
_LETTERS_OF_NAMES = "".join(
    letter
    for letter in map(chr, range(0xC0, 0x1EFA))
    if (letter <= "\u024f" or letter >= "\u1ea0") and letter.isupper()
)
_IN_NAMES = f"A-Z{_LETTERS_OF_NAMES}0-9.,&()/+\\-"
_ODD_IN_NAME = f"[^ {_IN_NAMES}]|  |^ | $|^$"
_ODD_IN_TEXT = r"[^ -~\x{c0}-\x{24f}\x{1ea0}-\x{1ef9}–]|  |^ | $|^$"
"""Most names and texts are normal already: one look says so, only the others are worked on."""
NUMBER_AS_IT_IS = "0(?:[35789][0-9]{8}|2[0-9]{9})"
PAPER_AS_IT_IS = "[0-9A-Z]+"
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


def _list(texts: Sequence[str]) -> str:
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
    return f"CASE WHEN strlen({cell}) <= 6 AND upper({cell}) IN ({_list(NULLS)}) THEN NULL ELSE {cell} END"


def bare_word(expression: str) -> str:
    """Lower case without accents and signs, as `lachan.readers.subscribers.headers.key` makes it."""
    letters = f"replace(strip_accents(lower(nfc_normalize({expression}))), 'đ', 'd')"
    return f"regexp_replace({letters}, '[^0-9a-z]', '', 'g')"


def closed(column: Column, cell: str, meanings: Table[str, str]) -> str:
    """One of the column's values: as it is, as the mapping says, or by a usual word."""
    own = "".join(f" WHEN {literal(w.strip())} THEN {literal(value)}" for w, value in meanings.items())
    usual = "".join(f" WHEN {literal(word)} THEN {literal(value)}" for word, value in WORDS[column.name].items())
    own_case = f"CASE {cell}{own} END" if own else "NULL"
    return (
        f"coalesce({own_case}, CASE WHEN {cell} IN ({_list(column.values)}) THEN {cell} "
        f"ELSE CASE {bare_word(cell)}{usual} END END)"
    )


def flag(cell: str, meanings: Table[str, str]) -> str:
    """TRUE or FALSE."""
    own = "".join(f" WHEN {cell} = {literal(w.strip())} THEN {value.upper()}" for w, value in meanings.items())
    word = f"replace(strip_accents(lower(nfc_normalize({cell}))), 'đ', 'd')"
    return f"CASE{own} WHEN {word} IN ({_list(YES)}) THEN TRUE WHEN {word} IN ({_list(NO)}) THEN FALSE END"


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
        read = f"{iso} ELSE try_strptime({cell}, [{_list(formats)}]) END"
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
            f"WHEN {full(cell, f'{_DAY_FIRST}[ ,T]+{_TIME}')} THEN try_strptime({slashed}, [{_list(_TIMES_OF_DAY)}]) "
            f"WHEN {full(cell, f'{_DAY_FIRST}[ ,]+{_TIME} ?(?:SA|CH|AM|PM|am|pm)')} "
            f"THEN try_strptime({halves}, [{_list(_HALVES_OF_DAY)}]) "
            f"WHEN {full(cell, f'{_TIME}[ ,]+{_DAY_FIRST}')} THEN try_strptime({slashed}, [{_list(_TIME_FIRST)}]) END"
        )
    return read


def likely(stamp: str) -> str:
    """NULL for a year that no record can mean: "20/05/20" read as the year 20."""
    return f"CASE WHEN year({stamp}) BETWEEN 1800 AND 9999 THEN {stamp} END"


def day(cell: str, formats: Sequence[str]) -> str:
    """A DATE, a time of day left out; "không thời hạn" is 31/12/9999; see `likely`."""
    never = f"replace(strip_accents(lower(nfc_normalize({cell}))), 'đ', 'd') IN ({_list(NEVER)})"
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


def is_plain_name(cell: str) -> str:
    """Whether a name is in its normal form beyond doubt."""
    return f"NOT regexp_matches({cell}, '{_ODD_IN_NAME}')"


def name(cell: str) -> str:
    """As `text`, in capital letters."""
    return f"CASE WHEN {is_plain_name(cell)} THEN {cell} ELSE nfc_normalize(upper({text(cell)})) END"


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


def paper(cell: str) -> str:
    """Digits and capital letters, nothing between; NULL when a spreadsheet lost digits."""
    bare = f"nfc_normalize(upper(regexp_replace(nfc_normalize({cell}), '{_BETWEEN_PAPER}', '', 'g')))"
    plain = f"CASE WHEN {full(cell, PAPER_AS_IT_IS)} AND NOT {full(cell, SCIENTIFIC)} THEN {cell} ELSE "
    return plain + digits_or(cell, f"nullif({bare}, '')") + " END"


def personal_number(digits: str, kind: str, birth: str, sex: str) -> str:
    """Zeros that a spreadsheet dropped from twelve digits, put back when province, birth year and sex agree."""
    whole = f"lpad({digits}, 12, '0')"
    codes = _list([code for code in birth_provinces() if code.startswith("0")])
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


def compact_number(cell: str) -> str:
    """The signs of a telephone number that count: digits, perhaps + before them; NULL when digits are lost."""
    bare = f"regexp_replace(replace({cell}, '(0)', ''), '{_BETWEEN}', '', 'g')"
    plain_bare = f"CASE WHEN contains({cell}, '+') THEN {bare} ELSE regexp_replace({cell}, '{_BETWEEN}', '', 'g') END"
    return digits_or(cell, plain_bare)


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


def imei(cell: str) -> str:
    """Digits alone; NULL when a spreadsheet lost some: a device is no reason to leave a row out."""
    return f"CASE WHEN {full(cell, '[0-9]+')} THEN {cell} ELSE " + digits_or(
        cell, f"nullif(upper(regexp_replace({cell}, '{_BETWEEN}', '', 'g')), '')"
    ) + " END"  # fmt: skip


def commune_code(cell: str) -> str:
    """Five digits, with the zeros that a spreadsheet dropped."""
    return (
        f"CASE WHEN {full(cell, '[0-9]{5}')} THEN {cell} WHEN {full(cell, '[0-9]{1,4}')} THEN lpad({cell}, 5, '0') "
        f"WHEN {full(cell, '[0-9]{1,5}[.,]0')} THEN lpad(regexp_extract({cell}, '^[0-9]+'), 5, '0') ELSE {cell} END"
    )


def form(column: Column, cell: str, meanings: Table[str, str], formats: Sequence[str]) -> str:
    """The normal form of a cell that needs no other cell of its row."""
    if column.values:
        return closed(column, cell, meanings)
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


CANONICAL = tuple(column.name for column in COLUMNS)
