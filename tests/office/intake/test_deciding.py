"""Decisions: each from its state, undone by whoever made it, taught, handed on; many at once only after a sample."""

import pytest

from lachan.office.intake import handing
from lachan.office.intake.actions import decide, decide_group, end_allowed, leave_queue, send_back_to_queue, undo_last
from lachan.office.intake.actions.bulk import plan_bulk, sample_size
from lachan.office.intake.models import Allowed, Decision, Signal, Subject, SubjectState
from lachan.office.intake.policies import SUBJECT_MOVES, SUBJECT_NEXT_STEP, SUBJECT_OWNER, SubjectMove
from lachan.office.refusals import NotAllowed, NotNow, NotRight
from lachan.office.trail.models import Entry
from tests.office.intake.conftest import citizen, days, signal, subject
from tests.people import NOW, Cast

ONE_KEY = (SubjectMove.FALSE_ALARM, SubjectMove.MORE, SubjectMove.CORROBORATE, SubjectMove.CASE)


@pytest.fixture(autouse=True)
def _nobody_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What later rooms make of a decision is their tests' matter."""
    monkeypatch.setattr(handing, "_takers", {})


@pytest.mark.parametrize("move", ONE_KEY)
def test_a_decision_is_undone_as_if_it_had_not_been(cast: Cast, move: SubjectMove) -> None:
    one, actor = subject("mot.top"), cast.actor("lan")
    decide(subject_id=one.pk, move=move, actor=actor, now=NOW)
    undone = undo_last(actor=actor, now=NOW)
    one.refresh_from_db()
    assert (one.state, one.decided_by, one.reason) == ("waiting", None, "")
    assert undone.undone_at == NOW
    assert not Allowed.objects.filter(ended_at__isnull=True).exists()
    assert Entry.objects.filter(event="subject_decision_undone").count() == 1


def test_nobody_undoes_another_persons_decision_or_an_old_one(cast: Cast) -> None:
    one = subject("mot.top")
    decide(subject_id=one.pk, move=SubjectMove.MORE, actor=cast.actor("lan"), now=NOW)
    for name, now in (("minh", NOW), ("lan", NOW + days(1))):
        with pytest.raises(NotNow) as no:
            undo_last(actor=cast.actor(name), now=now)
        assert no.value.code == "nothing_to_undo"


def test_a_decision_that_others_went_on_with_is_not_undone(cast: Cast) -> None:
    one = subject("mot.top")
    decide(subject_id=one.pk, move=SubjectMove.MORE, actor=cast.actor("lan"), now=NOW)
    decide(subject_id=one.pk, move=SubjectMove.FALSE_ALARM, actor=cast.actor("minh"), now=NOW + days(0.01))
    with pytest.raises(NotNow) as no:
        undo_last(actor=cast.actor("lan"), now=NOW + days(0.02))
    assert no.value.code == "gone_on"


def test_a_merge_moves_signals_and_its_undoing_moves_them_back(cast: Cast) -> None:
    one, other = subject("vay-88.top"), subject("vay88.top")
    signal("vay88.top", mark="b")
    decide(subject_id=one.pk, move=SubjectMove.MERGE, into=other.pk, actor=cast.actor("lan"), now=NOW)
    other.refresh_from_db()
    assert other.signal_count == 3
    assert subject("vay-88.top", mark="c") == other
    Signal.objects.filter(mark="vay-88.top-c").delete()
    undo_last(actor=cast.actor("lan"), now=NOW)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.signal_count, other.signal_count, one.state) == (1, 2, "waiting")


@pytest.mark.parametrize("into", [None, "itself", "another kind"])
def test_a_merge_needs_another_subject_of_the_kind(cast: Cast, into: str | None) -> None:
    one, number = subject("vay-88.top"), subject("02050000678")
    target = {None: None, "itself": one.pk, "another kind": number.pk}[into]
    with pytest.raises(NotRight):
        decide(subject_id=one.pk, move=SubjectMove.MERGE, into=target, actor=cast.actor("lan"), now=NOW)
    one.refresh_from_db()
    assert one.state == "waiting"


@pytest.mark.parametrize("name", ["dung", "hoa", "vy", "quan", "khoa"])
def test_only_officers_and_leaders_of_the_department_judge(cast: Cast, name: str) -> None:
    one = subject("mot.top")
    with pytest.raises(NotAllowed):
        decide(subject_id=one.pk, move=SubjectMove.MORE, actor=cast.actor(name), now=NOW)
    with pytest.raises(NotAllowed):
        undo_last(actor=cast.actor(name), now=NOW)


def test_every_state_has_an_owner_and_a_next_step_and_what_is_not_in_the_table_is_refused(cast: Cast) -> None:
    assert set(SUBJECT_OWNER) == set(SUBJECT_NEXT_STEP) == set(SubjectState.values)
    one, actor = subject("mot.top"), cast.actor("lan")
    for state in SubjectState.values:
        for move in (*ONE_KEY, SubjectMove.RETURN):
            if (state, move) in SUBJECT_MOVES or state == "merged":
                continue
            Subject.objects.filter(pk=one.pk).update(state=state)
            with pytest.raises(NotNow):
                decide(subject_id=one.pk, move=move, actor=actor, now=NOW)


def test_a_false_alarm_is_kept_with_reason_person_and_last_day_and_can_be_ended(cast: Cast) -> None:
    one = subject("that.vn")
    decide(
        subject_id=one.pk, move=SubjectMove.FALSE_ALARM, reason="Trang của hợp tác xã", actor=cast.actor("lan"), now=NOW
    )
    kept = Allowed.objects.get()
    assert (kept.reason, kept.by, (kept.until - NOW.date()).days) == ("Trang của hợp tác xã", cast.lan, 180)
    end_allowed(allowed_id=kept.pk, actor=cast.actor("minh"), now=NOW)
    assert signal("that.vn", mark="2") is not None
    with pytest.raises(NotNow):
        end_allowed(allowed_id=kept.pk, actor=cast.actor("minh"), now=NOW)


def test_going_back_to_the_queue_ends_what_was_allowed(cast: Cast) -> None:
    one = subject("that.vn")
    decide(subject_id=one.pk, move=SubjectMove.FALSE_ALARM, actor=cast.actor("lan"), now=NOW)
    send_back_to_queue(subject_id=one.pk, reason="Có người báo mất tiền", actor=cast.actor("lan"), now=NOW)
    one.refresh_from_db()
    assert one.state == "waiting"
    assert not Allowed.objects.filter(ended_at__isnull=True).exists()


def test_a_room_takes_a_decision_in_the_same_transaction_and_gives_it_back(cast: Cast) -> None:
    given_back: list[str] = []
    handing.register(
        SubjectMove.CORROBORATE,
        handing.Taker(lambda one, reason, actor, now: one, lambda pk, actor, now: given_back.append(pk)),
    )
    one = subject("mot.top")
    decision = decide(subject_id=one.pk, move=SubjectMove.CORROBORATE, actor=cast.actor("lan"), now=NOW)
    assert decision.handed_to == f"intake.subject:{one.pk}"
    undo_last(actor=cast.actor("lan"), now=NOW)
    assert given_back == [str(one.pk)]


def test_once_the_room_has_ended_with_it_a_new_signal_brings_it_back(cast: Cast) -> None:
    held = [True]
    handing.register(
        SubjectMove.CORROBORATE, handing.Taker(lambda one, reason, actor, now: one, holds=lambda one: held[0])
    )
    one = subject("mot.top")
    decide(subject_id=one.pk, move=SubjectMove.CORROBORATE, actor=cast.actor("lan"), now=NOW)
    signal("mot.top", mark="2")
    one.refresh_from_db()
    assert one.state == "corroborated"
    held[0] = False
    signal("mot.top", mark="3")
    one.refresh_from_db()
    assert one.state == "waiting"


def test_a_listing_that_is_opened_by_hand_takes_its_subject_out_of_the_queue(cast: Cast) -> None:
    one = subject("mot.top")
    leave_queue(subject_id=one.pk, reason="", actor=cast.actor("lan"), now=NOW)
    one.refresh_from_db()
    assert one.state == "corroborated"
    leave_queue(subject_id=one.pk, reason="", actor=cast.actor("lan"), now=NOW)
    assert Decision.objects.count() == 1


def test_a_room_that_refuses_leaves_everything_as_it_was(cast: Cast) -> None:
    def refuse(*_args: object) -> Subject:
        raise NotRight("no", "không")

    handing.register(SubjectMove.CASE, handing.Taker(refuse))
    one = subject("mot.top")
    with pytest.raises(NotRight):
        decide(subject_id=one.pk, move=SubjectMove.CASE, actor=cast.actor("lan"), now=NOW)
    one.refresh_from_db()
    assert (one.state, Decision.objects.count()) == ("waiting", 0)


def group(many: int) -> str:
    for place in range(many):
        subject(f"casino{place}.top", trick="gambling")
    return "WEB-009:gambling"


def test_many_are_decided_once_the_whole_sample_was_judged_alike(cast: Cast) -> None:
    key, actor = group(12), cast.actor("lan")
    told = citizen("casino3.top lấy tiền của tôi")
    plan = plan_bulk(actor, key)
    assert (len(plan.subjects), len(plan.sample), plan.left_out) == (11, 3, 1)
    answers = {one.pk: "corroborate" for one in plan.sample}
    done = decide_group(
        group=key, move=SubjectMove.CORROBORATE, seen=plan.digest, answers=answers, actor=actor, now=NOW, reason=""
    )
    assert done == 11
    assert Subject.objects.filter(state="corroborated").count() == 11
    told.refresh_from_db()
    assert told.state == "waiting"
    assert Entry.objects.get(event="subjects_decided").facts["subjects"] == 11


@pytest.mark.parametrize("change", ["one differs", "one missing", "group changed", "no move for many"])
def test_many_are_not_decided_otherwise(cast: Cast, change: str) -> None:
    key, actor = group(5), cast.actor("lan")
    plan = plan_bulk(actor, key)
    answers = {one.pk: "false_alarm" for one in plan.sample}
    move = SubjectMove.FALSE_ALARM
    if change == "one differs":
        answers[plan.sample[0].pk] = "corroborate"
    elif change == "one missing":
        del answers[plan.sample[0].pk]
    elif change == "group changed":
        subject("casino99.top", trick="gambling")
    else:
        move = SubjectMove.CASE
    with pytest.raises((NotNow, NotRight)):
        decide_group(group=key, move=move, seen=plan.digest, answers=answers, actor=actor, now=NOW, reason="")
    assert not Subject.objects.exclude(state="waiting").exists()


def test_the_sample_is_a_tenth_at_least_three_and_at_most_twenty() -> None:
    assert [sample_size(many) for many in (3, 10, 31, 100, 200, 2000)] == [3, 3, 4, 10, 20, 20]
