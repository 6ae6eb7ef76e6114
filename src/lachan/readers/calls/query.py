"""The query that makes canonical calls of the rows of a file; for good rows and for bad rows.

Built in levels, each a projection over the one before: a caller needs the kind of its trunk, a length its moment.
"""

from lachan.readers.calls import forms
from lachan.readers.calls.columns import COLUMNS, WITHHELD
from lachan.readers.calls.conversions import BIT
from lachan.readers.calls.words import KINDS
from lachan.readers.exports import forms as common
from lachan.readers.exports.columns import DUCKDB_TYPES, Column
from lachan.readers.exports.plan import Plan
from lachan.readers.exports.reasons import BY_KIND

_NUMBERS = ("caller", "callee")
_CODES = ("imei", "imsi")


def levels(plan: Plan) -> str:
    """SQL of all rows with their canonical columns, `problem` ("column|code", "blank", or NULL) and `conversions`."""
    sql = plan.relation
    for step in (_trimmed, _written, _values, _joined, _settled, _judged):
        sql = f"(SELECT *, {step(plan)} FROM {sql})"  # noqa: S608 - names come from COLUMNS, texts are literals
    return sql


def good_rows(plan: Plan) -> str:
    """The rows to go on with: the canonical columns, file, line, conversions."""
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


def _texts(plan: Plan) -> list[Column]:
    return [column for column in _present(plan) if plan.typed(column) is None]


def _trimmed(plan: Plan) -> str:
    cells = [f"{common.trimmed(plan.as_text(plan.places[c.name]))} AS t_{c.name}" for c in _texts(plan)]
    return ", ".join(cells)


def _written(plan: Plan) -> str:
    return ", ".join(f"{common.without_null_words(f't_{c.name}')} AS r_{c.name}" for c in _texts(plan))


def _values(plan: Plan) -> str:
    """Forms that need no other column."""
    return ", ".join(_value(plan, column) for column in _present(plan))


def _value(plan: Plan, column: Column) -> str:
    name = column.name
    cell, typed = f"r_{name}", plan.typed(column)
    meanings = dict(plan.mapping.values.get(name, {}))
    if name == "started_at":
        own_zone = plan.types[plan.places[name]].startswith("TIMESTAMP WITH TIME ZONE")
        stamp = (
            forms.instant(cell, plan.mapping.date_formats, plan.mapping.zone)
            if typed is None
            else typed if own_zone else forms.typed_instant(typed, plan.mapping.zone)
        )  # fmt: skip
        return f"{stamp} AS p_{name}"
    if name == "seconds":
        return f"{typed or forms.seconds(cell)} AS p_{name}"
    if name in _NUMBERS:
        return f"{forms.compact(cell)} AS m_{name}"
    if name == "answered":
        return f"{typed or forms.answered(cell, meanings)} AS v_{name}"
    if column.values:
        return f"{common.closed(column, cell, meanings, KINDS)} AS v_{name}"
    if name in _CODES:
        return f"{common.imei(cell)} AS v_{name}"
    own = "".join(
        f" WHEN {common.literal(word.strip())} THEN {common.literal(value)}" for word, value in meanings.items()
    )
    return f"{common.text(f'(CASE {cell}{own} ELSE {cell} END)' if own else cell)} AS v_{name}"


def _joined(plan: Plan) -> str:
    """Moments that can be meant, and shown numbers."""
    abroad = "coalesce(v_trunk_kind = 'international', FALSE)" if "trunk_kind" in plan.places else "FALSE"
    made = [f"{forms.of_these_years('p_started_at')} AS v_started_at"]
    made.append(f"{forms.number('r_caller', 'm_caller', from_abroad=abroad)} AS v_caller")
    made.append(f"{forms.number('r_callee', 'm_callee')} AS v_callee")
    return ", ".join(made)


def _settled(plan: Plan) -> str:
    if "seconds" not in plan.places:
        return "NULL AS nothing"
    return f"{forms.over_midnight('p_seconds', 'v_started_at')} AS v_seconds"


def _judged(plan: Plan) -> str:
    return f"{_problem(plan)} AS problem, {_conversions(plan)} AS conversions"


def _problem(plan: Plan) -> str:
    """The first column, in canonical order, whose cell cannot be read."""
    cells = ", ".join(f"c{at}" for at in range(plan.width))
    blank = common.trimmed(f"concat_ws('', {cells})") + " IS NULL"
    text_moment = any(column.name == "started_at" for column in _texts(plan))
    missing = "r_started_at IS NULL" if text_moment else f"c{plan.places['started_at']} IS NULL"
    cases = [
        "WHEN flaw IS NOT NULL THEN '|' || flaw",
        f"WHEN v_started_at IS NULL THEN CASE WHEN {blank} THEN 'blank' WHEN {missing} THEN 'started_at|moment_missing'"
        " ELSE 'started_at|date_form' END",
    ]
    if "seconds" in plan.places:
        given = "r_seconds" if any(column.name == "seconds" for column in _texts(plan)) else "p_seconds"
        cases.append(
            f"WHEN {given} IS NOT NULL AND v_seconds IS NULL THEN "
            "CASE WHEN p_seconds < 0 THEN 'seconds|seconds_negative' ELSE 'seconds|seconds_form' END"
        )
    cases.append("WHEN r_callee IS NULL THEN 'callee|callee_missing'")
    for name in _NUMBERS:
        lost = common.full(f"r_{name}", common.SCIENTIFIC)
        cases.append(f"WHEN {lost} AND m_{name} IS NULL THEN '{name}|digits_lost'")
    for column in _texts(plan):
        given = f"r_{column.name} IS NOT NULL AND v_{column.name} IS NULL"
        if column.values:
            cases.append(f"WHEN {given} THEN '{column.name}|value_{column.name}'")
        elif column.kind == "flag":
            cases.append(f"WHEN {given} THEN '{column.name}|{BY_KIND[column.kind]}'")
    return f"CASE {' '.join(cases)} END"


def _conversions(plan: Plan) -> str:
    """The bits of what was done to the row."""
    here = {column.name for column in _texts(plan)}
    tests = {
        "caller_form": f"v_caller <> r_caller AND v_caller <> '{WITHHELD}'",
        "callee_form": "v_callee <> r_callee",
        "withheld": f"v_caller = '{WITHHELD}'",
    }
    if "seconds" in plan.places:
        tests["midnight"] = "p_seconds < 0 AND v_seconds >= 0"
    if "seconds" in here:
        tests["clock"] = "contains(r_seconds, ':')"
    tests |= {f"{name}_lost": f"r_{name} IS NOT NULL AND v_{name} IS NULL" for name in _CODES if name in here}
    if "started_at" in here:
        serial = common.full("r_started_at", common.SERIAL)
        tests["serial_date"] = serial
        tests["time_zone"] = f"length(r_started_at) > 16 AND {common.full('r_started_at', common.ZONED)}"
    if plan.mapping.zone:
        tests["time_zone"] = "TRUE"
    if "trunk_kind" in here:
        tests["words"] = "r_trunk_kind <> v_trunk_kind"
    return " | ".join(f"(CASE WHEN {test} THEN {BIT[code]} ELSE 0 END)" for code, test in tests.items())
