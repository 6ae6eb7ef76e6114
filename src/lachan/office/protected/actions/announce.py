"""Who is told what about protected numbers and their lists."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lachan.office.directives.actions.announce import tell_units
from lachan.office.people.models import Role
from lachan.office.protected.models import ProtectedNumber
from lachan.office.protected.permissions import WRITES
from lachan.office.units.models import Unit, UnitKind


def departments_on(now: datetime) -> list[int]:
    """The Departments of the day."""
    found = Unit.objects.filter(kind=UnitKind.DEPARTMENT).valid_on(timezone.localdate(now))
    return list(found.values_list("pk", flat=True))


def tell_writers(number: ProtectedNumber, *, step: str, subject: Promise, body: str | Promise, now: datetime) -> None:
    """One notice about an entry to each officer and leader of the Department, once a step."""
    with translation.override("vi"):
        tell_units(
            departments_on(now), key=f"protected-{number.pk}-{step}", subject=str(subject) % {"number": number},
            body=str(body), link=reverse("protected_number", args=[number.pk]), now=now, roles=WRITES,
        )  # fmt: skip


def tell_of_waiting(now: datetime) -> None:
    """One notice a day to each leader of the Department that entries wait for approval."""
    with translation.override("vi"):
        tell_units(
            departments_on(now), key=f"protected-waiting-{timezone.localdate(now):%Y%m%d}", now=now,
            subject=_("Có số được bảo vệ chờ phê duyệt"), body=_("Người ghi không tự phê duyệt được."),
            link=reverse("protected_approvals"), roles=(Role.LEADER,),
        )  # fmt: skip


def tell_signers(*, key: str, subject: Promise, body: Promise, link: str, now: datetime) -> None:
    """One notice about the list to each leader and officer of the Department, once a key."""
    with translation.override("vi"):
        tell_units(
            departments_on(now), key=key, subject=str(subject), body=str(body), link=link, now=now,
            roles=(Role.LEADER, Role.OFFICER),
        )  # fmt: skip
