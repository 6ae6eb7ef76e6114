"""The pages: from the form to the signed file, tables that come in, and what everybody sees."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from lachan.office.files.models import StoredFile
from lachan.office.protected.actions import apply_import, withdraw
from lachan.office.protected.models import ProtectedNumber, PublishedList
from lachan.office.protected.plan import COLUMNS, GivenTable, header, plan_import
from lachan.office.refusals import NotNow
from lachan.readers.protected_list import read_protected_list
from lachan.readers.signing_keys import read_verifying_key
from tests.office.protected.conftest import TODAY, added, approved, published
from tests.people import NOW, Cast

SignIn = Callable[..., Client]
TYPED = {
    "first": "0205 000 0001", "last": "", "unit": "", "body_name": "Cơ quan thử nghiệm", "use": "đường dây nóng",
    "originates": "only_from", "trunks": "Nhà mạng B\nNhà mạng A", "patterns": "0205 000 1???",
    "valid_from": "02/03/2026", "valid_to": "", "shown": "on", "verified_by": "Hoàng Thị Lan", "verified_how": "visit",
    "verified_on": "02/03/2026", "verified_note": "",
}  # fmt: skip
ROW = {
    "first": "0205 000 0001", "body_name": "Cơ quan thử nghiệm", "originates": "Không bao giờ gọi đi",
    "valid_from": "02/03/2026", "verified_by": "Lan", "verified_how": "Làm việc trực tiếp", "verified_on": "02/03/2026",
}  # fmt: skip


def csv_of(*rows: dict[str, str]) -> bytes:
    lines = [";".join(header(column) for column in COLUMNS)]
    lines += [";".join(f'"{row.get(column, "")}"' for column in COLUMNS) for row in rows]
    return "\n".join(lines).encode()


def sent(browser: Client, content: bytes, name: str = "so.csv") -> Any:
    file = BytesIO(content)
    file.name = name
    return browser.post(reverse("protected_import"), {"file": file})


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def test_from_the_form_over_the_approval_to_a_signed_file_that_an_operator_takes(cast: Cast, sign_in: SignIn) -> None:
    lan, minh, vy = sign_in(cast.lan), sign_in(cast.minh), sign_in(cast.vy)
    assert lan.post(reverse("protected_number_add"), TYPED).status_code == 302
    number = ProtectedNumber.objects.get()
    page = minh.get(reverse("protected_approvals")).content.decode()
    assert "Nhà mạng A; Nhà mạng B" in page
    minh.post(reverse("protected_approve"), {"chosen": hidden(page, "listed")})
    number.refresh_from_db()
    assert number.state == "approved"
    page = minh.get(reverse("protected_publish")).content.decode()
    minh.post(reverse("protected_publish"), {"seen": hidden(page, "seen"), "days": "30"})
    made = PublishedList.objects.get()
    key = read_verifying_key(vy.get(reverse("protected_list_key")).content)
    answer = vy.get(reverse("protected_list_file", args=[made.serial]))
    assert answer.status_code == 302
    content = Client(HTTP_HOST="127.0.0.1").get(answer["Location"].partition("127.0.0.1:8000")[2])
    listed = read_protected_list(b"".join(content), key=key)
    assert [(one.body, one.trunks) for one in listed.ranges] == [("Cơ quan thử nghiệm", ("Nhà mạng A", "Nhà mạng B"))]
    assert StoredFile.objects.get().name == f"so-duoc-bao-ve-{made.serial}.signed"


def test_the_form_shows_what_stands_there_and_saving_it_unchanged_keeps_the_approval(
    cast: Cast, sign_in: SignIn
) -> None:
    number = approved(cast, last="0205 000 0099", patterns=("0205001????",))
    lan = sign_in(cast.lan)
    address = reverse("protected_number_change", args=[number.pk])
    form = lan.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields}
    assert (values["first"], values["last"], values["patterns"]) == ("0205 000 0001", "0205 000 0099", "0205001????")
    posted = {name: value for name, value in values.items() if value not in (None, False)}
    posted |= {name: f"{values[name]:%d/%m/%Y}" for name in ("valid_from", "verified_on")}
    assert lan.post(address, posted).status_code == 302
    number.refresh_from_db()
    assert number.state == "approved"


def test_a_wrong_value_is_shown_at_its_field_in_the_form(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.lan).post(reverse("protected_number_add"), TYPED | {"patterns": "09*"})
    assert answer.status_code == 422
    assert "“09*” không dùng được" in str(answer.context["form"].errors["patterns"])


@pytest.mark.parametrize("chosen", ["x", "", "9" * 30 + ":a", "-1:a", "12"])
def test_a_choice_that_the_page_never_wrote_is_refused(cast: Cast, sign_in: SignIn, chosen: str) -> None:
    answer = sign_in(cast.minh).post(reverse("protected_approve"), {"chosen": chosen} if chosen else {})
    assert answer.status_code in (404, 422)


def test_a_table_is_shown_first_then_imported_and_a_second_time_there_is_nothing_to_do(
    cast: Cast, sign_in: SignIn
) -> None:
    lan = sign_in(cast.lan)
    content = csv_of(
        ROW, ROW | {"first": "113", "body_name": "", "unit": cast.commune_a.key, "shown": "không"},
        ROW | {"first": "114", "originates": "Chỉ gọi đi từ nguồn đã khai", "trunks": "B; A", "patterns": "0690000*"},
    )  # fmt: skip
    page = sent(lan, content).content.decode()
    assert not ProtectedNumber.objects.exists()
    answer = lan.post(
        reverse("protected_import_confirm"), {"table": hidden(page, "table"), "seen": hidden(page, "seen")}
    )
    assert answer.status_code == 302
    made = {one.first: one for one in ProtectedNumber.objects.all()}
    assert {one.state for one in made.values()} == {"waiting"}
    assert (made["113"].unit, made["113"].shown) == (cast.commune_a, False)
    assert (made["114"].trunks, made["114"].patterns) == (["A", "B"], ["0690000*"])
    assert "không có gì để nhập" in sent(lan, content).content.decode()


BAD_ROWS: dict[str, tuple[dict[str, str], str, str]] = {
    "no number": ({"first": ""}, "Số", "phải có nội dung"),
    "a number that is none": ({"first": "02050"}, "Số", "số điện thoại Việt Nam"),
    "a unit that is not there": ({"unit": "khong-co"}, "Mã đơn vị", "không có đơn vị"),
    "an unknown choice": ({"originates": "thỉnh thoảng"}, "Gọi đi", "các giá trị là"),
    "a day of no calendar": ({"valid_from": "31/02/2026"}, "Từ ngày", "không phải ngày"),
    "neither yes nor no": ({"shown": "có lẽ"}, "Đăng công khai", "có hoặc không"),
    "two bodies": ({"unit": "skhcn"}, "Tên cơ quan", "chỉ một trong hai"),
    "a pattern that fits everything": ({"patterns": "0*"}, "Mẫu số giống", "không dùng được"),
    "no paper": ({"verified_how": "Văn bản của cơ quan"}, "Căn cứ xác minh", "số, ký hiệu"),
}


@pytest.mark.parametrize("what", BAD_ROWS)
def test_a_bad_row_is_named_by_file_row_and_column_and_nothing_is_written(
    cast: Cast, sign_in: SignIn, what: str
) -> None:
    change, column, words = BAD_ROWS[what]
    lan = sign_in(cast.lan)
    answer = sent(lan, csv_of(ROW | {"first": "113"}, ROW | change))
    assert answer.status_code == 422
    (error,) = answer.context["plan"].errors
    assert (error.place.file, error.place.row, error.place.column) == ("so.csv", 3, column)
    assert words in error.message("vi")
    assert error.message("en") != error.message("vi")
    assert words in answer.content.decode()
    assert answer.context["table"] == ""
    assert not ProtectedNumber.objects.exists()


def test_rows_that_overlap_each_other_or_the_register_are_named(cast: Cast) -> None:
    added(cast, first="0205 000 0100", last="0205 000 0199")
    rows = [
        ROW | {"first": "0205 000 0001", "last": "0205 000 0009"}, ROW | {"first": "0205 000 0005"},
        ROW | {"first": "0205 000 0150"}, ROW | {"first": "0205 000 0005", "valid_from": "01/01/2025",
                                                 "valid_to": "01/03/2026"},
    ]  # fmt: skip
    given = GivenTable("a.csv", tuple(enumerate(rows, start=2)), ())
    errors = plan_import(given, TODAY).errors
    assert [(error.place.row, error.place.column) for error in errors] == [(3, "Số"), (4, "Số")]
    assert "dòng 2" in errors[0].message("vi")
    assert "0205 000 0100" in errors[1].message("vi")


def test_an_import_that_is_no_longer_what_was_seen_is_shown_again(cast: Cast) -> None:
    given = GivenTable("a.csv", ((2, ROW), (3, ROW | {"first": "113"})), ())
    seen = plan_import(given, TODAY).digest
    added(cast, first="113", body_name=ROW["body_name"], use="", verified_by="Lan", verified_how="visit",
          verified_note="")  # fmt: skip
    with pytest.raises(NotNow):
        apply_import(given=given, seen=seen, actor=cast.actor("lan"), now=NOW)
    assert ProtectedNumber.objects.count() == 1


def test_a_workbook_is_read_as_a_table_is(cast: Cast, sign_in: SignIn) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([header(column) for column in COLUMNS])
    sheet.append([ROW.get(column, "") for column in COLUMNS])
    content = BytesIO()
    book.save(content)
    page = sent(sign_in(cast.lan), content.getvalue(), "so.xlsx").content.decode()
    assert "+842050000001" in page


@pytest.mark.parametrize(
    ("content", "name"), [(b"", "so.csv"), (b"a;b\n1;2\n", "so.csv"), (b"MZ\x90", "so.xlsx"), (b"%PDF-1.4", "so.pdf")]
)
def test_a_file_that_is_no_such_table_is_refused_in_words(
    cast: Cast, sign_in: SignIn, content: bytes, name: str
) -> None:
    answer = sent(sign_in(cast.lan), content, name)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]


def test_a_preview_of_somebody_else_is_not_carried_out(cast: Cast, sign_in: SignIn) -> None:
    page = sent(sign_in(cast.lan), csv_of(ROW)).content.decode()
    said = {"table": hidden(page, "table"), "seen": hidden(page, "seen")}
    assert sign_in(cast.minh).post(reverse("protected_import_confirm"), said).status_code == 409


def public(browser: Client, **query: str) -> str:
    answer = browser.get("/so-chinh-thuc/", query, headers={"host": "localhost"})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_everybody_sees_what_is_approved_valid_and_shown_and_that_it_proves_nothing(cast: Cast, client: Client) -> None:
    approved(cast, use="đường dây nóng")
    approved(cast, first="113", body_name="Ẩn", shown=False)
    added(cast, first="114", body_name="Chờ")
    withdraw(
        number_id=approved(cast, first="115", body_name="Rút").pk, reason="Không dùng", actor=cast.actor("minh"),
        now=NOW,
    )  # fmt: skip
    page = public(client)
    assert re.findall(r"<h2>(.+)</h2>", page) == ["Cơ quan thử nghiệm"]
    assert 'href="tel:+842050000001"' in page
    assert "không chứng minh được ai đang gọi" in page
    assert "Lan" not in page, "who verified is nobody's business"


@pytest.mark.parametrize(
    ("asked", "found"),
    [("co quan", 1), ("THỬ NGHIỆM", 1), ("0205.000.0001", 1), ("+84205 0000001", 1), ("02050000002", 0), ("x", 0)],
)
def test_everybody_searches_without_accents_and_by_number(cast: Cast, client: Client, asked: str, found: int) -> None:
    approved(cast)
    page = public(client, q=asked)
    assert page.count("<h2>") == found
    if not found:
        assert "chưa hẳn là giả, cũng chưa hẳn là thật" in page


@pytest.mark.parametrize("asked", ["<script>alert(1)</script>", "%' OR 1=1 --", "\x00", "​", "9" * 5000, "١١٣", "+"])
def test_the_search_of_everybody_bears_any_words(cast: Cast, client: Client, asked: str) -> None:
    approved(cast)
    assert "<script" not in public(client, q=asked)


def test_the_public_page_is_light_and_has_no_script(cast: Cast, client: Client) -> None:
    for place in range(50):
        approved(cast, first=f"0205 000 1{place:03}")
    page = public(client)
    assert "<script" not in page
    assert "style=" not in page
    assert len(page.encode()) < 40_000
    assert re.findall(r'href="([^"]+\.css)"', page) == ["/static/office/public.css"]


def test_a_list_that_is_over_is_said_to_be(cast: Cast, sign_in: SignIn) -> None:
    approved(cast)
    made = published(cast, days=1)
    PublishedList.objects.filter(pk=made.pk).update(issued_at=NOW.replace(year=2025), valid_until=NOW.replace(day=1))
    assert "Danh sách mới nhất đã hết hiệu lực" in sign_in(cast.vy).get(reverse("protected_lists")).content.decode()
