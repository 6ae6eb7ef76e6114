"""Which body can act against a subject, and what is asked of it. The Department proposes; it orders nobody.

A name under .vn is its registrar's and VNNIC's to act on; a platform is reached through the channel of its authority;
the police (PA05) can act on both, and alone give operators the order to block. So an operator is no route of a
Department: the request of the police to operators goes its own way through the room of requests.
"""

from datetime import date

from django.db.models import QuerySet

from lachan.office.intake.models import Subject, SubjectKind
from lachan.office.listings.models import BlockingRoute, Listing
from lachan.office.requests.models import RequestKind
from lachan.office.units.models import Unit, UnitKind
from lachan.vietnam.request_checks import Identifier

_UNITS = {
    BlockingRoute.REGISTRAR: UnitKind.OTHER,
    BlockingRoute.PLATFORM: UnitKind.OTHER,
    BlockingRoute.POLICE: UnitKind.POLICE,
}
_REQUESTS = {SubjectKind.SITE: RequestKind.BLOCK_SITE, SubjectKind.ACCOUNT: RequestKind.TAKE_DOWN_ACCOUNT}


def can_be_asked(subject: Subject) -> bool:
    """Whether anything is blocked or taken down here: numbers go by requests of their own."""
    return subject.kind in _REQUESTS


def kind_of_request(subject: Subject) -> RequestKind:
    """The kind of request for this kind of subject."""
    return _REQUESTS[SubjectKind(subject.kind)]


def routes_of(listing: Listing, day: date) -> list[tuple[BlockingRoute, QuerySet[Unit]]]:
    """The routes for a listing's subject, the nearest first, each with the units of that day that it can go to."""
    subject = listing.subject
    routes: list[BlockingRoute] = []
    if subject.kind == SubjectKind.SITE and subject.key.endswith(".vn"):
        routes = [BlockingRoute.REGISTRAR, BlockingRoute.POLICE]
    elif subject.kind == SubjectKind.SITE:
        routes = [BlockingRoute.POLICE]
    elif subject.kind == SubjectKind.ACCOUNT:
        routes = [BlockingRoute.PLATFORM, BlockingRoute.POLICE]
    there = Unit.objects.valid_on(day).exclude(pk=listing.unit_id)
    return [(route, there.filter(kind=_UNITS[route])) for route in routes]


def what_is_asked(subject: Subject) -> tuple[Identifier, ...]:
    """The site or account as the request names it."""
    if subject.kind == SubjectKind.SITE:
        return (Identifier("site", subject.key),)
    return (Identifier("account", subject.address or subject.key),)
