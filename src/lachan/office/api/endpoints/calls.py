"""What every operation uses: its caller, pages, and writing once."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from django.core.paginator import EmptyPage, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, JsonResponse
from ninja import Header, Query, Schema

from lachan.office.api.gate import Caller
from lachan.office.api.idempotency import carried_out_once, hash_of_call
from lachan.office.api.problems import NotThere
from lachan.office.api.schemas import Problem

Row = TypeVar("Row", bound=Model)
IdempotencyKey = Annotated[
    str, Header(alias="Idempotency-Key", pattern=r"^[A-Za-z0-9_-]{8,64}$", description="Made anew for each new call.")
]
PageNumber = Annotated[int, Query(ge=1, le=1_000_000)]
PageSize = Annotated[int, Query(ge=1, le=200)]
REFUSALS = dict.fromkeys((400, 401, 403, 404, 409, 413, 415, 422, 429), Problem)


def caller_of(request: HttpRequest) -> Caller:
    """Who came through the gate."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    return caller


def page_of(rows: QuerySet[Row], *, page: int, size: int) -> tuple[list[Row], dict[str, int]]:
    """The rows of one page, and where it stands; a page past the last is not there."""
    pages = Paginator(rows, size)
    try:
        found = pages.page(page)
    except EmptyPage:
        raise NotThere from None
    return list(found.object_list), {"page": page, "pages": pages.num_pages, "count": pages.count}


def write_once(
    request: HttpRequest, work: Callable[[], Schema], *, idempotency_key: str, body: bytes, status: int = 200
) -> JsonResponse:
    """Carry `work` out once for its Idempotency-Key, and answer with what it gave or what was kept of it."""
    caller = caller_of(request)

    def plain() -> dict[str, Any]:
        return work().model_dump(mode="json")

    answer, kept = carried_out_once(
        plain, key=caller.key, idempotency_key=idempotency_key, now=caller.now,
        call_hash=hash_of_call(str(request.method), request.path, body),
    )  # fmt: skip
    headers = {"Cache-Control": "no-store"} | ({"Idempotency-Replayed": "true"} if kept else {})
    return JsonResponse(answer, status=status, headers=headers, json_dumps_params={"ensure_ascii": False})
