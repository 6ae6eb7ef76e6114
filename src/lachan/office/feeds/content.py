"""From the bytes of a feed to the signals that it gives."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

from lachan.office.feeds.models import FeedSource, SourceForm
from lachan.office.intake.actions import Said
from lachan.office.intake.keys import named
from lachan.office.intake.models import SignalSource
from lachan.readers.canonical import moment_text
from lachan.readers.feeds import MOST_OBJECT_BYTES, FeedEntry, FeedForm, FeedTold, entries_of_feed
from lachan.readers.subjects import AskedKind, read_subjects

MOST_ENTRIES = 100_000
"""Entries of one feed that an office takes: more is nothing that people could ever look at."""
SCORES = {1: 0.4, 2: 0.6, 3: 0.8}


@dataclass(frozen=True)
class FeedContent:
    """What a feed says now: its entries by mark, how many lines were none, and the digest of the bytes."""

    entries: dict[str, FeedEntry]
    refused: int
    digest: str


def read_content(content: bytes, *, form: str, name: str) -> FeedContent:
    """The entries, each once; InputError says why there are none."""
    kind = FeedForm.STIX if form == SourceForm.TAXII else FeedForm(form)
    told = FeedTold(name)
    found = {
        mark_of(one.value): one
        for one in entries_of_feed(BytesIO(content), kind, told, most=MOST_ENTRIES, most_bytes=MOST_OBJECT_BYTES)
    }
    return FeedContent(found, told.refused, hashlib.sha256(content).hexdigest())


def mark_of(value: str) -> str:
    """What names an entry inside its source."""
    return hashlib.sha256(value.encode()).hexdigest()[:40]


def said_of(source: FeedSource, entries: dict[str, FeedEntry], now: datetime) -> list[Said]:
    """The signals of these entries; what is over, or names no site and no account, gives none."""
    return [said for mark, one in entries.items() if (said := _said(source, mark, one, now)) is not None]


def _said(source: FeedSource, mark: str, one: FeedEntry, now: datetime) -> Said | None:
    seen = min(one.seen_at or now, now)
    until = one.until or max(seen, now - timedelta(days=source.keep_days)) + timedelta(days=source.keep_days)
    asked = next((a for a in read_subjects(one.value) if a.kind in (AskedKind.SITE, AskedKind.ACCOUNT)), None)
    if asked is None or until <= now:
        return None
    return Said(
        named=named(asked), source=SignalSource.FEED.value, origin=source.name, mark=mark, seen_at=seen,
        score=SCORES[source.trust], trust=source.trust, why=one.note,
        facts={"feed": source.pk, "licence": source.licence, "until": moment_text(until)},
    )  # fmt: skip


def kept(entries: dict[str, FeedEntry]) -> list[list[str]]:
    """Entries as they wait in a row."""
    return [
        [one.value, one.note, moment_text(one.seen_at) if one.seen_at else "",
         moment_text(one.until) if one.until else ""]
        for one in entries.values()
    ]  # fmt: skip


def unkept(rows: list[list[str]]) -> dict[str, FeedEntry]:
    """The entries of such a row."""
    return {
        mark_of(value): FeedEntry(value, note, *(datetime.fromisoformat(one) if one else None for one in (seen, until)))
        for value, note, seen, until in rows
    }
