"""A feed as CSV: a column with the site or link by any of its usual names, and what else is known of it."""

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from lachan.readers.feeds.lines import value_of
from lachan.readers.feeds.model import FeedEntry, FeedTold, feed_refused

_VALUE = ("host", "domain", "hostname", "url", "link", "name", "value", "indicator", "ten mien", "tên miền", "ioc")
_NOTE = ("note", "threat", "type", "tags", "comment", "trick", "category", "description", "ghi chú")
_SEEN = ("since", "first_seen", "first seen", "dateadded", "date", "created", "seen", "ngày")
_UNTIL = ("until", "valid_until", "expires", "last_valid")


def entries_of_table(lines: Iterable[str], told: FeedTold) -> Iterator[FeedEntry]:
    """The entries of a table with a head; InputError `wrong_form` when no column holds sites."""
    rest = iter(lines)
    separator, columns = _head(rest, told)
    for line in rest:
        if line.startswith(("#", ";")):
            continue
        try:
            row = next(csv.reader([line], delimiter=separator))
        except (csv.Error, StopIteration):
            told.refuse(line)
            continue
        cell = _cell(row, columns["value"]).removeprefix("'")
        value = value_of(cell)
        if value is None:
            told.refuse(cell)
            continue
        seen, until = moment_of(_cell(row, columns["seen"])), moment_of(_cell(row, columns["until"]))
        yield FeedEntry(value, _cell(row, columns["note"])[:200], seen, until)


def _head(lines: Iterator[str], told: FeedTold) -> tuple[str, dict[str, int | None]]:
    """The separator and the places of the columns; some feeds write the head as a remark, among others."""
    for line in lines:
        separator = max(",;\t", key=line.count)
        cells = next(csv.reader([line.lstrip("# ")], delimiter=separator), [])
        head = [cell.strip().strip('"').lower() for cell in cells]
        columns = {
            what: next((head.index(name) for name in names if name in head), None)
            for what, names in (("value", _VALUE), ("note", _NOTE), ("seen", _SEEN), ("until", _UNTIL))
        }
        if columns["value"] is not None:
            return separator, columns
        if not line.startswith("#"):
            raise feed_refused("wrong_form", told.name)
    raise feed_refused("empty", told.name)


def _cell(row: list[str], place: int | None) -> str:
    return row[place].strip() if place is not None and place < len(row) else ""


def moment_of(text: str) -> datetime | None:
    """A moment as feeds write it: ISO 8601, a day, or seconds since 1970; in UTC where no zone is said."""
    try:
        if text.isdecimal() and len(text) in (9, 10):
            return datetime.fromtimestamp(int(text), UTC)
        found = datetime.fromisoformat(text.strip().replace(" UTC", "+00:00"))
    except (ValueError, OverflowError):
        return None
    if not 1970 <= found.year <= 2999:  # nearer the ends of the calendar a zone would lead out of it
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
