"""Who is told what about listings: notices with a key each, so that nobody is told twice."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lachan.office.directives.actions.announce import tell_units
from lachan.office.listings.models import Listing
from lachan.office.listings.permissions import WRITES
from lachan.office.people.models import Role


def tell_of_waiting(unit_id: int, now: datetime) -> None:
    """One notice a day to each leader of the Department that listings wait for approval."""
    with translation.override("vi"):
        tell_units(
            [unit_id], key=f"listings-waiting-{timezone.localdate(now):%Y%m%d}", now=now, roles=(Role.LEADER,),
            subject=_("Có mục cảnh báo chờ duyệt đăng"), body=_("Người thẩm định không tự duyệt được."),
            link=reverse("listing_approvals"),
        )  # fmt: skip


def tell_of_ends(unit_id: int, count: int, now: datetime) -> None:
    """One notice a day to the writers of the Department that warnings end soon."""
    with translation.override("vi"):
        tell_units(
            [unit_id], key=f"listings-ending-{timezone.localdate(now):%Y%m%d}", now=now, roles=WRITES,
            subject=_("Sắp hết hạn cảnh báo: %(n)d mục") % {"n": count},
            body=_("Xem lại từng mục: gia hạn khi vẫn còn dấu hiệu, hoặc để hết hạn."),
            link=f"{reverse('listings')}?ending=1",
        )  # fmt: skip


def tell_writers(listing: Listing, *, step: str, subject: Promise | str, now: datetime, body: str = "") -> None:
    """One notice about a listing to each officer and leader of its Department, once a step."""
    with translation.override("vi"):
        tell_units(
            [listing.unit_id], key=f"listing-{listing.pk}-{step}", subject=str(subject) % {"number": listing.number},
            body=body, link=reverse("listing", args=[listing.pk]), now=now, roles=WRITES,
        )  # fmt: skip
