"""Tasks and their results."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lachan.office.directives import actions
from lachan.office.directives.forms.directives import ReasonForm, TaskFilterForm
from lachan.office.directives.forms.results import ResultForm
from lachan.office.directives.permissions import access_result, access_task, may_steer, may_work_on, sees_work
from lachan.office.directives.policies import TASK_NEXT_STEP, TaskMove, allowed, state_after
from lachan.office.directives.queries import TaskFilter, tasks_of
from lachan.office.directives.queries.tasks import is_late, results_of, succeeded_tasks
from lachan.office.guard import guarded
from lachan.office.refusals import NotRight, require
from lachan.office.request import OfficeRequest
from lachan.readers.errors import InputError

PAGE = 30


@guarded(sees_work)
@require_safe
def tasks(request: OfficeRequest) -> HttpResponse:
    """The tasks of the person's units; members of a Department can look at all that it gave."""
    form = TaskFilterForm(request.GET)
    form.is_valid()
    data, today = form.cleaned_data, timezone.localdate()
    steers = bool(request.actor.department_ids)
    wanted = TaskFilter(
        search=data.get("q", ""),
        state=data.get("state", ""),
        late=data.get("late", False),
        everything=steers and data.get("everything", False),
        directive=data.get("directive"),
    )
    page = Paginator(tasks_of(request.actor, wanted, today=today), PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "today": today, "steers": steers}
    return render(request, "directives/tasks.html", context)


@guarded(sees_work)
@require_safe
def task(request: OfficeRequest, task_id: int) -> HttpResponse:
    """One task: what is to be done, by when and why then, what proves it, and what was done."""
    found = access_task(request.actor, task_id)
    works = may_work_on(request.actor, found)
    context = {
        "task": found,
        "duty": found.duty,
        "directive": found.duty.group.directive,
        "steers": may_steer(request.actor, found.duty.group.directive),
        "late": is_late(found, timezone.localdate()),
        "next_step": TASK_NEXT_STEP[found.state],
        "results": results_of(found),
        "succeeded": succeeded_tasks(found),
        "heirs": found.handed_over_to.select_related("unit"),
        "reason_form": ReasonForm(),
        **{f"may_{move.value}": works and allowed(found, move) for move in TaskMove},
    }
    return render(request, "directives/task.html", context)


@guarded(sees_work)
@require_POST
def task_start(request: OfficeRequest, task_id: int) -> HttpResponse:
    """Say that the unit is at work."""
    actions.start_task(task_id=task_id, actor=request.actor, now=timezone.now())
    return redirect("task", task_id)


@guarded(sees_work)
@require_POST
def task_complete(request: OfficeRequest, task_id: int) -> HttpResponse:
    """Say that the task is done."""
    actions.complete_task(task_id=task_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã hoàn thành nhiệm vụ."))
    return redirect("task", task_id)


@guarded(sees_work)
@require_POST
def task_reopen(request: OfficeRequest, task_id: int) -> HttpResponse:
    """Take a completed task up again."""
    reason = request.POST.get("reason", "")
    actions.reopen_task(task_id=task_id, reason=reason, actor=request.actor, now=timezone.now())
    return redirect("task", task_id)


@guarded(sees_work)
@require_http_methods(["GET", "HEAD", "POST"])
def result_add(request: OfficeRequest, task_id: int) -> HttpResponse:
    """Write down what was done, with figures and proof."""
    found = access_task(request.actor, task_id)
    require(may_work_on(request.actor, found))
    state_after(found, TaskMove.PROVE)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ResultForm(*sent, duty=found.duty, initial={"done_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_result(
                task_id=task_id, done=form.done(), uploads=form.uploads(), actor=request.actor, now=timezone.now()
            )
        except (NotRight, InputError) as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi kết quả."))
            return redirect("task", task_id)
    return render(request, "directives/result.html", {"task": found, "form": form}, status=422 if form.errors else 200)


@guarded(sees_work)
@require_http_methods(["GET", "HEAD", "POST"])
def result_withdraw(request: OfficeRequest, result_id: int) -> HttpResponse:
    """Withdraw a result, with the reason."""
    result = access_result(request.actor, result_id)
    require(may_work_on(request.actor, result.task))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_result(
                result_id=result_id, reason=form.cleaned_data["reason"], actor=request.actor, now=timezone.now()
            )
        except NotRight as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã rút kết quả."))
            return redirect("task", result.task_id)
    context = {"result": result, "form": form}
    return render(request, "directives/withdraw.html", context, status=422 if form.errors else 200)
