"""Figures of the body's own requests, and what the key is."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Router

from lachan.office.api.endpoints.calls import REFUSALS, caller_of
from lachan.office.api.gate import OfficeKey
from lachan.office.api.models import Scope
from lachan.office.api.schemas import Figures, KeyOut
from lachan.office.refusals import NotRight
from lachan.office.requests.queries import counts_in

router = Router(tags=["Key and figures"])


@router.get("/key", auth=OfficeKey(None), response={200: KeyOut, **REFUSALS}, summary="What this key may do")
def read_key(request: HttpRequest) -> KeyOut:
    """For a first try: the body, the scopes and the end of the key that calls. Any good key may ask."""
    return KeyOut.of(caller_of(request).key, calls_a_minute=settings.API_CALLS_A_MINUTE)


@router.get(
    "/figures", auth=OfficeKey(Scope.FIGURES_READ), response={200: Figures, **REFUSALS},
    summary="Counts of annex 6", openapi_extra={"x-scope": Scope.FIGURES_READ.value},
)  # fmt: skip
def read_figures(request: HttpRequest, period_from: date, period_to: date) -> Figures:
    """The body's own counts of requests that it was asked, for a period with both days included."""
    if not 0 <= (period_to - period_from).days <= 3660 or period_to.year > 9000 or period_from.year < 1900:
        raise NotRight(
            "period_wrong", _("Ngày cuối phải từ ngày đầu trở đi, trong vòng 10 năm."), field="period_to"
        )  # fmt: skip
    unit = caller_of(request).key.unit
    return Figures(
        body=unit.key, period_from=period_from, period_to=period_to, counts=counts_in(period_from, period_to, unit)
    )  # fmt: skip
