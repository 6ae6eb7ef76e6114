"""Requests: what waits, one of them, its signed file, taking in, answering."""

from typing import Literal, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router

from lachan.office.api.actions.answers import answer_by_lines
from lachan.office.api.endpoints.calls import (
    REFUSALS,
    IdempotencyKey,
    PageNumber,
    PageSize,
    caller_of,
    page_of,
    write_once,
)
from lachan.office.api.gate import OfficeKey
from lachan.office.api.lines import LineReply
from lachan.office.api.models import Scope
from lachan.office.api.schemas import (
    AnswerIn,
    AnswerKinds,
    AnswerReceipt,
    Kind,
    Receipt,
    RequestOut,
    RequestPage,
    RequestRow,
    State,
)
from lachan.office.requests.actions.answers import take_in_request
from lachan.office.requests.actions.packages import make_request_file
from lachan.office.requests.actions.reading import view_request
from lachan.office.requests.policies import NOT_SENT
from lachan.office.requests.queries import RequestFilter, requests_of

router = Router(tags=["Requests"])


@router.get(
    "/requests", auth=OfficeKey(Scope.REQUESTS_READ), response={200: RequestPage, **REFUSALS},
    summary="List requests", openapi_extra={"x-scope": Scope.REQUESTS_READ.value},
)  # fmt: skip
def list_requests(
    request: HttpRequest,
    view: Literal["waiting", "got", "sent"] = "waiting",
    kind: Kind | None = None,
    state: State | None = None,
    late: bool = False,
    page: PageNumber = 1,
    size: PageSize = 50,
) -> RequestPage:
    """By due time: what waits for the body to act, what it got, or what it sent. Identifiers are not told."""
    caller = caller_of(request)
    wanted = RequestFilter(view=view, kind=kind or "", state=state or "", late=late)
    rows = requests_of(caller.actor, wanted, caller.now).exclude(state__in=NOT_SENT)
    found, where = page_of(rows, page=page, size=size)
    return RequestPage(requests=[RequestRow(**RequestRow.facts(one, caller.now)) for one in found], **where)


@router.get(
    "/requests/{int:request_id}", auth=OfficeKey(Scope.REQUESTS_READ), response={200: RequestOut, **REFUSALS},
    summary="Read one request", openapi_extra={"x-scope": Scope.REQUESTS_READ.value},
)  # fmt: skip
def read_request(request: HttpRequest, request_id: int) -> RequestOut:
    """One request with its lines, identifiers masked. Reading it is written down."""
    caller = caller_of(request)
    found = view_request(request_id=request_id, actor=caller.actor, now=caller.now)
    return RequestOut.of(found, caller.now)


@router.get(
    "/requests/{int:request_id}/file", auth=OfficeKey(Scope.REQUESTS_FILE), response=REFUSALS,
    summary="Download the signed request file",
    openapi_extra={
        "x-scope": Scope.REQUESTS_FILE.value,
        "responses": {
            200: {"description": "The file for `lachan identify ask`", "content": {"application/octet-stream": {}}}
        },
    },
)  # fmt: skip
def read_request_file(request: HttpRequest, request_id: int) -> HttpResponse:
    """The approved request with its identifiers in full, signed by the office, for the operator's own tool."""
    caller = caller_of(request)
    content = make_request_file(request_id=request_id, actor=caller.actor, now=caller.now)
    headers = {"Content-Disposition": f'attachment; filename="yeu-cau-{request_id}.json"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


@router.post(
    "/requests/{int:request_id}/receipt", auth=OfficeKey(Scope.REQUESTS_ANSWER), response={200: Receipt, **REFUSALS},
    summary="Acknowledge receipt", openapi_extra={"x-scope": Scope.REQUESTS_ANSWER.value},
)  # fmt: skip
def acknowledge_request(request: HttpRequest, request_id: int, idempotency_key: IdempotencyKey) -> JsonResponse:
    """The body says that it has the request. The clock runs since the approval, not since this."""
    caller = caller_of(request)

    def work() -> Receipt:
        found = take_in_request(request_id=request_id, actor=caller.actor, now=caller.now)
        return Receipt(id=found.pk, number=found.reference, state=found.state, due_at=found.due_at)

    return write_once(request, work, idempotency_key=idempotency_key, body=b"")


@router.post(
    "/requests/{int:request_id}/answers", auth=OfficeKey(Scope.REQUESTS_ANSWER, takes="application/json"),
    response={201: AnswerReceipt, **REFUSALS}, summary="Answer line by line",
    openapi_extra={"x-scope": Scope.REQUESTS_ANSWER.value},
)  # fmt: skip
def answer_lines(
    request: HttpRequest, request_id: int, body: AnswerIn, idempotency_key: IdempotencyKey
) -> JsonResponse:
    """Say for each line what became of it. Lines left out make the answer a partial one, and the clock runs on."""
    caller = caller_of(request)

    def work() -> AnswerReceipt:
        lines = [LineReply(**one.model_dump()) for one in body.lines]
        trace = body.trace.model_dump() if body.trace else None
        answer = answer_by_lines(request_id=request_id, lines=lines, trace=trace, actor=caller.actor, now=caller.now)
        found = answer.request
        return AnswerReceipt(
            id=found.pk, number=found.reference, state=found.state, due_at=found.due_at, answer_id=answer.pk,
            kind=cast("AnswerKinds", str(answer.kind)),
        )  # fmt: skip

    return write_once(request, work, idempotency_key=idempotency_key, body=request.body, status=201)
