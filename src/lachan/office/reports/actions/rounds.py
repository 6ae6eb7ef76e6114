"""Opening and closing rounds, at once or by calendar, and asking units that joined since."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lachan.office.directives.models import Directive, DirectiveState, Repeat, Task, TaskState
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.reports.actions.announce import announce_round
from lachan.office.reports.actions.successors import hand_over_within
from lachan.office.reports.due import due_of_report, due_of_round
from lachan.office.reports.models import ReportState, Round, RoundCalendar, RoundState, UnitReport
from lachan.office.reports.permissions import access_directive, access_round, may_run_rounds
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record
from lachan.office.units.models import Unit
from lachan.vietnam.working_days import Calendar

MONTHS = {Repeat.MONTHLY: 1, Repeat.QUARTERLY: 3, Repeat.YEARLY: 12}


@dataclass(frozen=True)
class Terms:
    """What a round asks: figures of which days (both included), by when; one of the two due rules is given."""

    title: str
    period_from: date
    period_to: date
    working_days: int | None = None
    due_on: date | None = None
    basis: str = ""


@transaction.atomic
def open_round(*, directive_id: int, terms: Terms, actor: Actor, now: datetime) -> Round:
    """Ask every unit that holds tasks of the directive for a report, due on a day or in some working days."""
    directive = access_directive(actor, directive_id, lock=True)
    require(may_run_rounds(actor, directive))
    if directive.state != DirectiveState.ISSUED:
        raise NotNow("directive_not_issued", _("Văn bản chưa ban hành hoặc đã kết thúc theo dõi."))
    today = timezone.localdate(now)
    _check_dates(terms, today)
    _check_overlap(directive, terms)
    return _open(directive, terms, actor, now)


def _check_dates(terms: Terms, today: date) -> None:
    if terms.period_to < terms.period_from:
        raise NotRight("period_backwards", _("Ngày cuối kỳ phải từ ngày đầu kỳ trở đi."), field="period_to")
    if terms.due_on is not None and terms.due_on < today:
        raise NotRight("due_in_the_past", _("Hạn báo cáo đã qua; hãy chọn từ hôm nay trở đi."), field="due_on")
    if (terms.due_on is None) == (terms.working_days is None):
        raise NotRight("one_due_rule", _("Hãy nhập hạn là một ngày, hoặc số ngày làm việc."), field="due_on")


def _check_overlap(directive: Directive, terms: Terms) -> None:
    """Two rounds never cover the same day: cumulative figures would count it twice."""
    rounds = Round.objects.filter(directive=directive)
    other = rounds.filter(period_from__lte=terms.period_to, period_to__gte=terms.period_from).first()
    if other is None:
        return
    raise NotRight(
        "period_overlaps",
        _("Kỳ này trùng ngày với đợt “%(other)s” (%(from)s – %(to)s) nên số liệu sẽ bị tính hai lần. Hãy chọn kỳ khác.")
        % {"other": other, "from": f"{other.period_from:%d/%m/%Y}", "to": f"{other.period_to:%d/%m/%Y}"},
        field="period_from",
    )


def _open(directive: Directive, terms: Terms, actor: Actor | None, now: datetime) -> Round:
    today = timezone.localdate(now)
    due, steps, version = due_of_round(today, working_days=terms.working_days, due_on=terms.due_on)
    units = units_that_report(directive, terms.period_to)
    if not units:
        raise NotRight("nobody_reports", _("Không có đơn vị nào giữ nhiệm vụ của văn bản này trong kỳ đã chọn."))
    opened = Round.objects.create(
        directive=directive, title=terms.title, period_from=terms.period_from, period_to=terms.period_to,
        opened_on=today, due_on=due, due_steps=steps, working_days=terms.working_days, calendar_version=version,
        basis=terms.basis, opened_by=actor.person if actor else None, opened_at=now,
    )  # fmt: skip
    UnitReport.objects.bulk_create(
        UnitReport(round=opened, unit=unit, opened_on=today, due_on=due, due_steps=steps) for unit in units
    )
    record(Event.ROUND_OPENED, on=opened, by=actor, at=now, unit=directive.unit, facts={"units": len(units)})
    hand_over_within(opened, now=now)  # units that ended before: their successors report
    asked = opened.reports.exclude(state=ReportState.HANDED_OVER).select_related("round", "unit")
    announce_round(opened, asked, now=now)
    return opened


def units_that_report(directive: Directive, day: date) -> list[Unit]:
    """Units that hold tasks of the directive given up to `day`, without those handed over to a successor."""
    held = Task.objects.filter(duty__group__directive=directive, given_on__lte=day)
    held = held.exclude(state=TaskState.HANDED_OVER)
    return list(Unit.objects.filter(pk__in=held.order_by().values("unit_id")).order_by("name"))


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
    directive = access_directive(actor, directive_id, lock=True)
    require(may_run_rounds(actor, directive))
    facts = {"repeat": repeat, "working_days": working_days}
    if repeat == Repeat.NONE:
        RoundCalendar.objects.filter(directive=directive).delete()
        record(Event.ROUND_CALENDAR_SET, on=directive, by=actor, at=now, unit=directive.unit, facts={"repeat": repeat})
        return None
    if until is not None and until < since:
        raise NotRight("until_before_since", _("Ngày kết thúc phải từ ngày bắt đầu trở đi."), field="until")
    calendar, _new = RoundCalendar.objects.update_or_create(
        directive=directive,
        defaults={"repeat": repeat, "working_days": working_days, "since": since, "until": until},
    )
    record(
        Event.ROUND_CALENDAR_SET, on=directive, by=actor, at=now, unit=directive.unit, after=digest(calendar),
        facts=facts,
    )  # fmt: skip
    return calendar


def open_rounds_by_calendar(now: datetime) -> int:
    """The clockwork's part: open the round of the period that ended last, once. Answers how many were opened.

    Earlier periods that nobody saw, because the office was switched off, are not made up for.
    """
    return sum(_open_last_period(calendar.directive_id, now) for calendar in RoundCalendar.objects.all())


@transaction.atomic
def _open_last_period(directive_id: int, now: datetime) -> bool:
    directive = Directive.objects.select_for_update(of=("self",)).select_related("unit").get(pk=directive_id)
    calendar = RoundCalendar.objects.filter(directive=directive).first()
    if calendar is None or directive.state != DirectiveState.ISSUED:
        return False
    first, last = last_whole_period(calendar.repeat, timezone.localdate(now))
    first, last = max(first, calendar.since), min(last, calendar.until or last)
    covered = Round.objects.filter(directive=directive, period_from__lte=last, period_to__gte=first)
    covered_to = covered.aggregate(last=Max("period_to"))["last"]
    if covered_to is not None:  # no day is counted twice
        first = covered_to + timedelta(days=1)
    if first > last or not units_that_report(directive, last):
        return False
    with translation.override("vi"):
        title = gettext("Báo cáo kỳ %(from)s – %(to)s") % {"from": f"{first:%d/%m/%Y}", "to": f"{last:%d/%m/%Y}"}
    _open(directive, Terms(title, first, last, working_days=calendar.working_days), None, now)
    return True


def last_whole_period(repeat: str, today: date) -> tuple[date, date]:
    """First and last day of the last month, quarter or year that ended before `today`."""
    months = MONTHS[Repeat(repeat)]
    start_month = (today.month - 1) // months * months + 1
    last = date(today.year, start_month, 1) - timedelta(days=1)
    return date(last.year, last.month - months + 1, 1), last


def ask_units_that_joined(now: datetime, calendar: Calendar | None = None) -> int:
    """The clockwork's part: units that got tasks of the period after its round was opened report too, with full time.

    Who succeeded another unit is not new: `hand_over_reports` sees to it. Answers how many units were asked.
    """
    calendar = calendar or Calendar.load()
    return sum(_ask_joined(pk, now, calendar) for pk in _open_rounds())


def _open_rounds() -> list[int]:
    running = Round.objects.filter(state=RoundState.OPEN, directive__state=DirectiveState.ISSUED)
    return list(running.values_list("pk", flat=True))


@transaction.atomic
def _ask_joined(round_id: int, now: datetime, calendar: Calendar) -> int:
    found = Round.objects.select_for_update(of=("self",)).select_related("directive__unit").get(pk=round_id)
    if found.state != RoundState.OPEN:
        return 0
    today = timezone.localdate(now)
    there = found.reports.order_by().values("unit_id")
    new = Task.objects.filter(
        duty__group__directive=found.directive, given_on__lte=found.period_to, handed_over_from__isnull=True
    ).exclude(state=TaskState.HANDED_OVER)
    units = Unit.objects.valid_on(today).filter(pk__in=new.order_by().values("unit_id")).exclude(pk__in=there)
    asked = []
    for unit in units:
        report = UnitReport(round=found, unit=unit, opened_on=today)
        report.due_on, report.due_steps = due_of_report(report, calendar)
        report.save()
        record(Event.REPORT_ASKED, on=report, by=None, at=now, unit=unit, facts={"due_on": str(report.due_on)})
        asked.append(report)
    if asked:
        announce_round(found, asked, now=now)
    return len(asked)
