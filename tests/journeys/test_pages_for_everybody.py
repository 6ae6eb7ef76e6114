"""Pages for everybody: WCAG 2.2 AA by axe, 320 px without sideways scrolling, no script or style refused."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.journeys.running_office import RunningOffice
from tests.journeys.seen import broken, violations
from tests.journeys.visitors import visit

pytestmark = pytest.mark.journey

PEOPLE = {
    "officer": "chuyenvien.so@lachan.example",
    "leader": "giamdoc.so@lachan.example",
    "administrator": "quantri.so@lachan.example",
    "operator": "canbo.fpt@lachan.example",
}
ADDRESSES = """
from lachan.office.directives.models import Directive, Task
from lachan.office.reports.models import Round, UnitReport
from lachan.office.people.models import Person
from lachan.office.units.models import Unit
from lachan.office.advisories.models import AdvisoryVersion, Trick
from lachan.office.bundles.models import Bundle
from lachan.office.cases.models import Case
from lachan.office.evidence.models import Capture
from lachan.office.feeds.models import FeedPull
from lachan.office.incidents.models import Incident
from lachan.office.inspections.models import Inspection
from lachan.office.listings.models import Listing
from lachan.office.intake.models import Subject
from lachan.office.names.models import ProtectedName
from lachan.office.protected.models import ProtectedNumber
from lachan.office.requests.models import AgencyRequest
directive, running = Directive.objects.first(), Round.objects.first()
draft = UnitReport.objects.filter(round=running, state="draft").select_related("unit").first()
writer = draft.unit.memberships.exclude(role="leader").first().person
task = Task.objects.filter(unit=draft.unit).first()
print(json.dumps({"directive": directive.pk, "round": running.pk, "first": Round.objects.last().pk,
    "signed": UnitReport.objects.filter(state="signed").first().pk, "draft": draft.pk, "task": task.pk,
    "writer": writer.email, "person": writer.pk, "unit": draft.unit_id,
    "bundle": Bundle.objects.filter(family="subscribers").first().pk,
    "calls": Bundle.objects.get(family="calls").pk, "inspection": Inspection.objects.first().pk,
    "drafted": AdvisoryVersion.objects.get(state="draft").advisory_id,
    "corrected": AdvisoryVersion.objects.get(state="corrected").advisory_id, "trick": Trick.objects.first().pk,
    "warning": AdvisoryVersion.objects.get(state="corrected").advisory.number,
    "case": Case.objects.first().pk, "request": AgencyRequest.objects.first().pk,
    "capture": Capture.objects.first().pk, "evidence_of": Capture.objects.first().subject_id,
    "incident": Incident.objects.get(state="tracing").pk, "traced": Incident.objects.get(state="closed").pk,
    "noted": Incident.objects.get(state="noted").pk, "listed": Listing.objects.filter(state="published").last().pk,
    "warned": Listing.objects.filter(state="appealed").last().number,
    "proposed": Listing.objects.filter(state="reviewed").last().pk, "number": ProtectedNumber.objects.last().pk,
    "name": ProtectedName.objects.get(state="approved").pk,
    "feed_source": FeedPull.objects.first().source_id, "feed_pull": FeedPull.objects.get(state="waiting").pk,
    "signal": Subject.objects.filter(state="waiting").first().pk}))
"""
PAGES = {
    "visitor": (
        "/tai-khoan/dang-nhap/", "/tai-khoan/mat-khau/quen/", "/api/v1/", "/so-chinh-thuc/", "/so-chinh-thuc/?q=x",
        "/canh-bao/{warning}/",
        "/trang-chinh-thuc/", "/danh-sach/",
        "/muc-cong-khai/", "/muc-cong-khai/{warned}/", "/muc-cong-khai/{warned}/khieu-nai/",
        "/muc-cong-khai/khieu-nai/",
        "/nguoi-dan/", "/nguoi-dan/tra-cuu/", "/nguoi-dan/bao-lua-dao/", "/nguoi-dan/theo-doi/", "/nguoi-dan/mat-tien/",
        "/nguoi-dan/sim-cua-toi/", "/nguoi-dan/quyen-rieng-tu/", "/nguoi-dan/tiep-can/", "/nguoi-dan/gioi-thieu/",
        "/nguoi-dan/o-kiem-tra/", "/nguoi-dan/canh-bao/", "/nguoi-dan/thu-doan/",
        "/nguoi-dan/trac-nghiem/", "/nguoi-dan/trac-nghiem/ngan-hang/",
    ),
    "officer": (
        "/", "/chi-dao/", "/chi-dao/nhap/", "/chi-dao/{directive}/", "/chi-dao/{directive}/doi-chieu/",
        "/chi-dao/{directive}/mo-dot/", "/chi-dao/{directive}/lich-bao-cao/", "/nhiem-vu/", "/bao-cao/",
        "/bao-cao/dot/{round}/", "/bao-cao/dot/{first}/tong-hop/", "/bao-cao/dot/{first}/lap-bao-cao/",
        "/bao-cao/{signed}/", "/thong-bao/", "/don-vi/", "/don-vi/{unit}/", "/tai-khoan/",
        "/vu-viec/", "/vu-viec/mo/", "/vu-viec/{case}/", "/yeu-cau/", "/yeu-cau/lap/", "/yeu-cau/{request}/",
        "/yeu-cau/khoa/", "/yeu-cau/thong-ke/", "/yeu-cau/giam-sat/", "/goi-ket-qua/", "/goi-ket-qua/{bundle}/",
        "/goi-ket-qua/{calls}/",
        "/nguon-tin/", "/nguon-tin/ghi/", "/nguon-tin/{feed_source}/", "/nguon-tin/{feed_source}/tep/",
        "/nguon-tin/lan-lay/{feed_pull}/", "/nguon-tin/phat-hanh/",
        "/chung-cu/", "/chung-cu/{capture}/", "/chung-cu/{capture}/tep/", "/chung-cu/doi-tuong/{evidence_of}/thu-thap/",
        "/chung-cu/doi-tuong/{evidence_of}/tai-len/", "/chung-cu/doi-tuong/{evidence_of}/bo-chung-cu/",
        "/gia-mao-so/", "/gia-mao-so/bao/", "/gia-mao-so/so-lieu/", "/gia-mao-so/{incident}/", "/gia-mao-so/{traced}/",
        "/gia-mao-so/{incident}/truy-vet/", "/gia-mao-so/{incident}/xem/", "/gia-mao-so/{noted}/vu-viec/",
        "/kenh/", "/kenh/them/",
        "/so-duoc-bao-ve/", "/so-duoc-bao-ve/ghi/", "/so-duoc-bao-ve/nhap/", "/so-duoc-bao-ve/{number}/",
        "/muc-canh-bao/", "/muc-canh-bao/{listed}/", "/muc-canh-bao/{listed}/de-nghi/",
        "/muc-canh-bao/{proposed}/tham-dinh/",
        "/ten-duoc-bao-ve/", "/ten-duoc-bao-ve/ghi/", "/ten-duoc-bao-ve/nhap/", "/ten-duoc-bao-ve/{name}/",
        "/tin-hieu/", "/tin-hieu/{signal}/", "/tin-hieu/{signal}/mo/", "/tin-hieu/xem-xet/", "/tin-hieu/ghi/",
        "/tin-hieu/nhom/", "/tin-hieu/ra-soat/", "/tin-hieu/khong-bao/",
        "/soan-canh-bao/", "/soan-canh-bao/soan/", "/soan-canh-bao/soan/?thu-doan={trick}", "/soan-canh-bao/{drafted}/",
        "/soan-canh-bao/{corrected}/", "/soan-canh-bao/{corrected}/ban/1/", "/soan-canh-bao/{drafted}/ban/1/sua/",
        "/soan-canh-bao/{drafted}/ban/1/kiem-tra/", "/soan-canh-bao/{corrected}/ban/2/cac-dang/",
        "/soan-canh-bao/thu-doan/", "/soan-canh-bao/thu-doan/{trick}/", "/soan-canh-bao/thu-doan/de-xuat/",
        "/soan-canh-bao/thu-doan/{trick}/sua/", "/soan-canh-bao/thu-doan/chua-ro/",
        "/kiem-tra/", "/kiem-tra/lap/", "/kiem-tra/{inspection}/", "/kiem-tra/{inspection}/thue-bao/xem/",
        "/kiem-tra/{inspection}/bien-ban/",
    ),
    "operator": (
        "/gia-mao-so/", "/gia-mao-so/{incident}/", "/gia-mao-so/so-lieu/",
        "/yeu-cau/", "/yeu-cau/hang-loat/", "/yeu-cau/khoa/", "/goi-ket-qua/gui/", "/so-duoc-bao-ve/danh-sach/",
    ),
    "writer": (
        "/", "/nhiem-vu/", "/nhiem-vu/{task}/", "/nhiem-vu/{task}/ket-qua/", "/bao-cao/{draft}/",
        "/bao-cao/{draft}/sua/",
    ),
    "leader": (
        "/muc-canh-bao/cho-duyet/",
        "/", "/ten-duoc-bao-ve/cho-duyet/",
        "/chi-dao/{directive}/", "/so-duoc-bao-ve/cho-duyet/", "/so-duoc-bao-ve/danh-sach/phat-hanh/",
    ),
    "administrator": (
        "/tai-khoan/nguoi-dung/", "/nhat-ky/", "/don-vi/", "/khong-co-trang-nay/", "/ket-noi/",
        "/ket-noi/khoa/lap/", "/ket-noi/nhan-tin/dang-ky/",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def shown(loaded_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningOffice]:
    """The demo, only looked at."""
    running = RunningOffice(tmp_path_factory.mktemp("shown") / "var")
    shutil.copytree(loaded_demo, running.var)
    running.start()
    yield running
    running.stop()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("who", list(PAGES))
def test_every_page_is_accessible_narrow_and_within_the_policy(
    browser: Browser, shown: RunningOffice, who: str, language: str
) -> None:
    context, pages = _window(browser, shown, who, language)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    wrong: list[str] = []
    # One template serves both languages; what longer words can break, they break where it is narrow.
    widths = (1200, 320) if language == "vi" else (320,)
    for address in pages:
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            if width == widths[0]:  # asked for once: the same page in a window that becomes narrower
                page.goto(address)
            found = [*broken(page, width), *(violations(page) if language == "vi" else ())]
            wrong += [f"{address} {width}: {problem}" for problem in found]
    assert wrong == []
    assert refused == []
    context.close()


def _window(browser: Browser, shown: RunningOffice, who: str, language: str) -> tuple[BrowserContext, list[str]]:
    facts = shown.ask(ADDRESSES)
    assert isinstance(facts, dict)
    context = visit(browser, shown, language=language)
    if who != "visitor":
        email = facts["writer"] if who == "writer" else PEOPLE[who]
        context.add_cookies([{"name": "sessionid", "value": shown.sessions(email)[email], "url": shown.url}])
    return context, [address.format(**facts) for address in PAGES[who]]


def test_the_keyboard_reaches_everything_on_the_board_and_is_seen(browser: Browser, shown: RunningOffice) -> None:
    context, pages = _window(browser, shown, "officer", "vi")
    page = context.new_page()
    page.goto(pages[3])
    reached = []
    for _step in range(14):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.innerText || document.activeElement.name"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", reached[-1]
    assert reached[0].strip() == "Đến nội dung chính"
    assert any(re.search("Việc của tôi", one) for one in reached)
    context.close()


def test_pages_load_nothing_from_elsewhere_and_work_without_scripts(browser: Browser, shown: RunningOffice) -> None:
    email = PEOPLE["officer"]
    context = browser.new_context(base_url=shown.url, java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": shown.sessions(email)[email], "url": shown.url}])
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/chi-dao/")
    page.locator("main table a").first.click()
    page.wait_for_load_state()
    assert "/chi-dao/" in page.url
    assert page.locator(".board").count() == 1
    assert all(one.startswith((shown.url, "data:")) for one in asked)
    context.close()
