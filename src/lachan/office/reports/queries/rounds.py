"""Lists of rounds and of the reports inside one."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from lachan.office.people.actor import Actor
from lachan.office.reports.models import ReportState, Round, RoundState, UnitReport
from lachan.office.reports.permissions import READS, STEERS
from lachan.office.reports.policies import REPORTED, WAITS_FOR_UNIT
from lachan.vietnam.text import plain


def rounds_steered_by(actor: Actor) -> QuerySet[Round]:
    """Rounds of the directives that the person's unit steers, with counts of reports."""
    counted = Round.objects.filter(directive__unit_id__in=actor.units(*STEERS)).select_related("directive")
    return counted.annotate(
        asked=Count("reports", filter=~Q(reports__state=ReportState.HANDED_OVER)),
        signed=Count("reports", filter=Q(reports__state__in=REPORTED)),
        accepted=Count("reports", filter=Q(reports__state=ReportState.ACCEPTED)),
    )


def reports_of_units(actor: Actor) -> QuerySet[UnitReport]:
    """Reports of the units that the person belongs to, newest round first."""
    own = UnitReport.objects.filter(unit_id__in=actor.units(*READS)).select_related("round", "unit")
    return own.order_by("-round__period_to", "unit__name")


@dataclass(frozen=True)
class Progress:
    """How far a round is: each report counted once, by what has become of it."""

    asked: int
    accepted: int
    signed: int
    waiting: int
    late: int
    nil: int

    @property
    def percent(self) -> int:
        """Share of reports that are signed or accepted, in whole percent, rounded down."""
        return 100 * (self.accepted + self.signed) // self.asked if self.asked else 0


def progress_of(opened: Round, today: date) -> Progress:
    """The figures at the head of a round's page."""
    rows = list(opened.reports.values_list("state", "due_on", "nothing_to_report"))
    states = Counter(state for state, _due, _nil in rows)
    return Progress(
        asked=len(rows) - states[ReportState.HANDED_OVER],
        accepted=states[ReportState.ACCEPTED],
        signed=states[ReportState.SIGNED],
        waiting=sum(states[s] for s in WAITS_FOR_UNIT),
        late=sum(is_late(state, due, opened, today) for state, due, _nil in rows),
        nil=sum(nil and state in REPORTED for state, _due, nil in rows),
    )


def is_late(state: str, due_on: date, opened: Round, today: date) -> bool:
    """Whether a report is overdue now: it waits for its unit and the day has passed."""
    return state in WAITS_FOR_UNIT and due_on < today and opened.state == RoundState.OPEN


def reports_in(
    opened: Round, *, state: str = "", search: str = "", late_on: date | None = None
) -> QuerySet[UnitReport]:
    """The reports of a round for its page: filtered by state, name (without accents), lateness on a day."""
    rows = opened.reports.select_related("unit", "author").order_by("unit__kind", "unit__name")
    if state in ReportState.values:
        rows = rows.filter(state=state)
    if search.strip():
        rows = rows.filter(unit__search_name__contains=plain(search))
    if late_on is not None:
        rows = rows.filter(state__in=WAITS_FOR_UNIT, due_on__lt=late_on)
    return rows
