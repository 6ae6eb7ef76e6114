"""Opening and closing rounds, at once or by calendar."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lachan.office.directives.models import Directive, DirectiveState, Repeat, Task, TaskState
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, NotRight
from lachan.office.reports.actions.announce import announce_round
from lachan.office.reports.due import due_of_round
from lachan.office.reports.models import ReportState, Round, RoundCalendar, RoundState, UnitReport
from lachan.office.reports.permissions import access_directive, access_round, may_run_rounds, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record
from lachan.office.units.models import Unit


@transaction.atomic
def open_round(
    *,
    directive_id: int,
    title: str,
    period_from: date,
    period_to: date,
    working_days: int | None = None,
    due_on: date | None = None,
    basis: str = "",
    actor: Actor,
    now: datetime,
) -> Round:
    """Ask every unit that holds tasks of the directive for a report, due on a day or in some working days."""
    directive = access_directive(actor, directive_id)
    require(may_run_rounds(actor, directive))
    if directive.state != DirectiveState.ISSUED:
        raise NotNow("directive_not_issued", _("Văn bản chưa ban hành hoặc đã kết thúc theo dõi."))
    return _open(directive, title, period_from, period_to, working_days, due_on, basis, actor, now)


def _open(
    directive: Directive,
    title: str,
    period_from: date,
    period_to: date,
    working_days: int | None,
    due_on: date | None,
    basis: str,
    actor: Actor | None,
    now: datetime,
) -> Round:
    today = timezone.localtime(now).date()
    _check_dates(period_from, period_to, due_on, working_days, today)
    if Round.objects.filter(directive=directive, period_from=period_from, period_to=period_to).exists():
        raise NotRight("round_exists", _("Đã có đợt báo cáo cho đúng kỳ này."), field="period_from")
    due, steps, version = due_of_round(today, working_days=working_days, due_on=due_on)
    opened = Round.objects.create(
        directive=directive, title=title, period_from=period_from, period_to=period_to, opened_on=today,
        due_on=due, due_steps=steps, working_days=working_days, calendar_version=version, basis=basis,
        opened_by=actor.person if actor else None, opened_at=now,
    )  # fmt: skip
    units = units_that_report(directive, period_to)
    if not units:
        raise NotRight("nobody_reports", _("Không có đơn vị nào đang giữ nhiệm vụ của văn bản này."), field="directive")
    UnitReport.objects.bulk_create(UnitReport(round=opened, unit=unit, due_on=due, due_steps=steps) for unit in units)
    record(Event.ROUND_OPENED, on=opened, by=actor, at=now, unit=directive.unit, facts={"units": len(units)})
    announce_round(opened, now=now)
    return opened


def units_that_report(directive: Directive, day: date) -> list[Unit]:
    """Units that hold tasks of the directive given up to `day` and not handed over to a successor."""
    held = Task.objects.filter(duty__group__directive=directive, given_on__lte=max(day, date.min))
    held = held.exclude(state=TaskState.HANDED_OVER)
    return list(Unit.objects.filter(pk__in=held.values("unit_id")).order_by("name"))


def _check_dates(
    period_from: date, period_to: date, due_on: date | None, working_days: int | None, today: date
) -> None:
    if period_to < period_from:
        raise NotRight("period_backwards", _("Ngày cuối kỳ phải từ ngày đầu kỳ trở đi."), field="period_to")
    if due_on is not None and due_on < today:
        raise NotRight("due_in_the_past", _("Hạn báo cáo đã qua; hãy chọn từ hôm nay trở đi."), field="due_on")
    if (due_on is None) == (working_days is None):
        raise NotRight("one_due_rule", _("Hãy nhập hạn là một ngày, hoặc số ngày làm việc."), field="due_on")


@transaction.atomic
def close_round(*, round_id: int, actor: Actor, now: datetime) -> Round:
    """Close a round: nothing in it changes any more. Reports that wait for the Department must be decided first."""
    found = access_round(actor, round_id, lock=True)
    require(may_run_rounds(actor, found.directive))
    if found.state != RoundState.OPEN:
        raise NotNow("round_closed", _("Đợt báo cáo đã đóng."))
    if found.reports.filter(state=ReportState.SIGNED).exists():
        raise NotNow("reports_wait", _("Còn báo cáo đã ký chờ tiếp nhận; hãy tiếp nhận hoặc trả lại trước khi đóng."))
    before = digest(found)
    found.state, found.closed_at = RoundState.CLOSED, now
    found.save()
    record(Event.ROUND_CLOSED, on=found, by=actor, at=now, unit=found.directive.unit, before=before)
    return found


@transaction.atomic
def set_round_calendar(
    *, directive_id: int, repeat: str, working_days: int, since: date, until: date | None, actor: Actor, now: datetime
) -> RoundCalendar | None:
    """Let rounds open by themselves after each period, or stop that (`repeat` "none")."""
    directive = access_directive(actor, directive_id)
    require(may_run_rounds(actor, directive))
    if repeat == Repeat.NONE:
        RoundCalendar.objects.filter(directive=directive).delete()
        record(Event.ROUND_CALENDAR_SET, on=directive, by=actor, at=now, unit=directive.unit, facts={"repeat": repeat})
        return None
    calendar, _new = RoundCalendar.objects.update_or_create(
        directive=directive,
        defaults={"repeat": repeat, "working_days": working_days, "since": since, "until": until},
    )
    record(
        Event.ROUND_CALENDAR_SET, on=directive, by=actor, at=now, unit=directive.unit, after=digest(calendar),
        facts={"repeat": repeat, "working_days": working_days},
    )  # fmt: skip
    return calendar


def open_rounds_by_calendar(now: datetime) -> int:
    """The clockwork's part: open the round of each period that ended, once. Answers how many were opened."""
    today = timezone.localtime(now).date()
    opened = 0
    for calendar in RoundCalendar.objects.select_related("directive__unit"):
        if calendar.directive.state != DirectiveState.ISSUED:
            continue
        first, last = last_whole_period(calendar.repeat, today)
        if first < calendar.since or (calendar.until is not None and last > calendar.until):
            continue
        with transaction.atomic():
            same = Round.objects.filter(directive=calendar.directive, period_from=first, period_to=last)
            if not same.exists() and units_that_report(calendar.directive, last):
                title = _t("Báo cáo kỳ %(from)s – %(to)s") % {"from": f"{first:%d/%m/%Y}", "to": f"{last:%d/%m/%Y}"}
                _open(calendar.directive, title, first, last, calendar.working_days, None, "", None, now)
                opened += 1
    return opened


def last_whole_period(repeat: str, today: date) -> tuple[date, date]:
    """First and last day of the last month, quarter or year that ended before `today`."""
    months = {Repeat.MONTHLY: 1, Repeat.QUARTERLY: 3, Repeat.YEARLY: 12}[Repeat(repeat)]
    start_month = (today.month - 1) // months * months + 1
    last = date(today.year, start_month, 1) - timedelta(days=1)
    return date(last.year, last.month - months + 1, 1), last
