"""Who is told what about feeds."""

from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from lachan.office.directives.actions.announce import tell_units
from lachan.office.feeds.models import FeedPull
from lachan.office.listings.permissions import WRITES


def tell_of_waiting(pull: FeedPull, now: datetime) -> None:
    """One notice to the writers of the Department that something of a feed waits for a look."""
    with translation.override("vi"):
        tell_units(
            [pull.source.unit_id], key=f"feed-waits-{pull.pk}", now=now, roles=WRITES,
            subject=_("Nguồn tin thay đổi nhiều, chờ xác nhận: %(name)s") % {"name": pull.source.name},
            body=_("Mục mới: %(added)d, không còn: %(gone)d.") % {"added": pull.added, "gone": pull.gone},
            link=reverse("feed_pull", args=[pull.pk]),
        )  # fmt: skip
