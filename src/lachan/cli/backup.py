"""`lachan office backup` and `restore`: everything that an office must not lose, in one encrypted file, and back."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Annotated, Any

import typer

from lachan.cli.django import set_up
from lachan.cli.handover import content_of, secret_of, told
from lachan.exchange.handover import read_identity
from lachan.readers.canonical import refusal

Plain = Annotated[bool, typer.Option("--plain", help="không mã hóa, chỉ để thử / not encrypted, for trials only")]


def backup(
    out: Annotated[Path, typer.Argument(help="tệp mới, hoặc thư mục có sẵn / a new file, or an existing folder")],
    recipient: Annotated[
        list[str] | None,
        typer.Option(envvar="LACHAN_BACKUP_RECIPIENT", help="khóa công khai age được mở / age key that opens it"),
    ] = None,
    keys: Annotated[
        Path | None,
        typer.Option(dir_okay=False, help="ghi khóa bí mật ra tệp riêng / secrets into a file apart"),
    ] = None,
    plain: Plain = False,
) -> None:
    """Sao lưu cơ sở dữ liệu và tệp, không kèm khóa bí mật / back up data base and files, without the secret keys."""
    with told(), _ends_cleanly():
        if plain == bool(recipient):
            raise refusal(
                "recipient", "hãy cho biết khóa công khai age bằng --recipient (hoặc --plain khi chỉ để thử)",
                "name an age public key with --recipient (or --plain, for trials only)",
            )  # fmt: skip
        set_up()
        from django.utils import timezone

        from lachan.office.backup.making import make_backup
        from lachan.office.trail.management.progress import bar

        with bar("Sao lưu / backing up") as progress:
            made = make_backup(
                out=out, recipients=list(recipient or ()), keys_out=keys, now=timezone.now(), progress=progress
            )
    typer.echo(f"Đã sao lưu / backed up: {made.path} ({made.size} byte)\nSHA-256: {made.sha256}")
    if keys is not None:
        typer.echo(f"Khóa bí mật, giữ riêng nơi khác / secret keys, keep them apart: {keys}")
    if made.lost:
        typer.echo(f"Thiếu hoặc hỏng nội dung {len(made.lost)} tệp / contents missing or damaged", err=True)
        raise typer.Exit(1)


def restore(
    archive: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="bản sao lưu / the archive")],
    identity: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="khóa bí mật age / secret age key")
    ] = None,
    keys: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="tệp khóa đã giữ riêng / the keys kept apart"),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="thay dữ liệu đang có, sau khi hỏi / replace what is there, after asking")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="không hỏi lại / do not ask")] = False,
    plain: Plain = False,
) -> None:
    """Khôi phục vào nơi trống, kiểm tra mọi tệp và nhật ký / restore into an empty place, checking files and trail."""
    with told(), _ends_cleanly():
        opener = "" if identity is None else read_identity(secret_of(identity), name=identity.name)
        if keys is not None:
            # before the office starts: its first start makes every key that is missing
            from lachan.office.backup.installation_keys import put_back_keys

            folder = Path(os.environ.get("LACHAN_VAR") or "var") / "keys"
            put_back_keys(content_of(keys), identity=opener, folder=folder, name=keys.name)
        set_up()
        from django.utils import timezone

        from lachan.office.backup.restoring import restore_backup
        from lachan.office.trail.management.progress import bar

        def ask(about: dict[str, Any]) -> None:
            if replace and not yes:
                question = "Thay toàn bộ dữ liệu đang có bằng bản lập lúc / replace everything by the archive of"
                typer.confirm(f"{question} {about['made_at']}?", abort=True)

        with bar("Khôi phục / restoring") as progress:
            done = restore_backup(
                archive=archive, identity=opener, plain=plain, replace=replace, now=timezone.now(), progress=progress,
                confirm=ask,
            )  # fmt: skip
    typer.echo(f"Đã khôi phục bản lập lúc / restored the archive of {done.made_at:%H:%M %d/%m/%Y}")
    if done.old is not None:
        typer.echo(f"Dữ liệu trước đó / what was there before: {done.old}")
    typer.echo(f"{done.verdict.wording.vi}\n{done.verdict.wording.en}")
    if not done.verdict.intact:
        raise typer.Exit(1)


@contextmanager
def _ends_cleanly() -> Iterator[None]:
    """A request to end, as the system sends at shut-down, ends the block as Ctrl-C does: nothing half-made stays."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
