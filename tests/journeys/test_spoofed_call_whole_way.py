"""A spoofed call the whole way, in a real browser: an agency reports, an operator is asked and answers, all is counted.

The Department's officer drafts and its leader approves; the operator's liaison tells trunk and source; the officer ends
the incident, and the agency reads the outcome. Afterwards nothing of the called number stands in the office's folder.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.planted import Search
from tests.journeys.running_office import RunningOffice
from tests.journeys.visitors import accounts_of, visit

pytestmark = pytest.mark.journey

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SHOWN, BODY, CALLED = "+84069 000 0042", "Công an tỉnh", "0501 998 877"
SAID = "Xưng là cán bộ điều tra GIEO MẦM"
BLOCKED = 4_321


@pytest.fixture
def people(browser: Browser, office: RunningOffice) -> dict[str, Page]:
    """The four who play, signed in with two factors."""
    police = next(name for name in accounts_of(office) if name.startswith("dautoi."))
    parts = {
        "police": police, "officer": "chuyenvien.so", "leader": "giamdoc.so", "operator": "canbo.fpt",
    }  # fmt: skip
    sessions = office.sessions(*(f"{name}@lachan.example" for name in parts.values()))
    pages = {}
    for part, name in parts.items():
        context = visit(browser, office)
        context.add_cookies([{"name": "sessionid", "value": sessions[f"{name}@lachan.example"], "url": office.url}])
        pages[part] = context.new_page()
    return pages


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def fill(page: Page, **boxes: str) -> None:
    for name, value in boxes.items():
        page.fill(f"[name={name}]", value)


def test_from_the_report_of_an_agency_to_the_figures(
    browser: Browser, office: RunningOffice, people: dict[str, Page]
) -> None:
    now = datetime.now(VIETNAM)
    number = _report(people["police"], now)
    request = _ask(people["officer"], number, now)
    _approve(people["leader"], request)
    _answer(people["operator"], request, now)
    _end(people["officer"], number)
    _figures(people)
    people["police"].goto("/gia-mao-so/")
    follow(people["police"], number)
    assert "Cuộc gọi từ nước ngoài đã bị chặn." in people["police"].inner_text("main")
    assert Search(("501998877", "GIEO MẦM")).in_folder(office.var) == set()


def _report(page: Page, now: datetime) -> str:
    """The police tell of a call that showed a number like their own; the register knows it."""
    page.goto("/gia-mao-so/")
    follow(page, "Báo cuộc gọi giả mạo số")
    fill(page, shown=SHOWN, called_at=f"{now - timedelta(hours=3):%d/%m/%Y %H:%M}", called=CALLED, said=SAID)
    page.select_option("[name=source]", "agency")
    page.select_option("[name=network]", label="FPT Telecom Lạng Sơn")
    press(page, "Ghi nhận")
    words = page.inner_text("main")
    assert "Gần giống số được bảo vệ" in words
    assert BODY in words
    return page.inner_text("h1")


def _ask(page: Page, number: str, now: datetime) -> str:
    """The officer puts it into a case and drafts the request; answers the request's address."""
    page.goto("/gia-mao-so/")
    follow(page, number)
    follow(page, "Gắn vào vụ việc")
    press(page, "Gắn vào vụ việc")
    follow(page, "Lập yêu cầu truy vết")
    assert page.locator("[name=operator] option:checked").inner_text() == "FPT Telecom Lạng Sơn"
    fill(page, letter_number="199/SKHCN-BCVT", letter_on=f"{now:%d/%m/%Y}", letter_days="2")
    press(page, "Lưu bản nháp")
    press(page, "Trình phê duyệt")
    return page.url


def _approve(page: Page, request: str) -> None:
    page.goto(request)
    follow(page, "Đọc và phê duyệt")
    assert "84069" in page.inner_text("main")
    press(page, "Phê duyệt và gửi")
    assert "Đã gửi, chờ tiếp nhận" in page.inner_text("main")


def _answer(page: Page, request: str, now: datetime) -> None:
    """The operator's liaison takes it in and tells trunk, source and what was blocked."""
    page.goto(request)
    press(page, "Tiếp nhận")
    page.select_option("[name=trunk_kind]", "international")
    page.select_option("[name=source]", "foreign")
    fill(
        page, trunk="IGW-09", source_name="Nhà mạng Hư Cấu", calls_blocked=str(BLOCKED), suspended="0",
        blocked_since=f"{now - timedelta(minutes=30):%d/%m/%Y %H:%M}",
    )  # fmt: skip
    press(page, "Gửi trả lời")
    assert "IGW-09" in page.inner_text("main")


def _end(page: Page, number: str) -> None:
    page.goto("/gia-mao-so/")
    follow(page, number)
    assert "IGW-09 (Hướng quốc tế)" in page.inner_text("main")
    press(page, "Ghi đã truy vết xong")
    follow(page, "Kết thúc sự việc")
    page.select_option("[name=outcome]", "at_border")
    fill(page, sentence="Cuộc gọi từ nước ngoài đã bị chặn.")
    press(page, "Kết thúc sự việc")
    assert "Đã chặn tại trung kế quốc tế" in page.inner_text("main")


def _figures(people: dict[str, Page]) -> None:
    """The operator reads its own calls, the Department those of all; the first line is this month's from abroad."""
    for part, at_least in (("operator", BLOCKED), ("officer", BLOCKED + 1_240)):
        people[part].goto("/gia-mao-so/so-lieu/")
        months = people[part].locator("tbody tr", has_text="Hướng quốc tế").all()
        blocked = [int(row.locator("td").nth(1).inner_text().replace(".", "")) for row in months]
        assert sum(blocked) == at_least
        assert BODY in people[part].inner_text("tbody")
