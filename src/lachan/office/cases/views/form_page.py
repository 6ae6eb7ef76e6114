"""The page with one form that does one thing to a case."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.functional import Promise

from lachan.office.cases.models import Case
from lachan.office.cases.permissions import find_case, may_sign, may_write
from lachan.office.cases.policies import CaseMove, state_after
from lachan.office.fields import HouseForm
from lachan.office.form_pages import form_answer
from lachan.office.refusals import require
from lachan.office.request import OfficeRequest

SIGNED = (CaseMove.HAND_OVER, CaseMove.CLOSE, CaseMove.REOPEN)


def case_for(request: OfficeRequest, case_id: int, move: CaseMove) -> Case:
    """The case, when this person may make this move with it now."""
    case = find_case(request.actor, case_id)
    require(may_sign(request.actor, case) if move in SIGNED else may_write(request.actor, case))
    state_after(case, move)
    return case


def form_page(
    request: OfficeRequest,
    case: Case,
    form: HouseForm,
    *,
    act: Callable[[], Case | None],
    title: str | Promise,
    button: str | Promise,
    done: str | Promise,
    explain: str | Promise = "",
) -> HttpResponse:
    """Show the form, or `act` when it was sent and is right; then go to the case that `act` answers, or to `case`."""
    context = {"case": case, "title": title, "button": button, "explain": explain}
    return form_answer(
        request, form, act=act, template="cases/form.html", context=context, done=done, address="case", standing=case
    )
