"""Subscriber records the whole way: export, check, report, bundle, preview, inspection, minutes, figures.

In a real browser and on the real command line. The records are invented and stay in the operator's folder: afterwards
the office's folder is searched for a planted owner, and nothing may be found.
"""

import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from time import sleep
from zoneinfo import ZoneInfo

import docx
import duckdb
import pytest
from playwright.sync_api import Browser, Page

from lachan.invented.subscribers import make_subscribers
from tests.journeys.planted import Search
from tests.journeys.running_office import RunningOffice
from tests.journeys.visitors import accounts_of, sign_in, visit

pytestmark = pytest.mark.journey

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
OPERATOR = "fpt"
NAME, PAPER = "NÔNG THỊ GIEO MẦM", "099190731550"
NUMBERS = tuple(f"0501773{n:03}" for n in range(30))
DRAFT = f"""
from lachan.office.reports.models import UnitReport
print(UnitReport.objects.get(unit__key="{OPERATOR}", state="draft").pk)
"""
HEADERS = {
    "number": "Số thuê bao", "owner_name": "Họ và tên", "birth_date": "Ngày sinh", "id_number": "Số giấy tờ",
    "activated_on": "Ngày kích hoạt", "status": "Trạng thái",
}  # fmt: skip


@dataclass
class Operator:
    """The operator's own folder and command line."""

    folder: Path
    office: RunningOffice

    def lachan(self, *arguments: str | Path) -> str:
        """Run a command; answers what it says."""
        done = subprocess.run(
            [sys.executable, "-m", "lachan.cli", *map(str, arguments)], cwd=self.folder, capture_output=True, text=True,
            env=self.office.environment | {"LACHAN_VAR": str(self.folder / "elsewhere")}, check=False, timeout=240,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def operator(office: RunningOffice, tmp_path: Path) -> Operator:
    """The operator's folder with an export as its system writes it: Vietnamese headers, dates with slashes."""
    folder = tmp_path / "nha-mang"
    folder.mkdir()
    as_of = datetime.now(VIETNAM).date()
    made = make_subscribers(3_000, seed=11, out=folder / "made", as_of=as_of)
    _export(made.subscribers, folder / "thue-bao.csv", as_of)
    return Operator(folder, office)


def _export(records: Path, out: Path, as_of: date) -> None:
    """The made records and a planted owner of many, as CSV."""
    with duckdb.connect() as base:
        columns = base.execute(f"DESCRIBE SELECT * FROM '{records}'").fetchall()
        names = [one[0] for one in columns]
        planted = {
            "number": "number", "owner_name": f"'{NAME}'", "id_number": f"'{PAPER}'", "service": "'mobile'",
            "status": "'active'", "owner_kind": "'person'", "id_kind": "'cccd'", "birth_date": "DATE '1990-05-04'",
            "sex": "'F'", "activated_on": f"TIMESTAMP '{as_of - timedelta(days=400)}'", "plan": "'prepaid'",
            "operator": "'fpt'", "point_id": "'LS-0001'", "commune_code": "'05977'",
        }  # fmt: skip
        rows = ", ".join(f"('{number}')" for number in NUMBERS)
        many = ", ".join(f"{planted.get(name, 'NULL')} AS {name}" for name in names)
        base.execute(f"CREATE VIEW whole AS SELECT {', '.join(names)} FROM '{records}'"
                     f" UNION ALL SELECT {many} FROM (VALUES {rows}) t(number)")  # fmt: skip
        shown = ", ".join(_written(name, kind) for name, kind, *_rest in columns)
        base.execute(f"COPY (SELECT {shown} FROM whole) TO '{out}' (HEADER, DELIMITER ';')")


def _written(name: str, kind: str) -> str:
    value = {"DATE": f"strftime({name}, '%d/%m/%Y')", "TIMESTAMP": f"strftime({name}, '%d/%m/%Y %H:%M:%S')"}
    return f'{value.get(kind, name)} AS "{HEADERS.get(name, name)}"'


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def test_from_the_export_to_the_minutes_and_the_figures(
    browser: Browser, office: RunningOffice, operator: Operator
) -> None:
    accounts = accounts_of(office)
    liaison, officer, leader = (
        sign_in(visit(browser, office), accounts[one]) for one in (f"canbo.{OPERATOR}", "chuyenvien.so", "giamdoc.so")
    )
    _check(browser, operator)
    _exchange_keys(operator, liaison, leader)
    _bundle(operator, liaison, officer)
    _inspect(officer, leader)
    _figures(office, liaison)
    search = Search((NAME, PAPER, *NUMBERS[:3]))
    assert search.in_folder(office.var) == set()
    assert (NAME, "thue-bao.csv") in {(text, place) for text, place in search.in_folder(operator.folder)}


def _check(browser: Browser, operator: Operator) -> None:
    """Understood first, then checked; the first screen of the report says what to do first."""
    today = f"{datetime.now(VIETNAM):%Y-%m-%d}"
    dry = operator.lachan("subscribers", "check", "thue-bao.csv", "--as-of", today, "--dry-run")
    assert "Số thuê bao" in dry
    operator.lachan("subscribers", "check", "thue-bao.csv", "--as-of", today, "--out", "ket-qua")
    operator.lachan("subscribers", "owners", "thue-bao.csv", "--as-of", today, "--out", "ket-qua")
    run = operator.folder / "ket-qua"
    assert {"findings.parquet", "summary.json", "report.html", "report.xlsx", "owners.parquet"} <= {
        one.name for one in run.iterdir()
    }
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto((run / "report.html").as_uri())
    first = page.evaluate("document.elementsFromPoint(640, 450).map(one => one.innerText).join(' ')")
    assert "làm" in page.inner_text("body").lower()
    assert first
    assert NAME not in page.content()
    assert NUMBERS[0] not in page.content()


def _exchange_keys(operator: Operator, liaison: Page, leader: Page) -> None:
    """A signing key of the operator's own, compared by the Department; the Department's key for the tool."""
    shown = operator.lachan("handover", "keygen", "--kind", "sign", "--out", "ky.pem")
    liaison.goto("/yeu-cau/khoa/")
    (operator.folder / "so.pub").write_text(liaison.inner_text("main p code"))
    liaison.fill("#operator_public_key", (operator.folder / "ky.pem.pub").read_text())
    press(liaison, "Gửi")
    leader.goto("/yeu-cau/khoa/")
    leader.locator("summary", has_text="Xác nhận vân tay khóa").click()
    leader.fill("input[name=typed_fingerprint]", shown.split("fingerprint: ", 1)[1].strip())
    leader.get_by_role("button", name="Xác nhận vân tay khóa").click()


def _bundle(operator: Operator, liaison: Page, officer: Page) -> None:
    """The Department's request for holders is open; the bundle answers it, is previewed, and taken in."""
    liaison.goto("/yeu-cau/")
    liaison.locator("tbody tr", has_text="thanh tra, kiểm tra").get_by_role("link").first.click()
    with liaison.expect_download() as waiting:
        press(liaison, "Tải tệp yêu cầu cho công cụ của đơn vị")
    waiting.value.save_as(operator.folder / "yeu-cau.json")
    operator.lachan(
        "bundle", "make", "ket-qua", "--key", "ky.pem", "--operator", OPERATOR, "--out", "goi.lchb", "--request",
        "yeu-cau.json", "--office-key", "so.pub",
    )  # fmt: skip
    assert "Chữ ký đúng" in operator.lachan("bundle", "verify", "goi.lchb", "--key", "ky.pem.pub")
    liaison.goto("/goi-ket-qua/gui/")
    liaison.set_input_files("input[type=file]", operator.folder / "goi.lchb")
    press(liaison, "Kiểm tra và xem trước")
    assert "Chờ xác nhận" in liaison.inner_text("main")
    address = liaison.url
    press(liaison, "Tiếp nhận gói")
    assert "Đã tiếp nhận gói kết quả." in liaison.inner_text("main")
    officer.goto(address)
    said = officer.inner_text("main")
    assert "CT-0001" in said
    assert NAME not in said
    officer.get_by_role("link", name="Lập kế hoạch kiểm tra").first.click()


def _past_the_first_minute_of_the_day() -> datetime:
    """Now; an inspection that ended today needs a whole minute of today behind it."""
    while (now := datetime.now(VIETNAM)).time() < time(0, 1):
        sleep(1)
    return now


def _inspect(officer: Page, leader: Page) -> None:
    """Plan, list, decision, results, minutes; the minutes are read as Word shows them."""
    today = datetime.now(VIETNAM)
    officer.fill("input[name=inspected]", NAME.title())
    officer.fill("input[name=starts_on]", f"{today:%d/%m/%Y}")
    officer.fill("input[name=ends_on]", f"{today + timedelta(days=10):%d/%m/%Y}")
    officer.fill("textarea[name=team]", "Lê Thị Mẫu, Phó Trưởng phòng\nTrần Văn Mẫu, Chuyên viên")
    press(officer, "Lập kế hoạch")
    address = officer.url
    officer.get_by_role("link", name="Thêm thuê bao").click()
    officer.fill("textarea[name=lines]", "\n".join(("0501999001", "0501999002")))
    officer.fill("input[name=sign]", "Chủ thể đứng tên từ 20 thuê bao")
    press(officer, "Thêm vào danh sách")
    assert "050****001" in officer.inner_text("main")
    leader.goto(address)
    leader.get_by_role("link", name="Ký quyết định kiểm tra").click()
    leader.fill("input[name=decision_number]", "15/QĐ-SKHCN")
    press(leader, "Ký quyết định")
    for place, (result, measure) in enumerate((("confirmed", "one_way"), ("dropped", "none")), start=1):
        officer.goto(address)
        officer.get_by_role("link", name=f"Ghi kết quả {place}", exact=True).click()
        officer.select_option("select[name=result]", result)
        officer.select_option("select[name=measure]", measure)
        press(officer, "Ghi kết quả")
    officer.get_by_role("link", name="Lập biên bản").click()
    officer.fill("input[name=place]", "Trụ sở Sở")
    ended = _past_the_first_minute_of_the_day()
    officer.fill("input[name=day]", f"{ended:%d/%m/%Y}")
    officer.fill("input[name=began_clock]", "00:00")
    officer.fill("input[name=ended_clock]", f"{ended:%H:%M}")
    officer.fill("textarea[name=explanation]", "Số dùng cho người thân, chưa giao kết lại hợp đồng.")
    press(officer, "Lập biên bản")
    assert "Đã lập biên bản." in officer.inner_text("main"), officer.inner_text("main")
    officer.get_by_role("link", name="DOCX biên bản").click()
    officer.fill("input[name=purpose]", "In để ký tại chỗ")
    with officer.expect_download() as waiting:
        press(officer, "Tải về")
    document = docx.Document(BytesIO(Path(waiting.value.path()).read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    said = "\n".join([one.text for one in document.paragraphs] + cells)
    for words in ("BIÊN BẢN", NAME.title(), "0501999001", "1 thuê bao có thông tin không đúng", "Tạm dừng một chiều"):
        assert words in said


def _figures(office: RunningOffice, liaison: Page) -> None:
    """The operator's report proposes the figures of annex 2 and says from where they come."""
    liaison.goto(f"/bao-cao/{office.ask(DRAFT)}/sua/")
    assert "Tính từ gói kết quả rà soát" in liaison.inner_text("main")
