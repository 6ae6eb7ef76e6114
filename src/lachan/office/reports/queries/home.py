"""The home page: what waits for this person, soonest due first."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lachan.office.directives.models import Directive, DirectiveState, Task, TaskState
from lachan.office.people.actor import Actor
from lachan.office.people.models import Role
from lachan.office.reports.models import ExtensionRequest, ExtensionState, ReportState, RoundState, UnitReport
from lachan.office.reports.permissions import WRITES
from lachan.office.reports.policies import NOT_DECIDED

MOST = 50


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: what it is, what to do next, by when."""

    kind: str | Promise
    title: str
    unit: str
    step: str | Promise
    link: str
    due_on: date | None

    def days_left(self, today: date) -> int | None:
        """Calendar days until the due date, negative when late; None without a date."""
        return None if self.due_on is None else (self.due_on - today).days


def waiting_for(actor: Actor) -> list[Waiting]:
    """Everything that waits for the person, late and soon first; at most `MOST` of each kind."""
    found = [
        *_reports_to_sign(actor),
        *_reports_to_write(actor),
        *_reports_to_judge(actor),
        *_extensions_to_decide(actor),
        *_directives_to_go_on_with(actor),
        *_tasks_to_do(actor),
    ]
    return sorted(found, key=lambda w: (w.due_on is None, w.due_on or date.max))


def _open() -> Q:
    return Q(round__state=RoundState.OPEN)


def _reports_to_sign(actor: Actor) -> list[Waiting]:
    units = actor.units_to_sign_for()
    rows = UnitReport.objects.filter(_open(), unit_id__in=units, state=ReportState.TO_SIGN)
    rows = rows.exclude(pk__in=UnitReport.writers.through.objects.filter(person=actor.person).values("unitreport_id"))
    return [_report(r, _("Trình ký"), _("Xem và ký")) for r in _some(rows)]


def _reports_to_write(actor: Actor) -> list[Waiting]:
    rows = UnitReport.objects.filter(
        _open(), unit_id__in=actor.units(*WRITES), state__in=(ReportState.DRAFT, ReportState.RETURNED)
    )
    return [
        _report(
            r,
            _("Báo cáo"),
            _("Sửa theo góp ý và trình ký lại") if r.state == ReportState.RETURNED else _("Nhập báo cáo"),
        )
        for r in _some(rows)
    ]


def _reports_to_judge(actor: Actor) -> list[Waiting]:
    steering = actor.units(Role.OFFICER, Role.LEADER)
    rows = UnitReport.objects.filter(_open(), round__directive__unit_id__in=steering, state=ReportState.SIGNED)
    return [_report(r, _("Báo cáo đã ký"), _("Tiếp nhận hoặc trả lại")) for r in _some(rows)]


def _some(rows: QuerySet[UnitReport]) -> QuerySet[UnitReport]:
    return rows.select_related("round", "unit").order_by("due_on", "pk")[:MOST]


def _report(report: UnitReport, kind: str | Promise, step: str | Promise) -> Waiting:
    link = reverse("report", args=[report.pk])
    return Waiting(kind, report.round.title, report.unit.name, step, link, report.due_on)


def _extensions_to_decide(actor: Actor) -> list[Waiting]:
    steering = actor.units(Role.OFFICER, Role.LEADER)
    asked = ExtensionRequest.objects.filter(
        state=ExtensionState.ASKED, report__state__in=NOT_DECIDED,
        report__round__directive__unit_id__in=steering, report__round__state=RoundState.OPEN,
    )  # fmt: skip
    return [
        _report(wish.report, _("Xin gia hạn"), _("Đồng ý hoặc không đồng ý"))
        for wish in asked.select_related("report__round", "report__unit")[:MOST]
    ]


def _directives_to_go_on_with(actor: Actor) -> list[Waiting]:
    rows = Directive.objects.filter(unit_id__in=actor.units(Role.OFFICER, Role.LEADER, Role.CLERK))
    steps = {
        DirectiveState.DRAFT: (_("Đối chiếu và xác nhận nội dung"), "directive_check"),
        DirectiveState.CONFIRMED: (_("Xem kế hoạch giao và ban hành"), "directive_issue"),
    }
    return [
        Waiting(
            _("Văn bản chỉ đạo"), d.subject, d.unit.name, steps[DirectiveState(d.state)][0],
            reverse(steps[DirectiveState(d.state)][1], args=[d.pk]), None,
        )
        for d in rows.filter(state__in=list(steps)).select_related("unit")[:MOST]
    ]  # fmt: skip


def _tasks_to_do(actor: Actor) -> list[Waiting]:
    rows = Task.objects.filter(unit_id__in=actor.units(*WRITES), state__in=(TaskState.OPEN, TaskState.STARTED))
    rows = rows.filter(duty__group__directive__state=DirectiveState.ISSUED).select_related("duty", "unit")
    return [
        Waiting(
            _("Nhiệm vụ"), f"{t.duty.code} {t.duty.text}", t.unit.name,
            _("Ghi kết quả") if t.state == TaskState.STARTED else _("Bắt đầu thực hiện"),
            reverse("task", args=[t.pk]), t.due_on,
        )
        for t in rows.order_by("due_on", "duty__group__order", "duty__order", "pk")[:MOST]
    ]  # fmt: skip
