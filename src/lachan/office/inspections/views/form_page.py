"""The page with one form that does one thing to an inspection."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.functional import Promise

from lachan.office.fields import HouseForm
from lachan.office.form_pages import form_answer
from lachan.office.inspections.models import Inspection
from lachan.office.inspections.permissions import find_inspection, may_sign, may_write
from lachan.office.inspections.policies import InspectionMove, state_after
from lachan.office.inspections.queries.inspections import SIGNED
from lachan.office.refusals import require
from lachan.office.request import OfficeRequest


def inspection_for(request: OfficeRequest, inspection_id: int, move: InspectionMove) -> Inspection:
    """The inspection, when this person may make this move with it now."""
    inspection = find_inspection(request.actor, inspection_id)
    require((may_sign if move in SIGNED else may_write)(request.actor, inspection))
    state_after(inspection, move)
    return inspection


def form_page(
    request: OfficeRequest,
    inspection: Inspection | None,
    form: HouseForm,
    *,
    act: Callable[[], Inspection | None],
    title: str | Promise,
    button: str | Promise,
    done: str | Promise,
    explain: str | Promise = "",
) -> HttpResponse:
    """Show the form, or `act` when it was sent and is right; then go to the inspection."""
    context = {"inspection": inspection, "title": title, "button": button, "explain": explain}
    return form_answer(
        request,
        form,
        act=act,
        template="inspections/form.html",
        context=context,
        done=done,
        address="inspection",
        standing=inspection,
    )
