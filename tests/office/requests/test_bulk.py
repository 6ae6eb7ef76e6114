"""Many answers by a table: the plan first, then all or none."""

import re
from collections.abc import Callable
from io import BytesIO

import openpyxl
from django.test import Client
from django.urls import reverse

from lachan.office.requests.models import RequestState
from tests.office.requests.conftest import Desk

SignIn = Callable[..., Client]


def filled(browser: Client, answers: dict[str, str]) -> BytesIO:
    """The office's own table with the answers typed into it."""
    book = openpyxl.load_workbook(BytesIO(browser.post(reverse("requests_bulk_table")).content))
    sheet = book.active
    for row in sheet.iter_rows():
        said = answers.get(str(row[0].value))
        if said is not None:
            row[1].value = said
    out = BytesIO()
    book.save(out)
    out.seek(0)
    out.name = "tra-loi.xlsx"
    return out


def plan_in(page: str) -> str:
    found = re.search(r'name="plan" value="([^"]+)"', page)
    return found[1] if found else ""


def test_the_table_is_downloaded_filled_previewed_and_carried_out(desk: Desk, sign_in: SignIn) -> None:
    first, second, third = (desk.received() for _n in range(3))
    vy = sign_in(desk.cast.vy)
    table = filled(vy, {first.reference: "Không có dữ liệu", second.reference: "Đã quá thời hạn lưu giữ"})
    page = vy.post(reverse("requests_bulk"), {"file": table}).content.decode()
    first.refresh_from_db()
    assert first.state == RequestState.RECEIVED
    assert vy.post(reverse("requests_bulk_confirm"), {"plan": plan_in(page)}).status_code == 302
    for one in (first, second, third):
        one.refresh_from_db()
    assert [one.state for one in (first, second, third)] == ["answered", "answered", "received"]


def test_a_row_that_cannot_be_carried_out_keeps_all_back(desk: Desk, sign_in: SignIn) -> None:
    request, vy = desk.received(), sign_in(desk.cast.vy)
    answer = vy.post(reverse("requests_bulk"), {"file": filled(vy, {request.reference: "Chắc là không"})})
    assert answer.status_code == 422
    assert not plan_in(answer.content.decode())


def test_a_refusal_in_the_middle_undoes_the_answers_before_it(desk: Desk, sign_in: SignIn) -> None:
    first, second = desk.received(), desk.received()
    vy = sign_in(desk.cast.vy)
    table = filled(vy, {first.reference: "Không có dữ liệu", second.reference: "Đã thực hiện, đã cung cấp"})
    page = vy.post(reverse("requests_bulk"), {"file": table}).content.decode()
    assert vy.post(reverse("requests_bulk_confirm"), {"plan": plan_in(page)}).status_code == 422  # no package
    first.refresh_from_db()
    assert first.state == RequestState.RECEIVED


def test_a_plan_of_another_person_or_a_changed_one_is_refused(desk: Desk, sign_in: SignIn) -> None:
    request, vy = desk.received(), sign_in(desk.cast.vy)
    page = vy.post(reverse("requests_bulk"), {"file": filled(vy, {request.reference: "Không có dữ liệu"})})
    plan = plan_in(page.content.decode())
    assert plan
    for who, text in ((desk.stranger, plan), (desk.cast.vy, plan[:-2])):
        assert sign_in(who).post(reverse("requests_bulk_confirm"), {"plan": text}).status_code == 409
