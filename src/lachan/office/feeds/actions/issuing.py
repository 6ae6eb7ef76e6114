"""Making an issue of the lists: what is in force now, compared with what the last issue held."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from lachan.exchange.blocklists import ListedName, NotCarried, TrueSites, in_order, kind_of, why_not_carried
from lachan.office.feeds.models import IssuedSite, IssueRegister, ListIssue
from lachan.office.intake.models import SubjectKind
from lachan.office.listings.models import Listing
from lachan.office.listings.queries import last_serial, published
from lachan.office.names.permissions import in_use
from lachan.office.registers import next_serial
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.office.units.models import Unit, UnitKind
from lachan.readers.canonical import moment_text

ANEW_AFTER = timedelta(hours=6)  # an issue without news, so that whoever fetches sees that the office is alive
MOST_LEFT_OUT = 200
AT_ONCE = 1_000
_CARRIED = ("kind", "trick", "since", "until")


@dataclass(frozen=True)
class _Found:
    heard: int
    entries: tuple[ListedName, ...]
    left_out: list[tuple[str, str, NotCarried]]
    issuer: str


def issue_lists(now: datetime) -> ListIssue:
    """The issue for `now`: a new one when anything changed or the last grew old, else the last. Idempotent."""
    with transaction.atomic():
        IssueRegister.objects.get_or_create(pk=1)
        register = IssueRegister.objects.select_for_update().get(pk=1)
        last = ListIssue.objects.first()
        found = _found(now)  # behind the lock: who waited for another looks at what there is after it
        digest = _digest(found)
        if last is not None and digest == last.digest and now < last.at + ANEW_AFTER:
            if found.heard != last.heard:
                ListIssue.objects.filter(pk=last.pk).update(heard=found.heard)
                last.heard = found.heard
            return last
        register.last = next_serial(register.last, now)
        register.save()
        # A zone's serial is the second of its issue, so no two issues are of one second.
        at = max(now.replace(microsecond=0), last.at + timedelta(seconds=1)) if last else now.replace(microsecond=0)
        added, removed = _brought_up(found.entries, register.last, at)
        return _made(found, register.last, at, digest, added, removed)


def current_issue(now: datetime) -> ListIssue:
    """The issue that holds at `now`: made at once when a listing changed or ended since the last one."""
    last = ListIssue.objects.first()
    if last is None or last.heard != last_serial() or (last.next_end is not None and last.next_end <= now):
        return issue_lists(now)
    return last


def _made(found: _Found, serial: int, at: datetime, digest: str, added: int, removed: int) -> ListIssue:
    made = ListIssue.objects.create(
        serial=serial, at=at, heard=found.heard, issuer=found.issuer, digest=digest, entries=len(found.entries),
        next_end=min((one.until for one in found.entries), default=None), added=added, removed=removed,
        left_out=[list(one) for one in found.left_out[:MOST_LEFT_OUT]], left_out_count=len(found.left_out),
    )  # fmt: skip
    if added or removed:  # an issue that only says "still so" is no event
        record(
            Event.BLOCK_LISTS_ISSUED, on=made, by=None, at=at,
            facts={"serial": made.serial, "entries": made.entries, "added": added, "removed": removed},
        )  # fmt: skip
    return made


def _found(now: datetime) -> _Found:
    heard = last_serial()  # before the rows: what changes meanwhile is told again
    true_sites = TrueSites(site for one in in_use(timezone.localdate(now)) for site in one.domains)
    entries, left_out = [], []
    for one in published(now, kinds=(SubjectKind.SITE,)):
        why = why_not_carried(one.key, true_sites=true_sites)
        if why is not None:
            left_out.append((one.number, one.key, why))
        else:
            entries.append(ListedName(one.key, kind_of(one.key), one.trick, one.since, one.until, one.number))
    return _Found(heard, in_order(entries), left_out, _issuer())


def _issuer() -> str:
    """The Department that warns; the office itself before anybody has."""
    unit = Unit.objects.filter(pk__in=Listing.objects.order_by().values("unit_id")).order_by("pk").first()
    unit = unit or Unit.objects.filter(kind=UnitKind.DEPARTMENT).order_by("pk").first()
    return unit.name if unit is not None else "Lá Chắn"


def _digest(found: _Found) -> str:
    digest = hashlib.sha256(found.issuer.encode())
    for one in found.entries:
        said = (one.host, one.kind, one.trick, moment_text(one.since), moment_text(one.until), one.reference)
        digest.update("\x1f".join(("", *said)).encode())
    return digest.hexdigest()


def _brought_up(entries: tuple[ListedName, ...], serial: int, at: datetime) -> tuple[int, int]:
    """Bring the kept rows up to the entries; how many came and went."""
    wanted = {(one.reference, one.host): one for one in entries}
    gone, changed = [], []
    for row in IssuedSite.objects.filter(gone_serial__isnull=True):
        one = wanted.pop((row.reference, row.host), None)
        if one is None:
            row.gone_serial = serial
            gone.append(row)
        elif any(getattr(row, name) != getattr(one, name) for name in _CARRIED):
            for name in _CARRIED:
                setattr(row, name, getattr(one, name))
            changed.append(row)
    for row in (*gone, *changed):
        row.changed_serial, row.changed_at = serial, at
    fields = (*_CARRIED, "gone_serial", "changed_serial", "changed_at")
    IssuedSite.objects.bulk_update((*gone, *changed), fields, batch_size=AT_ONCE // 8)
    IssuedSite.objects.bulk_create(
        [
            IssuedSite(
                host=one.host, kind=one.kind, trick=one.trick, since=one.since, until=one.until,
                reference=one.reference, from_serial=serial, changed_serial=serial, changed_at=at,
            )
            for one in wanted.values()
        ],
        batch_size=AT_ONCE,
    )  # fmt: skip
    return len(wanted), len(gone)
