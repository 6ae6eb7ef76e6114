"""What happens without a person: duties repeat, due dates move with the calendar, successors take over."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from lachan.office.directives.actions import (
    complete_task,
    confirm_directive,
    correct_directive,
    give_tasks,
    hand_over_directives,
    hand_over_tasks,
    issue_directive,
    recompute_due_dates,
    repeat_tasks,
    send_back_directive,
)
from lachan.office.directives.actions.results import Done, add_result
from lachan.office.directives.content import content_of
from lachan.office.directives.models import Directive, Repeat, Task, TaskState
from lachan.office.directives.permissions import access_directive, access_task
from lachan.office.directives.queries import newcomers
from lachan.office.notices.models import Notice
from lachan.office.people.actor import actor_for
from lachan.office.refusals import NotNow
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry
from lachan.office.units.models import Succession, Unit, UnitKind
from lachan.vietnam.working_days import Calendar
from tests.office.directives.conftest import TODAY
from tests.people import NOW, Cast, person, unit

APRIL = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)  # 08:00 in Vietnam


@pytest.fixture
def monthly(cast: Cast, confirmed: Directive) -> Directive:
    """The directive issued with its first duty every month."""
    send_back_directive(directive_id=confirmed.pk, reason="Định kỳ", actor=cast.actor("lan"), now=NOW)
    content = content_of(confirmed)
    first = content.groups[0]
    duties = (replace(first.duties[0], repeat=Repeat.MONTHLY.value), *first.duties[1:])
    content = replace(content, groups=(replace(first, duties=duties), *content.groups[1:]))
    correct_directive(directive_id=confirmed.pk, content=content, actor=cast.actor("lan"), now=NOW)
    confirm_directive(directive_id=confirmed.pk, actor=cast.actor("lan"), now=NOW)
    return issue_directive(directive_id=confirmed.pk, on=TODAY, actor=cast.actor("minh"), now=NOW)


def end(unit_that_ends: Unit, last: date, *heirs: Unit) -> None:
    Unit.objects.filter(pk=unit_that_ends.pk).update(valid_to=last)
    for heir in heirs:
        Succession.objects.create(predecessor=unit_that_ends, successor=heir, since=last + timedelta(days=1))


def periods(of: Unit) -> list[int]:
    return list(Task.objects.filter(unit=of, duty__code="1.1").order_by("period").values_list("period", flat=True))


def test_a_monthly_duty_comes_back_on_the_first_of_the_month(cast: Cast, monthly: Directive) -> None:
    assert repeat_tasks(NOW + timedelta(days=28)) == 0  # 30/03
    assert repeat_tasks(APRIL) == 3
    task = Task.objects.get(unit=cast.commune_a, duty__code="1.1", period=2)
    assert (task.given_on, task.due_on, task.state) == (date(2026, 4, 1), date(2026, 4, 6), TaskState.OPEN)
    assert Notice.objects.filter(person=cast.hoa, key__contains="period-2").count() == 1


def test_repeating_again_makes_nothing(cast: Cast, monthly: Directive) -> None:
    repeat_tasks(APRIL)
    assert repeat_tasks(APRIL) == 0
    assert Entry.objects.filter(event=Event.TASK_REPEATED).count() == 1


def test_periods_that_went_by_unseen_are_not_made_up_for(cast: Cast, monthly: Directive) -> None:
    repeat_tasks(datetime(2026, 8, 3, tzinfo=UTC))
    assert periods(cast.commune_a) == [1, 6]


def test_the_next_period_goes_to_the_successor(cast: Cast, monthly: Directive) -> None:
    heir = unit("vhxh-moi", "Phòng Văn hóa - Xã hội phường mới", UnitKind.COMMUNE_OFFICE)
    task = Task.objects.get(unit=cast.commune_a, duty__code="1.1")
    add_result(task_id=task.pk, done=Done(TODAY, "Đã làm"), actor=cast.actor("hoa"), now=NOW)
    complete_task(task_id=task.pk, actor=cast.actor("hoa"), now=NOW)
    end(cast.commune_a, date(2026, 3, 31), heir)
    repeat_tasks(APRIL)
    assert periods(cast.commune_a) == [1]
    assert periods(heir) == [2]


def test_due_dates_move_with_the_calendar_and_say_so(cast: Cast, issued: Directive, task: Task) -> None:
    changed = Calendar.load().with_changes(off=[date(2026, 3, 4)])
    assert recompute_due_dates(NOW, changed) == 3
    task.refresh_from_db()
    assert task.due_on == date(2026, 3, 6)
    assert "bỏ 1 ngày nghỉ" in " ".join(step["vi"] for step in task.due_steps)
    assert Entry.objects.filter(event=Event.TASK_DUE_MOVED).count() == 3
    assert "05/03/2026 → 06/03/2026" in Notice.objects.get(person=cast.hoa, key__startswith="tasks-moved").body
    assert recompute_due_dates(NOW, changed) == 0


def test_a_calendar_that_changes_elsewhere_moves_nothing_and_tells_nobody(cast: Cast, task: Task) -> None:
    changed = Calendar.load().with_changes(off=[date(2026, 7, 1)])
    assert recompute_due_dates(NOW, changed) == 0
    task.refresh_from_db()
    assert task.calendar_version == changed.version
    assert not Entry.objects.filter(event=Event.TASK_DUE_MOVED).exists()


def test_a_done_task_keeps_its_due_date(cast: Cast, task: Task) -> None:
    add_result(task_id=task.pk, done=Done(TODAY, "Đã làm"), actor=cast.actor("hoa"), now=NOW)
    complete_task(task_id=task.pk, actor=cast.actor("hoa"), now=NOW)
    assert recompute_due_dates(NOW, Calendar.load().with_changes(off=[date(2026, 3, 4)])) == 2


def test_running_tasks_of_an_ended_unit_go_to_its_successors(cast: Cast, issued: Directive, task: Task) -> None:
    heirs = [unit(f"vhxh-moi-{n}", f"Phòng Văn hóa - Xã hội phường mới {n}", UnitKind.COMMUNE_OFFICE) for n in (1, 2)]
    heiress = person("mai", "Lộc Thị Mai", heirs[0], "officer")
    result = add_result(task_id=task.pk, done=Done(TODAY, "Đã làm một nửa"), actor=cast.actor("hoa"), now=NOW)
    end(cast.commune_a, date(2026, 3, 31), *heirs)
    assert hand_over_tasks(APRIL) == 5
    assert hand_over_tasks(APRIL) == 0
    task.refresh_from_db()
    assert task.state == TaskState.HANDED_OVER
    taken = Task.objects.filter(unit__in=heirs, duty=task.duty)
    assert {(one.state, one.due_on, one.handed_over_from.get()) for one in taken} == {
        (TaskState.OPEN, task.due_on, task)
    }
    assert result.task_id == task.pk
    assert Notice.objects.filter(person=heiress).count() == 1


def test_the_successor_sees_the_results_of_the_unit_before(cast: Cast, task: Task) -> None:
    heir = unit("vhxh-moi", "Phòng Văn hóa - Xã hội phường mới", UnitKind.COMMUNE_OFFICE)
    mai = person("mai", "Lộc Thị Mai", heir, "officer")
    add_result(task_id=task.pk, done=Done(TODAY, "Đã làm một nửa"), actor=cast.actor("hoa"), now=NOW)
    end(cast.commune_a, date(2026, 3, 31), heir)
    hand_over_tasks(APRIL)
    actor = actor_for(mai, now=APRIL, second_factor=True)
    assert access_task(actor, task.pk) == task
    assert access_directive(actor, task.duty.group.directive_id)


def test_a_successor_of_two_units_gets_one_task_for_both(cast: Cast, task: Task) -> None:
    heir = unit("vhxh-moi", "Phòng Văn hóa - Xã hội phường mới", UnitKind.COMMUNE_OFFICE)
    end(cast.commune_a, date(2026, 3, 31), heir)
    end(cast.commune_b, date(2026, 3, 31), heir)
    assert hand_over_tasks(APRIL) == 10
    taken = Task.objects.get(unit=heir, duty=task.duty)
    assert taken.handed_over_from.count() == 2


def test_a_unit_without_successor_keeps_its_tasks(cast: Cast, task: Task) -> None:
    end(cast.commune_a, date(2026, 3, 31))
    assert hand_over_tasks(APRIL) == 0


def test_a_unit_ends_only_after_its_last_day(cast: Cast, task: Task) -> None:
    heir = unit("vhxh-moi", "Phòng Văn hóa - Xã hội phường mới", UnitKind.COMMUNE_OFFICE)
    end(cast.commune_a, date(2026, 3, 31), heir)
    assert hand_over_tasks(datetime(2026, 3, 31, 16, 59, tzinfo=UTC)) == 0  # 23:59 in Vietnam
    assert hand_over_tasks(datetime(2026, 3, 31, 17, 0, tzinfo=UTC)) == 5


def test_the_directives_of_an_ended_department_go_to_the_one_that_succeeds_it(cast: Cast, issued: Directive) -> None:
    heir = unit("so-moi", "Sở mới", UnitKind.DEPARTMENT)
    end(cast.department, date(2026, 3, 31), heir, cast.police)
    assert hand_over_directives(APRIL) == 1
    assert Directive.objects.get().unit == heir
    assert hand_over_directives(APRIL) == 0


def test_with_two_departments_succeeding_people_decide(cast: Cast, issued: Directive) -> None:
    heirs = [unit(f"so-moi-{n}", f"Sở mới {n}", UnitKind.DEPARTMENT) for n in (1, 2)]
    end(cast.department, date(2026, 3, 31), *heirs)
    assert hand_over_directives(APRIL) == 0


def test_a_unit_that_joins_is_suggested_and_given_its_tasks_by_a_person(cast: Cast, issued: Directive) -> None:
    assert newcomers(issued, TODAY) == []
    joined = unit("vhxh-05983", "Phòng Văn hóa - Xã hội phường Lương Văn Tri", UnitKind.COMMUNE_OFFICE)
    (newcomer,) = newcomers(issued, TODAY)
    assert (newcomer.unit, len(newcomer.duties)) == (joined, 5)
    give_tasks(directive_id=issued.pk, unit_id=joined.pk, actor=cast.actor("lan"), now=NOW)
    assert Task.objects.filter(unit=joined).count() == 5
    assert newcomers(issued, TODAY) == []
    with pytest.raises(NotNow):
        give_tasks(directive_id=issued.pk, unit_id=joined.pk, actor=cast.actor("lan"), now=NOW)
