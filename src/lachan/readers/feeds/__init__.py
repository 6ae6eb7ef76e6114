"""Feeds of others: lists of sites that somebody warns of, in the forms in which the world writes them."""

from collections.abc import Iterator
from typing import BinaryIO

from lachan.readers.feeds.lines import LINES
from lachan.readers.feeds.model import FeedEntry, FeedForm, FeedTold, feed_refused
from lachan.readers.feeds.objects import entries_of_misp, entries_of_stix, parsed_json
from lachan.readers.feeds.stream import lines_of, pieces_of
from lachan.readers.feeds.tables import entries_of_table

MOST_BYTES = 4 << 30
"""Unpacked bytes of a feed of lines."""
MOST_OBJECT_BYTES = 64 << 20
"""Unpacked bytes of a feed of objects, which are in memory at once."""
JUDGED_AFTER = 200  # lines after which a feed of another form is known for one


def entries_of_feed(
    raw: BinaryIO, form: FeedForm, told: FeedTold, *, most: int | None = None, most_bytes: int = MOST_BYTES
) -> Iterator[FeedEntry]:
    """The entries of a feed one by one, lines in bounded memory; `told` is filled in meanwhile.

    InputError, also after some entries: html, empty, too_large, too_many (more than `most`), not_text, not_gzip,
    not_json, wrong_form (more than half of it cannot be read).
    """
    for entry in _read(raw, form, told, most_bytes):
        told.entries += 1
        if most is not None and told.entries > most:
            raise feed_refused("too_many", told.name)
        yield entry
    if told.refused > told.entries:
        raise feed_refused("wrong_form", told.name)
    if not told.entries:
        raise feed_refused("empty", told.name)


def _read(raw: BinaryIO, form: FeedForm, told: FeedTold, most: int) -> Iterator[FeedEntry]:
    if form in LINES:
        for line in lines_of(raw, told, most=most):
            found = LINES[form](line)
            if found is None:
                told.refuse(line)
                if told.refused > JUDGED_AFTER and told.refused > 2 * told.entries:
                    raise feed_refused("wrong_form", told.name)
            yield from found or ()
    elif form is FeedForm.CSV:
        yield from entries_of_table(lines_of(raw, told, most=most), told)
    else:
        value = parsed_json(b"".join(pieces_of(raw, told, most=min(most, MOST_OBJECT_BYTES))), told)
        yield from (entries_of_misp if form is FeedForm.MISP else entries_of_stix)(value, told)


__all__ = [
    "MOST_BYTES",
    "MOST_OBJECT_BYTES",
    "FeedEntry",
    "FeedForm",
    "FeedTold",
    "entries_of_feed",
    "feed_refused",
]
