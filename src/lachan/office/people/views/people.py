"""People, as administrators see them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lachan.office.guard import guarded
from lachan.office.people import actions, queries
from lachan.office.people.forms import MembershipForm, PeopleFilterForm, ReasonForm
from lachan.office.people.permissions import access_person, administers, may_manage
from lachan.office.refusals import NotRight
from lachan.office.request import OfficeRequest

PAGE = 30


@guarded(administers)
@require_safe
def people(request: OfficeRequest) -> HttpResponse:
    """Everybody in reach, and the invitations that wait."""
    now, day = timezone.now(), timezone.localdate()
    form = PeopleFilterForm(request.GET, actor=request.actor, day=day)
    form.is_valid()
    data = form.cleaned_data
    unit = data.get("unit")
    wanted = queries.PeopleFilter(search=data.get("q", ""), unit=unit.pk if unit else None, role=data.get("role", ""))
    page = Paginator(queries.people_seen_by(request.actor, wanted, day=day), PAGE).get_page(request.GET.get("page"))
    invitations = queries.invitations_seen_by(request.actor, now=now, day=day)
    return render(request, "people/people.html", {"form": form, "page": page, "invitations": invitations})


@guarded(administers)
@require_safe
def person(request: OfficeRequest, person_id: int) -> HttpResponse:
    """One account: its roles and what an administrator may do with it."""
    day = timezone.localdate()
    found = access_person(request.actor, person_id, timezone.now())
    context = {
        "person": found,
        "roles": queries.roles_of(found, request.actor, day=day),
        "factors": queries.second_factors_of(found),
        "is_self": found.pk == request.actor.id,
        "may_manage": may_manage(request.actor, found, day),
        "reason_form": ReasonForm(),
    }
    return render(request, "people/person.html", context)


@guarded(administers)
@require_http_methods(["GET", "HEAD", "POST"])
def membership_give(request: OfficeRequest, person_id: int) -> HttpResponse:
    """Give a role."""
    now, day = timezone.now(), timezone.localdate()
    found = access_person(request.actor, person_id, now)
    form = MembershipForm(request.POST or None, actor=request.actor, day=day, initial={"valid_from": day})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        unit = data.pop("unit")
        try:
            actions.give_membership(person_id=person_id, unit_id=unit.pk, **data, actor=request.actor, now=now)
        except NotRight as no:
            form.refuse(no)
        else:
            messages.success(request, _("Đã giao vai trò."))
            return redirect("person", person_id)
    status = 422 if form.errors else 200
    return render(request, "people/membership_give.html", {"form": form, "person": found}, status=status)


@guarded(administers)
@require_POST
def membership_end(request: OfficeRequest, membership_id: int) -> HttpResponse:
    """Take a role away."""
    ended = actions.end_membership(membership_id=membership_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã kết thúc vai trò."))
    return redirect("person", ended.person_id)


@guarded(administers)
@require_POST
def person_disable(request: OfficeRequest, person_id: int) -> HttpResponse:
    """Close an account."""
    actions.disable_person(
        person_id=person_id, reason=request.POST.get("reason", ""), actor=request.actor, now=timezone.now()
    )
    messages.success(request, _("Đã khóa tài khoản; mọi phiên làm việc đã kết thúc."))
    return redirect("person", person_id)


@guarded(administers)
@require_POST
def person_enable(request: OfficeRequest, person_id: int) -> HttpResponse:
    """Open a closed account."""
    actions.enable_person(
        person_id=person_id, reason=request.POST.get("reason", ""), actor=request.actor, now=timezone.now()
    )
    messages.success(request, _("Đã mở lại tài khoản."))
    return redirect("person", person_id)


@guarded(administers)
@require_POST
def second_factors_remove(request: OfficeRequest, person_id: int) -> HttpResponse:
    """Take lost second factors off an account."""
    actions.remove_second_factors(
        person_id=person_id, reason=request.POST.get("reason", ""), actor=request.actor, now=timezone.now()
    )
    messages.success(request, _("Đã bỏ các yếu tố thứ hai; người này thêm lại khi đăng nhập."))
    return redirect("person", person_id)
