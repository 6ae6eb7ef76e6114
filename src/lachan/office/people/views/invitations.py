"""Inviting people, and the public page on which an invitation is accepted."""

from uuid import UUID

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from lachan.office.guard import anyone, guarded
from lachan.office.people import actions
from lachan.office.people.actions.invitations import invitation_of
from lachan.office.people.forms import InvitationForm, PasswordForm
from lachan.office.people.permissions import administers
from lachan.office.refusals import NotNow, NotRight
from lachan.office.request import OfficeRequest


@guarded(administers)
@require_http_methods(["GET", "HEAD", "POST"])
def person_invite(request: OfficeRequest) -> HttpResponse:
    """Invite somebody."""
    form = InvitationForm(request.POST or None, actor=request.actor, day=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        unit = data.pop("unit")
        try:
            made = actions.invite_person(unit_id=unit.pk, **data, actor=request.actor, now=timezone.now())
        except NotRight as no:
            form.refuse(no)
        else:
            if made.mailed_at is None:
                messages.warning(request, _("Đã ghi lời mời nhưng thư chưa gửi được. Hãy thu hồi và mời lại sau."))
            else:
                messages.success(request, _("Đã gửi thư mời đến %(email)s.") % {"email": made.email})
            return redirect("people")
    return render(request, "people/invite.html", {"form": form}, status=422 if form.errors else 200)


@guarded(administers)
@require_POST
def invitation_withdraw(request: OfficeRequest, invitation_id: UUID) -> HttpResponse:
    """Make an invitation useless."""
    actions.withdraw_invitation(invitation_id=invitation_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã thu hồi lời mời."))
    return redirect("people")


@guarded(anyone)  # the letter's secret is the right; who holds it has no account yet
@sensitive_post_parameters("password", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: OfficeRequest, token: str) -> HttpResponse:
    """Choose a password, and be signed in; the guard then asks for a second factor where the role needs one."""
    if request.actor is not None:
        raise NotNow("signed_in", gettext_lazy("Bạn đang đăng nhập. Hãy thoát rồi mở lại đường dẫn trong thư mời."))
    found = invitation_of(token, timezone.now())
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = actions.accept_invitation(token=token, password=form.cleaned_data["password"], now=timezone.now())
        except NotRight as no:
            form.refuse(no)
        else:
            return perform_login(request, person)
    context = {"form": form, "invitation": found}
    return render(request, "people/invitation.html", context, status=422 if form.errors else 200)
