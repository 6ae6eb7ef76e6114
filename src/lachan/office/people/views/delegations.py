"""A leader lets others sign."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lachan.office.guard import guarded, signed_in
from lachan.office.people import actions
from lachan.office.people.forms import DelegationForm
from lachan.office.people.permissions import leads
from lachan.office.refusals import NotRight
from lachan.office.request import OfficeRequest


@guarded(leads)
@require_http_methods(["GET", "HEAD", "POST"])
def delegation_give(request: OfficeRequest) -> HttpResponse:
    """Let somebody sign in my place."""
    day = timezone.localdate()
    form = DelegationForm(request.POST or None, actor=request.actor, day=day, initial={"valid_from": day})
    if request.method == "POST" and form.is_valid():
        unit_id, deputy_id = form.chosen()
        data = {name: form.cleaned_data[name] for name in ("valid_from", "valid_to", "basis")}
        try:
            actions.give_delegation(
                unit_id=unit_id, deputy_id=deputy_id, **data, actor=request.actor, now=timezone.now()
            )
        except NotRight as no:
            form.refuse(no)
        else:
            messages.success(request, _("Đã ủy quyền ký thay."))
            return redirect("account")
    return render(request, "people/delegation_give.html", {"form": form}, status=422 if form.errors else 200)


@guarded(signed_in)
@require_POST
def delegation_end(request: OfficeRequest, delegation_id: int) -> HttpResponse:
    """Take a delegation back."""
    actions.end_delegation(delegation_id=delegation_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã kết thúc ủy quyền."))
    return redirect("account")
