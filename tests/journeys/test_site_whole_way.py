"""A site goes the whole way in the browser: feed, queue, evidence, two persons, listed, in every filter's list and in a
real resolver; then appealed, withdrawn, and gone from all of them.
"""

import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page
from taxii2client.v21 import Collection, Server

from tests.journeys.running_office import RunningOffice
from tests.journeys.test_review_by_keyboard import press
from tests.journeys.visitors import visit
from tests.office.feeds.resolver import Unbound, unbound
from tests.readers.files import image_bytes

pytestmark = pytest.mark.journey

SITE = "ngan-hang-gia-hanh-trinh.example"
OFFICER, LEADER, DEPUTY = (f"{one}@lachan.example" for one in ("chuyenvien.so", "giamdoc.so", "phogiamdoc.so"))
ANOTHER_LEADER = f"""
from lachan.office.people.models import Membership, Person, Role
leader = Membership.objects.get(person__email={LEADER!r}, role=Role.LEADER)
person = Person.objects.new(email={DEPUTY!r}, full_name="Lộc Phó Giám", password="mat khau cua hanh trinh")
Membership.objects.create(person=person, unit=leader.unit, role=Role.LEADER, title="Phó Giám đốc",
    valid_from=leader.valid_from)
print("null")
"""
SUBJECT = f"""
from lachan.office.intake.models import Subject
print(json.dumps(Subject.objects.get(key={SITE!r}).pk))
"""
LISTING = f"""
from lachan.office.listings.models import Listing
print(json.dumps(Listing.objects.filter(subject__key={SITE!r}).values("pk", "number", "state").get()))
"""
RPZ = 'rpz:\n  name: lachan.rpz\n  zonefile: "{folder}/rpz.zone"'


class Stage:
    """The office, the people's browsers, and a folder of an operator."""

    def __init__(self, browser: Browser, office: RunningOffice, folder: Path) -> None:
        self.browser, self.office, self.folder = browser, office, folder
        office.ask(ANOTHER_LEADER)
        self.sessions = office.sessions(OFFICER, LEADER, DEPUTY)

    def page(self, email: str = "") -> Page:
        """A window of somebody, or of a visitor."""
        context = visit(self.browser, self.office)
        if email:
            context.add_cookies([{"name": "sessionid", "value": self.sessions[email], "url": self.office.url}])
        return context.new_page()

    def read(self, name: str) -> str:
        """A public list."""
        return httpx.get(f"{self.office.url}/danh-sach/{name}").raise_for_status().text

    def take_zone(self) -> None:
        """What an operator's timer does."""
        (self.folder / "rpz.zone").write_text(self.read("rpz.zone"))


@pytest.fixture
def stage(browser: Browser, office: RunningOffice, tmp_path: Path) -> Stage:
    folder = tmp_path / "operator"
    folder.mkdir()
    return Stage(browser, office, folder)


def test_a_site_is_listed_everywhere_and_after_an_appeal_nowhere(stage: Stage) -> None:
    stage.take_zone()
    with unbound(stage.folder, RPZ.format(folder=stage.folder)) as resolver:
        assert not resolver.blocked(SITE)
        _in_by_a_feed(stage)
        listing = _judged_with_evidence(stage)
        _published_by_another(stage, listing["pk"])
        assert _told_by(stage) == {"hosts", "rpz", "stix", "taxii", "misp", "portal"}
        assert _after_reading(stage, resolver, blocked=True)
        code = _appealed(stage, listing["number"])
        _withdrawn_by_a_third(stage, listing["pk"], code)
        assert _told_by(stage) == set()
        assert _after_reading(stage, resolver, blocked=False)


def _in_by_a_feed(stage: Stage) -> None:
    officer = stage.page(OFFICER)
    officer.goto("/nguon-tin/ghi/")
    officer.fill("input[name=name]", "Danh sách hành trình")
    officer.fill("input[name=owner]", "Hội bảo vệ người dùng (mẫu)")
    officer.fill("input[name=licence]", "Dùng tự do khi ghi nguồn")
    officer.locator("main form button[type=submit]").first.click()
    officer.get_by_role("link", name="Đưa tệp của nguồn lên").click()
    content = f"# danh sách\n{SITE}\n".encode()
    officer.set_input_files("input[type=file]", {"name": "danh-sach.txt", "mimeType": "text/plain", "buffer": content})
    officer.get_by_role("button", name="Đọc tệp").click()
    officer.get_by_role("button", name="Xác nhận tiếp nhận").click()
    officer.get_by_text("Tín hiệu mới: 1.").wait_for()


def _judged_with_evidence(stage: Stage) -> dict[str, str]:
    officer, subject = stage.page(OFFICER), stage.office.ask(SUBJECT)
    officer.goto(f"/chung-cu/doi-tuong/{subject}/tai-len/")
    officer.fill("input[name=link]", f"https://{SITE}/dang-nhap")
    picture = {"name": "man-hinh.png", "mimeType": "image/png", "buffer": image_bytes("PNG")}
    officer.set_input_files("input[type=file]", picture)
    officer.fill("[name=purpose]", "Xem xét trang bị phản ánh")
    officer.get_by_role("button", name="Lưu chứng cứ").click()
    officer.goto(f"/tin-hieu/{subject}/")
    officer.get_by_text("CC-").first.wait_for()
    officer.get_by_role("link", name="Xem xét mục này").click()
    officer.wait_for_url("**/xem-xet/?subject=*")  # with its script
    press(officer, "3")
    listing = stage.office.ask(LISTING)
    assert isinstance(listing, dict)
    officer.goto(f"/muc-canh-bao/{listing['pk']}/tham-dinh/")
    officer.select_option("select[name=trick]", "fake_portal")
    officer.select_option("select[name=sureness]", "signs")
    officer.fill("textarea[name=reason]", "Trang giả mạo ngân hàng, đòi mật khẩu và mã OTP.")
    officer.get_by_role("button", name="Lưu và trình duyệt").click()
    officer.get_by_text("Bạn là người thẩm định nên người khác duyệt đăng.").wait_for()
    assert officer.get_by_role("button", name="Duyệt đăng").count() == 0
    assert SITE not in stage.read("hosts.txt")
    return listing


def _published_by_another(stage: Stage, listing: str) -> None:
    leader = stage.page(LEADER)
    leader.goto(f"/muc-canh-bao/{listing}/")
    leader.get_by_role("button", name="Duyệt đăng").click()
    leader.goto(f"/muc-canh-bao/{listing}/")
    leader.get_by_text("Đang cảnh báo, đến hết ngày").wait_for()


def _told_by(stage: Stage) -> set[str]:
    """Who warns of the site now."""
    api = Server(f"{stage.office.url}/taxii2/").api_roots[0]
    indicators = [
        one for found in api.collections for one in Collection(found.url).get_objects().get("objects", [])
        if one["type"] == "indicator" and SITE in one["pattern"]
    ]  # fmt: skip
    visitor = stage.page()
    visitor.goto("/nguoi-dan/tra-cuu/")
    visitor.fill("#q", f"https://{SITE}/")
    visitor.get_by_role("button", name="Kiểm tra").click()
    stix = [one for one in httpx.get(f"{stage.office.url}/danh-sach/stix.json").json()["objects"] if SITE in str(one)]
    events = httpx.get(f"{stage.office.url}/danh-sach/misp/manifest.json").json()
    misp = [
        one
        for uuid in events
        for one in httpx.get(f"{stage.office.url}/danh-sach/misp/{uuid}.json").json()["Event"]["Attribute"]
        if one["value"] == SITE and not one.get("deleted")
    ]
    told = {
        "hosts": SITE in stage.read("hosts.txt"),
        "rpz": SITE in stage.read("rpz.zone"),
        "stix": any(not one.get("revoked") for one in stix),
        "taxii": any(not one.get("revoked") for one in indicators),
        "misp": bool(misp),
        "portal": visitor.get_by_role("heading", name="Đã có cảnh báo. Hãy dừng lại.").count() == 1,
    }
    return {name for name, there in told.items() if there}


def _after_reading(stage: Stage, resolver: Unbound, *, blocked: bool) -> bool:
    stage.take_zone()
    resolver.read_again()
    return any(resolver.blocked(SITE) is blocked for _try in range(200))


def _appealed(stage: Stage, number: str) -> str:
    visitor = stage.page()
    visitor.goto(f"/muc-cong-khai/{number}/khieu-nai/")
    visitor.select_option("select[name=appellant]", index=1)
    visitor.fill("textarea[name=text]", "Trang này là bài tập của lớp học, không lừa ai. <script>alert(1)</script>")
    visitor.get_by_role("button", name="Gửi khiếu nại").click()
    code = visitor.locator(".code").inner_text()
    assert re.fullmatch(r"[A-Z0-9]{3}(-[A-Z0-9]{3}){4}", code)
    visitor.goto(f"/muc-cong-khai/{number}/")
    visitor.get_by_text("khiếu nại").first.wait_for()
    return code


def _withdrawn_by_a_third(stage: Stage, listing: str, code: str) -> None:
    leader = stage.page(LEADER)
    leader.goto(f"/muc-canh-bao/{listing}/")
    assert leader.get_by_role("link", name="Trả lời khiếu nại").count() == 0, "who published does not judge the appeal"
    deputy = stage.page(DEPUTY)
    deputy.goto(f"/muc-canh-bao/{listing}/khieu-nai/tra-loi/")
    deputy.select_option("select[name=uphold]", "uphold")
    deputy.fill("textarea[name=reason]", "Đã xác minh: trang là bài tập, không thu thập dữ liệu của ai.")
    deputy.locator("main form button[type=submit]").first.click()
    visitor = stage.page()
    visitor.goto("/muc-cong-khai/khieu-nai/")
    visitor.fill("input[name=code]", code)
    visitor.locator("main form button[type=submit]").click()
    visitor.get_by_text("Chấp nhận: đã rút mục cảnh báo").wait_for()
