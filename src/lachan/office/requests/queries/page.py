"""What the page of one request shows: its facts, its clock, its history, and what this person can do next."""

from dataclasses import dataclass
from datetime import datetime

from lachan.office.people.actor import Actor
from lachan.office.requests.content import approval_stands
from lachan.office.requests.models import AgencyRequest, CallTrace, Package, Pause
from lachan.office.requests.permissions import is_recipient, may_answer, may_approve_for_unit, may_reveal, may_write
from lachan.office.requests.policies import NEXT_STEP, NOT_SENT, OWNER, RUNNING, RequestMove, is_allowed
from lachan.office.trail.models import Entry
from lachan.vietnam.requests_law import DATA_KINDS, GROUNDS, DataKind, Ground

M = RequestMove
NOT_TOLD = ("request_viewed", "request_revealed")
TOOL = frozenset({"identify", "verify_owner", "inspect"})


@dataclass(frozen=True)
class PackageLine:
    """A package, and whether this person may take it or take it back."""

    package: Package
    may_take: bool
    may_withdraw: bool


@dataclass(frozen=True)
class RequestPage:
    """One request in the eyes of one person."""

    request: AgencyRequest
    ground: Ground
    data_kinds: list[DataKind]
    can: dict[str, bool]
    late: bool
    approval_stands: bool
    pause: Pause | None
    packages: list[PackageLine]
    history: list[Entry]
    trace: CallTrace | None
    owner: object
    next_step: object


def request_page(request: AgencyRequest, actor: Actor, now: datetime) -> RequestPage:
    """The page of a request that the person may see; the caller has written the look into the trail."""
    pause = request.pauses.filter(ended_at__isnull=True).first()
    answers = may_answer(actor, request)
    packages = request.packages.select_related("recipient_key__owner").all()
    history = Entry.objects.filter(object_kind="requests.agencyrequest", object_id=str(request.pk))
    return RequestPage(
        request=request,
        ground=GROUNDS[request.ground],
        data_kinds=[DATA_KINDS[code] for code in request.data_kinds],
        can=_can(request, actor, pause),
        late=request.state in RUNNING and request.due_at is not None and now > request.due_at,
        approval_stands=approval_stands(request),
        pause=pause,
        packages=[
            PackageLine(
                one,
                is_recipient(actor, one) and one.withdrawn_at is None and one.expires_at > now,
                answers and one.withdrawn_at is None,
            )
            for one in packages
        ],
        history=list(history.exclude(event__in=NOT_TOLD).order_by("number")[:100]),
        trace=CallTrace.objects.filter(answer__request=request).select_related("upstream").last(),
        owner=OWNER[request.state],  # type: ignore[index]
        next_step=NEXT_STEP[request.state],  # type: ignore[index]
    )


def _can(request: AgencyRequest, actor: Actor, pause: Pause | None) -> dict[str, bool]:
    writes, answers = may_write(actor, request), may_answer(actor, request)
    approves = may_approve_for_unit(actor, request)
    others = approves and request.author_id != actor.id
    sent = request.state not in NOT_SENT
    running = request.state in (*RUNNING, "answered")
    return {
        "reveal": may_reveal(actor, request),
        "change": writes and is_allowed(request, M.SAVE),
        "submit": writes and is_allowed(request, M.SUBMIT),
        "approve": others and is_allowed(request, M.APPROVE),
        "return": approves and is_allowed(request, M.RETURN),
        "take_in": answers and is_allowed(request, M.RECEIVE),
        "answer": answers and is_allowed(request, M.ANSWER),
        "pause": answers and is_allowed(request, M.PAUSE) and pause is None,
        "resume": (answers or writes) and is_allowed(request, M.RESUME) and pause is not None,
        "file": answers and running and request.kind in TOOL,
        "package": answers and is_allowed(request, M.TAKE_PACKAGE) and request.kind in TOOL,
        "insist": writes and is_allowed(request, M.INSIST),
        "outcome": writes and is_allowed(request, M.RECORD_OUTCOME),
        "close": writes and is_allowed(request, M.CLOSE),
        "withdraw": (approves if sent else writes) and is_allowed(request, M.WITHDRAW),
        "reseal": others and running and request.kind in TOOL,
    }
