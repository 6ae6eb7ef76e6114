"""What a canonical column is, whatever the kind of record."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "date", "moment", "flag", "count", "seconds"]


@dataclass(frozen=True, slots=True)
class Column:
    """One canonical column: its name, the kind of its values, and the only values it may hold (empty: any)."""

    name: str
    kind: Kind
    values: tuple[str, ...] = ()


DUCKDB_TYPES: dict[Kind, str] = {
    "text": "VARCHAR",
    "date": "DATE",
    "moment": "TIMESTAMP",
    "flag": "BOOLEAN",
    "count": "TINYINT",
    "seconds": "INTEGER",
}
