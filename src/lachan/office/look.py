"""What every page shows around its content: who is signed in, the places they may go, what is waiting."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lachan.office.advisories.permissions import may_see_advisories
from lachan.office.api.permissions import bodies_to_connect
from lachan.office.bundles.permissions import may_see_bundles
from lachan.office.cases.permissions import may_see_cases
from lachan.office.channels.permissions import may_see_channels
from lachan.office.incidents.permissions import may_see_incidents
from lachan.office.inspections.permissions import may_see_inspections
from lachan.office.intake.permissions import may_see_intake
from lachan.office.listings.permissions import may_see_listings
from lachan.office.notices.queries import unread_count
from lachan.office.people.permissions import administers_something
from lachan.office.protected.permissions import may_see_lists, may_see_numbers
from lachan.office.requests.permissions import may_see_requests
from lachan.office.trail.permissions import may_read_trail


@dataclass(frozen=True)
class Place:
    """One entry of the main navigation."""

    name: str
    title: str | Promise

    @property
    def address(self) -> str:
        """Where it leads."""
        return reverse(self.name)


WORK = (Place("home", _("Việc của tôi")), Place("directives", _("Chỉ đạo")), Place("rounds", _("Báo cáo")))
SIGNALS = (Place("subjects", _("Tín hiệu")),)
CASES = (Place("cases", _("Vụ việc")),)
REQUESTS = (Place("requests", _("Yêu cầu")),)
BUNDLES = (Place("bundles", _("Gói kết quả")),)
INCIDENTS = (Place("incidents", _("Giả mạo số")),)
LISTINGS = (Place("listings", _("Mục cảnh báo")),)
INSPECTIONS = (Place("inspections", _("Kiểm tra")),)
ADVISORIES = (Place("advisories", _("Cảnh báo")),)
CHANNELS = (Place("channels", _("Kênh")),)
NUMBERS = (Place("protected_numbers", _("Số được bảo vệ")), Place("protected_names", _("Tên được bảo vệ")))
LISTS = (Place("protected_lists", _("Danh sách số")),)
ADMINISTRATION = (Place("people", _("Người dùng")), Place("units", _("Đơn vị")))
CONNECTIONS = (Place("connections", _("Kết nối")),)
TRAIL = (Place("trail", _("Nhật ký")),)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of `base.html`: actor, navigation, number of unread notices, the day of a demonstration."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {"actor": None, "places": (), "as_of": settings.AS_OF}
    places = (WORK if actor.sees_work else ()) + (SIGNALS if may_see_intake(actor) else ())
    places += CASES if may_see_cases(actor) else ()
    places += REQUESTS if may_see_requests(actor) else ()
    places += BUNDLES if may_see_bundles(actor) else ()
    places += INCIDENTS if may_see_incidents(actor) else ()
    places += LISTINGS if may_see_listings(actor) else ()
    places += INSPECTIONS if may_see_inspections(actor) else ()
    places += ADVISORIES if may_see_advisories(actor) else ()
    places += CHANNELS if may_see_channels(actor) else ()
    places += NUMBERS if may_see_numbers(actor) else LISTS if may_see_lists(actor) else ()
    places += ADMINISTRATION if administers_something(actor) else ()
    places += CONNECTIONS if bodies_to_connect(actor) else ()
    places += TRAIL if may_read_trail(actor) else ()
    return {"actor": actor, "places": places, "unread": unread_count(actor), "as_of": settings.AS_OF}
