"""Reminders, each step once: appeals whose day comes, warnings that end soon, blocked subjects to look at again."""

from datetime import datetime, timedelta

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.listings.actions.announce import tell_of_ends, tell_writers
from lachan.office.listings.models import Appeal, AppealState, BlockingProposal, Listing, ListingState

STEPS_OF_AN_APPEAL = (2, 0, -1)  # days before the day of its answer; -1 once it has passed
DAYS_BEFORE_THE_END = 14
MOST_AT_ONCE = 500


def remind(now: datetime) -> None:
    """Tell the Departments what is due. A step that was told before is not told again."""
    _of_appeals(now)
    _of_ends(now)
    _of_rechecks(now)


def _of_appeals(now: datetime) -> None:
    today = timezone.localdate(now)
    last = today + timedelta(days=max(STEPS_OF_AN_APPEAL))
    due = Appeal.objects.filter(state=AppealState.OPEN, due_on__lte=last).select_related("listing")
    for appeal in due[:MOST_AT_ONCE]:
        left = max((appeal.due_on - today).days, -1)
        step = min(one for one in STEPS_OF_AN_APPEAL if one >= left)
        late = _("Quá hạn trả lời khiếu nại: %(number)s")
        tell_writers(
            appeal.listing, step=f"appeal-{appeal.pk}-{step}", now=now,
            subject=late if step < 0 else _("Sắp đến hạn trả lời khiếu nại: %(number)s"),
        )  # fmt: skip


def _of_ends(now: datetime) -> None:
    """One notice a day for all that end soon: thousands may be published, and so end, on one day."""
    soon = Listing.objects.filter(
        state__in=(ListingState.PUBLISHED, ListingState.KEPT), expires_at__gt=now,
        expires_at__lte=now + timedelta(days=DAYS_BEFORE_THE_END),
    )  # fmt: skip
    for row in soon.order_by().values("unit_id").annotate(n=Count("pk")):
        tell_of_ends(row["unit_id"], row["n"], now)


def _of_rechecks(now: datetime) -> None:
    due = BlockingProposal.objects.filter(recheck_on__lte=timezone.localdate(now)).select_related("listing")
    for proposal in due[:MOST_AT_ONCE]:
        tell_writers(
            proposal.listing, step=f"recheck-{proposal.pk}-{proposal.recheck_on:%Y%m%d}", now=now,
            subject=_("Đến ngày kiểm tra lại sau khi ngăn chặn: %(number)s"),
        )  # fmt: skip
