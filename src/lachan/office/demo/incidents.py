"""The demo's incidents of spoofed numbers: one traced abroad and closed, one on its way, one just reported.

Shown are the invented numbers of the demo's register; the called ones begin with 050, which no network has.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from lachan.office.demo.cast import Company
from lachan.office.incidents import actions
from lachan.office.incidents.actions import Asked, Told
from lachan.office.incidents.models import Incident, TraceStep
from lachan.office.requests.actions import answers, approval, closing, drafts
from lachan.office.requests.actions.answers import Reply
from lachan.office.requests.content import digest_of
from lachan.office.requests.tracing import Traced
from lachan.office.units.models import Unit, UnitKind
from lachan.vietnam.requests_law import grounds_for

At = Callable[[date, int], datetime]


def tell_incidents(company: Company, *, last_day: date, at: At) -> list[Incident]:
    """A police number traced over two operators to abroad; one with an answer that is owed; one of yesterday."""
    operators = [unit for unit in company.reporting if unit.kind == UnitKind.OPERATOR][:2]
    if len(operators) < 2 or not grounds_for("trace_calls", "department", last_day):
        return []
    first = _of_the_police(company, operators, last_day - timedelta(days=14), at)
    second = _on_its_way(company, operators, last_day - timedelta(days=4), at)
    third = _just_reported(company, operators, last_day - timedelta(days=1), at)
    return [first, second, third]


def _of_the_police(company: Company, operators: list[Unit], day: date, at: At) -> Incident:
    """The duty line was shown from abroad; two operators stopped it, the first one a second time at home."""
    police = Unit.objects.valid_on(day).filter(kind=UnitKind.POLICE, pk__in=company.writers).first()
    morning = at(day, 8)
    told = Told(
        source="agency", shown="+84069 000 0005", called_at=morning - timedelta(hours=20), calls=6,
        until=morning - timedelta(hours=2), network=operators[0], called="050 123 00 11",
        said="Xưng là điều tra viên, báo liên quan đường dây rửa tiền, yêu cầu chuyển tiền để xác minh.",
    )  # fmt: skip
    incident = _noted(company, police or company.department, told, morning)
    _in_case(company, incident, at(day, 9))
    step = _ask(company, incident, operators[0], "131/SKHCN-BCVT", at(day, 10))
    _send(company, step, at(day, 11))
    since = at(day, 14)
    _answer(company, step, at(day + timedelta(days=1), 9), Traced(
        "HN-SIP-07", "domestic", "operator", operators[1].pk, calls_blocked=86, blocked_since=since,
    ))  # fmt: skip
    upper = _ask(company, incident, operators[1], "134/SKHCN-BCVT", at(day + timedelta(days=1), 10), previous=step)
    _send(company, upper, at(day + timedelta(days=1), 11))
    _answer(company, upper, at(day + timedelta(days=3), 9), Traced(
        "IGW-03", "international", "foreign", source_name="Nhà mạng Hư Cấu (nước ngoài)", calls_blocked=1_240,
        blocked_since=at(day + timedelta(days=2), 15), suspended=2,
        suspended_on=day + timedelta(days=2),
    ))  # fmt: skip
    end = at(day + timedelta(days=4), 9)
    officer = company.writer(company.department, end)
    for one in (step, upper):
        closing.record_outcome(request_id=one.request_id, kind="used", text="", actor=officer, now=end)
        closing.close_request(request_id=one.request_id, actor=officer, now=end)
    actions.find_path(incident_id=incident.pk, actor=officer, now=end)
    return actions.close_incident(
        incident_id=incident.pk, outcome="at_border", actor=officer, now=end,
        sentence="Cuộc gọi từ nước ngoài đã bị chặn tại trung kế quốc tế; hai thuê bao chuyển tiếp đã bị khóa.",
    )  # fmt: skip


def _on_its_way(company: Company, operators: list[Unit], day: date, at: At) -> Incident:
    """A look-alike of the police numbers; the first operator named the second, which owes its answer."""
    morning = at(day, 8)
    told = Told(
        source="citizen", shown="+563 069 000 0044", called_at=morning - timedelta(hours=15), network=operators[1],
        called="050 123 00 22", said="Báo có bưu phẩm chứa hàng cấm, bấm phím 9 để gặp cán bộ.",
    )  # fmt: skip
    incident = _noted(company, company.department, told, morning)
    actions.report_spoofing(
        unit=company.department, into=incident.pk, actor=company.writer(company.department, morning), now=morning,
        told=Told(
            source="citizen", shown=told.shown, called_at=morning - timedelta(hours=3), network=operators[1],
            called="050 123 00 33", said="Cùng kịch bản bưu phẩm.",
        ),
    )  # fmt: skip
    _in_case(company, incident, at(day, 9))
    step = _ask(company, incident, operators[1], "142/SKHCN-BCVT", at(day, 10))
    _send(company, step, at(day, 11))
    _answer(company, step, at(day + timedelta(days=2), 9), Traced(
        "LS-IP-02", "domestic", "operator", operators[0].pk, calls_blocked=31, blocked_since=at(day, 16),
    ))  # fmt: skip
    upper = _ask(company, incident, operators[0], "145/SKHCN-BCVT", at(day + timedelta(days=2), 10), previous=step)
    _send(company, upper, at(day + timedelta(days=2), 11))
    return incident


def _just_reported(company: Company, operators: list[Unit], day: date, at: At) -> Incident:
    """A commune office took it down; the Department has not looked yet."""
    local = (UnitKind.COMMUNE_OFFICE, UnitKind.DISTRICT_OFFICE)
    office = next((unit for unit in company.reporting if unit.kind in local), company.department)
    now = at(day, 15)
    told = Told(
        source="citizen", shown="0205 000 0001", called_at=now - timedelta(hours=5), network=operators[0],
        called="050 123 00 44", said="Xưng là cán bộ Sở, đề nghị cài ứng dụng dịch vụ công theo đường dẫn lạ.",
    )  # fmt: skip
    return _noted(company, office, told, now)


def _noted(company: Company, unit: Unit, told: Told, now: datetime) -> Incident:
    return actions.report_spoofing(unit=unit, told=told, actor=company.writer(unit, now), now=now).incident


def _in_case(company: Company, incident: Incident, now: datetime) -> None:
    actions.attach_case(
        incident_id=incident.pk, case_id=None, actor=company.writer(company.department, now), now=now
    )  # fmt: skip


def _ask(
    company: Company, incident: Incident, operator: Unit, letter: str, now: datetime, *,
    previous: TraceStep | None = None,
) -> TraceStep:  # fmt: skip
    leader = company.leader(company.department, now)
    asked = Asked(
        operator_id=operator.pk, ground=grounds_for("trace_calls", "department", now.date())[-1].code,
        letter_number=letter, letter_on=now.date(), letter_signer_id=leader.id, letter_title="Giám đốc",
        letter_days=3, reason="Truy vết nguồn và ngăn chặn cuộc gọi giả mạo số.",
        previous_id=previous.pk if previous else None,
    )  # fmt: skip
    officer = company.writer(company.department, now)
    return actions.ask_operator(incident_id=incident.pk, asked=asked, actor=officer, now=now)


def _send(company: Company, step: TraceStep, now: datetime) -> None:
    officer, leader = company.writer(company.department, now), company.leader(company.department, now)
    request = drafts.submit_request(request_id=step.request_id, actor=officer, now=now)
    approval.approve_request(
        request_id=step.request_id, seen_digest=digest_of(request), actor=leader, now=now + timedelta(minutes=20)
    )


def _answer(company: Company, step: TraceStep, now: datetime, traced: Traced) -> None:
    liaison = company.writer(step.request.asked_unit, now)
    answers.take_in_request(request_id=step.request_id, actor=liaison, now=now)
    reply = Reply("answered", "Đã rà soát bản ghi và chặn trên trung kế.", trace=traced)
    later = now + timedelta(hours=2)
    answers.answer_request(request_id=step.request_id, reply=reply, actor=liaison, now=later)
