"""Every state has its moves and its owner, and what the table does not name is refused."""

import pytest

from lachan.office.directives import policies
from lachan.office.directives.models import Directive, DirectiveState, Duty, DutyGroup, Task, TaskState
from lachan.office.directives.policies import DirectiveMove, TaskMove, allowed, state_after
from lachan.office.refusals import NotNow


def a_task(state: TaskState, directive: DirectiveState = DirectiveState.ISSUED) -> Task:
    duty = Duty(code="1.1", text="Tuyên truyền", group=DutyGroup(directive=Directive(state=directive)))
    return Task(duty=duty, state=state)


def test_every_state_has_an_owner_and_a_next_step() -> None:
    assert set(policies.DIRECTIVE_OWNER) == set(policies.DIRECTIVE_NEXT_STEP) == set(DirectiveState)
    assert set(policies.TASK_OWNER) == set(policies.TASK_NEXT_STEP) == set(TaskState)


def test_a_state_without_owner_is_left_by_nobody_but_to_undo_it() -> None:
    left = {state for state, _move in policies.DIRECTIVE_MOVES}
    assert {state for state, owner in policies.DIRECTIVE_OWNER.items() if owner is None}.isdisjoint(left)
    left_tasks = {state for (state, move) in policies.TASK_MOVES if move is not TaskMove.REOPEN}
    assert {state for state, owner in policies.TASK_OWNER.items() if owner is None}.isdisjoint(left_tasks)


def test_every_state_is_reached_from_the_first() -> None:
    for moves, first, states in (
        (policies.DIRECTIVE_MOVES, DirectiveState.DRAFT, DirectiveState),
        (policies.TASK_MOVES, TaskState.OPEN, TaskState),
    ):
        reached = {first}
        for _ in states:
            reached |= {after for (state, _move), after in moves.items() if state in reached}
        assert reached == set(states)


@pytest.mark.parametrize("state", DirectiveState)
@pytest.mark.parametrize("move", DirectiveMove)
def test_a_directive_moves_as_the_table_says(state: DirectiveState, move: DirectiveMove) -> None:
    directive = Directive(state=state)
    assert allowed(directive, move) == ((state, move) in policies.DIRECTIVE_MOVES)
    if allowed(directive, move):
        assert state_after(directive, move) == policies.DIRECTIVE_MOVES[(state, move)]
    else:
        with pytest.raises(NotNow) as no:
            state_after(directive, move)
        assert str(state.label) in str(no.value.sentence)


def test_a_task_moves_only_while_its_directive_runs() -> None:
    assert allowed(a_task(TaskState.OPEN), TaskMove.START)
    assert not allowed(a_task(TaskState.OPEN, DirectiveState.CLOSED), TaskMove.START)
    assert not allowed(a_task(TaskState.DONE), TaskMove.PROVE)
