"""The evidence pack of a listing: gathered by the room of evidence, with what the listing says of its subject."""

from datetime import datetime

from lachan.office.evidence.actions import Pack, PackFacts, evidence_pack
from lachan.office.evidence.queries import has_evidence
from lachan.office.listings.models import BlockingRoute, Listing
from lachan.office.people.actor import Actor
from lachan.office.units.models import Unit


def pack_of(listing: Listing, *, route: str, asked_unit_id: int, actor: Actor, now: datetime) -> Pack | None:
    """The pack for whoever is asked to act; None when nothing was collected of the subject."""
    if not has_evidence(listing.subject):
        return None
    asked = Unit.objects.get(pk=asked_unit_id)
    facts = PackFacts(
        trick=listing.trick, imitated=listing.imitated, reference=listing.number,
        registrar=str(asked) if route == BlockingRoute.REGISTRAR else "",
    )  # fmt: skip
    purpose = f"Đề nghị ngăn chặn {listing.number}"
    return evidence_pack(subject_id=listing.subject_id, facts=facts, purpose=purpose, actor=actor, now=now)
