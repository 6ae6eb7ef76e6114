"""`lachan handover …`: keys, sealing an answer, opening it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from lachan.cli.refusals import refusals_told
from lachan.exchange.handover import (
    MOST_PAYLOAD_BYTES,
    KeyKind,
    PackageFacts,
    fingerprint,
    new_identity,
    new_signing_key,
    open_package,
    package_facts,
    read_identity,
    read_request_file,
    read_signing_key,
    read_verifying_key,
    seal_package,
)
from lachan.exchange.handover.keys import signer_fingerprint
from lachan.readers.canonical import refusal

MOST_FILE_BYTES = MOST_PAYLOAD_BYTES + 2_000_000
SECRET = 0o600
OPEN_TO_ALL = 0o644
RECEIPT_END = ".receipt.json"

app = typer.Typer(no_args_is_help=True, help="Niêm phong và mở dữ liệu trả lời / seal and open an answer")

OfficeKey = Annotated[Path, typer.Option(exists=True, dir_okay=False, help="khóa công khai của cơ quan / office's key")]
RequestPath = Annotated[
    Path, typer.Option("--request", exists=True, dir_okay=False, help="tệp yêu cầu đã ký / signed request file")
]
PackagePath = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="gói niêm phong / sealed package")]


@app.command()
def keygen(
    kind: Annotated[KeyKind, typer.Option(help="sign: để ký / to sign; age: để nhận / to receive")],
    out: Annotated[Path, typer.Option(dir_okay=False, help="tệp khóa bí mật / secret key file")],
) -> None:
    """Tạo khóa mới: tệp bí mật và tệp .pub / make a new key: a secret file and a .pub file."""
    with told():
        public_path = out.with_name(out.name + ".pub")
        private, public = new_signing_key() if kind is KeyKind.SIGN else new_identity()
        write_new([(out, private, SECRET), (public_path, public, OPEN_TO_ALL)])
        shown = (
            fingerprint(public.decode().strip())
            if kind is KeyKind.AGE
            else signer_fingerprint(read_verifying_key(public))
        )
        typer.echo(f"Khóa bí mật / secret key: {out}")
        typer.echo(f"Khóa công khai / public key: {public_path}")
        typer.echo(f"Dấu vân tay / fingerprint: {shown}")


@app.command()
def seal(
    payload: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="tệp trả lời / the answer")],
    request: RequestPath,
    office_key: OfficeKey,
    key: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="khóa ký bí mật / secret signing key")],
    out: Annotated[Path, typer.Option(dir_okay=False, help="gói được tạo / package to write")],
    days: Annotated[int, typer.Option(help="mở được trong số ngày / can be opened for days")] = 30,
) -> None:
    """Niêm phong tệp trả lời cho người yêu cầu / seal an answer for the one who asked."""
    with told():
        office = read_verifying_key(content_of(office_key), name=office_key.name)
        asked = read_request_file(content_of(request), office_key=office, name=request.name)
        content = seal_package(
            content_of(payload),
            name=payload.name,
            request=asked,
            operator=asked.holder,
            key=read_signing_key(secret_of(key), name=key.name),
            now=datetime.now(UTC),
            days=days,
        )
        write_new([(out, content, OPEN_TO_ALL)])
        show(package_facts(content, name=out.name))


@app.command("open")
def open_(
    package: PackagePath,
    request: RequestPath,
    office_key: OfficeKey,
    operator_key: Annotated[
        Path, typer.Option(exists=True, dir_okay=False, help="khóa công khai bên giữ dữ liệu / holder's public key")
    ],
    identity: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="khóa bí mật age / secret age key")],
    out: Annotated[Path, typer.Option(file_okay=False, help="thư mục nhận / folder to write to")],
) -> None:
    """Kiểm tra và mở gói, ghi dữ liệu và biên nhận / check and open a package, write the answer and a receipt."""
    with told():
        office = read_verifying_key(content_of(office_key), name=office_key.name)
        opened = open_package(
            content_of(package),
            identity=read_identity(secret_of(identity), name=identity.name),
            request=read_request_file(content_of(request), office_key=office, name=request.name),
            operator_key=read_verifying_key(content_of(operator_key), name=operator_key.name),
            now=datetime.now(UTC),
            seen={one.name.removesuffix(RECEIPT_END) for one in out.glob(f"*{RECEIPT_END}")},
            name=package.name,
        )
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
        receipt = out / f"{opened.facts.sha256}{RECEIPT_END}"
        # the receipt last: where there is one, the answer is whole
        write_new([(out / opened.name, opened.payload, SECRET), (receipt, opened.receipt, SECRET)])
        typer.echo(f"Đã mở / opened: {out / opened.name}")
        typer.echo(f"Biên nhận, gửi lại cơ quan / receipt, to send back: {receipt}")


@app.command()
def inspect(package: PackagePath) -> None:
    """Xem phần ngoài của gói, chưa kiểm chữ ký / show the outside of a package, signature not checked."""
    with told():
        show(package_facts(content_of(package), name=package.name))


@contextmanager
def told() -> Iterator[None]:
    """Say a refusal in both languages and end with 1; the same for a file that cannot be read or written."""
    try:
        with refusals_told():
            yield
    except OSError as failed:
        typer.echo(f"{failed.filename}: không đọc, ghi được tệp\n{failed.filename}: {failed.strerror}", err=True)
        raise typer.Exit(1) from None


def content_of(path: Path) -> bytes:
    """The bytes of a file that is not beyond any use."""
    with path.open("rb") as stream:
        content = stream.read(MOST_FILE_BYTES + 1)
    if len(content) > MOST_FILE_BYTES:
        raise refusal("too_large", "tệp quá lớn", "the file is too large", path.name)
    return content


def secret_of(path: Path) -> bytes:
    """The bytes of a key file that nobody else on this machine can read."""
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise refusal(
            "key_mode",
            "người khác trên máy đọc được khóa bí mật này; chạy: chmod 600",
            "others on this machine can read this secret key; run: chmod 600",
            path.name,
        )
    return content_of(path)


def write_new(files: list[tuple[Path, bytes, int]]) -> None:
    """Write each (path, content, mode) where nothing is yet: all of them or none."""
    made: list[Path] = []
    try:
        for path, content, mode in files:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
            made.append(path)
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
    except OSError as failed:
        for path in made:
            path.unlink(missing_ok=True)
        if isinstance(failed, FileExistsError):
            raise refusal(
                "exists",
                "tệp đã có; hệ thống không ghi đè, hãy chọn nơi khác",
                "the file is already there and is not overwritten; choose another place",
                str(failed.filename),
            ) from None
        raise


def show(facts: PackageFacts) -> None:
    """Print what the outside of a package says."""
    rows = {
        "Yêu cầu số / request": facts.request_number,
        "Mã băm yêu cầu / request digest": facts.request_digest,
        "Khóa nhận / recipient": facts.recipient_fingerprint,
        "Bên giữ dữ liệu / holder": facts.operator,
        "Niêm phong lúc / sealed at": f"{facts.sealed_at:%H:%M %d/%m/%Y}",
        "Hết hạn mở / expires at": f"{facts.expires_at:%H:%M %d/%m/%Y}",
        "Cỡ / size (byte)": str(facts.size),
        "SHA-256": facts.sha256,
    }
    for label, value in rows.items():
        typer.echo(f"{label}: {value}")
