"""Reminders, each step once: approved numbers whose period or body ends, and a list that is about to end."""

from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.protected.actions.announce import tell_signers, tell_writers
from lachan.office.protected.models import NumberState, ProtectedNumber, PublishedList

STEPS_OF_A_NUMBER = (30, 7, 0)  # days before its last day; 0 on the day after it
STEPS_OF_A_LIST = (7, 2, 0)  # days before it is no longer valid; 0 once it is not


def remind(now: datetime) -> None:
    """Tell the Department what ends soon. Steps missed while the office was off are not made up for."""
    today = timezone.localdate(now)
    ending = ProtectedNumber.objects.filter(
        state=NumberState.APPROVED, valid_to__gte=today - timedelta(days=1),
        valid_to__lte=today + timedelta(days=max(STEPS_OF_A_NUMBER)),
    )  # fmt: skip
    for number in ending.select_related("unit"):
        assert number.valid_to is not None
        _remind_of_number(number, number.valid_to, today, now)
    orphaned = ProtectedNumber.objects.filter(state=NumberState.APPROVED, unit__valid_to__lt=today)
    for number in orphaned.select_related("unit"):
        tell_writers(
            number, step="unit-over", subject=_("Đơn vị của số không còn hoạt động: %(number)s"), now=now,
            body=_("Hỏi đơn vị kế thừa còn dùng số này không; sửa đơn vị và trình phê duyệt, hoặc rút số khỏi sổ."),
        )  # fmt: skip
    last = PublishedList.objects.first()
    if last is not None:
        _remind_of_list(last, now)


def _remind_of_number(number: ProtectedNumber, last_day: date, today: date, now: datetime) -> None:
    left = (last_day - today).days
    step = 0 if left < 0 else min(one for one in STEPS_OF_A_NUMBER if one >= max(left, 1))
    subject = _("Hết thời hạn bảo vệ: %(number)s") if step == 0 else _("Sắp hết thời hạn bảo vệ: %(number)s")
    tell_writers(
        number, step=f"ends-{last_day:%Y%m%d}-{step}", subject=subject, now=now,
        body=_("Xác minh lại với cơ quan chủ quản, sửa thời hạn và trình phê duyệt; hoặc rút số khỏi sổ."),
    )  # fmt: skip


def _remind_of_list(last: PublishedList, now: datetime) -> None:
    left = last.valid_until - now
    if left > timedelta(days=max(STEPS_OF_A_LIST)):
        return
    days = left / timedelta(days=1)
    step = 0 if days < 0 else min(one for one in STEPS_OF_A_LIST if one >= max(days, 1))
    subject = (
        _("Danh sách số được bảo vệ đã hết hiệu lực") if step == 0 else _("Danh sách số được bảo vệ sắp hết hiệu lực")
    )
    tell_signers(
        key=f"protected-list-{last.serial}-{step}", subject=subject, link=reverse("protected_publish"), now=now,
        body=_("Doanh nghiệp giữ danh sách cũ và báo động khi danh sách hết hiệu lực. Hãy phát hành danh sách mới."),
    )  # fmt: skip
