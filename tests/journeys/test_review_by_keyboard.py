"""A reviewer at the keyboard: thirty names, one key each, the next one there at once, an undo, and no mouse."""

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.running_office import RunningOffice
from tests.journeys.visitors import visit

pytestmark = pytest.mark.journey

MANY = 30
FILL = """
from django.utils import timezone
from lachan.office.intake.actions import Said, put_signals
from lachan.office.intake.keys import named
from lachan.office.intake.models import Subject
from lachan.readers.subjects import read_subjects
now = timezone.now()
Subject.objects.filter(state="waiting").update(state="more")
put_signals(saids=[Said(named=named(read_subjects(f"tro-choi-hu-cau-{n}.example")[0]), source="finding", origin="sites",
    mark=f"journey-{n}", seen_at=now, score=1 - n / 100, rule="WEB-009", trick="gambling") for n in range(%d)],
    actor=None, now=now)
print("null")
"""
STATES = """
from collections import Counter
from lachan.office.intake.models import Subject
print(json.dumps(Counter(Subject.objects.filter(key__startswith="tro-choi-hu-cau").values_list("state", flat=True))))
"""


def test_thirty_names_are_judged_by_thirty_keys(browser: Browser, office: RunningOffice) -> None:
    office.ask(FILL % MANY)
    email = "chuyenvien.so@lachan.example"
    context = visit(browser, office)
    context.add_cookies([{"name": "sessionid", "value": office.sessions(email)[email], "url": office.url}])
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto("/tin-hieu/xem-xet/")
    for place in range(MANY):
        assert page.locator("#card h2").inner_text() == f"tro-choi-hu-cau-{place}[.]example"
        press(page, "1" if place % 2 else "2")
    assert page.locator("#card h2").inner_text() == "Hàng đợi đã hết"
    press(page, "0")
    assert page.locator("#card h2").inner_text() == f"tro-choi-hu-cau-{MANY - 1}[.]example"
    page.keyboard.press("6")
    page.keyboard.type("12 trang cung mau")  # digits in the reason are no keys
    page.keyboard.press("Enter")
    assert page.locator("#card h2").inner_text() == f"tro-choi-hu-cau-{MANY - 1}[.]example"
    page.keyboard.press("Escape")
    press(page, "1")
    assert office.ask(STATES) == {"more": MANY // 2, "false_alarm": MANY // 2}
    assert wrong == []
    context.close()


def press(page: Page, key: str) -> None:
    """One key, and another card is there and has the keys."""
    before = page.locator("#card h2").inner_text()
    with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        page.keyboard.press(key)
    assert answered.value.status == 200
    page.wait_for_function(
        """before => { const title = document.querySelector("#card h2");
            return title && title.innerText !== before && document.activeElement === title; }""",
        arg=before,
    )
