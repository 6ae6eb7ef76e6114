"""What happens without a person: reminders up the ladder, successors, due dates when the calendar changes."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lachan.office.people.models import Role
from lachan.office.reports.actions.announce import WRITERS, people_of, tell
from lachan.office.reports.due import due_of_report, due_of_round
from lachan.office.reports.models import Reminder, ReminderStep, ReportState, Round, RoundState, UnitReport
from lachan.office.reports.policies import WAITS_FOR_UNIT
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record
from lachan.office.units.queries import successors_on
from lachan.vietnam.clock import date_at_share, working_days_late
from lachan.vietnam.working_days import Calendar


def open_reports() -> list[UnitReport]:
    """Reports of open rounds that wait for their unit."""
    reports = UnitReport.objects.filter(round__state=RoundState.OPEN, state__in=WAITS_FOR_UNIT)
    return list(reports.select_related("round__directive__unit", "unit"))


def step_on(report: UnitReport, today: date, calendar: Calendar) -> ReminderStep | None:
    """The highest step of the ladder reached today; None before 75 % of the working time has passed."""
    late = working_days_late(report.due_on, today, calendar)
    if late >= 3:
        return ReminderStep.THREE_DAYS_LATE
    if late >= 1:
        return ReminderStep.ONE_DAY_LATE
    if today >= report.due_on:
        return ReminderStep.ON_THE_DAY
    if today >= date_at_share(report.round.opened_on, report.due_on, 0.75, calendar):
        return ReminderStep.AT_75_PERCENT
    return None


def remind(now: datetime, calendar: Calendar | None = None) -> int:
    """Send each reminder that is due and was not sent. Answers how many reports were reminded of.

    The ladder (domain rules of the loop): 75 % of the time, the unit's officers; on the day, its leader too; one
    working day late, the Department's officers too; three, the Department's leaders too. Steps that passed while
    the office was switched off are not made up for: only the highest one reached is sent.
    """
    calendar = calendar or Calendar.load()
    today = timezone.localtime(now).date()
    sent = 0
    for report in open_reports():
        step = step_on(report, today, calendar)
        if step is not None and _send(report, step, now):
            sent += 1
    return sent


def _send(report: UnitReport, step: ReminderStep, now: datetime) -> bool:
    try:
        with transaction.atomic():
            Reminder.objects.create(report=report, step=step, due_on=report.due_on, sent_at=now)
            record(Event.REMINDER_SENT, on=report, by=None, at=now, unit=report.unit, facts={"step": step.value})
            unit_roles = WRITERS if step == ReminderStep.AT_75_PERCENT else (*WRITERS, Role.LEADER)
            people = people_of([report.unit_id], unit_roles, now).get(report.unit_id, [])
            people += _at_the_department(report, step, now)
            tell(
                people, key=f"reminder-{report.pk}-{step.value}-{report.due_on:%Y%m%d}", report=report, now=now,
                subject=_("%(step)s: báo cáo của %(unit)s") % {"step": step.label, "unit": report.unit},
                body=_("%(round)s. Hạn báo cáo: %(due)s.")
                % {"round": report.round.title, "due": f"{report.due_on:%d/%m/%Y}"},
            )  # fmt: skip
    except IntegrityError:  # another worker sent this step in the same moment
        return False
    return True


def _at_the_department(report: UnitReport, step: ReminderStep, now: datetime) -> list:
    roles = {
        ReminderStep.ONE_DAY_LATE: (Role.OFFICER,),
        ReminderStep.THREE_DAYS_LATE: (Role.OFFICER, Role.LEADER),
    }.get(step, ())
    steering = report.round.directive.unit_id
    return people_of([steering], roles, now).get(steering, []) if roles else []


def hand_over_reports(now: datetime) -> int:
    """Reports that wait for a unit that has ended go to its successors. Answers how many were handed over."""
    today = timezone.localtime(now).date()
    moved = 0
    for report in open_reports():
        if report.unit.is_valid_on(today):
            continue
        heirs = successors_on(report.unit, today)
        if not heirs:
            continue
        with transaction.atomic():
            before = digest(report)
            for heir in heirs:
                UnitReport.objects.get_or_create(
                    round=report.round, unit=heir,
                    defaults={"due_on": report.due_on, "due_steps": report.due_steps, "handed_over_from": report},
                )  # fmt: skip
            report.state = ReportState.HANDED_OVER
            report.save()
            record(
                Event.REPORT_HANDED_OVER, on=report, by=None, at=now, unit=report.unit, before=before,
                facts={"to": [heir.key for heir in heirs]},
            )  # fmt: skip
            moved += 1
    return moved


def recompute_due_dates(now: datetime, calendar: Calendar | None = None) -> int:
    """When the calendar changed, running due dates move and say so. Answers how many reports moved."""
    calendar = calendar or Calendar.load()
    moved = 0
    rounds = Round.objects.filter(state=RoundState.OPEN, working_days__isnull=False)
    for opened in rounds.exclude(calendar_version=calendar.version):
        with transaction.atomic():
            moved += _recompute(opened, calendar, now)
    return moved


def _recompute(opened: Round, calendar: Calendar, now: datetime) -> int:
    before = opened.due_on
    opened.due_on, opened.due_steps, _version = due_of_round(
        opened.opened_on, working_days=opened.working_days, due_on=None, calendar=calendar
    )
    opened.calendar_version = calendar.version
    opened.save()
    moved = 0
    for report in opened.reports.filter(state__in=WAITS_FOR_UNIT).select_related("round", "unit"):
        was = report.due_on
        report.due_on, report.due_steps = due_of_report(report, calendar)
        if report.due_on == was:
            continue
        report.save()
        moved += 1
        people = people_of([report.unit_id], (*WRITERS, Role.LEADER), now).get(report.unit_id, [])
        tell(
            people, key=f"due-moved-{report.pk}-{calendar.version[:12]}", report=report, now=now,
            subject=_("Hạn báo cáo dời sang %(due)s") % {"due": f"{report.due_on:%d/%m/%Y}"},
            body=_("Lịch nghỉ thay đổi nên hạn của “%(round)s” dời từ %(was)s sang %(due)s.")
            % {"round": opened.title, "was": f"{was:%d/%m/%Y}", "due": f"{report.due_on:%d/%m/%Y}"},
        )  # fmt: skip
    if opened.due_on != before:
        record(
            Event.ROUND_DUE_MOVED, on=opened, by=None, at=now, unit=opened.directive.unit,
            facts={"was": str(before), "due": str(opened.due_on)},
        )  # fmt: skip
    return moved
