"""`lachan demo`: loaded once, served, ended cleanly; and the same office on a day of 2020."""

import os
import re
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.journeys.running_office import RunningOffice
from tests.journeys.visitors import accounts_of

pytestmark = pytest.mark.journey

HELD = """
from lachan.office.trail.models import Entry
print(json.dumps(Entry.objects.count()))
"""


def test_the_accounts_are_for_the_owner_alone_and_a_second_start_changes_nothing(
    office: RunningOffice, loaded_demo: Path
) -> None:
    file = office.var / "tai-khoan-demo.txt"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {"giamdoc.so", "chuyenvien.so", "quantri.so"} <= accounts_of(office).keys()
    before = file.read_text(encoding="utf-8")
    office.stop()
    held = office.ask(HELD)
    office.load()
    assert office.ask(HELD) == held, "nothing is loaded again"
    office.start()
    assert file.read_text(encoding="utf-8") == before


def test_ctrl_c_ends_every_process(office: RunningOffice) -> None:
    assert office.process is not None
    started = office.descendants(office.process.pid)
    assert len(started) >= 2
    assert office.stop() == 0
    assert [pid for pid in started if Path(f"/proc/{pid}").exists()] == []


def test_a_killed_starter_takes_its_processes_with_it(office: RunningOffice) -> None:
    assert office.process is not None
    started = office.descendants(office.process.pid)
    office.process.kill()
    office.process.wait(10)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and any(Path(f"/proc/{pid}").exists() for pid in started):
        time.sleep(0.2)
    assert [pid for pid in started if Path(f"/proc/{pid}").exists()] == []


def test_a_taken_port_is_said_in_words(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        answer = subprocess.run(
            [sys.executable, "-m", "lachan.cli", "office", "serve", "--port", str(port)],
            env=os.environ | {"LACHAN_VAR": str(tmp_path)}, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert answer.returncode == 1
    assert f"Cổng {port} đang có chương trình khác dùng" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_one_time_codes_are_told_for_the_accounts_that_need_them(office: RunningOffice) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "lachan.cli", "demo", "codes"],
        env=office.environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert re.search(r"^\d{6}  giamdoc\.so@lachan\.example$", told.stdout, re.MULTILINE)


def test_in_april_2020_the_eleven_district_offices_hold_the_tasks(tmp_path: Path) -> None:
    office = RunningOffice(tmp_path / "var" / "as-of-2020-04-20", as_of="2020-04-20")
    office.load()
    office.start()
    try:
        email = "chuyenvien.so@lachan.example"
        with httpx.Client(base_url=office.url, cookies={"sessionid": office.sessions(email)[email]}) as browser:
            register = browser.get("/chi-dao/").text
            address = re.search(r'href="(/chi-dao/\d+/)"', register)
            assert address is not None
            board = browser.get(address[1]).text
    finally:
        office.stop()
    rows = re.findall(r"<th scope=\"row\"[^>]*>.*?</th>", board, re.DOTALL)
    districts = [row for row in rows if "Phòng Văn hóa và Thông tin" in row]
    assert len(districts) == 11
    assert not [row for row in rows if "Văn hóa - Xã hội" in row]
    assert "Sở Thông tin và Truyền thông" in board
    assert "20/04/2020" in board
