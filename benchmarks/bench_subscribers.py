"""All rules on subscribers over ten million made rows, beside a bare scan, hand-written SQL, pandas and pandera.

Prints one JSON line. ROWS=… sets the size (default 10,000,000), RIVAL_ROWS=… that of the table that pandas and pandera
get (default 1,000,000); MADE=… names a folder that already holds made rows. The bare scan is DuckDB reading every
column that the rules read and counting its values. Eight rules are written by hand in SQL, pandas and pandera, and
must speak of as many rows as ours; each is timed from the file, the best of three. Twelve rules are these and four
over groups (paper, photo, scan), as the check runs them with its screens, and in pandas. Seconds are those of the
clock, `cpu` those of the processor (user and system), which a machine with other work to do stretches less. pandas and
pandera come from the group `rivals` (`uv run --group rivals`); without them their figures are null.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

ROWS = int(os.environ.get("ROWS", "10_000_000"))
RIVAL_ROWS = min(ROWS, int(os.environ.get("RIVAL_ROWS", "1_000_000")))
AS_OF = date(2026, 10, 1)
LIMITS = {"scan_ratio": 10, "peak_gb": 2.5, "sql_ratio": 1.3, "pandas_ratio": 5}

BY_HAND = {
    "SUB-005": "owner_kind = 'person' AND birth_date IS NULL AND covered",
    "SUB-026": "id_kind = 'cccd' AND NOT twelve AND coalesce(id_number, '') <> ''",
    "SUB-031": "owner_kind = 'person' AND birth_date > day AND day >= DATE '2017-04-24'",
    "SUB-034": "id_issued_on > DATE '2026-10-01'",
    "SUB-037": "id_kind = 'cmnd' AND length(id_number) = 9 AND day >= DATE '2025-01-01'",
    "SUB-047": "owner_kind = 'person' AND twelve AND sex <> CASE WHEN substr(id_number, 4, 1) IN"
    " ('1', '3', '5', '7', '9') THEN 'F' ELSE 'M' END",
    "SUB-049": "owner_kind = 'person' AND id_issued_on < birth_date AND covered",
    "SUB-067": "service = 'mobile' AND coalesce(use, 'h2h') = 'h2h' AND owner_kind = 'person'"
    " AND id_kind IN ('cccd', 'cmnd') AND verified_fields < 4 AND day >= DATE '2026-04-15'",
}
COVERED = """SELECT *, activated_on::DATE AS day, true AS covered,
    coalesce(id_kind IN ('cccd', 'cmnd') AND regexp_matches(id_number, '^[0-9]{12}$'), false) AS twelve
    FROM read_parquet('%s') WHERE NOT coalesce(status = 'ended' AND ended_on < DATE '2024-10-01', false)"""
COLUMNS = (
    "number", "service", "use", "status", "activated_on", "ended_on", "owner_kind", "birth_date", "sex", "id_kind",
    "id_number", "id_issued_on", "verified_fields",
)  # fmt: skip
GROUPS = ("SUB-061", "SUB-062", "SUB-079", "SUB-080")
GROUP_COLUMNS = (*COLUMNS, "nationality", "owner_name", "photo_hash", "id_scan_hash")


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        folder = Path(name)
        table = made(ROWS, Path(os.environ["MADE"]) if "MADE" in os.environ else folder / "made")
        small = table if RIVAL_ROWS == ROWS else first_rows(table, RIVAL_ROWS, folder / "small.parquet")
        scan, scan_cpu = best(lambda: bare_scan(table))
        whole = in_a_process("check", table)
        (sql, sql_cpu), (ibis_seconds, ibis_cpu) = best(lambda: hand_written(table)), best(lambda: as_ibis(table))
        ours, ours_cpu = best(lambda: as_ibis(small))
        pandas, pandera = (in_a_process(rival, small) for rival in ("pandas", "pandera"))
        twelve, twelve_pandas = (in_a_process(one, small) for one in ("twelve", "twelve_pandas"))
        counts = hand_written(small)
        print(
            json.dumps(
                {
                    "benchmark": "subscribers",
                    "rows": ROWS,
                    "columns": 36,
                    "rules": whole["rules"],
                    "findings": whole["findings"],
                    "scan_seconds": round(scan, 2),
                    "check_seconds": round(whole["seconds"], 1),
                    "scan_ratio": round(whole["seconds"] / scan, 1),
                    "scan_cpu": round(scan_cpu, 2),
                    "check_cpu": round(whole["cpu"], 1),
                    "scan_cpu_ratio": round(whole["cpu"] / scan_cpu, 1),
                    "peak_gb": round(whole["peak_gb"], 2),
                    "eight_rules_sql_seconds": round(sql, 2),
                    "eight_rules_ibis_seconds": round(ibis_seconds, 2),
                    "sql_ratio": ratio(ibis_seconds, sql),
                    "sql_cpu_ratio": ratio(ibis_cpu, sql_cpu),
                    "rival_rows": RIVAL_ROWS,
                    "ours_seconds": round(ours, 3),
                    "pandas_seconds": pandas["seconds"] and round(pandas["seconds"], 2),
                    "pandas_ratio": ratio(pandas["seconds"], ours),
                    "pandas_cpu_ratio": ratio(pandas["cpu"], ours_cpu),
                    "pandera_seconds": pandera["seconds"] and round(pandera["seconds"], 2),
                    "pandera_ratio": ratio(pandera["seconds"], ours),
                    "twelve_rules_seconds": round(twelve["seconds"], 2),
                    "twelve_rules_pandas_seconds": twelve_pandas["seconds"] and round(twelve_pandas["seconds"], 2),
                    "twelve_rules_pandas_ratio": ratio(twelve_pandas["seconds"], twelve["seconds"]),
                    "twelve_rules_pandas_cpu_ratio": ratio(twelve_pandas["cpu"], twelve["cpu"]),
                    "equal": all(one in (None, counts) for one in (as_ibis(small), pandas["counts"], pandera["counts"]))
                    and twelve_pandas["counts"] in (None, twelve["counts"]),
                    "limits": LIMITS,
                }
            )
        )


def made(rows: int, folder: Path) -> Path:
    """Made rows in canonical Parquet, in a process of their own."""
    table = folder / "subscribers.parquet"
    if not table.exists():
        code = (
            "from pathlib import Path; from lachan.invented.subscribers import make_subscribers;"
            f"make_subscribers({rows}, seed=5, out=Path({str(folder)!r}))"
        )
        subprocess.run([sys.executable, "-c", code], check=True)
    return table


def first_rows(table: Path, rows: int, file: Path) -> Path:
    """The first rows as a table of its own."""
    connected().execute(f"COPY (SELECT * FROM read_parquet('{table}') LIMIT {rows}) TO '{file}'")
    return file


def connected() -> duckdb.DuckDBPyConnection:
    """DuckDB as it comes, silent."""
    db = duckdb.connect()
    db.execute("SET enable_progress_bar = false")
    return db


def best(work: Callable[[], Any]) -> tuple[float, float]:
    """Seconds of the clock and of the processor, each of the best of three."""
    times, spent = [], []
    for _ in range(3):
        began, before = time.perf_counter(), time.process_time()
        work()
        times.append(time.perf_counter() - began)
        spent.append(time.process_time() - before)
    return min(times), min(spent)


def ratio(one: float | None, other: float) -> float | None:
    """How many times the other; null where there is nothing."""
    return one and round(one / other, 2)


def bare_scan(table: Path) -> None:
    """Every column read, its values counted; the condition keeps DuckDB from answering out of the file's statistics."""
    db = connected()
    names = [row[0] for row in db.execute(f"DESCRIBE SELECT * FROM read_parquet('{table}')").fetchall()]
    counted = ", ".join(f"count({name})" for name in names)
    db.execute(f"SELECT {counted} FROM read_parquet('{table}') WHERE length(number) > 0").fetchall()


def hand_written(table: Path) -> list[int]:
    """The eight rules in SQL."""
    counted = ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in BY_HAND.values())
    db = connected()
    return list(db.execute(f"WITH t AS ({COVERED % table}) SELECT {counted} FROM t").fetchall()[0])


def as_ibis(table: Path) -> list[int]:
    """The same eight out of the rules of the product."""
    import ibis

    from lachan.checks.engines import opened
    from lachan.checks.given import Given
    from lachan.checks.subscribers.rules import ROW_RULES
    from lachan.checks.subscribers.rules.declare import offending
    from lachan.checks.subscribers.table import prepared
    from lachan.checks.tables import typed
    from lachan.readers.subscribers.columns import COLUMNS as CANONICAL

    given = Given(AS_OF)
    with tempfile.TemporaryDirectory() as name, opened("duckdb", Path(name)) as engine:
        t = prepared(typed(engine, [table], CANONICAL), given)
        rules = [rule for rule in ROW_RULES if rule.id in BY_HAND]
        counted = {rule.id: ibis.ifelse(offending(rule, t, given), 1, 0).sum() for rule in rules}
        row = engine.rows(t.aggregate(**counted))[0]
    return [int(row[rule]) for rule in BY_HAND]


def in_a_process(what: str, table: Path) -> dict[str, Any]:
    """One part in a process of its own, for its memory."""
    done = subprocess.run([sys.executable, __file__, what, str(table)], check=True, stdout=subprocess.PIPE, text=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def check(table: Path) -> dict[str, Any]:
    """The whole check, its findings and summary written."""
    from lachan.checks.subscribers.run import check_subscribers

    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as out:
        began, before = time.perf_counter(), time.process_time()
        summary = check_subscribers([table], as_of=AS_OF, out=Path(out), inputs=[{"sha256": "0", "name": table.name}])
        seconds, cpu = time.perf_counter() - began, time.process_time() - before
    return {
        "seconds": seconds,
        "cpu": cpu,
        "peak_gb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6,
        "rules": len(summary["rules"]),
        "findings": sum(one["findings"] for one in summary["rules"]),
    }


def frame_rules() -> dict[str, Callable[[Any], Any]]:
    """The eight rules on a pandas frame that has `day` and `twelve`: true where a row offends."""
    day = __import__("pandas").Timestamp

    def person(f: Any) -> Any:
        return f.owner_kind.eq("person")

    def women(f: Any) -> Any:
        return f.id_number.str[3].isin(["1", "3", "5", "7", "9"]).map({True: "F", False: "M"})

    return {
        "SUB-005": lambda f: person(f) & f.birth_date.isna(),
        "SUB-026": lambda f: f.id_kind.eq("cccd") & ~f.twelve & f.id_number.fillna("").ne(""),
        "SUB-031": lambda f: person(f) & f.birth_date.gt(f.day) & f.day.ge(day(2017, 4, 24)),
        "SUB-034": lambda f: f.id_issued_on.gt(day(AS_OF)),
        "SUB-037": lambda f: f.id_kind.eq("cmnd") & f.id_number.str.len().eq(9) & f.day.ge(day(2025, 1, 1)),
        "SUB-047": lambda f: person(f) & f.twelve & f.sex.notna() & f.sex.ne(women(f)),
        "SUB-049": lambda f: person(f) & f.id_issued_on.lt(f.birth_date),
        "SUB-067": lambda f: f.service.eq("mobile") & f.use.fillna("h2h").eq("h2h") & person(f)
        & f.id_kind.isin(["cccd", "cmnd"]) & f.verified_fields.lt(4) & f.day.ge(day(2026, 4, 15)),
    }  # fmt: skip


def frame(table: Path, columns: Sequence[str] = COLUMNS) -> Any:
    """The rows that count, as a pandas frame."""
    import pandas as pd

    f = pd.read_parquet(table, columns=list(columns))
    for name in ("birth_date", "id_issued_on", "ended_on"):
        f[name] = pd.to_datetime(f[name])
    f = f[~(f.status.eq("ended") & f.ended_on.lt(pd.Timestamp(2024, 10, 1)))]
    twelve = f.id_number.str.fullmatch("[0-9]{12}").eq(True)
    return f.assign(day=f.activated_on.dt.normalize(), twelve=twelve & f.id_kind.isin(["cccd", "cmnd"]))


def frame_groups(f: Any) -> list[int]:
    """The four rules over groups on such a frame: how many papers, photos and scans they speak of.

    Written to be fast: nothing but what stands at least twice is grouped, and a name is made plain once.
    """
    from lachan.checks.subscribers.rules.words import MARKED, PLAIN

    bare = str.maketrans(MARKED, PLAIN)
    f = f[f.owner_kind.eq("person") & f.id_number.notna()]

    def repeated(column: str) -> Any:
        held = f[f[column].notna() & f[column].duplicated(keep=False)]
        spelt = {
            one: " ".join(sorted(one.upper().translate(bare).split(" "))) for one in held.owner_name.dropna().unique()
        }
        return held.assign(name=held.owner_name.map(spelt))

    papers = repeated("id_number")
    papers = papers[papers.id_kind.notna()]
    kind = papers.id_kind.mask(papers.twelve, "cccd")
    country = papers.nationality.fillna("").where(kind.eq("passport"), "")
    by_paper = papers.assign(paper=kind + ":" + country + ":" + papers.id_number).groupby("paper")
    counts = [int((by_paper[one].nunique() > 1).sum()) for one in ("name", "birth_date")]
    for column, differing in (
        ("photo_hash", ("name", "id_number", "birth_date")),
        ("id_scan_hash", ("name", "id_number")),
    ):
        held = repeated(column)
        found = held[held.owner_name.notna()].groupby(column)[list(differing)].nunique() > 1
        counts.append(int(found.all(axis=1).sum()))
    return counts


def twelve_pandas(table: Path) -> dict[str, Any]:
    """The eight rules over rows and the four over groups by pandas."""

    def judged() -> list[int]:
        f = frame(table, GROUP_COLUMNS)
        return [*(int(rule(f).sum()) for rule in frame_rules().values()), *frame_groups(f)]

    return timed(judged)


def twelve(table: Path) -> dict[str, Any]:
    """The same twelve as the check runs them: screens, one scan, a close look at what is left."""
    import ibis

    from lachan.checks.engines import opened
    from lachan.checks.given import Given
    from lachan.checks.subscribers.rules import GROUP_RULES, ROW_RULES
    from lachan.checks.subscribers.rules.declare import offending
    from lachan.checks.subscribers.run import kept_rows
    from lachan.checks.subscribers.screens import SCREENS, kept_keys
    from lachan.checks.subscribers.table import prepared
    from lachan.checks.tables import typed
    from lachan.readers.subscribers.columns import COLUMNS as CANONICAL

    given = Given(AS_OF)
    over_rows = [rule for rule in ROW_RULES if rule.id in BY_HAND]
    over_groups = [rule for rule in GROUP_RULES if rule.id in GROUPS]

    def judged() -> list[int]:
        with tempfile.TemporaryDirectory() as name, opened("duckdb", Path(name)) as engine:
            t = engine.named(prepared(typed(engine, [table], CANONICAL), given), "prepared")
            keys = {
                screen: engine.write(kept_keys(t, SCREENS[screen], given, engine.fingerprint), Path(name) / screen)
                for screen in sorted({rule.screen for rule in over_groups})
            }
            groups = {screen: engine.read([file]) for screen, file in keys.items() if engine.counted(file)}
            kept = engine.write(kept_rows(t, over_rows, given, groups, engine.fingerprint), Path(name) / "kept")
            kept = engine.read([kept])
            hits = {rule.id: ibis.ifelse(offending(rule, kept, given), 1, 0).sum() for rule in over_rows}
            row = engine.rows(kept.aggregate(**hits))[0]
            found = {
                rule.id: rule.found(kept.filter(kept[f"in_{rule.screen}"]), given).count()
                for rule in over_groups
                if rule.found and rule.screen in groups
            }
            row |= {rule: engine.rows(count.as_table())[0].popitem()[1] for rule, count in found.items()}
        return [int(row.get(rule, 0)) for rule in (*BY_HAND, *GROUPS)]

    return timed(judged)


def pandas(table: Path) -> dict[str, Any]:
    """The eight rules by pandas."""
    return timed(lambda: [int(rule(f).sum()) for f in [frame(table)] for rule in frame_rules().values()])


def pandera(table: Path) -> dict[str, Any]:
    """The eight rules by pandera, all failures collected."""
    import pandera.pandas as pa

    def judged() -> list[int]:
        schema = pa.DataFrameSchema(
            checks=[
                pa.Check(lambda f, rule=rule: ~rule(f).astype(bool), name=name) for name, rule in frame_rules().items()
            ]
        )
        try:
            schema.validate(frame(table), lazy=True)
        except pa.errors.SchemaErrors as found:
            cases = found.failure_cases.drop_duplicates(["check", "index"])
            return [int((cases["check"] == name).sum()) for name in BY_HAND]
        return [0] * len(BY_HAND)

    return timed(judged)


def timed(work: Callable[[], list[int]]) -> dict[str, Any]:
    """Best seconds of three and the counts; null where the rival is not installed."""
    try:
        counts = work()
    except ImportError:
        return {"counts": None, "seconds": None, "cpu": None}
    seconds, cpu = best(work)
    return {"counts": counts, "seconds": seconds, "cpu": cpu}


if __name__ == "__main__":
    if len(sys.argv) > 1:
        parts = {one.__name__: one for one in (check, pandas, pandera, twelve, twelve_pandas)}
        print(json.dumps(parts[sys.argv[1]](Path(sys.argv[2]))))
    else:
        main()
