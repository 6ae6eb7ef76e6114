"""What the tests of signals share: the clock, signals of each source, runs of checks as their files."""

import io
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import time_machine

from lachan.office.intake.actions import Said, ToldByCitizen, bring_run, decide, report, take_signal
from lachan.office.intake.keys import Named, named
from lachan.office.intake.models import Allowed, Signal, Subject
from lachan.office.intake.policies import SubjectMove
from lachan.readers.subjects import read_subjects
from tests.people import NOW, Cast


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def thing(text: str) -> Named:
    """The first thing that a text names."""
    return named(read_subjects(text)[0])


def signal(text: str, *, mark: str = "1", now: datetime = NOW, **said: Any) -> Signal | None:
    """A signal of a check about what `text` names, or of another source."""
    said = {"source": "finding", "origin": "sites", "seen_at": now, "score": 0.5, "rule": "WEB-009"} | said
    return take_signal(said=Said(named=thing(text), mark=f"{text}-{mark}"[:64], **said), actor=None, now=now)


def subject(text: str, **said: Any) -> Subject:
    """The subject of such a signal."""
    found = signal(text, **said)
    assert found is not None
    return found.subject


def citizen(text: str, *, now: datetime = NOW, **told: Any) -> Subject:
    """The first subject of a citizen's report."""
    return report(told=ToldByCitizen(text=text, **told), channel="portal", now=now).subjects[0]


def row(subject_text: str, *, place: int = 1, **changes: Any) -> dict[str, Any]:
    """A finding as a run of the check of names writes it."""
    facts = {"host": subject_text, "why": "ghép như tên trang lừa đảo đã gặp", "why_en": "built like it"}
    return {
        "finding_id": f"{place:016x}", "rule": "WEB-009", "severity": "medium", "score": 0.8, "subject_kind": "site",
        "subject": subject_text, "count": 1, "first_seen": None, "last_seen": None,
        "facts": json.dumps(facts), "legal_basis": "…", "run_id": "00000000000000aa",
    } | changes  # fmt: skip


def run_files(*rows: dict[str, Any], check: str = "sites", **changes: Any) -> dict[str, bytes]:
    """summary.json and findings.parquet of a run with these findings."""
    summary = {
        "format": 1, "check": check, "run_id": "00000000000000aa", "as_of": "2026-03-01", "rows": 100,
    } | changes  # fmt: skip
    stamp, text = pa.timestamp("us"), pa.string()
    kinds = {"score": pa.float64(), "count": pa.int64(), "first_seen": stamp, "last_seen": stamp}
    names = list(row("a.vn"))
    table = pa.Table.from_pylist(list(rows), pa.schema([(name, kinds.get(name, text)) for name in names]))
    sink = io.BytesIO()
    pq.write_table(table, sink)
    return {"summary": json.dumps(summary).encode(), "findings": sink.getvalue()}


def signals_of_the_world(cast: Cast) -> dict[str, Any]:
    """A subject that waits, one found honest, a run to be taken in, for the matrix of rights."""
    waiting, honest, lan = subject("dang-cho.example"), subject("trang-that.example"), cast.actor("lan")
    decide(subject_id=honest.pk, move=SubjectMove.FALSE_ALARM, actor=lan, now=NOW)
    run = bring_run(**run_files(row("moi-thay.example")), actor=lan, now=NOW)
    return {
        "signal_subject": waiting.pk, "false_alarm": honest.pk, "allowed_row": Allowed.objects.get().pk, "run": run.pk,
    }  # fmt: skip


def days(many: float) -> timedelta:
    """So many days."""
    return timedelta(days=many)
