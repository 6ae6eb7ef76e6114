"""Open data: the page that explains the lists, and their files. No account, no script, no cookie."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lachan.exchange.handover.keys import signer_fingerprint
from lachan.office.feeds.actions.issuing import current_issue
from lachan.office.feeds.queries import lists
from lachan.office.feeds.shown import FILES, examples
from lachan.office.guard import anyone, guarded
from lachan.office.limits import count_try
from lachan.office.office_key import office_key, office_public_key

FETCHES, FETCHES_WITHIN = 240, timedelta(minutes=1)  # of one network: a body with many resolvers behind one address
LONGEST_SERIAL = 15


@guarded(anyone)
@never_cache
@require_safe
def open_lists(request: HttpRequest) -> HttpResponse:
    """What there is, for whom, in which form, under which licence."""
    issue = current_issue(timezone.now())
    origin = f"{request.scheme}://{request.get_host()}"
    context = {
        "issue": issue, "valid_until": issue.at + lists.VALID_FOR, "files": FILES, "origin": origin,
        "examples": examples(origin), "fingerprint": signer_fingerprint(office_key().public_key()),
    }  # fmt: skip
    return render(request, "feeds/open_lists.html", context)


@guarded(anyone)
@require_safe
def open_list_file(request: HttpRequest, name: str) -> HttpResponse:
    """A list or its signature."""
    count_try(request, "open-lists", most=FETCHES, within=FETCHES_WITHIN)
    return _answer(request, lists.served(current_issue(timezone.now()), name))


@guarded(anyone)
@require_safe
def open_misp_file(request: HttpRequest, name: str) -> HttpResponse:
    """A file of the MISP feed."""
    count_try(request, "open-lists", most=FETCHES, within=FETCHES_WITHIN)
    return _answer(request, lists.served_misp(current_issue(timezone.now()), name))


@guarded(anyone)
@require_safe
def open_list_delta(request: HttpRequest) -> HttpResponse:
    """What changed since the serial `tu`; a serial that was never given is not there."""
    count_try(request, "open-lists", most=FETCHES, within=FETCHES_WITHIN)
    issue, asked = current_issue(timezone.now()), request.GET.get("tu", "0")
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST_SERIAL) or int(asked) > issue.serial:
        raise Http404
    return _answer(request, lists.served_delta(issue, int(asked)))


@guarded(anyone)
@require_safe
def open_list_key(request: HttpRequest) -> HttpResponse:
    """The office's public key as a file for `lachan lists verify`."""
    headers = {"Content-Disposition": 'attachment; filename="office.pub"'}
    return HttpResponse(office_public_key() + "\n", content_type="text/plain; charset=ascii", headers=headers)


def _answer(request: HttpRequest, file: lists.ServedFile | None) -> HttpResponse:
    """The file, or 304 to whoever has it. Everybody may keep it, and asks whether it is still the newest."""
    if file is None:
        raise Http404
    headers = {
        "ETag": file.tag, "Last-Modified": http_date(file.at.timestamp()), "Cache-Control": "public, no-cache",
        "X-List-Serial": str(file.serial), "Access-Control-Allow-Origin": "*",
    }  # fmt: skip
    answer = HttpResponse(file.content, content_type=file.media_type, headers=headers)
    # By the tag alone: two issues can be of one second of the clock that Last-Modified knows.
    found = get_conditional_response(request, etag=file.tag, response=answer)
    return found if found is not None else answer
