"""The two files of a run as somebody brings them: read with limits, and the findings as signals.

Nothing of them is believed: they come from another machine. What is not the form of a finding is refused whole.
"""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from lachan.checks.finding import FINDING_COLUMNS
from lachan.checks.runs import FINDINGS, FORMAT, SUMMARY
from lachan.office.intake.actions.signals import Said
from lachan.office.intake.keys import Named, named, shown_message
from lachan.office.intake.models import RunCheck, SignalSource, SubjectKind
from lachan.readers.errors import InputError, Place
from lachan.readers.subjects import AskedKind, read_subjects
from lachan.vietnam.tricks import TRICKS
from lachan.vietnam.wording import Wording
from lachan.vietnam.zone import VIETNAM

MOST_SUMMARY_BYTES = 2 * 1024 * 1024
MOST_FINDING_BYTES = 60 * 1024 * 1024
MOST_UNPACKED_BYTES = 600 * 1024 * 1024
MOST_TAKEN = 5000
"""Findings of one run that are taken in, the highest scores first; the others stay where the run was made."""
_HEX = frozenset("0123456789abcdef")
_TAKEN = ("finding_id", "rule", "score", "subject_kind", "subject", "first_seen", "last_seen", "facts", "run_id")
TRICK_OF_RULE: Mapping[str, str] = {
    **dict.fromkeys(("WEB-001", "WEB-002", "WEB-003", "WEB-004", "WEB-005", "WEB-006"), "fake_portal"),
    "WEB-008": "black_credit", "WEB-009": "gambling", "WEB-010": "counterfeit_goods", "WEB-011": "task_job",
    "WEB-012": "investment", "WEB-013": "prize", "WEB-014": "fake_authority",
}  # fmt: skip
"""The trick that a rule on names of sites tells of, where it tells of one."""


@dataclass(frozen=True)
class GivenRun:
    """A run as its two files say it. `found` are plain JSON values, `findings` how many the file holds."""

    run_id: str
    check: str
    as_of: date
    rows: int
    findings: int
    found: tuple[dict[str, Any], ...]


def read_run(*, summary: bytes, findings: bytes) -> GivenRun:
    """The run in its two files; InputError says in words what is wrong with which."""
    said = _summary(summary)
    table = _table(findings)
    found = _rows(table, said["run_id"], said["check"])
    return GivenRun(
        said["run_id"], said["check"], said["as_of"], said["rows"], table.num_rows,
        tuple(sorted(found, key=lambda one: (-one["score"], one["finding_id"]))[:MOST_TAKEN]),
    )  # fmt: skip


def _summary(content: bytes) -> dict[str, Any]:
    if len(content) > MOST_SUMMARY_BYTES:
        raise _wrong(SUMMARY, "tệp lớn quá 2 MB", "the file is larger than 2 MB")
    try:
        said = json.loads(content)
        run_id, check, day = str(said["run_id"]), str(said["check"]), date.fromisoformat(said["as_of"])
        rows, form = int(said["rows"]), said["format"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise _wrong(
            SUMMARY,
            "không phải summary.json của một lần rà soát; hãy chọn tệp trong thư mục --out",
            "no summary.json of a run; choose the file in the folder --out",
        ) from None
    good = check in RunCheck.values and len(run_id) == 16 and set(run_id) <= _HEX and 0 <= rows < 2**62
    if form != FORMAT or not good:
        raise _wrong(
            SUMMARY,
            "chỉ nhận kết quả của lachan sites check và lachan messages check, cùng phiên bản với hệ thống",
            "only results of lachan sites check and lachan messages check of this version are taken",
        )
    return {"run_id": run_id, "check": check, "as_of": day, "rows": rows}


def _table(content: bytes) -> pa.Table:
    if len(content) > MOST_FINDING_BYTES:
        raise _wrong(FINDINGS, "tệp lớn quá 60 MB", "the file is larger than 60 MB")
    try:
        file = pq.ParquetFile(io.BytesIO(content))
        meta = file.metadata
        size = sum(meta.row_group(place).total_byte_size for place in range(meta.num_row_groups))
        if set(file.schema_arrow.names) != set(FINDING_COLUMNS):
            raise _wrong(FINDINGS, "không có đúng các cột của một dấu hiệu", "not the columns of findings")
        if size > MOST_UNPACKED_BYTES:
            raise _wrong(FINDINGS, "nội dung giải nén quá lớn", "the content is too large once unpacked")
        return file.read(columns=list(_TAKEN))
    except (pa.ArrowException, OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise _wrong(FINDINGS, "không phải tệp Parquet, hoặc tệp bị hỏng", "no Parquet file, or a broken one") from None


def _rows(table: pa.Table, run_id: str, check: str) -> list[dict[str, Any]]:
    kind = {RunCheck.SITES: "site", RunCheck.MESSAGES: "message"}[RunCheck(check)]
    found = []
    for place, row in enumerate(table.to_pylist(), 1):
        score, id_, subject = row["score"], row["finding_id"], row["subject"]
        good = (
            row["run_id"] == run_id
            and row["subject_kind"] == kind
            and isinstance(id_, str) and len(id_) == 16 and set(id_) <= _HEX
            and isinstance(subject, str) and 0 < len(subject) <= 5000
            and isinstance(score, float) and 0 <= score <= 1
            and isinstance(row["rule"], str) and len(row["rule"]) <= 10
        )  # fmt: skip
        facts = _facts(row["facts"]) if good else None
        if facts is None:
            raise InputError(
                "not_a_finding",
                Wording("không phải dấu hiệu của lần rà soát này", "no finding of this run"),
                Place(file=FINDINGS, row=place),
            )
        seen = [one.date().isoformat() for one in (row["first_seen"], row["last_seen"]) if one is not None]
        found.append({
            "finding_id": id_, "rule": row["rule"], "score": score, "subject": subject, "facts": facts,
            "seen": seen[-1] if seen else "",
        })  # fmt: skip
    return found


def _facts(text: Any) -> dict[str, Any] | None:
    try:
        facts = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return None
    if not isinstance(facts, dict) or len(facts) > 40:
        return None
    return {str(name)[:40]: value if isinstance(value, int | float | bool) else str(value or "")[:500]
            for name, value in facts.items()}  # fmt: skip


def said_of(row: Mapping[str, Any], *, check: str, as_of: date) -> Said | None:
    """A finding as a signal; None for a subject that can no longer be read as a name."""
    facts = row["facts"]
    thing = _named_message(row) if check == RunCheck.MESSAGES else _named_site(row)
    if thing is None:
        return None
    day = date.fromisoformat(row["seen"]) if row["seen"] else as_of
    trick = facts.get("trick") or TRICK_OF_RULE.get(row["rule"], "")
    return Said(
        named=thing, source=SignalSource.FINDING.value, origin=check, mark=row["finding_id"],
        seen_at=datetime(day.year, day.month, day.day, tzinfo=VIETNAM), score=row["score"], rule=row["rule"],
        trick=trick if trick in TRICKS else "", imitated=str(facts.get("brand") or "")[:60],
        why=str(facts.get("why") or ""), facts={name: facts[name] for name in _SHOWN if facts.get(name)},
    )  # fmt: skip


_SHOWN = ("points", "words", "pieces", "copied")


def _named_site(row: Mapping[str, Any]) -> Named | None:
    """The name as given may hold codes for what misleads the eye; the host in the facts is the one to go by."""
    for text in (row["subject"], str(row["facts"].get("host") or "")):
        asked = next((one for one in read_subjects(text) if one.kind is not AskedKind.UNREADABLE), None)
        if asked is not None and asked.kind in (AskedKind.SITE, AskedKind.ACCOUNT):
            return named(asked)
    return None


def _named_message(row: Mapping[str, Any]) -> Named:
    text = str(row["facts"].get("text") or "")
    key = row["subject"][:16]
    return Named(SubjectKind.MESSAGE.value, key, (key,), shown_message(text) or key, text)


def _wrong(name: str, vi: str, en: str) -> InputError:
    return InputError("not_a_run", Wording(vi, en), Place(file=name))
