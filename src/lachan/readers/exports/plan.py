"""What the query that makes canonical rows reads: the cells of a file, and which of them is which column."""

from collections.abc import Mapping as Table
from dataclasses import dataclass

from lachan.readers.exports.columns import Column
from lachan.readers.exports.forms import ZONE
from lachan.readers.exports.mapping import Mapping

_INTEGERS = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"})
_TYPED = {
    "date": {"DATE": "{}", "TIMESTAMP": "{}::DATE"},
    "moment": {"DATE": "{}::TIMESTAMP", "TIMESTAMP": "{}"},
    "flag": {"BOOLEAN": "{}"},
    "count": dict.fromkeys(_INTEGERS, "try_cast({} AS TINYINT)"),
    "seconds": dict.fromkeys(_INTEGERS, "try_cast({} AS INTEGER)"),
}


@dataclass(frozen=True)
class Plan:
    """What the query reads: a relation with line, flaw, c0, c1, … and which of these is which column.

    `types` are the DuckDB types of the cells; a text file has VARCHAR throughout.
    """

    file: int
    relation: str
    width: int
    places: Table[str, int]
    types: tuple[str, ...]
    mapping: Mapping
    text_is_exact: bool = False
    """Whether text never went through a spreadsheet (Parquet), so that a missing zero is the record's own fault."""

    def may_lack_zeros(self, column: str) -> bool:
        """Whether a spreadsheet may have dropped zeros of the column."""
        return not (self.text_is_exact and self.types[self.places[column]] == "VARCHAR")

    def typed(self, column: Column) -> str | None:
        """The value of a cell that has the column's own type already."""
        if column.name not in self.places:
            return None
        at = self.places[column.name]
        kind = self.types[at]
        if kind.startswith("TIMESTAMP WITH TIME ZONE") and column.kind in ("date", "moment"):
            return f"timezone('{ZONE}', c{at})" + ("::DATE" if column.kind == "date" else "")
        base = "TIMESTAMP" if kind.startswith("TIMESTAMP") else kind
        shape = _TYPED.get(column.kind, {}).get(base)
        return (
            shape.format(f"c{at}") + ("::TIMESTAMP" if base == "TIMESTAMP" and column.kind == "moment" else "")
            if shape
            else None
        )

    def as_text(self, at: int) -> str:
        """The cell as it would be written."""
        kind = self.types[at]
        if kind == "VARCHAR":
            return f"c{at}"
        if kind == "DOUBLE" or kind.startswith("DECIMAL"):
            whole = f"c{at} = trunc(c{at}) AND abs(c{at}) < 1e15"
            return f"CASE WHEN {whole} THEN c{at}::BIGINT::VARCHAR ELSE c{at}::VARCHAR END"
        return f"c{at}::VARCHAR"
