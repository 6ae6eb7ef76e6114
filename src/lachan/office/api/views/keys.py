"""Pages of keys: the list, making one, renewing, withdrawing. A secret is shown in the answer that made it, once."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lachan.office.api.actions import keys as key_actions
from lachan.office.api.actions.keys import NewKey
from lachan.office.api.forms import KeyForm, RenewForm, WithdrawForm
from lachan.office.api.models import ApiKey, Scope
from lachan.office.api.permissions import (
    access_api_key,
    bodies_to_connect,
    connects_bodies,
    may_connect,
    visible_webhooks,
)
from lachan.office.api.queries import keys_shown
from lachan.office.guard import guarded
from lachan.office.refusals import NotRight
from lachan.office.request import OfficeRequest


@guarded(connects_bodies)
@require_GET
def connections(request: OfficeRequest) -> HttpResponse:
    """The keys and webhooks of the bodies that the person administers."""
    now = timezone.now()
    rows = [(one, one.is_good(now)) for one in keys_shown(request.actor, now)]
    return render(request, "api/connections.html", {"keys": rows, "webhooks": visible_webhooks(request.actor)})


@guarded(connects_bodies)
@require_http_methods(["GET", "HEAD", "POST"])
def api_key_make(request: OfficeRequest) -> HttpResponse:
    """The form for a new key; then the key, once."""
    form = KeyForm(request.POST or None, units=bodies_to_connect(request.actor))
    if request.method == "POST" and form.is_valid():
        try:
            made = key_actions.make_api_key(
                unit_id=int(form.cleaned_data["unit"]), wanted=form.wanted(), actor=request.actor, now=timezone.now()
            )
        except NotRight as no:
            form.refuse(no)
        else:
            return _shown_once(request, made)
    return render(request, "api/key_make.html", {"form": form}, status=422 if form.errors else 200)


@guarded(connects_bodies)
@require_GET
def api_key(request: OfficeRequest, key_id: int) -> HttpResponse:
    """One key, and what can be done with it."""
    key = access_api_key(request.actor, key_id, timezone.now())
    return _page(request, key, RenewForm(auto_id="renew_%s"), WithdrawForm(auto_id="withdraw_%s"))


@guarded(connects_bodies)
@require_POST
def api_key_renew(request: OfficeRequest, key_id: int) -> HttpResponse:
    """A new key in place of this one."""
    form = RenewForm(request.POST, auto_id="renew_%s")
    if form.is_valid():
        try:
            made = key_actions.renew_api_key(
                key_id=key_id, grace_days=form.cleaned_data["grace_days"], expires_on=form.cleaned_data["expires_on"],
                actor=request.actor, now=timezone.now(),
            )  # fmt: skip
        except NotRight as no:
            form.refuse(no)
        else:
            return _shown_once(request, made)
    key = access_api_key(request.actor, key_id, timezone.now())
    return _page(request, key, form, WithdrawForm(auto_id="withdraw_%s"))


@guarded(connects_bodies)
@require_POST
def api_key_withdraw(request: OfficeRequest, key_id: int) -> HttpResponse:
    """End a key at once."""
    form = WithdrawForm(request.POST, auto_id="withdraw_%s")
    if form.is_valid():
        try:
            key_actions.withdraw_api_key(
                key_id=key_id, reason=form.cleaned_data["reason"], actor=request.actor, now=timezone.now()
            )
        except NotRight as no:
            form.refuse(no)
        else:
            messages.success(request, _("Đã thu hồi khóa; hệ thống dùng khóa này không còn kết nối được."))
            return redirect("connections")
    return _page(request, access_api_key(request.actor, key_id, timezone.now()), RenewForm(auto_id="renew_%s"), form)


def _page(request: OfficeRequest, key: ApiKey, renew: RenewForm, withdraw: WithdrawForm) -> HttpResponse:
    good = key.is_good(timezone.now())
    replaced = ApiKey.objects.filter(replaces=key).exists()
    context = {
        "key": key,
        "good": good,
        "scopes": [Scope(one).label for one in key.scopes],
        "may_renew": good and not replaced and may_connect(request.actor, key.unit_id),
        "renew_form": renew,
        "withdraw_form": withdraw,
    }
    wrong = any(form.is_bound and form.errors for form in (renew, withdraw))
    return render(request, "api/key.html", context, status=422 if wrong else 200)


def _shown_once(request: OfficeRequest, made: NewKey) -> HttpResponse:
    context = {"key": made.key, "token": str(made.token), "origin": settings.ORIGIN}
    answer = render(request, "api/key_shown.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer
