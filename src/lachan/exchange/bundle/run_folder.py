"""What a bundle takes out of the folder of a run: summary.json, the hash of findings.parquet, owners.parquet."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lachan.exchange.bundle.model import BandCount, CommuneCount, Input, MonthCount, RuleCount
from lachan.exchange.bundle.spelling import MONTH, MOST_MONTHS, SERVICES
from lachan.readers.canonical import refusal
from lachan.readers.errors import InputError
from lachan.vietnam.masks import masked_number
from lachan.vietnam.places import commune, successors

SUMMARY, FINDINGS, OWNERS = "summary.json", "findings.parquet", "owners.parquet"
SUMMARY_FORMAT = 1
MOST_SUMMARY_BYTES = 64_000_000
MASKED_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Run:
    """The counts of a run, as summary.json tells them, without file names and other free text."""

    check: str
    run_id: str
    as_of: date
    lachan_version: str
    rows: int
    rejected_rows: int
    active_rows: int
    inputs: tuple[Input, ...]
    rules: tuple[RuleCount, ...]
    bands: tuple[BandCount, ...]
    communes: tuple[CommuneCount, ...]
    points: tuple[tuple[str, int, int], ...]
    months: tuple[MonthCount, ...]
    findings_sha256: str
    since: date | None = None
    until: date | None = None
    calls: Mapping[str, Any] | None = None
    """The summary of a check of calls, of which the bundle takes its counts; None for subscribers."""


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """A holder of many in owners.parquet: the operator's own id of them, band, numbers, some numbers masked."""

    owner: str
    band: str
    numbers: int
    masked: tuple[str, ...]


def read_run(folder: Path) -> Run:
    """The run in `folder`; `InputError` when a file is missing or is not what a check writes."""
    content = _bytes_of(folder / SUMMARY)
    findings_sha256 = _digest_of(folder / FINDINGS)
    with as_a_check_writes_it():
        summary = json.loads(content)
        if summary["format"] != SUMMARY_FORMAT:
            raise refusal(
                "summary_format",
                f"summary.json có dạng {str(summary['format'])[:20]}, ở đây đọc được dạng {SUMMARY_FORMAT}; "
                "hãy chạy lại lệnh rà soát bằng cùng phiên bản",
                f"summary.json has form {str(summary['format'])[:20]}, form {SUMMARY_FORMAT} can be read here; "
                "run the check again with this version",
                SUMMARY,
            )
        return (_calls_run if summary["check"] == "calls" else _run)(summary, findings_sha256)


@contextmanager
def as_a_check_writes_it() -> Iterator[None]:
    """Refuse a summary in which something is missing or of another sort."""
    try:
        yield
    except InputError:
        raise
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError):
        raise refusal(
            "summary",
            "summary.json không đúng dạng mà lệnh rà soát ghi ra; hãy chạy lại lệnh rà soát",
            "summary.json is not as a check writes it; run the check again",
            SUMMARY,
        ) from None


def _run(summary: Mapping[str, Any], findings_sha256: str) -> Run:
    return Run(
        check=str(summary["check"]),
        run_id=str(summary["run_id"]),
        as_of=date.fromisoformat(summary["as_of"]),
        lachan_version=str(summary["lachan_version"]),
        rows=int(summary["rows"]),
        rejected_rows=int(summary["rejected_rows"]),
        active_rows=int(summary["active_rows"]),
        inputs=_inputs(summary),
        rules=tuple(
            RuleCount(str(one["id"]), str(one["severity"]), int(one["findings"]), int(one["numbers"]))
            for one in summary["rules"]
        ),
        bands=_bands(summary["bands"]),
        communes=_communes(summary["by_commune"]),
        points=tuple(
            (str(one["point_id"] or ""), int(one["activated"]), int(one["faulty"])) for one in summary["by_point"]
        ),
        months=_months(summary["by_month"]),
        findings_sha256=findings_sha256,
    )


def _calls_run(summary: Mapping[str, Any], findings_sha256: str) -> Run:
    return Run(
        check="calls",
        run_id=str(summary["run_id"]),
        as_of=date.fromisoformat(summary["as_of"]),
        lachan_version=str(summary["lachan_version"]),
        rows=int(summary["rows"]),
        rejected_rows=int(summary["rejected_rows"]),
        active_rows=0,
        inputs=_inputs(summary),
        rules=tuple(
            RuleCount(str(one["id"]), str(one["severity"]), int(one["findings"]), int(one["subjects"]))
            for one in summary["rules"]
        ),
        bands=(),
        communes=(),
        points=(),
        months=(),
        findings_sha256=findings_sha256,
        since=_day(summary["since"]),
        until=_day(summary["until"]),
        calls=summary,
    )


def _day(text: Any) -> date | None:
    """The day of a moment or day as the summary writes it; None where no record was read."""
    return date.fromisoformat(str(text)[:10]) if text else None


def _inputs(summary: Mapping[str, Any]) -> tuple[Input, ...]:
    return tuple(Input(str(one["sha256"]), int(one["rows"]), int(one["bytes"])) for one in summary["inputs"])


def _months(rows: Sequence[Mapping[str, Any]]) -> tuple[MonthCount, ...]:
    """One row a month; the oldest beyond what a bundle holds (slips of the pen, mostly) count as unknown."""
    latest = sorted({str(one["month"] or "") for one in rows if MONTH.fullmatch(str(one["month"] or ""))})
    shown = set(latest[1 - MOST_MONTHS :])
    added = _added(rows, lambda one: _kept(str(one["month"] or ""), shown.__contains__), ("activated", "faulty"))
    return tuple(MonthCount(month, *counts) for month, counts in added.items())


def _communes(rows: Sequence[Mapping[str, Any]]) -> tuple[CommuneCount, ...]:
    """One row a commune and service; a code that is none counts as unknown (it is what somebody typed)."""
    added = _added(
        rows,
        lambda one: (
            _kept(str(one["commune_code"] or ""), _is_commune),
            _kept(one["service"] or "", _is_service),
        ),
        ("active", "complete", "faulty"),
    )
    return tuple(CommuneCount(code, service, *counts) for (code, service), counts in added.items())


def _bands(rows: Sequence[Mapping[str, Any]]) -> tuple[BandCount, ...]:
    return tuple(
        BandCount(str(one["owner_kind"] or ""), band_label(one["band"]), int(one["owners"]), int(one["numbers"]))
        for one in rows
    )


def _is_commune(code: str) -> bool:
    return commune(code) is not None or bool(successors(code))


def _is_service(text: str) -> bool:
    return text in SERVICES


def _kept(text: str, good: Callable[[str], Any]) -> str:
    return text if good(text) else ""


def _added(
    rows: Sequence[Mapping[str, Any]], key: Callable[[Mapping[str, Any]], Any], counts: Sequence[str]
) -> dict[Any, list[int]]:
    """The counts of the rows, added up where their keys are the same, in the order of the keys."""
    found: dict[Any, list[int]] = {}
    for row in rows:
        sums = found.setdefault(key(row), [0] * len(counts))
        for place, count in enumerate(counts):
            sums[place] += int(row[count])
    return dict(sorted(found.items()))


def band_label(band: str) -> str:
    """ "4-9" or "20+", whatever dash or sign the run wrote."""
    text = str(band).replace("–", "-").replace(" ", "")
    return f"{text.lstrip('≥>=')}+" if text.startswith(("≥", ">")) else text


def read_owners(path: Path, *, most: int) -> tuple[tuple[OwnerRow, ...], int]:
    """The holders in open bands ("20+", "50+"), the largest first, at most `most`, and how many more there are.

    The numbers of each are masked here; name, paper and reason stay in the file. `InputError` when it cannot be read.
    """
    if not path.is_file():
        raise missing(path, "lachan subscribers owners")
    import duckdb  # the office reads bundles without it, and it takes long to load

    try:
        with duckdb.connect(config={"memory_limit": "1GB", "threads": 2}) as base:
            rows = base.execute(
                "WITH held AS (SELECT DISTINCT owner::VARCHAR AS owner, band::VARCHAR AS band,"
                " number::VARCHAR AS number FROM read_parquet(?)"
                " WHERE band LIKE '%+' OR band LIKE '≥%' OR band LIKE '>%')"
                " SELECT owner, band, count(*) AS numbers, list_slice(list_sort(list(number)), 1, ?)"
                " FROM held GROUP BY owner, band ORDER BY numbers DESC, owner",
                [str(path), MASKED_SHOWN],
            ).fetchall()
    except duckdb.Error:
        raise refusal(
            "owners",
            "không đọc được tệp chủ thể, hoặc thiếu cột owner, number, band; hãy chạy lại lachan subscribers owners",
            "the file of owners cannot be read or lacks owner, number or band; run lachan subscribers owners again",
            path.name,
        ) from None
    found = tuple(
        OwnerRow(owner, band_label(band), numbers, tuple(masked_number(one) for one in some))
        for owner, band, numbers, some in rows[:most]
    )
    return found, max(0, len(rows) - most)


def missing(path: Path, command: str) -> Exception:
    """The refusal of a folder in which something is not there."""
    return refusal(
        "missing",
        f"không có tệp này trong thư mục kết quả; hãy chạy {command} trước",
        f"this file is not in the folder of the run; run {command} first",
        path.name,
    )


def _bytes_of(path: Path) -> bytes:
    if not path.is_file():
        raise missing(path, "lachan subscribers check, lachan calls check")
    if path.stat().st_size > MOST_SUMMARY_BYTES:
        raise refusal("too_large", "tệp quá lớn", "the file is too large", path.name)
    return path.read_bytes()


def _digest_of(path: Path) -> str:
    """SHA-256 of the file; of a folder (several machines wrote the findings) that of its files' digests in order."""
    if path.is_dir():
        digests = sorted(_digest_of(one) for one in path.glob("*.parquet"))
        return hashlib.sha256("".join(digests).encode()).hexdigest()
    if not path.is_file():
        raise missing(path, "lachan subscribers check, lachan calls check")
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
