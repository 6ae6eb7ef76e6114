"""A new province starts with two commands: its units from the national tables, and its first administrator."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.once import fresh_office

PASSWORD = "ba con trau di qua cau 2026"


def lachan(var: Path, *arguments: str, province: str = "20") -> "subprocess.CompletedProcess[str]":
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LACHAN_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "lachan.cli", *arguments],
        env=environment | {"LACHAN_VAR": str(var), "LACHAN_PROVINCE": province},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def start(var: Path, *, province: str, password: str = PASSWORD) -> "subprocess.CompletedProcess[str]":
    return lachan(
        var, "office", "start-province", "--email", "quantri@so.example", "--name", "Bế Minh Quân",
        "--password", password, province=province,
    )  # fmt: skip


@pytest.fixture
def prepared(tmp_path: Path, migrated: Path) -> Path:
    """The folder of an office whose data base has its tables already."""
    fresh_office(tmp_path, migrated)
    return tmp_path


def test_a_province_starts_from_nothing_and_its_trail_verifies(tmp_path: Path) -> None:
    starts_and_verifies(tmp_path, province="20")


def test_any_other_province_starts_from_the_same_tables(prepared: Path) -> None:
    starts_and_verifies(prepared, province="04")


def starts_and_verifies(tmp_path: Path, *, province: str) -> None:
    answer = start(tmp_path, province=province)
    assert answer.returncode == 0, answer.stderr
    assert "Sở Khoa học và Công nghệ" in answer.stdout
    verified = lachan(tmp_path, "office", "verify-trail", province=province)
    assert verified.returncode == 0, verified.stdout
    exported = lachan(tmp_path, "office", "export-trail", str(tmp_path / "trail.zip"), province=province)
    assert exported.returncode == 0, exported.stderr
    assert (tmp_path / "trail.zip").stat().st_size > 0


def test_a_weak_password_is_refused_in_words(prepared: Path) -> None:
    answer = start(prepared, province="20", password="12345678")
    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr
    assert answer.stderr.strip()


def test_a_wrong_setting_stops_the_start_with_a_sentence(tmp_path: Path) -> None:
    answer = lachan(tmp_path, "office", "migrate", province="99")
    assert answer.returncode != 0
    assert "Traceback" not in answer.stderr
    assert "99" in answer.stderr
