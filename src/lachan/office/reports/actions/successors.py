"""Reports that wait for a unit that has ended are written by its successors."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.reports.actions.announce import UNIT, members, tell_of
from lachan.office.reports.models import Round, RoundState, UnitReport
from lachan.office.reports.policies import WAITS_FOR_UNIT, Move, state_after
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record
from lachan.office.units.models import Unit
from lachan.office.units.queries import successors_on


def hand_over_reports(now: datetime) -> int:
    """Hand over in all open rounds. Answers how many reports were handed over.

    Each successor gets a report of its own, due as before; a successor of several units gets one for all. What the
    ended unit had typed stays where it is, and its successors can read it. A unit without successors keeps its report.
    """
    today = timezone.localdate(now)
    waiting = UnitReport.objects.filter(round__state=RoundState.OPEN, state__in=WAITS_FOR_UNIT)
    rounds = waiting.filter(unit__valid_to__lt=today).order_by().values_list("round_id", flat=True).distinct()
    return sum(_hand_over_round(pk, now) for pk in list(rounds))


@transaction.atomic
def _hand_over_round(round_id: int, now: datetime) -> int:
    return hand_over_within(Round.objects.select_for_update(of=("self",)).get(pk=round_id), now=now)


def hand_over_within(found: Round, *, now: datetime) -> int:
    """The same inside one round, in the caller's transaction."""
    today = timezone.localdate(now)
    if found.state != RoundState.OPEN:
        return 0
    reports = found.reports.select_for_update(of=("self",)).filter(state__in=WAITS_FOR_UNIT, unit__valid_to__lt=today)
    moved = 0
    for report in list(reports.select_related("round", "unit")):
        heirs = successors_on(report.unit, today)
        if heirs:
            _hand_over(report, heirs, now)
            moved += 1
    return moved


def _hand_over(report: UnitReport, heirs: list[Unit], now: datetime) -> None:
    before = digest(report)
    report.state = state_after(report, Move.HAND_OVER)
    report.save(update_fields=["state"])
    for heir in heirs:
        taken, _made = UnitReport.objects.get_or_create(
            round=report.round, unit=heir,
            defaults={"opened_on": report.opened_on, "due_on": report.due_on, "due_steps": report.due_steps},
        )  # fmt: skip
        taken.handed_over_from.add(report)
        tell_of(
            taken, members(heir.pk, UNIT, now), key=f"report-{report.pk}-handed-over", now=now,
            subject=_("Báo cáo thay đơn vị trước đây: %(before)s"),
            body=_("%(round)s. %(unit)s báo cáo thay %(before)s trước hết ngày %(due)s."),
            facts={"before": report.unit.name},
        )  # fmt: skip
    record(
        Event.REPORT_HANDED_OVER, on=report, by=None, at=now, unit=report.unit, before=before,
        facts={"to": [heir.key for heir in heirs]},
    )  # fmt: skip
