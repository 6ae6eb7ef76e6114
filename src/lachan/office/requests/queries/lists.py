"""Lists of requests: what waits for whom, by due time."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from lachan.office.people.actor import Actor
from lachan.office.people.models import Role
from lachan.office.requests.models import AgencyRequest, RequestState
from lachan.office.requests.permissions import WORKS, overseen_requests, visible_requests
from lachan.office.requests.policies import RUNNING
from lachan.office.requests.sealing import blind_value
from lachan.vietnam.request_checks import NAMES, usual_writing
from lachan.vietnam.text import plain

S = RequestState


@dataclass(frozen=True)
class RequestFilter:
    """What a list shows: `view` is "waiting" (for me), "sent" (by my units), "got" (by my units) or "all"."""

    view: str = "waiting"
    search: str = ""
    kind: str = ""
    state: str = ""
    late: bool = False


def waits_for(actor: Actor) -> Q:
    """What this person has to do something about."""
    works = actor.units(*WORKS)
    return (
        Q(asked_unit_id__in=works, state__in=RUNNING)
        | Q(asking_unit_id__in=works, state__in=(S.DRAFT, S.OBJECTED, S.ANSWERED, S.CONCLUDED))
        | (Q(asking_unit_id__in=actor.units_to_sign_for(), state=S.TO_APPROVE) & ~Q(author=actor.person))
    )


def requests_of(actor: Actor, wanted: RequestFilter, now: datetime) -> QuerySet[AgencyRequest]:
    """The requests that the person may see and looks for, by due time; an exact identifier is found by its blind."""
    rows = visible_requests(actor)
    match wanted.view:
        case "waiting":
            rows = rows.filter(waits_for(actor))
        case "sent":
            rows = rows.filter(asking_unit_id__in=actor.units())
        case "got":
            rows = rows.filter(asked_unit_id__in=actor.units(*WORKS), approved_at__isnull=False)
    rows = rows.filter(kind=wanted.kind) if wanted.kind else rows
    rows = rows.filter(state=wanted.state) if wanted.state else rows
    if wanted.late:
        rows = rows.filter(state__in=RUNNING, due_at__lt=now)
    return _searched(rows, actor, wanted.search)


def _searched(rows: QuerySet[AgencyRequest], actor: Actor, search: str) -> QuerySet[AgencyRequest]:
    if not search.strip():
        return rows
    blinds = [blind_value(kind, value) for kind in NAMES if (value := usual_writing(kind, search)) is not None]
    words = Q()
    for word in plain(search).split():
        words &= Q(search_text__contains=word)
    works = actor.units(*WORKS) | actor.units(Role.LEADER)
    revealed = Q(asking_unit_id__in=works) | Q(asked_unit_id__in=works)  # a mask stays a mask for everybody else
    return rows.filter(words | (Q(items__blind__in=blinds) & revealed)).distinct()


def overseen(actor: Actor) -> QuerySet[AgencyRequest]:
    """Rows that a Department oversees, newest first, without identifiers."""
    return overseen_requests(actor).order_by("-approved_at", "-pk")
