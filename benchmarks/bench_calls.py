"""All rules on calls over twenty million made records, beside a bare scan of the same files, with what was found.

Prints one JSON line. ROWS=… sets the size (default 20,000,000), SEED=… the calls (tuning never used the default),
EVENING=ordinary leaves out the evening of Tết; MADE=… names a folder that already holds made calls of that seed. The
bare scan is DuckDB reading every column and counting its values; wall and processor seconds are the best of three of
the scan and one run of the check. Found of a kind is a planted subject with a finding of a rule that is meant for it;
a false subject is one that nothing was planted for, told by ten thousand callers that are not planted, of whom some
thousands are honest and busy. Recall is that of the strong and the border plantings; of the weak ones, which are meant
to be hard to tell from ordinary life, it is told beside.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

ROWS = int(os.environ.get("ROWS", "20_000_000"))
SEED = int(os.environ.get("SEED", "20_261_125"))
EVENING = os.environ.get("EVENING", "tet")
LIMITS = {"scan_ratio": 12, "peak_gb": 4, "recall": 0.95, "false_per_10000": 1, "make_seconds": 180}
MEANT = {
    "spoofed_protected": ("CAL-001",),
    "look_alike": ("CAL-002", "CAL-006"),
    "domestic_from_abroad": ("CAL-003",),
    "mobile_from_abroad": ("CAL-004", "CAL-005"),
    "malformed": ("CAL-006",),
    "unassigned": ("CAL-007",),
    "fan_out": ("CAL-008",),
    "sequential": ("CAL-009",),
    "low_answer": ("CAL-010",),
    "wangiri": ("CAL-011",),
    "robot": ("CAL-012",),
    "sim_box_device": ("CAL-013",),
    "sim_box_cell": ("CAL-014",),
    "pattern_group": ("CAL-015",),
    "listed": ("CAL-016",),
}
"""The rules that each kind is meant to be found by."""


def main() -> None:
    """Make, measure, print."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        folder = Path(os.environ.get("MADE", f"{name}/made"))
        made = in_a_process("make", folder)
        scan = best(lambda: bare_scan(folder))
        whole = in_a_process("check", folder, Path(name) / "out")
        found = quality(folder, Path(name) / "out")
    print(
        json.dumps(
            {
                "benchmark": "calls", "rows": ROWS, "seed": SEED, "evening": EVENING, "rules": whole["rules"],
                "findings": whole["findings"], "make_seconds": made["seconds"], "make_peak_gb": made["peak_gb"],
                "scan_seconds": round(scan[0], 2), "scan_cpu_seconds": round(scan[1], 2),
                "check_seconds": whole["seconds"], "check_cpu_seconds": whole["cpu_seconds"],
                "scan_ratio": round(whole["seconds"] / scan[0], 1),
                "cpu_ratio": round(whole["cpu_seconds"] / scan[1], 1), "peak_gb": whole["peak_gb"], **found,
                "limits": LIMITS,
            }
        )
    )  # fmt: skip


def best(work: Callable[[], Any]) -> tuple[float, float]:
    """Wall and processor seconds of the fastest of three."""
    times = []
    for _ in range(3):
        began, spent = time.perf_counter(), time.process_time()
        work()
        times.append((time.perf_counter() - began, time.process_time() - spent))
    return min(one for one, _ in times), min(one for _, one in times)


def bare_scan(folder: Path) -> None:
    """Every column read, its values counted; the condition keeps DuckDB from answering out of the file's statistics."""
    db = duckdb.connect()
    db.execute("SET enable_progress_bar = false")
    files = f"read_parquet('{folder}/calls-*.parquet')"
    names = [row[0] for row in db.execute(f"DESCRIBE SELECT * FROM {files}").fetchall()]
    counts = ", ".join(f"count({name}::VARCHAR) FILTER ({name}::VARCHAR <> 'x')" for name in names)
    db.execute(f"SELECT {counts} FROM {files}").fetchall()


def make(folder: Path) -> dict[str, Any]:
    """Made calls, unless the folder has them."""
    from lachan.invented.calls import make_calls

    began = time.perf_counter()
    if not (folder / "truth.parquet").exists():
        truth = make_calls(ROWS, seed=SEED, out=folder, evening=EVENING)  # type: ignore[arg-type]
        (folder / "ordinary.json").write_text(json.dumps(truth.ordinary))
    return {"seconds": round(time.perf_counter() - began, 1)}


def check(folder: Path, out: Path) -> dict[str, Any]:
    """The whole check, as `lachan calls check` runs it behind the reader."""
    from lachan.checks.calls.run import check_calls
    from lachan.invented.calls import FIRST_DAY
    from lachan.invented.calls.protection import protected_list

    files = sorted(folder.glob("calls-*.parquet"))
    inputs = [{"name": one.name, "sha256": f"{place:064x}", "rows": 0, "bytes": 0} for place, one in enumerate(files)]
    began, spent = time.perf_counter(), time.process_time()
    summary = check_calls(
        files, as_of=FIRST_DAY, out=out, protected=protected_list(FIRST_DAY), listed=folder / "listed.txt",
        inputs=inputs,
    )  # fmt: skip
    return {
        "seconds": round(time.perf_counter() - began, 1),
        "cpu_seconds": round(time.process_time() - spent, 1),
        "rules": len(summary["rules"]),
        "findings": sum(one["findings"] for one in summary["rules"]),
    }


def quality(folder: Path, out: Path) -> dict[str, Any]:
    """Recall by kind and over all, and false subjects, with what they are."""
    db = duckdb.connect()
    db.execute(f"CREATE TABLE truth AS FROM '{folder}/truth.parquet'")
    db.execute(f"""CREATE TABLE found AS SELECT DISTINCT rule, subject_kind,
        CASE subject_kind WHEN 'pattern' THEN rtrim(subject, '?*xX') ELSE subject END AS subject
        FROM '{out}/findings.parquet'""")
    meant = [(kind, rule) for kind, rules in MEANT.items() for rule in rules]
    db.execute("CREATE TABLE meant (kind VARCHAR, rule VARCHAR)")
    db.executemany("INSERT INTO meant VALUES (?, ?)", meant)
    db.execute("""CREATE TABLE hit AS SELECT DISTINCT kind, subject_kind, subject, strength, EXISTS (
            FROM found JOIN meant USING (rule) WHERE meant.kind = truth.kind
            AND found.subject_kind = truth.subject_kind AND found.subject = truth.subject) AS found
        FROM truth WHERE kind <> '' AND strength <> 'part'""")
    weak = dict(
        db.execute("SELECT kind, round(avg(found::INT), 2) FROM hit WHERE strength = 'weak' GROUP BY 1").fetchall()
    )
    db.execute("DELETE FROM hit WHERE strength = 'weak'")
    recall = dict(db.execute("SELECT kind, round(avg(found::INT), 3) FROM hit GROUP BY 1 ORDER BY 1").fetchall())
    border = db.execute("SELECT round(avg(found::INT), 3) FROM hit WHERE strength = 'border'").fetchall()[0][0]
    whole = db.execute("SELECT round(avg(found::INT), 3) FROM hit").fetchall()[0][0]
    db.execute("""CREATE TABLE wrong AS SELECT DISTINCT found.* FROM found ANTI JOIN
        (FROM truth WHERE kind <> '') planted USING (subject_kind, subject)""")
    subjects = db.execute("SELECT count(DISTINCT (subject_kind, subject)) FROM wrong").fetchall()[0][0]
    told = db.execute("""SELECT rule || ' ' ||
        coalesce(nullif(regexp_replace(negative, '_[0-9]+$', ''), ''), subject_kind) AS what, count(DISTINCT subject)
        FROM wrong LEFT JOIN truth USING (subject_kind, subject) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 12""").fetchall()
    ordinary = json.loads((folder / "ordinary.json").read_text())
    return {
        "planted": db.execute("SELECT count(*) FROM hit").fetchall()[0][0], "recall": whole, "recall_border": border,
        "recall_by_kind": recall, "least_recall": min(recall.values()),
        "weak_recall_by_kind": weak, "ordinary_callers": ordinary,
        "false_subjects": subjects, "false_per_10000": round(10_000 * subjects / ordinary, 3), "false_by": dict(told),
    }  # fmt: skip


def in_a_process(*what: Any) -> dict[str, Any]:
    """A step in a process of its own, with its peak memory in GB."""
    code = [sys.executable, "-m", "benchmarks.bench_calls", *map(str, what)]
    told: dict[str, Any] = json.loads(subprocess.run(code, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return told


def step(name: str, *folders: str) -> None:
    """What runs in a process of its own."""
    steps: dict[str, Callable[..., dict[str, Any]]] = {"make": make, "check": check}
    told = steps[name](*map(Path, folders))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(json.dumps(told | {"peak_gb": round(peak, 2)}))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        step(*sys.argv[1:])
    else:
        main()
