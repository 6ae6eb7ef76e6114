"""The signed list of protected numbers, for `lachan lists pull`."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Header, Router

from lachan.office.api.endpoints.calls import REFUSALS, caller_of
from lachan.office.api.gate import OfficeKey
from lachan.office.api.models import Scope
from lachan.office.api.problems import NotThere
from lachan.office.files.actions import open_for
from lachan.office.protected.permissions import visible_lists

router = Router(tags=["Protected numbers"])
OCTETS = "application/octet-stream"
Known = Annotated[
    str | None, Header(alias="If-None-Match", max_length=200, description="ETag of the list that the caller has.")
]


@router.get(
    "/protected-list", auth=OfficeKey(Scope.LISTS_READ), response=REFUSALS,
    summary="Download the signed list of protected numbers",
    openapi_extra={
        "x-scope": Scope.LISTS_READ.value,
        "responses": {
            200: {"description": "The list that was published last", "content": {OCTETS: {}}},
            304: {"description": "The caller has it already"},
        },
    },
)  # fmt: skip
def read_protected_list(request: HttpRequest, if_none_match: Known = None) -> HttpResponse:
    """Ask every few minutes with the ETag of your list: an unchanged list is answered with 304 and nothing else."""
    caller = caller_of(request)
    published = visible_lists(caller.actor).first()
    if published is None:
        raise NotThere
    tag = f'"{published.sha256}"'
    if if_none_match and tag in [one.strip() for one in if_none_match.split(",")]:
        return HttpResponse(status=304, headers={"ETag": tag})
    try:
        with open_for(
            file=published.file, person=caller.actor.person, purpose=str(published), now=caller.now
        ) as content:
            octets = content.read()
    except FileNotFoundError:
        raise NotThere from None
    name = f"so-duoc-bao-ve-{published.serial}.signed"
    headers = {"ETag": tag, "Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(octets, content_type=OCTETS, headers=headers)
