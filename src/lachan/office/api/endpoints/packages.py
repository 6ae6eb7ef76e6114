"""Sealed packages: in from operators, and a copy out to the system of the body to which they are addressed."""

from io import BytesIO
from typing import Annotated

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Query, Router

from lachan.office.api.endpoints.calls import (
    REFUSALS,
    IdempotencyKey,
    PageNumber,
    PageSize,
    caller_of,
    page_of,
    write_once,
)
from lachan.office.api.gate import LARGEST, OfficeKey
from lachan.office.api.models import Scope
from lachan.office.api.problems import NotThere
from lachan.office.api.queries import packages_addressed_to
from lachan.office.api.schemas import PackageOut, PackagePage
from lachan.office.files.actions import open_for
from lachan.office.requests.actions.packages import copy_package, receive_package

router = Router(tags=["Packages"])
OCTETS = "application/octet-stream"


@router.post(
    "/requests/{int:request_id}/packages", auth=OfficeKey(Scope.PACKAGES_WRITE, takes=OCTETS),
    response={201: PackageOut, **REFUSALS}, summary="Upload a sealed package",
    openapi_extra={
        "x-scope": Scope.PACKAGES_WRITE.value,
        "requestBody": {"required": True, "content": {OCTETS: {"schema": {"type": "string", "format": "binary"}}}},
    },
)  # fmt: skip
def upload_package(request: HttpRequest, request_id: int, idempotency_key: IdempotencyKey) -> JsonResponse:
    """The package as `lachan handover seal` wrote it, as the body of the call; at most 20 MB."""
    caller = caller_of(request)
    content = request.read(LARGEST[OCTETS] + 1)

    def work() -> PackageOut:
        package = receive_package(
            request_id=request_id, upload=BytesIO(content), actor=caller.actor, now=caller.now
        )  # fmt: skip
        return PackageOut.of(package)

    return write_once(request, work, idempotency_key=idempotency_key, body=content, status=201)


@router.get(
    "/packages", auth=OfficeKey(Scope.PACKAGES_READ), response={200: PackagePage, **REFUSALS},
    summary="List packages addressed to the body", openapi_extra={"x-scope": Scope.PACKAGES_READ.value},
)  # fmt: skip
def list_packages(request: HttpRequest, page: PageNumber = 1, size: PageSize = 50) -> PackagePage:
    """Packages that answer the body's own requests, newest first."""
    found, where = page_of(packages_addressed_to(caller_of(request).actor), page=page, size=size)
    return PackagePage(packages=[PackageOut.of(one) for one in found], **where)


@router.get(
    "/packages/{int:package_id}/content", auth=OfficeKey(Scope.PACKAGES_READ), response=REFUSALS,
    summary="Download a copy of a package",
    openapi_extra={
        "x-scope": Scope.PACKAGES_READ.value,
        "responses": {200: {"description": "The sealed package", "content": {OCTETS: {}}}},
    },
)  # fmt: skip
def read_package(
    request: HttpRequest, package_id: int, purpose: Annotated[str, Query(min_length=5, max_length=300)]
) -> HttpResponse:
    """A copy for the body's own files, once its investigator took the package in person. `purpose` is written down."""
    caller = caller_of(request)
    package = copy_package(package_id=package_id, purpose=purpose, actor=caller.actor, now=caller.now)
    try:
        with open_for(file=package.file, person=caller.actor.person, purpose=purpose, now=caller.now) as content:
            octets = content.read()
    except FileNotFoundError:
        raise NotThere from None
    headers = {
        "Content-Disposition": f'attachment; filename="{package.request.number}.lachan"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(octets, content_type=OCTETS, headers=headers)
