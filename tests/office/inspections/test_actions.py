"""What is done with inspections, and what is refused; personal data lie sealed."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.http import Http404

from lachan.office.inspections import actions
from lachan.office.inspections.models import Fine, Inspection, InspectionState
from lachan.office.inspections.policies import INSPECTION_MOVES, INSPECTION_NEXT_STEP, INSPECTION_OWNER, InspectionMove
from lachan.office.inspections.queries import counts_in
from lachan.office.inspections.sealing import opened
from lachan.office.refusals import NotAllowed, NotNow, NotRight, Refusal
from lachan.office.trail.models import Entry
from tests.office.inspections.conftest import (
    EXPLANATION,
    NAME,
    NUMBERS,
    TEAM,
    a_plan,
    decided,
    held,
    judge_all,
    planned,
)
from tests.people import NOW, Cast


def refused(code: str, what: Callable[[], object]) -> None:
    with pytest.raises(Refusal) as error:
        what()
    assert error.value.code == code


def test_numbers_of_the_register_run_without_gaps(cast: Cast) -> None:
    first = planned(cast)
    refused("team_size", lambda: planned(cast, team=TEAM[:1]))
    assert (first.number, planned(cast).number) == ("KT-2026-0001", "KT-2026-0002")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": "Kiểm tra số 0501234567"}, "number_in_the_open"),
        ({"inspected_kind": "village"}, "kind_unknown"),
        ({"inspected": " "}, "inspected_length"),
        ({"ends_on": date(2026, 2, 27)}, "ends_before_start"),
        ({"ends_on": date(2026, 5, 1)}, "too_long"),
    ],
)
def test_a_plan_that_is_not_right_is_refused(cast: Cast, changes: dict[str, object], code: str) -> None:
    refused(code, lambda: planned(cast, **changes))
    assert not Inspection.objects.exists()


@pytest.mark.parametrize("who", ["dung", "hoa", "vy", "khoa", "quan"])
def test_who_does_not_write_for_the_department_plans_nothing(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        actions.plan_inspection(unit=cast.department, plan=a_plan(cast), actor=cast.actor(who), now=NOW)


def test_a_line_that_is_no_number_puts_none_on_the_list_and_is_named(cast: Cast) -> None:
    found = planned(cast)
    with pytest.raises(NotRight, match="Dòng 2"):
        actions.add_numbers(
            inspection_id=found.pk, lines="0501234599\nhai số nữa", sign="Dấu hiệu khác", actor=cast.actor("lan"),
            now=NOW,
        )  # fmt: skip
    assert found.numbers.count() == len(NUMBERS)


def test_a_number_stands_on_the_list_once_however_it_is_written(cast: Cast) -> None:
    found = planned(cast)
    again = actions.add_numbers(
        inspection_id=found.pk, lines="050.123.4567\n0501234570", sign="Dấu hiệu khác", actor=cast.actor("lan"), now=NOW
    )
    assert again == 1
    assert [row.order for row in found.numbers.all()] == [1, 2, 3, 4]


def test_only_the_leader_decides_with_two_factors_and_not_without_numbers(cast: Cast) -> None:
    found = planned(cast)

    def by(name: str, *, two: bool = True) -> Inspection:
        return actions.decide(
            inspection_id=found.pk, decision_number="", decision_on=date(2026, 3, 2),
            actor=cast.actor(name, second_factor=two), now=NOW,
        )  # fmt: skip

    refused("not_yours", lambda: by("lan"))
    refused("not_yours", lambda: by("minh", two=False))
    assert by("minh").state == InspectionState.DECIDED
    refused("not_in_this_state", lambda: by("minh"))
    empty = actions.plan_inspection(unit=cast.department, plan=a_plan(cast), actor=cast.actor("lan"), now=NOW)
    refused(
        "no_numbers",
        lambda: actions.decide(
            inspection_id=empty.pk, decision_number="", decision_on=date(2026, 3, 2), actor=cast.actor("minh"), now=NOW
        ),
    )


@pytest.mark.parametrize(
    ("result", "measure", "code"),
    [
        ("open", "none", "result_unknown"),
        ("dropped", "one_way", "measure_without_fault"),
        ("confirmed", "none", "fault_without_measure"),
        ("confirmed", "jail", "measure_unknown"),
    ],
)
def test_result_and_measure_have_to_fit(cast: Cast, result: str, measure: str, code: str) -> None:
    found = decided(cast)
    row = found.numbers.all()[0]
    refused(
        code,
        lambda: actions.judge_number(
            inspection_id=found.pk, number_id=row.pk, result=result, measure=measure, note="", now=NOW,
            actor=cast.actor("lan"),
        ),
    )  # fmt: skip


def test_minutes_wait_for_the_last_number_and_stay_inside_the_decision(cast: Cast) -> None:
    found = decided(cast)

    def hold(began_minutes_ago: int, ended_minutes_ago: int, days_ago: int = 0) -> Inspection:
        return actions.hold(
            inspection_id=found.pk, place="Trụ sở Sở", explanation=EXPLANATION, actor=cast.actor("lan"), now=NOW,
            began_at=NOW - timedelta(days=days_ago, minutes=began_minutes_ago),
            ended_at=NOW - timedelta(days=days_ago, minutes=ended_minutes_ago),
        )  # fmt: skip

    refused("numbers_waiting", lambda: hold(60, 5))
    judge_all(cast, found)
    refused("ends_before_start", lambda: hold(5, 60))
    refused("not_over", lambda: hold(5, -5))
    refused("outside_the_decision", lambda: hold(60, 5, days_ago=1))
    assert hold(60, 5).state == InspectionState.HELD
    row = found.numbers.all()[0]
    refused(
        "not_in_this_state",
        lambda: actions.judge_number(
            inspection_id=found.pk, number_id=row.pk, result="dropped", measure="none", note="", now=NOW,
            actor=cast.actor("lan"),
        ),
    )  # fmt: skip


def fine(cast: Cast, found: Inspection, *, numbers: int = 2, amount: int | None = None, basis: str = "") -> Fine:
    return actions.propose_fine(
        inspection_id=found.pk, act="subscriber_information", act_on=date(2026, 3, 2), numbers=numbers, amount=amount,
        basis=basis, actor=cast.actor("lan"), now=NOW,
    )  # fmt: skip


def test_a_fine_before_the_decree_has_no_band_and_needs_amount_and_ground(cast: Cast) -> None:
    found = held(cast)
    refused("amount_missing", lambda: fine(cast, found))
    refused("basis_missing", lambda: fine(cast, found, amount=1_000_000))
    made = fine(cast, found, amount=1_000_000, basis="Nghị định 15/2020/NĐ-CP")
    assert (made.least, made.most, made.proposed) == (None, None, 1_000_000)


def test_a_fine_rests_on_confirmed_numbers_only(cast: Cast) -> None:
    found = held(cast)
    for numbers in (0, 3):
        refused("more_than_confirmed", lambda numbers=numbers: fine(cast, found, numbers=numbers, amount=1))


def test_the_whole_way_counts_in_the_figures_of_its_day_right_to_the_row(cast: Cast) -> None:
    found = held(cast)
    made = fine(cast, found, amount=3_000_000, basis="Nghị định 15/2020/NĐ-CP")
    planned(cast)  # another one, that does not count
    day = date(2026, 3, 2)
    assert set(counts_in(day, day, cast.department).values()) == {0}
    actions.conclude(
        inspection_id=found.pk, conclusion="Hai thuê bao không đúng quy định.", follow_up_on=date(2026, 4, 2),
        actor=cast.actor("minh"), now=NOW,
    )  # fmt: skip
    refused(
        "fines_waiting",
        lambda: actions.close(inspection_id=found.pk, follow_up="Đã chuẩn hóa xong.", actor=cast.actor("lan"), now=NOW),
    )
    actions.fine_decided(
        inspection_id=found.pk, fine_id=made.pk, decision_number="20/QĐ-XPHC", decision_on=day, amount=2_500_000,
        actor=cast.actor("lan"), now=NOW,
    )  # fmt: skip
    refused(
        "fine_settled",
        lambda: actions.drop_fine(
            inspection_id=found.pk, fine_id=made.pk, reason="Đã phạt rồi", actor=cast.actor("lan"), now=NOW
        ),
    )
    counted = {"KT-01": 1, "KT-02": 1, "KT-03": 3, "KT-04": 2, "KT-05": 1, "KT-06": 2_500_000}
    assert counts_in(day, day, cast.department) == counted
    assert counts_in(date(2026, 1, 1), date(2026, 3, 1), cast.department) == dict.fromkeys(counted, 0)
    assert counts_in(day, day, cast.commune_a) == dict.fromkeys(counted, 0)
    closed = actions.close(inspection_id=found.pk, follow_up="Đã chuẩn hóa xong.", actor=cast.actor("lan"), now=NOW)
    assert closed.state == InspectionState.CLOSED


def test_names_numbers_and_explanations_lie_sealed_and_open_for_a_purpose_that_is_kept(cast: Cast) -> None:
    found = held(cast)
    stored = (
        str(list(Inspection.objects.values())) + str(list(found.numbers.values())) + str(list(Entry.objects.values()))
    )
    for secret in (NAME, EXPLANATION, "501234567"):
        assert secret not in stored
    refused(
        "purpose_missing",
        lambda: actions.open_all(inspection_id=found.pk, purpose="", actor=cast.actor("lan"), now=NOW),
    )
    with pytest.raises(NotAllowed):
        actions.open_all(inspection_id=found.pk, purpose="Đối chiếu hồ sơ", actor=cast.actor("dung"), now=NOW)
    _, full = actions.open_all(inspection_id=found.pk, purpose="Đối chiếu hồ sơ", actor=cast.actor("lan"), now=NOW)
    assert sorted(full.values()) == ["+84501234567", "+84501234568", "+84501234569"]
    assert Entry.objects.filter(event="inspection_revealed", purpose="Đối chiếu hồ sơ").count() == 1
    assert opened(found, "sealed_inspected") == NAME


def test_a_sealed_name_moved_into_another_row_does_not_open(cast: Cast) -> None:
    one, other = planned(cast), planned(cast, inspected="Công ty Bịa Đặt")
    Inspection.objects.filter(pk=one.pk).update(sealed_inspected=other.sealed_inspected)
    with pytest.raises(NotNow, match="không mở được"):
        opened(Inspection.objects.get(pk=one.pk), "sealed_inspected")


@pytest.mark.parametrize("who", ["hoa", "vy", "khoa", "son"])
def test_for_others_an_inspection_is_not_there(cast: Cast, who: str) -> None:
    found = decided(cast)
    with pytest.raises(Http404):
        actions.add_numbers(inspection_id=found.pk, lines="0501234590", sign="Dấu hiệu", actor=cast.actor(who), now=NOW)


def test_a_cancelled_inspection_says_why_and_goes_no_further(cast: Cast) -> None:
    found = decided(cast)
    refused(
        "not_yours", lambda: actions.cancel(inspection_id=found.pk, reason="Hoãn", actor=cast.actor("lan"), now=NOW)
    )
    ended = actions.cancel(
        inspection_id=found.pk, reason="Chủ thuê bao đã tự chuẩn hóa", actor=cast.actor("minh"), now=NOW
    )
    assert ended.state == InspectionState.CANCELLED
    assert not any(state == InspectionState.CANCELLED for state, _move in INSPECTION_MOVES)


def test_every_state_has_an_owner_and_a_next_step_and_is_reached() -> None:
    assert set(INSPECTION_OWNER) == set(INSPECTION_NEXT_STEP) == set(InspectionState)
    assert set(INSPECTION_MOVES.values()) == set(InspectionState)
    assert {move for _state, move in INSPECTION_MOVES} == set(InspectionMove)
