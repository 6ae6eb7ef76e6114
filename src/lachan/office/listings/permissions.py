"""Who may do what with listings, and the doors through which web requests come to them.

| Who                                       | Sees                             | Does                             |
|-------------------------------------------|----------------------------------|----------------------------------|
| Officer of the Department                 | all listings, notes; appeals,    | opens, corroborates, proposes,   |
|                                           | with a purpose                   | drops, asks to block, rechecks   |
| Leader (or deputy), with two factors      | the same                         | publishes and renews what others |
|                                           |                                  | wrote, sends back, withdraws,    |
|                                           |                                  | answers appeals against what     |
|                                           |                                  | others wrote and published       |
| Clerk, reader of the Department           | all listings, notes              | nothing                          |
| Officer, leader, liaison of a body that   | the evidence pack of the request | nothing here                     |
| was asked to block                        |                                  |                                  |
| Everybody, without account                | published sites; a number or an  | appeals; reads the answer with   |
|                                           | account by stating it exactly    | the code                         |
"""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from lachan.office.intake.models import Subject
from lachan.office.listings.models import Appeal, BlockingProposal, Listing
from lachan.office.people.actor import Actor
from lachan.office.people.models import Role
from lachan.office.refusals import NotAllowed
from lachan.office.requests.permissions import may_see_requests, visible_requests
from lachan.office.units.models import Unit, UnitKind

WRITES = (Role.LEADER, Role.OFFICER)


def may_see_listings(actor: Actor) -> bool:
    """Whether the person reads the register: members of a Department, but its administrators."""
    return bool(actor.department_ids)


def sees_listings(actor: Actor) -> None:
    """Rule of the pages of listings."""
    if not may_see_listings(actor):
        raise NotAllowed("no_listings", _("Chỉ người của Sở xem sổ mục cảnh báo."))


def departments_to_write_for(actor: Actor) -> list[Unit]:
    """The Departments in whose name the person writes listings."""
    units = {m.unit_id: m.unit for m in actor.memberships if m.role in WRITES and m.unit.kind == UnitKind.DEPARTMENT}
    return sorted(units.values(), key=lambda unit: unit.name)


def may_open(actor: Actor) -> bool:
    """Whether the person opens listings."""
    return bool(departments_to_write_for(actor))


def writes_listings(actor: Actor) -> None:
    """Rule of the pages on which listings are written."""
    if not may_open(actor):
        raise NotAllowed("not_writing_listings", _("Chỉ chuyên viên, lãnh đạo của Sở ghi mục cảnh báo."))


def may_write(actor: Actor, listing: Listing) -> bool:
    """Whether the person writes this listing: officer or leader of its Department."""
    return actor.has_role(listing.unit_id, *WRITES)


def signs_listings(actor: Actor) -> None:
    """Rule of the pages on which listings are published, renewed, withdrawn, and appeals answered."""
    signed_for = actor.units_to_sign_for() & actor.department_ids
    if not (actor.second_factor and signed_for):
        raise NotAllowed(
            "not_signing_listings", _("Chỉ lãnh đạo Sở, hoặc người ký thay, duyệt đăng, rút và trả lời khiếu nại.")
        )


def may_sign(actor: Actor, listing: Listing) -> bool:
    """Whether the person signs for the listing's Department now: leader or deputy, with two factors."""
    return actor.second_factor and listing.unit_id in actor.units_to_sign_for()


def may_publish(actor: Actor, listing: Listing) -> bool:
    """Whether the person publishes this listing, or renews it: somebody else wrote it (two persons)."""
    return may_sign(actor, listing) and listing.written_by_id != actor.id


def may_answer_appeals(actor: Actor, listing: Listing) -> bool:
    """Whether the person answers the appeals against it: neither who published nor who proposed it."""
    return may_sign(actor, listing) and actor.id not in (listing.approved_by_id, listing.written_by_id)


def may_read_appeals(actor: Actor, listing: Listing) -> bool:
    """Whether the person opens what appellants wrote: whoever works on the listing, each time with a purpose."""
    return may_write(actor, listing) or may_sign(actor, listing)


def visible_listings(actor: Actor) -> QuerySet[Listing]:
    """The register of the person's Departments."""
    sees_listings(actor)
    found = Listing.objects.filter(unit_id__in=actor.department_ids)
    return found.select_related("subject", "unit", "written_by", "approved_by")


def find_listing(actor: Actor, listing_id: int, *, lock: bool = False) -> Listing:
    """The door to a listing."""
    rows = visible_listings(actor)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=listing_id).first()
    if found is None:
        raise Http404
    return found


def find_subject(subject_id: int) -> Subject:
    """A subject of the review queue, for whoever may open a listing of it."""
    found = Subject.objects.filter(pk=subject_id).first()
    if found is None:
        raise Http404
    return found


def find_appeal(listing: Listing, appeal_id: UUID) -> Appeal:
    """One appeal against a listing that was found before."""
    found = listing.appeals.filter(pk=appeal_id).first()
    if found is None:
        raise Http404
    return found


def find_proposal(actor: Actor, proposal_id: int, *, lock: bool = False) -> BlockingProposal:
    """The door to a proposal to block, for the Department that made it."""
    rows = BlockingProposal.objects.filter(listing__in=visible_listings(actor).order_by())
    rows = rows.select_related("listing__subject", "listing__unit", "request__asked_unit")
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=proposal_id).first()
    if found is None:
        raise Http404
    return found


def takes_packs(actor: Actor) -> None:
    """Rule of the address at which evidence packs are taken: whoever has business with requests."""
    if not may_see_requests(actor):
        raise NotAllowed("no_requests", _("Vai trò của bạn không xem yêu cầu phối hợp."))


def find_pack(actor: Actor, proposal_id: int) -> BlockingProposal:
    """The door to the evidence pack: for both sides of the request, as far as they see the request itself."""
    rows = BlockingProposal.objects.select_related("pack_pdf", "pack_zip", "listing", "request")
    found = rows.filter(pk=proposal_id, request__in=visible_requests(actor).order_by()).first()
    if found is None:
        raise Http404
    return found


def public_listing(number: str) -> Listing:
    """A listing that everybody may have seen: it was published once. The caller asks whether it needs its key."""
    rows = Listing.objects.filter(published_at__isnull=False).select_related("subject", "unit")
    found = rows.filter(number=number).first()
    if found is None:
        raise Http404
    return found
