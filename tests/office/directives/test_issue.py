"""Issuing: first a plan, then one act of a second person gives tasks, letter and notices, all or nothing, once."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from time import perf_counter

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from lachan.office.directives.actions import (
    close_directive,
    confirm_directive,
    correct_directive,
    issue_directive,
    send_back_directive,
)
from lachan.office.directives.content import content_of
from lachan.office.directives.models import Directive, DirectiveState, Duty, Task
from lachan.office.directives.plan import plan_issue
from lachan.office.files import shelf
from lachan.office.files.models import StoredFile
from lachan.office.notices.models import Notice
from lachan.office.people.models import Delegation
from lachan.office.refusals import NotAllowed, NotNow, NotRight, Refusal
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry
from lachan.office.units.models import Unit, UnitKind
from lachan.readers.papers import read_paper_text
from lachan.readers.uploads import FileKind
from lachan.vietnam.working_days import Calendar
from tests.office.directives.conftest import TODAY
from tests.people import NOW, Cast, unit

SignIn = Callable[..., Client]


def by_code(directive: Directive) -> dict[str, set[str]]:
    tasks = Task.objects.filter(duty__group__directive=directive)
    found: dict[str, set[str]] = {}
    for code, key in tasks.values_list("duty__code", "unit__key"):
        found.setdefault(code, set()).add(key)
    return found


def test_every_unit_of_the_group_on_the_day_gets_one_task_a_duty(cast: Cast, issued: Directive) -> None:
    local = {cast.division.key, cast.commune_a.key, cast.commune_b.key}
    assert by_code(issued) == {f"1.{n}": local for n in range(1, 6)} | {
        f"2.{n}": {cast.operator.key} for n in range(1, 4)
    }
    assert issued.state == DirectiveState.ISSUED
    assert issued.issued_by == cast.minh


def test_due_dates_are_counted_from_the_day_and_explained(cast: Cast, issued: Directive, task: Task) -> None:
    assert task.due_on == date(2026, 3, 5)
    assert [step["vi"] for step in task.due_steps] == ["Bắt đầu 02/03/2026", "3 ngày làm việc", "đến hạn 05/03/2026"]
    when_asked = Task.objects.get(duty__code="1.2", unit=cast.commune_a)
    assert when_asked.due_on is None
    assert "khi có yêu cầu" in when_asked.due_steps[0]["vi"]


def test_only_units_valid_on_the_day_count(cast: Cast, confirmed: Directive) -> None:
    Unit.objects.filter(pk=cast.commune_b.pk).update(valid_to=date(2026, 2, 28))
    unit_of_later = unit("vhxh-moi", "Phòng Văn hóa - Xã hội xã mới", UnitKind.COMMUNE_OFFICE)
    Unit.objects.filter(pk=unit_of_later.pk).update(valid_from=date(2026, 4, 1))
    issue_directive(directive_id=confirmed.pk, on=TODAY, actor=cast.actor("minh"), now=NOW)
    assert by_code(confirmed)["1.1"] == {cast.division.key, cast.commune_a.key}


def test_the_page_shows_the_plan_and_the_leader_issues_it(cast: Cast, sign_in: SignIn, confirmed: Directive) -> None:
    browser = sign_in(cast.minh)
    address = reverse("directive_issue", args=[confirmed.pk])
    page = browser.get(address).content.decode()
    assert "<strong>18</strong> nhiệm vụ cho <strong>4</strong> đơn vị" in page
    assert "05/03/2026" in page
    plan = plan_issue(confirmed, on=TODAY, calendar=Calendar.load())
    answer = browser.post(address, {"on": "02/03/2026", "seen": plan.digest}, follow=True)
    assert answer.status_code == 200
    assert "Đã ban hành" in answer.content.decode()
    assert Task.objects.count() == 18


def test_the_confirmer_does_not_issue(cast: Cast, sign_in: SignIn, draft: Directive) -> None:
    leader = cast.actor("minh")
    content = replace(content_of(draft), blanks_as_given=True)
    correct_directive(directive_id=draft.pk, content=content, actor=leader, now=NOW)
    confirm_directive(directive_id=draft.pk, actor=leader, now=NOW)
    with pytest.raises(NotAllowed) as no:
        issue_directive(directive_id=draft.pk, on=TODAY, actor=leader, now=NOW)
    assert no.value.code == "four_eyes"
    assert "không tự ban hành" in sign_in(cast.minh).get(reverse("directive_issue", args=[draft.pk])).content.decode()


def test_the_data_base_itself_keeps_four_eyes(cast: Cast, confirmed: Directive) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Directive.objects.filter(pk=confirmed.pk).update(issued_by=cast.lan)


@pytest.mark.parametrize("name", ["lan", "dung"])
def test_who_does_not_sign_does_not_issue(cast: Cast, confirmed: Directive, name: str) -> None:
    with pytest.raises(NotAllowed):
        issue_directive(directive_id=confirmed.pk, on=TODAY, actor=cast.actor(name), now=NOW)


def test_a_deputy_issues_in_the_leaders_place(cast: Cast, confirmed: Directive) -> None:
    given = Delegation.objects.create(
        unit=cast.department, leader=cast.minh, deputy=cast.dung, valid_from=TODAY, valid_to=TODAY, basis="QĐ 1"
    )
    done = issue_directive(directive_id=confirmed.pk, on=TODAY, actor=cast.actor("dung"), now=NOW)
    assert done.issued_under == given
    assert "KT. GIÁM ĐỐC" in letter_text(done)


def test_issuing_twice_is_refused_and_gives_nothing_twice(cast: Cast, issued: Directive) -> None:
    with pytest.raises(NotNow):
        issue_directive(directive_id=issued.pk, on=TODAY, actor=cast.actor("minh"), now=NOW)
    assert Task.objects.count() == 18
    assert Entry.objects.filter(event=Event.DIRECTIVE_ISSUED).count() == 1


def test_a_group_without_units_is_refused_by_name_and_day_and_leaves_nothing(
    cast: Cast, sign_in: SignIn, confirmed: Directive
) -> None:
    Unit.objects.filter(pk=cast.operator.pk).update(valid_to=date(2025, 12, 31))
    before = StoredFile.objects.count()
    answer = sign_in(cast.minh).post(reverse("directive_issue", args=[confirmed.pk]), {"on": "02/03/2026"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Doanh nghiệp viễn thông" in page
    assert "02/03/2026" in page
    assert not Task.objects.exists()
    assert StoredFile.objects.count() == before
    assert Directive.objects.get().state == DirectiveState.CONFIRMED


def test_a_plan_that_changed_in_between_is_not_carried_out(cast: Cast, confirmed: Directive) -> None:
    seen = plan_issue(confirmed, on=TODAY, calendar=Calendar.load()).digest
    unit("vhxh-05983", "Phòng Văn hóa - Xã hội phường Lương Văn Tri", UnitKind.COMMUNE_OFFICE, None, ("05983",))
    with pytest.raises(NotNow) as no:
        issue_directive(directive_id=confirmed.pk, on=TODAY, seen=seen, actor=cast.actor("minh"), now=NOW)
    assert no.value.code == "plan_changed"
    assert not Task.objects.exists()


def test_a_number_or_date_is_needed_unless_the_paper_left_them_blank(cast: Cast, draft: Directive) -> None:
    confirm_directive(directive_id=draft.pk, actor=cast.actor("lan"), now=NOW)
    with pytest.raises(NotRight) as no:
        issue_directive(directive_id=draft.pk, on=TODAY, actor=cast.actor("minh"), now=NOW)
    assert "Chưa có số văn bản" in str(no.value.sentence)


def test_a_day_outside_the_calendar_is_refused(cast: Cast, confirmed: Directive) -> None:
    with pytest.raises(NotRight) as no:
        issue_directive(directive_id=confirmed.pk, on=date(2030, 12, 31), actor=cast.actor("minh"), now=NOW)
    assert "31/12/2030" in str(no.value.sentence)


def test_members_of_the_units_are_told_once(cast: Cast, issued: Directive) -> None:
    told = Notice.objects.filter(key=f"directive-{issued.pk}-issued").values_list("person__full_name", flat=True)
    assert sorted(told) == sorted([cast.hoa.full_name, cast.tam.full_name, cast.son.full_name, cast.vy.full_name])


def letter_text(directive: Directive, which: str = "letter_docx") -> str:
    stored = getattr(directive, which)
    with shelf.opened(stored.stored_as) as opened:
        content = opened.read()
    return read_paper_text(content, FileKind(stored.kind), name=stored.name).text


def test_the_letter_to_all_units_is_kept_as_docx_and_pdf(cast: Cast, issued: Directive) -> None:
    for which in ("letter_docx", "letter_pdf"):
        text = " ".join(letter_text(issued, which).split())
        assert "Thực hiện Công văn số …/STTTT-TTr ngày … tháng 4 năm 2020 của Sở Thông tin và Truyền thông" in text
        assert "Tăng cường tuyên truyền về cách nhận biết" in text
        assert "Viettel Lạng Sơn" in text
        assert "05/03/2026" in text
        assert cast.minh.full_name in text


def test_sent_back_and_confirmed_anew_it_is_issued_with_the_new_words(cast: Cast, confirmed: Directive) -> None:
    send_back_directive(directive_id=confirmed.pk, reason="Sửa số", actor=cast.actor("minh"), now=NOW)
    content = replace(content_of(confirmed), number="15")
    correct_directive(directive_id=confirmed.pk, content=content, actor=cast.actor("lan"), now=NOW)
    confirm_directive(directive_id=confirmed.pk, actor=cast.actor("lan"), now=NOW)
    done = issue_directive(directive_id=confirmed.pk, on=TODAY, actor=cast.actor("minh"), now=NOW)
    assert "15/STTTT-TTr" in letter_text(done)


def test_a_closed_directive_is_followed_no_more(cast: Cast, issued: Directive) -> None:
    with pytest.raises(NotAllowed):
        close_directive(directive_id=issued.pk, actor=cast.actor("lan"), now=NOW)
    assert close_directive(directive_id=issued.pk, actor=cast.actor("minh"), now=NOW).state == DirectiveState.CLOSED


def test_sixty_five_communes_are_served_quickly(cast: Cast, confirmed: Directive) -> None:
    for number in range(63):
        unit(f"vhxh-9{number:04}", f"Phòng Văn hóa - Xã hội xã {number}", UnitKind.COMMUNE_OFFICE)
    started = perf_counter()
    issue_directive(directive_id=confirmed.pk, on=TODAY, actor=cast.actor("minh"), now=NOW)
    assert Task.objects.filter(duty__code__startswith="1.").count() == 66 * 5
    assert perf_counter() - started < 20  # seconds, letter and all, on a busy machine


@pytest.mark.django_db(transaction=True)
def test_two_leaders_pressing_at_once_issue_once(cast: Cast, confirmed: Directive) -> None:
    outcomes: list[str] = []

    def press() -> None:
        try:
            issue_directive(directive_id=confirmed.pk, on=TODAY, actor=cast.actor("minh"), now=NOW)
            outcomes.append("issued")
        except Refusal as no:
            outcomes.append(no.code)
        finally:
            connection.close()

    presses = [threading.Thread(target=press) for _ in range(2)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert sorted(outcomes) == ["issued", "not_in_this_state"]
    assert Task.objects.count() == Duty.objects.filter(group__order=1).count() * 3 + 3
