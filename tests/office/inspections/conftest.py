"""The tests of inspections live on the day of the cast: one is planned with three invented numbers, one is held."""

from datetime import date, datetime, timedelta

import pytest

from lachan.office.inspections import actions
from lachan.office.inspections.actions import Member, Plan
from lachan.office.inspections.models import Inspection
from tests.people import NOW, Cast

NAME = "Chu Thị Bịa Đặt"
NUMBERS = ("0501234567", "050 123 45 68", "+84501234569")
EXPLANATION = "Số dùng cho nhân viên bán hàng, đã giao lại cho người khác."
TEAM = (Member("Hoàng Thị Lan", "Chuyên viên Sở Khoa học và Công nghệ"), Member("Đinh Khánh Vy", "Viettel Lạng Sơn"))


@pytest.fixture(autouse=True)
def _today(on_the_day_of_the_cast: None) -> None:
    """Every test here."""


def a_plan(cast: Cast, **changes: object) -> Plan:
    plan: dict[str, object] = {
        "title": "Việc đăng ký, sử dụng nhiều thuê bao", "inspected_kind": "person", "inspected": NAME,
        "starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 15), "team": TEAM, "operator": cast.operator,
        "origin": "Gói kết quả rà soát",
    }  # fmt: skip
    return Plan(**(plan | changes))  # type: ignore[arg-type]


def planned(cast: Cast, **changes: object) -> Inspection:
    lan = cast.actor("lan")
    found = actions.plan_inspection(unit=cast.department, plan=a_plan(cast, **changes), actor=lan, now=NOW)
    actions.add_numbers(
        inspection_id=found.pk, lines="\n".join(NUMBERS), sign="Chủ thể đứng tên từ 20 thuê bao", actor=lan, now=NOW
    )
    return found


def decided(cast: Cast, **changes: object) -> Inspection:
    found = planned(cast, **changes)
    return actions.decide(
        inspection_id=found.pk, decision_number="15/QĐ-SKHCN", decision_on=date(2026, 3, 2), actor=cast.actor("minh"),
        now=NOW,
    )  # fmt: skip


def judge_all(cast: Cast, found: Inspection) -> None:
    said = (("confirmed", "one_way"), ("dropped", "none"), ("confirmed", "correct"))
    for row, (result, measure) in zip(found.numbers.all(), said, strict=True):
        actions.judge_number(
            inspection_id=found.pk, number_id=row.pk, result=result, measure=measure, note="", now=NOW,
            actor=cast.actor("lan"),
        )  # fmt: skip


def held(cast: Cast, *, now: datetime = NOW, **changes: object) -> Inspection:
    found = decided(cast, **changes)
    judge_all(cast, found)
    return actions.hold(
        inspection_id=found.pk, place="Trụ sở Sở Khoa học và Công nghệ", began_at=now - timedelta(minutes=50),
        ended_at=now - timedelta(minutes=5), explanation=EXPLANATION, actor=cast.actor("lan"), now=now,
    )  # fmt: skip
