"""What the table does not name is refused; whatever is done in whatever order, the rows stay sound."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lachan.office.cases import actions, policies
from lachan.office.cases.models import Case, CaseState
from lachan.office.cases.policies import CASE_MOVES, CaseMove
from lachan.office.refusals import Refusal
from tests.office.cases.conftest import a_case, put, show
from tests.people import NOW, Cast


def test_every_state_has_an_owner_and_a_next_step() -> None:
    assert set(policies.CASE_OWNER) == set(policies.CASE_NEXT_STEP) == set(CaseState)


def test_every_state_is_reached_from_the_first() -> None:
    reached = {CaseState.OPEN}
    for _ in CaseState:
        reached |= {after for (state, _move), after in CASE_MOVES.items() if state in reached}
    assert reached == set(CaseState)


MOVES: dict[CaseMove, Callable[[Cast, Case], object]] = {
    CaseMove.WRITE: lambda cast, case: put(cast, case, "site", f"{case.subjects.count()}.lua-dao.example"),
    CaseMove.MERGE: lambda cast, case: actions.merge_cases(
        case_id=case.pk, into_id=a_case(cast).pk, reason="Cùng kịch bản", actor=cast.actor("lan"), now=NOW
    ),
    CaseMove.TAKE_IN: lambda cast, case: actions.merge_cases(
        case_id=a_case(cast).pk, into_id=case.pk, reason="Cùng kịch bản", actor=cast.actor("lan"), now=NOW
    ),
    CaseMove.LINK: lambda cast, case: actions.link_cases(
        case_id=case.pk, other_id=a_case(cast).pk, reason="Cùng người", actor=cast.actor("lan"), now=NOW
    ),
    CaseMove.CLOSE: lambda cast, case: actions.close_case(
        case_id=case.pk, outcome="warned", sentence="Đã cảnh báo người dân.", actor=cast.actor("minh"), now=NOW
    ),
    CaseMove.REOPEN: lambda cast, case: actions.reopen_case(
        case_id=case.pk, reason="Có chứng cứ mới", actor=cast.actor("minh"), now=NOW
    ),
}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.sampled_from(sorted(MOVES)), max_size=6))
def test_a_case_moves_as_the_table_says_and_in_no_other_way(cast: Cast, moves: list[CaseMove]) -> None:
    case = a_case(cast)
    for move in moves:
        before = case.state
        try:
            MOVES[move](cast, case)
        except Refusal:
            assert (before, move) not in CASE_MOVES
        else:
            assert (before, move) in CASE_MOVES
        case = Case.objects.get(pk=case.pk)
        assert case.state == CASE_MOVES.get((before, move), before)
        assert (case.state == CaseState.CLOSED) == (case.closed_at is not None) == bool(case.outcome)


def test_a_case_that_was_handed_over_is_not_merged_away(cast: Cast) -> None:
    case = a_case(cast)
    put(cast, case, "number", "0501234567")
    show(cast, case)
    minh = cast.actor("minh")
    actions.hand_over_case(case_id=case.pk, to_unit_id=cast.police.pk, actor=minh, now=NOW)
    actions.close_case(case_id=case.pk, outcome="police", sentence="Công an đang xử lý.", actor=minh, now=NOW)
    case = actions.reopen_case(case_id=case.pk, reason="Có chứng cứ mới", actor=minh, now=NOW)
    assert not policies.allowed(case, CaseMove.MERGE)
    with pytest.raises(Refusal) as no:
        MOVES[CaseMove.MERGE](cast, case)
    assert no.value.code == "handed_over_before"
