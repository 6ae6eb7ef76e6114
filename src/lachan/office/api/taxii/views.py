"""The addresses of the server: each answers, or refuses as the standard says."""

import functools
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lachan.exchange import stix
from lachan.exchange.publisher import Publisher
from lachan.office.api.taxii.errors import MEDIA_TYPE, TaxiiError, answer, check_head, refusal
from lachan.office.api.taxii.pages import Page, page_of, read_asked
from lachan.office.feeds.actions.issuing import current_issue
from lachan.office.feeds.queries.lists import publisher_of
from lachan.office.guard import anyone, guarded
from lachan.office.limits import TooOften, count_try

CALLS, CALLS_WITHIN = 600, timedelta(minutes=1)
ROOT = "/taxii2/canh-bao/"
STIX_TYPE = "application/stix+json;version=2.1"


def taxii(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Reading alone, within a measure, with refusals as the standard writes them. Open to everybody."""

    @functools.wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            if request.method not in ("GET", "HEAD"):
                raise TaxiiError(405, "This server is for reading")
            check_head(request)
            count_try(request, "taxii", most=CALLS, within=CALLS_WITHIN)
            return view(request, *args, **kwargs)
        except TaxiiError as error:
            return refusal(error)
        except TooOften:
            return refusal(TaxiiError(429, "Ask again in a minute"))

    run.csrf_exempt = True  # type: ignore[attr-defined]
    return guarded(anyone)(run)


def _publisher() -> Publisher:
    return publisher_of(current_issue(timezone.now()))


def _collection(by: Publisher) -> dict[str, object]:
    return {
        "id": str(by.uuid("taxii-collection")), "title": "Trang bị cảnh báo / warned sites",
        "description": f"{by.name}: reviewed by two persons, withdrawn ones are revoked. CC BY 4.0",
        "alias": "canh-bao", "can_read": True, "can_write": False, "media_types": [STIX_TYPE],
    }  # fmt: skip


def _checked(collection: str) -> Publisher:
    by = _publisher()
    if collection not in (str(by.uuid("taxii-collection")), "canh-bao"):
        raise TaxiiError(404, "There is no such collection")
    return by


@taxii
def taxii_discovery(request: HttpRequest) -> HttpResponse:
    """Which roots there are: one."""
    by = _publisher()
    root = f"{request.scheme}://{request.get_host()}{ROOT}"
    return answer({"title": "Lá Chắn", "description": by.name, "contact": by.address, "default": root,
                   "api_roots": [root]})  # fmt: skip


@taxii
def taxii_root(request: HttpRequest) -> HttpResponse:
    """What the root understands."""
    return answer({"title": "Lá Chắn", "description": _publisher().name, "versions": [MEDIA_TYPE],
                   "max_content_length": 1})  # fmt: skip


@taxii
def taxii_collections(request: HttpRequest) -> HttpResponse:
    """The one collection."""
    return answer({"collections": [_collection(_publisher())]})


@taxii
def taxii_collection(request: HttpRequest, collection: str) -> HttpResponse:
    """What the collection is."""
    return answer(_collection(_checked(collection)))


@taxii
def taxii_objects(request: HttpRequest, collection: str) -> HttpResponse:
    """The objects, a page at a time."""
    page = page_of(read_asked(request.GET), _checked(collection))
    return _paged(page, {"objects": [thing for _row, thing in page.rows]} if page.rows else {})


@taxii
def taxii_manifest(request: HttpRequest, collection: str) -> HttpResponse:
    """Which objects there are, a page at a time."""
    page = page_of(read_asked(request.GET), _checked(collection))
    return _paged(page, {"objects": [_record(one) for one in page.rows]} if page.rows else {})


@taxii
def taxii_object(request: HttpRequest, collection: str, object_id: str) -> HttpResponse:
    """One object; not there when there is none of that id."""
    page = _one(request, collection, object_id)
    return _paged(page, {"objects": [thing for _row, thing in page.rows]} if page.rows else {})


@taxii
def taxii_versions(request: HttpRequest, collection: str, object_id: str) -> HttpResponse:
    """The versions of one object: its newest."""
    page = _one(request, collection, object_id)
    return _paged(page, {"versions": [thing["modified"] for _row, thing in page.rows]} if page.rows else {})


@taxii
def taxii_nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Any other address below."""
    raise TaxiiError(404, "There is nothing here")


def _one(request: HttpRequest, collection: str, object_id: str) -> Page:
    by = _checked(collection)
    asked = read_asked(request.GET, object_id=object_id)
    page = page_of(asked, by)
    if not page.rows and not request.GET:
        raise TaxiiError(404, "There is no such object")
    return page


def _record(one: tuple[Any, dict[str, object]]) -> dict[str, object]:
    row, thing = one
    return {"id": thing["id"], "date_added": stix.moment(row.changed_at), "version": thing["modified"],
            "media_type": STIX_TYPE}  # fmt: skip


def _paged(page: Page, value: dict[str, object]) -> HttpResponse:
    headers = {}
    if page.rows:
        headers = {"X-TAXII-Date-Added-First": page.first_added, "X-TAXII-Date-Added-Last": page.last_added}
    more: dict[str, object] = {"more": True, "next": page.next} if page.next else {}
    return answer(more | value, headers=headers)
