"""Counters that outlive their worker and are read while it counts."""

import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from lachan.screening import Answer, Counters, Fired, Verdict, prometheus_text, read_counters
from lachan.screening.counters import MOST_SLOTS, OTHER
from lachan.vietnam.wording import Wording

WHY = Wording("vì", "because")
ALLOWED = Verdict(Answer("allow"), "SCR-000", WHY, "trong nước")
FIRED = (Fired("SCR-001", Answer("reject"), WHY, {}), Fired("SCR-009", Answer("watch"), WHY, {}))
REJECTED = Verdict(Answer("reject"), "SCR-001", WHY, "quốc tế", fired=FIRED)


def test_decisions_and_rules_are_counted_by_action_and_trunk(tmp_path: Path) -> None:
    counters = Counters(tmp_path / "1")
    assert counters.shared
    for verdict in (ALLOWED, ALLOWED, REJECTED):
        counters.count(verdict)
    counters.event("failed")
    assert read_counters([tmp_path / "1"]) == {
        OTHER: 0,
        ("decisions", "SCR-000", "allow", "trong nước"): 2,
        ("decisions", "SCR-001", "reject", "quốc tế"): 1,
        ("hits", "SCR-001", "reject", "quốc tế"): 1,
        ("hits", "SCR-009", "watch", "quốc tế"): 1,
        ("events", "failed", "", ""): 1,
    }


def count_and_die(path: Path) -> None:
    counters = Counters(path)
    for _ in range(1_000):
        counters.count(ALLOWED)
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_killed_worker_loses_no_count_and_its_successor_goes_on(tmp_path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    for _ in range(2):
        worker = fork.Process(target=count_and_die, args=(tmp_path / "1",))
        worker.start()
        worker.join()
    Counters(tmp_path / "2").count(ALLOWED)
    paths = [tmp_path / "1", tmp_path / "2", tmp_path / "gone"]
    assert read_counters(paths)["decisions", "SCR-000", "allow", "trong nước"] == 2_001


def test_more_labels_than_there_is_room_for_are_counted_together(tmp_path: Path) -> None:
    counters = Counters(tmp_path / "1")
    for number in range(MOST_SLOTS + 50):
        counters.event(f"e{number}")
    counters.event("x" * 5_000)
    found = read_counters([tmp_path / "1"])
    assert len(found) == MOST_SLOTS
    assert found[OTHER] == 52


def test_where_no_file_can_be_had_calls_are_judged_all_the_same(tmp_path: Path) -> None:
    counters = Counters(tmp_path / "no" / "1")
    counters.count(ALLOWED)
    assert not counters.shared
    assert not Counters(None).shared


@pytest.mark.parametrize("content", [b"", b"x", b"\xff" * 5_000])
def test_a_broken_file_counts_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "1").write_bytes(content)
    assert not read_counters([tmp_path / "1"])


def test_the_text_for_prometheus_is_escaped_and_typed() -> None:
    text = prometheus_text(
        {("decisions", "SCR-001", "reject", 'a"\\b\nc'): 3, ("events", "failed", "", ""): 1, OTHER: 0},
        {"list_serial": 7.0},
    )
    assert 'lachan_screening_decisions_total{code="SCR-001",action="reject",trunk="a\\"\\\\b\\nc"} 3\n' in text
    assert 'lachan_screening_events_total{event="failed"} 1\n' in text
    assert "lachan_screening_list_serial 7\n" in text
    assert text.count("# TYPE lachan_screening_decisions_total counter") == 1
