"""The catalogue of tricks, one of them, its form and review; and what fits no trick yet."""

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
from lachan.office.advisories.forms import ReviewForm, TieForm, TrickFilterForm, TrickForm, trick_as_written
from lachan.office.advisories.models import Trick
from lachan.office.advisories.permissions import (
    find_trick,
    is_inside,
    may_review,
    may_write,
    sees_advisories,
    writes_advisories,
)
from lachan.office.advisories.policies import TrickMove, trick_after
from lachan.office.advisories.queries import desk as queries
from lachan.office.cases.permissions import find_case
from lachan.office.form_pages import form_answer, sent
from lachan.office.guard import guarded
from lachan.office.refusals import require
from lachan.office.request import OfficeRequest

PAGE = 20
FORM_METHODS = ["GET", "HEAD", "POST"]


@guarded(sees_advisories)
@require_safe
def tricks(request: OfficeRequest) -> HttpResponse:
    """The catalogue."""
    form = TrickFilterForm(request.GET)
    form.is_valid()
    data = form.cleaned_data
    wanted = queries.TrickFilter(data.get("q", ""), data.get("audience", ""), data.get("state", ""))
    page = Paginator(queries.tricks_of(request.actor, wanted), PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "may_write": may_write(request.actor), "inside": is_inside(request.actor)}
    return render(request, "advisories/tricks.html", context, status=422 if form.errors else 200)


@guarded(sees_advisories)
@require_safe
def trick(request: OfficeRequest, trick_id: int) -> HttpResponse:
    """One entry of the catalogue."""
    found = find_trick(request.actor, trick_id)
    return render(request, "advisories/trick.html", queries.trick_page_of(request.actor, found))


@guarded(writes_advisories)
@require_http_methods(FORM_METHODS)
def trick_add(request: OfficeRequest) -> HttpResponse:
    """Propose a trick; of a case when one is named (?vu-viec=)."""
    asked = request.GET.get("vu-viec", "")
    case = find_case(request.actor, int(asked)) if asked.isdecimal() and len(asked) < 18 else None
    today = timezone.localdate()
    started: dict[str, Any] = {"first_seen": today, "valid_from": today}
    if case is not None:
        started |= {"title": case.kind, "sources": case.number}
    form = TrickForm(*sent(request), initial=started)
    return _page(
        request, None, form, title=_("Đề xuất thủ đoạn mới"), button=_("Lưu và trình rà soát"),
        done=_("Đã đề xuất, chờ người khác rà soát."),
        act=lambda: actions.propose_trick(
            facts=form.facts(), case_id=case.pk if case else None, actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(writes_advisories)
@require_http_methods(FORM_METHODS)
def trick_change(request: OfficeRequest, trick_id: int) -> HttpResponse:
    """Change an entry; it has to be reviewed anew."""
    found = find_trick(request.actor, trick_id)
    form = TrickForm(*sent(request), initial=trick_as_written(found))
    return _page(
        request, found, form, title=_("Sửa thủ đoạn"), button=_("Lưu và trình rà soát"), done=_("Đã lưu."),
        act=lambda: actions.change_trick(
            trick_id=trick_id, facts=form.facts(), actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(writes_advisories)
@require_http_methods(FORM_METHODS)
def trick_review(request: OfficeRequest, trick_id: int) -> HttpResponse:
    """Say that an entry is right."""
    found = find_trick(request.actor, trick_id)
    trick_after(found, TrickMove.REVIEW)
    require(may_review(request.actor, found))
    form = ReviewForm(*sent(request), initial={"reviewers": str(request.actor.person)})
    return _page(
        request, found, form, title=_("Rà soát thủ đoạn"), button=_("Ghi đã rà soát"), done=_("Đã ghi rà soát."),
        act=lambda: actions.review_trick(
            trick_id=trick_id, **form.cleaned_data, actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(writes_advisories)
@require_POST
def trick_retire(request: OfficeRequest, trick_id: int) -> HttpResponse:
    """Take an entry out of use."""
    actions.retire_trick(trick_id=trick_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã thôi dùng thủ đoạn này."))
    return redirect("trick", trick_id)


@guarded(writes_advisories)
@require_safe
def without_trick(request: OfficeRequest) -> HttpResponse:
    """Cases and messages that fit no trick of the catalogue."""
    page = Paginator(queries.cases_without_trick(request.actor), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "form": TieForm(), "clusters": queries.messages_without_trick(request.actor)[:PAGE]}
    return render(request, "advisories/without_trick.html", context)


@guarded(writes_advisories)
@require_POST
def tie_case(request: OfficeRequest, case_id: int) -> HttpResponse:
    """Say of which trick a case is."""
    case, form = find_case(request.actor, case_id), TieForm(request.POST)
    if form.is_valid():
        chosen = form.cleaned_data["trick"]
        actions.tie_case(trick_id=chosen.pk, case_id=case.pk, actor=request.actor, now=timezone.now())
        messages.success(request, _("Đã gắn %(case)s vào “%(trick)s”.") % {"case": case.number, "trick": chosen})
    else:
        messages.error(request, _("Hãy chọn một thủ đoạn."))
    return redirect("without_trick")


def _page(
    request: OfficeRequest,
    found: Trick | None,
    form: TrickForm | ReviewForm,
    *,
    title: str,
    button: str,
    done: str,
    act: Callable[[], Trick],
) -> HttpResponse:
    return form_answer(
        request, form, act=act, template="advisories/trick_form.html", done=done, address="trick", standing=found,
        context={"trick": found, "title": title, "button": button},
    )  # fmt: skip
