"""Lists: what the next one would hold, what the last one held, and its file."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.files import shelf
from lachan.office.office_key import office_key
from lachan.office.protected.content import digest_of, facts_of
from lachan.office.protected.models import NumberState, ProtectedNumber, PublishedList
from lachan.office.refusals import NotNow
from lachan.readers.canonical import canonical
from lachan.readers.errors import InputError
from lachan.readers.protected_list import ProtectedList, ProtectedRange, place_of, read_protected_list


@dataclass(frozen=True)
class ListPlan:
    """What publishing now would give out, and how that differs from the last list."""

    ranges: tuple[ProtectedRange, ...]
    patterns: tuple[str, ...]
    added: tuple[ProtectedRange, ...]
    removed: tuple[ProtectedRange, ...]
    last: PublishedList | None
    digest: str


def plan_list(now: datetime) -> ListPlan:
    """The approved entries that have not ended, as the next list would hold them.

    NotNow when an entry is not what was approved: somebody wrote into the data base past the office.
    """
    today = timezone.localdate(now)
    current = ProtectedNumber.objects.filter(state=NumberState.APPROVED).select_related("unit")
    ranges: list[ProtectedRange] = []
    patterns: set[str] = set()
    for number in current.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today)):
        if digest_of(facts_of(number)) != number.approved_digest:
            raise NotNow(
                "not_as_approved",
                _("Số %(number)s không còn đúng như khi được phê duyệt. Hãy báo quản trị viên và xem nhật ký.")
                % {"number": number},
            )
        ranges.append(_range(number))
        patterns |= set(number.patterns)
    last = last_list()
    before = _ranges_before(last)
    ordered = tuple(sorted(ranges, key=place_of))
    after = set(ordered)
    return ListPlan(
        ranges=ordered,
        patterns=tuple(sorted(patterns)),
        added=tuple(one for one in ordered if one not in before),
        removed=tuple(sorted(before - after, key=place_of)),
        last=last,
        digest=_digest(ordered, patterns, last),
    )


def last_list() -> PublishedList | None:
    """The list that was published last."""
    return PublishedList.objects.select_related("file").first()


def content_of_list(published: PublishedList) -> bytes:
    """The signed file. FileNotFoundError when the disk has lost it, or holds something else under its name."""
    with shelf.opened(published.file.stored_as) as stream:
        content = stream.read()
    if hashlib.sha256(content).hexdigest() != published.sha256:
        raise FileNotFoundError(published.file.stored_as)
    return content


def read_list(published: PublishedList) -> ProtectedList:
    """What a published list holds."""
    return read_protected_list(content_of_list(published), key=office_key().public_key(), name=published.file.name)


def _ranges_before(last: PublishedList | None) -> set[ProtectedRange]:
    """What the last list held; nothing where it cannot be read any more, as after a change of the office's key."""
    if last is None:
        return set()
    try:
        return set(read_list(last).ranges)
    except (InputError, FileNotFoundError):
        return set()


def _range(number: ProtectedNumber) -> ProtectedRange:
    return ProtectedRange(
        first=number.first,
        last=number.last,
        body=number.body,
        originates="never" if number.originates == "never" else "only_from",
        trunks=tuple(number.trunks),
        valid_from=number.valid_from,
        valid_to=number.valid_to,
    )


def _digest(ranges: tuple[ProtectedRange, ...], patterns: set[str], last: PublishedList | None) -> str:
    said = [
        last.serial if last else 0,
        sorted(patterns),
        [
            [one.first, one.last, one.body, one.originates, list(one.trunks), str(one.valid_from), str(one.valid_to)]
            for one in ranges
        ],
    ]
    return hashlib.sha256(canonical(said)).hexdigest()
