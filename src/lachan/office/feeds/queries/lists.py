"""What is given out of an issue: its list, what changed since another, indicators, and each as the bytes of a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256

from django.conf import settings
from django.db.models import Q, QuerySet

from lachan.exchange import misp, stix
from lachan.exchange.blocklists import FORMATS, BlockList, Delta, HostKind, ListedName, in_order, sign, write_delta
from lachan.exchange.publisher import Indicator, Publisher
from lachan.office.feeds.models import IssuedSite, ListIssue
from lachan.office.office_key import office_key

VALID_FOR = timedelta(days=2)
SIGNATURE = ".sig"
STIX_FILE = "stix.json"
DELTA_FILE = "thay-doi.json"
KEPT_FILES = 40  # of the newest issues, in the memory of a process
GONE_FOR = timedelta(days=90)  # for so long a feed of files says that something was withdrawn
BY_FILE = {one.file: one for one in FORMATS.values()}


@dataclass(frozen=True, slots=True)
class ServedFile:
    """A file as it is handed out; `tag` is its ETag, `at` the moment of its issue."""

    content: bytes
    media_type: str
    tag: str
    at: datetime
    serial: int


def block_list(issue: ListIssue) -> BlockList:
    """The list of the newest issue."""
    rows = IssuedSite.objects.filter(gone_serial__isnull=True)
    return BlockList(
        issue.serial, issue.at, issue.at + VALID_FOR, issue.issuer, in_order(_entry(row) for row in rows.iterator())
    )


def delta_since(issue: ListIssue, serial: int) -> Delta:
    """What changed from the issue `serial` (0: from nothing) to the newest one."""
    now = Q(gone_serial__isnull=True)
    then = Q(from_serial__lte=serial) & (now | Q(gone_serial__gt=serial))
    rows = IssuedSite.objects.filter(changed_serial__gt=serial).filter(now | then)
    new = {row.host: _entry(row) for row in rows if row.gone_serial is None}
    old = {row.host for row in rows if row.from_serial <= serial}
    return Delta(
        serial,
        issue.serial,
        tuple(new[host] for host in sorted(new.keys() - old)),
        tuple(sorted(old - new.keys())),
        tuple(new[host] for host in sorted(new.keys() & old)),
    )


def publisher_of(issue: ListIssue) -> Publisher:
    """The office that issues."""
    return Publisher(issue.issuer, settings.ORIGIN)


def life_of(row: IssuedSite) -> str:
    """What names one life of a host for other systems."""
    return f"{row.reference}.{row.from_serial}"


def indicator_of(row: IssuedSite) -> Indicator:
    """A row as other systems are told of it."""
    return Indicator(_entry(row), life_of(row), row.changed_at, row.gone_serial is not None)


def served(issue: ListIssue, name: str) -> ServedFile | None:
    """The file of that name (a list, its signature, STIX); None when there is none."""
    plain = name.removesuffix(SIGNATURE)
    if plain not in BY_FILE and plain != STIX_FILE:
        return None
    return _file(issue.serial, issue.digest, issue.at, name)


def served_misp(issue: ListIssue, name: str) -> ServedFile | None:
    """The file of that name of the MISP feed; None when there is none."""
    content = _misp(issue.serial, issue.digest, issue.at).get(name)
    if content is None:
        return None
    kind = "text/csv; charset=utf-8" if name == misp.HASHES else "application/json"
    return _served(content, kind, issue.at, issue.serial)


def served_delta(issue: ListIssue, serial: int) -> ServedFile:
    """What changed since an issue, as a file."""
    return _served(write_delta(delta_since(issue, serial)), "application/json", issue.at, issue.serial)


# The issue's digest and moment name its content: what is kept is never that of another data base.
@lru_cache(maxsize=KEPT_FILES)
def _file(serial: int, digest: str, at: datetime, name: str) -> ServedFile:
    issue = ListIssue.objects.get(serial=serial)
    plain = name.removesuffix(SIGNATURE)
    listed = block_list(issue)
    if plain == STIX_FILE:
        content, kind = stix.bundle(_told(at), publisher_of(issue)), "application/json"
    else:
        content, kind = BY_FILE[plain].write(listed), BY_FILE[plain].media_type
    if name != plain:
        content, kind = sign(content, listed, name=plain, key=office_key()), "text/plain; charset=ascii"
    return _served(content, kind, at, serial)


@lru_cache(maxsize=2)
def _misp(serial: int, digest: str, at: datetime) -> dict[str, bytes]:
    return misp.feed(_told(at), publisher_of(ListIssue.objects.get(serial=serial)))


def _told(at: datetime) -> Iterator[Indicator]:
    rows = IssuedSite.objects.filter(Q(gone_serial__isnull=True) | Q(changed_at__gte=at - GONE_FOR))
    return (indicator_of(row) for row in rows.iterator())


def _served(content: bytes, kind: str, at: datetime, serial: int) -> ServedFile:
    return ServedFile(content, kind, f'"{sha256(content).hexdigest()[:32]}"', at.astimezone(UTC), serial)


def _entry(row: IssuedSite) -> ListedName:
    kind: HostKind = "address" if row.kind == "address" else "name"
    return ListedName(row.host, kind, row.trick, row.since, row.until, row.reference)


def told_rows() -> QuerySet[IssuedSite]:
    """Every life that was ever in a list, by the moment of its last change."""
    return IssuedSite.objects.order_by("changed_at", "id")
