"""Keys: registered, compared by a second person, revoked."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lachan.office.guard import guarded
from lachan.office.office_key import office_public_key
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotRight
from lachan.office.request import OfficeRequest
from lachan.office.requests.actions import keys as key_actions
from lachan.office.requests.forms.small import FingerprintForm, PublicKeyForm, ReasonForm
from lachan.office.requests.permissions import (
    WORKS,
    operators_to_sign_for,
    sees_requests,
    verifies_operator_keys,
    visible_keys,
    visible_operator_keys,
)


@guarded(sees_requests)
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: OfficeRequest) -> HttpResponse:
    """The keys that this person may see, and the form for one's own."""
    form = PublicKeyForm(request.POST or None, units=_asking_units(request.actor), auto_id="own_%s")
    if request.method == "POST" and form.is_valid():
        try:
            key_actions.register_key(
                unit_id=int(form.cleaned_data["unit"]), public_key=form.cleaned_data["public_key"],
                actor=request.actor, now=timezone.now(),
            )  # fmt: skip
        except NotRight as no:
            form.refuse(no)
        else:
            messages.success(request, _("Đã đăng ký khóa; người thứ hai cần đối chiếu vân tay khóa."))
            return redirect("keys")
    return _page(request, form=form)


@guarded(sees_requests)
@require_POST
def operator_key_set(request: OfficeRequest) -> HttpResponse:
    """The operator gives the key with which its tool signs."""
    form = PublicKeyForm(request.POST, units=_operators(request.actor), auto_id="operator_%s")
    if form.is_valid():
        try:
            key_actions.set_operator_key(
                unit_id=int(form.cleaned_data["unit"]), public_key=form.cleaned_data["public_key"],
                actor=request.actor, now=timezone.now(),
            )  # fmt: skip
        except NotRight as no:
            form.refuse(no)
        else:
            messages.success(request, _("Đã gửi khóa ký; Sở sẽ đối chiếu vân tay khóa."))
            return redirect("keys")
    elif not _operators(request.actor):
        key_actions.set_operator_key(unit_id=0, public_key="", actor=request.actor, now=timezone.now())
    return _page(request, operator_form=form)


def _page(request: OfficeRequest, **given: Any) -> HttpResponse:
    actor = request.actor
    asking, operators = _asking_units(actor), _operators(actor)
    context = {
        "keys": visible_keys(actor),
        "operator_keys": visible_operator_keys(actor),
        "form": PublicKeyForm(units=asking, auto_id="own_%s"),
        "operator_form": PublicKeyForm(units=operators, auto_id="operator_%s"),
        "asks": bool(asking),
        "operates": bool(operators),
        "verifies_operators": verifies_operator_keys(actor),
        "fingerprint_form": FingerprintForm(auto_id=False),
        "reason_form": ReasonForm(auto_id=False),
        "signs_for": actor.units_to_sign_for(),
        "office_key": office_public_key(),
    } | given
    wrong = any(form.errors for form in given.values() if form.is_bound)
    return render(request, "requests/keys.html", context, status=422 if wrong else 200)


def _asking_units(actor: Actor) -> list[tuple[int, str]]:
    held = {m.unit_id: m.unit for m in actor.memberships if m.role in WORKS and m.unit.kind in key_actions.ASKING}
    return [(pk, unit.name) for pk, unit in held.items()]


def _operators(actor: Actor) -> list[tuple[int, str]]:
    return [(unit.pk, unit.name) for unit in operators_to_sign_for(actor)]


@guarded(sees_requests)
@require_POST
def key_verify(request: OfficeRequest, key_id: int) -> HttpResponse:
    """A second person compared the fingerprint."""
    typed = request.POST.get("typed_fingerprint", "")
    key_actions.verify_key(key_id=key_id, typed_fingerprint=typed, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã xác nhận khóa."))
    return redirect("keys")


@guarded(sees_requests)
@require_POST
def key_revoke(request: OfficeRequest, key_id: int) -> HttpResponse:
    """End a key."""
    reason = request.POST.get("reason", "")
    key_actions.revoke_key(key_id=key_id, reason=reason, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã thu hồi khóa."))
    return redirect("keys")


@guarded(sees_requests)
@require_POST
def operator_key_verify(request: OfficeRequest, key_id: int) -> HttpResponse:
    """The Department compared the fingerprint with the operator."""
    typed = request.POST.get("typed_fingerprint", "")
    key_actions.verify_operator_key(key_id=key_id, typed_fingerprint=typed, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã xác nhận khóa."))
    return redirect("keys")
