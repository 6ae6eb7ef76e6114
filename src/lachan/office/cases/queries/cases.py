"""The register of cases."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lachan.office.cases.masks import usual
from lachan.office.cases.models import Case, CaseLetter, CaseState, Subject, SubjectKind
from lachan.office.cases.permissions import WRITES, police_units, visible_cases
from lachan.office.cases.sealing import blind_of
from lachan.office.people.actor import Actor
from lachan.vietnam.text import plain

LIVE = (CaseState.OPEN, CaseState.HANDED_OVER)


@dataclass(frozen=True)
class CaseFilter:
    """What a reader wants to see: state ("" for all but merged ones), opened in a period, words, one exact value."""

    search: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None
    exact: str = ""


def cases_of(actor: Actor, wanted: CaseFilter | None = None) -> QuerySet[Case]:
    """The cases that the person may see, newest first."""
    wanted = wanted or CaseFilter()
    found = visible_cases(actor)
    found = found.filter(state=wanted.state) if wanted.state else found.exclude(state=CaseState.MERGED)
    if wanted.since is not None:
        found = found.filter(opened_at__gte=_start(wanted.since))
    if wanted.until is not None:
        found = found.filter(opened_at__lt=_start(wanted.until + timedelta(days=1)))
    for word in plain(wanted.search).split():
        found = found.filter(search_text__contains=word)
    if wanted.exact.strip():
        found = found.filter(pk__in=_with_value(actor, wanted.exact))
    return found.order_by("-opened_at", "-id")


def _with_value(actor: Actor, value: str) -> QuerySet[Subject, Any]:
    """Ids of the cases with exactly this number, site, account, address or name, as far as the person sees it."""
    same = Q(pk__in=[])
    for kind in SubjectKind:
        written = usual(kind, value)
        if written is not None:
            same |= Q(kind=kind, blind=blind_of(kind, written))
    given = CaseLetter.objects.filter(
        case=OuterRef("case"), to_unit_id__in=police_units(actor), signed_at__gte=OuterRef("here_since")
    )
    seen = Q(case__unit_id__in=actor.department_ids) | Q(Exists(given))
    return Subject.objects.filter(same & seen, withdrawn_at__isnull=True).order_by().values("case_id")


def cases_to_choose(actor: Actor) -> QuerySet[Case]:
    """The running cases into which the person writes, newest first: for the field "case" of other rooms' forms."""
    found = visible_cases(actor).filter(unit_id__in=actor.units(*WRITES), state__in=LIVE)
    return found.order_by("-opened_at", "-id")


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
