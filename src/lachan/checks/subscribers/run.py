"""One check of subscriber records: all rules over a table, findings.parquet and summary.json out.

Rules over single rows share one scan: each is a bit of a mask, and only rows with a bit set are kept. Rules over
groups look only at what their screen lets through. Everything runs in the engine; nothing is a loop over rows.
"""

import functools
import json
import operator
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import ibis
from ibis.expr.types import BooleanValue, Table

from lachan.checks.engines import Engine, opened
from lachan.checks.finding import FINDING_COLUMNS, Rule
from lachan.checks.given import Given, own_parameters
from lachan.checks.runs import FINDINGS, FORMAT, SUMMARY, Progress, Summary, facts_of, moved, run_id, together
from lachan.checks.shaping import group_findings, once
from lachan.checks.subscribers import counts
from lachan.checks.subscribers.findings import row_findings
from lachan.checks.subscribers.rules import GROUP_RULES, ROW_RULES, RULES
from lachan.checks.subscribers.rules.declare import offending
from lachan.checks.subscribers.rules.holdings import numbered
from lachan.checks.subscribers.screens import ALWAYS, SCREENS, Fingerprint, flagged, kept_keys
from lachan.checks.subscribers.table import prepared, refuse_before_the_law
from lachan.checks.tables import empty_columns, typed
from lachan.readers.errors import InputError
from lachan.readers.subscribers.columns import COLUMNS
from lachan.vietnam.wording import Wording

BITS = 60
"""Rules in one mask: whole numbers of 64 bits with a sign, and some to spare."""


@dataclass(frozen=True, slots=True)
class _Run:
    """What every step of one run shares."""

    engine: Engine
    given: Given
    work: Path
    run_id: str
    empty: tuple[str, ...]

    def judged(self, rules: Sequence[Rule]) -> list[Rule]:
        """The rules that were ever in force by the day of the check and whose columns hold something."""
        return [
            rule for rule in rules
            if rule.since <= self.given.as_of and (rule.dated != "as_of" or rule.in_force(self.given.as_of))
            and not set(rule.needs) & set(self.empty)
        ]  # fmt: skip


def check_subscribers(
    table_files: Sequence[Path],
    *,
    as_of: date,
    out: Path,
    engine: str = "duckdb",
    parameters: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
    inputs: Sequence[Mapping[str, Any]] = (),
    rejected_rows: int = 0,
    session: Any = None,
) -> Summary:
    """Run every rule over canonical Parquet `table_files` as of a day; writes into the folder `out`.

    `inputs` are the files that the table was read from (name, sha256, rows, bytes; the table's own files when empty),
    `rejected_rows` what the reader refused. `session`: a running Spark session. InputError for a day before the law,
    no rows, a broken file, or a parameter that cannot be; nothing is left in `out` then.
    """
    refuse_before_the_law(as_of)
    given = Given(as_of, own_parameters(parameters or {}))
    sources = list(inputs) or [facts_of(file) for file in table_files]
    found_id = run_id([one["sha256"] for one in sources], given, RULES)
    out.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=out, prefix=".work-") as name,
        opened(engine, Path(name), session=session) as on,
    ):
        whole = typed(on, table_files, COLUMNS)
        rows = int(on.rows(whole.aggregate(n=whole.count()))[0]["n"])
        if rows == 0:
            raise InputError("empty", Wording("dữ liệu không có dòng nào", "the data have no rows"))
        run = _Run(on, given, Path(name), found_id, empty_columns(on, whole, table_files, COLUMNS))
        table = prepared(whole, given)
        summary = _checked(run, table, progress or (lambda done, total: None))
        summary = {
            "format": FORMAT, "check": "subscribers", "run_id": found_id, "as_of": as_of.isoformat(), "engine": engine,
            "lachan_version": version("lachan"), "inputs": sources, "rows": rows, "rejected_rows": rejected_rows,
            "active_rows": sum(one["active"] for one in summary["by_commune"]),
            "left_out": _left_out(run, rows, rejected_rows), **summary,
        }  # fmt: skip
        moved(run.work / FINDINGS, out / FINDINGS)
        (out / SUMMARY).write_text(json.dumps(summary, ensure_ascii=False, indent=1), encoding="utf-8")
    return summary


def _checked(run: _Run, t: Table, progress: Progress) -> Summary:
    """Findings into the work folder; the counted parts of the summary back."""
    engine = run.engine
    row_rules, group_rules = run.judged(ROW_RULES), run.judged(GROUP_RULES)
    screens = sorted({rule.screen for rule in group_rules} - set(DERIVED) | {"numbers", "papers"})
    total = len(screens) + 4
    groups: dict[str, Table] = {}
    for done, name in enumerate(screens):
        progress(done, total)
        keys = kept_keys(t, SCREENS[name], run.given, engine.fingerprint)
        groups[name] = engine.read([engine.write(keys, run.work / f"{name}.parquet")])
    progress(len(screens), total)
    kept = kept_rows(t, row_rules, run.given, groups, engine.fingerprint)
    kept = engine.read([engine.write(kept, run.work / "kept.parquet")])
    offenders = kept.filter(_any_bit(kept, row_rules))
    offenders = engine.read([engine.write(offenders, run.work / "offenders.parquet")])
    progress(len(screens) + 1, total)
    grouped = _grouped(run, group_rules, kept)
    progress(len(screens) + 2, total)
    _write_findings(run, row_rules, offenders, grouped)
    progress(len(screens) + 3, total)
    summary = _counted(run, t, row_rules, offenders, grouped)
    summary["bands"] = counts.bands(engine, kept.filter(kept.in_papers), run.given)
    progress(total, total)
    return summary


def masks(t: Table, rules: Sequence[Rule], given: Given) -> dict[str, ibis.expr.types.IntegerValue]:
    """The rules as bits of whole numbers, `mask_0` holding the first sixty."""
    found = {}
    for start in range(0, len(rules), BITS):
        bits = [
            ibis.ifelse(offending(rule, t, given), ibis.literal(1 << at, "int64"), ibis.literal(0, "int64"))
            for at, rule in enumerate(rules[start : start + BITS])
        ]
        found[f"mask_{start // BITS}"] = sum(bits[1:], bits[0])
    return found


def _bit(t: Table, at: int) -> BooleanValue:
    bit = ibis.literal(1 << at % BITS, "int64")
    return (t[f"mask_{at // BITS}"] & bit) != 0


def _any_bit(t: Table, rules: Sequence[Rule]) -> BooleanValue:
    found = ibis.literal(False)
    for at in range(0, len(rules), BITS):
        found = found | (t[f"mask_{at // BITS}"] != 0)
    return found


def kept_rows(t: Table, rules: Sequence[Rule], given: Given, groups: Mapping[str, Table], mark: Fingerprint) -> Table:
    """The one scan: rows that offend a rule over single rows or that a screen lets through, with masks and flags."""
    shown = {column for rule in rules for column in rule.facts} | set(counts.ROW) | set(ALWAYS)
    for name in groups:
        shown |= set(SCREENS[name].columns)
    table = flagged(t.mutate(**masks(t, rules, given)), groups, mark)
    flags = [f"in_{name}" for name in groups]
    table = table.filter(functools.reduce(operator.or_, [table[flag] for flag in flags], _any_bit(table, rules)))
    return table.select(*sorted(shown), *flags, *(name for name in table.columns if name.startswith("mask_")))


DERIVED: dict[str, tuple[str, Callable[[Table], Table]]] = {"holdings": ("papers", numbered)}
"""Tables that several rules need, made once out of the rows that a screen lets through."""


def _grouped(run: _Run, rules: Sequence[Rule], kept: Table) -> Table | None:
    parts = []
    derived: dict[str, Table] = {}
    for name in sorted({rule.screen for rule in rules} & set(DERIVED)):
        screen, made = DERIVED[name]
        table = made(kept.filter(kept[f"in_{screen}"]))
        derived[name] = run.engine.read([run.engine.write(table, run.work / f"{name}.parquet")])
    for rule in rules:
        assert rule.found is not None
        screened = derived[rule.screen] if rule.screen in DERIVED else kept.filter(kept[f"in_{rule.screen}"])
        found = rule.found(screened, run.given)
        if rule.dated == "activation":
            found = found.filter(found.day >= rule.since)
            found = found.filter(found.day <= rule.until) if rule.until else found
        findings = group_findings(rule, found, run.given, run.run_id, run.engine.md5)
        parts.append(run.engine.write(once(findings), run.work / f"group-{rule.id}.parquet"))
    if not parts:
        return None
    shape = FINDING_COLUMNS | {"numbers": "int64"}
    return together([run.engine.read([part]).cast(shape) for part in parts])


def _write_findings(run: _Run, rules: Sequence[Rule], offenders: Table, grouped: Table | None) -> None:
    branches = []
    hit = _hit(run, rules, offenders)
    for repeated in (False, True):
        rows = offenders.filter(offenders.in_numbers == repeated)
        found = [
            row_findings(rule, rows.filter(_bit(rows, at)), run.given, run.run_id, run.engine.md5)
            for at, rule in hit[repeated]
        ]
        if found:
            all_found = together(found)
            branches.append((once(all_found) if repeated else all_found).select(*FINDING_COLUMNS))
    if grouped is not None:
        branches.append(grouped.select(*FINDING_COLUMNS))
    if not branches:
        branches = [ibis.memtable([], schema=FINDING_COLUMNS)]
    run.engine.write(together(branches), run.work / FINDINGS, last=True)


def _hit(run: _Run, rules: Sequence[Rule], offenders: Table) -> dict[bool, list[tuple[int, Rule]]]:
    """By whether the input holds the number twice: the rules, with their place in the masks, that a row offends."""
    told = offenders.group_by("in_numbers").aggregate(
        **{f"bit_{at}": _bit(offenders, at).any() for at in range(len(rules))}
    )
    seen = {row["in_numbers"]: row for row in run.engine.rows(told)}
    return {
        repeated: [(at, rule) for at, rule in enumerate(rules) if repeated in seen and seen[repeated][f"bit_{at}"]]
        for repeated in (False, True)
    }


def _counted(run: _Run, t: Table, rules: Sequence[Rule], offenders: Table, grouped: Table | None) -> Summary:
    engine = run.engine
    findings = engine.read([run.work / FINDINGS])
    by_rule = findings.group_by("rule").aggregate(findings=findings.count(), numbers=findings.subject.nunique())
    told = {row["rule"]: row for row in engine.rows(by_rule)}
    if grouped is not None:
        summed = grouped.filter(grouped.subject_kind != "number")
        for row in engine.rows(summed.group_by("rule").aggregate(numbers=summed.numbers.sum())):
            told[row["rule"]]["numbers"] = int(row["numbers"])
    faulty = offenders.select(*counts.ROW)
    if grouped is not None:
        touched = grouped.filter(grouped.subject_kind == "number").select(number=grouped.subject).distinct()
        faulty = faulty.union(t.semi_join(touched, "number").select(*counts.ROW))
    faulty = engine.read([engine.write(faulty.distinct(), run.work / "faulty.parquet")])
    return {
        "rules": [
            {
                "id": rule.id,
                "findings": told.get(rule.id, {"findings": 0})["findings"],
                "numbers": told.get(rule.id, {"numbers": 0})["numbers"],
                "severity": rule.severity,
            }
            for rule in run.judged(RULES)
        ],
        "by_commune": counts.by_commune(engine, t, faulty, _incomplete(run, t, rules, offenders)),
        "by_point": counts.by_point(engine, t, faulty),
        "by_month": counts.by_month(engine, t, faulty),
    }


def _incomplete(run: _Run, t: Table, rules: Sequence[Rule], offenders: Table) -> Table:
    """Records that lack a demanded field, those fields included that the whole input lacks."""
    demanding = [rule for rule in ROW_RULES if rule.family == "complete" and rule.since <= run.given.as_of]
    if all(rule in rules for rule in demanding):
        lacks = ibis.literal(False)
        for at, rule in enumerate(rules):
            lacks = lacks | _bit(offenders, at) if rule.family == "complete" else lacks
        return offenders.filter(lacks).select(*counts.ROW).distinct()
    lacks = ibis.literal(False)
    for rule in demanding:
        lacks = lacks | offending(rule, t, run.given)
    return t.filter(lacks).select(*counts.ROW).distinct()


def _left_out(run: _Run, rows: int, rejected: int) -> list[dict[str, str]]:
    """What the run could not judge: one statement a column that the input lacks, and the rows that were refused."""
    told = []
    for column in run.empty:
        hit = [rule for rule in RULES if column in rule.needs and rule.since <= run.given.as_of]
        if not hit:
            continue
        ids = ", ".join(rule.id for rule in hit)
        if any(rule.demanded == column for rule in hit):
            told.append(
                Wording(
                    f"Cột {column} không có giá trị nào trong {rows} dòng, dù quy định buộc phải lưu: coi là thiếu ở "
                    f"mọi thuê bao thuộc diện, nói một lần ở đây; không xét từng dòng: {ids}.",
                    f"Column {column} has no value in {rows} rows, though the law demands it: it counts as missing for "
                    f"every number concerned and is told once here; not judged row by row: {ids}.",
                )
            )
        else:
            told.append(
                Wording(
                    f"Cột {column} không có giá trị nào: không xét được {ids}.",
                    f"Column {column} has no value: {ids} could not be judged.",
                )
            )
    if rejected:
        told.append(
            Wording(
                f"{rejected} dòng không đọc được, nằm trong rejected.csv và không được xét.",
                f"{rejected} rows could not be read; they are in rejected.csv and were not judged.",
            )
        )
    return [{"vi": one.vi, "en": one.en} for one in told]
