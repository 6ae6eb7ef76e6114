"""The table of an incident's states: every move has a way on, every state an owner or an end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.office.incidents.models import Incident, IncidentState
from lachan.office.incidents.policies import (
    INCIDENT_MOVES,
    INCIDENT_NEXT_STEP,
    INCIDENT_OWNER,
    RUNNING,
    IncidentMove,
    allowed,
    state_after,
)
from tests.office.incidents.conftest import refused

S, M = IncidentState, IncidentMove


def test_every_state_has_an_owner_and_a_next_step() -> None:
    assert set(INCIDENT_OWNER) == set(INCIDENT_NEXT_STEP) == set(S)
    assert {state for state in S if INCIDENT_OWNER[state] is not None} == set(RUNNING)


def test_every_move_is_used() -> None:
    assert {move for _state, move in INCIDENT_MOVES} == set(M)


def test_nothing_leads_out_of_what_was_joined() -> None:
    assert not [move for state, move in INCIDENT_MOVES if state == S.JOINED]


@given(st.lists(st.sampled_from(list(M)), max_size=20))
def test_no_way_ends_before_operators_were_asked_or_the_incident_was_put_away(moves: list[IncidentMove]) -> None:
    """In whatever order things are tried: traced comes after asked, closed after a case; a refusal moves nothing."""
    incident, done = Incident(number="SV-2026-0001", state=S.NOTED), []
    for move in moves:
        before = incident.state
        if allowed(incident, move):
            incident.state = state_after(incident, move)
            done.append(move)
        else:
            with refused("not_in_this_state"):
                state_after(incident, move)
            assert incident.state == before
        if incident.state in (S.TRACING, S.TRACED):
            assert M.ASK in done
        if incident.state == S.CLOSED:
            assert done[-1] == M.CLOSE
            assert M.ATTACH in done
        if incident.state == S.JOINED:
            assert done[-1] == M.JOIN


@pytest.mark.parametrize("state", list(S))
def test_every_state_is_reached_and_every_running_one_can_end(state: IncidentState) -> None:
    reached, seen = {S.NOTED}, set()
    while reached - seen:
        one = (reached - seen).pop()
        seen.add(one)
        reached |= {after for (before, _move), after in INCIDENT_MOVES.items() if before == one}
    assert state in reached
    if state in RUNNING:
        ends, seen = {state}, set()
        while ends - seen:
            one = (ends - seen).pop()
            seen.add(one)
            ends |= {after for (before, _move), after in INCIDENT_MOVES.items() if before == one}
        assert ends & {S.CLOSED, S.DISMISSED, S.JOINED}
