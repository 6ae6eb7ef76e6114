"""`lachan calls screen`: the screen in the path of live calls."""

import fcntl
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from lachan.cli.refusals import refusals_told
from lachan.readers.canonical import ZONE
from lachan.vietnam.wording import Wording

if TYPE_CHECKING:
    from lachan.screening.startup import Listen, Tls

STOPS = (signal.SIGINT, signal.SIGTERM)


def screen(
    next_hop: Annotated[
        str, typer.Option(help="tổng đài phía sau, ví dụ 192.0.2.9:5060 / the switch behind the screen")
    ],
    trunks: Annotated[Path, typer.Option(dir_okay=False, help="trung kế và quy tắc (TOML) / trunks and rules (TOML)")],
    protected: Annotated[
        Path, typer.Option("--list", dir_okay=False, help="danh sách số được bảo vệ đã ký / signed list of numbers")
    ],
    key: Annotated[Path, typer.Option(dir_okay=False, help="khóa công khai của cơ quan / the office's public key")],
    listen: Annotated[
        list[str], typer.Option(help="địa chỉ nhận cuộc gọi, có thể nhiều lần / addresses to take calls on")
    ] = ["udp:127.0.0.1:5060"],  # noqa: B006
    rules: Annotated[
        Path | None, typer.Option(dir_okay=False, help="quy tắc ở tệp riêng / rules in a file of their own")
    ] = None,
    log: Annotated[Path | None, typer.Option(file_okay=False, help="thư mục nhật ký / folder of the logs")] = None,
    trust: Annotated[
        Path | None, typer.Option(dir_okay=False, help="chứng thư gốc tin cậy (PEM) / trust anchors (PEM)")
    ] = None,
    certificates: Annotated[
        Path | None, typer.Option(file_okay=False, help="thư mục chuỗi chứng thư, với --trust / folder of chains")
    ] = None,
    revoked: Annotated[
        Path | None, typer.Option(dir_okay=False, help="chứng thư bị thu hồi, với --trust / revoked certificates")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="số tiến trình / worker processes")] = 4,
    run: Annotated[Path | None, typer.Option(file_okay=False, help="thư mục chạy / run folder")] = None,
    status: Annotated[
        str, typer.Option(help="trang theo dõi và số liệu, chỉ trên máy này / page and figures, this machine alone")
    ] = "",
    stay_in_path: Annotated[
        bool, typer.Option(help="giữ mọi yêu cầu của cuộc gọi đi qua đây / keep all requests of a call in the path")
    ] = False,
    tls: Annotated[
        str, typer.Option(help="chứng thư,khóa,gốc tin cậy (PEM) cho tls: / certificate,key,authorities for tls:")
    ] = "",
    check: Annotated[bool, typer.Option("--check", help="chỉ kiểm tra, không chạy / check alone, do not run")] = False,
) -> None:
    """Sàng lọc cuộc gọi trực tiếp bằng Kamailio, trước tổng đài / screen live calls with Kamailio before a switch."""
    from lachan.screening.page import Figures, serve
    from lachan.screening.sources import Sources, Watched
    from lachan.screening.startup import Start, check_machine, prepare, read_listen, read_next_hop
    from lachan.screening.supervisor import Supervisor

    with refusals_told():
        addresses = tuple(read_listen(one) for one in listen)
        hop = read_next_hop(next_hop, addresses)
        tls_files = _tls_of(tls, any(one.transport == "tls" for one in addresses))
        if (trust is None) != (certificates is None) or (revoked and trust is None):
            raise typer.BadParameter("--trust đi cùng --certificates / --trust goes with --certificates")
        host, port = _status_of(status)
        check_machine(tls=tls_files is not None)
        folder, logs = _folders(run, log)
        sources = Sources(trunks, protected, key, rules, trust, certificates, revoked)
        with TemporaryDirectory() if check else _held(folder) as used:
            watched = Watched(sources, Path(used), logs)
            state = watched.start(datetime.now(UTC))
            assert watched.settings
            fail_open = watched.settings.fail_open
            start = Start(addresses, hop, Path(used), workers, state.window, fail_open, stay_in_path, tls_files)
            if check:
                prepare(start)
                _tell_checked(watched.protected.serial if watched.protected else 0, len(list(watched.settings.trunks)))
                return
            supervisor = Supervisor(start, watched, log=logs, says=_say)
            with _stop_signals() as stopped:
                supervisor.start()
                if status:
                    serve(supervisor, Figures(folder, logs), host, port)
                _welcome(addresses, hop, folder, logs, status)
                supervisor.run(lambda: bool(stopped))


def _tls_of(text: str, needed: bool) -> "Tls | None":
    from lachan.screening.startup import Tls

    if not text:
        if needed:
            raise typer.BadParameter("tls: cần --tls chứng-thư,khóa,gốc / tls: needs --tls certificate,key,authorities")
        return None
    files = [Path(one.strip()) for one in text.split(",")]
    if len(files) != 3 or not all(one.is_file() for one in files):
        raise typer.BadParameter(
            "--tls cần ba tệp có thật, cách nhau bằng dấu phẩy / three files that exist, by commas"
        )
    return Tls(*files)


def _status_of(text: str) -> tuple[str, int]:
    """Host and port of the page; a bare number is a port of 127.0.0.1."""
    from lachan.screening.startup import is_loopback

    if not text:
        return "", 0
    host, _, port = text.rpartition(":")
    host = host.strip("[]") or "127.0.0.1"
    if not port.isdigit() or not 0 < int(port) < 65_536 or not is_loopback(host):
        raise typer.BadParameter("--status chỉ nghe trên máy này, ví dụ 127.0.0.1:9464 / a loopback address alone")
    return host, int(port)


def _folders(run: Path | None, log: Path | None) -> tuple[Path, Path]:
    """Run folder and folder of the logs, made for this user alone."""
    folder = (run or Path(os.environ.get("LACHAN_VAR", "var")) / "screen").resolve()
    logs = (log or folder / "log").resolve()
    for one in (folder, logs):
        one.mkdir(mode=0o750, parents=True, exist_ok=True)
    return folder, logs


@contextmanager
def _held(folder: Path) -> Iterator[Path]:
    """The run folder is one screen's alone."""
    with (folder / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            typer.echo(
                f"Thư mục chạy {folder} đang có bộ sàng lọc khác dùng; chọn --run khác. / "
                f"Another screen uses the run folder {folder}; choose another --run.",
                err=True,
            )
            raise typer.Exit(1) from None
        yield folder


@contextmanager
def _stop_signals() -> Iterator[list[int]]:
    """A list that the first SIGINT or SIGTERM is written to."""
    seen: list[int] = []
    before = {number: signal.signal(number, lambda got, _frame: seen.append(got)) for number in STOPS}
    try:
        yield seen
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say(name: str, what: Wording) -> None:
    """An alarm begins, or (with no words) ends."""
    moment = datetime.now(ZONE).strftime("%d/%m/%Y %H:%M:%S")
    if what.vi:
        typer.echo(f"{moment} CẢNH BÁO {what.vi} / ALARM {what.en}", err=True)
    else:
        typer.echo(f"{moment} đã hết cảnh báo {name} / alarm {name} is over", err=True)


def _tell_checked(serial: int, trunks: int) -> None:
    typer.echo(
        f"Đạt: danh sách số {serial}, {trunks} trung kế, Kamailio và Python dùng được / "
        f"All right: list {serial}, {trunks} trunks, Kamailio and Python can be used"
    )


def _welcome(addresses: "tuple[Listen, ...]", hop: str, folder: Path, logs: Path, status: str) -> None:
    where = ", ".join(one.url for one in addresses)
    typer.echo(f"Đang sàng lọc: {where} → {hop} / screening")
    typer.echo(f"Nhật ký / logs: {logs}   Thư mục chạy / run folder: {folder}")
    if status:
        host, port = _status_of(status)
        typer.echo(f"Trang theo dõi / page: http://{host}:{port}/   Prometheus: http://{host}:{port}/metrics")
    if os.geteuid() == 0:
        typer.echo(
            "Đang chạy bằng root; nên chạy bằng tài khoản thường / running as root; better as an ordinary user",
            err=True,
        )
    typer.echo("Dừng / stop: Ctrl-C")
