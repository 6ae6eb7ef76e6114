"""One check of names: blocks in, findings.parquet and summary.json out, in bounded memory."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from lachan.checks.engines import opened
from lachan.checks.finding import FINDING_COLUMNS
from lachan.checks.given import Given
from lachan.checks.runs import FINDINGS, FORMAT, Summary, keep, run_id, together
from lachan.checks.shaping import group_findings, once
from lachan.checks.sites.bulk import Told, judge_block
from lachan.checks.sites.hints import HINT
from lachan.checks.sites.judge import reasons
from lachan.checks.sites.register import Register, register_of
from lachan.checks.sites.rules import RULES
from lachan.checks.sites.rules.bases import FIRST_DAY
from lachan.readers.brands import Brand
from lachan.readers.errors import InputError
from lachan.readers.name_files import Block, NameFile
from lachan.vietnam.wording import Wording

_TOLD = pa.schema([
    ("subject", pa.string()), ("host", pa.string()), ("rule", pa.string()), ("brand", pa.string()),
    ("kind", pa.string()), ("score", pa.float64()), ("why_vi", pa.string()), ("why_en", pa.string()),
    ("copied", pa.string()), ("words", pa.string()), ("pieces", pa.string()), ("points", pa.string()),
])  # fmt: skip
MOST_BRANDS = 50
_WAITING = 4
"""Blocks that wait for a process; more would only fill the memory."""


@dataclass
class _Counts:
    by_ending: Counter[str] = field(default_factory=Counter)
    flagged: int = 0


def check_sites(
    blocks: Iterable[Block],
    inputs: Sequence[NameFile],
    *,
    as_of: date,
    out: Path,
    brands: tuple[Brand, ...],
    processes: int = 1,
    refused: Callable[[Block], None] = lambda block: None,
) -> Summary:
    """Judge every name of `blocks` and write into the folder `out`.

    `inputs` are filled in while the blocks are read; `refused` hears of every block, for the lines that are no names.
    InputError for a day before the law, or where not one name is there; nothing is left in `out` then.
    """
    if as_of < FIRST_DAY:
        raise InputError(
            "before_law", Wording(f"chưa có căn cứ trước {FIRST_DAY:%d/%m/%Y}", f"no basis before {FIRST_DAY:%d/%m/%Y}")
        )
    out.mkdir(parents=True, exist_ok=True)
    given, counts = Given(as_of), _Counts()
    with tempfile.TemporaryDirectory(dir=out, prefix=".work-") as name, opened("duckdb", Path(name)) as engine:
        work = Path(name)
        with pq.ParquetWriter(work / "told.parquet", _TOLD, compression="snappy") as writer:
            for rows in _judged(_heard(blocks, refused), brands, processes):
                own = [row for row in rows if row["rule"] != HINT]
                counts.flagged += len(own)
                counts.by_ending.update(str(row["host"]).rpartition(".")[2] for row in own)
                if rows:
                    writer.write_table(pa.Table.from_pylist(rows, _TOLD))
        read = sum(one.rows for one in inputs)
        if not read:
            raise InputError("empty", Wording("dữ liệu không có tên miền nào", "the data have no name of a site"))
        id_ = run_id([one.sha256 for one in inputs], given, RULES, repr(brands))
        told = engine.read([work / "told.parquet"])
        found = together(
            [group_findings(rule, rule.found(told, given), given, id_, engine.md5) for rule in RULES if rule.found]
        )
        engine.write(once(found).drop("numbers"), work / FINDINGS, last=True)
        findings = engine.read([work / FINDINGS])
        by_rule = engine.rows(
            findings.group_by("rule").aggregate(findings=findings.count(), subjects=findings.subject.nunique())
        )
        counted = {row["rule"]: row for row in by_rule}
        none = {"findings": 0, "subjects": 0}
        sure = told.filter(told.rule != HINT)
        by_brand = sure.filter(sure.brand != "").group_by("brand").aggregate(names=sure.host.nunique())
        by_kind = sure.group_by("kind").aggregate(names=sure.host.nunique())
        summary: Summary = {
            "format": FORMAT, "check": "sites", "run_id": id_, "as_of": as_of.isoformat(), "engine": "duckdb",
            "lachan_version": version("lachan"),
            "inputs": [{"name": o.name, "sha256": o.sha256, "rows": o.rows, "bytes": o.bytes} for o in inputs],
            "rows": read, "rejected_rows": sum(one.refused for one in inputs), "flagged": counts.flagged,
            "brands": len(brands), "left_out": _left_out(sum(one.refused for one in inputs)),
            "rules": [
                {"id": r.id, **{k: int(counted.get(r.id, none)[k]) for k in none}, "severity": r.severity}
                for r in RULES
            ],
            "by_brand": sorted(engine.rows(by_brand), key=lambda one: (-one["names"], one["brand"]))[:MOST_BRANDS],
            "by_kind": sorted(engine.rows(by_kind), key=lambda one: (-one["names"], one["kind"])),
            "by_ending": [{"ending": k, "names": n} for k, n in sorted(counts.by_ending.items(), key=_most)[:20]],
        }  # fmt: skip
        assert set(FINDING_COLUMNS) == set(findings.columns)
        keep(summary, work, out)
    return summary


def _most(one: tuple[str, int]) -> tuple[int, str]:
    return -one[1], one[0]


def _heard(blocks: Iterable[Block], refused: Callable[[Block], None]) -> Iterator[Block]:
    for block in blocks:
        refused(block)
        yield block


def _judged(blocks: Iterator[Block], brands: tuple[Brand, ...], processes: int) -> Iterator[list[dict[str, Any]]]:
    """The rows of every block in their order; side by side where there are processes for it."""
    if processes <= 1:
        register = register_of(brands)
        for block in blocks:
            yield [_row(told) for told in judge_block(block, register)]
        return
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=_begin, initargs=(brands,)) as pool:
        waiting: list[Future[list[dict[str, Any]]]] = []
        for block in blocks:
            waiting.append(pool.submit(_apart, block))
            if len(waiting) > processes * _WAITING:
                yield waiting.pop(0).result()
        for one in waiting:
            yield one.result()


_own: list[Register] = []
"""The register of a process of the pool."""


def _begin(brands: tuple[Brand, ...]) -> None:
    _own.append(register_of(brands))


def _apart(block: Block) -> list[dict[str, Any]]:
    return [_row(told) for told in judge_block(block, _own[0])]


def _row(told: Told) -> dict[str, Any]:
    judged = told.judged
    why = reasons(judged.why)
    return {
        "subject": judged.subject, "host": judged.host, "rule": judged.rule, "brand": judged.brand,
        "kind": judged.kind, "score": judged.score, "why_vi": why.vi, "why_en": why.en, "copied": judged.copied,
        "words": judged.copied, "pieces": ", ".join(judged.pieces),
        "points": " + ".join(f"{name} {worth}" for name, worth in judged.points.items()),
    }  # fmt: skip


def _left_out(refused: int) -> list[dict[str, str]]:
    if not refused:
        return []
    return [
        {
            "vi": f"{refused:,} dòng không phải tên miền, xem rejected.csv",
            "en": f"{refused:,} lines are no names of sites, see rejected.csv",
        }
    ]
