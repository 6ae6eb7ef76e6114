"""The table of states: complete, and without a way around a signature."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import transaction
from django.http import Http404
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from lachan.office.people.models import Membership, Person, Role
from lachan.office.refusals import NotNow, Refusal
from lachan.office.reports.actions.drafts import add_proof, remove_proof, send_to_sign
from lachan.office.reports.actions.extensions import ask_extension, decide_extension
from lachan.office.reports.actions.signing import accept_report, return_report
from lachan.office.reports.content import digest_of, standing_signature
from lachan.office.reports.models import ReportState, Round, RoundState, UnitReport
from lachan.office.reports.policies import MOVES, NEXT_STEP, OWNER, WAITS_FOR_UNIT, Move, is_allowed, state_after
from tests.office.reports.conftest import filled, save, sign
from tests.office.reports.test_drafts import PNG
from tests.people import NOW, SINCE, Cast

PEOPLE = st.sampled_from(("hoa", "tam", "lan", "minh", "son"))


def test_every_state_has_one_owner_and_a_next_step() -> None:
    assert set(OWNER) == set(NEXT_STEP) == set(ReportState)
    assert {state for state, owner in OWNER.items() if owner is None} == {ReportState.ACCEPTED, ReportState.HANDED_OVER}


def test_every_state_can_be_reached_from_a_draft() -> None:
    reached, before = {ReportState.DRAFT}, set()
    while reached != before:
        before = set(reached)
        reached |= {after for (state, _move), after in MOVES.items() if state in reached}
    assert reached == set(ReportState)


def test_a_report_is_signed_only_by_signing_and_accepted_only_after() -> None:
    into_signed = {(s, m) for (s, m), after in MOVES.items() if after == S.SIGNED and s != S.SIGNED}
    assert into_signed == {(S.TO_SIGN, Move.SIGN)}
    assert {(s, m) for (s, m), after in MOVES.items() if after == S.ACCEPTED} == {(S.SIGNED, Move.ACCEPT)}
    assert {after for (_s, m), after in MOVES.items() if m == Move.SAVE} == {S.DRAFT}
    assert not [key for key in MOVES if key[0] == S.HANDED_OVER]


S = ReportState


@pytest.mark.parametrize("move", Move)
@pytest.mark.parametrize("state", ReportState)
def test_the_table_is_what_actions_are_told(state: ReportState, move: Move) -> None:
    report = UnitReport(round=Round(), state=state)
    assert is_allowed(report, move) == ((state, move) in MOVES)
    if not is_allowed(report, move):
        with pytest.raises(NotNow):
            state_after(report, move)
    report.round.state = RoundState.CLOSED
    assert not is_allowed(report, move)


class Life(RuleBasedStateMachine):
    """Anybody tries anything in any order: whatever is refused changes nothing, whatever is done keeps the promises."""

    cast: Cast
    report: UnitReport
    seen = 0

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.now = NOW

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)

    def attempt(self, work: Callable[[], object]) -> None:
        self.now += timedelta(minutes=1)
        before = self.fresh()
        digest = digest_of(before)
        try:
            with transaction.atomic():
                work()
        except (Refusal, Http404):
            after = self.fresh()
            assert (after.state, after.version, digest_of(after)) == (before.state, before.version, digest)

    def fresh(self) -> UnitReport:
        return UnitReport.objects.select_related("round__directive", "unit").get(pk=self.report.pk)

    def who(self, name: str) -> Person:
        return getattr(self.cast, name)

    @rule()
    def go_on(self) -> None:
        """The next step by the person whose turn it is: else chance alone would hardly ever come to a signature."""
        state = self.fresh().state
        if state == S.DRAFT and self.fresh().version:
            self.send("hoa")
        elif state in (S.DRAFT, S.RETURNED):
            self.save("hoa", 1)
        elif state == S.TO_SIGN:
            self.sign("tam")
        elif state == S.SIGNED:
            self.accept("minh")

    @rule(name=PEOPLE, value=st.integers(0, 3))
    def save(self, name: str, value: int) -> None:
        report = self.fresh()
        self.attempt(lambda: save(report, self.who(name), draft=filled(report, value), now=self.now))

    @rule(name=PEOPLE)
    def add_file(self, name: str) -> None:
        actor = self.cast.actor(name)
        self.attempt(
            lambda: add_proof(report_id=self.report.pk, upload=BytesIO(PNG), name="a.png", actor=actor, now=self.now)
        )

    @precondition(lambda self: self.report.files.exists())
    @rule(name=PEOPLE)
    def remove_file(self, name: str) -> None:
        file, actor = self.report.files.all()[0], self.cast.actor(name)
        self.attempt(lambda: remove_proof(report_id=self.report.pk, file_id=file.pk, actor=actor, now=self.now))

    @rule(name=PEOPLE)
    def send(self, name: str) -> None:
        self.attempt(lambda: send_to_sign(report_id=self.report.pk, actor=self.cast.actor(name), now=self.now))

    @rule(name=PEOPLE)
    def sign(self, name: str) -> None:
        self.attempt(lambda: sign(self.report, self.who(name), now=self.now))

    @rule(name=PEOPLE)
    def give_back(self, name: str) -> None:
        actor = self.cast.actor(name)
        self.attempt(lambda: return_report(report_id=self.report.pk, reason="Sửa", actor=actor, now=self.now))

    @rule(name=PEOPLE)
    def accept(self, name: str) -> None:
        self.attempt(lambda: accept_report(report_id=self.report.pk, actor=self.cast.actor(name), now=self.now))

    @rule(name=PEOPLE, granted=st.booleans())
    def extend(self, name: str, granted: bool) -> None:
        self.attempt(
            lambda: ask_extension(
                report_id=self.report.pk, working_days=1, reason="Bận", actor=self.cast.actor("hoa"), now=self.now
            )
        )
        self.attempt(
            lambda: decide_extension(
                report_id=self.report.pk, granted=granted, answer="Được", actor=self.cast.actor(name), now=self.now
            )
        )

    @invariant()
    def promises_hold(self) -> None:
        report, signature = self.fresh(), standing_signature(self.report)
        assert (signature is not None) == (report.state in (S.SIGNED, S.ACCEPTED))
        if signature is not None:
            Life.seen += 1
            assert signature.digest == digest_of(report)
            assert signature.version == report.version
            assert signature.signer not in report.writers.all()
            assert signature.signer != report.author
        if report.state == S.ACCEPTED:
            assert signature is not None
            assert report.accepted_by not in {signature.author, signature.signer, *report.writers.all()}
        else:
            assert report.accepted_by is None
        if report.state not in WAITS_FOR_UNIT:
            assert report.first_signed_at is not None
        if report.state == S.TO_SIGN:
            assert report.author is not None


def test_whatever_people_do_a_standing_signature_is_another_persons_on_the_standing_content(
    cast: Cast, report: UnitReport
) -> None:
    for one in (cast.hoa, cast.tam):  # people with two hats, for whom it matters
        Membership.objects.create(person=one, unit=cast.department, role=Role.OFFICER, valid_from=SINCE)
    Life.cast, Life.report, Life.seen = cast, report, 0
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
    assert Life.seen > 0
