"""A sheet of questions answered from the store, every run written in the operator's trail before it is shown."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from lachan.identify.answers import Answer, Cells, answer_all, in_both
from lachan.identify.lookup import Lookup
from lachan.identify.questions import COLUMNS, LONGEST_RANGE_DAYS, Question, question
from lachan.identify.sheets import draft, read_sheet, request_number
from lachan.identify.trail import refuse_withdrawn, trail_locked
from lachan.readers.errors import InputError

ANSWER_COLUMNS = ("subscriber", "candidates", "note")
MANY = 1_000
"""From so many questions on, they are read and answered as columns."""

Row = tuple[int, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What one run did, in counts."""

    questions: int
    answered: int
    refused: tuple[InputError, ...]
    trail_head: str


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked under one request, however it came. `file` names it in refusals, `digest` is its SHA-256.

    `longest_days`: the widest range of a question. `refused`: rows, by number, that are not answered whatever the store
    has. `extra`: more facts for the trail.
    """

    file: str
    columns: Sequence[str]
    rows: Sequence[Row]
    digest: str
    longest_days: int = LONGEST_RANGE_DAYS
    refused: Mapping[int, InputError] = field(default_factory=dict)
    extra: Mapping[str, object] = field(default_factory=dict)


def sheet_of_questions(sheet: Path) -> Questions:
    """The questions of a CSV file; InputError when it is no such table."""
    columns, rows, digest = read_sheet(sheet, known=COLUMNS)
    return Questions(sheet.name, columns, rows, digest)


@dataclass(frozen=True, slots=True)
class NationalLog:
    """Parquet files to be asked through an engine in place of the packed store (whose folder keeps the trail)."""

    engine: str
    leases: Sequence[Path]
    holders: Sequence[Path]


def ask(
    questions: Questions, *, store: Path, request: str, purpose: str, skew_seconds: int, out: Path, now: datetime,
    log: NationalLog | None = None,
) -> Asked:  # fmt: skip
    """Answer the questions into `out`, in their order; a refused row says why in its note.

    InputError and no answer at all: no request number or one that was withdrawn, a trail that was tampered with.
    """
    allowed = request_number(request)
    skew_ms = skew_seconds * 1000
    if log is None:
        cells, refused = answers_of(questions, Lookup(store), skew_ms=skew_ms)
    else:
        cells, refused = _answers_of_log(questions, log, skew_ms)
    return _hand_out(
        questions, cells, refused, store=store, request=allowed, purpose=purpose, skew_seconds=skew_seconds, out=out,
        now=now,
    )  # fmt: skip


def answers_of(questions: Questions, lookup: Lookup, *, skew_ms: int) -> tuple[list[Cells], tuple[InputError, ...]]:
    """The cells of every row, and the rows that were refused."""
    ready: list[Cells | None] = [None] * len(questions.rows)
    if len(questions.rows) >= MANY and set(questions.columns) == {"public_ip", "port", "at"}:
        from lachan.identify import bulk  # DuckDB takes longer to load than few questions take to answer

        columns = {name: [values[name] for _, values in questions.rows] for name in questions.columns}
        ready = bulk.plain_answers(lookup, columns, skew_ms=skew_ms)
    read = {at: _question(questions, at) for at, cells in enumerate(ready) if cells is None}
    asked = [one for one in read.values() if isinstance(one, Question)]
    return _filled(ready, read, answer_all(lookup, asked, skew_ms=skew_ms))


def _answers_of_log(questions: Questions, log: NationalLog, skew_ms: int) -> tuple[list[Cells], tuple[InputError, ...]]:
    from lachan.identify import national  # Ibis and its engines take a second to load, and few need them

    read = {at: _question(questions, at) for at in range(len(questions.rows))}
    asked = [one for one in read.values() if isinstance(one, Question)]
    with tempfile.TemporaryDirectory() as work:
        answers = national.answer_all(
            asked, engine=log.engine, leases=log.leases, holders=log.holders, skew_ms=skew_ms, work=Path(work)
        )
    return _filled([None] * len(questions.rows), read, answers)


def _filled(
    ready: list[Cells | None], read: Mapping[int, Question | InputError], answers: Iterable[Answer]
) -> tuple[list[Cells], tuple[InputError, ...]]:
    """The cells of all rows, from those that are ready, the answers in order, and the refusals."""
    rest = iter(answers)
    for at, one in read.items():
        ready[at] = next(rest).cells if isinstance(one, Question) else ("", 0, in_both(one.wording))
    return [cells for cells in ready if cells is not None], tuple(o for o in read.values() if isinstance(o, InputError))


def _question(questions: Questions, at: int) -> Question | InputError:
    number, values = questions.rows[at]
    if number in questions.refused:
        return questions.refused[number]
    try:
        return question(values, file=questions.file, row=number, longest_days=questions.longest_days)
    except InputError as error:
        return error


def _hand_out(
    questions: Questions, cells: Sequence[Cells], refused: tuple[InputError, ...], *,
    store: Path, request: str, purpose: str, skew_seconds: int, out: Path, now: datetime,
) -> Asked:  # fmt: skip
    """Write the answers to `out` once the trail has them; InputError when the request was withdrawn."""
    answered = sum(1 for _, candidates, _ in cells if candidates)
    with trail_locked(store) as trail:
        refuse_withdrawn(trail, request, now=now)
        lines = ((*values.values(), *answer) for (_, values), answer in zip(questions.rows, cells, strict=True))
        temporary, answers_digest = draft(out, (*questions.columns, *ANSWER_COLUMNS), lines)
        facts = {
            "request": request,
            "purpose": purpose,
            "questions": len(questions.rows),
            "answered": answered,
            "refused": len(refused),
            "skew_seconds": skew_seconds,
            "questions_sha256": questions.digest,
            "answers_sha256": answers_digest,
            **questions.extra,
        }
        trail.add("ask", now=now, facts=facts)
        temporary.replace(out)
        return Asked(len(questions.rows), answered, refused, str(trail.lines[-1]["hash"]))
