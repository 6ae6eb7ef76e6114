"""Advisories: the list, one of them, the form, and the steps from draft to withdrawal."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lachan.office.advisories import actions
from lachan.office.advisories.content import Pointed, facts_of, remarks_on
from lachan.office.advisories.forms import (
    AdvisoryFilterForm,
    AdvisoryForm,
    CheckForm,
    WhyForm,
    from_trick,
    from_version,
    usual_end,
)
from lachan.office.advisories.models import AdvisoryVersion
from lachan.office.advisories.permissions import (
    find_advisory,
    find_trick,
    find_version,
    is_inside,
    may_sign,
    may_write,
    sees_advisories,
    signs_advisories,
    visible_versions,
    writes_advisories,
)
from lachan.office.advisories.policies import VersionMove, state_after
from lachan.office.advisories.queries import desk as queries
from lachan.office.cases.permissions import find_case
from lachan.office.form_pages import form_answer, sent
from lachan.office.guard import guarded
from lachan.office.refusals import NotRight, require
from lachan.office.request import OfficeRequest

PAGE = 30
FORM_METHODS = ["GET", "HEAD", "POST"]


@guarded(sees_advisories)
@require_safe
def advisories(request: OfficeRequest) -> HttpResponse:
    """The advisories that the person sees."""
    form = AdvisoryFilterForm(request.GET)
    form.is_valid()
    data = form.cleaned_data
    wanted = queries.AdvisoryFilter(data.get("q", ""), data.get("state", ""))
    context = {
        "form": form,
        "page": Paginator(queries.versions_of(request.actor, wanted), PAGE).get_page(request.GET.get("page")),
        "may_write": may_write(request.actor),
        "inside": is_inside(request.actor),
        "waiting": queries.waiting_for(request.actor) if may_sign(request.actor) else 0,
    }
    return render(request, "advisories/advisories.html", context, status=422 if form.errors else 200)


@guarded(sees_advisories)
@require_safe
def advisory(request: OfficeRequest, advisory_id: int) -> HttpResponse:
    """The newest version of an advisory that the person sees."""
    found = find_advisory(request.actor, advisory_id)
    newest = visible_versions(request.actor, found)[0]
    return render(request, "advisories/advisory.html", queries.page_of(request.actor, found, newest))


@guarded(sees_advisories)
@require_safe
def advisory_version(request: OfficeRequest, advisory_id: int, version: int) -> HttpResponse:
    """One version, also an old one."""
    found = find_version(request.actor, advisory_id, version)
    return render(request, "advisories/advisory.html", queries.page_of(request.actor, found.advisory, found))


@guarded(writes_advisories)
@require_http_methods(FORM_METHODS)
def advisory_add(request: OfficeRequest) -> HttpResponse:
    """A new advisory: blank, of a trick (?thu-doan=) or of a case (?vu-viec=)."""
    trick_id, case_id = _number(request, "thu-doan"), _number(request, "vu-viec")
    trick = find_trick(request.actor, trick_id) if trick_id else None
    case = find_case(request.actor, case_id) if case_id else None
    started = from_trick(trick) if trick else {"until": usual_end()}
    return _written(
        request, None, started, {"trick": trick, "case": case, "title": _("Soạn cảnh báo")},
        lambda form: actions.start_advisory(
            facts=form.facts(), trick_id=trick_id, case_id=case_id, actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(writes_advisories)
@require_http_methods(FORM_METHODS)
def advisory_change(request: OfficeRequest, advisory_id: int, version: int) -> HttpResponse:
    """Change a text that has not gone out."""
    found = find_version(request.actor, advisory_id, version)
    state_after(found, VersionMove.CHANGE)
    return _written(
        request, found, from_version(found), {"title": _("Sửa cảnh báo")},
        lambda form: actions.change_draft(
            advisory_id=advisory_id, version=version, facts=form.facts(), actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


def _written(
    request: OfficeRequest,
    version: AdvisoryVersion | None,
    started: dict[str, Any],
    context: dict[str, Any],
    act: Callable[[AdvisoryForm], AdvisoryVersion],
) -> HttpResponse:
    """The form with the remarks on its text beside it; kept when "save" was pressed, only read when "look" was."""
    form = AdvisoryForm(*sent(request), initial=started)
    pointed: list[Pointed] = remarks_on(facts_of(version)) if version else []
    if request.method == "POST" and form.is_valid():
        pointed = remarks_on(form.facts())
        if "look" not in request.POST:
            try:
                kept = act(form)
            except NotRight as no:
                form.refuse(no)
            else:
                messages.success(request, _("Đã lưu bản nháp."))
                return redirect("advisory", kept.advisory_id)
    shown = context | {"form": form, "version": version, "remarks": pointed, "looked": form.is_bound}
    return render(request, "advisories/write.html", shown, status=422 if form.errors else 200)


def _number(request: OfficeRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 18 else None


@guarded(writes_advisories)
@require_http_methods(FORM_METHODS)
def advisory_check(request: OfficeRequest, advisory_id: int, version: int) -> HttpResponse:
    """Say with what the text was compared."""
    found = find_version(request.actor, advisory_id, version)
    state_after(found, VersionMove.CHECK)
    page = queries.page_of(request.actor, found.advisory, found)
    form = CheckForm(*sent(request), initial={"seen": page["digest"]})
    return form_answer(
        request, form, template="advisories/check.html", context=page | {"title": _("Kiểm tra nội dung")},
        done=_("Đã ghi kiểm tra nội dung, chờ người khác phê duyệt."), address="advisory", standing=found.advisory,
        act=lambda: _act(actions.check_facts, request, advisory_id, version, **form.cleaned_data),
    )  # fmt: skip


@guarded(signs_advisories)
@require_POST
def advisory_approve(request: OfficeRequest, advisory_id: int, version: int) -> HttpResponse:
    """Approve the text as it was seen."""
    _act(actions.approve, request, advisory_id, version, seen=request.POST.get("seen", ""))
    messages.success(request, _("Đã phê duyệt."))
    return redirect("advisory", advisory_id)


@guarded(signs_advisories)
@require_http_methods(FORM_METHODS)
def advisory_send_back(request: OfficeRequest, advisory_id: int, version: int) -> HttpResponse:
    """Send the text back with the reason."""
    found = find_version(request.actor, advisory_id, version)
    state_after(found, VersionMove.SEND_BACK)
    return _why(request, found, _("Trả lại để sửa"), _("Trả lại"), _("Đã trả lại."), actions.send_back)


@guarded(writes_advisories)
@require_POST
def advisory_publish(request: OfficeRequest, advisory_id: int, version: int) -> HttpResponse:
    """Let the approved text out."""
    done = _act(actions.publish, request, advisory_id, version)
    messages.success(request, _("Đã công bố %(number)s.") % {"number": done.number})
    return redirect("advisory", advisory_id)


@guarded(writes_advisories)
@require_POST
def advisory_correct(request: OfficeRequest, advisory_id: int, version: int) -> HttpResponse:
    """Begin a new version of what is published."""
    made = actions.start_correction(advisory_id=advisory_id, version=version, actor=request.actor, now=timezone.now())
    return redirect("advisory_change", advisory_id, made.version)


@guarded(signs_advisories)
@require_http_methods(FORM_METHODS)
def advisory_withdraw(request: OfficeRequest, advisory_id: int, version: int) -> HttpResponse:
    """Take back what is published."""
    found = find_version(request.actor, advisory_id, version)
    state_after(found, VersionMove.WITHDRAW)
    return _why(request, found, _("Rút cảnh báo"), _("Rút cảnh báo"), _("Đã rút cảnh báo."), actions.withdraw)


@guarded(writes_advisories)
@require_POST
def advisory_discard(request: OfficeRequest, advisory_id: int, version: int) -> HttpResponse:
    """Give a draft up."""
    require(may_write(request.actor))
    _act(actions.discard, request, advisory_id, version)
    messages.success(request, _("Đã bỏ bản nháp."))
    return redirect("advisories")


def _why(
    request: OfficeRequest,
    version: AdvisoryVersion,
    title: str,
    button: str,
    done: str,
    action: Callable[..., AdvisoryVersion],
) -> HttpResponse:
    form = WhyForm(*sent(request))
    return form_answer(
        request, form, template="advisories/form.html", done=done, address="advisory", standing=version.advisory,
        context={"version": version, "advisory": version.advisory, "title": title, "button": button},
        act=lambda: _act(action, request, version.advisory_id, version.version, **form.cleaned_data),
    )  # fmt: skip


def _act(
    action: Callable[..., AdvisoryVersion], request: OfficeRequest, advisory_id: int, version: int, **said: Any
) -> Any:
    """Carry out an action on a version; its advisory, whose page comes next."""
    done = action(advisory_id=advisory_id, version=version, actor=request.actor, now=timezone.now(), **said)
    return done.advisory
