"""Steps and changes as they are written down: the life that everybody sees, and the serials that feeds follow."""

from datetime import datetime

from lachan.office.listings.models import ChangeMessage, ChangeRegister, Listing, ListingChange, ListingStep
from lachan.office.listings.policies import ListingMove
from lachan.office.people.actor import Actor
from lachan.office.people.models import Role
from lachan.office.registers import next_serial

_SPEAKS = (Role.LEADER, Role.OFFICER, Role.CLERK, Role.READER)


def add_step(
    listing: Listing, move: ListingMove | str, *, actor: Actor | None, now: datetime, reason: str = "", note: str = ""
) -> ListingStep:
    """One step of the life, with the state that the listing has now. Nobody (`actor` None) is the office itself."""
    return ListingStep.objects.create(
        listing=listing, move=str(move), state=listing.state, at=now, reason=reason, note=note,
        by=actor.person if actor else None, role=_role_of(actor, listing) if actor else "",
        unit_id=listing.unit_id if actor else None,
    )  # fmt: skip


def _role_of(actor: Actor, listing: Listing) -> str:
    """In which role the person acted, as the public reads it: the highest that they have in the Department."""
    if actor.second_factor and listing.unit_id in actor.units_to_sign_for():
        return Role.LEADER
    return next((role for role in _SPEAKS if actor.has_role(listing.unit_id, role)), Role.OFFICER)


def tell_feeds(listing: Listing, message: ChangeMessage, *, now: datetime) -> None:
    """The next serial for this change; the caller saves the listing in the same transaction.

    The register's row stays locked until the commit, so that serials become visible in their order: whoever reads
    after the last one that they know misses nothing.
    """
    ChangeRegister.objects.get_or_create(pk=1)
    register = ChangeRegister.objects.select_for_update().get(pk=1)
    register.last = next_serial(register.last, now)
    register.save()
    ListingChange.objects.create(serial=register.last, listing=listing, message=message, at=now)
    listing.serial = register.last
