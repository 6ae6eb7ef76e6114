"""The commands as an operator types them: build, ask, confirm, drop, verify."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.identify.logs import lachan, lease, read, stamp, write, write_holders, write_leases

HOUR, DAY = 3600, 86_400


@pytest.fixture
def store(tmp_path: Path) -> Path:
    leases = write_leases(
        tmp_path / "leases.csv",
        [
            lease("203.0.113.7", 1024, 2047, 0, HOUR, "TB-A"),
            lease("203.0.113.7", 1024, 2047, HOUR, 2 * HOUR, "TB-B"),
            lease("203.0.113.7", 2048, 3071, 0, 2 * HOUR, "TB-C"),
            lease("2001:db8:12::/48", "", "", 0, None, "TB-D"),
            lease("203.0.113.99", "", "", 0, None, "TB-E"),
        ],
    )
    holders = write_holders(
        tmp_path / "holders.csv",
        [("+12025550142", "TB-A", "2020-01-01", "2026-11-20"), ("+1 202 555 0142", "TB-B", "2026-11-20", "")],
    )
    answer = lachan("build", leases, "--holders", holders, "--store", tmp_path / "store")
    assert answer.returncode == 0, answer.stderr
    return tmp_path / "store"


def asked(store: Path, header: tuple[str, ...], *rows: tuple[object, ...], options: tuple[str, ...] = ()):  # type: ignore[no-untyped-def]
    sheet = write(store.parent / "questions.csv", header, rows)
    out = store.parent / "answers.csv"
    answer = lachan("ask", sheet, "--store", store, "--request", "12/YC-PA05", "--out", out, *options)
    return answer, read(out) if out.exists() else []


ADDRESS = ("public_ip", "port", "at")


def test_answers_come_in_order_with_subscriber_candidates_and_note(store: Path) -> None:
    answer, rows = asked(
        store,
        ADDRESS,
        ("203.0.113.7", 1500, stamp(HOUR)),
        ("203.0.113.7", 1500, stamp(HOUR - 0.001)),
        ("203.0.113.7", "", stamp(0)),
        ("203.0.113.7", 1500, stamp(3 * DAY)),
        ("2001:db8:12::9", 443, stamp(90 * DAY)),
        ("203.0.113.99", 443, stamp(90 * DAY)),
    )
    assert answer.returncode == 0, answer.stderr
    assert [row["subscriber"] for row in rows] == ["TB-B", "TB-A", "TB-A; TB-C", "", "TB-D", "TB-E"]
    assert [row["candidates"] for row in rows] == ["1", "1", "2", "0", "1", "1"]
    assert "2 subscribers fit" in rows[2]["note"]
    assert "no log for this time" in rows[3]["note"]
    assert set(rows[0]) == {*ADDRESS, "subscriber", "candidates", "note"}


def test_the_holder_of_that_day_is_named_and_not_the_one_of_today(store: Path) -> None:
    _, rows = asked(
        store,
        ("number", "at"),
        ("+1.202.555.0142", stamp(-0.001)),
        ("+1-202-555-0142", stamp(0)),
        ("+12025550199", stamp(0)),
    )
    assert [row["subscriber"] for row in rows] == ["TB-A", "TB-B", ""]
    assert "not in the store" in rows[2]["note"]


def test_skew_shows_everyone_it_brings_in(store: Path) -> None:
    _, rows = asked(store, ADDRESS, ("203.0.113.7", 1500, stamp(HOUR + 5)), options=("--skew", "10"))
    assert rows[0]["subscriber"] == "TB-A; TB-B"
    assert "2 subscribers within ± 10 seconds" in rows[0]["note"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (("203.0.113.7", "0", stamp(0)), "no port"),
        (("203.0.113.7", "65536", stamp(0)), "no port"),
        (("10.1.2.3", "80", stamp(0)), "private or reserved"),
        (("100.64.0.1", "80", stamp(0)), "private or reserved"),
        (("::ffff:203.0.113.7", "80", stamp(0)), "write 203.0.113.7"),
        (("203.0.113.0/24", "80", stamp(0)), "whole range"),
        (("203.0.113.300", "80", stamp(0)), "no IP address"),
        (("203.0.113.7", "80", "2026-11-20T10:00:00"), "no time zone"),
        (("203.0.113.7", "80", "20/11/2026 10:00"), "no moment"),
        (("203.0.113.7", "80", "2026-02-30T10:00:00Z"), "no moment"),
        (("", "", stamp(0)), "one number or one address"),
    ],
)
def test_a_bad_question_is_refused_in_its_row_and_the_others_are_answered(
    store: Path, values: tuple[str, ...], said: str
) -> None:
    answer, rows = asked(store, ADDRESS, values, ("203.0.113.7", 1500, stamp(0)))
    assert answer.returncode == 1
    assert said in rows[0]["note"]
    assert rows[0]["subscriber"] == ""
    assert rows[1]["subscriber"] == "TB-A"
    assert "row 2" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_imei_is_said_not_to_be_kept(store: Path) -> None:
    answer, rows = asked(store, ("imei", "at"), ("490154203237518", stamp(0)))
    assert answer.returncode == 0
    assert "keeps no IMEI" in rows[0]["note"]


def test_without_request_number_there_is_no_answer(store: Path) -> None:
    sheet = write(store.parent / "q.csv", ADDRESS, [("203.0.113.7", 1500, stamp(0))])
    out = store.parent / "a.csv"
    assert lachan("ask", sheet, "--store", store, "--out", out).returncode == 2
    assert lachan("ask", sheet, "--store", store, "--out", out, "--request", " ").returncode == 1
    assert not out.exists()


def test_every_run_is_in_the_trail_without_the_data_and_a_changed_trail_stops_all(store: Path) -> None:
    asked(store, ADDRESS, ("203.0.113.7", 1500, stamp(0)), options=("--purpose", "tin báo 7"))
    trail = store / "trail.jsonl"
    lines = [json.loads(line) for line in trail.read_text().splitlines()]
    assert [line["what"] for line in lines] == ["build", "ask"]
    assert (lines[1]["request"], lines[1]["purpose"], lines[1]["questions"]) == ("12/YC-PA05", "tin báo 7", 1)
    assert "TB-A" not in trail.read_text()
    assert lachan("verify", "--store", store).returncode == 0
    trail.write_text(trail.read_text().replace("12/YC-PA05", "13/YC-PA05"))
    (store.parent / "answers.csv").unlink()
    answer, rows = asked(store, ADDRESS, ("203.0.113.7", 1500, stamp(0)))
    assert answer.returncode == 1
    assert "trail" in answer.stderr
    assert rows == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (lease("10.0.0.1", 1, 9, 0, 1, "X"), "private_address"),
        (lease("203.0.113.1", 0, 9, 0, 1, "X"), "not_a_port"),
        (lease("203.0.113.1", 9, 1, 0, 1, "X"), "backward_ports"),
        (lease("203.0.113.1", 1, 9, 5, 5, "X"), "backward_time"),
        (lease("203.0.113.1", 1, 9, 5, 1, "X"), "backward_time"),
        (lease("203.0.113.1", 1, 9, 5, None, "X"), "no_end"),
        (lease("203.0.113.1", 1, 9, 0, 1, ""), "not_a_subscriber"),
        (lease("203.0.113.1", 1, 9, 0, 1, "=1+1"), "not_a_subscriber"),
        (lease("::ffff:203.0.113.1", 1, 9, 0, 1, "X"), "mapped_address"),
        (("203.0.113.1", 1, 9, "2026-11-20T10:00:00", "2026-11-20T11:00:00Z", "X"), "no_zone"),
        (("203.0.113.1", 1, 9, "1970-01-01T00:00:00Z", "2026-11-20T11:00:00Z", "X"), "too_early"),
    ],
)
def test_a_bad_lease_is_set_aside_with_its_reason_and_the_rest_is_built(
    tmp_path: Path, row: tuple[object, ...], code: str
) -> None:
    good = lease("203.0.113.1", 10, 19, 0, 9, "Y")
    leases = write_leases(tmp_path / "l.csv", [good, row])  # type: ignore[list-item]
    answer = lachan("build", leases, "--store", tmp_path / "s")
    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr
    (rejected,) = read(tmp_path / "s" / "rejected.csv")
    assert (rejected["row"], rejected["code"]) == ("3", code)
    _, rows = asked(tmp_path / "s", ADDRESS, ("203.0.113.1", 15, stamp(1)))
    assert rows[0]["subscriber"] == "Y"


def test_leases_that_contradict_each_other_name_nobody(tmp_path: Path) -> None:
    leases = write_leases(
        tmp_path / "l.csv",
        [
            lease("203.0.113.1", 1, 99, 0, 100, "X"),
            lease("203.0.113.1", 50, 60, 50, 150, "Y"),
            lease("203.0.113.1", 200, 300, 0, 100, "Z"),
            lease("203.0.113.1", 200, 300, 0, 100, "Z"),
        ],
    )
    assert lachan("build", leases, "--store", tmp_path / "s").returncode == 1
    assert [(r["row"], r["code"]) for r in read(tmp_path / "s" / "rejected.csv")] == [
        ("2", "contradiction"),
        ("3", "contradiction"),
    ]
    _, rows = asked(tmp_path / "s", ADDRESS, ("203.0.113.1", 55, stamp(60)), ("203.0.113.1", 250, stamp(60)))
    assert [row["subscriber"] for row in rows] == ["", "Z"]
    assert "contradicts itself" in rows[0]["note"]


def test_a_former_holder_without_end_makes_both_refused(tmp_path: Path) -> None:
    holders = write_holders(
        tmp_path / "h.csv", [("+12025550142", "A", "2020-01-01", ""), ("+12025550142", "B", "2024-01-01", "")]
    )
    assert lachan("build", "--holders", holders, "--store", tmp_path / "s").returncode == 1
    assert [r["row"] for r in read(tmp_path / "s" / "rejected.csv")] == ["2", "3"]
    _, rows = asked(tmp_path / "s", ("number", "at"), ("+12025550142", stamp(0)))
    assert rows[0]["subscriber"] == ""
    assert "contradicts itself" in rows[0]["note"]


def test_a_day_is_loaded_once_and_dropped_past_retention(store: Path) -> None:
    before = (store / "manifest.json").read_bytes()
    again = lachan("build", store.parent / "leases.csv", "--store", store)
    assert again.returncode == 1
    assert "2026-11-20" in again.stderr
    assert (store / "manifest.json").read_bytes() == before
    assert lachan("drop", "--before", "2026-11-21", "--store", store).returncode == 0
    assert not list(store.glob("day-*"))
    _, rows = asked(store, ADDRESS, ("203.0.113.7", 1500, stamp(0)))
    assert "no log for this time" in rows[0]["note"]


@pytest.mark.parametrize(
    "content",
    [b"", b"a,b\n1,2\n", b"\xff\xfe\x00\x01", b"public_ip,port_from,port_to,started_at,ended_at\n1,2,3,4,5\n"],
)
def test_a_file_that_is_no_log_changes_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "l.csv").write_bytes(content)
    answer = lachan("build", tmp_path / "l.csv", "--store", tmp_path / "s")
    assert answer.returncode == 1
    assert "l.csv" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert not (tmp_path / "s" / "manifest.json").exists()


def test_a_damaged_part_is_found(store: Path) -> None:
    (part,) = store.glob("day-*/holders")
    part.write_bytes(b"\0" * part.stat().st_size)
    answer = lachan("verify", "--store", store)
    assert answer.returncode == 1
    assert "holders" in answer.stderr


def claimed(store: Path, *rows: tuple[str, ...], request: str = "12/YC"):  # type: ignore[no-untyped-def]
    table = write(
        store.parent / "subscribers.csv",
        ("subscriber", "owner_name", "id_number", "birth_date"),
        [("TB-A", "Lò Thị Bản Mẫu", "099300000001", "1990-02-01"), ("TB-B", "Vi Văn Thử", "", "1991-03-02")],
    )
    claims = write(store.parent / "c.csv", ("number", "at", "owner_name", "id_number", "birth_date"), rows)
    out = store.parent / "confirmed.csv"
    out.unlink(missing_ok=True)
    answer = lachan(
        "confirm", claims, "--store", store, "--subscribers", table, "--request", request, "--out", out
    )  # fmt: skip
    return answer, out


def test_a_claim_is_answered_without_the_data(store: Path) -> None:
    answer, out = claimed(
        store,
        ("+12025550142", stamp(-1), "LO THI BAN MAU", "099300000002", "01/02/1990"),
        ("+12025550142", stamp(1), "Lò Thị Bản Mẫu", "099300000001", ""),
        ("+12025550199", stamp(1), "Ai Đó", "", ""),
    )
    assert answer.returncode == 0, answer.stderr
    verdicts = [(r["owner_name"], r["id_number"], r["birth_date"]) for r in read(out)]
    assert verdicts == [("yes", "no", "yes"), ("no", "cannot_say", ""), ("cannot_say", "", "")]
    assert "Vi Văn" not in out.read_text() + (store / "trail.jsonl").read_text() + answer.stdout
    assert "1990" not in out.read_text()


def test_guessing_is_stopped_by_the_trail(store: Path) -> None:
    claim = ("+12025550142", stamp(1), "Ai Đó", "", "")
    for _ in range(3):
        assert claimed(store, claim)[0].returncode == 0
    answer, out = claimed(store, claim)
    assert answer.returncode == 1
    assert "limit" in answer.stderr
    assert not out.exists()
    assert claimed(store, claim, request="13/YC")[0].returncode == 0


def test_a_withdrawn_request_is_answered_no_more(store: Path) -> None:
    assert lachan("withdraw", "12/YC-PA05", "--store", store).returncode == 0
    answer, rows = asked(store, ADDRESS, ("203.0.113.7", 1500, stamp(0)))
    assert answer.returncode == 1
    assert "withdrawn" in answer.stderr
    assert rows == []
    lines = [json.loads(line) for line in (store / "trail.jsonl").read_text().splitlines()]
    assert [line["what"] for line in lines] == ["build", "withdrawn", "ask_refused"]


def test_a_build_that_is_killed_changes_nothing_and_can_be_repeated(store: Path) -> None:
    before = (store / "manifest.json").read_bytes()
    rows = [lease("203.0.113.8", 1, 9, 2 * DAY + second, 2 * DAY + second + 1, "TB-X") for second in range(60_000)]
    leases = write_leases(store.parent / "more.csv", rows)
    command = [sys.executable, "-m", "lachan.cli", "identify", "build", str(leases), "--store", str(store)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while running.poll() is None and not (store / "workbench" / "workbench.duckdb").exists():
        time.sleep(0.002)
    running.kill()
    assert running.wait() == -9
    assert (store / "manifest.json").read_bytes() == before
    assert asked(store, ADDRESS, ("203.0.113.7", 1500, stamp(0)))[1][0]["subscriber"] == "TB-A"
    assert lachan("build", leases, "--store", store).returncode == 0
    assert not (store / "workbench").exists()
    assert asked(store, ADDRESS, ("203.0.113.8", 5, stamp(2 * DAY)))[1][0]["subscriber"] == "TB-X"


def test_the_limits_of_claims_are_settings(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LACHAN_CONFIRM_A_NUMBER", "1")
    claim = ("+12025550142", stamp(1), "Ai Đó", "", "")
    assert claimed(store, claim)[0].returncode == 0
    assert claimed(store, claim)[0].returncode == 1
