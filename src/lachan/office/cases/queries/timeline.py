"""The timeline of a case: what the trail tells of it and of those merged into it, and what people noted."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from lachan.office.cases.models import Case, Evidence, Subject
from lachan.office.cases.permissions import is_inside
from lachan.office.cases.queries.contents import notes_of
from lachan.office.people.actor import Actor
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry

# Looking is in the trail for those who watch over it; it is no part of what happened in the case.
LOOKS = (Event.CASE_VIEWED, Event.CASE_SUBJECT_REVEALED)


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened; `text` is a person's note, `number` the case when it is one that was merged in."""

    at: datetime
    what: str
    who: str
    text: str = ""
    number: str = ""


def timeline_of(actor: Actor, case: Case) -> list[TimelineEntry]:
    """What happened, oldest first; for the Department that owns the case."""
    if not is_inside(actor, case):
        return []
    merged = dict(case.merged.values_list("pk", "number"))
    ids = [case.pk, *merged]
    about = Q(object_kind="cases.case", object_id__in=[str(pk) for pk in ids])
    for things in (Subject, Evidence):
        keys = things.objects.filter(Q(case__in=ids) | Q(first_case__in=ids)).values_list("pk", flat=True)
        about |= Q(object_kind=things._meta.label_lower, object_id__in=[str(key) for key in keys])
    lines = [
        TimelineEntry(
            entry.at,
            str(entry.get_event_display()),
            entry.actor_name,
            str(entry.facts.get("reason", "")),
            merged.get(entry.facts.get("case") or int(entry.object_id), ""),
        )
        for entry in Entry.objects.filter(about).exclude(event__in=LOOKS)
    ]
    noted = str(Event.CASE_NOTE_ADDED.label)
    for note, text in notes_of(actor, case):
        number = note.first_case.number if note.first_case_id != case.pk else ""
        lines.append(TimelineEntry(note.happened_at, noted, str(note.added_by), text, number))
    return sorted(lines, key=lambda line: line.at)
