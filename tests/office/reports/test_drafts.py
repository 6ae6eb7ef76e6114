"""Writing a report: figures that are known already, "không phát sinh", two people at once, proof files."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from django.http import Http404
from django.utils import translation

from lachan.office.directives.actions.results import Done, add_result
from lachan.office.directives.models import Duty, Task
from lachan.office.notices.models import Notice
from lachan.office.refusals import NotAllowed, NotNow, NotRight
from lachan.office.reports.actions.drafts import MOST_FILES, Draft, add_proof, remove_proof, save_report, send_to_sign
from lachan.office.reports.forms import ReportForm, initial_of
from lachan.office.reports.indicators import asked_of, known_of
from lachan.office.reports.models import Round, UnitReport
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry
from lachan.readers.errors import InputError
from tests.office.reports.conftest import Bring, filled, save
from tests.people import NOW, Cast

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


def code_of(no: pytest.ExceptionInfo) -> str:
    return str(no.value.code)


def send(report: UnitReport, cast: Cast, who: str = "hoa") -> UnitReport:
    return send_to_sign(report_id=report.pk, actor=cast.actor(who), now=NOW)


def test_the_figures_are_those_of_the_duties_that_the_unit_holds(cast: Cast, report: UnitReport) -> None:
    assert {one.duty.code for one in asked_of(report)} == {"1.1", "1.2", "1.3", "1.4", "1.5"}
    assert [one.key[1] for one in asked_of(report)][:2] == ["TT-01", "TT-02"]
    operator = report.round.reports.get(unit=cast.operator)
    assert {one.duty.code for one in asked_of(operator)} == {"2.1", "2.2", "2.3"}


def test_results_of_the_period_are_filled_in_and_shown_beside(cast: Cast, report: UnitReport, task: Task) -> None:
    for day, count in ((date(2026, 3, 1), 2), (date(2026, 3, 2), 3), (date(2026, 2, 28), 100)):
        done = Done(day, "Đăng tin", figures={"TT-01": count})
        add_result(task_id=task.pk, done=done, actor=cast.actor("hoa"), now=NOW)
    key = (task.duty_id, "TT-01")
    assert known_of(report) == {key: 5}
    asked, known = asked_of(report), known_of(report)
    form = ReportForm(None, asked=asked, known=known, registered={}, initial=initial_of(report, asked, known))
    field = form[f"figure-{task.duty_id}-TT-01"]
    assert (field.value(), field.help_text) == (5, "Hệ thống đã ghi nhận: 5")
    save(report, "hoa", cast)
    assert report.figures.get(duty=task.duty, indicator="TT-01").known == 5


def test_a_draft_is_kept_with_its_gaps(cast: Cast, report: UnitReport) -> None:
    draft = Draft(steering="Đã triển khai", proposals="Thêm tờ rơi")
    saved = save(report, "hoa", cast, draft=draft)
    assert (saved.version, saved.author, saved.steering, saved.proposals) == (
        1,
        cast.hoa,
        *("Đã triển khai", "Thêm tờ rơi"),
    )
    assert set(saved.figures.values_list("value", flat=True)) == {None}
    with pytest.raises(NotRight) as no:
        send(report, cast)
    assert code_of(no) == "figures_missing"
    assert str(len(asked_of(report))) in str(no.value)


def test_nothing_saved_is_nothing_to_send(cast: Cast, report: UnitReport) -> None:
    with pytest.raises(NotRight) as no:
        send(report, cast)
    assert code_of(no) == "nothing_saved"


def test_a_unit_without_figures_says_something_or_that_there_was_nothing(cast: Cast, report: UnitReport) -> None:
    Duty.objects.update(indicators=[])
    save(report, "hoa", cast, draft=Draft())
    with pytest.raises(NotRight) as no:
        send(report, cast)
    assert code_of(no) == "nothing_said"
    save(report, "hoa", cast, draft=Draft(achieved="Đã họp"))
    assert send(report, cast).state == "to_sign"


def test_nothing_to_report_is_a_full_answer_of_zeros(cast: Cast, report: UnitReport) -> None:
    save(report, "hoa", cast, draft=Draft(nothing_to_report=True))
    assert set(report.figures.values_list("value", flat=True)) == {0}
    assert send(report, cast).state == "to_sign"


def test_nothing_to_report_does_not_wipe_out_what_was_typed(cast: Cast, report: UnitReport) -> None:
    with pytest.raises(NotRight) as no:
        save(report, "hoa", cast, draft=replace(filled(report), nothing_to_report=True))
    assert code_of(no) == "nil_with_figures"
    assert "Tin, bài trên trang thông tin điện tử" in str(no.value)
    report.refresh_from_db()
    assert report.version == 0


def test_levels_stand_though_nothing_happened(cast: Cast, opened: Round) -> None:
    report = opened.reports.get(unit=cast.operator)
    duty = next(one.duty for one in asked_of(report) if one.indicator.code == "TB-01")
    draft = Draft(nothing_to_report=True, figures={(duty.pk, "TB-01"): 120000})
    save(report, "vy", cast, draft=draft)
    assert report.figures.get(duty=duty, indicator="TB-01").value == 120000
    assert report.figures.get(duty=duty, indicator="TB-02").value is None
    assert report.figures.get(duty=duty, indicator="TB-09").value == 0


def test_figures_that_nobody_asked_for_are_refused(cast: Cast, report: UnitReport) -> None:
    foreign = Duty.objects.get(code="2.1")
    with pytest.raises(NotRight) as no:
        save(report, "hoa", cast, draft=Draft(figures={(foreign.pk, "TB-01"): 1}))
    assert code_of(no) == "figure_not_asked"


def test_the_second_of_two_browsers_is_told(cast: Cast, report: UnitReport) -> None:
    save(report, "hoa", cast, draft=filled(report, 1))
    with pytest.raises(NotNow) as no:
        save_report(report_id=report.pk, version=0, draft=filled(report, 2), actor=cast.actor("tam"), now=NOW)
    assert code_of(no) == "changed_meanwhile"
    assert set(report.figures.values_list("value", flat=True)) == {1}


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("lan", NotAllowed), ("minh", NotAllowed), ("dung", NotAllowed), ("son", Http404), ("vy", Http404)],
)
def test_who_may_not_write(cast: Cast, report: UnitReport, who: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        save(report, who, cast)


def test_proof_files_are_checked_kept_and_taken_off(cast: Cast, report: UnitReport) -> None:
    actor = cast.actor("hoa")
    stored = add_proof(report_id=report.pk, upload=BytesIO(PNG), name="anh.png", actor=actor, now=NOW)
    assert list(report.files.all()) == [stored]
    with pytest.raises(InputError):
        add_proof(report_id=report.pk, upload=BytesIO(b"MZ\x90\x00"), name="anh.png", actor=actor, now=NOW)
    remove_proof(report_id=report.pk, file_id=stored.pk, actor=actor, now=NOW)
    assert not report.files.exists()
    with pytest.raises(NotRight):
        remove_proof(report_id=report.pk, file_id=stored.pk, actor=actor, now=NOW)
    report.refresh_from_db()
    assert report.version == 2
    assert Entry.objects.filter(event=Event.REPORT_SAVED).count() == 2


def test_a_report_carries_a_limited_number_of_files(cast: Cast, report: UnitReport) -> None:
    for number in range(MOST_FILES):
        add_proof(report_id=report.pk, upload=BytesIO(PNG), name=f"{number}.png", actor=cast.actor("hoa"), now=NOW)
    with pytest.raises(NotRight) as no:
        add_proof(report_id=report.pk, upload=BytesIO(PNG), name="21.png", actor=cast.actor("hoa"), now=NOW)
    assert code_of(no) == "too_many_files"


def test_the_leader_is_told_in_vietnamese_that_a_report_waits(cast: Cast, report: UnitReport, bring: Bring) -> None:
    with translation.override("en"):
        bring(report, "to_sign")
    notice = Notice.objects.get(person=cast.tam, key__contains="to-sign")
    assert notice.subject == "Trình ký: Báo cáo tháng 3"
    assert notice.body.startswith("Nông Thị Hoa trình báo cáo của")
