"""The pages of inspections, and the papers that they hand out."""

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from django.test import Client
from django.urls import reverse

from lachan.office.inspections.models import Inspection
from lachan.office.trail.models import Entry
from tests.office.inspections.conftest import EXPLANATION, NAME, held, planned
from tests.people import Cast

SignIn = Callable[..., Client]


def text_of(content: bytes) -> str:
    document = docx.Document(BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_an_inspection_is_planned_and_decided_in_the_browser(cast: Cast, sign_in: SignIn) -> None:
    lan, minh = sign_in(cast.lan), sign_in(cast.minh)
    answer = lan.post(reverse("inspection_plan"), {
        "title": "Việc đăng ký, sử dụng nhiều thuê bao", "inspected_kind": "person", "inspected": NAME,
        "starts_on": "02/03/2026", "ends_on": "10/03/2026",
        "team": "Hoàng Thị Lan, Chuyên viên\nVi Văn Dũng, Thư ký",
    })  # fmt: skip
    assert answer.status_code == 302
    found = Inspection.objects.get()
    lan.post(reverse("inspection_numbers", args=[found.pk]), {"lines": "0501234567", "sign": "Đứng tên từ 20 thuê bao"})
    page = lan.get(reverse("inspection", args=[found.pk])).content.decode()
    assert "050****567" in page
    assert NAME not in page
    assert "0501234567" not in page
    minh.post(reverse("inspection_decide", args=[found.pk]), {"decision_number": "", "decision_on": "02/03/2026"})
    found.refresh_from_db()
    assert found.state == "decided"


def test_a_team_line_without_a_title_is_refused_at_its_field(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.lan).post(reverse("inspection_plan"), {"team": "Hoàng Thị Lan\nVi Văn Dũng"})
    assert answer.status_code == 422
    assert "dấu phẩy, rồi chức vụ" in answer.content.decode()


@pytest.mark.parametrize(
    ("paper", "says"),
    [
        ("quyet-dinh", ("QUYẾT ĐỊNH", NAME, "0501234567", "Trưởng đoàn", "chưa phải là kết luận vi phạm")),
        ("bien-ban", ("BIÊN BẢN", NAME, "0501234567", EXPLANATION, "2 thuê bao có thông tin không đúng",
                      "Tạm dừng một chiều: 1 thuê bao", "NGƯỜI ĐƯỢC KIỂM TRA")),
    ],
)  # fmt: skip
def test_papers_hold_what_was_checked_and_are_handed_out_for_a_purpose(
    cast: Cast, sign_in: SignIn, paper: str, says: tuple[str, ...]
) -> None:
    found = held(cast)
    address = reverse("inspection_paper", args=[found.pk, paper, "docx"])
    lan = sign_in(cast.lan)
    assert lan.get(address).status_code == 200
    assert lan.post(address, {"purpose": "in"}).status_code == 422
    answer = lan.post(address, {"purpose": "In để ký tại chỗ"})
    said = text_of(answer.content)
    for words in says:
        assert words in said
    kept = Entry.objects.get(event="inspection_paper_made")
    assert (kept.purpose, kept.facts["paper"]) == ("In để ký tại chỗ", paper)
    assert sign_in(cast.dung).post(address, {"purpose": "Xem thử hồ sơ"}).status_code == 403


def test_minutes_that_are_not_held_are_no_paper_yet(cast: Cast, sign_in: SignIn) -> None:
    found = planned(cast)
    for paper in ("quyet-dinh", "bien-ban"):
        answer = sign_in(cast.lan).get(reverse("inspection_paper", args=[found.pk, paper, "pdf"]))
        assert answer.status_code == 409
    assert sign_in(cast.lan).get(reverse("inspection_paper", args=[found.pk, "thu-moi", "pdf"])).status_code == 404


def test_numbers_are_opened_for_a_purpose_and_never_on_the_page_before(cast: Cast, sign_in: SignIn) -> None:
    found = planned(cast)
    address = reverse("inspection_reveal", args=[found.pk])
    lan = sign_in(cast.lan)
    assert "0501234567" not in lan.get(address).content.decode()
    assert "0501234567" in lan.post(address, {"purpose": "Đối chiếu với giấy tờ"}).content.decode()


def test_inspections_are_found_by_words_without_accents(cast: Cast, sign_in: SignIn) -> None:
    found = planned(cast)
    lan = sign_in(cast.lan)
    assert found.number in lan.get(reverse("inspections"), {"q": "nhieu thue bao"}).content.decode()
    assert found.number not in lan.get(reverse("inspections"), {"q": "khong co"}).content.decode()
