"""The pages of units: everybody signed in reads, administrators write, and a preview binds the import."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lachan.office.people.actor import Actor
from lachan.office.people.models import Membership, Role
from lachan.office.trail.models import Entry
from lachan.office.units.models import Unit
from tests.people import SINCE, Cast, person

SignIn = Callable[..., Client]
HEAD = "Mã,Tên đơn vị,Loại,Từ ngày\n"
GOOD = (
    HEAD + "to-1,Tổ công tác số 1,Đơn vị khác,01/01/2026\n"
    "viettel,Viettel tại Lạng Sơn,Doanh nghiệp viễn thông,01/01/2020\n"
)


@pytest.fixture
def at_desk(keeper: Actor, sign_in: SignIn) -> Client:
    """The browser of the administrator of Lạng Sơn's Department."""
    return sign_in(keeper.person)


def send(browser: Client, content: str | bytes, name: str = "don-vi.csv"):  # type: ignore[no-untyped-def]
    raw = content.encode() if isinstance(content, str) else content
    return browser.post(reverse("unit_import"), {"file": SimpleUploadedFile(name, raw)})


def hidden(page: str, name: str) -> str:
    found = re.search(f'name="{name}" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def page_of(answer) -> str:  # type: ignore[no-untyped-def]
    return answer.content.decode()


def address(name: str, key: str) -> str:
    return reverse(name, args=[Unit.objects.get(key=key).pk])


@pytest.mark.parametrize("name", ["lan", "hoa", "vy", "khoa", "quan"])
def test_everybody_who_is_signed_in_reads_units(cast: Cast, sign_in: SignIn, name: str) -> None:
    browser = sign_in(getattr(cast, name))
    for to in (reverse("units"), address("unit", "vhxh-05977"), reverse("unit_export", args=["csv"])):
        assert browser.get(to).status_code == 200


def test_a_stranger_reads_nothing(client: Client, cast: Cast) -> None:
    for to in (reverse("units"), address("unit", "pc02"), reverse("unit_export", args=["csv"])):
        assert client.get(to, headers={"host": "localhost"}).status_code == 302


@pytest.mark.parametrize("name", ["lan", "minh", "dung", "hoa", "tam", "vy", "son", "khoa"])
def test_only_an_administrator_comes_to_the_pages_that_write(cast: Cast, sign_in: SignIn, name: str) -> None:
    browser = sign_in(getattr(cast, name))
    writing = [reverse("unit_add"), reverse("unit_import"), reverse("unit_import_confirm")]
    for to in (*writing, address("unit_change", "pc02"), address("unit_end", "pc02")):
        assert browser.post(to, {}).status_code == 403
    page = page_of(browser.get(reverse("units")))
    assert "Thêm đơn vị" not in page
    assert not Entry.objects.filter(event__startswith="unit").exists()


def test_an_administrator_of_another_unit_does_not_write(cast: Cast, sign_in: SignIn) -> None:
    Membership.objects.create(person=cast.son, unit=cast.commune_b, role=Role.ADMINISTRATOR, valid_from=SINCE)
    assert sign_in(cast.son).get(reverse("unit_add")).status_code == 403


def test_the_list_shows_the_units_of_a_day(at_desk: Client) -> None:
    def found(**asked: str) -> str:
        return page_of(at_desk.get(reverse("units"), asked))

    assert "65 đơn vị có hiệu lực ngày 02/03/2026" in found(kind="commune_office")
    assert "11 đơn vị có hiệu lực ngày 20/04/2020" in found(kind="district_office", day="20/04/2020")
    assert "Không có đơn vị nào khớp" in found(kind="district_office", day="01/07/2025")
    assert "Sở Thông tin và Truyền thông" in found(day="28/02/2025", kind="department")
    assert "Sở Thông tin và Truyền thông" not in found(day="01/03/2025", kind="department")


def test_the_list_is_searched_without_accents_and_paged(at_desk: Client) -> None:
    page = page_of(at_desk.get(reverse("units"), {"q": "VHXH dong kinh"}))
    assert "1 đơn vị" in page
    assert "Phòng Văn hóa - Xã hội phường Đông Kinh" in page
    second = page_of(at_desk.get(reverse("units"), {"page": "2", "day": "02/03/2026"}))
    assert "Trang 2 / 3" in second
    assert second.count("<tr>") == 51
    assert "day=02%2F03%2F2026&amp;page=3" in second or "page=3&amp;day=" in second


def test_a_day_that_is_none_gets_a_sentence(at_desk: Client) -> None:
    for typed, word in (("30/02/2026", "dd/mm/yyyy"), ("mùng 3 âm lịch", "âm lịch"), ("x", "dd/mm/yyyy")):
        answer = at_desk.get(reverse("units"), {"day": typed})
        assert answer.status_code == 422
        assert word in page_of(answer)


def test_the_list_asks_few_questions_however_long_it_is(at_desk: Client) -> None:
    at_desk.get(reverse("units"))
    with CaptureQueriesContext(connection) as asked:
        at_desk.get(reverse("units"))
    assert len(asked) <= 9


def test_a_unit_shows_its_place_its_line_and_its_area(at_desk: Client) -> None:
    page = page_of(at_desk.get(address("unit", "vhxh-05977")))
    assert "Phường Đông Kinh (05977)" in page
    assert "Ủy ban nhân dân phường Đông Kinh" in page
    assert "Phòng Văn hóa và Thông tin huyện Cao Lộc" in page
    assert "Phòng Văn hóa và Thông tin thành phố Lạng Sơn" in page
    former = page_of(at_desk.get(address("unit", "vhtt-189")))
    assert "Huyện Đình Lập (189)" in former
    assert "Đã kết thúc" in former
    assert former.count("từ 01/07/2025") == 4
    assert "Đơn vị trực thuộc (65)" not in former
    assert "Phòng Chuyển đổi số" in page_of(at_desk.get(address("unit", "skhcn")))


def test_only_administrators_see_how_many_people_a_unit_has(cast: Cast, sign_in: SignIn) -> None:
    to = address("unit", "skhcn")
    assert "Người dùng hiện có vai trò" not in page_of(sign_in(cast.lan).get(to))
    page = page_of(sign_in(cast.quan).get(to))
    assert re.search(r"Người dùng hiện có vai trò</dt><dd>4 ·", page)


def test_a_unit_that_is_not_there_is_not_found(at_desk: Client) -> None:
    for name in ("unit", "unit_change", "unit_end"):
        assert at_desk.get(reverse(name, args=[999999])).status_code == 404


def test_a_unit_is_added_corrected_and_ended_by_form(at_desk: Client) -> None:
    assert at_desk.get(reverse("unit_add")).status_code == 200
    typed = {
        "key": "gmobile", "name": "Gmobile Lạng Sơn", "kind": "operator", "valid_from": "01/02/2026",
        "area": "05977, 06613",
    }  # fmt: skip
    answer = at_desk.post(reverse("unit_add"), typed)
    assert answer["Location"] == address("unit", "gmobile")
    assert "Xã Đình Lập (06613)" in page_of(at_desk.get(answer["Location"]))

    to = address("unit_change", "gmobile")
    assert 'value="05977, 06613"' in page_of(at_desk.get(to))
    assert at_desk.post(to, typed | {"name": "Gtel Mobile Lạng Sơn", "kind": "police"}).status_code == 302
    unit = Unit.objects.get(key="gmobile")
    assert (unit.name, unit.kind) == ("Gtel Mobile Lạng Sơn", "operator")

    to = address("unit_end", "gmobile")
    assert at_desk.get(to).status_code == 200
    ended = {"valid_to": "31/03/2026", "successors": ["vnpt", "viettel"], "basis": "Hợp đồng chuyển giao"}
    assert at_desk.post(to, ended).status_code == 302
    page = page_of(at_desk.get(address("unit", "gmobile")))
    assert "VNPT Lạng Sơn</a>, từ 01/04/2026" in page
    assert "Hợp đồng chuyển giao" in page
    assert 'value="31/03/2026"' in page_of(at_desk.get(to))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"key": "viettel"}, "Mã này đã có đơn vị dùng."),
        ({"key": "Có dấu"}, "mã gồm chữ thường không dấu"),
        ({"valid_from": "30/02/2026"}, "Hãy ghi ngày dạng dd/mm/yyyy"),
        ({"valid_from": "mùng 1 Tết"}, "ngày âm lịch"),
        ({"parent": "khong-co"}, "Hãy chọn một đơn vị trong danh sách."),
        ({"parent": "stttt"}, "chỉ có hiệu lực từ 01/01/2020 đến hết 28/02/2025"),
        ({"area": "5"}, "không phải mã xã, phường của Tỉnh Lạng Sơn"),
        ({"name": "=1"}, "công thức"),
    ],
)
def test_what_was_typed_wrong_comes_back_with_its_sentence(
    at_desk: Client, typed: dict[str, str], sentence: str
) -> None:
    before = Unit.objects.count()
    good = {"key": "gmobile", "name": "Gmobile", "kind": "operator", "valid_from": "01/02/2026"}
    answer = at_desk.post(reverse("unit_add"), good | typed)
    assert answer.status_code == 422
    page = page_of(answer)
    assert 'id="error-summary"' in page
    assert sentence in page
    assert Unit.objects.count() == before


def test_an_end_before_the_subordinates_end_is_explained(at_desk: Client) -> None:
    answer = at_desk.post(address("unit_end", "skhcn"), {"valid_to": "31/12/2026"})
    assert answer.status_code == 422
    assert "Đơn vị trực thuộc có hiệu lực ngoài thời gian này" in page_of(answer)
    assert Unit.objects.get(key="skhcn").valid_to is None


def test_a_preview_shows_the_plan_and_writes_nothing(at_desk: Client) -> None:
    assert "Mã đơn vị cấp trên" in page_of(at_desk.get(reverse("unit_import")))
    before = [list(model.objects.order_by("pk").values()) for model in (Unit, Entry)]
    answer = send(at_desk, GOOD)
    assert answer.status_code == 200
    page = page_of(answer)
    assert "Tổ công tác số 1" in page
    assert "Viettel tại Lạng Sơn" in page
    assert [list(model.objects.order_by("pk").values()) for model in (Unit, Entry)] == before


def test_confirming_carries_out_what_was_previewed(at_desk: Client) -> None:
    page = page_of(send(at_desk, GOOD))
    said = {"table": hidden(page, "table"), "seen": hidden(page, "seen")}
    answer = at_desk.post(reverse("unit_import_confirm"), said, follow=True)
    assert "Đã nhập: thêm 1, sửa 1, kết thúc 0 đơn vị." in page_of(answer)
    assert Unit.objects.filter(key="to-1").exists()
    again = at_desk.post(reverse("unit_import_confirm"), said)  # the button pressed twice
    assert again.status_code == 409
    assert "đã thay đổi sau khi bạn xem trước" in page_of(again)


def test_the_browser_is_not_trusted_with_the_table(at_desk: Client, cast_of_two: Client) -> None:
    page = page_of(send(at_desk, GOOD))
    table, seen = hidden(page, "table"), hidden(page, "seen")
    for said in (
        {"table": table[:-1] + ("A" if table[-1] != "A" else "B"), "seen": seen},
        {"table": "", "seen": seen},
        {"table": table, "seen": ""},
        {"table": table, "seen": "0" * 64},
        {},
    ):
        assert at_desk.post(reverse("unit_import_confirm"), said).status_code == 409
    assert cast_of_two.post(reverse("unit_import_confirm"), {"table": table, "seen": seen}).status_code == 409
    assert not Unit.objects.filter(key="to-1").exists()


@pytest.fixture
def cast_of_two(keeper: Actor, sign_in: SignIn) -> Client:
    """The browser of a second administrator."""
    return sign_in(person("binh", "Chu Văn Bình", Unit.objects.get(key="skhcn"), Role.ADMINISTRATOR))


def test_errors_are_listed_by_row_and_column_and_leave_no_button(at_desk: Client) -> None:
    answer = send(at_desk, GOOD + "to-2,Tổ 2,Đơn vị khác,30/02/2026\nto-3,Tổ 3,Bộ,01/01/2026\n")
    assert answer.status_code == 422
    page = page_of(answer)
    assert "“30/02/2026” không phải ngày dương lịch" in page
    assert '<th scope="row">4</th><td>Từ ngày</td>' in page
    assert '<th scope="row">5</th><td>Loại</td>' in page
    assert 'name="table"' not in page


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("don-vi.csv", b"STT,Ten\n1,x\n", "thiếu cột"),
        ("don-vi.csv", b"", "tệp rỗng"),
        ("don-vi.xlsx", b"PK\x03\x04", "don-vi.xlsx"),
        ("don-vi.pdf", b"%PDF-1.4", "loại tệp này không được nhận"),
        ("don-vi.csv", b"\x00\x01\x02\x03", "don-vi.csv"),
        ("don-vi.csv", (HEAD + "a,A,Sở,01/01/2026\n" * 2001).encode(), "hơn 2000 dòng"),
    ],
)
def test_a_file_that_is_no_table_of_units_is_refused_in_words(
    at_desk: Client, name: str, content: bytes, sentence: str
) -> None:
    answer = send(at_desk, content, name)
    assert answer.status_code == 422
    assert sentence in page_of(answer)


def test_names_from_a_table_cannot_act_in_the_page(at_desk: Client) -> None:
    page = page_of(send(at_desk, HEAD + "to-1,<script>alert(1)</script>,Đơn vị khác,01/01/2026\n"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    ("kind", "media_type", "start"),
    [("csv", "text/csv; charset=utf-8", b"\xef\xbb\xbf"), ("xlsx", "application/vnd.openxml", b"PK")],
)
def test_the_export_is_a_file_that_comes_back_unchanged(
    at_desk: Client, kind: str, media_type: str, start: bytes
) -> None:
    answer = at_desk.get(reverse("unit_export", args=[kind]))
    assert answer["Content-Type"].startswith(media_type)
    assert answer["Content-Disposition"] == f'attachment; filename="don-vi-20260302.{kind}"'
    assert answer.content.startswith(start)
    assert Entry.objects.filter(event="export_made").count() == 1
    back = send(at_desk, answer.content, f"don-vi.{kind}")
    assert back.status_code == 200
    assert "không có gì để nhập" in page_of(back)


def test_there_is_no_other_kind_of_export(at_desk: Client) -> None:
    assert at_desk.get(reverse("unit_export", args=["pdf"])).status_code == 404
