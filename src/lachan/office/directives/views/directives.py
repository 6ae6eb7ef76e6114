"""A confirmed directive is planned, issued, followed on its board, and closed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lachan.office.directives import actions
from lachan.office.directives.forms.directives import BoardFilterForm, IssueDayForm, ReasonForm
from lachan.office.directives.models import Directive, DirectiveState
from lachan.office.directives.permissions import (
    GIVEN,
    access_directive,
    access_steered,
    may_issue,
    may_open_rounds,
    may_prepare,
    may_sign,
    may_steer,
    sees_work,
)
from lachan.office.directives.plan import plan_issue
from lachan.office.directives.policies import DIRECTIVE_NEXT_STEP, DirectiveMove, allowed
from lachan.office.directives.queries import BoardFilter, board_of, newcomers
from lachan.office.guard import guarded
from lachan.office.refusals import NotRight
from lachan.office.request import OfficeRequest
from lachan.vietnam.working_days import Calendar


@guarded(sees_work)
@require_http_methods(["GET", "HEAD", "POST"])
def directive_issue(request: OfficeRequest, directive_id: int) -> HttpResponse:
    """The plan of what issuing would do; the leader's button does it."""
    directive = access_steered(request.actor, directive_id)
    if directive.state in GIVEN:
        return redirect("directive", directive_id)
    given = request.POST if request.method == "POST" else request.GET
    form = IssueDayForm(given if "on" in given else {"on": f"{timezone.localdate():%d/%m/%Y}"})
    if form.is_valid() and request.method == "POST":
        on, seen = form.cleaned_data["on"], request.POST.get("seen", "")
        try:
            actions.issue_directive(
                directive_id=directive_id, on=on, seen=seen, actor=request.actor, now=timezone.now()
            )
        except NotRight as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ban hành và giao nhiệm vụ."))
            return redirect("directive", directive_id)
    return _plan_page(request, directive, form)


def _plan_page(request: OfficeRequest, directive: Directive, form: IssueDayForm) -> HttpResponse:
    on = form.cleaned_data.get("on")
    context = {
        "directive": directive,
        "form": form,
        "plan": plan_issue(directive, on=on, calendar=Calendar.load()) if on else None,
        "reason_form": ReasonForm(auto_id="back_%s"),
        "next_step": DIRECTIVE_NEXT_STEP[directive.state],
        "signs": may_sign(request.actor, directive),
        "may_issue": may_issue(request.actor, directive) and allowed(directive, DirectiveMove.ISSUE),
        "may_send_back": may_prepare(request.actor, directive) and allowed(directive, DirectiveMove.SEND_BACK),
    }
    return render(request, "directives/issue.html", context, status=422 if form.errors else 200)


@guarded(sees_work)
@require_safe
def directive(request: OfficeRequest, directive_id: int) -> HttpResponse:
    """The board of an issued directive; a draft leads to its check page."""
    found = access_directive(request.actor, directive_id)
    if found.state not in GIVEN:
        return redirect("directive_check", directive_id)
    form = BoardFilterForm(request.GET)
    form.is_valid()
    data, today = form.cleaned_data, timezone.localdate()
    wanted = BoardFilter(data.get("q", ""), data.get("state", ""), data.get("late", False))
    steers = may_steer(request.actor, found)
    board = board_of(found, request.actor, wanted, today=today)
    context = {
        "directive": found,
        "form": form,
        "board": board,
        "steers": steers,
        "newcomers": newcomers(found, today, board.duties) if steers and allowed(found, DirectiveMove.GIVE) else (),
        "may_give": may_prepare(request.actor, found),
        "may_open_round": may_open_rounds(request.actor, found) and found.state == DirectiveState.ISSUED,
        "may_close": may_sign(request.actor, found) and allowed(found, DirectiveMove.CLOSE),
        "next_step": DIRECTIVE_NEXT_STEP[found.state],
    }
    return render(request, "directives/board.html", context)


@guarded(sees_work)
@require_POST
def directive_give(request: OfficeRequest, directive_id: int, unit_id: int) -> HttpResponse:
    """Give the duties of its groups to a unit that joined later."""
    tasks = actions.give_tasks(directive_id=directive_id, unit_id=unit_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã giao %(n)d nhiệm vụ.") % {"n": len(tasks)})
    return redirect("directive", directive_id)


@guarded(sees_work)
@require_POST
def directive_close(request: OfficeRequest, directive_id: int) -> HttpResponse:
    """End following a directive."""
    actions.close_directive(directive_id=directive_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã kết thúc theo dõi văn bản."))
    return redirect("directive", directive_id)
