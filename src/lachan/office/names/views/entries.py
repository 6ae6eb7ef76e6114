"""The register, one entry, and the forms that add, change, approve, send back and withdraw."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lachan.office.form_pages import digests_seen, form_answer, sent
from lachan.office.guard import guarded
from lachan.office.names import actions, queries
from lachan.office.names.content import digest_of, facts_of
from lachan.office.names.forms import NameFilterForm, NameForm, WhyForm, as_written
from lachan.office.names.models import ProtectedName
from lachan.office.names.permissions import find_name, sees_names, signs_names, writes_names
from lachan.office.names.policies import NameMove, state_after
from lachan.office.protected.permissions import may_sign, may_write
from lachan.office.refusals import require
from lachan.office.request import OfficeRequest

PAGE = 50
FORM_METHODS = ["GET", "HEAD", "POST"]


@guarded(sees_names)
@require_safe
def protected_names(request: OfficeRequest) -> HttpResponse:
    """The register."""
    form = NameFilterForm(request.GET)
    form.is_valid()
    data = form.cleaned_data
    wanted = queries.NameFilter(data.get("q", ""), data.get("state", ""), data.get("kind", ""))
    page = Paginator(queries.names_of(request.actor, wanted), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "may_write": may_write(request.actor),
        "may_sign": may_sign(request.actor),
        "waiting": queries.waiting_count(),
        "today": timezone.localdate(),
    }
    return render(request, "names/names.html", context, status=422 if form.errors else 200)


@guarded(sees_names)
@require_safe
def protected_name(request: OfficeRequest, name_id: int) -> HttpResponse:
    """One entry."""
    return render(request, "names/name.html", queries.page_of(request.actor, find_name(request.actor, name_id)))


@guarded(writes_names)
@require_http_methods(FORM_METHODS)
def protected_name_add(request: OfficeRequest) -> HttpResponse:
    """A new entry."""
    form = NameForm(*sent(request), initial={"shown": True, "valid_from": timezone.localdate()})
    return _page(
        request, None, form, title=_("Ghi tên được bảo vệ"), button=_("Lưu và trình phê duyệt"),
        done=_("Đã ghi, chờ người khác phê duyệt."),
        act=lambda: actions.add_name(facts=form.facts(), actor=request.actor, now=timezone.now()),
    )  # fmt: skip


@guarded(writes_names)
@require_http_methods(FORM_METHODS)
def protected_name_change(request: OfficeRequest, name_id: int) -> HttpResponse:
    """Change an entry; it has to be approved anew."""
    name = find_name(request.actor, name_id)
    state_after(name, NameMove.CHANGE)
    form = NameForm(*sent(request), initial=as_written(name))
    return _page(
        request, name, form, title=_("Sửa tên được bảo vệ"), button=_("Lưu và trình phê duyệt"), done=_("Đã lưu."),
        explain=_("Sửa thì tên này ngừng dùng để rà soát và không đăng công khai cho đến khi được phê duyệt lại."),
        act=lambda: actions.change_name(name_id=name_id, facts=form.facts(), actor=request.actor, now=timezone.now()),
    )  # fmt: skip


@guarded(signs_names)
@require_safe
def name_approvals(request: OfficeRequest) -> HttpResponse:
    """What waits for this person's approval, with everything that was written of it."""
    page = Paginator(queries.waiting_for(request.actor), PAGE).get_page(request.GET.get("page"))
    rows = [(name, digest_of(facts_of(name))) for name in page]
    return render(request, "names/approvals.html", {"page": page, "rows": rows})


@guarded(signs_names)
@require_POST
def name_approve(request: OfficeRequest) -> HttpResponse:
    """Approve the entries that were ticked, as they were seen."""
    seen = digests_seen(request.POST.getlist("chosen"))
    approved = actions.approve_names(seen=seen, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã phê duyệt %(n)d tên.") % {"n": len(approved)})
    return redirect("protected_name", approved[0].pk) if len(approved) == 1 else redirect("name_approvals")


@guarded(signs_names)
@require_http_methods(FORM_METHODS)
def protected_name_send_back(request: OfficeRequest, name_id: int) -> HttpResponse:
    """Send an entry back with the reason."""
    name = find_name(request.actor, name_id)
    state_after(name, NameMove.SEND_BACK)
    form = WhyForm(*sent(request))
    return _page(
        request, name, form, title=_("Trả lại để sửa"), button=_("Trả lại"), done=_("Đã trả lại."),
        act=lambda: actions.send_back(
            name_id=name_id, reason=form.cleaned_data["reason"], actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(writes_names)
@require_http_methods(FORM_METHODS)
def protected_name_withdraw(request: OfficeRequest, name_id: int) -> HttpResponse:
    """Take an entry out of use."""
    name = find_name(request.actor, name_id)
    require(may_sign(request.actor) if name.approved_digest else may_write(request.actor))
    state_after(name, NameMove.WITHDRAW)
    form = WhyForm(*sent(request))
    return _page(
        request, name, form, title=_("Rút tên khỏi sổ"), button=_("Rút tên"), done=_("Đã rút tên khỏi sổ."),
        explain=_("Tên này không còn dùng để rà soát và không đăng công khai."),
        act=lambda: actions.withdraw(
            name_id=name_id, reason=form.cleaned_data["reason"], actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


def _page(
    request: OfficeRequest,
    name: ProtectedName | None,
    form: NameForm | WhyForm,
    *,
    title: str,
    button: str,
    done: str,
    act: Callable[[], ProtectedName],
    explain: str = "",
) -> HttpResponse:
    context = {"name": name, "title": title, "button": button, "explain": explain}
    return form_answer(
        request, form, act=act, template="names/form.html", context=context, done=done,
        address="protected_name", standing=name,
    )  # fmt: skip
