"""`lachan office …`: the web platform at the Department."""

import signal
import threading
from typing import Annotated

import typer

from lachan.cli.backup import backup, restore
from lachan.cli.django import manage, set_up
from lachan.cli.processes import HOST, STOPS, WEB_PROCESSES, refuse_taken_port, run_office

app = typer.Typer(no_args_is_help=True, help="Nền tảng web của Sở / the web platform at the Department")
app.command()(backup)
app.command()(restore)


@app.command()
def migrate() -> None:
    """Tạo hoặc nâng cấp cơ sở dữ liệu / make or upgrade the data base."""
    manage("migrate", verbosity=0)


@app.command()
def serve(
    port: Annotated[int, typer.Option(envvar="PORT", help="cổng / port")] = 8000,
    host: Annotated[str, typer.Option(help="địa chỉ lắng nghe / address to listen on")] = HOST,
    processes: Annotated[
        int | None, typer.Option(min=1, help="số tiến trình web, không ghi: theo số nhân / web processes, by cores")
    ] = None,
) -> None:
    """Chạy máy chủ web và các tiến trình nền / run the web server and the background processes."""
    refuse_taken_port(port, host)
    prepare()
    from django.conf import settings

    collector = bool(settings.EVIDENCE)
    raise typer.Exit(
        run_office(port=port, host=host, web_processes=processes or WEB_PROCESSES, collector=collector)
    )  # fmt: skip


def prepare() -> None:
    """Bring the data base and the pages' style and script files up to date."""
    manage("migrate", verbosity=0)
    from lachan.office.static_files import gather_static_files

    gather_static_files(lambda: manage("collectstatic", interactive=False, verbosity=0))


@app.command()
def worker() -> None:
    """Làm các việc nền: gửi thư, nhắc việc, định kỳ / do the background work: mails, reminders, periodic jobs."""
    set_up()
    from lachan.office.clockwork import Clockwork

    stop = threading.Event()
    clockwork = threading.Thread(target=Clockwork().run, args=(stop,), name="clockwork")
    clockwork.start()
    try:
        manage("db_worker", interval=2.0, startup_delay=False)
    finally:
        stop.set()
        clockwork.join()


@app.command()
def collect() -> None:
    """Thu thập chứng cứ đang chờ, khi LACHAN_EVIDENCE=on / collect the evidence that waits, when LACHAN_EVIDENCE=on."""
    set_up()
    from datetime import timedelta

    from django.conf import settings
    from django.utils import timezone

    from lachan.office.clockwork import Clockwork, Job
    from lachan.office.evidence.actions import collect_waiting

    if not settings.EVIDENCE:
        typer.echo("Đang tắt; đặt LACHAN_EVIDENCE=on để bật / off; set LACHAN_EVIDENCE=on", err=True)
        raise typer.Exit(1)
    stop = threading.Event()
    for number in STOPS:
        signal.signal(number, lambda *_: stop.set())
    round_ = Job("collect_evidence", timedelta(seconds=1), lambda now: collect_waiting(now, clock=timezone.now))
    Clockwork((round_,)).run(stop)


@app.command("start-province")
def start_province(
    email: Annotated[str, typer.Option(prompt="Thư điện tử / e-mail")],
    name: Annotated[str, typer.Option(prompt="Họ và tên / full name")],
    password: Annotated[str, typer.Option(prompt="Mật khẩu / password", hide_input=True, confirmation_prompt=True)],
) -> None:
    """Tạo đơn vị của tỉnh và tài khoản quản trị đầu tiên / make the province's units and the first administrator."""
    manage("migrate", verbosity=0)
    from django.conf import settings
    from django.utils import timezone

    from lachan.office.people.actions import add_account
    from lachan.office.people.models import Role
    from lachan.office.refusals import Refusal
    from lachan.office.units.actions import seed_units
    from lachan.office.units.models import Unit, UnitKind

    now = timezone.now()
    today = timezone.localdate(now)
    counts = seed_units(province=settings.PROVINCE, now=now)
    department = Unit.objects.valid_on(today).filter(kind=UnitKind.DEPARTMENT).order_by("pk").first()
    assert department is not None  # every province is seeded with one
    try:
        add_account(
            email=email, full_name=name, password=password, unit=department, role=Role.ADMINISTRATOR,
            valid_from=today, now=now,
        )  # fmt: skip
    except Refusal as no:
        typer.echo(str(no), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{counts.units} đơn vị mới / new units; {email}: {department.name}")


@app.command("verify-trail")
def verify_trail() -> None:
    """Kiểm tra nhật ký, nêu mọi dòng sai / verify the trail, naming the bad rows."""
    manage("verify_trail")


@app.command()
def reseal() -> None:
    """Sau khi thêm khóa vault mới: niêm phong lại dữ liệu của khóa cũ / after a new vault key: seal anew."""
    set_up()
    from django.utils import timezone

    from lachan.office.resealing import reseal as seal_anew
    from lachan.office.trail.management.progress import bar

    with bar("Niêm phong lại / sealing anew") as progress:
        result = seal_anew(now=timezone.now(), progress=progress)
    typer.echo(f"Đã niêm phong lại {result.done} giá trị / {result.done} values sealed anew")
    if result.broken:
        typer.echo(f"Không mở được / do not open ({len(result.broken)}): {', '.join(result.broken[:20])}", err=True)
        raise typer.Exit(1)


@app.command("export-trail")
def export_trail(
    path: Annotated[str, typer.Argument(help="tệp ZIP sẽ tạo / the ZIP file to make")],
    purpose: Annotated[str, typer.Option(help="mục đích, ghi vào nhật ký / purpose, kept in the trail")] = "",
) -> None:
    """Xuất nhật ký cho thanh tra kèm chương trình kiểm tra / export the trail for an inspector, checker included."""
    manage("export_trail", path, purpose=purpose)


@app.command("manage", context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
def django_command(context: typer.Context) -> None:
    """Lệnh quản trị của Django / Django's own management commands."""
    set_up()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["lachan office manage", *context.args])
