"""The board: who has come how far, in few queries however many units there are."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from lachan.office.directives.actions import complete_task, start_task
from lachan.office.directives.actions.results import Done, add_result
from lachan.office.directives.models import Directive, Task
from lachan.office.directives.queries import BoardFilter, board_of
from lachan.office.directives.queries.board import Count
from lachan.office.people.models import Role
from lachan.office.units.models import UnitKind
from tests.office.directives.conftest import TODAY
from tests.people import NOW, Cast, person, unit

SignIn = Callable[..., Client]
LATER = date(2026, 3, 20)


def names(cast: Cast, issued: Directive, who: str = "lan", today: date = TODAY, **wanted: object) -> list[str]:
    board = board_of(issued, cast.actor(who), BoardFilter(**wanted), today=today)  # type: ignore[arg-type]
    return [row.unit.key for row in board.rows]


def test_the_department_sees_all_units_with_their_states(cast: Cast, issued: Directive, task: Task) -> None:
    add_result(task_id=task.pk, done=Done(TODAY, "Đã làm"), actor=cast.actor("hoa"), now=NOW)
    complete_task(task_id=task.pk, actor=cast.actor("hoa"), now=NOW)
    other = Task.objects.get(duty__code="1.2", unit=cast.commune_a)
    start_task(task_id=other.pk, actor=cast.actor("hoa"), now=NOW)
    board = board_of(issued, cast.actor("lan"), today=LATER)
    assert len(board.rows) == 4
    assert board.total == Count(done=1, started=1, open=16, late=2)
    assert board.counts[0] == Count(done=1, open=2, late=2)
    row = next(row for row in board.rows if row.unit == cast.commune_a)
    assert [cell and str(cell.label) for cell in row.cells[:3]] == ["Hoàn thành", "Đang thực hiện", "Chưa thực hiện"]
    assert row.cells[5:] == (None, None, None)
    assert [percent for _look, _label, _count, percent in board.total.parts] == [6, 6, 89, 11]


def test_a_unit_sees_its_own_row_only(cast: Cast, issued: Directive) -> None:
    assert names(cast, issued, "hoa") == [cast.commune_a.key]
    assert names(cast, issued, "vy") == [cast.operator.key]


def test_rows_are_found_by_unit_commune_state_and_lateness(cast: Cast, issued: Directive, task: Task) -> None:
    assert names(cast, issued, search="ky lua") == [cast.commune_b.key]
    assert names(cast, issued, search="Phường Đông Kinh") == [cast.commune_a.key]
    start_task(task_id=task.pk, actor=cast.actor("hoa"), now=NOW)
    assert names(cast, issued, state="started") == [cast.commune_a.key]
    assert names(cast, issued, late=True) == []
    assert len(names(cast, issued, late=True, today=LATER)) == 3
    assert names(cast, issued, state="handed_over") == []


def test_the_board_takes_two_queries_and_the_page_few_however_many_units(
    cast: Cast,
    sign_in: SignIn,
    issued: Directive,
    django_assert_num_queries: pytest.fixture,
) -> None:
    duty_ids = issued.groups.get(order=1).duties.values_list("pk", flat=True)
    for number in range(61):
        joined = unit(f"vhxh-9{number:04}", f"Phòng Văn hóa - Xã hội xã {number}", UnitKind.COMMUNE_OFFICE)
        Task.objects.bulk_create(Task(duty_id=pk, unit=joined, given_on=TODAY) for pk in duty_ids)
    actor = cast.actor("lan")
    with django_assert_num_queries(2):
        board = board_of(issued, actor, today=TODAY)
        assert len(board.rows) == 65
    browser = sign_in(cast.lan)
    browser.get(reverse("directives"))  # the first visit also writes the session
    with django_assert_num_queries(5 + 8):  # session, person, memberships, delegations, notices; and the page's own
        assert browser.get(reverse("directive", args=[issued.pk])).status_code == 200


def test_the_page_links_every_cell_and_says_states_in_words(
    cast: Cast, sign_in: SignIn, issued: Directive, task: Task
) -> None:
    page = sign_in(cast.lan).get(reverse("directive", args=[issued.pk])).content.decode()
    assert reverse("task", args=[task.pk]) in page
    assert page.count("Chưa thực hiện</a>") == 18
    assert "Tiến độ: 18 nhiệm vụ" in page


def test_a_unit_that_joined_is_shown_with_a_button(cast: Cast, sign_in: SignIn, issued: Directive) -> None:
    joined = unit("vhxh-05983", "Phòng Văn hóa - Xã hội phường Lương Văn Tri", UnitKind.COMMUNE_OFFICE)
    browser = sign_in(cast.lan)
    page = browser.get(reverse("directive", args=[issued.pk])).content.decode()
    assert "1 đơn vị mới chưa có nhiệm vụ" in page
    assert browser.post(reverse("directive_give", args=[issued.pk, joined.pk])).status_code == 302
    assert Task.objects.filter(unit=joined).count() == 5
    assert "đơn vị mới" not in sign_in(cast.hoa).get(reverse("directive", args=[issued.pk])).content.decode()


@pytest.mark.parametrize(("name", "status"), [("lan", 200), ("dung", 200), ("hoa", 200), ("vy", 200), ("khoa", 404)])
def test_who_sees_the_directive(cast: Cast, sign_in: SignIn, issued: Directive, name: str, status: int) -> None:
    browser = sign_in(getattr(cast, name))
    assert browser.get(reverse("directive", args=[issued.pk])).status_code == status
    assert ("STTTT-TTr" in browser.get(reverse("directives")).content.decode()) == (status == 200)


def test_an_administrator_sees_no_directives(cast: Cast, sign_in: SignIn, issued: Directive) -> None:
    assert sign_in(cast.quan).get(reverse("directives")).status_code == 403
    assert sign_in(cast.quan).get(reverse("directive", args=[issued.pk])).status_code == 403


def test_the_link_to_open_a_round_is_there_for_those_who_may_open_one(
    cast: Cast, issued: Directive, sign_in: Callable[..., Client]
) -> None:
    clerk = person("van-thu", "Dương Thị Văn Thư", cast.department, Role.CLERK)
    for somebody, leads in ((cast.lan, True), (cast.minh, True), (clerk, False), (cast.dung, False)):
        browser = sign_in(somebody)
        page = browser.get(reverse("directive", args=[issued.pk])).content.decode()
        address = reverse("round_open", args=[issued.pk])
        assert (address in page) == leads, somebody
        assert (browser.get(address).status_code == 200) == leads, somebody
