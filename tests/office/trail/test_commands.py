"""The two commands of the trail: what they print, how they end, what they leave."""

import zipfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from lachan.office.trail.models import Entry
from lachan.office.trail.nightly import last_verification

Add = Callable[..., list[Entry]]


def test_an_intact_trail_is_said_to_be_so_in_both_languages(add: Add) -> None:
    add(4)
    out = StringIO()
    call_command("verify_trail", stdout=out)
    assert "Nhật ký nguyên vẹn: 4 dòng" in out.getvalue()
    assert "intact: 4 rows" in out.getvalue()
    last = last_verification()
    assert last is not None
    assert last.intact


def test_a_tampered_trail_ends_with_one_and_the_first_bad_row(add: Add, unguarded: Callable[..., None]) -> None:
    add(6)
    unguarded("DELETE FROM trail_entry WHERE number = 3")
    out = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("verify_trail", stdout=out)
    assert end.value.code == 1
    assert "Thiếu dòng số 3" in out.getvalue()
    assert "first bad row: 3" in out.getvalue()


def test_the_export_is_a_new_file_for_its_owner_alone(add: Add, tmp_path: Path) -> None:
    add(4)
    path, out = tmp_path / "nhat-ky.zip", StringIO()
    call_command("export_trail", str(path), purpose="Đoàn thanh tra", stdout=out)
    assert "5 dòng" in out.getvalue()
    assert path.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(path) as archive:
        assert len(archive.read("trail.jsonl").splitlines()) == 5
    assert Entry.objects.get(number=5).purpose == "Đoàn thanh tra"


def test_a_file_that_is_there_stays_and_nothing_is_recorded(add: Add, tmp_path: Path) -> None:
    add(2)
    path = tmp_path / "co-roi.zip"
    path.write_text("giữ nguyên")
    with pytest.raises(CommandError, match=r"co-roi\.zip"):
        call_command("export_trail", str(path))
    assert path.read_text() == "giữ nguyên"
    assert Entry.objects.count() == 2
