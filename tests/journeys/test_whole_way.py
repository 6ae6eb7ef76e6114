"""The loop, once round, through a real browser: the letter comes down, a commune does it, the report goes up."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.journeys.running_office import RunningOffice
from tests.journeys.visitors import accounts_of, sign_in, visit

pytestmark = pytest.mark.journey

LETTER = Path(__file__).parents[1] / "readers" / "data" / "directive.vi.txt"
TITLE = "Báo cáo nhanh theo yêu cầu"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def test_from_the_letter_to_the_official_report(browser: Browser, office: RunningOffice) -> None:
    accounts = accounts_of(office)
    writer, signer = _local_people(accounts)

    officer = sign_in(visit(browser, office), accounts["chuyenvien.so"])
    officer.goto("/chi-dao/nhap/")
    officer.set_input_files("input[type=file]", LETTER)
    press(officer, "Đọc và đối chiếu")
    assert officer.locator(".duty-group").count() == 2
    assert officer.locator("section.duty h4").all_inner_texts() == [
        f"Nội dung {code}" for code in ("1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2", "2.3")
    ]
    assert officer.locator(".duty-group").nth(0).get_by_label("Cơ quan văn hóa cấp huyện, cấp xã").is_checked()
    assert officer.locator(".duty-group").nth(1).get_by_label("Doanh nghiệp viễn thông").is_checked()
    officer.check("input[name$=blanks_as_given]")
    press(officer, "Lưu và xác nhận đúng với bản gốc")
    assert "Chờ lãnh đạo Sở" in officer.inner_text("main")
    address = officer.url

    leader = sign_in(visit(browser, office), accounts["giamdoc.so"])
    leader.goto(address)
    assert "65" in leader.inner_text(".duty-group >> nth=0")
    press(leader, "Ký ban hành và giao nhiệm vụ")
    assert "Đã ban hành và giao nhiệm vụ." in leader.inner_text("main")
    directive = leader.url

    officer.goto(directive + "mo-dot/")
    officer.fill("input[name=title]", TITLE)
    today = officer.evaluate("new Date().toLocaleDateString('en-GB')")
    officer.fill("input[name=period_from]", today)
    officer.fill("input[name=period_to]", today)
    officer.fill("input[name=working_days]", "5")
    press(officer, "Mở đợt và nhắn các đơn vị")
    round_address = officer.url

    clerk = sign_in(visit(browser, office), writer)
    _work_on_a_task(clerk, directive)
    clerk.goto("/")
    clerk.get_by_role("link", name=TITLE).first.click()
    clerk.get_by_role("link", name="Soạn báo cáo").click()
    for field in clerk.locator("input.figure").all():
        if not field.input_value():
            field.fill("1")
    clerk.fill("textarea[name=steering]", "Đã phân công cán bộ phụ trách và thông báo đến các khối phố.")
    press(clerk, "Lưu và trình ký")
    report = clerk.url
    assert clerk.get_by_role("button", name="Ký và gửi Sở").count() == 0

    head = sign_in(visit(browser, office), signer)
    head.goto(report)
    press(head, "Ký và gửi Sở")
    assert "đã ký lúc" in head.inner_text("main")

    officer.goto(report)
    press(officer, "Tiếp nhận")
    assert "Đã tiếp nhận báo cáo." in officer.inner_text("main")

    officer.goto(round_address + "lap-bao-cao/")
    press(officer, "Lập báo cáo DOCX, PDF, XLSX")
    words = {kind: _text_of(kind, _download(officer, kind)) for kind in ("DOCX", "PDF", "XLSX")}
    for text in (words["DOCX"], words["PDF"]):
        for said in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "BÁO CÁO", "Nơi nhận:"):
            assert said in text
    assert "Tin, bài trên trang thông tin điện tử" in words["XLSX"]
    assert office.stop() == 0
    office.manage("verify_trail")


def _local_people(accounts):  # type: ignore[no-untyped-def]
    keys = [name.split(".", 1)[1] for name in accounts if name.startswith("canbo.")]
    key = next(one for one in keys if f"lanhdao.{one}" in accounts)
    return accounts[f"canbo.{key}"], accounts[f"lanhdao.{key}"]


def _work_on_a_task(page: Page, directive: str) -> None:
    page.goto(directive)
    page.locator(".board tbody a").first.click()
    page.get_by_role("link", name="Ghi kết quả").click()
    page.fill("textarea[name=text]", "Phát thanh cảnh báo trên loa của phường.")
    press(page, "Ghi kết quả")
    assert "Phát thanh cảnh báo trên loa của phường." in page.inner_text("main")


def _download(page: Page, kind: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=kind).first.click()
    return Path(waiting.value.path()).read_bytes()


def _text_of(kind: str, content: bytes) -> str:
    if kind == "PDF":
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    if kind == "DOCX":
        paper = Document(BytesIO(content))
        cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
        return " ".join([paragraph.text for paragraph in paper.paragraphs] + cells)
    book = load_workbook(BytesIO(content))
    return " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
