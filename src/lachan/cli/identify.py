"""`lachan identify …`: who held this number, line or address and port at that moment, at the operator."""

from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lachan.cli.refusals import refusals_told, tell
from lachan.readers.errors import InputError
from lachan.vietnam.wording import Wording

if TYPE_CHECKING:
    from lachan.identify.ask import Questions

app = typer.Typer(
    no_args_is_help=True,
    help="Ai giữ số, đường dây hay địa chỉ tại thời điểm đó / who held a number, line or address at a moment",
)
InFile = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="tệp CSV / CSV file")]
StoreFolder = Annotated[Path, typer.Option("--store", file_okay=False, help="thư mục của kho / folder of the store")]
Request = Annotated[str, typer.Option("--request", help="số yêu cầu đã duyệt / number of the approved request")]
Purpose = Annotated[str, typer.Option(help="mục đích, ghi vào nhật ký tra cứu / purpose, for the trail")]
Out = Annotated[Path, typer.Option("--out", dir_okay=False, help="tệp trả lời / file of answers")]
SHOWN = 20


class Engine(StrEnum):
    """Where a national log is asked."""

    DUCKDB = "duckdb"


def _say(wording: Wording) -> None:
    typer.echo(wording.vi)
    typer.echo(wording.en)


def _tell_refused(refused: tuple[InputError, ...]) -> None:
    for error in refused[:SHOWN]:
        tell(error)
    if refused:
        raise typer.Exit(1)


@app.command()
def build(
    leases: Annotated[
        list[Path] | None,
        typer.Argument(exists=True, dir_okay=False, help="nhật ký cấp địa chỉ (CSV, Parquet) / logs of leases"),
    ] = None,
    store: StoreFolder = Path("identify-store"),
    holders: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="lịch sử chủ số / history of holders of numbers")
    ] = None,
    imei: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="lần thấy IMEI với số / sightings of IMEI")
    ] = None,
) -> None:
    """Dựng kho hoặc thêm ngày; dòng bị từ chối ghi vào rejected.csv / build the store or add days to it."""
    if not leases and holders is None and imei is None:
        raise typer.BadParameter("cần nhật ký, --holders hoặc --imei / give a log of leases, --holders or --imei")
    from rich.console import Console
    from rich.progress import Progress

    from lachan.identify.build import REJECTED
    from lachan.identify.build import build as build_store

    words = {"read": "Đọc nhật ký / reading logs", "pack": "Xếp theo ngày / packing days"}
    with Progress(console=Console(stderr=True), disable=not Console(stderr=True).is_terminal) as progress:
        bars = {step: progress.add_task(label, total=None) for step, label in words.items()}

        def told(step: str, done: int, whole: int) -> None:
            progress.update(bars[step], completed=done, total=whole)

        with refusals_told():
            built = build_store(leases or [], holders=holders, imei=imei, store=store, now=datetime.now(UTC), told=told)
    _say(
        Wording(
            f"Đã nạp {built.leases} dòng cấp phát của {len(built.days)} ngày, {built.fixed} đường cố định, "
            f"{built.holdings} dòng chủ số, {built.sightings} lần thấy IMEI.",
            f"Took {built.leases} leases of {len(built.days)} days, {built.fixed} fixed lines, "
            f"{built.holdings} holdings, {built.sightings} sightings.",
        )
    )
    if built.rejected:
        path = store / REJECTED
        typer.echo(f"Từ chối {built.rejected} dòng, xem {path} / refused {built.rejected} rows, see {path}", err=True)
        raise typer.Exit(1)


@app.command()
def ask(
    out: Out,
    questions: Annotated[
        Path | None, typer.Argument(exists=True, dir_okay=False, readable=True, help="tệp câu hỏi CSV / questions")
    ] = None,
    request: Annotated[
        str | None, typer.Option("--request", help="số yêu cầu đã duyệt / number of the approved request")
    ] = None,
    request_file: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="tệp yêu cầu đã ký, thay cho câu hỏi / signed request file"),
    ] = None,
    office_key: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="khóa công khai của cơ quan / office's key")
    ] = None,
    holder: Annotated[
        str, typer.Option(envvar="LACHAN_HOLDER", help="mã đơn vị này trong tệp yêu cầu / this holder's key")
    ] = "",
    late_days: Annotated[
        int, typer.Option(min=0, max=365, help="vẫn trả lời khi quá hạn số ngày này / answer so many days late")
    ] = 0,
    store: StoreFolder = Path("identify-store"),
    purpose: Purpose = "",
    skew: Annotated[int, typer.Option(min=0, max=3600, help="lệch đồng hồ, giây / clock skew in seconds")] = 0,
    engine: Annotated[
        Engine | None, typer.Option(help="hỏi nhật ký Parquet thay cho kho / ask Parquet logs, not the store")
    ] = None,
    leases: Annotated[
        list[Path] | None, typer.Option(exists=True, help="nhật ký Parquet, với --engine / logs, with --engine")
    ] = None,
    holders: Annotated[
        list[Path] | None, typer.Option(exists=True, help="lịch sử chủ số Parquet, với --engine / holders, Parquet")
    ] = None,
) -> None:
    """Trả lời các câu hỏi, đúng thứ tự, có ghi nhật ký tra cứu / answer questions in order, written in the trail."""
    from lachan.identify.ask import NationalLog, sheet_of_questions
    from lachan.identify.ask import ask as answer

    if (questions is None) == (request_file is None):
        raise typer.BadParameter("cần một tệp câu hỏi hoặc --request-file / give questions or --request-file")
    if questions is not None and request is None:
        raise typer.BadParameter("cần --request / --request is needed")
    if request_file is not None and (office_key is None or not holder or request is not None):
        raise typer.BadParameter(
            "--request-file cần --office-key và --holder, không ghi --request / "
            "--request-file goes with --office-key and --holder, not with --request"
        )
    if (engine is None) != (not leases and not holders):
        raise typer.BadParameter("--engine đi cùng --leases, --holders / --engine goes with --leases, --holders")
    now = datetime.now(UTC)
    with refusals_told():
        if questions is not None:
            asked_for, number = sheet_of_questions(questions), request or ""
        else:
            asked_for, number = _of_request_file(request_file, office_key, holder, now, late_days)
        log = None if engine is None else NationalLog(engine.value, leases or [], holders or [])
        asked = answer(
            asked_for,
            store=store, request=number, purpose=purpose, skew_seconds=skew, out=out, now=now, log=log,
        )  # fmt: skip
    _say(
        Wording(
            f"{asked.questions} câu hỏi, {asked.answered} có trả lời, {len(asked.refused)} bị từ chối. "
            f"Dấu chốt nhật ký: {asked.trail_head}",
            f"{asked.questions} questions, {asked.answered} with an answer, {len(asked.refused)} refused. "
            f"Head of the trail: {asked.trail_head}",
        )
    )
    _tell_refused(asked.refused)


def _of_request_file(
    path: Path | None, office_key: Path | None, holder: str, now: datetime, late_days: int
) -> tuple["Questions", str]:
    from lachan.exchange.answering import read_questions
    from lachan.exchange.handover import read_verifying_key

    assert path is not None
    assert office_key is not None
    key = read_verifying_key(office_key.read_bytes(), name=office_key.name)
    request, questions = read_questions(path, office_key=key, holder=holder, now=now, late_days=late_days)
    return questions, request.number


@app.command()
def withdraw(
    request: Annotated[str, typer.Argument(help="số yêu cầu cơ quan đã rút / number of the request taken back")],
    store: StoreFolder = Path("identify-store"),
) -> None:
    """Ghi nhận yêu cầu đã rút: từ nay không trả lời / note a withdrawn request: nothing more is answered under it."""
    from lachan.identify.sheets import request_number
    from lachan.identify.trail import trail_locked
    from lachan.identify.trail import withdraw as note_withdrawn

    with refusals_told(), trail_locked(store) as trail:
        note_withdrawn(trail, request_number(request), now=datetime.now(UTC))
    _say(Wording("Đã ghi nhận.", "Noted."))


@app.command()
def confirm(
    claims: InFile,
    request: Request,
    out: Out,
    subscribers: Annotated[
        Path, typer.Option(exists=True, dir_okay=False, help="bảng thuê bao (CSV) / table of subscribers")
    ],
    store: StoreFolder = Path("identify-store"),
    purpose: Purpose = "",
    most_a_day: Annotated[
        int,
        typer.Option(min=1, envvar="LACHAN_CONFIRM_A_DAY", help="số lần xác nhận mỗi ngày cho một yêu cầu / a day"),
    ] = 200,
    most_a_number: Annotated[
        int,
        typer.Option(min=1, envvar="LACHAN_CONFIRM_A_NUMBER", help="trong đó, cho một số / of them about one number"),
    ] = 3,
) -> None:
    """Xác nhận đúng, sai hoặc không rõ, không lộ dữ liệu / say yes, no or cannot say, and give no data."""
    from lachan.identify.confirm import Limits
    from lachan.identify.confirm import confirm as confirm_sheet

    with refusals_told():
        count, refused = confirm_sheet(
            claims,
            store=store, subscribers=subscribers, request=request, purpose=purpose, out=out, now=datetime.now(UTC),
            limits=Limits(a_day=most_a_day, a_number=most_a_number),
        )  # fmt: skip
    _say(
        Wording(
            f"Đã xét {count} dòng, {len(refused)} bị từ chối.", f"Looked at {count} rows, {len(refused)} were refused."
        )
    )
    _tell_refused(refused)


@app.command()
def drop(
    before: Annotated[str, typer.Option(help="bỏ các ngày trước ngày này (YYYY-MM-DD) / drop the days before this")],
    store: StoreFolder = Path("identify-store"),
) -> None:
    """Bỏ các ngày quá hạn lưu / drop the days past retention."""
    from lachan.identify.moments import day_name, day_number
    from lachan.identify.store import drop_days
    from lachan.identify.trail import trail_locked

    try:
        day = date.fromisoformat(before)
    except ValueError:
        raise typer.BadParameter("ngày phải ghi như 2026-11-20 / write the day like 2026-11-20") from None
    with refusals_told(), trail_locked(store) as trail:
        gone = [day_name(number) for number in drop_days(store, before=day_number(day))]
        trail.add("drop", now=datetime.now(UTC), facts={"before": before, "days": gone})
    _say(Wording(f"Đã bỏ {len(gone)} ngày.", f"Dropped {len(gone)} days."))


@app.command()
def verify(store: StoreFolder = Path("identify-store")) -> None:
    """Kiểm tra tệp của kho và chuỗi nhật ký / check the store's files and the chain of its trail."""
    from lachan.identify.store import damaged_files, read_manifest
    from lachan.identify.trail import trail_locked

    with refusals_told(), trail_locked(store) as trail:
        damaged = damaged_files(store, read_manifest(store))
        lines = len(trail.lines)
    for name in damaged:
        typer.echo(f"{name}: hỏng hoặc mất, hãy dựng lại kho / damaged or missing, build the store again", err=True)
    if damaged:
        raise typer.Exit(1)
    _say(Wording(f"Kho nguyên vẹn, nhật ký {lines} dòng.", f"The store is whole, the trail has {lines} lines."))
