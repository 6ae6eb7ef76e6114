"""The bundle of a check of calls: counts by rule, trunk, protected body and direction; no caller and no callee."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from lachan.exchange.bundle import BodyCount, Bundle, Cleanup, RuleCalls, TrunkCount, read_bundle
from lachan.exchange.bundle.call_counts import OTHER, TRUNK, call_counts, safe_trunk
from lachan.exchange.bundle.frame import MAGIC, VERSION
from lachan.readers.canonical import parsed
from lachan.readers.errors import InputError
from tests.exchange.bundle.runs import HOUR_LATER, OPERATOR, inspection, made

KEY = Ed25519PrivateKey.generate()
CALLER, CALLEE, CUSTOMER = "+84501000123", "+84502000456", "Trung kế Nguyễn Văn Bịa"
SUMMARY: dict[str, Any] = {
    "format": 1,
    "check": "calls",
    "run_id": "0123456789abcdef",
    "as_of": "2026-10-01",
    "engine": "duckdb",
    "lachan_version": "0.6.0",
    "inputs": [{"name": f"cdr-{CALLER}.csv", "sha256": "a1" * 32, "rows": 5000, "bytes": 90_000}],
    "rows": 5000,
    "rejected_rows": 3,
    "since": "2026-09-28T00:00:01",
    "until": "2026-10-01T23:59:59",
    "callers": 900,
    "left_out": [],
    "rules": [
        {"id": "CAL-001", "findings": 4, "subjects": 3, "calls": 210, "severity": "high"},
        {"id": "CAL-002", "findings": 0, "subjects": 0, "calls": 0, "severity": "medium"},
    ],
    "by_hour": [{"hour": 8, "calls": 700, "answered": 480, "flagged": 20}],
    "by_trunk": [
        {"trunk": "QT-01", "trunk_kind": "international", "calls": 300, "flagged": 180},
        {"trunk": CUSTOMER, "trunk_kind": "domestic", "calls": 50, "flagged": 30},
        {"trunk": "02050000345", "trunk_kind": "domestic", "calls": 40, "flagged": 0},
        {"trunk": None, "trunk_kind": None, "calls": 10, "flagged": 0},
    ],
    "by_body": [
        {"body": "Công an tỉnh", "direction": "international", "calls": 150, "subjects": 2},
        {"body": "Công an  tỉnh", "direction": "domestic", "calls": 30, "subjects": 1},
        {"body": CALLER, "direction": "domestic", "calls": 5, "subjects": 1},
    ],
}  # fmt: skip


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return folder(tmp_path)


def folder(path: Path, **changes: Any) -> Path:
    (path / "summary.json").write_text(json.dumps(SUMMARY | changes), encoding="utf-8")
    duckdb.sql(f"SELECT '{CALLER}' AS subject, '{CALLEE}' AS facts").write_parquet(str(path / "findings.parquet"))
    return path


def read(content: bytes) -> Bundle:
    return read_bundle(content, operator=OPERATOR, operator_key=KEY.public_key(), now=HOUR_LATER)


def refused(act: Callable[[], Any]) -> InputError:
    with pytest.raises(InputError) as error:
        act()
    return error.value


def test_the_office_reads_counts_by_rule_trunk_body_and_direction(run: Path) -> None:
    found = read(made(run, KEY).content)
    assert (found.check, found.rows, found.rejected_rows, found.active_rows) == ("calls", 5000, 3, 0)
    assert (found.since, found.until) == (date(2026, 9, 28), date(2026, 10, 1))
    assert [(one.rule, one.findings, one.numbers) for one in found.rules] == [("CAL-001", 4, 3), ("CAL-002", 0, 0)]
    counts = found.calls
    assert counts is not None
    assert counts.callers == 900
    assert counts.rules == (RuleCalls("CAL-001", 210), RuleCalls("CAL-002", 0))
    assert TrunkCount("QT-01", "international", 300, 180) in counts.trunks
    assert TrunkCount("", "", 10, 0) in counts.trunks
    assert BodyCount("Công an tỉnh", "international", 150, 2) in counts.bodies
    assert BodyCount("Công an tỉnh", "domestic", 30, 1) in counts.bodies
    assert BodyCount(OTHER, "domestic", 5, 1) in counts.bodies  # a number is no name of a body


def test_no_caller_callee_file_or_customer_is_in_the_bytes(run: Path) -> None:
    text = made(run, KEY).content.decode("utf-8", "replace").casefold()
    for planted in (CALLER, CALLEE, CUSTOMER, "501000123", "502000456", "2050000345", "bịa", "cdr"):
        assert planted.casefold() not in text


def test_a_trunk_that_may_name_a_customer_keeps_its_code_in_each_bundle(run: Path) -> None:
    first, again = made(run, KEY).bundle.calls, made(run, KEY).bundle.calls
    assert first == again
    assert first is not None
    coded = [one for one in first.trunks if one.trunk.startswith("x-")]
    assert sorted(one.calls for one in coded) == [40, 50]
    other = made(run, Ed25519PrivateKey.generate()).bundle.calls
    assert other is not None
    assert not {one.trunk for one in coded} & {one.trunk for one in other.trunks}


@given(st.text(max_size=60))
def test_every_trunk_becomes_a_code_that_is_one(trunk: str) -> None:
    code = safe_trunk(trunk, b"secret")
    assert not code or TRUNK.fullmatch(code)
    assert safe_trunk(code, b"secret") == code


def test_trunks_beyond_the_most_are_added_up_not_lost() -> None:
    rows = [{"trunk": f"T{place}", "trunk_kind": "domestic", "calls": 2, "flagged": 1} for place in range(6_000)]
    counts = call_counts(SUMMARY | {"by_trunk": rows}, b"secret")
    assert len(counts.trunks) <= 5_000
    assert sum(one.calls for one in counts.trunks) == 12_000
    assert sum(one.flagged for one in counts.trunks) == 6_000


BODIES: dict[str, tuple[str, Callable[[dict[str, Any]], Any]]] = {
    "without its counts": ("calls", lambda b: b.update(calls=None)),
    "that says it is of subscribers": ("calls", lambda b: b.update(check="subscribers")),
    "with numbers in use": ("check", lambda b: b.update(active_rows=5)),
    "with figures of a clean-up": (
        "check",
        lambda b: b.update(cleanup={"notified": 1, "one_way": 1, "two_way": 1, "recovered": 1, "put_right": 1}),
    ),
    "with a caller": ("calls.caller", lambda b: b["calls"].update(caller=CALLER)),
    "with a number as trunk": ("calls.trunks[0].trunk", lambda b: b["calls"]["trunks"][0].update(trunk="84501000123")),
    "with a number as body": ("calls.bodies[0].body", lambda b: b["calls"]["bodies"][0].update(body=CALLER)),
    "with a callee in a row": ("calls.rules[0].callee", lambda b: b["calls"]["rules"][0].update(callee=CALLEE)),
    "with a direction of its own": (
        "calls.bodies[0].direction",
        lambda b: b["calls"]["bodies"][0].update(direction="x"),
    ),
    "with more flagged than calls": ("calls.trunks", lambda b: b["calls"]["trunks"][0].update(flagged=10**6)),
    "with a rule twice": ("calls.rules", lambda b: b["calls"]["rules"].append(b["calls"]["rules"][0])),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_signed_bundle_of_calls_with_a_bad_body_is_refused_and_names_the_field(name: str, run: Path) -> None:
    field, change = BODIES[name]
    body = parsed(made(run, KEY).content[13:-64], name="")
    change(body)
    told = refused(lambda: read(framed(body)))
    assert told.code == "field"
    assert f"“bundle.{field}”" in told.wording.vi


def framed(body: dict[str, Any]) -> bytes:
    content = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    start = MAGIC + bytes([VERSION]) + len(content).to_bytes(4, "big") + content
    return start + KEY.sign(f"lachan bundle, version {VERSION}\n".encode() + start)


def test_what_belongs_to_subscribers_alone_is_refused_when_the_bundle_is_made(run: Path) -> None:
    assert refused(lambda: made(run, KEY, cleanup=Cleanup(1, 1, 1, 1, 1))).code == "of_calls"
    assert refused(lambda: made(run, KEY, request=inspection())).code == "of_calls"


@pytest.mark.parametrize("name", ["callers", "by_trunk", "by_body", "since"])
def test_a_summary_that_lacks_counts_makes_no_bundle(name: str, run: Path) -> None:
    (run / "summary.json").write_text(json.dumps({key: value for key, value in SUMMARY.items() if key != name}))
    assert refused(lambda: made(run, KEY)).code == "summary"


def test_the_first_bundle_of_calls_that_was_ever_made_stays_readable() -> None:
    from lachan.exchange.handover import read_verifying_key

    data = Path(__file__).parent / "data"
    key = read_verifying_key((data / "version-2-calls.pub").read_bytes())
    content = (data / "version-2-calls.lchb").read_bytes()
    found = read_bundle(content, operator=OPERATOR, operator_key=key, now=HOUR_LATER + timedelta(days=1))
    assert found.calls is not None
    assert (found.calls.callers, len(found.calls.trunks)) == (900, 4)
