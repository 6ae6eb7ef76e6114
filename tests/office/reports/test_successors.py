"""A unit that ended: its successors write the report, with its duties, its results and its time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import Http404

from lachan.office.directives.actions import complete_task, hand_over_tasks
from lachan.office.directives.actions.results import Done, add_result
from lachan.office.directives.models import Directive, Task
from lachan.office.notices.models import Notice
from lachan.office.people.actor import actor_for
from lachan.office.people.models import Role
from lachan.office.reports.actions.due_dates import recompute_due_dates
from lachan.office.reports.actions.extensions import ask_extension, decide_extension
from lachan.office.reports.actions.rounds import Terms, ask_units_that_joined, open_round
from lachan.office.reports.actions.successors import hand_over_reports
from lachan.office.reports.indicators import asked_of, known_of
from lachan.office.reports.models import ReportState, Round, UnitReport
from lachan.office.reports.permissions import access_report
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry
from lachan.office.units.models import Succession, Unit, UnitKind
from lachan.vietnam.working_days import Calendar
from tests.office.reports.conftest import Bring, filled, save
from tests.people import NOW, Cast, person, unit

LAST = date(2026, 3, 4)
AFTER = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)


def end(unit_that_ends: Unit, *heirs: Unit) -> None:
    Unit.objects.filter(pk=unit_that_ends.pk).update(valid_to=LAST)
    for heir in heirs:
        Succession.objects.create(predecessor=unit_that_ends, successor=heir, since=LAST + timedelta(days=1))


@pytest.fixture
def heir(cast: Cast) -> Unit:
    """An office that will succeed others."""
    return unit("vhxh-moi", "Phòng Văn hóa - Xã hội phường mới", UnitKind.COMMUNE_OFFICE)


def test_the_successor_reports_with_the_duties_and_the_due_date_of_the_unit(
    cast: Cast, opened: Round, report: UnitReport, heir: Unit
) -> None:
    mai = person("mai", "Lộc Thị Mai", heir, Role.OFFICER)
    asked = [one.key for one in asked_of(report)]
    save(report, "hoa", cast, draft=filled(report, steering="Đã làm một nửa"))
    end(cast.commune_a, heir)
    assert hand_over_reports(AFTER) == 1
    assert hand_over_reports(AFTER) == 0
    report.refresh_from_db()
    taken = opened.reports.get(unit=heir)
    assert report.state == ReportState.HANDED_OVER
    assert (taken.state, taken.due_on, taken.handed_over_from.get()) == ("draft", report.due_on, report)
    assert [one.key for one in asked_of(taken)] == asked
    assert "báo cáo thay Phòng Văn hóa - Xã hội phường Đông Kinh" in Notice.objects.get(person=mai).body
    assert Entry.objects.get(event=Event.REPORT_HANDED_OVER).facts == {"to": ["vhxh-moi"]}
    actor = actor_for(mai, now=AFTER, second_factor=True)
    assert access_report(actor, report.pk).steering == "Đã làm một nửa"
    with pytest.raises(Http404):
        access_report(actor, opened.reports.get(unit=cast.commune_b).pk)


def test_duties_that_were_done_are_reported_by_the_successor_too(
    cast: Cast, opened: Round, task: Task, heir: Unit
) -> None:
    done = Done(date(2026, 3, 2), "Đã làm", figures={"TT-01": 4})
    add_result(task_id=task.pk, done=done, actor=cast.actor("hoa"), now=NOW)
    complete_task(task_id=task.pk, actor=cast.actor("hoa"), now=NOW)
    end(cast.commune_a, heir)
    hand_over_tasks(AFTER)
    hand_over_reports(AFTER)
    taken = opened.reports.get(unit=heir)
    assert "1.1" in {one.duty.code for one in asked_of(taken)}
    assert known_of(taken) == {(task.duty_id, "TT-01"): 4}
    assert ask_units_that_joined(AFTER) == 0


def test_what_a_unit_that_was_split_had_done_is_filled_in_for_nobody(
    cast: Cast, opened: Round, task: Task, heir: Unit
) -> None:
    done = Done(date(2026, 3, 2), "Đã làm", figures={"TT-01": 4})
    add_result(task_id=task.pk, done=done, actor=cast.actor("hoa"), now=NOW)
    other = unit("vhxh-khac", "Phòng Văn hóa - Xã hội phường khác", UnitKind.COMMUNE_OFFICE)
    end(cast.commune_a, heir, other)
    hand_over_reports(AFTER)
    for one in (heir, other):
        assert known_of(opened.reports.get(unit=one)) == {}


def test_one_report_for_two_units_that_were_merged(cast: Cast, opened: Round, heir: Unit) -> None:
    end(cast.commune_a, heir)
    end(cast.commune_b, heir)
    assert hand_over_reports(AFTER) == 2
    assert opened.reports.get(unit=heir).handed_over_from.count() == 2


def test_a_report_that_was_signed_stays_with_its_unit(cast: Cast, report: UnitReport, heir: Unit, bring: Bring) -> None:
    bring(report, "signed")
    end(cast.commune_a, heir)
    assert hand_over_reports(AFTER) == 0


def test_a_unit_without_successor_keeps_its_report(cast: Cast, report: UnitReport) -> None:
    end(cast.commune_a)
    assert hand_over_reports(AFTER) == 0


def test_granted_time_goes_over_with_the_report(cast: Cast, opened: Round, report: UnitReport, heir: Unit) -> None:
    ask_extension(report_id=report.pk, working_days=2, reason="Sáp nhập", actor=cast.actor("hoa"), now=NOW)
    decide_extension(report_id=report.pk, granted=True, answer="", actor=cast.actor("lan"), now=NOW)
    end(cast.commune_a, heir)
    hand_over_reports(AFTER)
    assert opened.reports.get(unit=heir).due_on == date(2026, 3, 11)
    recompute_due_dates(AFTER, Calendar.load().with_changes(off=[date(2026, 3, 6)]))
    assert opened.reports.get(unit=heir).due_on == date(2026, 3, 12)


def test_a_round_opened_after_the_end_asks_the_successor_at_once(cast: Cast, issued: Directive, heir: Unit) -> None:
    mai = person("mai", "Lộc Thị Mai", heir, Role.OFFICER)
    end(cast.commune_a, heir)
    terms = Terms("Tháng 3", date(2026, 3, 1), date(2026, 3, 31), working_days=5)
    opened = open_round(directive_id=issued.pk, terms=terms, actor=cast.actor("lan"), now=AFTER)
    assert opened.reports.get(unit=cast.commune_a).state == ReportState.HANDED_OVER
    assert opened.reports.get(unit=heir).state == ReportState.DRAFT
    assert Notice.objects.filter(person=mai, key__startswith="round-").count() == 1
