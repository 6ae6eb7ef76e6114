"""Who may do what with bundles, and the door through which web requests come to them.

| Who                                       | Sees                        | Does                      |
|-------------------------------------------|-----------------------------|---------------------------|
| Officer, leader, liaison of the operator  | its own bundles             | sends, confirms, discards |
| Officer, leader of a Department           | all that were taken in, and | the same, for a bundle    |
|                                           | those carried to it by file | that came by file         |
| Clerk, reader of a Department             | all that were taken in      | nothing                   |
| Everybody else                            | nothing                     | nothing                   |
"""

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from lachan.office.bundles.models import Bundle, BundleState
from lachan.office.cases.permissions import departments_to_write_for
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotAllowed
from lachan.office.requests.permissions import READS, WORKS
from lachan.office.units.models import UnitKind


def operators_of(actor: Actor) -> frozenset[int]:
    """The operators that the person works for."""
    return frozenset(m.unit_id for m in actor.memberships if m.unit.kind == UnitKind.OPERATOR and m.role in READS)


def may_see_bundles(actor: Actor) -> bool:
    """Whether the person has any business with bundles."""
    return bool(actor.department_ids or operators_of(actor))


def sees_bundles(actor: Actor) -> None:
    """Rule of the pages of bundles."""
    if not may_see_bundles(actor):
        raise NotAllowed("no_bundles", _("Chỉ Sở và doanh nghiệp viễn thông xem gói kết quả."))


def may_send(actor: Actor) -> bool:
    """Whether the person may bring a bundle in: for their operator, or at a Department one that came by file."""
    return bool(actor.units(*WORKS) & operators_of(actor)) or bool(departments_to_write_for(actor))


def sends_bundles(actor: Actor) -> None:
    """Rule of the page on which a bundle is brought in."""
    if not may_send(actor):
        raise NotAllowed("not_sending_bundles", _("Vai trò của bạn không gửi, không nhận gói kết quả."))


def may_send_of(actor: Actor, unit_id: int) -> bool:
    """Whether the person may bring in bundles of this operator."""
    return actor.has_role(unit_id, *WORKS) or bool(departments_to_write_for(actor))


def visible_bundles(actor: Actor) -> QuerySet[Bundle]:
    """The bundles that the person may see; a preview only who brought it, and their colleagues at the operator."""
    seen = Q(unit_id__in=operators_of(actor)) | Q(sent_by=actor.person)
    if actor.department_ids:
        seen |= Q(state=BundleState.TAKEN)
    return Bundle.objects.filter(seen).select_related("unit", "sent_by", "taken_by", "request")


def find_bundle(actor: Actor, bundle_id: int, *, lock: bool = False) -> Bundle:
    """The bundle, when the person may see it (404). It holds counts and masked rows, no personal data."""
    found = visible_bundles(actor)
    one = (found.select_for_update(of=("self",)) if lock else found).filter(pk=bundle_id).first()
    if one is None:
        raise Http404
    return one
