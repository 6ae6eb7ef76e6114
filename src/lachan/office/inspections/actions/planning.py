"""Planning an inspection under the next number of the year, and the leader's decision."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.bundles.models import BundleHolder
from lachan.office.cases.actions.cases import without_numbers
from lachan.office.cases.permissions import departments_to_write_for
from lachan.office.inspections.models import (
    LONGEST_TITLE,
    InspectedKind,
    Inspection,
    InspectionRegister,
    TeamMember,
)
from lachan.office.inspections.permissions import find_inspection, may_sign, may_write
from lachan.office.inspections.policies import InspectionMove, state_after
from lachan.office.inspections.sealing import sealed_for
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.registers import next_in_year
from lachan.office.requests.models import AgencyRequest
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record
from lachan.office.units.models import Unit, UnitKind

LONGEST_INSPECTION = 45  # days from first to last: a plan beyond that is a slip of the pen
MOST_MEMBERS = 20


@dataclass(frozen=True)
class Member:
    """An official in the team."""

    name: str
    title: str


@dataclass(frozen=True)
class Plan:
    """What a person plans; the first of `team` leads. `inspected` is sealed, everything else is read by many."""

    title: str
    inspected_kind: str
    inspected: str
    starts_on: date
    ends_on: date
    team: tuple[Member, ...]
    operator: Unit | None = None
    request: AgencyRequest | None = None
    holder: BundleHolder | None = None
    origin: str = ""


@transaction.atomic
def plan_inspection(*, unit: Unit, plan: Plan, actor: Actor, now: datetime) -> Inspection:
    """A new inspection of the Department `unit`, under the next number of the year."""
    require(unit in departments_to_write_for(actor))
    inspection = Inspection(
        number=next_in_year(InspectionRegister, "KT", now), unit=unit, planned_by=actor.person, planned_at=now
    )
    _put(inspection, plan)
    inspection.save()
    _put_team(inspection, plan.team)
    record(
        Event.INSPECTION_PLANNED, on=inspection, by=actor, at=now, unit=unit,
        facts={"kind": plan.inspected_kind, "origin": plan.origin, "request": getattr(plan.request, "pk", None)},
    )  # fmt: skip
    return inspection


@transaction.atomic
def change_plan(*, inspection_id: int, plan: Plan, actor: Actor, now: datetime) -> Inspection:
    """Correct the plan before it is decided."""
    inspection = to_write(actor, inspection_id, InspectionMove.WRITE)
    before = digest(inspection)
    _put(inspection, plan)
    inspection.save()
    _put_team(inspection, plan.team)
    record(Event.INSPECTION_CHANGED, on=inspection, by=actor, at=now, unit=inspection.unit, before=before)
    return inspection


@transaction.atomic
def decide(*, inspection_id: int, decision_number: str, decision_on: date, actor: Actor, now: datetime) -> Inspection:
    """The leader signs the decision with two factors; the clerk's number may still be missing."""
    inspection = find_inspection(actor, inspection_id, lock=True)
    require(may_sign(actor, inspection))
    after, before = state_after(inspection, InspectionMove.DECIDE), digest(inspection)
    if not inspection.numbers.exists():
        raise NotNow("no_numbers", _("Chưa có thuê bao nào trong danh sách kiểm tra."))
    today = timezone.localtime(now).date()
    if decision_on > today:
        raise NotRight("decision_later", _("Ngày quyết định không sau hôm nay."), field="decision_on")
    if decision_on > inspection.ends_on:
        raise NotRight(
            "decision_after_the_end", _("Quyết định phải có trước ngày kết thúc kiểm tra."), field="decision_on"
        )
    inspection.decision_number = " ".join(decision_number.split())[:60]
    inspection.decision_on, inspection.decided_by, inspection.decided_at = decision_on, actor.person, now
    inspection.decided_under = actor.delegation_for(inspection.unit_id)
    inspection.state = after
    inspection.save()
    record(
        Event.INSPECTION_DECIDED, on=inspection, by=actor, at=now, unit=inspection.unit, before=before,
        facts={"numbers": inspection.numbers.count(), "team": inspection.team.count()},
    )  # fmt: skip
    return inspection


def to_write(actor: Actor, inspection_id: int, move: InspectionMove) -> Inspection:
    """The inspection, locked, when this person may make this move with it now."""
    inspection = find_inspection(actor, inspection_id, lock=True)
    require(may_write(actor, inspection))
    state_after(inspection, move)
    return inspection


def _put(inspection: Inspection, plan: Plan) -> None:
    title = without_numbers(plan.title, field="title")
    inspected = " ".join(plan.inspected.split())
    if not 5 <= len(title) <= LONGEST_TITLE:
        raise NotRight(
            "title_length", _("Nội dung kiểm tra dài từ 5 đến %(n)d ký tự.") % {"n": LONGEST_TITLE}, field="title"
        )
    if plan.inspected_kind not in InspectedKind.values:
        raise NotRight("kind_unknown", _("Hãy chọn đối tượng kiểm tra."), field="inspected_kind")
    if not 2 <= len(inspected) <= 200:
        raise NotRight(
            "inspected_length", _("Hãy ghi tên người, tổ chức được kiểm tra, tối đa 200 ký tự."), field="inspected"
        )
    if not plan.starts_on <= plan.ends_on:
        raise NotRight("ends_before_start", _("Ngày kết thúc phải sau ngày bắt đầu."), field="ends_on")
    if (plan.ends_on - plan.starts_on).days > LONGEST_INSPECTION:
        raise NotRight(
            "too_long", _("Một cuộc kiểm tra kéo dài không quá %(n)d ngày.") % {"n": LONGEST_INSPECTION},
            field="ends_on",
        )  # fmt: skip
    if plan.operator is not None and plan.operator.kind != UnitKind.OPERATOR:
        raise NotRight("no_operator", _("Hãy chọn một doanh nghiệp viễn thông."), field="operator")
    if plan.request is not None and plan.request.asking_unit_id != inspection.unit_id:
        raise NotRight("foreign_request", _("Yêu cầu phải là của đơn vị chủ trì."), field="request")
    inspection.title, inspection.inspected_kind = title, plan.inspected_kind
    inspection.starts_on, inspection.ends_on = plan.starts_on, plan.ends_on
    inspection.operator, inspection.request, inspection.holder = plan.operator, plan.request, plan.holder
    inspection.origin = without_numbers(plan.origin, field="origin")[:200]
    inspection.sealed_inspected = sealed_for(inspection, "sealed_inspected", inspected)


def _put_team(inspection: Inspection, team: tuple[Member, ...]) -> None:
    if not 2 <= len(team) <= MOST_MEMBERS:
        raise NotRight(
            "team_size",
            _("Đoàn kiểm tra có từ 2 đến %(n)d người, mỗi người một dòng: họ tên, chức vụ.") % {"n": MOST_MEMBERS},
            field="team",
        )
    inspection.team.all().delete()
    TeamMember.objects.bulk_create(
        TeamMember(
            inspection=inspection, order=place, name=member.name[:100], title=member.title[:160], leads=place == 0
        )
        for place, member in enumerate(team)
    )
