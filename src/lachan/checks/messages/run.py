"""One check of messages: each message judged in the input's order, then the rules over the answers.

Messages are read in parts, so that no more than some thousands are in memory. `scores.csv` has one line a message.
"""

import csv
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from lachan.checks.engines import Engine, opened
from lachan.checks.finding import FINDING_COLUMNS
from lachan.checks.given import Given, own_parameters
from lachan.checks.messages.judge import LEAST, judge_messages
from lachan.checks.messages.model import shipped
from lachan.checks.messages.rules import RULES
from lachan.checks.messages.rules.declare import FIRST_DAY
from lachan.checks.runs import FINDINGS, FORMAT, Progress, Summary, facts_of, keep, run_id, together
from lachan.checks.shaping import group_findings, once
from lachan.readers.errors import InputError
from lachan.readers.subjects import message_key
from lachan.vietnam.tricks import TRICKS
from lachan.vietnam.wording import Wording

SCORES = "scores.csv"
SCORE_COLUMNS = ("row", "score", "trick", "why")
AT_ONCE = 20_000
SHOWN = 300
"""Characters of a message that a finding keeps."""
STEPS = 2
_SCHEMA = pa.schema([
    ("row", pa.int64()), ("mark", pa.string()), ("score", pa.float64()), ("trick", pa.string()), ("why", pa.string()),
    ("text", pa.string()),
])  # fmt: skip


def check_messages(
    table_files: Sequence[Path],
    *,
    as_of: date,
    out: Path,
    engine: str = "duckdb",
    parameters: Mapping[str, Any] | None = None,
    inputs: Sequence[Mapping[str, Any]] = (),
    rejected_rows: int = 0,
    progress: Progress | None = None,
) -> Summary:
    """Judge every message of canonical Parquet `table_files` and run the rules; writes into the folder `out`.

    `inputs` are the files that the table was read from, `rejected_rows` what the reader refused. InputError for a day
    before the law, no rows, a broken file or a parameter that cannot be; nothing is left in `out` then.
    """
    if as_of < FIRST_DAY:
        raise InputError(
            "as_of",
            Wording(
                f"ngày rà soát {as_of:%d/%m/%Y} trước {FIRST_DAY:%d/%m/%Y}",
                f"the day of the check {as_of:%d/%m/%Y} is before {FIRST_DAY:%d/%m/%Y}",
            ),
        )
    given = Given(as_of, own_parameters(parameters or {}))
    sources = list(inputs) or [facts_of(file) for file in table_files]
    id_ = run_id([one["sha256"] for one in sources], given, RULES, shipped().taught)
    out.mkdir(parents=True, exist_ok=True)
    told = progress or (lambda done, whole: None)
    with tempfile.TemporaryDirectory(dir=out, prefix=".work-") as name, opened(engine, Path(name)) as on:
        work = Path(name)
        told(0, STEPS)
        rows, tricks = _scored(table_files, work)
        if not rows:
            raise InputError("empty", Wording("dữ liệu không có tin nhắn nào", "the data have no messages"))
        told(1, STEPS)
        counted = _judged(on, work, given, id_)
        summary = {
            "format": FORMAT, "check": "messages", "run_id": id_, "as_of": as_of.isoformat(), "engine": engine,
            "lachan_version": version("lachan"), "inputs": sources, "rejected_rows": rejected_rows, "rows": rows,
            "model": shipped().taught, "rules": counted, "by_trick": tricks, "left_out": _left_out(rejected_rows),
        }  # fmt: skip
        (work / SCORES).replace(out / SCORES)
        keep(summary, work, out)
        told(STEPS, STEPS)
    return summary


def _scored(table_files: Sequence[Path], work: Path) -> tuple[int, list[dict[str, Any]]]:
    """scores.csv, and the messages with a trick as Parquet; how many of all, and of each trick."""
    rows = 0
    tricks = dict.fromkeys(TRICKS, 0)
    with (
        (work / SCORES).open("w", encoding="utf-8", newline="") as file,
        pq.ParquetWriter(work / "scored.parquet", _SCHEMA, compression="snappy") as kept,
    ):
        scores = csv.writer(file)
        scores.writerow(SCORE_COLUMNS)
        for lines, messages in _parts(table_files, work):
            rows += len(lines)
            found = []
            for line, message, one in zip(lines, messages, judge_messages(messages), strict=True):
                why = one.told()
                scores.writerow((line, f"{one.score:.4f}", one.trick, _safe(why)))
                if one.score >= LEAST:
                    tricks[one.trick] += 1
                    shown = " ".join(message[:SHOWN].split())
                    found.append((line, message_key(message), one.score, one.trick, why, shown))
            columns = zip(*found, strict=True) if found else ([],) * len(_SCHEMA)
            kept.write_table(pa.table(dict(zip(_SCHEMA.names, map(list, columns), strict=True)), schema=_SCHEMA))
    return rows, [{"trick": key, "messages": count} for key, count in tricks.items() if count]


def _parts(table_files: Sequence[Path], work: Path) -> Iterator[tuple[list[int], list[str]]]:
    """Rows and messages in the input's order."""
    with duckdb.connect() as db:
        db.execute("SET memory_limit='1000MB'; SET enable_progress_bar=false")
        db.execute("SET temp_directory=?", [str(work / "spill")])
        asked = db.execute(
            "SELECT line, content FROM read_parquet(?, filename=true) ORDER BY filename, line",
            [[str(one) for one in table_files]],
        )
        while batch := asked.fetchmany(AT_ONCE):
            lines, messages = zip(*batch, strict=True)
            yield list(lines), [message or "" for message in messages]


def _safe(text: str) -> str:
    """Nothing that a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _judged(engine: Engine, work: Path, given: Given, id_: str) -> list[dict[str, Any]]:
    """Findings into the work folder; counts by rule back."""
    scored = engine.read([work / "scored.parquet"])
    parts = []
    for rule in RULES:
        assert rule.found is not None
        found = rule.found(scored, given)
        findings = once(group_findings(rule, found, given, id_, engine.md5))
        parts.append(findings.cast(FINDING_COLUMNS | {"numbers": "int64"}))
    every = together(parts)
    engine.write(every.select(*FINDING_COLUMNS).order_by(ibis.desc("score"), "finding_id"), work / FINDINGS, last=True)
    kept = engine.read([work / FINDINGS])
    by_rule = kept.group_by("rule").aggregate(
        findings=kept.count(), subjects=kept.subject.nunique(), messages=kept["count"].sum()
    )
    counted = {row["rule"]: row for row in engine.rows(by_rule)}
    none = {"findings": 0, "subjects": 0, "messages": 0}
    return [
        {
            "id": rule.id,
            **{name: int(counted.get(rule.id, none)[name]) for name in none},
            "severity": rule.severity,
        }
        for rule in RULES
    ]


def _left_out(rejected: int) -> list[dict[str, str]]:
    if not rejected:
        return []
    return [
        {
            "vi": f"{rejected} dòng không đọc được, nằm trong rejected.csv và không được xét.",
            "en": f"{rejected} rows could not be read; they are in rejected.csv and were not judged.",
        }
    ]
