"""A followed folder says what one check of all its files would say, whatever comes between."""

import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lachan.checks.calls.follow import Follower, Step
from lachan.checks.calls.run import check_calls
from lachan.readers.calls import read_calls
from tests.checks.calls.cases import CASES
from tests.checks.calls.records import AS_OF, Row, ordinary, written

FIRING = ("CAL-003", "CAL-006", "CAL-008", "CAL-009", "CAL-013")
ROWS: list[Row] = [
    *ordinary(150),
    *(row for case in CASES if case.fires and case.rule in FIRING for row in case.rows),
]


def findings(folder: Path) -> list[dict[str, Any]]:
    """Everything that was found, in the order of ids."""
    return sorted(pq.read_table(folder / "findings.parquet").to_pylist(), key=lambda one: one["finding_id"])


def follower(folder: Path, out: Path, **more: Any) -> Follower:
    """One that checks as of the day of the cases."""

    def check(parts: Sequence[Path], inputs: Sequence[dict[str, Any]], rejected: int) -> dict[str, Any]:
        return check_calls(parts, as_of=AS_OF, out=out, inputs=inputs, rejected_rows=rejected)

    return Follower(folder, out, check, **more)


def looked(one: Follower) -> Step:
    """Two looks: the first sees a file's size, the second that it did not change."""
    first = one.look()
    second = one.look()
    return second if second.taken or second.repeated or second.refused else first


def as_one(files: Sequence[Path], folder: Path) -> list[dict[str, Any]]:
    """One check of all files."""
    snapshot = read_calls(files, work=folder / "rows")
    inputs = [{"name": one.name, "sha256": one.sha256, "rows": one.rows, "bytes": one.bytes} for one in snapshot.inputs]
    check_calls(snapshot.parquet, as_of=AS_OF, out=folder, inputs=inputs)
    return findings(folder)


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=st.randoms(use_true_random=False), parts=st.integers(2, 4))
def test_any_order_with_copies_and_a_crash_gives_the_findings_of_one_check(order: random.Random, parts: int) -> None:
    rows = list(ROWS)
    order.shuffle(rows)
    with tempfile.TemporaryDirectory() as name:
        made, watched, out = Path(name, "made"), Path(name, "in"), Path(name, "out")
        for one in (made, watched, out):
            one.mkdir()
        cut = sorted(order.sample(range(1, len(rows)), parts - 1))
        pieces = [rows[start:end] for start, end in zip([0, *cut], [*cut, len(rows)], strict=True)]
        pieces[-1] = [*pieces[-1], *order.sample(rows, 20)]  # calls that two files hold
        files = [written(piece, made / f"{place}.parquet") for place, piece in enumerate(pieces)]
        for place, file in enumerate(order.sample(files, len(files))):
            shutil.copy(file, watched / f"{order.random()}.parquet")
            if place == 0:
                shutil.copy(file, watched / "copy.parquet")
                crashed(follower(watched, out), order)
            follower(watched, out).look()  # a new one each time: nothing is kept but what is on the disk
        looked(follower(watched, out))
        assert findings(out) == as_one(files, Path(name, "batch"))


def crashed(one: Follower, order: random.Random) -> None:
    """The power goes off before, between or after the two writes that take a file."""
    one.look()
    when = order.choice(["rows", "record", "check"])
    broken = pytest.MonkeyPatch()
    if when == "rows":
        broken.setattr("lachan.checks.calls.follow.os.replace", _off)
    elif when == "record":
        broken.setattr(Follower, "_recorded", _off)
    else:
        broken.setattr(Follower, "_checked", _off)
    with broken.context(), pytest.raises(PowerCut):
        one.look()
    broken.undo()


class PowerCut(BaseException):
    """Nothing of ours catches it."""


def _off(*_: Any, **__: Any) -> Any:
    raise PowerCut


def test_a_half_written_file_is_left_until_it_is_whole(tmp_path: Path) -> None:
    watched, out = tmp_path / "in", tmp_path / "out"
    watched.mkdir()
    out.mkdir()
    whole = written(ROWS, tmp_path / "whole.parquet").read_bytes()
    one = follower(watched, out)
    file = watched / "calls.parquet"
    file.write_bytes(whole[: len(whole) // 2])
    assert one.look().waiting == ("calls.parquet",)
    file.write_bytes(whole)
    (watched / "next.parquet.part").write_bytes(whole)
    (watched / ".next.parquet").write_bytes(whole)
    assert one.look().waiting == ("calls.parquet",)
    step = one.look()
    assert step.taken == ("calls.parquet",)
    assert step.summary is not None
    assert one.look() == Step()


def test_a_broken_file_is_told_once_and_the_others_are_taken(tmp_path: Path) -> None:
    watched, out = tmp_path / "in", tmp_path / "out"
    watched.mkdir()
    out.mkdir()
    whole = written(ROWS, watched / "b.parquet").read_bytes()
    (watched / "a.parquet").write_bytes(whole[: len(whole) // 2])
    one = follower(watched, out)
    step = looked(one)
    assert step.taken == ("b.parquet",)
    assert [error.place.file for error in step.refused] == ["a.parquet"]
    assert one.look() == Step()
    (watched / "a.parquet").write_bytes(written(ROWS[:50], tmp_path / "c.parquet").read_bytes())
    assert looked(one).taken == ("a.parquet",)


def test_the_same_bytes_are_not_taken_twice(tmp_path: Path) -> None:
    watched, out = tmp_path / "in", tmp_path / "out"
    watched.mkdir()
    out.mkdir()
    written(ROWS, watched / "a.parquet")
    one = follower(watched, out)
    assert looked(one).taken == ("a.parquet",)
    shutil.copy(watched / "a.parquet", watched / "b.parquet")
    step = looked(one)
    assert (step.taken, step.repeated, step.summary) == ((), ("b.parquet",), None)


def test_calls_that_are_much_older_than_the_newest_are_forgotten(tmp_path: Path) -> None:
    watched, out = tmp_path / "in", tmp_path / "out"
    watched.mkdir()
    out.mkdir()
    old = [row | {"started_at": row["started_at"].replace(month=7)} for row in ordinary(20)]
    written(old, watched / "july.parquet")
    one = follower(watched, out, keep_days=31)
    assert looked(one).taken == ("july.parquet",)
    written(ROWS, watched / "october.parquet")
    step = looked(one)
    assert step.summary is not None
    assert [told["name"] for told in step.summary["inputs"]] == ["october.parquet"]
    assert len(list((out / "state" / "parts").iterdir())) == 1


def test_two_commands_do_not_follow_into_one_folder(tmp_path: Path) -> None:
    (tmp_path / "state" / "parts").mkdir(parents=True)
    with duckdb.connect(str(tmp_path / "state" / "state.duckdb")) as held:
        held.execute("SELECT 1")
        code = (
            "import sys; from pathlib import Path; from lachan.checks.calls.follow import Follower\n"
            "from lachan.readers.errors import InputError\n"
            "folder = Path(sys.argv[1])\n"
            "try:\n    Follower(folder, folder, lambda *_: {}).look()\n"
            "except InputError as error:\n    print(error.code)\n"
        )
        done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "state"
