"""Clean-up of wrong records, followed: each number's next step by the suspension clock, and whom to write today.

Numbers with findings of some weight are on the clock; those with light findings alone get the advice to check
themselves. What happened so far comes from the operator's own log (`number, event, on`). A number of the log whose
findings are gone was put right. Results are proposals for a person to act on; nothing is sent.
"""

import csv
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import IO, Any

import duckdb
import pyarrow as pa

from lachan.checks.subscribers.compare import MEMORY, latest
from lachan.checks.subscribers.messages import advice, notice
from lachan.checks.subscribers.rules import RULES
from lachan.checks.subscribers.rules.bases import FIRST_DAY
from lachan.checks.subscribers.suspension import Act, Case, Status, next_step, terms
from lachan.checks.subscribers.table import refuse_before_the_law
from lachan.readers.errors import InputError, Place
from lachan.vietnam.masks import masked_number
from lachan.vietnam.sms import length
from lachan.vietnam.wording import Wording

STEPS = "steps.parquet"
SUMMARY = "steps.json"
EVENTS = ("notice", "one_way", "two_way", "put_right")
"""What a line of the log may tell."""
_WEIGHTS = {"low": 0, "medium": 1, "high": 2}
_PAGE = 20_000
_STATE = ("status", "notices", "suspended_on", "put_right_on")
_REVIEW = ("recipient", "about", "nth", "text", "alphabet", "units", "parts")
_SEND = ("recipient", "text")
_BATCH = pa.schema(
    [
        *((name, pa.string()) for name in (*_STATE, "step")),
        ("on", pa.date32()),
        ("late_days", pa.int32()),
        ("nth", pa.int32()),
        ("why_vi", pa.string()),
        ("why_en", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted: from which severity on the clock runs, for which rules (empty: all), and how texts are written.

    `marks`: Vietnamese with its marks (UCS-2); `full`: lists for sending too, with whole numbers, mode 0600.
    """

    severity: str = "medium"
    rules: tuple[str, ...] = ()
    marks: bool = False
    full: bool = False


def plan_cleanup(
    table_files: Sequence[Path],
    findings: Path,
    *,
    as_of: date,
    out: Path,
    history: Path | None = None,
    wish: Wish | None = None,
) -> dict[str, Any]:
    """Next steps and lists of messages for the records in canonical Parquet, seen on a day; into the folder `out`.

    `steps.parquet` (number, status, step, on, late_days, nth, rules, why_vi, why_en), `steps.json` (the counts, also
    returned), `notices-masked.csv` and `advice-masked.csv`; with `wish.full` `notices.csv` and `advice.csv` as well.
    InputError for broken input, a line of the log that cannot be, an unknown rule; `out` keeps what it had then.
    """
    refuse_before_the_law(as_of)
    wanted = wish or Wish()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".work-") as name:
        work = Path(name)
        on = duckdb.connect(
            config={"memory_limit": MEMORY, "temp_directory": f"{work}/spill", "preserve_insertion_order": False}
        )
        try:
            latest(on, "records", table_files)
            _findings(on, findings, wanted)
            _history(on, history, as_of)
            _steps(on, as_of)
            summary = _counted(on, as_of)
            path = str(work / STEPS).replace("'", "''")
            on.execute(f"COPY (SELECT * FROM steps ORDER BY number) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")  # noqa: S608
            summary["messages"] = {
                "notices": _list(_notices(on, as_of, wanted), "notices", work, full=wanted.full),
                "advice": _list(_advised(on, wanted), "advice", work, full=wanted.full),
            }
        finally:
            on.close()
        (work / SUMMARY).write_text(json.dumps(summary, ensure_ascii=False, indent=1), encoding="utf-8")
        for file in sorted(work.iterdir()):
            if file.is_file():
                file.replace(out / file.name)
    return summary


def _findings(on: duckdb.DuckDBPyConnection, file: Path, wish: Wish) -> None:
    """`faulty` (number, rules) on the clock, `light` (number) to be advised."""
    unknown = sorted(set(wish.rules) - {rule.id for rule in RULES})
    if unknown:
        names = ", ".join(unknown)
        raise InputError("rule", Wording(f"không có quy tắc {names}", f"there is no rule {names}"))
    weight = "CASE severity WHEN 'high' THEN 2 WHEN 'medium' THEN 1 ELSE 0 END"
    try:
        on.execute(
            "CREATE TABLE found AS SELECT subject AS number, max(" + weight + ") AS weight,"  # noqa: S608
            " string_agg(DISTINCT rule, ' ' ORDER BY rule) AS rules FROM read_parquet(?)"
            " WHERE subject_kind = 'number' AND (len(?) = 0 OR rule IN (SELECT unnest(?))) GROUP BY 1",
            [str(file), list(wish.rules), list(wish.rules)],
        )
    except duckdb.Error as error:
        wording = Wording("không phải findings.parquet của một lần rà soát", "is no findings.parquet of a check")
        raise InputError("findings", wording, Place(file=file.name)) from error
    least = _WEIGHTS[wish.severity]
    on.execute(f"CREATE TABLE faulty AS SELECT number, rules FROM found WHERE weight >= {least}")  # noqa: S608
    on.execute(f"CREATE TABLE light AS SELECT number FROM found WHERE weight < {least}")  # noqa: S608


def _history(on: duckdb.DuckDBPyConnection, file: Path | None, as_of: date) -> None:
    """`past`: a row a number of the log with its notices and the days of suspension and putting right."""
    on.execute("CREATE TABLE events(number TEXT, event TEXT, day DATE)")
    if file is not None:
        _read_log(on, file)
    on.execute(
        "CREATE TABLE past AS SELECT number,"
        " string_agg(DISTINCT day::TEXT, ' ' ORDER BY day::TEXT) FILTER (event = 'notice') AS notices,"
        " max(day) FILTER (event = 'one_way') AS one_way_on, max(day) FILTER (event = 'two_way') AS two_way_on,"
        " max(day) FILTER (event = 'put_right') AS put_right_on FROM events WHERE day <= ? GROUP BY 1",
        [as_of],
    )


def _read_log(on: duckdb.DuckDBPyConnection, file: Path) -> None:
    """The log into `events`; the first line that cannot be is named."""
    place = Place(file=file.name)
    try:
        on.execute(
            "CREATE TABLE log AS SELECT row_number() OVER () + 1 AS line, * FROM read_csv(?, header = true,"
            " all_varchar = true, parallel = false)",
            [str(file)],
        )
        held = {row[0] for row in on.execute("DESCRIBE log").fetchall()}
    except duckdb.Error as error:
        wording = Wording("không đọc được như tệp CSV", "cannot be read as CSV")
        raise InputError("history", wording, place) from error
    for column in ("number", "event", "on"):
        if column not in held:
            wording = Wording(f"thiếu cột {column}; cần number, event, on", f"lacks column {column}: number, event, on")
            raise InputError("history", wording, place)
    on.execute(
        "CREATE TABLE understood AS SELECT line, regexp_replace(regexp_replace(number, '[^0-9+]', '', 'g'),"
        " '^(\\+|00)?84', '0') AS number, lower(trim(event)) AS event,"
        ' coalesce(try_cast(trim("on") AS DATE), try_strptime(trim("on"), \'%d/%m/%Y\')::DATE) AS day FROM log'
    )
    known = ", ".join(f"'{event}'" for event in EVENTS)
    checks = (
        ("number", "NOT regexp_full_match(coalesce(number, ''), '0[0-9]{8,10}')", "số thuê bao", "a number"),
        ("event", f"coalesce(event, '') NOT IN ({known})", " | ".join(EVENTS), " | ".join(EVENTS)),
        ("on", "day IS NULL", "ngày dd/mm/yyyy hoặc yyyy-mm-dd", "a day, dd/mm/yyyy or yyyy-mm-dd"),
        ("on", f"day < DATE '{FIRST_DAY}'", "ngày từ 24/04/2017", "a day since 24/04/2017"),
    )
    for column, wrong, vi, en in checks:
        rows = on.execute(f"SELECT min(line) FROM understood WHERE {wrong}").fetchall()  # noqa: S608
        if rows[0][0] is not None:
            wording = Wording(f"cần {vi}", f"{en} is needed")
            raise InputError("history", wording, Place(file=file.name, row=int(rows[0][0]), column=column))
    on.execute("INSERT INTO events SELECT number, event, day FROM understood")


def _steps(on: duckdb.DuckDBPyConnection, as_of: date) -> None:
    """`steps`: the state of each number in the table, and the step that follows from it; few states, many numbers."""
    on.execute(
        "CREATE TABLE cases AS SELECT r.number, r.operator, coalesce(r.tax_code, r.id_number) AS paper, r.service,"
        " coalesce(r.status, 'active') AS status, f.rules, coalesce(p.notices, '') AS notices,"
        " coalesce(CASE r.status WHEN 'one_way' THEN p.one_way_on WHEN 'two_way' THEN p.two_way_on END::TEXT, '')"
        " AS suspended_on,"
        " CASE WHEN f.number IS NULL THEN coalesce(p.put_right_on, $day)::TEXT ELSE '' END AS put_right_on"
        " FROM records r LEFT JOIN faulty f USING (number) LEFT JOIN past p USING (number)"
        " WHERE f.number IS NOT NULL OR p.number IS NOT NULL",
        {"day": as_of},
    )
    states = on.execute(f"SELECT DISTINCT {', '.join(_STATE)} FROM cases").fetchall()  # noqa: S608
    told = pa.Table.from_pylist([_told(state, as_of) for state in states], schema=_BATCH)
    on.register("told", told)
    on.execute(
        "CREATE TABLE steps AS SELECT c.number, c.status, t.step, t.\"on\", t.late_days, t.nth, coalesce(c.rules, '')"  # noqa: S608
        f" AS rules, t.why_vi, t.why_en FROM cases c JOIN told t USING ({', '.join(_STATE)})"
    )
    on.unregister("told")


def _told(state: tuple[str, ...], as_of: date) -> dict[str, Any]:
    """The step of one state as a row."""
    status, notices, suspended_on, put_right_on = state
    step = next_step(
        Case(
            status=Status(status),
            notices=tuple(date.fromisoformat(day) for day in notices.split()),
            suspended_on=date.fromisoformat(suspended_on) if suspended_on else None,
            put_right_on=date.fromisoformat(put_right_on) if put_right_on else None,
        ),
        as_of,
    )
    return dict(zip(_STATE, state, strict=True)) | {
        "step": step.act.value,
        "on": step.on,
        "late_days": step.late(as_of),
        "nth": step.nth,
        "why_vi": step.why.vi,
        "why_en": step.why.en,
    }


def _counted(on: duckdb.DuckDBPyConnection, as_of: date) -> dict[str, Any]:
    counts = on.execute(
        'SELECT step, count(*), count(*) FILTER ("on" <= ?), count(*) FILTER (late_days > 0) FROM steps GROUP BY 1',
        [as_of],
    ).fetchall()
    found = {step: {"numbers": numbers, "due": due, "late": late} for step, numbers, due, late in counts}
    nobody = {"numbers": 0, "due": 0, "late": 0}
    return {
        "format": 1,
        "check": "subscribers-cleanup",
        "as_of": as_of.isoformat(),
        "steps": {act.value: found.get(act.value, nobody) for act in Act},
    }


@dataclass(frozen=True, slots=True)
class _Message:
    recipient: str
    about: str
    nth: int
    text: str


def _pages(on: duckdb.DuckDBPyConnection, query: str, values: Sequence[Any]) -> Iterator[list[tuple[Any, ...]]]:
    result = on.execute(query, values)
    while rows := result.fetchmany(_PAGE):
        yield rows


def _notices(on: duckdb.DuckDBPyConnection, as_of: date, wish: Wish) -> Iterator[_Message]:
    """The notices due on the day: one to each number of a contract that can receive it, however many are wrong.

    Numbers of one contract are those of the same paper with the same operator, for records name no contract.
    """
    query = (
        "WITH due AS (SELECT c.number, c.operator, c.paper, s.nth FROM cases c JOIN steps s USING (number)"
        " WHERE s.step = 'notice' AND s.\"on\" <= ?),"
        " contracts AS (SELECT operator, paper, arg_max(number, (nth, number)) AS number, max(nth) AS nth,"
        " count(*) AS numbers FROM due WHERE paper IS NOT NULL GROUP BY ALL),"
        " reached AS (SELECT number, operator, coalesce(tax_code, id_number) AS paper FROM records"
        " WHERE service = 'mobile' AND coalesce(status, 'active') IN ('active', 'one_way'))"
        " SELECT r.number, coalesce(d.number, c.number), coalesce(r.operator, ''), coalesce(d.nth, c.nth),"
        " coalesce(c.numbers, 1) FROM reached r LEFT JOIN due d USING (number)"
        " LEFT JOIN contracts c ON c.operator = r.operator AND c.paper = r.paper"
        " WHERE coalesce(d.number, c.number) IS NOT NULL ORDER BY r.number"
    )
    for page in _pages(on, query, [as_of]):
        for recipient, number, operator, nth, numbers in page:
            # The run that is going on began nth - 1 days ago; a new one begins today.
            first = as_of - timedelta(nth - 1)
            clock = terms(first)
            about = masked_number(number)
            before = first + timedelta(clock.one_way_after)
            text = notice(operator, about, nth, clock.notice_days, before, others=numbers - 1, marks=wish.marks)
            yield _Message(recipient, about, nth, text)


def _advised(on: duckdb.DuckDBPyConnection, wish: Wish) -> Iterator[_Message]:
    """The advice to check oneself, to the numbers with light findings alone."""
    query = (
        "SELECT number, coalesce(operator, '') FROM records JOIN light USING (number)"
        " WHERE service = 'mobile' AND coalesce(status, 'active') IN ('active', 'one_way') ORDER BY number"
    )
    for page in _pages(on, query, []):
        for number, operator in page:
            yield _Message(number, masked_number(number), 0, advice(operator, marks=wish.marks))


def _list(messages: Iterator[_Message], name: str, folder: Path, *, full: bool) -> dict[str, int]:
    """The list for review, and with `full` the one for sending; how many messages in how many parts."""
    count = parts = 0
    with _private(folder / f"{name}-masked.csv") as review, _private(folder / f"{name}.csv") as send:
        shown, whole = csv.writer(review), csv.writer(send)
        shown.writerow(_REVIEW)
        whole.writerow(_SEND)
        for one in messages:
            size = length(one.text)
            masked = masked_number(one.recipient)
            shown.writerow([masked, one.about, one.nth, one.text, size.alphabet, size.units, size.parts])
            if full:
                whole.writerow([one.recipient, one.text])
            count, parts = count + 1, parts + size.parts
    if not full:
        (folder / f"{name}.csv").unlink()
    return {"messages": count, "parts": parts}


@contextmanager
def _private(file: Path) -> Iterator[IO[str]]:
    """A new file that its owner alone can read."""
    opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w", encoding="utf-8", newline="") as stream:
        yield stream
