"""The pictures of the README, made from the running product: `make screenshots`."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from tests.journeys.running_office import RunningOffice, free_port

from lachan.invented.subscribers import make_subscribers

LABORATORY = Path(__file__).parent / "lab"
IMAGES = Path(__file__).parents[1] / "docs" / "images"
CHROMIUM = "/usr/bin/chromium"
OFFICER = "chuyenvien.so@lachan.example"
ASKED = "VCB: Tai khoan cua ban bi khoa, dang nhap https://vietcombank-hotro.top/x de xac thuc ma OTP trong 24h"
PLACES = """
from lachan.office.directives.models import Directive
from lachan.office.listings.models import Listing
from lachan.office.incidents.models import Incident
from lachan.office.bundles.models import Bundle
from lachan.office.inspections.models import Inspection
from lachan.office.reports.models import Round, UnitReport
directive = Directive.objects.first()
print(json.dumps({"directive": directive.pk, "first": Round.objects.last().pk,
    "signed": UnitReport.objects.filter(state="signed").first().pk,
    "bundle": Bundle.objects.order_by("-as_of").first().pk, "inspection": Inspection.objects.first().pk,
    "warned": Listing.objects.filter(state="appealed").last().number,
    "incident": Incident.objects.get(state="tracing").pk}))
"""

POSTER = """
from pathlib import Path
from lachan.documents.advisories import PaperForm, write_paper
from lachan.office.advisories.models import AdvisoryVersion
from lachan.office.advisories.queries import public_text
version = AdvisoryVersion.objects.filter(state="published").first()
Path(%r).write_bytes(write_paper(public_text(version, "vi"), PaperForm.POSTER_A3))
print("true")
"""

OFFICIAL = """
from pathlib import Path
from lachan.office.files import shelf
from lachan.office.reports.models import OfficialReport
with shelf.opened(OfficialReport.objects.first().pdf.stored_as) as content:
    Path(%r).write_bytes(content.read())
print("true")
"""


def main() -> None:
    """Start the demo in a folder that goes away, and take one picture a page."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        office = RunningOffice(Path(folder) / "var")
        office.load()
        office.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            context = browser.new_context(base_url=office.url, viewport={"width": 1200, "height": 860})
            key = office.sessions(OFFICER)[OFFICER]
            context.add_cookies([{"name": "sessionid", "value": key, "url": office.url}])
            _take(context.new_page(), office)
        finally:
            browser.close()
            office.stop()


def _take(page: Page, office: RunningOffice) -> None:
    places = office.ask(PLACES)
    print(json.dumps(places))
    for name, address in (
        ("home", "/"),
        ("board", "/chi-dao/{directive}/"),
        ("check", "/chi-dao/{directive}/doi-chieu/"),
        ("report", "/bao-cao/{signed}/"),
        ("bundle", "/goi-ket-qua/{bundle}/"),
        ("inspection", "/kiem-tra/{inspection}/"),
        ("requests", "/yeu-cau/?view=all"),
        ("incident", "/gia-mao-so/{incident}/"),
        ("official-numbers", "/so-chinh-thuc/"),
        ("review", "/tin-hieu/xem-xet/"),
        ("listing", "/muc-cong-khai/{warned}/"),
    ):
        page.goto(address.format(**places))
        page.screenshot(path=IMAGES / f"{name}.png")
    page.goto("/nguoi-dan/")
    page.fill("#q", ASKED)
    page.get_by_role("button", name="Kiểm tra").click()
    page.screenshot(path=IMAGES / "portal.png")
    page.goto("/bao-cao/dot/{first}/tong-hop/".format(**places))
    page.locator(".map").scroll_into_view_if_needed()
    page.screenshot(path=IMAGES / "rollup.png")
    _check_report(page, office.var)
    _laboratory(page)
    for name, code, dots in (("official", OFFICIAL, "70"), ("poster", POSTER, "40")):
        pdf = office.var / f"{name}.pdf"
        office.ask(code % str(pdf))
        command = ["pdftoppm", "-r", dots, "-f", "1", "-l", "1", "-singlefile", "-png", str(pdf), str(IMAGES / name)]
        subprocess.run(command, check=True)


def _check_report(page: Page, folder: Path) -> None:
    """The first screen of the report of a check, over invented records."""
    day = date(2026, 10, 1)
    made = make_subscribers(20_000, seed=7, out=folder / "made", as_of=day)
    command = ["lachan", "subscribers", "check", str(made.subscribers), "--as-of", day.isoformat()]
    subprocess.run([*command, "--out", str(folder / "check")], check=True)
    page.goto((folder / "check" / "report.html").as_uri())
    page.screenshot(path=IMAGES / "check-report.png")


def _laboratory(page: Page) -> None:
    """The screen of live calls after its first half minute."""
    port = free_port()
    environment = os.environ | {"PORT": str(port), "SECONDS": "45"}
    running = subprocess.Popen([sys.executable, str(LABORATORY)], env=environment, stdout=subprocess.DEVNULL)
    try:
        time.sleep(30)
        page.goto(f"http://127.0.0.1:{port}/")
        page.screenshot(path=IMAGES / "lab.png")
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(30)


if __name__ == "__main__":
    main()
