"""What holds of every call, whatever is in it."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from lachan.screening import Call, Listed
from lachan.screening.rules import RULES
from lachan.screening.verdict import ACTIONS, NOTHING_FOUND
from tests.screening.messages import ABROAD, CALLEE, HOME, HOT_LINE, OWN_PBX, listed
from tests.screening.test_decide import codes, judged


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Listed:
    return listed(tmp_path_factory.mktemp("lists"))


TEXT = st.one_of(
    st.text(max_size=80),
    st.sampled_from([f"<sip:{HOT_LINE}@h>", "<sip:0912345678@h>;tag=1", '"1" <tel:+84-69>', "<sip:%zz@h>", "<tel:;;>"]),
)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, st.lists(TEXT, max_size=2))
def test_any_text_gets_a_verdict(
    compiled: Listed, callee: str, source: str, one: str, two: str, three: str, four: str, five: str, signed: list[str]
) -> None:
    verdict = judged(compiled, Call(callee, source, one, two, three, four, five, tls_name=source, identity=signed))
    assert verdict.action in ACTIONS
    assert verdict.code == NOTHING_FOUND or verdict.fired or verdict.code == "SCR-EMERGENCY"


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT, TEXT, st.sampled_from([ABROAD, HOME, OWN_PBX, "8.8.8.8"]))
def test_unless_told_otherwise_every_call_passes(compiled: Listed, one: str, two: str, source: str) -> None:
    assert judged(compiled, Call(CALLEE, source, one, two)).passes


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT, TEXT, st.sampled_from([ABROAD, HOME, OWN_PBX, "8.8.8.8"]))
def test_what_rules_may_do_changes_nothing_of_what_they_see(compiled: Listed, one: str, two: str, source: str) -> None:
    strict = "".join(f'[rules.{rule.id}]\nanswer = "{rule.most}"\n' for rule in RULES)
    mild, hard = (judged(compiled, Call(CALLEE, source, one, two), rules) for rules in ("", strict))
    assert codes(mild) == codes(hard)
    assert ACTIONS.index(mild.action) <= ACTIONS.index(hard.action)
