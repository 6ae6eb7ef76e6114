"""What one kind of record is: its columns, how its headers are written, and how its rows become normal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lachan.readers.exports.columns import Column
from lachan.readers.exports.conversions import Conversion
from lachan.vietnam.wording import Wording

if TYPE_CHECKING:
    import duckdb

    from lachan.readers.exports.inputs import Input
    from lachan.readers.exports.plan import Plan


@dataclass(frozen=True, eq=False)
class Layout:
    """Everything that differs between subscriber records and call records.

    `required` columns with what each is called in a refusal; `headers` by column, the usual ones first; `reasons` why
    a row is left out, by code; `good_rows`, `bad_rows`: SQL over a `Plan`; `is_normal`: whether a canonical Parquet
    file is normal as it stands. `digits` are columns that a narrow number type would spoil; `names` a column in which
    a question mark tells of lost letters; `unique` what makes two rows of one file the same record (empty: nothing
    does); `zoned`: a mapping may say in which time zone the file's moments are.
    """

    kind: str
    one: Wording
    columns: tuple[Column, ...]
    required: Mapping[str, Wording]
    headers: Mapping[str, tuple[str, ...]]
    reasons: Mapping[str, Wording]
    conversions: tuple[Conversion, ...]
    digits: tuple[str, ...]
    good_rows: "Callable[[Plan], str]"
    bad_rows: "Callable[[Plan], str]"
    is_normal: "Callable[[duckdb.DuckDBPyConnection, Input], bool]"
    names: str = ""
    unique: tuple[str, ...] = ()
    zoned: bool = False

    def column(self, name: str) -> Column:
        """The canonical column of that name."""
        return next(one for one in self.columns if one.name == name)
