"""Campaign days as iCalendar (RFC 5545), so that communes see them in the calendar of their telephone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event


@dataclass(frozen=True, slots=True)
class CampaignDay:
    """One thing to do on whole days. `id` stays the same when it is moved; readers take a `cancelled` one out."""

    id: str
    title: str
    words: str
    first: date
    last: date
    changed_at: datetime
    address: str = ""
    cancelled: bool = False
    version: int = 0


def write_calendar(title: str, days: Sequence[CampaignDay]) -> bytes:
    """The days as whole-day events."""
    calendar = Calendar()
    calendar.add("prodid", "-//La Chan//lachan//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    for one in days:
        event = Event()
        event.add("uid", one.id)
        event.add("summary", one.title)
        event.add("description", one.words)
        event.add("dtstart", one.first)
        event.add("dtend", one.last + timedelta(days=1))  # the day after the last, RFC 5545 3.6.1
        event.add("dtstamp", one.changed_at)
        event.add("sequence", one.version)
        event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
        if one.address:
            event.add("url", one.address)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
