"""What an officer decides about an incident: its case, that it is none, that it is another's, its path, its end."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lachan.office.cases.actions import CaseFacts, add_subject, open_case
from lachan.office.cases.actions.cases import case_to_write, without_numbers
from lachan.office.cases.models import Case, CaseSource, SubjectKind, SubjectRole
from lachan.office.incidents.models import LONGEST_SENTENCE, Incident, IncidentOutcome, SpoofReport
from lachan.office.incidents.permissions import find_incident, may_write
from lachan.office.incidents.policies import IncidentMove, state_after
from lachan.office.incidents.sealing import opened
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.requests.models import RequestState
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record

FINISHED = (RequestState.ANSWERED, RequestState.CONCLUDED, RequestState.CLOSED)
OVER = (*FINISHED, RequestState.WITHDRAWN)


@transaction.atomic
def attach_case(*, incident_id: int, case_id: int | None, actor: Actor, now: datetime) -> Case:
    """Put the incident into a case, or into a new one; its numbers become subjects of the case, sealed there too."""
    incident = _to_write(actor, incident_id)
    after, before = state_after(incident, IncidentMove.ATTACH), digest(incident)
    if case_id is None:
        title = f"Giả mạo số của {incident.body}" if incident.body else "Cuộc gọi giả mạo số hiển thị"
        facts = CaseFacts(title[:160], "Giả mạo số điện thoại", CaseSource.INCIDENT.value)
        case = open_case(unit=incident.unit, facts=facts, actor=actor, now=now)
    else:
        case = case_to_write(actor, case_id)
        if case.unit_id != incident.unit_id:
            raise NotRight("foreign_case", _("Vụ việc phải là của đơn vị thụ lý."), field="case")
    incident.case, incident.state = case, after
    incident.save()
    _add(case, opened(incident, "sealed_shown"), SubjectRole.OTHER, actor, now)
    for report in incident.reports.all():
        _add_called(case, report, actor, now)
    record(
        Event.INCIDENT_IN_CASE, on=incident, by=actor, at=now, unit=incident.unit, before=before,
        facts={"case": case.pk},
    )  # fmt: skip
    return case


def _add_called(case: Case, report: SpoofReport, actor: Actor, now: datetime) -> None:
    called = opened(report, "sealed_called")
    if called:
        _add(case, called, SubjectRole.VICTIM, actor, now)


def _add(case: Case, number: str, role: SubjectRole, actor: Actor, now: datetime) -> None:
    try:
        with transaction.atomic():
            add_subject(
                case_id=case.pk, kind=SubjectKind.NUMBER, value=number, role=role, actor=actor, now=now
            )  # fmt: skip
    except NotRight as no:
        if no.code not in ("subject_twice", "value_not_right"):  # it is there; a case takes no number of 16 digits
            raise


@transaction.atomic
def dismiss_incident(*, incident_id: int, sentence: str, actor: Actor, now: datetime) -> Incident:
    """Say that no number was forged; `sentence` is what whoever reported it reads."""
    incident = _to_write(actor, incident_id)
    after, before = state_after(incident, IncidentMove.DISMISS), digest(incident)
    incident.sentence, incident.state, incident.closed_at = _sentence(sentence), after, now
    incident.save()
    record(Event.INCIDENT_DISMISSED, on=incident, by=actor, at=now, unit=incident.unit, before=before)
    return incident


@transaction.atomic
def join_incident(*, incident_id: int, into_id: int, actor: Actor, now: datetime) -> Incident:
    """Put an incident that is the same as another into that one, with its reports; answers the other."""
    incident = _to_write(actor, incident_id)
    after, before = state_after(incident, IncidentMove.JOIN), digest(incident)
    other = _to_write(actor, into_id)
    if other.pk == incident.pk or other.unit_id != incident.unit_id:
        raise NotRight("not_another", _("Hãy chọn một sự việc khác của cùng đơn vị."), field="into")
    state_after(other, IncidentMove.ADD_REPORT)
    if incident.steps.exists():  # it was traced before it was taken up again: what was found would be lost from sight
        raise NotNow(
            "traced_before", _("Sự việc này đã có yêu cầu truy vết nên không nhập được; hãy nhập sự việc kia vào.")
        )
    reports = list(incident.reports.all())
    incident.reports.update(incident=other)
    incident.state, incident.joined_into = after, other
    incident.save()
    if other.case is not None:
        for report in reports:
            _add_called(other.case, report, actor, now)
    record(
        Event.INCIDENT_JOINED, on=incident, by=actor, at=now, unit=incident.unit, before=before,
        facts={"into": other.pk, "reports": len(reports)},
    )  # fmt: skip
    return other


@transaction.atomic
def find_path(*, incident_id: int, actor: Actor, now: datetime) -> Incident:
    """Say that the path is as clear as it gets: every request is over, and one operator at least has answered."""
    incident = _to_write(actor, incident_id)
    after, before = state_after(incident, IncidentMove.FIND), digest(incident)
    states = list(incident.steps.values_list("request__state", flat=True))
    if any(state not in OVER for state in states):
        raise NotNow("trace_runs", _("Còn yêu cầu truy vết chưa được trả lời hoặc chưa thu hồi."))
    if not any(state in FINISHED for state in states):
        raise NotNow("nobody_answered", _("Chưa doanh nghiệp nào trả lời."))
    incident.state, incident.traced_at = after, now
    incident.save()
    record(
        Event.INCIDENT_TRACED, on=incident, by=actor, at=now, unit=incident.unit, before=before,
        facts={"steps": len(states)},
    )  # fmt: skip
    return incident


def is_over(states: Iterable[str]) -> bool:
    """Whether requests in these states owe nothing any more, and one of them at least was answered."""
    known = list(states)
    return all(state in OVER for state in known) and any(state in FINISHED for state in known)


@transaction.atomic
def close_incident(*, incident_id: int, outcome: str, sentence: str, actor: Actor, now: datetime) -> Incident:
    """End the incident with what came of it, and the sentence that whoever reported it reads."""
    incident = _to_write(actor, incident_id)
    after, before = state_after(incident, IncidentMove.CLOSE), digest(incident)
    if outcome not in IncidentOutcome.values:
        raise NotRight("no_such_outcome", _("Hãy chọn kết quả xử lý."), field="outcome")
    incident.outcome, incident.sentence = outcome, _sentence(sentence)
    incident.state, incident.closed_at = after, now
    incident.save()
    record(
        Event.INCIDENT_CLOSED, on=incident, by=actor, at=now, unit=incident.unit, before=before,
        facts={"outcome": outcome},
    )  # fmt: skip
    return incident


@transaction.atomic
def reopen_incident(*, incident_id: int, reason: str, actor: Actor, now: datetime) -> Incident:
    """Take up again what was ended, with the reason that the trail keeps; outcome and sentence are void."""
    incident = _to_write(actor, incident_id)
    after, before = state_after(incident, IncidentMove.REOPEN), digest(incident)
    words = without_numbers(reason, field="reason")[:300]
    if len(words) < 5:
        raise NotRight("reason_missing", _("Hãy ghi lý do mở lại."), field="reason")
    incident.state, incident.outcome, incident.sentence = after, "", ""
    incident.closed_at = incident.traced_at = None
    incident.save()
    record(
        Event.INCIDENT_REOPENED, on=incident, by=actor, at=now, unit=incident.unit, before=before, purpose=words
    )  # fmt: skip
    return incident


def _to_write(actor: Actor, incident_id: int) -> Incident:
    incident = find_incident(actor, incident_id, lock=True)
    require(may_write(actor, incident))
    return incident


def _sentence(text: str) -> str:
    words = without_numbers(text, field="sentence")
    if not 10 <= len(words) <= LONGEST_SENTENCE:
        raise NotRight(
            "sentence_length",
            _("Hãy ghi lời trả lời người báo, từ 10 đến %(n)d ký tự.") % {"n": LONGEST_SENTENCE},
            field="sentence",
        )
    return words
