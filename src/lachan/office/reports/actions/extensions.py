"""More time: a unit asks, the Department decides, and the due date shows its new arithmetic."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.reports.actions.announce import JUDGES, UNIT, announce_move, members
from lachan.office.reports.due import due_of_report
from lachan.office.reports.models import ExtensionRequest, ExtensionState
from lachan.office.reports.permissions import access_report, may_judge, may_write
from lachan.office.reports.policies import Move, state_after
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.vietnam.working_days import Calendar

MOST_WORKING_DAYS = 30


@transaction.atomic
def ask_extension(*, report_id: int, working_days: int, reason: str, actor: Actor, now: datetime) -> ExtensionRequest:
    """Ask for some more working days, with a reason; one open wish at a time."""
    report = access_report(actor, report_id, lock=True)
    require(may_write(actor, report))
    state_after(report, Move.ASK_EXTENSION)
    if not 1 <= working_days <= MOST_WORKING_DAYS:
        raise NotRight("days_out_of_range", _("Hãy xin từ 1 đến 30 ngày làm việc."), field="working_days")
    if not reason.strip():
        raise NotRight("reason_missing", _("Hãy ghi lý do xin gia hạn."), field="reason")
    if report.extensions.filter(state=ExtensionState.ASKED).exists():
        raise NotNow("already_asked", _("Đang có một đề nghị gia hạn chờ Sở trả lời."))
    asked = ExtensionRequest.objects.create(
        report=report, working_days=working_days, reason=reason[:500], asked_by=actor.person, asked_at=now
    )
    record(
        Event.EXTENSION_ASKED, on=report, by=actor, at=now, unit=report.unit, purpose=reason[:300],
        facts={"working_days": working_days},
    )  # fmt: skip
    announce_move(
        report, members(report.round.directive.unit_id, JUDGES, now), step="extension-asked", now=now,
        subject=_("%(unit)s xin gia hạn %(days)s ngày làm việc"), body="%(reason)s",
        facts={"days": working_days, "reason": reason},
    )  # fmt: skip
    return asked


@transaction.atomic
def decide_extension(*, report_id: int, granted: bool, answer: str, actor: Actor, now: datetime) -> ExtensionRequest:
    """Grant or refuse the open wish; a granted one moves the due date by that many working days."""
    report = access_report(actor, report_id, lock=True)
    require(may_judge(actor, report))
    state_after(report, Move.DECIDE_EXTENSION)
    asked = report.extensions.filter(state=ExtensionState.ASKED).first()
    if asked is None:
        raise NotNow("nothing_asked", _("Không còn đề nghị gia hạn nào chờ trả lời."))
    if not granted and not answer.strip():
        raise NotRight("reason_missing", _("Hãy ghi lý do không đồng ý."), field="answer")
    asked.state = ExtensionState.GRANTED if granted else ExtensionState.REFUSED
    asked.decided_by, asked.decided_at, asked.answer = actor.person, now, answer[:500]
    asked.save()
    if granted:
        report.due_on, report.due_steps = due_of_report(report, Calendar.load())
        report.save(update_fields=["due_on", "due_steps"])
    record(
        Event.EXTENSION_GRANTED if granted else Event.EXTENSION_REFUSED, on=report, by=actor, at=now,
        unit=report.unit, purpose=answer[:300],
        facts={"working_days": asked.working_days, "due_on": str(report.due_on)},
    )  # fmt: skip
    announce_move(
        report, members(report.unit_id, UNIT, now), step="extension-decided", now=now,
        subject=_("Sở đồng ý gia hạn") if granted else _("Sở không đồng ý gia hạn"),
        body=_("Hạn báo cáo: %(due)s. %(answer)s"), facts={"answer": answer},
    )  # fmt: skip
    return asked
