"""How a row is bound to all rows before it. Known to the writer and to the verification.

Two layers, because two kinds of reader check the trail:

- `row_hash` is public: SHA-256 over the row, which holds the hash of the row before it. Anybody can recompute the
  whole chain from the rows alone; an inspector needs no secret, only one hash that is known to be genuine, and finds
  that in the signed heads (`heads.py`).
- `mac` and `seal` need the office's key: whoever can write to the data base but does not have the key can neither
  make rows nor move the end.

The inspector's own checker (`inspector/check_trail.py`) states these rules a second time, so that it stays one file.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

START = "0" * 64
FIELDS = (
    "number", "at", "actor_id", "actor_name", "unit_id", "unit_name", "event", "object_kind", "object_id",
    "object_name", "purpose", "before", "after", "facts", "previous",
)  # fmt: skip
BOUND = (*FIELDS, "hash", "mac")


def moment(at: datetime) -> str:
    """A moment as rows hold it: ISO 8601 in UTC with six decimals, whatever zone and precision it came in."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(row: Mapping[str, Any]) -> bytes:
    """The one way to write a row down: JSON, sorted keys, no blanks, UTF-8; `at` as `moment` gives it."""
    values = {name: row[name] for name in FIELDS}
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def row_hash(row: Mapping[str, Any]) -> str:
    """SHA-256 of the row, which itself holds the previous row's."""
    return hashlib.sha256(canonical(row)).hexdigest()


def mac(key: str, hash_of_row: str) -> str:
    """HMAC-SHA256 of a row's hash: without the key nobody can make a row."""
    return hmac.new(key.encode(), f"row:{hash_of_row}".encode(), hashlib.sha256).hexdigest()


def seal(key: str, number: int, last_hash: str) -> str:
    """HMAC-SHA256 of the end of the chain: without the key nobody can cut rows off and mend the end."""
    return hmac.new(key.encode(), f"head:{number}:{last_hash}".encode(), hashlib.sha256).hexdigest()
