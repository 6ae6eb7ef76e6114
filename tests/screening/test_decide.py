"""What the screen says of calls: each rule when it must speak, and the near miss when it must not."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.readers.protected_list import ProtectedList
from lachan.screening import Call, Listed, LocalRates, NoRates, Rates, Screen, Tables, Verdict, decide, ended
from lachan.screening.passport import Authentication, Code
from lachan.screening.rules import RULES
from lachan.screening.tables import ORDINARY
from lachan.screening.verdict import FAILED, NOTHING_FOUND
from lachan.vietnam.numbers import explain
from tests.screening.messages import (
    ABROAD,
    CALLEE,
    HOME,
    HOT_LINE,
    NOW,
    ONLY_FROM_PBX,
    OWN_PBX,
    TRUNKS,
    USUAL,
    call,
    listed,
    settings,
)

FOREIGN, MOBILE, FIXED = "+12025550123", "+84912345678", "+842431234567"


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Listed:
    return listed(tmp_path_factory.mktemp("lists"))


def judged(
    compiled: Listed,
    one: Call,
    rules: str = "",
    *,
    trunks: str = TRUNKS,
    rates: Rates | None = None,
    roams: bool | None = None,
    authentication: Authentication | None = None,
    now: float = NOW,
) -> Verdict:
    """The verdict on a call."""
    tables = Tables(settings(rules, trunks), compiled, roaming=lambda *_: roams)
    if authentication:
        tables.authenticate = lambda *_: authentication
    return decide(one, tables, NoRates() if rates is None else rates, now=now)


def codes(verdict: Verdict) -> set[str]:
    return {one.code for one in verdict.fired}


@pytest.mark.parametrize(
    ("number", "source"),
    [
        (FOREIGN, ABROAD),
        ("12025550123", ABROAD),
        (MOBILE, HOME),
        ("0912345678", HOME),
        (FIXED, HOME),
        (FOREIGN, HOME),
        ("02431234567", OWN_PBX),
        (ONLY_FROM_PBX, OWN_PBX),
        ("+842437654322", HOME),
        ("+842438888889", HOME),
        ("19001234", HOME),
        ("0692349000", HOME),
    ],
)
def test_an_honest_call_is_allowed(compiled: Listed, number: str, source: str) -> None:
    verdict = judged(compiled, call(number, source))
    assert (verdict.action, verdict.code, verdict.fired) == ("allow", NOTHING_FOUND, ())
    assert verdict.passes


@pytest.mark.parametrize(
    ("number", "source", "code"),
    [
        (HOT_LINE, HOME, "SCR-001"),
        ("0" + HOT_LINE[3:], OWN_PBX, "SCR-001"),
        (HOT_LINE, "8.8.8.8", "SCR-001"),
        ("0692348560", HOME, "SCR-001"),
        (ONLY_FROM_PBX, HOME, "SCR-002"),
        (ONLY_FROM_PBX, ABROAD, "SCR-002"),
        ("+5630692348560", ABROAD, "SCR-003"),
        ("+840692348560", HOME, "SCR-003"),
        ("02433544444", HOME, "SCR-003"),
        (FIXED, ABROAD, "SCR-004"),
        ("19001234", ABROAD, "SCR-004"),
        ("113", ABROAD, "SCR-004"),
        (MOBILE, ABROAD, "SCR-006"),
        ("+8491234567", HOME, "SCR-007"),
        ("alice", HOME, "SCR-007"),
        ("+840912345678", HOME, "SCR-007"),
        ("12", HOME, "SCR-007"),
        ("٠٩١٢٣٤٥٦٧٨", HOME, "SCR-007"),
        ("+842011234567", HOME, "SCR-008"),
        ("01681234567", HOME, "SCR-008"),
        ("+9991234567", ABROAD, "SCR-008"),
        (FOREIGN, "8.8.8.8", "SCR-012"),
    ],
)
def test_a_suspicious_number_is_watched_by_its_rule(compiled: Listed, number: str, source: str, code: str) -> None:
    verdict = judged(compiled, call(number, source))
    assert (verdict.action, verdict.code) == ("watch", code)
    assert verdict.passes
    assert verdict.reason.vi
    assert verdict.reason.en


def test_the_day_of_the_call_counts_in_vietnam(tmp_path: Path) -> None:
    first_of_march = datetime(2026, 2, 28, 17, 0, tzinfo=UTC).timestamp()
    ranges = tuple(one for one in USUAL.ranges if one.first == HOT_LINE)
    from_march = ProtectedList(
        1,
        USUAL.issued_at,
        USUAL.valid_until,
        "Sở",
        tuple(type(one)(HOT_LINE, HOT_LINE, "Sở", "never", (), date(2026, 3, 1), None) for one in ranges),
        (),
    )
    tables = Tables(settings(), listed(tmp_path, from_march))
    found = [decide(call(HOT_LINE, HOME), tables, NoRates(), now=first_of_march + add).code for add in (-1, 0, 1)]
    assert found == [NOTHING_FOUND, "SCR-001", "SCR-001"]


def test_the_roaming_plug_decides_on_a_mobile_number_from_abroad(compiled: Listed) -> None:
    reject = '[rules.SCR-005]\nanswer = "reject"'
    assert judged(compiled, call(MOBILE), reject, roams=True).action == "allow"
    assert (judged(compiled, call(MOBILE), reject, roams=False).action) == "reject"
    unknown = judged(compiled, call(MOBILE), reject, roams=None)
    assert (unknown.action, unknown.code) == ("watch", "SCR-006")


def test_one_call_asks_about_two_numbers_at_most(compiled: Listed) -> None:
    asked: list[str] = []
    tables = Tables(settings(), compiled, roaming=lambda number, _: asked.append(number))
    many = ", ".join(f"<sip:+8491234567{one}@h>" for one in range(8))
    verdict = decide(call(asserted=many), tables, NoRates(), now=NOW)
    assert asked == ["+84912345670", "+84912345671"]
    assert {"SCR-006", "SCR-009"} == codes(verdict)


def test_a_forwarded_call_is_not_rejected_for_coming_from_abroad(compiled: Listed) -> None:
    forwarded = call(FIXED, diversion="<sip:+12025550199@h>;reason=no-answer")
    reject = '[rules.SCR-004]\nanswer = "reject"\n'
    assert judged(compiled, call(FIXED), reject).action == "reject"
    assert judged(compiled, forwarded, reject).action == "watch"
    assert judged(compiled, forwarded, reject + "forwarded_too = true").action == "reject"


def test_forwarding_excuses_no_protected_number(compiled: Listed) -> None:
    forwarded = call(HOT_LINE, diversion="<sip:+12025550199@h>")
    assert judged(compiled, forwarded, '[rules.SCR-001]\nanswer = "reject"').action == "reject"


def test_who_forwarded_is_judged_too(compiled: Listed) -> None:
    assert judged(compiled, call(FOREIGN, diversion=f"<sip:{HOT_LINE}@h>")).code == "SCR-021"
    assert judged(compiled, call(FOREIGN, diversion="<sip:+8491@h>")).code == "SCR-021"
    assert judged(compiled, call(FOREIGN, diversion=f"<sip:{MOBILE}@h>")).code == NOTHING_FOUND
    assert judged(compiled, call(FOREIGN, OWN_PBX, diversion=f"<sip:{ONLY_FROM_PBX}@h>")).code == NOTHING_FOUND


@pytest.mark.parametrize("header", ["asserted", "remote_party"])
def test_of_contradicting_identities_the_most_damning_is_judged(compiled: Listed, header: str) -> None:
    one = call(FOREIGN, **{header: f"<sip:{HOT_LINE}@h>"})
    verdict = judged(compiled, one, '[rules.SCR-001]\nanswer = "reject"')
    assert (verdict.action, verdict.code) == ("reject", "SCR-001")
    assert "SCR-009" in codes(verdict)
    other = call(HOT_LINE, **{header: f"<sip:{FOREIGN}@h>"})
    assert judged(compiled, other, '[rules.SCR-001]\nanswer = "reject"').action == "reject"


def test_contradiction_alone_is_watched_and_two_writings_are_none(compiled: Listed) -> None:
    assert judged(compiled, call(FIXED, HOME, asserted=f"<tel:{MOBILE}>")).code == "SCR-009"
    same = call("0912345678", HOME, asserted="<sip:+84912345678@h>, <tel:+84-912-345-678>")
    assert judged(compiled, same).code == NOTHING_FOUND


def test_a_number_displayed_in_place_of_a_name_is_judged(compiled: Listed) -> None:
    one = Call(CALLEE, ABROAD, f'"069 2348 560" <sip:{FOREIGN}@h>;tag=1')
    assert {"SCR-001", "SCR-009"} <= codes(judged(compiled, one))
    customer = Call(CALLEE, HOME, f'"00012345678901" <sip:{MOBILE}@h>;tag=1')
    assert judged(compiled, customer).code == NOTHING_FOUND


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"from_": "<sip:anonymous@anonymous.invalid>"}, "SCR-011"),
        ({}, "SCR-011"),
        (
            {"from_": "<sip:anonymous@anonymous.invalid>", "asserted": f"<sip:{MOBILE}@h>"},
            NOTHING_FOUND,
        ),
        ({"from_": '"A <sip:1@h>'}, "SCR-010"),
        ({"from_": f"<sip:{MOBILE}@h>", "asserted": "x" * 70_000}, "SCR-010"),
    ],
)
def test_hidden_and_broken_callers_are_watched(compiled: Listed, headers: dict[str, str], code: str) -> None:
    verdict = judged(compiled, Call(CALLEE, HOME, **headers))
    assert verdict.code == code
    assert verdict.passes


def test_a_rule_can_be_off_and_a_trunk_bounds_what_is_done(compiled: Listed) -> None:
    reject = '[rules.SCR-007]\nanswer = "reject"\n'
    home = 'kind = "domestic"\n'
    assert judged(compiled, call("alice", HOME), reject).action == "reject"
    assert judged(compiled, call("alice", HOME), '[rules.SCR-007]\nanswer = "off"').action == "allow"
    watched = TRUNKS.replace(home, home + 'at_most = "watch"\n')
    assert judged(compiled, call("alice", HOME), reject, trunks=watched).action == "watch"
    off_here = TRUNKS.replace(home, home + 'rules = {SCR-007 = "off"}\n')
    assert judged(compiled, call("alice", HOME), reject, trunks=off_here).action == "allow"
    assert judged(compiled, call("alice", OWN_PBX), reject, trunks=off_here).action == "reject"


@pytest.mark.parametrize(
    ("status", "code", "phrase", "header"),
    [
        (
            "603+",
            603,
            "Network Blocked",
            'Reason: SIP;cause=603;text="v=analytics1;url=https://nha-mang.example/khieu-nai";location=RLN',
        ),
        ("603", 603, "Decline", None),
        ("403", 403, "Forbidden", None),
        ("607", 607, "Unwanted", None),
        ("608", 608, "Rejected", None),
    ],
)
def test_a_reject_has_the_answer_configured(
    compiled: Listed, status: str, code: int, phrase: str, header: str | None
) -> None:
    verdict = judged(compiled, call(HOT_LINE), f'[rules.SCR-001]\nanswer = "reject"\nstatus = "{status}"')
    assert not verdict.passes
    assert (verdict.answer.status, verdict.answer.phrase) == (code, phrase)
    assert verdict.answer.headers == ((header,) if header else ())


def test_a_label_carries_its_text(compiled: Listed) -> None:
    rule = '[rules.SCR-001]\nanswer = "label"\n'
    assert judged(compiled, call(HOT_LINE), rule + 'label = "Coi chừng"').answer.label == "Coi chừng"
    assert judged(compiled, call(HOT_LINE), rule).answer.label


def test_the_heaviest_answer_decides_and_the_order_of_rules_between_equals(compiled: Listed) -> None:
    one = call(FIXED, asserted=f"<sip:{HOT_LINE}@h>")
    assert judged(compiled, one).code == "SCR-001"
    assert judged(compiled, one, '[rules.SCR-004]\nanswer = "label"').code == "SCR-004"
    both = '[rules.SCR-004]\nanswer = "reject"\n[rules.SCR-001]\nanswer = "reject"'
    assert judged(compiled, one, both).code == "SCR-001"


def test_attempts_of_a_caller_are_counted_and_an_exception_is_not(compiled: Listed) -> None:
    rules = "[rules.SCR-013]\nlimit = 5\n[rules.SCR-014]\nlimit = 1000\n[rules.SCR-015]\nlimit = 1000"
    rates = LocalRates()
    found = [judged(compiled, call(MOBILE, HOME), rules, rates=rates).code for _ in range(7)]
    assert found == [NOTHING_FOUND] * 5 + ["SCR-013"] * 2
    assert judged(compiled, call("0912345679", HOME), rules, rates=rates).code == NOTHING_FOUND
    assert judged(compiled, call(MOBILE, OWN_PBX), rules, rates=rates).code == NOTHING_FOUND, "another trunk"
    busy = rules.replace("limit = 5", f'limit = 5\nexcept = ["0{MOBILE[3:]}"]')
    assert judged(compiled, call(MOBILE, HOME), busy, rates=rates).code == NOTHING_FOUND


def test_a_refused_call_is_not_counted_and_a_watched_one_is(compiled: Listed) -> None:
    rules = "[rules.SCR-013]\nlimit = 5"
    for answer, told in (("reject", {"SCR-001"}), ("watch", {"SCR-001", "SCR-013"})):
        rates = LocalRates()
        found = [
            judged(compiled, call(HOT_LINE, HOME), f'{rules}\n[rules.SCR-001]\nanswer = "{answer}"', rates=rates)
            for _ in range(7)
        ]
        assert codes(found[-1]) == told
        assert bool(found[-1].counted_as) is (answer == "watch")


def test_fan_out_counts_distinct_callees_and_never_too_many(compiled: Listed) -> None:
    rules = "[rules.SCR-013]\nlimit = 100000\n[rules.SCR-014]\nlimit = 10\n[rules.SCR-015]\nlimit = 100000"

    def codes_of(callees: list[int]) -> list[str]:
        rates = LocalRates()
        calls = (call(MOBILE, HOME, f"sip:+8424{11111111 + one}@h") for one in callees)
        return [judged(compiled, one, rules, rates=rates).code for one in calls]

    assert set(codes_of([one % 10 for one in range(200)])) == {NOTHING_FOUND}
    many = codes_of(list(range(40)))
    assert set(many[:10]) == {NOTHING_FOUND}
    assert many[-1] == "SCR-014"


def test_calls_given_up_at_once_are_counted(compiled: Listed) -> None:
    rules = "[rules.SCR-013]\nlimit = 1000\n[rules.SCR-014]\nlimit = 1000\n[rules.SCR-015]\nlimit = 3"
    tables = Tables(settings(rules), compiled)

    def last_code(seconds: float, answered: bool) -> str:
        rates = LocalRates()
        verdict = decide(call(MOBILE, HOME), tables, rates, now=NOW)
        for _ in range(6):
            ended(verdict.counted_as, seconds, tables, rates, answered=answered)
            verdict = decide(call(MOBILE, HOME), tables, rates, now=NOW)
        return verdict.code

    assert last_code(2, answered=False) == "SCR-015"
    assert last_code(2, answered=True) == NOTHING_FOUND
    assert last_code(30, answered=False) == NOTHING_FOUND


def test_a_trunk_may_send_what_was_agreed(compiled: Listed) -> None:
    trunks = TRUNKS.replace('kind = "domestic"\n', 'kind = "domestic"\nmost_calls = 3\n')
    rates = LocalRates()
    calls = [call(f"+8491234567{one}", HOME) for one in range(5)]
    found = [judged(compiled, one, trunks=trunks, rates=rates).code for one in calls]
    assert found == [NOTHING_FOUND] * 3 + ["SCR-016"] * 2
    assert judged(compiled, call(FOREIGN), trunks=trunks, rates=rates).code == NOTHING_FOUND


@pytest.mark.parametrize(
    ("status", "reason", "code"),
    [
        ("valid", Code.VALID, NOTHING_FOUND),
        ("invalid", Code.SIGNATURE_WRONG, "SCR-017"),
        ("invalid", Code.IAT_OLD, "SCR-017"),
        ("invalid", Code.NUMBER_NOT_COVERED, "SCR-019"),
        ("unknown", Code.CERTIFICATE_NOT_HELD, "SCR-020"),
    ],
)
def test_what_the_signature_shows_is_judged(compiled: Listed, status: str, reason: Code, code: str) -> None:
    one = Call(CALLEE, HOME, f"<sip:{MOBILE}@h>", identity=("x",))
    found = Authentication(status, reason)  # type: ignore[arg-type]
    assert judged(compiled, one, authentication=found).code == code


def test_a_trunk_that_must_sign_is_asked_for_it(compiled: Listed) -> None:
    trunks = TRUNKS.replace('kind = "domestic"\n', 'kind = "domestic"\nmust_sign = true\n')
    assert judged(compiled, call(MOBILE, HOME), trunks=trunks).code == "SCR-018"
    assert judged(compiled, call(FOREIGN), trunks=trunks).code == NOTHING_FOUND


def test_a_signature_for_another_number_shown_is_found(compiled: Listed) -> None:
    asked: list[str | None] = []

    def authenticate(_call: Call, caller: str | None, _callee: str, _now: float) -> Authentication:
        asked.append(caller)
        return (
            Authentication("valid", Code.VALID) if caller == FIXED else Authentication("invalid", Code.CALLER_DIFFERS)
        )

    tables = Tables(settings(), compiled, authenticate=authenticate)
    one = Call(CALLEE, HOME, f"<sip:{FIXED}@h>", f"<sip:{MOBILE}@h>", identity=("x",))
    assert decide(one, tables, NoRates(), now=NOW).code == "SCR-009"
    assert asked == [MOBILE, FIXED]


def test_without_a_list_nothing_is_protected() -> None:
    assert decide(call(HOT_LINE, HOME), Tables(settings()), NoRates(), now=NOW).code == NOTHING_FOUND


def test_new_tables_count_from_the_next_call_on(compiled: Listed) -> None:
    tables = Tables(settings())
    assert decide(call(HOT_LINE, HOME), tables, NoRates(), now=NOW).action == "allow"
    tables.replace(listed=compiled)
    assert decide(call(HOT_LINE, HOME), tables, NoRates(), now=NOW).action == "watch"
    tables.replace(settings=settings('[rules.SCR-001]\nanswer = "reject"'))
    assert decide(call(HOT_LINE, HOME), tables, NoRates(), now=NOW).action == "reject"


@pytest.mark.parametrize(("open_", "passes"), [("", True), ("fail_open = true", True), ("fail_open = false", False)])
def test_when_the_screen_fails_the_call_goes_as_configured(compiled: Listed, open_: str, passes: bool) -> None:
    class Broken(NoRates):
        def add(self, key: str, seconds: int) -> int:
            raise RuntimeError(key)

    screen = Screen(Tables(settings(f"[screen]\n{open_}"), compiled), Broken())
    verdict = screen.judge(call(MOBILE, HOME), NOW)
    assert (verdict.code, verdict.passes, screen.failures) == (FAILED, passes, 1)
    assert verdict.answer.status == (0 if passes else 503)
    assert screen.judge(call(callee="sip:113@h"), NOW).passes


def test_a_callee_of_any_length_takes_no_room_in_the_rates(compiled: Listed) -> None:
    rates = LocalRates()
    rules = "[rules.SCR-013]\nlimit = 1\n[rules.SCR-014]\nlimit = 1"
    for _ in range(5):
        judged(compiled, call(MOBILE, HOME, f"sip:{'1' * 60_000}@h"), rules, rates=rates)
    assert all(len(key) < 200 for key in rates._new)


def test_what_is_only_unknown_can_never_be_rejected() -> None:
    bounded = {rule.id for rule in RULES if rule.most == "label"}
    assert bounded == {"SCR-006", "SCR-009", "SCR-010", "SCR-011", "SCR-020"}


@given(
    st.sampled_from(sorted(ORDINARY)),
    st.integers(min_value=0, max_value=99_999),
    st.dates(min_value=date(2018, 1, 1), max_value=date(2030, 1, 1)),
)
def test_an_ordinary_mobile_number_is_explained_from_its_first_digits_as_in_full(
    prefix: str, rest: int, day: date
) -> None:
    text = f"+84{prefix}{rest:05}"
    found = explain(text, trunk_kind="domestic", on=day)
    assert (found.normal, found.what, found.signs) == (text, ORDINARY[prefix], ())
