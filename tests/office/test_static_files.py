"""Style and script files are gathered at the first start, and again when one of them changed."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from lachan.office.static_files import STAMP, gather_static_files


def gather() -> bool:
    return gather_static_files(lambda: call_command("collectstatic", interactive=False, verbosity=0))


@pytest.fixture
def source(settings: Any, tmp_path: Path) -> Path:
    """The folder of a product with one style file."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.css").write_text("p {}")
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [source]
    settings.STATIC_ROOT = tmp_path / "gathered"
    return source


def test_a_second_start_gathers_nothing(settings: Any, source: Path) -> None:
    assert gather()
    gathered = settings.STATIC_ROOT / "a.css"
    assert gathered.read_text() == "p {}"
    gathered.write_text("left alone")
    assert not gather()
    assert gathered.read_text() == "left alone"


def test_a_changed_and_a_new_file_are_gathered(settings: Any, source: Path) -> None:
    gather()
    (source / "a.css").write_text("a { color: red }")
    os.utime(source / "a.css", (2_000_000_000, 2_000_000_000))
    assert gather()
    assert (settings.STATIC_ROOT / "a.css").read_text() == "a { color: red }"
    (source / "b.css").write_text("b {}")
    assert gather()
    assert (settings.STATIC_ROOT / "b.css").is_file()


def test_a_gathering_that_broke_off_is_done_again(settings: Any, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gather()
    (source / "b.css").write_text("b {}")
    with monkeypatch.context() as broken:
        broken.setattr("django.contrib.staticfiles.storage.StaticFilesStorage.save", _off)
        with pytest.raises(OSError, match="disk full"):
            gather()
    assert not (settings.STATIC_ROOT / STAMP).exists()
    (source / "b.css").unlink()
    assert gather()


def _off(*_: Any, **__: Any) -> None:
    raise OSError("disk full")
