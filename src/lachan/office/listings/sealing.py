"""Where the sealed texts of appeals lie in the vault, and the keyed values of codes and addresses."""

import hmac

from lachan.office.intake.models import SubjectKind
from lachan.office.listings.models import Appeal, Listing
from lachan.office.receipts import usual_code
from lachan.office.vault import blind, open_for_reading, place_of, seal

KEY_LENGTH = 24  # hex digits, 96 bits: of an address that nobody can guess
PUBLIC_KINDS = (SubjectKind.SITE,)
"""Kinds of subjects that everybody may list. The others can be somebody's own, or tell of somebody: their listings are
found by stating them exactly, never by counting.
"""


def hash_of_code(code: str) -> str:
    """The keyed hash of an appeal's receipt code, however it was typed."""
    return blind(usual_code(code), column="listings.Appeal.code")


def sealed_for(appeal: Appeal, field: str, text: str) -> str:
    """`text` sealed for this field of this appeal, which has its id; "" stays ""."""
    return seal(text, place=_place(appeal, field)) if text else ""


def opened(appeal: Appeal, field: str) -> str:
    """What was sealed there; NotNow when it was changed in the data base, or its key is gone."""
    sealed: str = getattr(appeal, field)
    return open_for_reading(sealed, place=_place(appeal, field))


def key_of(listing: Listing) -> str:
    """The key in the address of a listing that must not be found by counting; "" for one that everybody may list.

    Whoever states the number or account exactly is given it; the listing's own number alone opens nothing.
    """
    if listing.subject.kind in PUBLIC_KINDS:
        return ""
    return blind(listing.number, column="listings.Listing.address")[:KEY_LENGTH]


def opens(listing: Listing, given: str) -> bool:
    """Whether this key of an address opens the listing's page; one that needs none takes any."""
    wanted = key_of(listing)
    return not wanted or hmac.compare_digest(wanted.encode(), given.encode("utf-8", "replace"))


def _place(appeal: Appeal, field: str) -> str:
    return place_of("listings.Appeal", field, appeal.pk)
