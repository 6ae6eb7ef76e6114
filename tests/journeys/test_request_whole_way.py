"""A request the whole way: police letter, approval, the operator's sealed answer, opened, outcome, figures.

In a real browser and on the real command line. The answer names a planted person; afterwards the office's data base,
files, log and backup are searched for that person, and nothing may be found.
"""

import csv
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pyrage
import pytest
from playwright.sync_api import Browser, Download, Page

from lachan.exchange.handover.keys import read_identity
from tests.journeys.planted import Search
from tests.journeys.running_office import RunningOffice
from tests.journeys.visitors import Account, accounts_of, sign_in, visit

pytestmark = pytest.mark.journey

NUMBER, CODE, NAME = "+12025550173", "KH-QZX-7731504", "Nông Thị Gieo Mầm"
PLANTED = (NUMBER, "2025550173", "202 555 0173", CODE, NAME)
LETTER, CONTROL = "471/PA05-Đ2", "Bản chụp đối chứng ZQ-5590"
SENTENCE = "Cơ quan có thẩm quyền đã xử lý; cảm ơn ông bà đã phản ánh."
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
ANNEX_6 = """
SELECT sum(approved_at >= :start), sum(coalesce(answered_at <= due_at, 0) AND answered_at >= :start),
       sum(coalesce(answered_at > due_at, 0) AND answered_at >= :start),
       sum(answered_at IS NULL AND withdrawn_at IS NULL)
FROM requests_agencyrequest WHERE approved_at IS NOT NULL
 AND asked_unit_id = (SELECT id FROM units_unit WHERE key = :key)
"""
REPORTERS_CODE = """
from lachan.office.cases.queries.outcome import outcome_for_code
told = outcome_for_code(%r)
print(json.dumps([told.state.value, told.sentence, sorted(vars(type(told))["__dataclass_fields__"])]))
"""


@dataclass
class Stage:
    """The office, the people's browsers, and the folders of the operator and the investigator."""

    browser: Browser
    office: RunningOffice
    folder: Path
    shots: int = 0

    def enter(self, account: Account) -> Page:
        """The person, signed in."""
        return sign_in(visit(self.browser, self.office), account)

    def lachan(self, *arguments: str | Path) -> str:
        """Run a command on somebody's own machine; answers what it says."""
        done = subprocess.run(
            [sys.executable, "-m", "lachan.cli", *map(str, arguments)],
            env=self.office.environment | {"LACHAN_VAR": str(self.folder / "elsewhere")}, cwd=self.folder,
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def seen(self, page: Page, said: str) -> None:
        """The page says this; a picture of it is kept."""
        self.shots += 1
        page.screenshot(path=self.folder / f"{self.shots:02}.png", full_page=True)
        assert said in page.inner_text("main"), page.inner_text("main")[:2000]

    def figures(self, key: str) -> list[int]:
        """The four figures of annex 6 of an operator for today, counted by SQL in the data base's file."""
        start = datetime.now(VIETNAM).replace(hour=0, minute=0, second=0, microsecond=0)
        values = {"key": key, "start": start.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%d %H:%M:%S")}
        with closing(sqlite3.connect(self.office.var / "lachan.sqlite3")) as base:
            return [int(one or 0) for one in base.execute(ANNEX_6, values).fetchone()]

    def shown_figures(self, page: Page, operator: str) -> list[int]:
        """The same as the page of the statistics shows them."""
        today = f"{datetime.now(VIETNAM):%d/%m/%Y}"
        page.goto(f"/yeu-cau/thong-ke/?period_from={today}&period_to={today}")
        row = page.locator("tbody tr", has_text=operator)
        return [int(cell) for cell in row.locator("td").all_inner_texts()] if row.count() else [0, 0, 0, 0]


@pytest.fixture
def stage(browser: Browser, office: RunningOffice, tmp_path: Path) -> Stage:
    """The demo province, served anew with its log in a file."""
    office.stop()
    office.log = tmp_path / "office.log"
    office.start()
    folder = tmp_path / "others"
    folder.mkdir()
    return Stage(browser, office, folder)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def unfold(page: Page, title: str) -> None:
    page.locator("details.act > summary", has_text=title).first.click()


def kept(download: Download, path: Path) -> Path:
    download.save_as(path)
    return path


def test_from_the_police_letter_to_the_outcome_and_nothing_of_the_person_stays_in_the_office(stage: Stage) -> None:
    accounts = accounts_of(stage.office)
    police = next(name.split(".", 1)[1] for name in accounts if name.startswith("dieutra."))
    operator = next(
        key for name in accounts if (key := name.split(".", 1)[1]) and name.startswith("canbo.") and "vhxh" not in name
    )
    people = {
        "officer": accounts["chuyenvien.so"], "leader": accounts["giamdoc.so"],
        "investigator": accounts[f"dieutra.{police}"], "drafter": accounts[f"dieutra2.{police}"],
        "chief": accounts[f"lanhdao.{police}"], "liaison": accounts[f"canbo.{operator}"],
    }  # fmt: skip
    who = {name: stage.enter(account) for name, account in people.items()}
    operator_name = people["liaison"].heading.split(" – ", 1)[1].rsplit(" (", 1)[0]
    names = {name: account.heading.rsplit("(", 1)[1].rstrip(")") for name, account in people.items()}

    code, case = _open_a_case(stage, who)
    _exchange_keys(stage, who, names)
    before = stage.figures(operator)
    assert stage.shown_figures(who["liaison"], operator_name) == before
    request, address = _ask(stage, who, names, operator_name)
    _answer(stage, who["liaison"], request)
    _open(stage, who["investigator"], address)

    who["drafter"].goto(address)
    stage.seen(who["drafter"], "đã giao")
    unfold(who["drafter"], "Ghi kết quả xử lý")
    who["drafter"].select_option("select[name=kind]", "used")
    press(who["drafter"], "Ghi kết quả xử lý")
    press(who["drafter"], "Kết thúc")
    stage.seen(who["drafter"], "Đã kết thúc")
    after = stage.figures(operator)
    assert after == [before[0] + 1, before[1] + 1, *before[2:]]
    assert stage.shown_figures(who["liaison"], operator_name) == after
    stage.seen(who["liaison"], operator_name)

    who["leader"].goto(f"{case}ket-thuc/")
    who["leader"].select_option("select[name=outcome]", "police")
    who["leader"].fill("textarea[name=sentence]", SENTENCE)
    press(who["leader"], "Kết thúc vụ việc")
    stage.seen(who["leader"], SENTENCE)
    assert stage.office.ask(REPORTERS_CODE % code) == ["closed", SENTENCE, ["closed_at", "sentence", "state"]]

    _search_everything(stage)
    assert stage.office.stop() == 0
    stage.office.manage("verify_trail")


def _open_a_case(stage: Stage, who: dict[str, Page]) -> tuple[str, str]:
    """The Department opens the reporter's case, gives the code, and its leader hands the case over to the police."""
    officer, leader = who["officer"], who["leader"]
    officer.goto("/vu-viec/mo/")
    officer.fill("input[name=title]", "Giả danh công an qua điện thoại")
    officer.fill("input[name=kind]", "Giả danh công an")
    press(officer, "Mở vụ việc")
    case = officer.url
    press(officer, "Cấp mã tra cứu")
    code = officer.inner_text("main code")
    stage.seen(officer, code)
    officer.goto(f"{case}doi-tuong/")
    officer.select_option("select[name=kind]", "number")
    officer.fill("input[name=value]", NUMBER)
    officer.click("main form button[type=submit]")
    proof = stage.folder / "chung-cu.txt"
    proof.write_text(f"{CONTROL}\n", encoding="utf-8")
    officer.goto(f"{case}chung-cu/")
    officer.set_input_files("input[type=file]", proof)
    officer.fill("input[name=what]", CONTROL)
    officer.fill("input[name=taken_on]", f"{datetime.now(VIETNAM):%d/%m/%Y}")
    officer.click("main form button[type=submit]")
    stage.seen(officer, CONTROL)
    leader.goto(f"{case}chuyen-cong-an/")
    press(leader, "Xem văn bản sẽ ký")
    press(leader, "Ký văn bản và chuyển vụ việc")
    stage.seen(leader, "Đã ký văn bản chuyển vụ việc sang công an.")
    return code, case


def _exchange_keys(stage: Stage, who: dict[str, Page], names: dict[str, str]) -> None:
    """The investigator's age key and the operator's signing key, each compared by a second person."""
    investigator, second, liaison, leader = (who[one] for one in ("investigator", "drafter", "liaison", "leader"))
    shown = stage.lachan("handover", "keygen", "--kind", "age", "--out", "khoa.txt")
    print_ = shown.split("fingerprint: ", 1)[1].strip()
    investigator.goto("/yeu-cau/khoa/")
    investigator.fill("#own_public_key", (stage.folder / "khoa.txt.pub").read_text())
    press(investigator, "Đăng ký")
    stage.seen(investigator, print_)
    second.goto("/yeu-cau/khoa/")
    card = second.locator(".card", has_text=names["investigator"])
    card.locator("summary", has_text="Xác nhận vân tay khóa").click()
    card.locator("input[name=typed_fingerprint]").fill(print_)
    card.get_by_role("button", name="Xác nhận vân tay khóa").click()
    stage.seen(second, "Đã xác nhận khóa.")
    (stage.folder / "so.pub").write_text(second.inner_text("main p code"))

    shown = stage.lachan("handover", "keygen", "--kind", "sign", "--out", "ky.pem")
    liaison.goto("/yeu-cau/khoa/")
    liaison.fill("#operator_public_key", (stage.folder / "ky.pem.pub").read_text())
    press(liaison, "Gửi")
    leader.goto("/yeu-cau/khoa/")
    leader.locator("summary", has_text="Xác nhận vân tay khóa").click()
    leader.fill("input[name=typed_fingerprint]", shown.split("fingerprint: ", 1)[1].strip())
    leader.get_by_role("button", name="Xác nhận vân tay khóa").click()
    stage.seen(leader, "Đã xác nhận khóa.")


def _ask(stage: Stage, who: dict[str, Page], names: dict[str, str], operator: str) -> tuple[str, str]:
    """A police officer drafts, the leader reads and approves; answers the request's number and address."""
    drafter, chief = who["drafter"], who["chief"]
    now = datetime.now(VIETNAM)
    drafter.goto("/yeu-cau/lap/")
    drafter.get_by_role("link", name="Định danh người sử dụng").click()
    drafter.select_option("select[name=asked_unit]", label=operator)
    drafter.select_option("select[name=ground]", "cyber_2025_data")
    drafter.fill("input[name=letter_number]", LETTER)
    drafter.fill("input[name=letter_on]", f"{now:%d/%m/%Y}")
    drafter.select_option("select[name=letter_signer]", label=names["chief"])
    drafter.fill("input[name=letter_title]", "Trưởng phòng")
    drafter.select_option("select[name=case]", index=1)
    drafter.fill("input[name=case_reference]", "AK 27/2026")
    drafter.select_option("select[name=identifier_kind]", "number")
    drafter.fill("textarea[name=identifiers]", NUMBER)
    drafter.fill("input[name=since]", f"{now - timedelta(days=3):%d/%m/%Y} 08:00")
    drafter.fill("input[name=until]", f"{now - timedelta(days=2):%d/%m/%Y} 08:00")
    drafter.select_option("select[name=zone]", "+7")
    drafter.check("input[name=data_kinds][value=owner]")
    drafter.select_option("select[name=recipient_key]", index=1)
    drafter.fill("textarea[name=reason]", f"Xác minh chủ thuê bao {NUMBER} đã gọi giả danh công an")
    press(drafter, "Lưu bản nháp")
    stage.seen(drafter, LETTER)
    address = drafter.url
    press(drafter, "Trình phê duyệt")
    assert drafter.get_by_role("link", name="Đọc và phê duyệt").count() == 0
    chief.goto("/yeu-cau/")
    chief.locator("tbody tr", has_text="Định danh người sử dụng").get_by_role("link").click()
    chief.get_by_role("link", name="Đọc và phê duyệt").click()
    stage.seen(chief, LETTER)
    press(chief, "Phê duyệt và gửi")
    stage.seen(chief, "Hạn trả lời")
    return chief.inner_text("h1"), address


def _answer(stage: Stage, liaison: Page, request: str) -> None:
    """The operator's officer sees the request by its deadline, asks the store, seals the answer, sends the package."""
    liaison.goto("/yeu-cau/")
    row = liaison.locator("tbody tr", has_text="Định danh người sử dụng")
    reference = row.get_by_role("link").inner_text()
    assert reference in request
    stage.seen(liaison, reference)
    row.get_by_role("link").click()
    press(liaison, "Tiếp nhận")
    with liaison.expect_download() as waiting:
        press(liaison, "Tải tệp yêu cầu cho công cụ của đơn vị")
    kept(waiting.value, stage.folder / "yeu-cau.json")

    moment = datetime.now(VIETNAM) - timedelta(days=2, hours=12)
    _write(stage.folder / "chu-so.csv", ("number", "subscriber", "from", "to"), [
        (NUMBER, "KH-CHU-CU-01", "2024-01-01", "2025-06-01"), (NUMBER, CODE, "2025-06-01", ""),
        ("+12025550174", "KH-NGUOI-KHAC", "2024-01-01", ""),
    ])  # fmt: skip
    _write(stage.folder / "cau-hoi.csv", ("number", "at"), [(NUMBER, moment.isoformat(timespec="seconds"))])
    stage.lachan("identify", "build", "--holders", "chu-so.csv", "--store", "kho")
    stage.lachan("identify", "ask", "cau-hoi.csv", "--store", "kho", "--request", reference, "--out", "tra-loi.csv")
    with (stage.folder / "tra-loi.csv").open(encoding="utf-8-sig", newline="") as file:
        (answer,) = list(csv.DictReader(file))
    assert (answer["subscriber"], answer["candidates"]) == (CODE, "1")
    _write(stage.folder / "chu-thue-bao.csv", (*answer, "owner_name"), [(*answer.values(), NAME)])
    stage.lachan(
        "handover", "seal", "chu-thue-bao.csv", "--request", "yeu-cau.json", "--office-key", "so.pub",
        "--key", "ky.pem", "--out", "goi.lch",
    )  # fmt: skip

    unfold(liaison, "Gửi gói bàn giao")
    liaison.set_input_files("input[name=file]", stage.folder / "goi.lch")
    press(liaison, "Gửi gói bàn giao")
    stage.seen(liaison, "Đã nhận gói bàn giao")
    liaison.locator("select[name=kind]").last.select_option("answered")
    press(liaison, "Gửi trả lời")
    stage.seen(liaison, "Đã trả lời")


def _open(stage: Stage, investigator: Page, address: str) -> None:
    """The investigator takes the package for a purpose and opens it at home, which writes a receipt."""
    investigator.goto(address)
    unfold(investigator, "Nhận gói")
    investigator.fill("details[open] input[name=purpose]", "Điều tra vụ AK 27/2026")
    with investigator.expect_download() as waiting:
        investigator.locator("details[open] button").click()
    kept(waiting.value, stage.folder / "nhan.lch")
    said = stage.lachan(
        "handover", "open", "nhan.lch", "--request", "yeu-cau.json", "--office-key", "so.pub", "--operator-key",
        "ky.pem.pub", "--identity", "khoa.txt", "--out", "ket-qua",
    )  # fmt: skip
    assert "receipt.json" in said
    opened = (stage.folder / "ket-qua" / "chu-thue-bao.csv").read_text(encoding="utf-8")
    for planted in (NAME, CODE, NUMBER):
        assert planted in opened


def _search_everything(stage: Stage) -> None:
    """Nothing of the person in the office's folder, log and backup; and the search finds what is there."""
    stage.lachan("handover", "keygen", "--kind", "age", "--out", "sao-luu.txt")
    archive = stage.folder / "luu" / "lachan.tar.age"
    archive.parent.mkdir()
    recipient = (stage.folder / "sao-luu.txt.pub").read_text().strip()
    done = subprocess.run(
        [sys.executable, "-m", "lachan.cli", "office", "backup", str(archive), "--recipient", recipient],
        env=stage.office.environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    identity = pyrage.x25519.Identity.from_str(read_identity((stage.folder / "sao-luu.txt").read_bytes()))
    opened = archive.with_name("opened.tar")
    opened.write_bytes(pyrage.decrypt(archive.read_bytes(), [identity]))
    archive.with_name("from-the-archive.sqlite3").write_bytes(_member(opened, "database"))
    log = stage.office.log
    assert log is not None

    search, control = Search(PLANTED), Search([CONTROL, LETTER])
    for folder in (stage.office.var, archive.parent):
        assert search.in_folder(folder) == set()
        found = control.in_folder(folder)  # the same search finds what is really there
        assert {text for text, _place in found} == {CONTROL, LETTER}
        assert any("sqlite3" in place for _text, place in found)
        assert any("files/" in place for _text, place in found)
    assert search.in_bytes(log.read_bytes(), "log") == set()
    with log.open("ab") as end:
        end.write(f"control {NAME}".encode("utf-16-le"))
    assert search.in_bytes(log.read_bytes(), "log") == {(NAME, "log")}


def _member(archive: Path, name: str) -> bytes:
    import tarfile

    with tarfile.open(archive) as tar:
        file = tar.extractfile(name)
        assert file is not None
        return file.read()


def _write(path: Path, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", PLANTED)
def test_the_search_finds_a_planted_text_in_every_writing(tmp_path: Path, text: str, encoding: str) -> None:
    raw = text.encode(encoding)
    for number, content in enumerate(_forms(raw)):
        (tmp_path / f"{number}.bin").write_bytes(b"\x00abc" + content + b"xyz\xff")
    found = {place for one, place in Search([text]).in_folder(tmp_path) if one == text}
    assert len(found) == len(list(tmp_path.iterdir()))


def _forms(raw: bytes) -> list[bytes]:
    import base64

    shifted = [base64.b64encode(b"q" * before + raw + b"tail") for before in range(3)]
    return [raw, raw.hex().encode(), raw.hex().upper().encode(), *shifted, base64.urlsafe_b64encode(b"zz" + raw)]
