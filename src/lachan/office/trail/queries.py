"""What a reader of the trail gets to see: rows that match a filter, without the names that are not theirs to see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone

from lachan.office.trail.models import Entry
from lachan.office.trail.permissions import may_see_names
from lachan.vietnam.text import plain

if TYPE_CHECKING:
    from lachan.office.people.actor import Actor


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """What is looked for; empty values ask for everything. `since` and `until` are days in Vietnam, both included."""

    event: str = ""
    person: str = ""
    unit: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """A row as one reader sees it; `name` and `purpose` are empty when they are hidden."""

    entry: Entry
    name: str
    purpose: str
    hidden: bool

    @property
    def kind(self) -> str:
        """Kind and number of the thing, which everybody sees who sees the row: "văn bản chỉ đạo 12"."""
        try:
            kind = str(apps.get_model(self.entry.object_kind)._meta.verbose_name)
        except (LookupError, ValueError):  # of an app that is no more
            kind = self.entry.object_kind
        return f"{kind} {self.entry.object_id}"


def entries(wanted: TrailFilter) -> QuerySet[Entry]:
    """The rows that match, newest first."""
    found = Entry.objects.order_by("-number")
    if wanted.event:
        found = found.filter(event=wanted.event)
    for word in plain(wanted.person).split():
        found = found.filter(search_actor__contains=word)
    for word in plain(wanted.unit).split():
        found = found.filter(search_unit__contains=word)
    if wanted.since is not None:
        found = found.filter(at__gte=_start(wanted.since))
    if wanted.until is not None:
        found = found.filter(at__lt=_start(wanted.until + timedelta(days=1)))
    return found


def shown(found: Iterable[Entry], actor: "Actor") -> list[ShownEntry]:
    """The rows as this person may see them."""
    return [_shown(entry, may_see_names(actor, entry)) for entry in found]


def _shown(entry: Entry, names: bool) -> ShownEntry:
    if not names:
        return ShownEntry(entry, "", "", hidden=True)
    return ShownEntry(entry, entry.object_name, entry.purpose, hidden=False)


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
