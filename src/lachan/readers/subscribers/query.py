"""The one query that makes canonical rows of the rows of a file; for good rows, for bad rows, and to be counted.

It is built in levels, each a projection over the one before, because some forms need others of the same row: a number
its service, a paper its kind, a lost zero the birth date.
"""

from lachan.readers.exports import forms as common
from lachan.readers.exports.plan import Plan
from lachan.readers.exports.reasons import BY_KIND
from lachan.readers.subscribers import forms
from lachan.readers.subscribers.columns import COLUMNS, DUCKDB_TYPES, Column
from lachan.readers.subscribers.conversions import BIT

_LATER = ("number", "id_number", "tax_code")
"""Columns that are settled after the others."""
_TRIMMED_FULLY = ("commune_code", *forms.CODES_IN_LOWER_CASE)
"""Free columns whose form takes nothing off by itself."""


def levels(plan: Plan) -> str:
    """SQL of all rows with their canonical columns, `problem` ("column|code", "blank", or NULL) and `conversions`."""
    sql = plan.relation
    for step in (_trimmed, _written, _values, _joined, _national, _settled, _judged):
        sql = f"(SELECT *, {step(plan)} FROM {sql})"  # noqa: S608 - names come from COLUMNS, texts are literals
    return sql


def good_rows(plan: Plan) -> str:
    """The rows to go on with: file, line, the canonical columns, conversions."""
    columns = ", ".join(
        f"{f'v_{c.name}' if c.name in plan.places else 'NULL'}::{DUCKDB_TYPES[c.kind]} AS {c.name}" for c in COLUMNS
    )
    return (
        f"SELECT {columns}, {plan.file}::INTEGER AS file, line, conversions::INTEGER AS conversions "  # noqa: S608
        f"FROM {levels(plan)} WHERE problem IS NULL"
    )


def bad_rows(plan: Plan) -> str:
    """The rows left out: line, problem and the cells as written."""
    cells = ", ".join(f"{plan.as_text(at)} AS c{at}" for at in range(plan.width))
    return f"SELECT line, problem, {cells} FROM {levels(plan)} WHERE problem <> 'blank'"  # noqa: S608


def _present(plan: Plan) -> list[Column]:
    return [column for column in COLUMNS if column.name in plan.places]


def _text_columns(plan: Plan) -> list[Column]:
    return [column for column in _present(plan) if plan.typed(column) is None]


def _trimmed(plan: Plan) -> str:
    cells = []
    for column in _text_columns(plan):
        is_free = column.kind == "text" and not column.values and column.name not in _TRIMMED_FULLY
        trim = common.trimmed_quickly if is_free else common.trimmed
        cells.append(f"{trim(plan.as_text(plan.places[column.name]))} AS t_{column.name}")
    return ", ".join(cells)


def _written(plan: Plan) -> str:
    return ", ".join(f"{common.without_null_words(f't_{c.name}')} AS r_{c.name}" for c in _text_columns(plan))


def _values(plan: Plan) -> str:
    """Forms that need no other column."""
    values = []
    for column in _present(plan):
        if column.name in _LATER and column.name != "tax_code":
            continue
        typed = plan.typed(column)
        prefix = "p_" if column.kind in ("date", "moment") or column.name == "tax_code" else "v_"
        meanings = plan.mapping.values.get(column.name, {})
        made = typed or forms.form(column, f"r_{column.name}", meanings, plan.mapping.date_formats)
        values.append(f"{made} AS {prefix}{column.name}")
    if "id_number" in plan.places:
        id_column = next(column for column in COLUMNS if column.name == "id_number")
        meanings = plan.mapping.values.get("id_number", {})
        values.append(f"{forms.form(id_column, 'r_id_number', meanings, ())} AS p_id_number")
    return ", ".join(values) or "NULL AS nothing"


def _joined(plan: Plan) -> str:
    """Days that can be meant, tax codes with their zero, and the signs of numbers that are not normal yet."""
    made = [f"{common.likely(f'p_{c.name}')} AS v_{c.name}" for c in _present(plan) if c.kind in ("date", "moment")]
    if "tax_code" in plan.places:
        code = forms.tax_code("p_tax_code") if plan.may_lack_zeros("tax_code") else "p_tax_code"
        made.append(f"{code} AS v_tax_code")
    normal = common.full("r_number", forms.NUMBER_AS_IT_IS)
    account = "v_service = 'internet' OR " if "service" in plan.places else ""
    made.append(f"CASE WHEN {account}{normal} THEN NULL ELSE {common.compact_number('r_number')} END AS compact")
    return ", ".join(made)


def _national(plan: Plan) -> str:
    del plan
    return f"{forms.national_digits('compact')} AS national"


def _settled(plan: Plan) -> str:
    account = "WHEN v_service = 'internet' THEN lower(r_number) " if "service" in plan.places else ""
    number = (
        f"CASE {account}WHEN {common.full('r_number', forms.NUMBER_AS_IT_IS)} THEN r_number "
        f"WHEN compact IS NOT NULL THEN {forms.number('compact', 'national')} END AS v_number"
    )
    if "id_number" not in plan.places:
        return number
    if not plan.may_lack_zeros("id_number"):
        return f"{number}, p_id_number AS v_id_number"
    kind, birth, sex = (
        f"v_{name}" if name in plan.places else f"NULL::{kind}"
        for name, kind in (("id_kind", "VARCHAR"), ("birth_date", "DATE"), ("sex", "VARCHAR"))
    )
    return f"{number}, {forms.personal_number('p_id_number', kind, birth, sex)} AS v_id_number"


def _judged(plan: Plan) -> str:
    return f"{_problem(plan)} AS problem, {_conversions(plan)} AS conversions"


def _problem(plan: Plan) -> str:
    """The first column, in canonical order, whose cell cannot be read."""
    cells = ", ".join(f"c{at}" for at in range(plan.width))
    blank = common.trimmed(f"concat_ws('', {cells})") + " IS NULL"
    digits_lost = common.full("r_number", common.SCIENTIFIC)
    cases = [
        f"WHEN v_number IS NULL THEN CASE WHEN {blank} THEN 'blank' WHEN r_number IS NULL THEN 'number|number_missing' "
        f"WHEN {digits_lost} THEN 'number|digits_lost' "
        f"WHEN regexp_matches(compact, '^(?:\\+|00)[1-9]') AND national IS NULL THEN 'number|number_foreign' "
        "ELSE 'number|number_form' END"
    ]
    cases.insert(0, "WHEN flaw IS NOT NULL THEN '|' || flaw")
    for column in _text_columns(plan):
        given = f"r_{column.name} IS NOT NULL AND v_{column.name} IS NULL"
        if column.values:
            cases.append(f"WHEN {given} THEN '{column.name}|value_{column.name}'")
        elif column.kind in BY_KIND:
            cases.append(f"WHEN {given} THEN '{column.name}|{BY_KIND[column.kind]}'")
        elif column.name in forms.PAPERS:
            lost = common.full(f"r_{column.name}", common.SCIENTIFIC)
            reason = f"CASE WHEN {lost} THEN 'digits_lost' ELSE 'paper_form' END"
            cases.append(f"WHEN {given} THEN '{column.name}|' || {reason}")
    return f"CASE {' '.join(cases)} END"


def _conversions(plan: Plan) -> str:
    """The bits of what was done to the row."""
    here = {column.name for column in _text_columns(plan)}
    float_or_power = f"({common.full('r_number', common.FLOAT)} OR {common.full('r_number', common.SCIENTIFIC)})"
    changed = "right(compact, 9) <> right(v_number, 9)"
    zero = "v_number = '0' || compact"
    country = "regexp_matches(compact, '^(?:\\+|00)?84') AND length(compact) > length(v_number)"
    bits = [
        f"CASE WHEN compact IS NULL THEN 0 ELSE (CASE WHEN {changed} THEN {BIT['old_prefix']} ELSE 0 END) "
        f"| (CASE WHEN {country} THEN {BIT['country_code']} ELSE 0 END) "
        f"| (CASE WHEN {zero} THEN {BIT['number_zero']} ELSE 0 END) "
        f"| (CASE WHEN {float_or_power} THEN {BIT['number_float']} ELSE 0 END) END"
    ]
    tests = {
        "name_form": ("owner_name", "v_owner_name <> r_owner_name"),
        "paper_zero": ("id_number", "v_id_number <> p_id_number"),
        "paper_signs": ("id_number", "p_id_number <> r_id_number"),
        "tax_zero": ("tax_code", "v_tax_code <> p_tax_code"),
        "commune_zero": ("commune_code", "v_commune_code <> r_commune_code"),
        "imei_lost": ("imei", "r_imei IS NOT NULL AND v_imei IS NULL"),
    }
    bits += [
        f"CASE WHEN {test} THEN {BIT[code]} ELSE 0 END" for code, (column, test) in tests.items() if column in here
    ]
    dates = [f"r_{c.name}" for c in _text_columns(plan) if c.kind in ("date", "moment")]
    if dates:
        serial = " OR ".join(
            f"((length({r}) = 5 OR {r}[6] IN ('.', ',')) AND {common.full(r, common.SERIAL)})" for r in dates
        )
        zoned = " OR ".join(f"(length({r}) > 16 AND {common.full(r, common.ZONED)})" for r in dates)
        bits.append(f"CASE WHEN {serial} THEN {BIT['serial_date']} ELSE 0 END")
        bits.append(f"CASE WHEN {zoned} THEN {BIT['time_zone']} ELSE 0 END")
    words = " OR ".join(f"r_{c.name} <> v_{c.name}" for c in _text_columns(plan) if c.values)
    if words:
        bits.append(f"CASE WHEN {words} THEN {BIT['words']} ELSE 0 END")
    return " | ".join(f"({bit})" for bit in bits)
