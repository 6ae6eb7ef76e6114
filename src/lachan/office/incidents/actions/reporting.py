"""A report of spoofed calls comes in: it opens an incident, or is put to one that is there already."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lachan.office.bundles.models import Bundle, BundleState
from lachan.office.bundles.permissions import find_bundle
from lachan.office.cases.actions.cases import without_numbers
from lachan.office.cases.permissions import WRITES
from lachan.office.directives.actions.announce import people_of, tell
from lachan.office.incidents.matching import Match, is_nobodys_own, match_number
from lachan.office.incidents.models import (
    Incident,
    IncidentRegister,
    IncidentState,
    Likeness,
    ReportSource,
    SpoofReport,
)
from lachan.office.incidents.permissions import find_incident, may_write, units_to_report_for
from lachan.office.incidents.policies import IncidentMove, state_after
from lachan.office.incidents.sealing import blind_of_called, blind_of_shown, sealed_for
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotRight, require
from lachan.office.registers import next_in_year
from lachan.office.requests.models import TrunkOrigin
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.office.units.models import Unit, UnitKind
from lachan.vietnam.masks import masked_number
from lachan.vietnam.request_checks import number_as_seen

LONGEST_SAID = 4000
MOST_CALLS = 100_000_000
OLDEST = timedelta(days=366)  # calls of longer ago leave no trace in any network
_BY_WHOM = {UnitKind.DEPARTMENT: tuple(ReportSource)}
_BY_OTHERS = (ReportSource.CITIZEN, ReportSource.AGENCY)


@dataclass(frozen=True)
class Told:
    """What a person tells of spoofed calls. Numbers and `said` are sealed; `body` is whose number is said to be shown.

    `until` is the moment of the last of several calls. `network` serves the called person. `direction` is known of
    calls out of a bundle alone.
    """

    source: str
    shown: str
    called_at: datetime
    until: datetime | None = None
    calls: int = 1
    network: Unit | None = None
    called: str = ""
    said: str = ""
    body: str = ""
    direction: str = ""
    bundle: Bundle | None = None


@transaction.atomic
def report_spoofing(*, unit: Unit, told: Told, into: int | None = None, actor: Actor, now: datetime) -> SpoofReport:
    """Note a report in the name of `unit`: a new incident under the next number of the year, or one more of `into`."""
    require(unit in units_to_report_for(actor))
    shown, called = _checked(unit, told, actor, now)
    if into is None:
        incident = _new_incident(unit, told, shown, actor, now)
    else:
        incident = find_incident(actor, into, lock=True)
        require(may_write(actor, incident))
        state_after(incident, IncidentMove.ADD_REPORT)
        if incident.blind_shown != blind_of_shown(shown):
            raise NotRight("another_number", _("Sự việc này về một số hiển thị khác."), field="shown")
    report = _keep(incident, unit, told, called, actor, now)
    record(
        Event.INCIDENT_REPORTED, on=incident, by=actor, at=now, unit=unit,
        facts={"source": told.source, "calls": told.calls, "likeness": str(incident.likeness), "new": into is None},
    )  # fmt: skip
    if unit.pk != incident.unit_id:
        _announce(incident, unit, now)
    return report


def _checked(unit: Unit, told: Told, actor: Actor, now: datetime) -> tuple[str, str]:
    """The two numbers in their one writing, once everything that was told can be."""
    if told.source not in _BY_WHOM.get(UnitKind(unit.kind), _BY_OTHERS):
        raise NotRight("source_unknown", _("Hãy chọn nguồn báo trong danh sách."), field="source")
    shown = number_as_seen(told.shown)
    if shown is None:
        raise NotRight(
            "shown_not_right",
            _("Hãy ghi đúng dãy số đã hiện trên máy, chỉ gồm chữ số và dấu + ở đầu, từ 3 đến 20 chữ số."),
            field="shown",
        )
    called = number_as_seen(told.called) if told.called.strip() else ""
    if called is None:
        raise NotRight("called_not_right", _("Không nhận ra số bị gọi. Hãy ghi dạng 0… hoặc +84…."), field="called")
    if told.called_at > now or (told.until or told.called_at) > now:
        raise NotRight("in_the_future", _("Cuộc gọi đã diễn ra không thể sau lúc này."), field="called_at")
    if told.called_at < now - OLDEST:
        raise NotRight("too_old", _("Cuộc gọi đã quá một năm, không còn truy vết được."), field="called_at")
    if told.until is not None and told.until < told.called_at:
        raise NotRight("until_before", _("Cuộc gọi cuối phải sau cuộc gọi đầu."), field="until")
    if not 1 <= told.calls <= MOST_CALLS:
        raise NotRight("calls_not_right", _("Số cuộc gọi là số nguyên từ 1."), field="calls")
    if told.network is not None and told.network.kind != UnitKind.OPERATOR:
        raise NotRight("no_operator", _("Hãy chọn một doanh nghiệp viễn thông."), field="network")
    if told.direction and told.direction not in TrunkOrigin.values:
        raise NotRight("direction_unknown", _("Hãy chọn hướng của cuộc gọi."), field="direction")
    _check_bundle(told, actor)
    return shown, called


def _check_bundle(told: Told, actor: Actor) -> None:
    if (told.source == ReportSource.BUNDLE) is not (told.bundle is not None):
        raise NotRight("bundle_missing", _("Hãy mở sự việc từ trang của gói kết quả."), field="source")
    if told.bundle is not None and find_bundle(actor, told.bundle.pk).state != BundleState.TAKEN:
        raise NotRight("bundle_not_taken", _("Gói kết quả chưa được tiếp nhận."), field="source")


def _new_incident(unit: Unit, told: Told, shown: str, actor: Actor, now: datetime) -> Incident:
    day = timezone.localdate(told.called_at)
    match = match_number(shown, on=day)
    stated = without_numbers(told.body, field="body")[:200]
    if match.likeness is Likeness.NONE and stated:
        match = Match(stated, Likeness.STATED)
    incident = Incident(
        number=next_in_year(IncidentRegister, "SV", now), unit=_department_of(unit, now), state=IncidentState.NOTED,
        blind_shown=blind_of_shown(shown), body=match.body, likeness=match.likeness,
        shown=shown if is_nobodys_own(shown, match, on=day) else masked_number(shown), noted_by=actor.person,
        noted_at=now,
    )  # fmt: skip
    incident.save()
    incident.sealed_shown = sealed_for(incident, "sealed_shown", shown)
    incident.save(update_fields=["sealed_shown"])
    return incident


def _department_of(unit: Unit, now: datetime) -> Unit:
    """The Department that looks into what a body reports."""
    if unit.kind == UnitKind.DEPARTMENT:
        return unit
    there = Unit.objects.valid_on(timezone.localdate(now)).filter(kind=UnitKind.DEPARTMENT)
    found = there.filter(pk=unit.parent_id or 0).first() or there.order_by("pk").first()
    if found is None:
        raise NotRight("no_department", _("Chưa có Sở nào để tiếp nhận."))
    return found


def _keep(incident: Incident, unit: Unit, told: Told, called: str, actor: Actor, now: datetime) -> SpoofReport:
    report = SpoofReport(
        incident=incident, first_incident=incident, source=told.source, unit=unit, bundle=told.bundle,
        called_at=told.called_at, until=told.until or told.called_at, calls=told.calls, direction=told.direction,
        network=told.network, called=masked_number(called) if called else "",
        blind_called=blind_of_called(called) if called else "", noted_by=actor.person, noted_at=now,
    )  # fmt: skip
    told_before = SpoofReport.objects.filter(
        incident__blind_shown=incident.blind_shown, unit=unit, blind_called=report.blind_called,
        called_at=told.called_at, bundle=told.bundle,
    )  # fmt: skip
    same = told_before.select_related("incident").first()
    if same is not None:
        raise NotRight("reported_twice", _("Lượt báo này đã có trong sự việc %(n)s.") % {"n": same.incident.number})
    report.sealed_called = sealed_for(report, "sealed_called", called)
    report.sealed_said = sealed_for(report, "sealed_said", told.said.strip()[:LONGEST_SAID])
    report.save(force_insert=True)
    return report


def _announce(incident: Incident, unit: Unit, now: datetime) -> None:
    people = people_of([incident.unit_id], now, WRITES).get(incident.unit_id, [])
    with translation.override("vi"):
        tell(
            people, key=f"incident-{incident.pk}-reported-{now:%y%m%d%H%M%S}",
            subject=gettext("Báo giả mạo số: %(number)s") % {"number": incident.number}, body=str(unit),
            link=reverse("incident", args=[incident.pk]), now=now,
        )  # fmt: skip
