"""The demo's inspections: one that went all the way to a fine, one that is being carried out; people invented."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from lachan.office.bundles.models import Bundle
from lachan.office.demo.cast import Company
from lachan.office.inspections import actions
from lachan.office.inspections.actions import Member, Plan
from lachan.office.inspections.models import Inspection
from lachan.vietnam.penalties import acts_on

NUMBERS = tuple(f"05015{n:05}" for n in range(1, 25))  # no network has 050
SIGN = "Chủ thể đứng tên từ 20 thuê bao"


def tell_inspections(
    company: Company, bundles: list[Bundle], *, last_day: date, at: Callable[[date, int], datetime]
) -> list[Inspection]:
    """Plan, decide, check, conclude; the first is over but for its follow-up, the second stands before its minutes."""
    first = _planned(company, bundles, "Công ty TNHH Hư Cấu", "organisation", last_day - timedelta(days=18), at)
    _carried_out(company, first, last_day - timedelta(days=16), at)
    second = _planned(company, bundles, "Mạc Văn Hư Cấu", "person", last_day - timedelta(days=3), at)
    _decided(company, second, last_day - timedelta(days=2), at)
    return [first, second]


def _planned(
    company: Company, bundles: list[Bundle], name: str, kind: str, day: date, at: Callable[[date, int], datetime]
) -> Inspection:
    morning, department = at(day, 8), company.department
    officer, leader = company.writer(department, morning), company.leader(department, morning)
    bundle = next((one for one in reversed(bundles) if one.taken_at and one.taken_at < morning), None)
    plan = Plan(
        title="Việc đăng ký, sử dụng nhiều thuê bao", inspected_kind=kind, inspected=name, starts_on=day,
        ends_on=day + timedelta(days=20), operator=bundle.unit if bundle else None,
        request=bundle.request if bundle else None, holder=bundle.holders.first() if bundle else None,
        origin=f"Gói kết quả số liệu đến {bundle.as_of:%d/%m/%Y}" if bundle else "Rà soát của doanh nghiệp",
        team=(
            Member(str(leader.person), f"Giám đốc {department}"),
            Member(str(officer.person), f"Chuyên viên {department}"),
        ),
    )  # fmt: skip
    made = actions.plan_inspection(unit=department, plan=plan, actor=officer, now=morning)
    numbers = NUMBERS if kind == "organisation" else NUMBERS[:6]
    actions.add_numbers(inspection_id=made.pk, lines="\n".join(numbers), sign=SIGN, actor=officer, now=morning)
    return made


def _decided(company: Company, found: Inspection, day: date, at: Callable[[date, int], datetime]) -> None:
    now = at(day, 9)
    actions.decide(
        inspection_id=found.pk, decision_number="", decision_on=day, actor=company.leader(company.department, now),
        now=now,
    )  # fmt: skip


def _carried_out(company: Company, found: Inspection, day: date, at: Callable[[date, int], datetime]) -> None:
    _decided(company, found, day, at)
    evening = at(day, 16)
    officer, leader = company.writer(company.department, evening), company.leader(company.department, evening)
    for place, row in enumerate(found.numbers.all()):
        result, measure = (("dropped", "none"), ("confirmed", "new_contract"), ("confirmed", "one_way"))[place % 3]
        actions.judge_number(
            inspection_id=found.pk, number_id=row.pk, result=result, measure=measure, note="", actor=officer,
            now=evening,
        )  # fmt: skip
    actions.hold(
        inspection_id=found.pk, place=f"Trụ sở {company.department}", began_at=evening - timedelta(hours=2),
        ended_at=evening - timedelta(minutes=10), actor=officer, now=evening,
        explanation="Các số cấp cho nhân viên bán hàng; một số đã giao cho người khác mà chưa giao kết lại hợp đồng.",
    )  # fmt: skip
    proposed = [
        actions.propose_fine(
            inspection_id=found.pk, act=act.code, act_on=day, numbers=16, amount=None, basis="", actor=officer,
            now=evening,
        )
        for act in acts_on(day)[:1]
    ]  # fmt: skip
    actions.conclude(
        inspection_id=found.pk, follow_up_on=day + timedelta(days=30), actor=leader, now=evening,
        conclusion="16 thuê bao có thông tin không đúng quy định; yêu cầu giao kết lại hợp đồng với người sử dụng.",
    )  # fmt: skip
    for fine in proposed:
        later = at(day + timedelta(days=6), 10)
        actions.fine_decided(
            inspection_id=found.pk, fine_id=fine.pk, decision_number="27/QĐ-XPHC", decision_on=later.date(),
            amount=fine.proposed, actor=company.writer(company.department, later), now=later,
        )  # fmt: skip
