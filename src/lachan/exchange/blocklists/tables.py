"""CSV for spreadsheets and JSON for programs: every entry with all that is public of it."""

import csv
import io
from typing import Any, Final

from lachan.exchange.blocklists.model import LICENCE, BlockList, Delta, ListedName
from lachan.readers.canonical import canonical, moment_text

FORMAT: Final = "lachan-block-list"
DELTA_FORMAT: Final = "lachan-block-list-delta"
VERSION: Final = 1
COLUMNS = ("host", "kind", "trick", "since", "until", "reference")
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(block_list: BlockList) -> bytes:
    """The list as CSV in UTF-8 with its mark, which Excel needs; no cell can be a formula."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for one in block_list.entries:
        rows.writerow([_cell(str(value)) for value in _row(one).values()])
    return out.getvalue().encode("utf-8-sig")


def write_json(block_list: BlockList) -> bytes:
    """The list as JSON in one spelling; docs/formats/block-lists.md."""
    return canonical({
        "format": FORMAT, "version": VERSION, "serial": block_list.serial,
        "issued_at": moment_text(block_list.issued_at), "valid_until": moment_text(block_list.valid_until),
        "issuer": block_list.issuer, "licence": LICENCE, "entries": [_row(one) for one in block_list.entries],
    })  # fmt: skip


def write_delta(change: Delta) -> bytes:
    """A change as JSON."""
    return canonical({
        "format": DELTA_FORMAT, "version": VERSION, "from_serial": change.old_serial, "serial": change.new_serial,
        "added": [_row(one) for one in change.added], "changed": [_row(one) for one in change.changed],
        "removed": list(change.removed),
    })  # fmt: skip


def _row(one: ListedName) -> dict[str, Any]:
    return {
        "host": one.host, "kind": one.kind, "trick": one.trick, "since": moment_text(one.since),
        "until": moment_text(one.until), "reference": one.reference,
    }  # fmt: skip


def _cell(text: str) -> str:
    """A spreadsheet takes what begins so for a formula; behind an apostrophe it is text."""
    return f"'{text}" if text.startswith(_FORMULAS) else text
