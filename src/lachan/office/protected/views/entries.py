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
from lachan.office.protected import actions
from lachan.office.protected.content import digest_of, facts_of
from lachan.office.protected.forms import NumberFilterForm, NumberForm, WhyForm, as_written
from lachan.office.protected.models import ProtectedNumber
from lachan.office.protected.permissions import (
    find_number,
    may_sign,
    may_write,
    sees_numbers,
    signs_numbers,
    writes_numbers,
)
from lachan.office.protected.policies import NumberMove, state_after
from lachan.office.protected.queries import entries as queries
from lachan.office.refusals import require
from lachan.office.request import OfficeRequest

PAGE = 50
FORM_METHODS = ["GET", "HEAD", "POST"]


@guarded(sees_numbers)
@require_safe
def protected_numbers(request: OfficeRequest) -> HttpResponse:
    """The register."""
    form = NumberFilterForm(request.GET)
    form.is_valid()
    data = form.cleaned_data
    wanted = queries.NumberFilter(data.get("q", ""), data.get("state", ""), data.get("ending_by"))
    page = Paginator(queries.numbers_of(request.actor, wanted), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "may_write": may_write(request.actor),
        "may_sign": may_sign(request.actor),
        "waiting": queries.waiting_count(),
        "today": timezone.localdate(),
    }
    return render(request, "protected/numbers.html", context, status=422 if form.errors else 200)


@guarded(sees_numbers)
@require_safe
def protected_number(request: OfficeRequest, number_id: int) -> HttpResponse:
    """One entry."""
    number = find_number(request.actor, number_id)
    return render(request, "protected/number.html", queries.page_of(request.actor, number))


@guarded(writes_numbers)
@require_http_methods(FORM_METHODS)
def protected_number_add(request: OfficeRequest) -> HttpResponse:
    """A new entry."""
    started = {"verified_by": str(request.actor.person), "shown": True, "valid_from": timezone.localdate()}
    form = NumberForm(*sent(request), initial=started)
    return _page(
        request, None, form, title=_("Ghi số được bảo vệ"), button=_("Lưu và trình phê duyệt"),
        done=_("Đã ghi, chờ người khác phê duyệt."),
        act=lambda: actions.add_number(facts=form.facts(), actor=request.actor, now=timezone.now()),
    )  # fmt: skip


@guarded(writes_numbers)
@require_http_methods(FORM_METHODS)
def protected_number_change(request: OfficeRequest, number_id: int) -> HttpResponse:
    """Change an entry; it has to be approved anew."""
    number = find_number(request.actor, number_id)
    state_after(number, NumberMove.CHANGE)
    form = NumberForm(*sent(request), initial=as_written(number))
    return _page(
        request, number, form, title=_("Sửa số được bảo vệ"), button=_("Lưu và trình phê duyệt"), done=_("Đã lưu."),
        explain=_("Sửa nội dung thì phê duyệt trước đây không còn giá trị; số phải được phê duyệt lại."),
        act=lambda: actions.change_number(
            number_id=number_id, facts=form.facts(), actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(signs_numbers)
@require_safe
def protected_approvals(request: OfficeRequest) -> HttpResponse:
    """What waits for this person's approval, with everything that was written of it."""
    page = Paginator(queries.waiting_for(request.actor), PAGE).get_page(request.GET.get("page"))
    rows = [(number, digest_of(facts_of(number))) for number in page]
    others = queries.waiting_count() - page.paginator.count
    return render(request, "protected/approvals.html", {"page": page, "rows": rows, "own": others})


@guarded(signs_numbers)
@require_POST
def protected_approve(request: OfficeRequest) -> HttpResponse:
    """Approve the entries that were ticked, or all that were listed, as they were seen."""
    chosen = request.POST.getlist("listed" if "all" in request.POST else "chosen")
    approved = actions.approve_numbers(seen=digests_seen(chosen), actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã phê duyệt %(n)d mục.") % {"n": len(approved)})
    return redirect("protected_number", approved[0].pk) if len(approved) == 1 else redirect("protected_approvals")


@guarded(signs_numbers)
@require_http_methods(FORM_METHODS)
def protected_number_send_back(request: OfficeRequest, number_id: int) -> HttpResponse:
    """Send an entry back with the reason."""
    number = find_number(request.actor, number_id)
    state_after(number, NumberMove.SEND_BACK)
    form = WhyForm(*sent(request))
    return _page(
        request, number, form, title=_("Trả lại để sửa"), button=_("Trả lại"), done=_("Đã trả lại."),
        act=lambda: actions.send_back(
            number_id=number_id, reason=form.cleaned_data["reason"], actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(writes_numbers)
@require_http_methods(FORM_METHODS)
def protected_number_withdraw(request: OfficeRequest, number_id: int) -> HttpResponse:
    """Take an entry out of the register."""
    number = find_number(request.actor, number_id)
    require(may_sign(request.actor) if number.approved_digest else may_write(request.actor))
    state_after(number, NumberMove.WITHDRAW)
    form = WhyForm(*sent(request))
    return _page(
        request, number, form, title=_("Rút số khỏi sổ"), button=_("Rút số"), done=_("Đã rút số khỏi sổ."),
        explain=_("Doanh nghiệp ngừng bảo vệ số này từ lần phát hành danh sách tiếp theo."),
        act=lambda: actions.withdraw(
            number_id=number_id, reason=form.cleaned_data["reason"], actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


def _page(
    request: OfficeRequest,
    number: ProtectedNumber | None,
    form: NumberForm | WhyForm,
    *,
    title: str,
    button: str,
    done: str,
    act: Callable[[], ProtectedNumber],
    explain: str = "",
) -> HttpResponse:
    context = {"number": number, "title": title, "button": button, "explain": explain}
    return form_answer(
        request, form, act=act, template="protected/form.html", context=context, done=done,
        address="protected_number", standing=number,
    )  # fmt: skip
