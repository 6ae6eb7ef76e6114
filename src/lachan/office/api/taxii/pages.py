"""One page of the collection: filtered, in the order in which objects were added, and where the next page begins.

Objects are added in batches of one moment, so a moment alone names no place among them: the cursor is the moment and
the row together. It is opaque to clients and signed, so that nobody reads places into it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core import signing
from django.db.models import Q
from django.http import QueryDict

from lachan.exchange import stix
from lachan.exchange.publisher import Publisher
from lachan.office.api.taxii.errors import TaxiiError
from lachan.office.feeds.models import IssuedSite
from lachan.office.feeds.queries.lists import indicator_of, told_rows

MOST = 500
USUAL = 100
_SALT = "taxii-next"
_KNOWN = {"limit", "added_after", "next", "match[id]", "match[type]", "match[version]", "match[spec_version]"}


@dataclass(frozen=True)
class Asked:
    """What a client asks of the collection."""

    limit: int
    after: datetime | None
    place: tuple[datetime, int] | None
    ids: frozenset[str]
    nothing: bool  # a filter that no object of ours passes


@dataclass(frozen=True)
class Page:
    """Rows with their objects, and the `next` that leads on ("" at the end)."""

    rows: tuple[tuple[IssuedSite, dict[str, object]], ...]
    next: str

    @property
    def first_added(self) -> str:
        """When the first object was added, "" for an empty page."""
        return stix.moment(self.rows[0][0].changed_at) if self.rows else ""

    @property
    def last_added(self) -> str:
        """When the last object was added, "" for an empty page."""
        return stix.moment(self.rows[-1][0].changed_at) if self.rows else ""


def read_asked(given: QueryDict, *, object_id: str = "") -> Asked:
    """The filters of a question; TaxiiError 400 for one that cannot be."""
    for name in given:
        if name not in _KNOWN:
            raise TaxiiError(400, "Unknown filter")
    limit = given.get("limit", str(USUAL))
    if not (limit.isascii() and limit.isdecimal() and len(limit) < 10) or int(limit) < 1:
        raise TaxiiError(400, "The limit must be a positive whole number")
    types, specs, versions = (_listed(given, f"match[{name}]") for name in ("type", "spec_version", "version"))
    ids = _listed(given, "match[id]") | ({object_id} if object_id else set())
    # One version of each object is kept, its newest; so it is first, last and all of them, or the one of its moment.
    by_moment = bool(versions) and not versions & {"first", "last", "all"}
    return Asked(
        min(int(limit), MOST),
        _moment(given.get("added_after", "")) if "added_after" in given else None,
        _place(given.get("next", "")) if "next" in given else None,
        frozenset(ids),
        bool(types and "indicator" not in types) or bool(specs and "2.1" not in specs) or by_moment,
    )


def page_of(asked: Asked, by: Publisher) -> Page:
    """The objects that fit."""
    rows = told_rows()
    if asked.after is not None:
        rows = rows.filter(changed_at__gt=asked.after)
    if asked.place is not None:
        moment, number = asked.place
        rows = rows.filter(Q(changed_at__gt=moment) | Q(changed_at=moment, pk__gt=number))
    if asked.nothing:
        return Page((), "")
    if asked.ids:
        return _page(_with_ids(rows.iterator(), asked, by), asked.limit, by)
    return _page(rows[: asked.limit + 1], asked.limit, by)


def _with_ids(rows: Iterable[IssuedSite], asked: Asked, by: Publisher) -> list[IssuedSite]:
    """Ids are worked out and not kept: those few who ask for one look through all."""
    return [one for one in rows if stix.indicator_id(indicator_of(one), by) in asked.ids][: asked.limit + 1]


def _page(found: Iterable[IssuedSite], limit: int, by: Publisher) -> Page:
    rows = list(found)
    more = len(rows) > limit
    told = tuple((one, stix.indicator(indicator_of(one), by)) for one in rows[:limit])
    return Page(told, _next(told[-1][0]) if more else "")


def _next(row: IssuedSite) -> str:
    return signing.dumps([row.changed_at.astimezone(UTC).isoformat(), row.pk], salt=_SALT)


def _place(text: str) -> tuple[datetime, int]:
    try:
        moment, number = signing.loads(text, salt=_SALT)
        return datetime.fromisoformat(moment), int(number)
    except (signing.BadSignature, ValueError, TypeError):
        raise TaxiiError(400, "This next is none of this server") from None


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or not 1970 <= found.year <= 2999:
        raise TaxiiError(400, "added_after must be a timestamp such as 2026-11-25T08:30:00.000Z")
    return found


def _listed(given: QueryDict, name: str) -> set[str]:
    return {one for text in given.getlist(name) for one in text.split(",") if one}
