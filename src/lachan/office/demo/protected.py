"""The demo's register of protected numbers: emergency numbers that everybody knows, and invented ones.

Invented are numbers whose local part begins with zeros, which no network gives to anybody.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from lachan.office.demo.cast import Company, stage
from lachan.office.people.actor import Actor
from lachan.office.protected import actions
from lachan.office.protected.content import NumberFacts, digest_of, facts_of
from lachan.office.protected.models import NumberState, ProtectedNumber, PublishedList
from lachan.office.protected.queries.lists import plan_list
from lachan.office.units.models import Unit, UnitKind

NATION_WIDE = (
    ("113", "Công an", "khi có người phạm tội, gây nguy hiểm", ""),
    ("114", "Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ", "khi có cháy, tai nạn", ""),
    ("115", "Cấp cứu y tế", "khi cần cấp cứu", ""),
    ("112", "Tìm kiếm, cứu nạn quốc gia", "khi cần tìm kiếm, cứu nạn", "Tổng đài 112"),
    ("111", "Tổng đài quốc gia bảo vệ trẻ em", "khi trẻ em bị xâm hại, cần giúp đỡ", "Tổng đài 111"),
)
PLAN = "Quy hoạch kho số viễn thông (Thông tư 22/2014/TT-BTTTT)"
HOTLINES = 15  # local offices that have one


def tell_protected(company: Company, *, last_day: date, at: Callable[[date, int], datetime]) -> list[PublishedList]:
    """Enter, approve, publish; then a second list, and some entries that wait, were sent back or withdrawn."""
    first, second = last_day - timedelta(days=21), last_day - timedelta(days=5)
    for facts in (*_nation_wide(first), *_of_the_department(company, first), *_of_local_offices(company, first)):
        _approved(company, facts, first, at)
    lists = [_published(company, first, at)]
    gone = _approved(company, _banks(first)[0], second - timedelta(days=3), at)
    _approved(company, _banks(second)[1], second, at)
    _leader_does(company, second, at, lambda leader, now: actions.withdraw(
        number_id=gone.pk, reason="Đơn vị đã trả số cho doanh nghiệp", actor=leader, now=now))  # fmt: skip
    lists.append(_published(company, second, at))
    _unsettled(company, last_day, at)
    return lists


def _facts(number: str, day: date, *, body: str = "", unit: Unit | None = None, **more: object) -> NumberFacts:
    usual = {"originates": "never", "verified_how": "call_back", "verified_note": "Đã gọi lại tổng đài của cơ quan"}
    return NumberFacts(
        first=number, body_name=body, unit=unit, valid_from=day, verified_on=day,
        verified_by="Chuyên viên Sở", **(usual | more),  # type: ignore[arg-type]
    )  # fmt: skip


def _nation_wide(day: date) -> list[NumberFacts]:
    return [
        _facts(
            number, day, body=body, use=use, verified_how="decision", verified_note=PLAN,
            originates="only_from" if trunk else "never", trunks=(trunk,) if trunk else (),
        )
        for number, body, use, trunk in NATION_WIDE
    ]  # fmt: skip


def _of_the_department(company: Company, day: date) -> list[NumberFacts]:
    operator, unit = stage(company)[-1].name, company.department
    return [
        _facts("0205 000 0001", day, unit=unit, use="đường dây nóng về lừa đảo qua mạng (số mẫu)"),
        _facts(
            "0205 000 0002", day, unit=unit, use="văn phòng (số mẫu)", originates="only_from", trunks=(operator,),
            valid_to=day + timedelta(days=45),
        ),
        _facts(
            "0205 000 0100", day, last="0205 000 0199", body="Ủy ban nhân dân tỉnh", use="tổng đài nội bộ (số mẫu)",
            originates="only_from", trunks=(operator,), shown=False, verified_how="paper",
            verified_note="Văn bản đăng ký của Văn phòng Ủy ban nhân dân tỉnh (mẫu)",
        ),
        _facts(
            "069 000 0000", day, last="069 000 0099", body="Công an tỉnh", use="tổng đài trực ban (số mẫu)",
            patterns=("069 000 1???", "+5630690000*"), verified_how="visit", verified_note="Biên bản làm việc (mẫu)",
        ),
    ]  # fmt: skip


def _of_local_offices(company: Company, day: date) -> list[NumberFacts]:
    local = (UnitKind.COMMUNE_OFFICE, UnitKind.DISTRICT_OFFICE)
    offices = [unit for unit in company.reporting if unit.kind in local][:HOTLINES]
    return [
        _facts(f"0205 000 02{place:02}", day, unit=unit, use="tiếp nhận phản ánh của người dân (số mẫu)")
        for place, unit in enumerate(offices)
    ]


def _banks(day: date) -> tuple[NumberFacts, NumberFacts]:
    body = "Ngân hàng Hư Cấu"
    return (
        _facts("1800 0000", day, body=body, use="chăm sóc khách hàng (số mẫu)"),
        _facts("1900 0000", day, body=body, use="chăm sóc khách hàng, khóa thẻ (số mẫu)"),
    )


def _unsettled(company: Company, last_day: date, at: Callable[[date, int], datetime]) -> None:
    """What a visitor finds to do: one entry waits for the leader, one came back to the officer."""
    now = at(last_day - timedelta(days=1), 14)
    writer = company.writer(company.department, now)
    for number, use in (("0205 000 0003", "thanh tra (số mẫu)"), ("0205 000 0004", "một cửa (số mẫu)")):
        made = actions.add_number(
            facts=_facts(number, now.date(), unit=company.department, use=use), actor=writer, now=now
        )
    leader = company.leader(company.department, now)
    actions.send_back(number_id=made.pk, reason="Bổ sung văn bản đăng ký số", actor=leader, now=now)


def _approved(company: Company, facts: NumberFacts, day: date, at: Callable[[date, int], datetime]) -> ProtectedNumber:
    morning = at(day, 9)
    made = actions.add_number(facts=facts, actor=company.writer(company.department, morning), now=morning)
    seen = {made.pk: digest_of(facts_of(made))}
    _leader_does(company, day, at, lambda leader, now: actions.approve_numbers(seen=seen, actor=leader, now=now))
    made.refresh_from_db()
    assert made.state == NumberState.APPROVED
    return made


def _published(company: Company, day: date, at: Callable[[date, int], datetime]) -> PublishedList:
    now = at(day, 11)
    leader = company.leader(company.department, now)
    return actions.publish_list(seen=plan_list(now).digest, days=30, actor=leader, now=now)


def _leader_does(
    company: Company, day: date, at: Callable[[date, int], datetime], act: Callable[[Actor, datetime], object]
) -> None:
    now = at(day, 10)
    act(company.leader(company.department, now), now)
