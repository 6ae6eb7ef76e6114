"""How a row is bound to all rows before it. Known to the writer, the checker and the stand-alone checker alike."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

START = "0" * 64
FIELDS = (
    "number", "at", "actor_id", "actor_name", "unit_id", "unit_name", "event", "object_kind", "object_id",
    "object_name", "purpose", "before", "after", "facts", "previous",
)  # fmt: skip


def canonical(row: Mapping[str, Any]) -> bytes:
    """The one way to write a row down: JSON, sorted keys, no blanks, UTF-8; `at` as ISO 8601 in UTC."""
    return json.dumps(
        {name: row[name] for name in FIELDS}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def mac(key: str, row: Mapping[str, Any]) -> str:
    """HMAC-SHA256 of the row, which itself holds the previous row's."""
    return hmac.new(key.encode(), canonical(row), hashlib.sha256).hexdigest()


def seal(key: str, number: int, last_mac: str) -> str:
    """HMAC-SHA256 of the end of the chain: without the key nobody can cut rows off and mend the end."""
    return hmac.new(key.encode(), f"head:{number}:{last_mac}".encode(), hashlib.sha256).hexdigest()
