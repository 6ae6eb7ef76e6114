"""`lachan bundle …`: what the Department gets of a check, made at the operator and looked at before it is sent."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from lachan.cli.handover import OPEN_TO_ALL, SECRET, content_of, secret_of, told, write_new
from lachan.exchange.bundle import HIDDEN_BELOW, Bundle, CallCounts, Cleanup, bundle_facts, make_bundle, read_bundle
from lachan.exchange.handover import (
    RequestFile,
    read_request_file,
    read_signing_key,
    read_verifying_key,
)
from lachan.readers.canonical import Fields, refusal

DAY = ["%Y-%m-%d", "%d/%m/%Y"]
REFERENCES_END = ".chu-the.csv"
MOST_CLEANUP = 10**10

app = typer.Typer(no_args_is_help=True, help="Gói kết quả rà soát gửi Sở / the bundle of a check for the Department")


@app.command()
def make(
    run_dir: Annotated[
        Path, typer.Argument(exists=True, file_okay=False, help="thư mục kết quả rà soát / folder of a run")
    ],
    key: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="khóa ký bí mật / secret signing key")],
    operator: Annotated[str, typer.Option(help="mã đơn vị do Sở cấp / unit key that the Department gave")],
    out: Annotated[Path, typer.Option(dir_okay=False, help="gói được tạo / bundle to write")],
    since: Annotated[
        datetime | None,
        typer.Option(formats=DAY, help="ngày đầu kỳ, mặc định đầu tháng / first day, default that of the month"),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(formats=DAY, help="ngày cuối kỳ, mặc định ngày chốt / last day, default the day of the data"),
    ] = None,
    hidden_below: Annotated[
        int, typer.Option(help="số theo xã nhỏ hơn mức này được che / counts by commune below are hidden")
    ] = HIDDEN_BELOW,
    cleanup: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="số liệu xử lý, JSON / figures of the clean-up, JSON"),
    ] = None,
    request: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="tệp yêu cầu của Sở / request file of the Department"),
    ] = None,
    office_key: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="khóa công khai của Sở / the Department's public key"),
    ] = None,
    owners: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="owners.parquet, nếu ở nơi khác / if it lies elsewhere"),
    ] = None,
) -> None:
    """Tạo gói đã ký, chỉ có số đếm / make the signed bundle, counts only."""
    with told():
        made = make_bundle(
            run_dir,
            operator=operator,
            key=read_signing_key(secret_of(key), name=key.name),
            now=datetime.now(UTC),
            since=_day(since),
            until=_day(until),
            hidden_below=hidden_below,
            cleanup=_cleanup(cleanup) if cleanup else None,
            request=_request(request, office_key) if request else None,
            owners=owners,
        )
        files = [(out, made.content, OPEN_TO_ALL)]
        references = out.with_name(out.name + REFERENCES_END)
        if made.references is not None:
            files.append((references, made.references, SECRET))
        write_new(files)
        _show(made.bundle)
        typer.echo(f"Đã ghi / written: {out} ({len(made.content):,} byte)")
        if made.references is not None:
            typer.echo(f"Giữ tại đơn vị, không gửi / keep, do not send: {references}")


@app.command()
def verify(
    bundle: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="gói kết quả / bundle")],
    key: Annotated[
        Path, typer.Option(exists=True, dir_okay=False, help="khóa công khai của doanh nghiệp / operator's public key")
    ],
    operator: Annotated[
        str, typer.Option(help="mã đơn vị phải có trong gói, mặc định không so / unit key that it must name")
    ] = "",
) -> None:
    """Kiểm chữ ký, cấu trúc và xem gói / check signature and structure, and show what is inside."""
    with told():
        content = content_of(bundle)
        facts = bundle_facts(content, name=bundle.name)
        found = read_bundle(
            content,
            operator=operator or facts.operator,
            operator_key=read_verifying_key(content_of(key), name=key.name),
            now=datetime.now(UTC),
            asked={facts.request} if facts.request else (),
            name=bundle.name,
        )
        _show(found)
        typer.echo(f"SHA-256: {facts.sha256}")
        typer.echo("Chữ ký đúng / the signature is right")


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _request(path: Path, office_key: Path | None) -> RequestFile:
    if office_key is None:
        raise refusal(
            "office_key",
            "cần --office-key (khóa công khai của Sở) để kiểm chữ ký của tệp yêu cầu",
            "--office-key (the Department's public key) is needed to check the signature of the request file",
            path.name,
        )
    office = read_verifying_key(content_of(office_key), name=office_key.name)
    return read_request_file(content_of(path), office_key=office, name=path.name)


def _cleanup(path: Path) -> Cleanup:
    try:
        values = json.loads(content_of(path))
    except (ValueError, RecursionError):
        raise refusal("not_json", "không đọc được nội dung (JSON)", "it cannot be read (JSON)", path.name) from None
    fields = Fields(values, name=path.name)
    found = Cleanup(**{name: fields.number(name, least=0, most=MOST_CLEANUP) for name in Cleanup.__slots__})
    fields.end()
    return found


def _show(bundle: Bundle) -> None:
    """Print what is inside, as the sender must know it."""
    if bundle.calls is not None:
        _show_calls(bundle, bundle.calls)
        return
    hidden = sum(one.active is None or one.faulty is None for one in bundle.communes)
    holders = bundle.holders
    rows = {
        "Doanh nghiệp / operator": bundle.operator,
        "Lần rà soát / run": bundle.run_id,
        "Ngày chốt / as of": f"{bundle.as_of:%d/%m/%Y}",
        "Kỳ / period": f"{bundle.since:%d/%m/%Y} – {bundle.until:%d/%m/%Y}",
        "Thuê bao, đang hoạt động / rows, active": f"{bundle.rows:,}, {bundle.active_rows:,}",
        "Quy tắc có dấu hiệu / rules with findings": str(sum(one.findings > 0 for one in bundle.rules)),
        "Xã, điểm, tháng / communes, points, months": (
            f"{len(bundle.communes)}, {len(bundle.points)}, {len(bundle.months)}"
        ),
        f"Dòng xã được che số (dưới {bundle.hidden_below}) / commune rows hidden": str(hidden),
        "Số liệu xử lý / clean-up figures": "có / yes" if bundle.cleanup else "không / no",
        "Dòng chủ thể (đã che) / masked rows of owners": (
            f"{len(holders.rows)} – {holders.request_number}" if holders else "không / none"
        ),
    }
    for label, value in rows.items():
        typer.echo(f"{label}: {value}")


def _show_calls(bundle: Bundle, calls: CallCounts) -> None:
    """Print what is inside a bundle of calls."""
    rows = {
        "Doanh nghiệp / operator": bundle.operator,
        "Lần rà soát / run": bundle.run_id,
        "Kỳ / period": f"{bundle.since:%d/%m/%Y} – {bundle.until:%d/%m/%Y}",
        "Cuộc gọi, số gọi đi / calls, callers": f"{bundle.rows:,}, {calls.callers:,}",
        "Quy tắc có dấu hiệu / rules with findings": str(sum(one.findings > 0 for one in bundle.rules)),
        "Trung kế, cơ quan được bảo vệ / trunks, protected bodies": f"{len(calls.trunks)}, {len(calls.bodies)}",
        "Số gọi đi, số bị gọi / callers, callees": "không / none",
    }
    for label, value in rows.items():
        typer.echo(f"{label}: {value}")
