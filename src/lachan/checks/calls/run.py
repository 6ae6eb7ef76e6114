"""One check of call records: all rules over a table, findings.parquet and summary.json out.

All rows are passed over three times: counted by caller and day, counted by hour and trunk, and once to keep the rows of
those that the counts let through. Everything else looks at these few.
"""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr.types import Table

from lachan.checks.calls import counts, screens
from lachan.checks.calls.listed import listed_numbers
from lachan.checks.calls.looks import COLUMNS as KEPT
from lachan.checks.calls.looks import LOOKS, Close
from lachan.checks.calls.ordinary import Ordinary, ordinary_of
from lachan.checks.calls.protection import Protection, protection_of
from lachan.checks.calls.rules import RULES
from lachan.checks.calls.shown import explained
from lachan.checks.calls.table import prepared, refuse_before_the_law
from lachan.checks.engines import Engine, opened
from lachan.checks.finding import FINDING_COLUMNS, Rule
from lachan.checks.given import Given, own_parameters
from lachan.checks.runs import FINDINGS, FORMAT, Progress, Summary, facts_of, keep, run_id, together
from lachan.checks.shaping import group_findings
from lachan.checks.tables import empty_columns, typed
from lachan.readers.calls.columns import COLUMNS
from lachan.readers.errors import InputError
from lachan.readers.protected_list import ProtectedList, body_of
from lachan.vietnam.wording import Wording

STEPS = 5


@dataclass(frozen=True, slots=True)
class _Run:
    """What every step of one run shares."""

    engine: Engine
    given: Given
    work: Path
    run_id: str
    empty: tuple[str, ...]
    protection: Protection | None
    listed: Path | None
    protected: ProtectedList | None
    operators: Mapping[str, str]

    def judged(self) -> list[Rule]:
        """The rules whose columns hold something, and whose list was given."""
        return [
            rule for rule in RULES
            if not set(rule.needs) & set(self.empty) and not (rule.id in _OF_LIST and self.protection is None)
            and not (rule.screen == "listed" and self.listed is None)
        ]  # fmt: skip

    def kept(self, table: Table, name: str) -> Table:
        """The table as written out and read again, so that it is worked out once."""
        return self.engine.read([self.engine.write(table, self.work / f"{name}.parquet")])


_OF_LIST = ("CAL-001", "CAL-002")
"""Rules that rest on the list of protected numbers."""


def check_calls(
    table_files: Sequence[Path],
    *,
    as_of: date,
    out: Path,
    engine: str = "duckdb",
    parameters: Mapping[str, Any] | None = None,
    protected: ProtectedList | None = None,
    listed: Path | None = None,
    operators: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    inputs: Sequence[Mapping[str, Any]] = (),
    rejected_rows: int = 0,
    session: Any = None,
) -> Summary:
    """Run every rule over canonical Parquet `table_files` as of a day; writes into the folder `out`.

    `protected`: the list in force; `operators`: whose each trunk is, where the list names operators; `listed`: a file
    of numbers that are warned of. `inputs` are the files that the
    table was read from, `rejected_rows` what the reader refused. `session`: a running Spark session. InputError for a
    day before the law, no rows, a broken file, or a parameter that cannot be; nothing is left in `out` then.
    """
    refuse_before_the_law(as_of)
    given = Given(as_of, own_parameters(parameters or {}))
    sources = list(inputs) or [facts_of(file) for file in table_files]
    lists = [
        body_of(protected).decode() if protected else "",
        listed.read_bytes().hex() if listed else "",
        str(sorted((operators or {}).items())),
    ]
    id_ = run_id([one["sha256"] for one in sources], given, RULES, *lists)
    out.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=out, prefix=".work-") as name,
        opened(engine, Path(name), session=session) as on,
    ):
        whole = typed(on, table_files, COLUMNS)
        protection = protection_of(protected) if protected else None
        empty = empty_columns(on, whole, table_files, COLUMNS)
        run = _Run(on, given, Path(name), id_, empty, protection, listed, protected, operators or {})
        summary = _checked(run, prepared(whole, given), progress or (lambda done, total: None))
        summary = {
            "format": FORMAT, "check": "calls", "run_id": id_, "as_of": as_of.isoformat(), "engine": engine,
            "lachan_version": version("lachan"), "inputs": sources, "rejected_rows": rejected_rows,
            "left_out": _left_out(run, rejected_rows, summary.pop("withheld")), **summary,
        }  # fmt: skip
        keep(summary, run.work, out)
    return summary


def _checked(run: _Run, t: Table, progress: Progress) -> Summary:
    """Findings into the work folder; the counted parts of the summary back."""
    engine = run.engine
    progress(0, STEPS)
    callers = run.kept(screens.caller_days(t, engine.fingerprint), "caller_days")
    ordinary = ordinary_of(engine, callers, run.work)
    if ordinary.callers == 0 and int(engine.rows(t.aggregate(n=t.count()))[0]["n"]) == 0:
        raise InputError("empty", Wording("dữ liệu không có cuộc gọi nào", "the data have no calls"))
    progress(1, STEPS)
    close = _close(run, t, callers, ordinary)
    progress(2, STEPS)
    looks, grouped = _judged(run, close)
    progress(3, STEPS)
    flagged = _flagged(run, close, grouped)
    by_hour, by_trunk, span = counts.by_hour_and_trunk(engine, t, flagged)
    rows = sum(one["calls"] for one in by_hour)
    progress(4, STEPS)
    findings = engine.read([run.work / FINDINGS])
    by_rule = findings.group_by("rule").aggregate(
        findings=findings.count(), subjects=findings.subject.nunique(), calls=findings["count"].sum()
    )
    counted = {row["rule"]: row for row in engine.rows(by_rule)}
    none = {"findings": 0, "subjects": 0, "calls": 0}
    progress(STEPS, STEPS)
    return {
        "rows": rows,
        "withheld": rows - ordinary.calls,
        "since": span[0].isoformat(sep=" ", timespec="seconds"),
        "until": span[1].isoformat(sep=" ", timespec="seconds"),
        "callers": ordinary.callers,
        "rules": [
            {
                "id": rule.id,
                **{name: int(counted.get(rule.id, none)[name]) for name in none},
                "severity": rule.severity,
            }
            for rule in run.judged()
        ],
        "by_hour": by_hour,
        "by_trunk": by_trunk,
        "by_body": counts.by_body(engine, looks["shown"]) if run.protection else [],
    }


def _close(run: _Run, t: Table, callers: Table, ordinary: Ordinary) -> Close:
    """The one pass that keeps rows: calls of the callers that were let through, and to these callers."""
    engine, given = run.engine, run.given
    shown, allowed = explained(engine, callers, run.protection, run.operators, run.work)
    listed = _listed(run)
    busy = callers.filter(screens.busy(callers, given) | screens.strange_mobile(callers, given))
    parts = [
        screens.standing(callers, given),
        screens.box_devices(callers, given),
        callers.semi_join(shown, ["caller", "day"]),
        callers.semi_join(listed, "caller"),
        screens.in_blocks(callers, given),
    ]
    shape = ("caller", "day", "calls")
    every = together([busy.select(*shape, busy=True), *(part.select(*shape, busy=False) for part in parts)])
    every = run.kept(every, "let_through")
    candidates = run.kept(every.group_by(*shape).aggregate(busy=every.busy.any()), "candidates")
    keys = run.kept(candidates.group_by("caller").aggregate(busy=candidates.busy.any()), "keys")
    out = keys.select(out_key=keys.caller, caller_in=ibis.literal(True), busy_in=keys.busy)
    into = keys.select(in_key=keys.caller, callee_in=ibis.literal(True))
    joined = t.left_join(out, [t.caller == out.out_key])
    joined = joined.left_join(into, [joined.callee == into.in_key])
    flags = {name: joined[name].fill_null(False) for name in ("caller_in", "callee_in", "busy_in")}
    kept = joined.select(*KEPT, **flags)
    # a call that stands in the input twice, or in two inputs, counts once
    kept = run.kept(kept.filter(kept.caller_in | kept.callee_in).distinct(), "kept")
    return Close(kept, candidates, shown, allowed, listed, ordinary, given)


def _listed(run: _Run) -> Table:
    numbers = listed_numbers(run.listed) if run.listed else []
    file = run.work / "listed.parquet"
    pq.write_table(pa.table({"caller": pa.array(numbers, pa.string())}), file)
    return run.engine.read([file])


def _judged(run: _Run, close: Close) -> tuple[dict[str, Table], Table]:
    """The looks that the rules need, and all findings, which are written."""
    rules = run.judged()
    wanted = {rule.screen for rule in rules} | ({"shown"} if run.protection else set())
    looks = {name: run.kept(look(close), f"look-{name}") for name, look in LOOKS.items() if name in wanted}
    parts = []
    for rule in rules:
        assert rule.found is not None
        found = rule.found(looks[rule.screen], run.given)
        found = found.filter(found.day >= rule.since)
        findings = group_findings(rule, found, run.given, run.run_id, run.engine.md5)
        parts.append(findings.cast(FINDING_COLUMNS | {"numbers": "int64"}))
    every = together(parts) if parts else ibis.memtable([], schema=FINDING_COLUMNS)
    run.engine.write(every.select(*FINDING_COLUMNS), run.work / FINDINGS, last=True)
    return looks, run.engine.read([run.work / FINDINGS])


def _flagged(run: _Run, close: Close, findings: Table) -> Table:
    """The calls of callers that a finding speaks of."""
    named = findings.filter(findings.subject_kind == "caller").select(caller=findings.subject).distinct()
    return close.kept.filter(close.kept.caller_in).semi_join(named, "caller")


def _left_out(run: _Run, rejected: int, withheld: int) -> list[dict[str, str]]:
    """What the run could not judge: columns that the input lacks, lists that were not given, refused rows."""
    told = []
    for column in run.empty:
        hit = [rule.id for rule in RULES if column in rule.needs]
        if hit:
            ids = ", ".join(hit)
            told.append(
                Wording(
                    f"Cột {column} không có giá trị nào: không xét được {ids}.",
                    f"Column {column} has no value: {ids} could not be judged.",
                )
            )
    if run.protection is None:
        told.append(
            Wording(
                "Không có danh sách số được bảo vệ (--protected): không xét được CAL-001, CAL-002.",
                "No list of protected numbers was given (--protected): CAL-001, CAL-002 could not be judged.",
            )
        )
    elif run.protected and run.protected.valid_until.date() < run.given.as_of:
        until = run.protected.valid_until
        told.append(
            Wording(
                f"Danh sách số được bảo vệ hết hiệu lực ngày {until:%d/%m/%Y}; hãy lấy lại bằng lachan lists pull.",
                f"The list of protected numbers ended on {until:%d/%m/%Y}; pull the new one (lachan lists pull).",
            )
        )
    if run.listed is None:
        told.append(
            Wording(
                "Không có danh sách số bị cảnh báo (--listed): không xét được CAL-016.",
                "No list of warned numbers was given (--listed): CAL-016 could not be judged.",
            )
        )
    if withheld:
        told.append(
            Wording(
                f"{withheld} cuộc gọi không hiện số gọi: được đếm, không xét theo người gọi.",
                f"{withheld} calls showed no caller: they are counted, and not judged by caller.",
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
