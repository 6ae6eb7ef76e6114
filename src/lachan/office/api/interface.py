"""The interface itself: the operations under one address, and what is common to their answers."""

import functools
import json
import logging
from collections.abc import Callable
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

from lachan.office.api.endpoints import figures, lists, packages, requests
from lachan.office.api.gate import note_refused_call, refuse_key_in_address
from lachan.office.api.problems import MEDIA_TYPE, ApiRefusal, NotThere, problem_of
from lachan.office.guard import anyone, guarded
from lachan.office.refusals import Refusal
from lachan.readers.errors import InputError

logger = logging.getLogger("lachan.api")
ABOUT = (
    "For the systems of operators and of the police: requests between bodies, sealed packages, figures, protected "
    "numbers. Every call carries a key of a body as `Authorization: Bearer …`. See docs/formats/api.md."
)


class StrictParser(Parser):
    """JSON that means one thing: no name twice, no NaN, text that can be stored."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body; ValueError, which becomes a refusal, when it is no such JSON."""
        text = request.body.decode("utf-8")
        try:
            found = json.loads(text, object_pairs_hook=_no_name_twice, parse_constant=_no_constant)
        except RecursionError:
            raise ValueError("nested too deeply") from None
        json.dumps(found, ensure_ascii=False).encode()  # UnicodeEncodeError: half a character
        return found


def _no_name_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


interface = NinjaAPI(
    title="Lá Chắn",
    version="1",
    description=ABOUT,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    parser=StrictParser(),
)
for room in (requests.router, packages.router, figures.router, lists.router):
    interface.add_router("", room)


@interface.exception_handler(Refusal)
@interface.exception_handler(InputError)
@interface.exception_handler(Http404)
def refused(request: HttpRequest, error: Any) -> HttpResponse:
    """A no of any room. The actions of `requests` have written theirs down; the gate's are written here."""
    if isinstance(error, ApiRefusal):
        note_refused_call(request, error)
    return problem_of(error, request)


@interface.exception_handler(ValidationError)
def not_of_this_shape(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A parameter or body that is not of the documented shape: the first wrong place is named, its value never."""
    place = [str(part) for part in error.errors[0].get("loc", ())] if error.errors else []
    return refused(
        request,
        ApiRefusal(422, "wrong_shape", _("Nội dung không đúng dạng ghi trong tài liệu."), field=".".join(place)[:200]),
    )


@interface.exception_handler(HttpError)
def not_readable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the framework itself refuses: a body that is no JSON."""
    return refused(request, ApiRefusal(400, "not_readable", _("Nội dung không phải JSON đúng quy cách.")))


@interface.exception_handler(Exception)
def fault(request: HttpRequest, error: Exception) -> HttpResponse:
    """A fault of ours: logged whole, told without a word about its inside."""
    logger.error("fault in %s %s", request.method, request.path, exc_info=error)
    return problem_of(ApiRefusal(500, "fault", _("Hệ thống gặp lỗi; hãy thử lại sau hoặc báo quản trị viên.")), request)


def as_problems(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """In Vietnamese whatever a cookie says, without session, no key in the address, a problem where Django says 405.

    Open to the guard: keys decide.
    """

    @functools.wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.session.modified = (
            False  # a call is nobody's sitting: it neither prolongs one nor answers with a cookie
        )
        with translation.override("vi"):
            try:
                refuse_key_in_address(request)
            except ApiRefusal as no:
                return refused(request, no)
            answer = view(request, *args, **kwargs)
            if answer.status_code == 405:
                error = ApiRefusal(
                    405, "no_such_operation", _("Địa chỉ này không có thao tác này."),
                    headers={"Allow": answer.headers.get("Allow", "")},
                )  # fmt: skip
                answer = problem_of(error, request)
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer

    run.csrf_exempt = True  # type: ignore[attr-defined]
    return guarded(anyone)(run)


@as_problems
def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    """Any other address below: not there, as a problem and not as a page."""
    return problem_of(NotThere(), request)


def operations() -> list[URLPattern]:
    """The addresses of the operations and of the OpenAPI, without the framework's own first page."""
    found = cast("list[URLPattern]", interface.urls[0])
    for one in found:
        one.callback = as_problems(one.callback)
    return [one for one in found if one.name != "api-root"]


def schema() -> dict[str, Any]:
    """The OpenAPI of the interface. The framework takes every answer for plain JSON; refusals have their own type."""
    found = interface.get_openapi_schema(path_prefix="/api/v1/")
    for methods in found["paths"].values():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    answer["content"] = {MEDIA_TYPE: answer["content"]["application/json"]}
    return found
