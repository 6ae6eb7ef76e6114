"""A file is replaced whole, or stays."""

import multiprocessing
import resource
from pathlib import Path

import pytest

from lachan.screening.whole_files import write_whole


def fill_up(path: Path) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    with pytest.raises(OSError):
        write_whole(path, b"n" * 5_000)


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    write_whole(tmp_path / "list", b"old")
    worker = multiprocessing.get_context("fork").Process(target=fill_up, args=(tmp_path / "list",))
    worker.start()
    worker.join()
    assert worker.exitcode == 0
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("list", b"old")]
    write_whole(tmp_path / "list", b"new")
    assert (tmp_path / "list").read_bytes() == b"new"
