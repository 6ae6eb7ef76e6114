"""What became of a report, told by its receipt code: nothing of what was written, and of no other report."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils import timezone

from lachan.office.intake.models import Report, Subject, SubjectState
from lachan.office.intake.sealing import blind_of_code
from lachan.office.listings.models import IN_FORCE, Listing
from lachan.office.receipts import usual_code


class Outcome(StrEnum):
    """What is told of one thing that was reported, the furthest first."""

    LISTED = "listed"
    CASE = "case"
    REVIEWED = "reviewed"
    SETTLED = "settled"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing of the report. `number` is that of the public warning, "" where there is none."""

    shown: str
    outcome: Outcome
    number: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a report stands."""

    received_at: datetime
    erase_on: date
    erased: bool
    things: tuple[Followed, ...]


_OF_STATE = {
    SubjectState.IN_CASE: Outcome.CASE,
    SubjectState.CORROBORATED: Outcome.REVIEWED,
    SubjectState.FALSE_ALARM: Outcome.SETTLED,
}


def standing_of(code: str, now: datetime) -> Standing | None:
    """Where the report of this code stands; None for a code that nobody has. Whoever calls limits how often."""
    report = Report.objects.filter(code_hash=blind_of_code(usual_code(code))).first()
    if report is None:
        return None
    subjects = Subject.objects.filter(signals__report=report).select_related("merged_into").distinct().order_by("pk")
    things = tuple(_followed(one, now) for one in subjects)
    return Standing(timezone.localtime(report.received_at), report.erase_on, report.erased_at is not None, things)


def _followed(subject: Subject, now: datetime) -> Followed:
    kept = subject.merged_into or subject
    listing = Listing.objects.filter(subject=kept, state__in=IN_FORCE, expires_at__gt=now).first()
    if listing is not None:
        return Followed(subject.shown, Outcome.LISTED, listing.number)
    return Followed(subject.shown, _OF_STATE.get(SubjectState(kept.state), Outcome.WAITING))
