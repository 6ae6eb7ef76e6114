"""The figures of annex 5 (WM-01 to WM-05): reviewed, with signs, referred, blocked. Sites and accounts alone.

Each subject counts once in a period, however often something was done with it; a day is one of Vietnam.
"""

from datetime import date, timedelta

from django.db.models import QuerySet

from lachan.office.intake.models import SubjectKind
from lachan.office.listings.models import ACTED, BlockingProposal, ListingState, ListingStep
from lachan.office.listings.policies import ListingMove
from lachan.office.requests.queries.figures import start_of
from lachan.office.units.models import Unit

COUNTED = (SubjectKind.SITE, SubjectKind.ACCOUNT)


def counts_in(period_from: date, period_to: date, unit: Unit | int) -> dict[str, int]:
    """The figures of the unit that keeps listings, for a period of days, both included; {} when it never kept any.

    WM-01 and WM-02 count what was proposed or dropped, on the day of that: a person has looked. WM-03 counts what was
    published; WM-04 what was referred, on the day on which the approval sent it; WM-05 what was blocked or removed, on
    the day that the body which acted gave.
    """
    steps = ListingStep.objects.filter(listing__unit=unit)
    if not steps.filter(at__lt=start_of(period_to + timedelta(days=1))).exists():
        return {}
    within = _steps_in(steps, period_from, period_to)
    reviewed = within.filter(move__in=(ListingMove.PROPOSE, ListingMove.DROP))
    published = within.filter(move=ListingMove.PUBLISH, state=ListingState.PUBLISHED)
    proposals = BlockingProposal.objects.filter(listing__unit=unit)
    sent = proposals.filter(
        request__approved_at__gte=start_of(period_from),
        request__approved_at__lt=start_of(period_to + timedelta(days=1)),
    )
    acted = proposals.filter(outcome__in=ACTED, outcome_on__gte=period_from, outcome_on__lte=period_to)
    return {
        "WM-01": _subjects(reviewed.filter(listing__subject__kind=SubjectKind.SITE)),
        "WM-02": _subjects(reviewed.filter(listing__subject__kind=SubjectKind.ACCOUNT)),
        "WM-03": _subjects(published.filter(listing__subject__kind__in=COUNTED)),
        "WM-04": _subjects(sent),
        "WM-05": _subjects(acted),
    }


def _steps_in(steps: QuerySet[ListingStep], period_from: date, period_to: date) -> QuerySet[ListingStep]:
    return steps.filter(at__gte=start_of(period_from), at__lt=start_of(period_to + timedelta(days=1)))


def _subjects(rows: QuerySet[ListingStep] | QuerySet[BlockingProposal]) -> int:
    return rows.order_by().values("listing__subject_id").distinct().count()
