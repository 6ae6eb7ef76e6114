"""The figures of annex 4 (CG-01 to CG-05): calls blocked, whose numbers were shown, lines suspended, cooperation.

What an operator blocked stands in its answers to requests to trace; what was found in its records, in the bundles of
calls that were taken in. An answer counts on its day in Vietnam, a suspended line on the day of its block.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet, Sum
from django.utils import timezone

from lachan.office.bundles.calls import calls_found_in, found_in, taken_call_bundles
from lachan.office.bundles.models import Bundle
from lachan.office.incidents.models import SpoofReport
from lachan.office.incidents.permissions import operators_of
from lachan.office.people.actor import Actor
from lachan.office.requests.models import AgencyRequest, CallTrace, RequestKind, TrunkOrigin
from lachan.office.requests.queries.figures import start_of
from lachan.office.units.models import Unit, UnitKind

MONTHS = 12


def counts_in(period_from: date, period_to: date, unit: Unit) -> dict[str, int]:
    """The figures of annex 4 of one unit for a period of days, both included; {} when the registers know nothing.

    An operator's are what it answered and what its bundles found. Another body's are the reports that came through
    it: what operators blocked is reported by them, so that it is never added twice.
    """
    if unit.kind == UnitKind.OPERATOR:
        return _of_operator(period_from, period_to, unit)
    return _of_reporting_body(period_from, period_to, unit)


def _of_operator(period_from: date, period_to: date, unit: Unit) -> dict[str, int]:
    """CG-01 to CG-05 of an operator.

    CG-01 and CG-02 are the calls blocked by direction (from its own network counts as domestic). CG-03 is what its
    records showed of numbers of bodies, when it sent a bundle of the period; else the calls blocked and reported of
    incidents with a body's number: the two can be the same calls, and are never added. CG-05 are the answers given.
    """
    found = calls_found_in(period_from, period_to, unit)
    end = start_of(period_to + timedelta(days=1))
    asked = AgencyRequest.objects.filter(asked_unit=unit, kind=RequestKind.TRACE_CALLS, approved_at__lt=end)
    suspended = _suspended(period_from, period_to, unit)  # a block of this period may be told after it
    if found is None and not suspended and not asked.exists():
        return {}
    traces = _answered(period_from, period_to).filter(answer__request__asked_unit=unit)
    return {
        "CG-01": _blocked(traces.filter(trunk_kind=TrunkOrigin.INTERNATIONAL)),
        "CG-02": _blocked(traces.exclude(trunk_kind=TrunkOrigin.INTERNATIONAL)),
        "CG-03": found.calls if found is not None else _recorded(traces, period_from, period_to, unit),
        "CG-04": suspended,
        "CG-05": traces.count(),
    }


def _of_reporting_body(period_from: date, period_to: date, unit: Unit) -> dict[str, int]:
    """CG-03 and CG-05 of a body that reports: calls with a body's number, on their day, and each report as one time."""
    all_of_it = SpoofReport.objects.filter(unit=unit, bundle__isnull=True)
    if not all_of_it.exists():
        return {}
    handed_on = _between(all_of_it, "noted_at", period_from, period_to)
    return {"CG-03": _of_bodies(_between(all_of_it, "called_at", period_from, period_to)), "CG-05": handed_on.count()}


@dataclass(frozen=True)
class MonthLine:
    """One month and direction of annex 4; `bodies` are those whose numbers were shown."""

    month: date
    direction: str
    label: str
    blocked: int
    found: int
    bodies: tuple[str, ...]
    suspended: int
    answers: int


def months_of(actor: Actor, today: date) -> list[MonthLine]:
    """Two lines (international, domestic) a month, newest first, back to the first of twelve in which there was one.

    A Department reads those of all operators, an operator its own. A bundle counts in the month in which it ends.
    """
    units = None if actor.department_ids else operators_of(actor)
    starts = [today.replace(day=1)]
    while len(starts) < MONTHS:
        starts.append((starts[-1] - timedelta(days=1)).replace(day=1))
    lines = {(month, abroad): _Line() for month in starts for abroad in (True, False)}
    _add_answers(lines, starts[-1], units)
    _add_bundles(lines, starts[-1], units)
    first = min((month for (month, _abroad), line in lines.items() if line != _Line()), default=starts[0])
    labels = {True: TrunkOrigin.INTERNATIONAL, False: TrunkOrigin.DOMESTIC}
    return [
        MonthLine(
            month, labels[abroad].value, str(labels[abroad].label), line.blocked, line.found,
            tuple(sorted(line.bodies)), line.suspended, line.answers,
        )
        for (month, abroad), line in lines.items()
        if month >= first
    ]  # fmt: skip


@dataclass
class _Line:
    """A line while it is counted."""

    blocked: int = 0
    found: int = 0
    bodies: set[str] = field(default_factory=set)
    suspended: int = 0
    answers: int = 0


_Lines = dict[tuple[date, bool], _Line]


def _add_answers(lines: _Lines, since: date, units: frozenset[int] | None) -> None:
    traces = CallTrace.objects.filter(Q(answer__answered_at__gte=start_of(since)) | Q(suspended_on__gte=since))
    if units is not None:
        traces = traces.filter(answer__request__asked_unit_id__in=units)
    rows = traces.annotate(body=F("answer__request__trace_step__incident__body"))
    for one in rows.select_related("answer"):
        abroad = one.trunk_kind == TrunkOrigin.INTERNATIONAL
        line = lines.get((timezone.localdate(one.answer.answered_at).replace(day=1), abroad))
        if line is not None:
            line.blocked += one.calls_blocked
            line.answers += 1
            line.bodies |= {one.body} if one.body else set()
        when = lines.get((one.suspended_on.replace(day=1), abroad)) if one.suspended_on else None
        if when is not None:
            when.suspended += one.suspended


def _add_bundles(lines: _Lines, since: date, units: frozenset[int] | None) -> None:
    taken = taken_call_bundles().filter(until__gte=since)
    by_month: dict[tuple[int, date], list[Bundle]] = defaultdict(list)
    for bundle in taken if units is None else taken.filter(unit_id__in=units):
        by_month[(bundle.unit_id, bundle.until.replace(day=1))].append(bundle)
    for (_unit, month), bundles in by_month.items():
        told = found_in(bundles)
        for body in told.bodies if told is not None else ():
            line = lines.get((month, body["direction"] == TrunkOrigin.INTERNATIONAL))
            if line is not None:
                line.found += body["calls"]
                line.bodies.add(body["body"])


def _answered(period_from: date, period_to: date) -> QuerySet[CallTrace]:
    start, end = start_of(period_from), start_of(period_to + timedelta(days=1))
    return CallTrace.objects.filter(answer__answered_at__gte=start, answer__answered_at__lt=end)


def _blocked(traces: QuerySet[CallTrace]) -> int:
    return traces.aggregate(n=Sum("calls_blocked"))["n"] or 0


def _suspended(period_from: date, period_to: date, unit: Unit) -> int:
    there = CallTrace.objects.filter(
        answer__request__asked_unit=unit, suspended_on__gte=period_from, suspended_on__lte=period_to
    )
    return there.aggregate(n=Sum("suspended"))["n"] or 0


def _recorded(traces: QuerySet[CallTrace], period_from: date, period_to: date, unit: Unit) -> int:
    """Calls with a body's number that were blocked, or reported by people of this operator's network."""
    with_body = Q(answer__request__trace_step__isnull=False) & ~Q(answer__request__trace_step__incident__body="")
    reports = SpoofReport.objects.filter(network=unit, bundle__isnull=True)
    return _blocked(traces.filter(with_body)) + _of_bodies(_between(reports, "called_at", period_from, period_to))


def _of_bodies(reports: QuerySet[SpoofReport]) -> int:
    return reports.exclude(incident__body="").aggregate(n=Sum("calls"))["n"] or 0


def _between(reports: QuerySet[SpoofReport], field: str, period_from: date, period_to: date) -> QuerySet[SpoofReport]:
    start, end = start_of(period_from), start_of(period_to + timedelta(days=1))
    return reports.filter(**{f"{field}__gte": start, f"{field}__lt": end})
