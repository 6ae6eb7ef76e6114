"""The pages for everybody: warnings of sites, one listing, an appeal and its answer. No account, no script."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lachan.office.guard import anyone, guarded
from lachan.office.limits import count_try
from lachan.office.listings.actions import make_appeal
from lachan.office.listings.forms.public import AppealForm
from lachan.office.listings.permissions import public_listing
from lachan.office.listings.queries import public as queries
from lachan.office.listings.sealing import opens
from lachan.office.refusals import NotRight

LONGEST_ASKED = 500
LOOK_UPS, LOOK_UPS_WITHIN = 30, timedelta(minutes=1)  # of one network: a person looks up a few, a machine all numbers
APPEALS, APPEALS_WITHIN = 5, timedelta(hours=1)
CODES, CODES_WITHIN = 10, timedelta(minutes=10)


@guarded(anyone)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def public_listings(request: HttpRequest) -> HttpResponse:
    """The newest warnings of sites; and, by POST so that no address holds it, an exact look-up of anything."""
    now, asked = timezone.now(), ""
    if request.method == "POST":
        count_try(request, "listing-look-up", most=LOOK_UPS, within=LOOK_UPS_WITHIN)
        asked = request.POST.get("q", "").replace("\x00", "").strip()[:LONGEST_ASKED]
        address = queries.find_exactly(asked, now) if asked else None
        if address is not None:
            return redirect(address)
    before = request.GET.get("truoc", "")
    newest = queries.newest_sites(now, before=int(before) if before.isdecimal() and len(before) < 19 else None)
    return render(request, "listings/public_list.html", {"newest": newest, "asked": asked})


@guarded(anyone)
@never_cache
@require_http_methods(["GET", "HEAD"])
def public_listing_page(request: HttpRequest, number: str) -> HttpResponse:
    """One listing's life. One that is not there and one whose key is missing answer alike."""
    found = public_listing(number)
    if not opens(found, request.GET.get("k", "")):
        raise Http404
    return render(request, "listings/public.html", queries.public_page(found, timezone.now()))


@guarded(anyone)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def public_appeal(request: HttpRequest, number: str) -> HttpResponse:
    """Appeal against a listing; the answer shows the receipt code this once."""
    found, key, now = public_listing(number), request.GET.get("k", ""), timezone.now()
    if not opens(found, key):
        raise Http404
    page = queries.public_page(found, now)
    form = AppealForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        count_try(request, "appeal", most=APPEALS, within=APPEALS_WITHIN)
        try:
            receipt = make_appeal(number=number, key=key, told=form.told(), now=now)
        except NotRight as no:
            form.refuse(no)
        else:
            return render(request, "listings/public_receipt.html", {"receipt": receipt, "listing": found})
    return render(request, "listings/public_appeal.html", page | {"form": form}, status=422 if form.errors else 200)


@guarded(anyone)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def public_appeal_answer(request: HttpRequest) -> HttpResponse:
    """Where an appeal stands, by its receipt code."""
    standing, asked = None, request.method == "POST"
    if asked:
        count_try(request, "appeal-code", most=CODES, within=CODES_WITHIN)
        standing = queries.appeal_for_code(request.POST.get("code", "")[:100])
    context = {"standing": standing, "missing": asked and standing is None}
    return render(request, "listings/public_answer.html", context, status=404 if context["missing"] else 200)
