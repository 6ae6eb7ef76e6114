"""`lachan demo`: the demo province, loaded at the first start and served on this machine."""

import os
import time
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from lachan.cli.django import set_up
from lachan.cli.office import prepare
from lachan.cli.processes import HOST, refuse_taken_port, run_office

app = typer.Typer(invoke_without_command=True, help="Tỉnh mẫu để xem và tập dùng / a demo province to see and try")

SECONDS_A_CODE = 30

AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d", "%d/%m/%Y"], help="xem như vào ngày này / live on this day"),
]


@app.callback()
def demo(
    context: typer.Context,
    as_of: AsOf = None,
    port: Annotated[int, typer.Option(envvar="PORT", help="cổng / port")] = 8000,
    load_only: Annotated[bool, typer.Option("--load-only", help="nạp rồi thôi / load and stop")] = False,
) -> None:
    """Nạp tỉnh mẫu (lần đầu) rồi mở trang web trên máy này / load the demo (once) and serve it on this machine."""
    _choose_office(as_of.date() if as_of else None, port)
    if context.invoked_subcommand is not None:
        return
    refuse_taken_port(port, HOST)
    console = Console(stderr=True)
    console.print("Chuẩn bị cơ sở dữ liệu… / Preparing the data base…")
    prepare()
    _load(console)
    if load_only:
        return
    _welcome(console)
    raise typer.Exit(run_office(port=port))


@app.command()
def codes() -> None:
    """Mã xác thực 6 số lúc này của các tài khoản mẫu / the six-digit codes of the demo accounts at this moment."""
    set_up()
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
    from allauth.mfa.utils import decrypt

    counter = int(time.time()) // SECONDS_A_CODE
    for one in Authenticator.objects.filter(type=Authenticator.Type.TOTP).select_related("user").order_by("pk"):
        code = format_hotp_value(hotp_value(decrypt(one.data["secret"]), counter))
        typer.echo(f"{code}  {one.user.email}")


def _choose_office(day: date | None, port: int) -> None:
    """Say by the environment which office this and its child processes are: a day of the past has a folder its own."""
    os.environ["PORT"] = str(port)
    var = Path(os.environ.get("LACHAN_VAR", "var"))
    if day is not None:
        os.environ["LACHAN_AS_OF"] = day.isoformat()
        var = var / f"as-of-{day.isoformat()}"
    os.environ["LACHAN_VAR"] = str(var)


def _load(console: Console) -> None:
    from django.utils import timezone

    from lachan.office.demo.load import is_loaded, load_demo

    if is_loaded():
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=console) as bar:
        shown = bar.add_task("Nạp tỉnh mẫu / loading the demo province", total=None)
        load_demo(now=timezone.now(), progress=lambda done, total: bar.update(shown, completed=done, total=total))


def _welcome(console: Console) -> None:
    from django.conf import settings

    from lachan.office.demo.load import accounts_path

    console.print(f"\n[bold]Lá Chắn: {settings.ORIGIN}/[/bold]   (http://{HOST}:{settings.PORT}/)")
    console.print(f"Tài khoản / accounts: {accounts_path()}")
    console.print("Mã xác thực / one-time codes: scripts/uv run lachan demo codes")
    console.print("Dừng / stop: Ctrl-C\n")
