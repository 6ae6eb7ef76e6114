"""Who is told what about advisories; reminders, each step once."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from lachan.office.advisories.models import AdvisoryVersion, VersionState
from lachan.office.advisories.permissions import WRITES
from lachan.office.directives.actions.announce import tell_units
from lachan.office.people.models import Role
from lachan.office.units.models import Unit, UnitKind

STEPS = (7, 2)  # days before the last day
LOCAL = (UnitKind.COMMUNE_OFFICE, UnitKind.DISTRICT_OFFICE, UnitKind.DIVISION)
WAITS_LONG = timedelta(days=2)


def tell_of_waiting(version: AdvisoryVersion, now: datetime) -> None:
    """One notice to each leader of the Department that a checked text waits for approval."""
    with translation.override("vi"):
        _tell(version, f"checked-{now:%Y%m%d%H%M%S}", _("Cảnh báo chờ phê duyệt: %(title)s"), now, roles=(Role.LEADER,))


def tell_of_state(version: AdvisoryVersion, now: datetime) -> None:
    """One notice to each writer that a text was approved, sent back or withdrawn."""
    with translation.override("vi"):
        subject = f"{version.get_state_display()}: %(title)s"
        _tell(version, f"{version.state}-{now:%Y%m%d%H%M%S}", subject, now, roles=WRITES, body=version.reason)


def tell_of_published(version: AdvisoryVersion, now: datetime) -> None:
    """One notice to the local offices of the area, or to all of them: print it, read it aloud."""
    with translation.override("vi"):
        offices = Unit.objects.filter(kind__in=LOCAL).valid_on(timezone.localdate(now))
        area = list(version.area.values_list("pk", flat=True))
        chosen = offices.filter(pk__in=area) if area else offices
        tell_units(
            list(chosen.values_list("pk", flat=True)), key=f"advisory-{version.pk}-published", now=now,
            subject=_("Cảnh báo mới: %(title)s") % {"title": version.title}, link=_page(version),
            body=_("Có tờ rơi, áp phích và bài đọc loa truyền thanh để dùng ngay."), roles=(Role.LEADER, Role.OFFICER),
        )  # fmt: skip


def remind(now: datetime) -> None:
    """Tell the Department what runs out soon, and what was approved two days ago and never went out."""
    today = timezone.localdate(now)
    with translation.override("vi"):
        ending = AdvisoryVersion.objects.filter(
            state=VersionState.PUBLISHED, until__gte=today, until__lte=today + timedelta(days=max(STEPS))
        )
        for version in ending.select_related("advisory__unit"):
            left = (version.until - today).days
            step = min(one for one in STEPS if one >= left)
            _tell(version, f"ends-{version.until:%Y%m%d}-{step}", _("Cảnh báo sắp hết thời hạn: %(title)s"), now,
                  roles=WRITES, body=_("Lập bản sửa với ngày cuối mới, hoặc để cảnh báo hết thời hạn."))  # fmt: skip
        waiting = AdvisoryVersion.objects.filter(state=VersionState.APPROVED, approved_at__lte=now - WAITS_LONG)
        for version in waiting.select_related("advisory__unit"):
            _tell(version, "unpublished", _("Đã phê duyệt mà chưa công bố: %(title)s"), now, roles=WRITES)


def _tell(
    version: AdvisoryVersion, step: str, subject: str, now: datetime, *, roles: tuple[Role, ...], body: str = ""
) -> None:
    tell_units(
        [version.advisory.unit_id], key=f"advisory-{version.pk}-{step}", subject=subject % {"title": version.title},
        body=body, link=_page(version), now=now, roles=roles,
    )  # fmt: skip


def _page(version: AdvisoryVersion) -> str:
    return reverse("advisory", args=[version.advisory_id])
