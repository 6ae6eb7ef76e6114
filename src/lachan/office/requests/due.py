"""The due time of a sent request, counted from its delivery and its pauses."""

from lachan.office.requests.models import AgencyRequest
from lachan.office.requests.permissions import body_of
from lachan.vietnam.request_clock import Due, Standstill, due_of
from lachan.vietnam.working_days import Calendar


def due_of_request(request: AgencyRequest, calendar: Calendar) -> Due:
    """When the request must be answered. It is delivered by its approval: nobody wins time by not opening it."""
    assert request.approved_at is not None
    pauses = [Standstill(one.started_at, one.ended_at, one.reason) for one in request.pauses.all()]
    return due_of(
        request.kind, request.ground, request.urgent, request.approved_at, request.letter_days, pauses, calendar,
        asker=body_of(request.asking_unit),
    )  # fmt: skip


def recount(request: AgencyRequest, calendar: Calendar | None = None) -> None:
    """Put the due time and its arithmetic into the row; the caller saves."""
    due = due_of_request(request, calendar or Calendar.load())
    request.due_at = due.at
    request.due_steps = [{"vi": step.vi, "en": step.en} for step in due.steps]
