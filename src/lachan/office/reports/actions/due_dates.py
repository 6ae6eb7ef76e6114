"""Running due dates follow the calendar, and say so when they move."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lachan.office.reports.actions.announce import UNIT, members, tell_of
from lachan.office.reports.due import due_of_report, due_of_round
from lachan.office.reports.models import Round, RoundState
from lachan.office.reports.policies import NOT_DECIDED, WAITS_FOR_UNIT
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.vietnam.working_days import Calendar


def recompute_due_dates(now: datetime, calendar: Calendar | None = None) -> int:
    """When the calendar changed, running due dates move and say so. Answers how many reports moved."""
    calendar = calendar or Calendar.load()
    rounds = Round.objects.filter(state=RoundState.OPEN).exclude(calendar_version=calendar.version)
    return sum(_recompute(pk, calendar, now) for pk in list(rounds.values_list("pk", flat=True)))


@transaction.atomic
def _recompute(round_id: int, calendar: Calendar, now: datetime) -> int:
    opened = Round.objects.select_for_update(of=("self",)).select_related("directive__unit").get(pk=round_id)
    if opened.state != RoundState.OPEN or opened.calendar_version == calendar.version:
        return 0  # another worker was here
    before = opened.due_on
    if opened.working_days is not None:
        opened.due_on, opened.due_steps, _version = due_of_round(
            opened.opened_on, working_days=opened.working_days, due_on=None, calendar=calendar
        )
    opened.calendar_version = calendar.version
    opened.save()
    if opened.due_on != before:
        record(
            Event.ROUND_DUE_MOVED, on=opened, by=None, at=now, unit=opened.directive.unit,
            facts={"was": str(before), "due": str(opened.due_on)},
        )  # fmt: skip
    return _recompute_reports(opened, calendar, now)


def _recompute_reports(opened: Round, calendar: Calendar, now: datetime) -> int:
    moved = 0
    reports = opened.reports.select_for_update(of=("self",)).filter(state__in=NOT_DECIDED)
    for report in reports.select_related("unit"):
        report.round, was = opened, report.due_on
        report.due_on, report.due_steps = due_of_report(report, calendar)
        if report.due_on == was:
            continue
        report.save(update_fields=["due_on", "due_steps"])
        moved += 1
        if report.state in WAITS_FOR_UNIT:
            tell_of(
                report, members(report.unit_id, UNIT, now), key=f"due-moved-{report.pk}-{calendar.version[:12]}",
                subject=_("Hạn báo cáo dời sang %(due)s"),
                body=_("Lịch nghỉ thay đổi nên hạn của “%(round)s” dời từ %(was)s sang %(due)s."),
                facts={"was": f"{was:%d/%m/%Y}"}, now=now,
            )  # fmt: skip
    return moved
