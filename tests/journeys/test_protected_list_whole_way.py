"""The signed list from a real office to an operator's machine, by file and by key, and what goes wrong on the way."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from lachan.readers.protected_list import ProtectedList, read_protected_list
from lachan.readers.signing_keys import read_verifying_key
from tests.journeys.running_office import RunningOffice
from tests.once import fresh_office

pytestmark = pytest.mark.journey

PEOPLE = """
from datetime import date, timedelta
from django.utils import timezone
from lachan.office.api.actions.keys import KeyWanted, make_api_key, withdraw_api_key
from lachan.office.people.models import Person, Role
from lachan.office.protected.actions import add_number, approve_numbers, publish_list
from lachan.office.protected.content import NumberFacts, digest_of, facts_of
from lachan.office.protected.models import ProtectedNumber
from lachan.office.protected.queries.lists import plan_list
from lachan.office.people.actor import actor_for
from tests.people import make_cast, person
now = timezone.now()
today = timezone.localdate()
def actor(name):
    return actor_for(Person.objects.get(email=name + "@langson.example"), now=now, second_factor=True)
def protect(number):
    facts = NumberFacts(first=number, body_name="Cơ quan thử nghiệm", originates="never", valid_from=today,
        verified_by="Lan", verified_how="visit", verified_on=today)
    made = add_number(facts=facts, actor=actor("lan"), now=now)
    approve_numbers(seen={made.pk: digest_of(facts_of(made))}, actor=actor("minh"), now=now)
def publish():
    return publish_list(seen=plan_list(now).digest, days=30, actor=actor("minh"), now=now).serial
"""
FIRST = (
    PEOPLE
    + """
cast = make_cast()
person("quan-tri-vt", "Phùng Quản Trị", cast.operator, Role.ADMINISTRATOR)
protect("113")
protect("0205 000 0001")
serial = publish()
made = [make_api_key(unit_id=cast.operator.pk, wanted=KeyWanted("Tổng đài", (scope,), today + timedelta(days=90)),
    actor=actor("quan-tri-vt"), now=now) for scope in ("lists:read", "requests:read")]
print(json.dumps({"serial": serial, "token": str(made[0].token), "other": str(made[1].token), "key": made[0].key.pk}))
"""
)
SECOND = PEOPLE + 'protect("115")\nprint(json.dumps(publish()))\n'
WITHDRAW = (
    PEOPLE
    + """
withdraw_api_key(key_id=KEY, reason="Mất máy chủ", actor=actor("quan-tri-vt"), now=now)
print(json.dumps(True))
"""
)
HANDED_OUT = """
from lachan.office.trail.models import Entry
print(json.dumps(Entry.objects.filter(event="file_handed_out").count()))
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[RunningOffice]:
    """An office with a small province, served."""
    running = RunningOffice(tmp_path_factory.mktemp("office") / "var")
    fresh_office(running.var, migrated)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def first(office: RunningOffice) -> dict[str, Any]:
    """Two protected numbers, the first list, and two keys of the operator."""
    made = office.ask(FIRST)
    assert isinstance(made, dict)
    return made


def lists(*words: object, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lachan.cli", "lists", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment or dict(os.environ))


def test_the_list_travels_by_file_and_by_key_and_the_last_good_one_stays(
    office: RunningOffice, first: dict[str, Any], tmp_path: Path
) -> None:
    made = first
    public, carried, out = tmp_path / "office.pub", tmp_path / "carried.signed", tmp_path / "protected.signed"
    ended = lists("export", "--out", carried, "--public-key", public, environment=office.environment)
    assert ended.returncode == 0, ended.stderr

    def held() -> ProtectedList:
        return read_protected_list(out.read_bytes(), key=read_verifying_key(public.read_bytes()))

    assert lists("pull", carried, "--key", public, "--out", out).returncode == 0
    assert (held().serial, [one.first for one in held().ranges]) == (made["serial"], ["113", "+842050000001"])

    token = tmp_path / "api.key"
    token.touch(mode=0o600)

    def pull(key: str, address: str = "api/v1/protected-list") -> subprocess.CompletedProcess[str]:
        token.write_text(key)
        url = f"{office.url}/{address}"
        return lists("pull", url, "--key", public, "--out", out, "--api-key-file", token)

    handed_out = office.ask(HANDED_OUT)
    unchanged = pull(made["token"])
    assert (unchanged.returncode, "không đổi" in unchanged.stdout) == (0, True), unchanged.stderr
    assert office.ask(HANDED_OUT) == handed_out, "who has the list already is not handed it again"

    second = office.ask(SECOND)
    assert pull(made["token"]).returncode == 0
    assert (held().serial, len(held().ranges)) == (second, 3)
    assert office.ask(HANDED_OUT) == int(str(handed_out)) + 1

    older = lists("pull", carried, "--key", public, "--out", out)
    assert (older.returncode, "cũ hơn" in older.stderr) == (1, True)
    for ended, said in (
        (pull(made["other"]), "lists:read"),
        (pull("lachan_khong_phai_khoa"), "khóa kết nối"),
        (pull(made["token"], "so-chinh-thuc/"), "không phải danh sách"),
        (pull(made["token"], "api/v1/khong-co"), "không có danh sách"),
    ):
        assert ended.returncode == 1, ended.stdout
        assert said in ended.stderr
        assert f"Giữ danh sách {second}" in ended.stderr
        assert "Traceback" not in ended.stderr
    office.ask(WITHDRAW.replace("KEY", str(made["key"])))
    assert pull(made["token"]).returncode == 1
    assert held().serial == second


@pytest.mark.usefixtures("first")
def test_everybody_finds_an_official_number_without_account_or_script(office: RunningOffice) -> None:
    page = httpx.get(f"{office.url}/so-chinh-thuc/", params={"q": "thu nghiem"})
    assert page.status_code == 200
    assert "<script" not in page.text
    assert "0205 000 0001" in page.text
    style = httpx.get(office.url + page.text.split('rel="stylesheet" href="')[1].split('"')[0])
    assert len(page.content) + len(style.content) < 20_000


def test_an_office_without_a_list_says_so(tmp_path: Path, migrated: Path) -> None:
    empty = RunningOffice(tmp_path / "var")
    fresh_office(empty.var, migrated)
    ended = lists("export", "--out", tmp_path / "x", environment=empty.environment)
    assert (ended.returncode, "chưa phát hành" in ended.stderr) == (1, True), ended.stderr
    assert not (tmp_path / "x").exists()
