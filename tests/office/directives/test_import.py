"""A paper comes in as a draft, whatever file it is in; what cannot be used gets a clear answer and leaves nothing."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lachan.office.directives.models import Directive, DirectiveState, Duty
from lachan.office.files.models import StoredFile
from lachan.office.trail.models import Entry
from tests.office.directives.conftest import REAL
from tests.people import Cast
from tests.readers.files import docx_bytes, pdf_bytes, with_parts
from tests.readers.letters import as_docx, as_pdf

SignIn = Callable[..., Client]
TEXT = REAL.read_text(encoding="utf-8")
MEGABYTE = 1024 * 1024


def send(browser: Client, name: str, content: bytes):  # type: ignore[no-untyped-def]
    return browser.post(reverse("directive_import"), {"file": SimpleUploadedFile(name, content)})


def files_kept() -> list[Path]:
    return [path for path in (Path(settings.VAR) / "files").rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "content"),
    [("chi-dao.txt", TEXT.encode()), ("chi-dao.docx", as_docx(TEXT)), ("chi-dao.pdf", as_pdf(TEXT))],
    ids=["txt", "docx", "pdf"],
)
def test_the_real_directive_is_recognised_in_every_kind_of_file(
    cast: Cast, sign_in: SignIn, name: str, content: bytes
) -> None:
    browser = sign_in(cast.lan)
    answer = send(browser, name, content)
    directive = Directive.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == reverse("directive_check", args=[directive.pk])
    assert directive.state == DirectiveState.DRAFT
    assert directive.unit == cast.department
    assert [group.addressee_groups for group in directive.groups.all()] == [
        ["department_divisions", "local_culture_offices"],
        ["operators"],
    ]
    codes = Duty.objects.values_list("code", flat=True)
    assert list(codes) == ["1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2", "2.3"]
    assert directive.source_file is not None
    assert directive.source_file.name == name
    assert "phi phát hiện có dấu hiệu" in Duty.objects.get(code="2.2").text  # quoted as it stands


def test_a_pasted_text_is_kept_as_a_text_file(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.lan)
    assert browser.post(reverse("directive_import"), {"text": TEXT}).status_code == 302
    assert Duty.objects.count() == 8
    stored = StoredFile.objects.get()
    assert stored.kind == "txt"


def test_the_check_page_shows_text_form_and_doubts(cast: Cast, sign_in: SignIn, draft: Directive) -> None:
    page = sign_in(cast.lan).get(reverse("directive_check", args=[draft.pk])).content.decode()
    assert page.count('<mark class="known"') >= 8
    assert "Số văn bản để trống" in page
    assert 'name="g2d3-text"' in page


def bomb() -> bytes:
    return with_parts(docx_bytes("x"), {"word/media/lots.bin": b"\0" * (300 * MEGABYTE)})


def traversal() -> bytes:
    out = io.BytesIO(docx_bytes(TEXT))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("../../x", "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("la.txt", lambda: "Kính gửi các đơn vị. Xin chào.".encode(), "không thấy nhiệm vụ nào"),
        ("quet.pdf", lambda: pdf_bytes(2), "quét"),
        ("lon.txt", lambda: b"a" * (200 * MEGABYTE), "lớn hơn"),
        ("bom.docx", bomb, "bung ra quá lớn"),
        ("duong-dan.docx", traversal, "đường dẫn không an toàn"),
        ("anh.png", lambda: b"\x89PNG\r\n\x1a\n", "không được nhận"),
        ("rong.txt", lambda: b"", "tệp rỗng"),
    ],
    ids=["no duties", "scan", "200 MB", "zip bomb", "unsafe path inside", "picture", "empty"],
)
def test_what_cannot_be_used_gets_a_clear_answer_and_leaves_nothing(
    cast: Cast, sign_in: SignIn, name: str, make: Callable[[], bytes], words: str
) -> None:
    browser = sign_in(cast.lan)
    kept, told = files_kept(), Entry.objects.count()
    answer = send(browser, name, make())
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Directive.objects.exists()
    assert not StoredFile.objects.exists()
    assert files_kept() == kept
    assert Entry.objects.count() == told


def test_a_name_with_a_path_keeps_only_its_last_part(cast: Cast, sign_in: SignIn) -> None:
    upload = io.BytesIO(TEXT.encode())
    upload.name = "../../x.txt"
    assert sign_in(cast.lan).post(reverse("directive_import"), {"file": upload}).status_code == 302
    stored = StoredFile.objects.get()
    assert stored.name == "x.txt"
    assert ".." not in stored.stored_as


def test_neither_file_nor_text_is_asked_for_again(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.lan).post(reverse("directive_import"), {})
    assert answer.status_code == 422
    assert "Hãy chọn một tệp hoặc dán toàn văn" in answer.content.decode()


def test_a_lunar_date_is_left_open_and_said(cast: Cast, sign_in: SignIn) -> None:
    text = TEXT.replace("ngày tháng 4 năm 2020", "ngày mùng 10 tháng 3 năm Canh Tý")
    browser = sign_in(cast.lan)
    browser.post(reverse("directive_import"), {"text": text})
    directive = Directive.objects.get()
    assert directive.dated is None
    assert "âm lịch" in browser.get(reverse("directive_check", args=[directive.pk])).content.decode()


@pytest.mark.parametrize("name", ["hoa", "vy", "dung", "quan", "khoa"])
def test_only_who_prepares_at_the_department_imports(cast: Cast, sign_in: SignIn, name: str) -> None:
    browser = sign_in(getattr(cast, name))
    assert browser.get(reverse("directive_import")).status_code == 403
    assert send(browser, "a.txt", TEXT.encode()).status_code == 403
    assert not Directive.objects.exists()
