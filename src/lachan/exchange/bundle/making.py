"""Making a bundle out of a run: what the Department may know of it, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lachan.documents.tables import Column, Sheet, write_csv
from lachan.exchange.bundle.call_counts import call_counts
from lachan.exchange.bundle.frame import write_bundle
from lachan.exchange.bundle.minimise import hide_small, safe_points
from lachan.exchange.bundle.model import Bundle, CallCounts, Cleanup, Holder, Holders
from lachan.exchange.bundle.run_folder import (
    OWNERS,
    SUMMARY,
    OwnerRow,
    Run,
    as_a_check_writes_it,
    read_owners,
    read_run,
)
from lachan.exchange.bundle.spelling import MOST_HOLDERS
from lachan.exchange.handover import RequestFile
from lachan.readers.canonical import refusal

HIDDEN_BELOW = 3
REQUEST_KIND = "inspect"
REQUEST_DATA = "holders"
POINT_SECRET = b"lachan bundle: codes of points\n"
TRUNK_SECRET = b"lachan bundle: codes of trunks\n"


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle to send, and what stays at home: which holder each reference means (CSV; None without holders)."""

    content: bytes
    bundle: Bundle
    references: bytes | None


def make_bundle(
    folder: Path,
    *,
    operator: str,
    key: Ed25519PrivateKey,
    now: datetime,
    since: date | None = None,
    until: date | None = None,
    hidden_below: int = HIDDEN_BELOW,
    cleanup: Cleanup | None = None,
    request: RequestFile | None = None,
    owners: Path | None = None,
) -> Made:
    """The bundle of the run in `folder` for the period `since` to `until`.

    Without them it is the month of the run's day up to it, and of calls the days of the calls.

    Masked rows of holders go in only where `request`, whose signature the caller has checked, is an inspection request
    to this operator that asks for them. `InputError` for whatever does not fit.
    """
    if request is not None:
        _check_request(request, operator)
    run = read_run(folder)
    _check_kind(run, subscribers_alone=cleanup is not None or request is not None)
    holders, references = None, None
    if request is not None:
        rows, left_out = read_owners(owners or folder / OWNERS, most=MOST_HOLDERS)
        holders = Holders(request.number, request.digest, _masked(rows, run), left_out)
        references = _references(rows)
    bundle = Bundle(
        check=run.check,
        operator=operator,
        run_id=run.run_id,
        as_of=run.as_of,
        since=since or run.since or run.as_of.replace(day=1),
        until=until or run.until or run.as_of,
        made_at=now.replace(microsecond=0),
        lachan_version=run.lachan_version,
        hidden_below=hidden_below,
        rows=run.rows,
        rejected_rows=run.rejected_rows,
        active_rows=run.active_rows,
        complete_rows=sum(row.complete or 0 for row in run.communes),
        findings_sha256=run.findings_sha256,
        inputs=run.inputs,
        rules=run.rules,
        bands=run.bands,
        communes=hide_small(run.communes, hidden_below),
        points=safe_points(run.points, key.sign(POINT_SECRET)),
        months=run.months,
        cleanup=cleanup,
        holders=holders,
        calls=_calls(run, key.sign(TRUNK_SECRET)),
    )
    return Made(write_bundle(bundle, key=key), bundle, references)


def _check_kind(run: Run, *, subscribers_alone: bool) -> None:
    if run.calls is not None and subscribers_alone:
        raise refusal(
            "of_calls",
            "đây là kết quả rà soát cuộc gọi: không có số liệu xử lý thuê bao, không có dòng chủ thể",
            "this is a check of calls: it has no figures of a clean-up and no rows of owners",
            SUMMARY,
        )


def _calls(run: Run, secret: bytes) -> CallCounts | None:
    if run.calls is None:
        return None
    with as_a_check_writes_it():
        return call_counts(run.calls, secret)


def _check_request(request: RequestFile, operator: str) -> None:
    if request.kind != REQUEST_KIND or REQUEST_DATA not in request.data_kinds:
        raise refusal(
            "not_for_holders",
            f"yêu cầu số {request.number} không phải yêu cầu phục vụ thanh tra, kiểm tra có mục “chủ thể đứng tên "
            "nhiều thuê bao”; không đưa dòng chủ thể vào gói",
            f"request {request.number} is not an inspection request that asks for holders of many subscriptions; "
            "no rows of owners go into the bundle",
        )
    if request.holder != operator:
        raise refusal(
            "other_operator",
            f"yêu cầu số {request.number} gửi cho “{request.holder}”, không phải “{operator}”",
            f"request {request.number} is addressed to “{request.holder}”, not “{operator}”",
        )


def _masked(rows: Sequence[OwnerRow], run: Run) -> tuple[Holder, ...]:
    kinds: dict[str, set[str]] = {}
    for one in run.bands:
        kinds.setdefault(one.band, set()).add(one.owner_kind)
    return tuple(
        Holder(
            reference=_reference(place),
            owner_kind=next(iter(kinds[row.band])) if len(kinds.get(row.band, ())) == 1 else "",
            band=row.band,
            numbers=row.numbers,
            masked_numbers=row.masked,
        )
        for place, row in enumerate(rows, start=1)
    )


def _references(rows: Sequence[OwnerRow]) -> bytes:
    cells = tuple((_reference(place), row.owner, row.numbers) for place, row in enumerate(rows, start=1))
    return write_csv(Sheet("", (Column("reference"), Column("owner"), Column("numbers")), cells))


def _reference(place: int) -> str:
    return f"CT-{place:04}"
