"""One check of subscriber records: all rules over a table, findings.parquet and summary.json out.

Rules over single rows share one scan that asks of each row whether it offends any of them; only for rows that do is
each rule a bit of a mask. Rules over groups look only at what their screen lets through, and not at all where that is
nothing. Everything runs in the engine; nothing is a loop over rows.
"""

import functools
import operator
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import ibis
from ibis.expr.types import Table, Value

from lachan.checks.engines import Engine, opened
from lachan.checks.finding import FINDING_COLUMNS, Rule
from lachan.checks.given import Given, own_parameters
from lachan.checks.runs import FINDINGS, FORMAT, Progress, Summary, facts_of, keep, run_id, together
from lachan.checks.shaping import group_findings, once
from lachan.checks.subscribers import counts
from lachan.checks.subscribers.findings import row_findings
from lachan.checks.subscribers.rules import GROUP_RULES, ROW_RULES, RULES
from lachan.checks.subscribers.rules.declare import offending_any
from lachan.checks.subscribers.rules.holdings import numbered
from lachan.checks.subscribers.screens import ALWAYS, SCREENS, Fingerprint, flagged, kept_keys, may_be_let_through
from lachan.checks.subscribers.table import prepared, refuse_before_the_law
from lachan.checks.tables import empty_columns, typed
from lachan.readers.errors import InputError
from lachan.readers.subscribers.columns import COLUMNS
from lachan.vietnam.wording import Wording


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
        table = on.named(prepared(whole, given), "prepared")
        summary = _checked(run, table, progress or (lambda done, total: None))
        summary = {
            "format": FORMAT, "check": "subscribers", "run_id": found_id, "as_of": as_of.isoformat(), "engine": engine,
            "lachan_version": version("lachan"), "inputs": sources, "rows": rows, "rejected_rows": rejected_rows,
            "active_rows": sum(one["active"] for one in summary["by_commune"]),
            "left_out": _left_out(run, rows, rejected_rows), **summary,
        }  # fmt: skip
        keep(summary, run.work, out)
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
        file = engine.write(keys, run.work / f"{name}.parquet")
        if engine.counted(file):
            groups[name] = engine.read([file])
    progress(len(screens), total)
    kept = kept_rows(t, row_rules, run.given, groups, engine.fingerprint)
    kept = engine.read([engine.write(kept, run.work / "kept.parquet")])
    offenders = kept.filter(kept.offends == 1)
    progress(len(screens) + 1, total)
    grouped = _grouped(run, [rule for rule in group_rules if _screen_of(rule) in groups], kept)
    progress(len(screens) + 2, total)
    _write_findings(run, row_rules, offenders, grouped, repeated="numbers" in groups)
    progress(len(screens) + 3, total)
    summary = _counted(run, t, row_rules, kept, offenders, grouped)
    summary["bands"] = counts.bands(engine, kept.filter(kept.in_papers), run.given)
    progress(total, total)
    return summary


def kept_rows(t: Table, rules: Sequence[Rule], given: Given, groups: Mapping[str, Table], mark: Fingerprint) -> Table:
    """The one scan: rows that offend a rule over single rows (`offends`) or that a screen lets through (its flags).

    `groups`: what each screen lets through, without the screens that let nothing through.
    """
    # A choice between numbers and not a truth value: engines stop asking a row at the first rule that it offends.
    asked = t.mutate(offends=ibis.ifelse(offending_any(rules, t, given), 1, 0))
    few = asked.filter((asked.offends == 1) | may_be_let_through(asked, groups, mark))
    table = flagged(few, groups, mark)
    flags = [f"in_{name}" for name in groups]
    table = table.filter(functools.reduce(operator.or_, [table[flag] for flag in flags], table.offends == 1))
    return table.mutate(**_needed(table, groups))


def _needed(table: Table, groups: Iterable[str]) -> dict[str, Value]:
    """Columns that few rules look at, null in the rows that were kept for something else."""
    everywhere = {*ALWAYS, *counts.ROW, *SCREENS["papers"].columns}
    found = {}
    for name in (one.name for one in COLUMNS if one.name not in everywhere):
        wanted = table.offends == 1
        for screen in groups:
            wanted = wanted | table[f"in_{screen}"] if name in SCREENS[screen].columns else wanted
        found[name] = ibis.ifelse(wanted, table[name], ibis.null(table[name].type()))
    return found


DERIVED: dict[str, tuple[str, Callable[[Table], Table]]] = {"holdings": ("papers", numbered)}
"""Tables that several rules need, made once out of the rows that a screen lets through."""


def _screen_of(rule: Rule) -> str:
    return DERIVED[rule.screen][0] if rule.screen in DERIVED else rule.screen


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
        findings = once(group_findings(rule, found, run.given, run.run_id, run.engine.md5))
        parts.append(run.engine.write(findings, run.work / f"group-{rule.id}.parquet"))
    return run.engine.read(parts, _SHAPE) if parts else None


_SHAPE = FINDING_COLUMNS | {"numbers": "int64"}


def _write_findings(
    run: _Run, rules: Sequence[Rule], offenders: Table, grouped: Table | None, *, repeated: bool
) -> None:
    """All findings; `repeated`: whether the input holds a number twice, for then two rows can be one finding."""
    found = row_findings(rules, offenders, run.given, run.run_id, run.engine.md5)
    branches = [found.select(*FINDING_COLUMNS)]
    if repeated:
        branches = [
            found.filter(~found.in_numbers).select(*FINDING_COLUMNS),
            once(found.filter(found.in_numbers)).select(*FINDING_COLUMNS),
        ]
    if grouped is not None:
        branches.append(grouped.select(*FINDING_COLUMNS))
    run.engine.write(together(branches), run.work / FINDINGS, last=True)


def _counted(
    run: _Run, t: Table, rules: Sequence[Rule], kept: Table, offenders: Table, grouped: Table | None
) -> Summary:
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
        # A touched number stands in a row that was kept, and so do its other rows: the screen of numbers kept them.
        faulty = faulty.union(kept.semi_join(touched, "number").select(*counts.ROW))
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
    looked_at = offenders if all(rule in rules for rule in demanding) else t
    return looked_at.filter(offending_any(demanding, looked_at, run.given)).select(*counts.ROW).distinct()


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
