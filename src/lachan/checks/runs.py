"""What every run of a check shares: where its results go, what its inputs are, and the id that both give it."""

import hashlib
import inspect
import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from ibis.expr.types import Table

from lachan.checks.finding import Rule
from lachan.checks.given import Given

FORMAT = 1
FINDINGS = "findings.parquet"
SUMMARY = "summary.json"

Progress = Callable[[int, int], None]
Summary = dict[str, Any]
"""The content of summary.json."""


def facts_of(file: Path) -> dict[str, Any]:
    """Name, SHA-256, rows and bytes of an input that is canonical Parquet."""
    try:
        rows = pq.ParquetFile(file).metadata.num_rows
    except (OSError, ValueError):
        rows = 0  # told with the file's name as soon as the engine reads it
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return {"name": file.name, "sha256": digest, "rows": rows, "bytes": file.stat().st_size}


def run_id(hashes: Sequence[str], given: Given, rules: Sequence[Rule], *more: str) -> str:
    """Sixteen hex digits over the inputs, the day, the parameters, the text of the rules and what else was given."""
    own = sorted((k, str(v)) for k, v in given.own.items())
    told = [sorted(hashes), given.as_of.isoformat(), own, rules_version(rules), *more]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def rules_version(rules: Sequence[Rule]) -> str:
    """A hash over the rules: their words, dates, parameters and code; the same on every engine."""
    text = [
        [
            *(rule.id, rule.title.vi, str(rule.since), str(rule.until), rule.severity),
            *(
                f"{name}: {one.since} {one.value}"
                for name, parameter in rule.parameters.items()
                for one in parameter.versions
            ),
            inspect.getsource(body),
        ]
        for rule in rules
        if (body := rule.offends or rule.found)
    ]
    return hashlib.sha256(json.dumps(text).encode()).hexdigest()[:16]


def together(tables: Sequence[Table]) -> Table:
    """All rows of tables of one shape."""
    first, *rest = tables
    return first.union(*rest) if rest else first


def keep(summary: Summary, work: Path, out: Path) -> None:
    """The findings of the folder `work` into `out`, and last the summary, which says that the run is whole."""
    moved(work / FINDINGS, out / FINDINGS)
    draft = work / SUMMARY
    draft.write_text(json.dumps(summary, ensure_ascii=False, indent=1), encoding="utf-8")
    draft.replace(out / SUMMARY)


def moved(source: Path, target: Path) -> None:
    """The findings as one file, also where an engine wrote a folder of parts."""
    if source.is_dir():
        first, *rest = (pq.ParquetFile(part) for part in sorted(source.glob("*.parquet")))
        with pq.ParquetWriter(target, first.schema_arrow, compression="zstd") as writer:
            for part in (first, *rest):
                for batch in part.iter_batches():
                    writer.write_batch(batch)
                part.close()
    else:
        shutil.move(source, target)
