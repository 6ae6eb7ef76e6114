"""Whether a Parquet file is canonical and normal as it stands: then it is read where it lies and never copied."""

import duckdb

from lachan.readers.exports import forms as common
from lachan.readers.exports.columns import Column
from lachan.readers.exports.inputs import Input, parquet_table
from lachan.readers.subscribers import forms
from lachan.readers.subscribers.columns import COLUMNS


def is_normal(db: duckdb.DuckDBPyConnection, given: Input) -> bool:
    """One scan that counts the rows which a reading would change or reject; duckdb.Error for a damaged file."""
    odd = " OR ".join(f"NOT ({normal})" for column in COLUMNS if (normal := _normal(column)))
    found = db.execute(
        f"SELECT 1 FROM {parquet_table(given.path)} WHERE number IS NULL OR {odd} LIMIT 1"  # noqa: S608
    ).fetchall()
    return not found


def _normal(column: Column) -> str:
    """What a value that is there has to be; "" for columns whose type says it all."""
    name = column.name
    if column.kind != "text":
        return ""
    if column.values:
        return f"{name} IN ({', '.join(common.literal(value) for value in column.values)})"
    if name == "number":
        return _normal_number()
    if name in forms.PAPERS or name == "imei":
        return common.full(name, forms.PAPER_AS_IT_IS)
    if name in forms.NAMES:
        return forms.is_plain_name(name)
    if name == "commune_code":
        return f"length({name}) = 5 AND {common.full(name, '[0-9A-Z]+')}"
    if name in forms.CODES_IN_LOWER_CASE:
        return f"{name} = lower({name}) AND {name} > '!'"
    return common.is_plain_text(name)


def _normal_number() -> str:
    other = "0[0-9]{7,12}|1[89]00(?:[0-9]{4}|[0-9]{6})"
    account = f"service = 'internet' AND number = lower(number) AND {common.is_plain_text('number')}"
    national = "substr(number, 2)"
    unchanged = f"{common.full('number', other)} AND {forms.number('number', national)} = number"
    return f"CASE WHEN {common.full('number', forms.NUMBER_AS_IT_IS)} THEN TRUE ELSE ({account}) OR ({unchanged}) END"
