"""The log of decisions: readable, masked, bounded, and never in the way."""

import json
import multiprocessing
import resource
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.screening import Answer, Call, DecisionLog, Fired, Verdict
from lachan.screening.settings import LogSettings
from lachan.screening.verdict import NOTHING_FOUND, REASONS
from lachan.vietnam.masks import masked_number
from lachan.vietnam.wording import Wording
from tests.screening.messages import ABROAD, CALLEE, NOW

CALLER, CALLED = "+84912345678", "+84241111111"
ONE = Call(CALLEE, ABROAD, call_id="9a3-0912345678@host")
ALLOWED = Verdict(Answer("allow"), NOTHING_FOUND, REASONS[NOTHING_FOUND], "trong-nuoc", CALLER, CALLED)


def watched(caller: str = CALLER, facts: dict[str, object] | None = None) -> Verdict:
    why = Wording("Số được bảo vệ", "A protected number")
    fired = Fired("SCR-001", Answer("reject", 603, "x"), why, facts or {"header": "from"})
    return Verdict(fired.answer, fired.code, why, "quốc tế", caller, CALLED, (fired, fired._replace(code="SCR-009")))


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def test_each_decision_is_a_line_with_code_and_reason(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path / "log", LogSettings())
    log.write(ONE, ALLOWED, NOW + 0.25)
    log.write(ONE, watched(), NOW + 1.5)
    log.close(NOW + 2)
    assert lines(tmp_path / "log") == [
        {
            "at": "2026-11-25T17:00:00.250+07:00",
            "trunk": "trong-nuoc",
            "caller": "091****678",
            "callee": "024****111",
            "action": "allow",
            "code": "SCR-000",
            "reason": {"vi": "không thấy dấu hiệu nào", "en": "no sign was found"},
        },
        {
            "at": "2026-11-25T17:00:01.500+07:00",
            "trunk": "quốc tế",
            "caller": "091****678",
            "callee": "024****111",
            "action": "reject",
            "code": "SCR-001",
            "reason": {"vi": "Số được bảo vệ", "en": "A protected number"},
            "source": ABROAD,
            "call_id": "9a****78@host",
            "facts": {"header": "from"},
            "also": ["SCR-009"],
            "status": 603,
        },
    ]


@given(st.text(st.characters(codec="utf-8"), max_size=30), st.sampled_from([ALLOWED, watched()]))
def test_whatever_is_shown_stays_one_printable_line_and_a_number_is_masked(
    tmp_path_factory: pytest.TempPathFactory, caller: str, verdict: Verdict
) -> None:
    path = tmp_path_factory.mktemp("logs") / "log"
    log = DecisionLog(path, LogSettings())
    log.write(
        Call(caller, caller, call_id=caller),
        Verdict(verdict.answer, verdict.code, verdict.reason, caller, caller, caller, verdict.fired),
        NOW,
    )
    log.close(NOW)
    text = path.read_text(encoding="utf-8")
    assert text.removesuffix("\n").isprintable()
    (line,) = lines(path)
    digits = [one for one in caller if one.isdigit()]
    if len(digits) >= 9:
        assert caller not in (line["caller"], line["callee"])


@given(st.from_regex(r"\A\+84[0-9]{9}\Z"))
def test_the_quick_mask_is_the_usual_one(number: str) -> None:
    log = DecisionLog(Path("/nowhere"), LogSettings())
    assert json.loads(log._number(number)) == masked_number(number)


def test_clear_numbers_carry_their_purpose(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path / "log", LogSettings(purpose="Công văn 12/CV"))
    log.write(ONE, ALLOWED, NOW)
    log.write(ONE, watched(), NOW)
    log.close(NOW)
    found = lines(tmp_path / "log")
    assert [one["caller"] for one in found] == [CALLER, CALLER]
    assert [one["purpose"] for one in found] == ["Công văn 12/CV"] * 2
    assert found[1]["call_id"] == ONE.call_id


def test_allowed_calls_can_be_left_out(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path / "log", LogSettings(allowed="none"))
    log.write(ONE, ALLOWED, NOW)
    log.write(ONE, watched(), NOW)
    log.close(NOW)
    assert [one["code"] for one in lines(tmp_path / "log")] == ["SCR-001"]


def test_files_are_bounded_in_size_and_number(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path / "log", LogSettings(most_bytes=20_000, kept=3))
    for number in range(2_000):
        log.write(ONE, ALLOWED, NOW + number)
    log.close(NOW + 2_000)
    files = sorted(tmp_path.iterdir())
    assert [one.name for one in files] == ["log", "log.1", "log.2"]
    assert all(one.stat().st_size <= 20_000 for one in files)
    found = [one["at"] for name in ("log.2", "log.1", "log") for one in lines(tmp_path / name)]
    assert found == sorted(found)
    assert log.dropped == 0


def test_one_kept_file_is_begun_anew(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path / "log", LogSettings(most_bytes=5_000, kept=1))
    for number in range(100):
        log.write(ONE, ALLOWED, NOW + number)
    log.close(NOW + 100)
    assert [one.name for one in tmp_path.iterdir()] == ["log"]
    assert (tmp_path / "log").stat().st_size <= 5_000


def test_lines_wait_for_company_but_not_longer_than_a_second(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path / "log", LogSettings())
    log.write(ONE, ALLOWED, NOW)
    assert len(lines(tmp_path / "log")) == 1
    log.write(ONE, ALLOWED, NOW + 0.5)
    assert len(lines(tmp_path / "log")) == 1
    log.write(ONE, ALLOWED, NOW + 1)
    assert len(lines(tmp_path / "log")) == 3
    for _ in range(1_000):
        log.write(ONE, ALLOWED, NOW + 1.1)
    assert len(lines(tmp_path / "log")) > 500
    assert log._pending < 33_000


def test_when_the_disk_is_full_lines_are_dropped_and_counted(tmp_path: Path) -> None:
    full = Path("/dev/full")
    log = DecisionLog(full, replace(LogSettings(), most_bytes=10**12))
    for number in range(5):
        log.write(ONE, watched(), NOW + number)
    assert log.dropped == 5
    gone = DecisionLog(tmp_path / "no" / "log", LogSettings())
    gone.write(ONE, ALLOWED, NOW)
    assert gone.dropped == 1
    (tmp_path / "no").mkdir()
    gone.write(ONE, ALLOWED, NOW + 2)
    gone.close(NOW + 2)
    assert len(lines(tmp_path / "no" / "log")) == 1


def fill_up(path: Path) -> None:
    """A disk that takes half a line and is full, and has room again later."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    log = DecisionLog(path, LogSettings())
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    for number in range(10):
        log.write(ONE, watched(), NOW + number)
    dropped = log.dropped
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    log.write(ONE, watched(facts={"dropped": dropped}), NOW + 20)
    log.close(NOW + 20)


def test_a_line_cut_by_a_full_disk_does_not_spoil_the_next(tmp_path: Path) -> None:
    worker = multiprocessing.get_context("fork").Process(target=fill_up, args=(tmp_path / "log",))
    worker.start()
    worker.join()
    found = (tmp_path / "log").read_text(encoding="utf-8", errors="replace").split("\n")
    assert found[-1] == ""
    whole = [json.loads(one) for one in (*found[:-3], found[-2])]
    assert whole[-1]["facts"]["dropped"] == 10 - len(whole[:-1])
    with pytest.raises(ValueError):
        json.loads(found[-3])


def write_many(path: Path, count: int) -> None:
    log = DecisionLog(path, LogSettings())
    for number in range(count):
        log.write(ONE, watched(facts={"number": number, "long": "x" * 300}), NOW + number / 100)
    log.close(NOW)


def test_workers_with_one_file_do_not_mix_their_lines(tmp_path: Path) -> None:
    """Each has its own file; even when two share one by mistake, a line stays whole."""
    fork = multiprocessing.get_context("fork")
    workers = [fork.Process(target=write_many, args=(tmp_path / "log", 500)) for _ in range(3)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert len(lines(tmp_path / "log")) == 1_500
