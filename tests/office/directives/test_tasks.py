"""A unit works on its task and proves it; nobody else does."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lachan.office.directives.actions import close_directive, complete_task, reopen_task, start_task
from lachan.office.directives.actions.results import Done, add_result, withdraw_result
from lachan.office.directives.models import Directive, Result, Task, TaskState
from lachan.office.directives.queries import TaskFilter, tasks_of
from lachan.office.files.models import StoredFile
from lachan.office.refusals import NotAllowed, NotNow, NotRight
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry
from tests.office.directives.conftest import TODAY
from tests.people import NOW, Cast
from tests.readers.files import docx_bytes, image_bytes, pdf_bytes

SignIn = Callable[..., Client]
DONE = Done(done_on=TODAY, text="Đăng 3 bài trên trang phường", figures={"TT-01": 3})


def add(cast: Cast, task: Task, done: Done = DONE, by: str = "hoa") -> Result:
    return add_result(task_id=task.pk, done=done, actor=cast.actor(by), now=NOW)


def test_a_task_is_started_proved_completed_and_reopened(cast: Cast, task: Task) -> None:
    hoa = cast.actor("hoa")
    assert start_task(task_id=task.pk, actor=hoa, now=NOW).state == TaskState.STARTED
    add(cast, task)
    done = complete_task(task_id=task.pk, actor=hoa, now=NOW)
    assert (done.state, done.completed_at) == (TaskState.DONE, NOW)
    again = reopen_task(task_id=task.pk, reason="Còn thiếu tờ rơi", actor=hoa, now=NOW)
    assert (again.state, again.completed_at) == (TaskState.STARTED, None)
    events = Entry.objects.filter(object_kind="directives.task").values_list("event", flat=True)
    assert list(events) == [Event.TASK_STARTED, Event.TASK_COMPLETED, Event.TASK_REOPENED]


def test_the_first_result_starts_the_task(cast: Cast, task: Task) -> None:
    add(cast, task)
    task.refresh_from_db()
    assert task.state == TaskState.STARTED


def test_a_task_without_result_is_not_completed(cast: Cast, task: Task) -> None:
    start_task(task_id=task.pk, actor=cast.actor("hoa"), now=NOW)
    with pytest.raises(NotNow) as no:
        complete_task(task_id=task.pk, actor=cast.actor("hoa"), now=NOW)
    assert no.value.code == "no_result"


def test_a_withdrawn_result_proves_nothing_but_stays(cast: Cast, task: Task) -> None:
    result = add(cast, task)
    with pytest.raises(NotRight):
        withdraw_result(result_id=result.pk, reason=" ", actor=cast.actor("hoa"), now=NOW)
    withdraw_result(result_id=result.pk, reason="Nhầm số", actor=cast.actor("hoa"), now=NOW)
    assert Result.objects.get().withdrawn_reason == "Nhầm số"
    with pytest.raises(NotNow):
        complete_task(task_id=task.pk, actor=cast.actor("hoa"), now=NOW)


def test_a_completed_task_takes_no_result_and_gives_none_back(cast: Cast, task: Task) -> None:
    result = add(cast, task)
    complete_task(task_id=task.pk, actor=cast.actor("hoa"), now=NOW)
    with pytest.raises(NotNow):
        add(cast, task)
    with pytest.raises(NotNow):
        withdraw_result(result_id=result.pk, reason="Nhầm", actor=cast.actor("hoa"), now=NOW)


def test_a_closed_directive_holds_its_tasks_still(cast: Cast, issued: Directive, task: Task) -> None:
    close_directive(directive_id=issued.pk, actor=cast.actor("minh"), now=NOW)
    with pytest.raises(NotNow):
        start_task(task_id=task.pk, actor=cast.actor("hoa"), now=NOW)


@pytest.mark.parametrize("name", ["lan", "minh", "dung"])
def test_the_department_sees_the_task_but_does_not_do_it(cast: Cast, sign_in: SignIn, task: Task, name: str) -> None:
    browser = sign_in(getattr(cast, name))
    assert browser.get(reverse("task", args=[task.pk])).status_code == 200
    assert browser.post(reverse("task_start", args=[task.pk])).status_code == 403
    assert browser.get(reverse("result_add", args=[task.pk])).status_code == 403


@pytest.mark.parametrize("name", ["son", "vy", "khoa", "quan"])
def test_the_task_is_not_there_for_others(cast: Cast, sign_in: SignIn, task: Task, name: str) -> None:
    browser = sign_in(getattr(cast, name))
    refused = 403 if name == "quan" else 404
    assert browser.get(reverse("task", args=[task.pk])).status_code == refused
    assert browser.post(reverse("task_start", args=[task.pk])).status_code == refused
    assert browser.get(reverse("result_add", args=[task.pk])).status_code == refused


def test_a_liaison_works_for_the_operator(cast: Cast, issued: Directive) -> None:
    task = Task.objects.get(duty__code="2.1", unit=cast.operator)
    add(cast, task, Done(done_on=TODAY, text="Rà soát", figures={"TB-01": 120_000, "TB-02": 118_500}), by="vy")
    assert Result.objects.get().figures == {"TB-01": 120_000, "TB-02": 118_500}


@pytest.mark.parametrize(
    ("done", "field"),
    [
        (Done(done_on=date(2026, 3, 3), text="Mai"), "done_on"),
        (Done(done_on=TODAY, text="  "), "text"),
        (Done(done_on=TODAY, text="x", figures={"TB-01": 1}), "figure-TB-01"),
        (Done(done_on=TODAY, text="x", figures={"TT-01": -1}), "figure-TT-01"),
        (Done(done_on=TODAY, text="x", evidence_kind="rumour"), "evidence_kind"),
        (Done(done_on=TODAY, text="x", link="javascript:alert(1)"), "link"),
    ],
)
def test_a_wrong_result_is_refused_at_its_box(cast: Cast, task: Task, done: Done, field: str) -> None:
    with pytest.raises(NotRight) as no:
        add(cast, task, done)
    assert no.value.field == field
    assert not Result.objects.exists()


def test_a_result_with_figures_and_files_through_the_page(cast: Cast, sign_in: SignIn, task: Task) -> None:
    browser = sign_in(cast.hoa)
    files = [
        SimpleUploadedFile("ke-hoach.docx", docx_bytes("Kế hoạch")),
        SimpleUploadedFile("anh.png", image_bytes("PNG")),
    ]
    answer = browser.post(
        reverse("result_add", args=[task.pk]),
        {
            "done_on": "02/03/2026", "text": "Hội nghị tuyên truyền", "figure-TT-06": "1", "figure-TT-07": "120",
            "evidence_kind": "event_record", "link": "https://dongkinh.langson.example/tin/1", "proof": files,
        },
    )  # fmt: skip
    assert answer.status_code == 302
    result = Result.objects.get()
    assert result.figures == {"TT-06": 1, "TT-07": 120}
    assert sorted(result.files.values_list("name", flat=True)) == ["anh.png", "ke-hoach.docx"]
    page = browser.get(reverse("task", args=[task.pk])).content.decode()
    assert "Hội nghị tuyên truyền" in page
    assert "ke-hoach.docx" in page


def test_one_bad_file_keeps_the_whole_result_out(cast: Cast, sign_in: SignIn, task: Task) -> None:
    kept = StoredFile.objects.count()
    files = [
        SimpleUploadedFile("tot.pdf", pdf_bytes()),
        SimpleUploadedFile("xau.pdf", pdf_bytes(script="app.alert(1)")),
    ]
    answer = sign_in(cast.hoa).post(
        reverse("result_add", args=[task.pk]), {"done_on": "02/03/2026", "text": "Có tệp xấu", "proof": files}
    )
    assert answer.status_code == 422
    assert "có thể tự chạy" in answer.content.decode()
    assert "Có tệp xấu" in answer.content.decode()
    assert not Result.objects.exists()
    assert StoredFile.objects.count() == kept


@pytest.mark.parametrize(
    ("box", "value", "words"),
    [("done_on", "mùng 3 tháng Giêng âm lịch", "âm lịch"), ("figure-TT-01", "-3", "0"), ("figure-TT-01", "ba", "số")],
)
def test_a_wrong_box_is_shown_again(cast: Cast, sign_in: SignIn, task: Task, box: str, value: str, words: str) -> None:
    answer = sign_in(cast.hoa).post(
        reverse("result_add", args=[task.pk]), {"done_on": "02/03/2026", "text": "Đã làm", box: value}
    )
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Result.objects.exists()


def test_a_result_is_withdrawn_on_its_page(cast: Cast, sign_in: SignIn, task: Task) -> None:
    result = add(cast, task)
    browser = sign_in(cast.hoa)
    address = reverse("result_withdraw", args=[result.pk])
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"reason": ""}).status_code == 422
    assert browser.post(address, {"reason": "Nhầm đơn vị"}).status_code == 302
    assert "Nhầm đơn vị" in browser.get(reverse("task", args=[task.pk])).content.decode()
    assert sign_in(cast.lan).post(address, {"reason": "x"}).status_code == 403
    assert sign_in(cast.son).post(address, {"reason": "x"}).status_code == 404


def keys(cast: Cast, who: str, **wanted: object) -> list[str]:
    found = tasks_of(cast.actor(who), TaskFilter(**wanted), today=date(2026, 3, 20))  # type: ignore[arg-type]
    return [f"{task.unit.key} {task.duty.code}" for task in found]


def test_the_list_holds_the_units_own_tasks_soonest_first(cast: Cast, issued: Directive) -> None:
    assert keys(cast, "hoa") == [f"{cast.commune_a.key} 1.{n}" for n in range(1, 6)]
    assert keys(cast, "hoa", late=True) == [f"{cast.commune_a.key} 1.1"]
    assert keys(cast, "hoa", search="lừa đảo dong kinh") == keys(cast, "hoa")
    assert keys(cast, "hoa", search="hai phong") == []
    assert keys(cast, "lan") == []
    assert len(keys(cast, "lan", everything=True)) == 18
    assert len(keys(cast, "hoa", everything=True)) == 5


def test_the_list_page_filters_and_pages(cast: Cast, sign_in: SignIn, issued: Directive) -> None:
    browser = sign_in(cast.lan)
    page = browser.get(reverse("tasks"), {"everything": "on", "q": "ky lua"}).content.decode()
    assert "5 nhiệm vụ" in page
    assert "Không có nhiệm vụ nào khớp" in browser.get(reverse("tasks")).content.decode()


def test_adding_through_the_door_of_another_unit_is_refused(cast: Cast, task: Task) -> None:
    with pytest.raises(NotAllowed):
        add(cast, task, by="lan")
