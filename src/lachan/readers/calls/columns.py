"""The canonical columns of a file of call records, with type and closed values: what every rule may rely on.

Words and order are those of the contract in docs/formats/calls.md. After reading, every column is there (null where
the file has none), typed as here, and normal:

* `started_at`: Vietnamese local time, whole seconds or finer;
* `seconds`: of talk when the call was answered, else of ringing (0 where the switch does not say);
* `caller`, `callee`: E.164 ("+84912345678") where what the switch showed is rightly written, a short number as its
  digits, `anonymous` where it was withheld; everything else stays as it was shown, without blanks and marks, because
  a wrong writing is itself what some rules look for ("+840692348560", "01681234567");
* `trunk`: the operator's name of the trunk that the call came in on; `trunk_kind` where that trunk leads;
* `cell`, `imei`, `imsi`: of the caller's side, where the operator serves it.
"""

from lachan.readers.exports.columns import Column

COLUMNS: tuple[Column, ...] = (
    Column("started_at", "moment"),
    Column("seconds", "seconds"),
    Column("caller", "text"),
    Column("callee", "text"),
    Column("trunk", "text"),
    Column("trunk_kind", "text", ("international", "domestic", "internal")),
    Column("answered", "flag"),
    Column("cell", "text"),
    Column("imei", "text"),
    Column("imsi", "text"),
)
"""design.md 4, `calls`, in that order."""

REQUIRED = ("started_at", "caller", "callee")
"""Without these a file cannot be read at all; every other missing column is said and left null."""

WITHHELD = "anonymous"
"""What stands for a caller that was not shown."""
