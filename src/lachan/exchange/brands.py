"""A register of protected names as the TOML that `lachan sites check --brands` takes (`readers.brands`)."""

import json
from collections.abc import Iterable, Mapping

FIELDS = (
    "key", "name", "kind", "domains", "short", "words", "accounts", "logos", "valid_from", "valid_to", "source", "sure",
)  # fmt: skip
"""The fields of an entry in their order; what is empty is left out."""


def write_brands(entries: Iterable[Mapping[str, object]], *, heading: str) -> str:
    """The register, each line of `heading` as a remark on top. Values are texts or lists of texts."""
    lines = [f"# {one}" for one in heading.splitlines()]
    for entry in entries:
        lines += ["", "[[brand]]"]
        lines += [f"{field} = {_written(entry[field])}" for field in FIELDS if entry.get(field)]
    return "\n".join(lines) + "\n"


def _written(value: object) -> str:
    """A basic string or an array of them: TOML escapes what JSON escapes, and the delete character besides."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
