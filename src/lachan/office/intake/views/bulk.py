"""Groups of alike subjects: a sample is looked at first, then one decision for all."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lachan.office.guard import guarded
from lachan.office.intake import actions
from lachan.office.intake.actions.bulk import BULK_MOVES, plan_bulk
from lachan.office.intake.models import SubjectState
from lachan.office.intake.permissions import reviews
from lachan.office.intake.policies import SUBJECT_MOVES, SubjectMove
from lachan.office.intake.queries.subjects import card_of, groups_of, named_group
from lachan.office.refusals import NotNow, NotRight
from lachan.office.request import OfficeRequest


@guarded(reviews)
@require_safe
def groups(request: OfficeRequest) -> HttpResponse:
    """The groups that wait."""
    return render(request, "intake/groups.html", {"groups": groups_of(request.actor)})


@guarded(reviews)
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: OfficeRequest) -> HttpResponse:
    """The sample of one group, each to be judged; then the whole group, when all of the sample were judged alike."""
    given = request.POST if request.method == "POST" else request.GET
    key, refusal = given.get("group", "")[:80], None
    if request.method == "POST":
        try:
            many = actions.decide_group(
                group=key, move=_move(request.POST.get("move", "")), seen=request.POST.get("seen", ""),
                answers=_answers(request), reason=request.POST.get("reason", "")[:400], actor=request.actor,
                now=timezone.now(),
            )  # fmt: skip
        except (NotNow, NotRight) as no:
            refusal = no
        else:
            messages.success(request, _("Đã quyết định %(n)d mục của nhóm.") % {"n": many})
            return redirect("groups")
    plan = plan_bulk(request.actor, key)
    context = {
        "plan": plan, "group": named_group(plan.group, len(plan.subjects)), "refusal": refusal,
        "cards": [card_of(one) for one in plan.sample],
        "moves": [(str(one), SUBJECT_MOVES[(SubjectState.WAITING, one)].label) for one in BULK_MOVES],
    }  # fmt: skip
    return render(request, "intake/group.html", context, status=refusal.status if refusal else 200)


def _move(text: str) -> SubjectMove:
    if text not in {str(one) for one in BULK_MOVES}:
        raise NotRight("not_a_choice", _("Hãy chọn quyết định cho cả nhóm."), field="move")
    return SubjectMove(text)


def _answers(request: OfficeRequest) -> dict[int, str]:
    """ "answer-12": "false_alarm" of each of the sample."""
    found = {}
    for name, value in request.POST.items():
        number = name.removeprefix("answer-")
        if name != number and number.isascii() and number.isdecimal() and len(number) < 18:
            found[int(number)] = str(value)
    return found
