"""The page with one form that does one thing to a listing."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.functional import Promise

from lachan.office.fields import HouseForm
from lachan.office.form_pages import form_answer
from lachan.office.listings.models import Listing
from lachan.office.listings.permissions import find_listing, may_sign, may_write
from lachan.office.listings.policies import ListingMove, state_after
from lachan.office.refusals import require
from lachan.office.request import OfficeRequest

SIGNED = frozenset({
    ListingMove.PUBLISH, ListingMove.SEND_BACK, ListingMove.RENEW, ListingMove.WITHDRAW, ListingMove.KEEP,
})  # fmt: skip


def listing_for(request: OfficeRequest, listing_id: int, move: ListingMove) -> Listing:
    """The listing, when this person may make this move with it now."""
    listing = find_listing(request.actor, listing_id)
    require((may_sign if move in SIGNED else may_write)(request.actor, listing))
    state_after(listing, move)
    return listing


def form_page(
    request: OfficeRequest,
    listing: Listing | None,
    form: HouseForm,
    *,
    act: Callable[[], Any],
    title: str | Promise,
    button: str | Promise,
    done: str | Promise,
    explain: str | Promise = "",
    **more: Any,
) -> HttpResponse:
    """Show the form, or `act` when it was sent and is right; then go to the listing."""
    context = {"listing": listing, "title": title, "button": button, "explain": explain} | more
    return form_answer(
        request, form, act=act, template="listings/form.html", context=context, done=done, address="listing",
        standing=listing,
    )  # fmt: skip
