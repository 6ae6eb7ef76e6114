"""Citizens' reports and runs of checks: what they bring, what is refused, what is erased."""

import json
from typing import Any

import pytest

from lachan.office.intake.actions import ToldByCitizen, bring_run, decide, discard_run, erase_reports, report, take_run
from lachan.office.intake.actions.reports import note
from lachan.office.intake.actions.runs import plan_run
from lachan.office.intake.models import Report, RunState, Signal, Subject
from lachan.office.intake.permissions import access_sealed
from lachan.office.intake.policies import SubjectMove
from lachan.office.intake.sealing import blind_of_code, opened_report
from lachan.office.receipts import usual_code
from lachan.office.refusals import NotAllowed, NotNow, NotRight
from lachan.office.trail.models import Entry
from lachan.readers.errors import InputError
from tests.office.intake.conftest import days, row, run_files
from tests.people import NOW, Cast

TOLD = ToldByCitizen(
    text="Nông Thị Ví Dụ bị 0205.000.0678 lừa, trang hxxp://vay88[.]top/?sdt=02050000678 và zalo.me/02050000321",
    message="Ban du dieu kien vay 50 trieu, bam vay88 .top de nhan tien ngay hom nay",
    contact="0205 000 0333", money_at=NOW, amount=5_000_000,
)  # fmt: skip


def test_a_report_names_several_subjects_under_one_receipt(cast: Cast) -> None:
    receipt = report(told=TOLD, channel="portal", now=NOW)
    assert sorted(one.kind for one in receipt.subjects) == ["account", "message", "number", "site"]
    row = Report.objects.get(code_hash=blind_of_code(usual_code(receipt.code.lower().replace("-", " "))))
    assert row == receipt.report
    assert all(Subject.objects.get(pk=one.pk).urgent for one in receipt.subjects)


def test_what_a_reporter_told_stands_nowhere_in_the_open(cast: Cast) -> None:
    report(told=TOLD, channel="portal", now=NOW)
    kept = [list(model.objects.values()) for model in (Report, Signal, Subject, Entry)]
    open_text = json.dumps(kept, default=str)
    for secret in ("Nông Thị", "2050000678", "2050000333", "205 000 0333", "2050000321"):
        assert secret not in open_text


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": "alo", "message": ""}, "text"), ({"trick": "khác"}, "trick"), ({"amount": -1}, "amount"),
        ({"money_at": NOW + days(1)}, "money_at"), ({"contact": "x" * 201}, "contact"),
        ({"text": "x" * 20_001}, "text"),
    ],
)  # fmt: skip
def test_a_report_that_cannot_be_looked_into_says_what_would_be_right(
    cast: Cast, change: dict[str, Any], field: str
) -> None:
    told = ToldByCitizen(**vars(TOLD) | change)
    with pytest.raises(NotRight) as no:
        report(told=told, channel="portal", now=NOW)
    assert no.value.field == field
    assert not Report.objects.exists()


def test_text_and_contact_are_erased_on_time_and_what_was_signalled_stays(cast: Cast) -> None:
    row = report(told=TOLD, channel="portal", now=NOW).report
    assert opened_report(row, "sealed_contact") == "0205 000 0333"
    assert erase_reports(NOW + days(180)) == 0
    assert erase_reports(NOW + days(181)) == 1
    row.refresh_from_db()
    assert (row.sealed_text, row.sealed_contact, row.blind_contact) == ("", "", "")
    assert Signal.objects.filter(report=row).count() == 4
    assert erase_reports(NOW + days(182)) == 0


def test_what_is_sealed_opens_for_a_purpose_that_the_trail_keeps(cast: Cast) -> None:
    subject = report(told=TOLD, channel="portal", now=NOW).subjects[0]
    with pytest.raises(NotRight):
        access_sealed(cast.actor("lan"), subject.pk, purpose=" ", now=NOW)
    with pytest.raises(NotAllowed):
        access_sealed(cast.actor("dung"), subject.pk, purpose="Gọi lại người phản ánh", now=NOW)
    access_sealed(cast.actor("lan"), subject.pk, purpose="Gọi lại người phản ánh", now=NOW)
    assert Entry.objects.filter(event="subject_revealed").get().purpose == "Gọi lại người phản ánh"


def test_an_officer_notes_for_somebody_with_a_receipt_or_by_themselves_without(cast: Cast) -> None:
    given: dict[str, Any] = {"message": "", "trick": "", "money_at": None, "amount": None, "contact": ""}
    own = note(text="vay88.top", channel="", actor=cast.actor("lan"), now=NOW, **given)
    assert (own.code, own.subjects[0].signal_count) == ("", 0)
    assert Signal.objects.get().source == "staff"
    told = note(text="vay88.top", channel="phone", actor=cast.actor("lan"), now=NOW, **given)
    assert len(told.code) == 19
    with pytest.raises(NotRight):
        note(text="vay88.top", channel="", actor=cast.actor("lan"), now=NOW, **given | {"contact": "Chị Ví"})


def test_a_run_is_shown_taken_in_once_and_known_again(cast: Cast) -> None:
    actor = cast.actor("lan")
    files = run_files(row("vay88.top"), row("xoso99.vip", place=2, rule="WEB-008"), row("x y", place=3))
    run = bring_run(**files, actor=actor, now=NOW)
    assert not Signal.objects.exists()
    plan = plan_run(run, NOW)
    assert (plan.new, plan.known, plan.unreadable, plan.by_rule) == (2, 0, 1, (("WEB-008", 1), ("WEB-009", 1)))
    assert bring_run(**files, actor=actor, now=NOW) == run
    taken = take_run(run_pk=run.pk, actor=actor, now=NOW)
    assert (taken.state, taken.taken_signals, taken.body) == (RunState.TAKEN, 2, [])
    assert Subject.objects.get(key="vay88.top").trick == "gambling"
    with pytest.raises(NotNow):
        take_run(run_pk=run.pk, actor=actor, now=NOW)
    decide(
        subject_id=Subject.objects.get(key="xoso99.vip").pk, move=SubjectMove.FALSE_ALARM, actor=actor, now=NOW
    )  # fmt: skip
    more = [one | {"run_id": "00000000000000bb"} for one in (row("vay88.top"), row("a.xoso99.vip", place=9))]
    again = bring_run(**run_files(*more, run_id="00000000000000bb"), actor=actor, now=NOW)
    plan = plan_run(again, NOW)
    assert (plan.new, plan.known, plan.allowed) == (0, 1, 1)
    assert discard_run(run_pk=again.pk, actor=actor, now=NOW).state == RunState.DISCARDED


def test_findings_of_messages_are_kept_under_the_hash_of_their_text(cast: Cast) -> None:
    facts = {"text": "Nhan qua tai qua88.top, goi 02050000678", "trick": "prize", "why": "quà, nhận"}
    one = row("00112233aabbccdd", rule="MSG-001", subject_kind="message", facts=json.dumps(facts))
    run = bring_run(**run_files(one, check="messages"), actor=cast.actor("lan"), now=NOW)
    take_run(run_pk=run.pk, actor=cast.actor("lan"), now=NOW)
    subject = Subject.objects.get()
    assert (subject.kind, subject.key, subject.trick) == ("message", "00112233aabbccdd", "prize")
    assert "2050000" not in subject.shown + subject.sealed


GOOD = run_files(row("vay88.top"))


@pytest.mark.parametrize(
    "files",
    [
        GOOD | {"summary": b""}, GOOD | {"summary": b"[" * 100_000}, GOOD | {"summary": GOOD["findings"]},
        GOOD | {"findings": b"PAR1" * 9}, GOOD | {"findings": GOOD["findings"][:-20]}, GOOD | {"findings": b""},
        run_files(row("vay88.top"), check="subscribers"), run_files(row("vay88.top"), format=2),
        run_files(row("vay88.top", run_id="0" * 16)), run_files(row("vay88.top", score=7.0)),
        run_files(row("vay88.top", facts="[]")), run_files(row("vay88.top", facts="{")),
        run_files(row("vay88.top", subject_kind="number")), run_files(row("vay88.top", finding_id="xyz")),
        run_files(row("vay88.top"), as_of="2027-01-01"), run_files(row("vay88.top"), as_of="gestern"),
    ],
)  # fmt: skip
def test_files_that_are_no_run_are_refused_in_words_and_leave_nothing(cast: Cast, files: dict[str, bytes]) -> None:
    with pytest.raises((InputError, NotRight)):
        bring_run(**files, actor=cast.actor("lan"), now=NOW)
    assert not Entry.objects.filter(event="run_brought").exists()
