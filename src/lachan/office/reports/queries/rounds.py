"""Lists of rounds and of the reports inside one."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from lachan.office.people.actor import Actor
from lachan.office.reports.lateness import is_late, late_in
from lachan.office.reports.models import ReportState, Round, RoundCalendar, UnitReport
from lachan.office.reports.permissions import READS, STEERS
from lachan.office.reports.policies import REPORTED, WAITS_FOR_UNIT
from lachan.vietnam.text import plain


def rounds_steered_by(actor: Actor, *, state: str = "", directive: int | None = None) -> QuerySet[Round]:
    """Rounds of the directives that the person's unit steers, with counts of reports."""
    found = Round.objects.filter(directive__unit_id__in=actor.units(*STEERS)).select_related("directive")
    if state:
        found = found.filter(state=state)
    if directive is not None:
        found = found.filter(directive=directive)
    return found.annotate(
        asked=Count("reports", filter=~Q(reports__state=ReportState.HANDED_OVER)),
        signed=Count("reports", filter=Q(reports__state__in=REPORTED)),
        accepted=Count("reports", filter=Q(reports__state=ReportState.ACCEPTED)),
    ).order_by("-period_to", "-id")  # a query that counts forgets the model's own order


def calendar_of(directive_id: int) -> RoundCalendar | None:
    """The directive's calendar of rounds, if it has one."""
    return RoundCalendar.objects.filter(directive=directive_id).first()


def reports_of_units(actor: Actor) -> QuerySet[UnitReport]:
    """Reports of the units that the person belongs to, newest round first."""
    own = UnitReport.objects.filter(unit_id__in=actor.units(*READS)).select_related("round", "unit")
    return own.order_by("-round__period_to", "unit__name", "pk")


@dataclass(frozen=True)
class Progress:
    """How far a round is: each report counted once, by what has become of it; late ones are among them."""

    asked: int
    accepted: int
    signed: int
    waiting: int
    overdue: int
    signed_late: int
    nil: int

    @property
    def reported(self) -> int:
        """Reports that are signed or accepted."""
        return self.accepted + self.signed

    @property
    def percent(self) -> int:
        """Share of reports that are signed or accepted, in whole percent, rounded down."""
        return 100 * self.reported // self.asked if self.asked else 0


def progress_of(opened: Round, today: date) -> Progress:
    """The figures at the head of a round's page."""
    reports = list(opened.reports.all())
    for report in reports:
        report.round = opened
    states = Counter(report.state for report in reports)
    late = [report for report in reports if is_late(report, today)]
    return Progress(
        asked=len(reports) - states[ReportState.HANDED_OVER],
        accepted=states[ReportState.ACCEPTED],
        signed=states[ReportState.SIGNED],
        waiting=sum(states[s] for s in WAITS_FOR_UNIT),
        overdue=sum(report.first_signed_at is None for report in late),
        signed_late=sum(report.first_signed_at is not None for report in late),
        nil=sum(report.nothing_to_report and report.state in REPORTED for report in reports),
    )


def reports_in(
    opened: Round, *, state: str = "", search: str = "", late_on: date | None = None
) -> QuerySet[UnitReport]:
    """The reports of a round for its page: filtered by state, name (without accents), lateness on a day."""
    rows = opened.reports.select_related("unit").order_by("unit__kind", "unit__name", "pk")
    if state in ReportState.values:
        rows = rows.filter(state=state)
    for word in plain(search).split():
        rows = rows.filter(unit__search_name__contains=word)
    if late_on is not None:
        rows = rows.filter(late_in(opened, late_on))
    return rows
