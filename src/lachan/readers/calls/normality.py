"""Whether a Parquet file of calls is canonical and normal as it stands: then it is read where it lies."""

import duckdb

from lachan.readers.calls import forms
from lachan.readers.exports.forms import full, is_plain_text
from lachan.readers.exports.inputs import Input, parquet_table


def is_normal(db: duckdb.DuckDBPyConnection, given: Input) -> bool:
    """One scan that looks for a row which a reading would change or reject; duckdb.Error for a damaged file.

    Rows that stand in the file twice are not looked for: the check itself counts them once.
    """
    odd = " OR ".join(f"NOT coalesce({one}, FALSE)" for one in _normal())
    found = db.execute(f"SELECT 1 FROM {parquet_table(given.path)} WHERE {odd} LIMIT 1").fetchall()  # noqa: S608
    return not found


def _normal() -> tuple[str, ...]:
    abroad = "coalesce(trunk_kind = 'international', FALSE)"
    return (
        "year(started_at) BETWEEN 2000 AND 2199",
        "coalesce(seconds, 0) >= 0",
        _number("caller", abroad),
        _number("callee", "FALSE"),
        "coalesce(trunk_kind, 'internal') IN ('international', 'domestic', 'internal')",
        f"trunk IS NULL OR {is_plain_text('trunk')}",
        f"cell IS NULL OR {is_plain_text('cell')}",
        f"imei IS NULL OR {full('imei', '[0-9A-Z]+')}",
        f"imsi IS NULL OR {full('imsi', '[0-9A-Z]+')}",
    )


def _number(name: str, abroad: str) -> str:
    """Most are mobile numbers in E.164, which a comparison of lengths and a cast tell without a pattern."""
    mobile = f"length({name}) = 12 AND starts_with({name}, '+84') AND try_cast({name} AS BIGINT) IS NOT NULL"
    same = f"({forms.number(name, forms.compact(name), from_abroad=abroad)}) = {name}"
    return f"CASE WHEN {mobile} THEN TRUE ELSE {same} END"
