"""`lachan lists …`: signed lists, out of the office and into an operator's machine.

`export` and `pull` are of protected numbers, `verify` is of sites to block.
"""

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lachan.cli.django import set_up
from lachan.cli.fetching import fetched, refuse_address
from lachan.cli.handover import content_of, secret_of, told
from lachan.cli.refusals import tell
from lachan.readers.canonical import refusal
from lachan.readers.errors import InputError
from lachan.readers.list_signatures import MOST_BYTES as MOST_SIGNATURE_BYTES
from lachan.readers.list_signatures import MOST_LIST_BYTES, check_list, read_list_signature
from lachan.readers.protected_list import MOST_BYTES, ProtectedList, expired, read_protected_list
from lachan.readers.signing_keys import read_verifying_key
from lachan.screening.whole_files import write_whole

CLOCKS_DIFFER = timedelta(minutes=10)  # between the operator's clock and the office's
OPEN_TO_ALL = 0o644
TOKEN = re.compile(r"[A-Za-z0-9_.~+/=-]{8,300}")

app = typer.Typer(no_args_is_help=True, help="Danh sách đã ký: số được bảo vệ, trang cần chặn / signed lists")


@app.command()
def export(
    out: Annotated[Path, typer.Option(dir_okay=False, help="tệp danh sách đã ký / signed list to write")],
    public_key: Annotated[
        Path | None, typer.Option(dir_okay=False, help="ghi thêm khóa công khai / write the public key too")
    ] = None,
) -> None:
    """Trên máy của Sở: ghi danh sách phát hành mới nhất ra tệp / at the office: write the newest list to a file."""
    set_up()
    from django.utils import timezone

    from lachan.office.office_key import office_key, office_public_key
    from lachan.office.protected.queries.lists import content_of_list, last_list

    with told():
        published = last_list()
        if published is None:
            raise refusal("no_list", "Sở chưa phát hành danh sách nào", "the office has published no list yet")
        content = content_of_list(published)
        protected = read_protected_list(content, key=office_key().public_key(), name=published.file.name)
        write_whole(out.resolve(), content, mode=OPEN_TO_ALL)
        if public_key is not None:
            write_whole(public_key.resolve(), f"{office_public_key()}\n".encode(), mode=OPEN_TO_ALL)
    _say(f"Đã ghi {out}", f"written: {out}")
    _show(protected)
    if expired(protected, timezone.now()):
        typer.echo("Danh sách đã hết hiệu lực, hãy phát hành lại / the list is no longer valid, publish anew", err=True)
        raise typer.Exit(1)


@app.command()
def pull(
    source: Annotated[str, typer.Argument(help="địa chỉ https, hoặc tệp / https address, or a file")],
    key: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="khóa công khai của Sở / office's key")],
    out: Annotated[Path, typer.Option(dir_okay=False, help="tệp danh sách đang dùng / list in use")],
    api_key_file: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="tệp khóa kết nối / file with the API key")
    ] = None,
    seconds: Annotated[float, typer.Option(min=1, max=600, help="chờ tối đa / time limit")] = 60,
) -> None:
    """Lấy danh sách, kiểm chữ ký, số hiệu, hiệu lực rồi thay tệp / fetch, verify and replace the list.

    0: tệp là danh sách mới nhất / the file is the newest list. 1: bị từ chối, giữ danh sách cũ / refused, the last good
    list stays. 2: dùng sai / wrong use.
    """
    address = _address(source)
    if address is None and not Path(source).is_file():
        raise typer.BadParameter(f"không có tệp / there is no file: {source}", param_hint="SOURCE")
    now = datetime.now(UTC)
    with told():
        office = read_verifying_key(content_of(key), name=key.name)
        token = _token(api_key_file) if api_key_file else ""
        with _alone_in(out.resolve().parent):
            held = _held(out, office)
            try:
                content = _content(source, held=held, token=token, seconds=seconds, remote=address is not None)
                protected = _good(content, source, held=held, office=office, now=now)
                changed = held is None or content != held[0]
                if changed:
                    write_whole(out.resolve(), content, mode=OPEN_TO_ALL)
            except InputError as no:
                tell(no)
                raise _kept(held, out, now) from None
            except OSError as failed:
                typer.echo(f"{failed.filename or source}: {failed.strerror or failed}", err=True)
                raise _kept(held, out, now) from None
    _say("Đã thay danh sách" if changed else "Danh sách không đổi", "list replaced" if changed else "list unchanged")
    _show(protected)


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="danh sách chặn / block list")],
    key: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="khóa công khai của Sở / office's key")],
    signature: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="tệp chữ ký, mặc định FILE.sig / signature file")
    ] = None,
) -> None:
    """Kiểm chữ ký và hiệu lực của danh sách chặn / verify the signature and validity of a list of sites to block.

    0: dùng được / good. 1: bị từ chối hoặc hết hiệu lực / refused, or no longer valid. 2: dùng sai / wrong use.
    """
    beside = signature or file.with_name(f"{file.name}.sig")
    if not beside.is_file():
        raise typer.BadParameter(f"không có tệp / there is no file: {beside}", param_hint="--signature")
    with told():
        office = read_verifying_key(content_of(key), name=key.name)
        said = read_list_signature(_start_of(beside, MOST_SIGNATURE_BYTES + 1), key=office, name=beside.name)
        check_list(_start_of(file, MOST_LIST_BYTES + 1), said, name=file.name)
    _show_rows({"Danh sách / list": said.name, "Số hiệu / serial": str(said.serial)}, said.issued_at, said.valid_until)
    if datetime.now(UTC) > said.valid_until:
        _say("Danh sách đã hết hiệu lực, hãy tải bản mới", "the list is no longer valid, fetch a new one", err=True)
        raise typer.Exit(1)


def _start_of(path: Path, most: int) -> bytes:
    with path.open("rb") as stream:
        return stream.read(most)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait for other pulls into the folder: of two at once, the slower must not bring back the older list."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _token(path: Path) -> str:
    token = secret_of(path).decode("ascii", "replace").strip()
    if not TOKEN.fullmatch(token):
        raise refusal("api_key", "tệp không chứa một khóa kết nối", "the file does not hold one API key", path.name)
    return token


Held = tuple[bytes, ProtectedList]


def _address(source: str) -> str | None:
    """The address, None for a file; wrong use for an address that is not fetched."""
    if "://" not in source:
        return None
    why = refuse_address(source)
    if why is not None:
        raise typer.BadParameter(f"{why.vi} / {why.en}", param_hint="SOURCE")
    return source


def _held(out: Path, office: Ed25519PublicKey) -> Held | None:
    """The list that is in use now; None where there is none, or one that this office did not sign."""
    try:
        content = out.read_bytes()
        return content, read_protected_list(content, key=office, name=out.name)
    except FileNotFoundError:
        return None
    except (InputError, OSError):
        typer.echo(
            f"{out}: tệp đang có không dùng được, sẽ được thay\n{out}: the file there is no good list, to be replaced",
            err=True,
        )
        return None


def _content(source: str, *, held: Held | None, token: str, seconds: float, remote: bool) -> bytes:
    if not remote:
        with Path(source).open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    tag = f'"{hashlib.sha256(held[0]).hexdigest()}"' if held else ""
    content = fetched(source, token=token, tag=tag, seconds=seconds, most=MOST_BYTES)
    if content is not None:
        return content
    assert held is not None  # only then a tag was sent
    return held[0]


def _good(content: bytes, source: str, *, held: Held | None, office: Ed25519PublicKey, now: datetime) -> ProtectedList:
    """The list, when it may take the place of the one that is held."""
    name = Path(urlsplit(source).path if "://" in source else source).name
    protected = read_protected_list(content, key=office, name=name)
    if protected.issued_at > now + CLOCKS_DIFFER:
        raise refusal(
            "future",
            "danh sách ghi thời điểm phát hành ở tương lai; hãy kiểm tra đồng hồ hai bên",
            "the list was issued in the future; look at the clocks of both sides",
            name,
        )
    if held is not None and protected.serial < held[1].serial:
        raise refusal(
            "serial_back",
            f"số hiệu {protected.serial} cũ hơn danh sách đang dùng ({held[1].serial}); không thay",
            f"serial {protected.serial} is older than that of the list in use ({held[1].serial}); not replaced",
            name,
        )
    if held is not None and protected.serial == held[1].serial and content != held[0]:
        raise refusal(
            "serial_repeated",
            f"cùng số hiệu {protected.serial} nhưng nội dung khác danh sách đang dùng; hãy hỏi Sở",
            f"the same serial {protected.serial} with another content than the list in use; ask the office",
            name,
        )
    if expired(protected, now):
        raise refusal(
            "expired",
            f"danh sách hết hiệu lực lúc {protected.valid_until:%H:%M %d/%m/%Y}; hãy đề nghị Sở phát hành lại",
            f"the list was valid until {protected.valid_until:%H:%M %d/%m/%Y}; ask the office to publish a new one",
            name,
        )
    return protected


def _kept(held: Held | None, out: Path, now: datetime) -> typer.Exit:
    """Say what stays in use, and end with 1."""
    if held is None:
        _say(f"Chưa có danh sách dùng được ở {out}", f"there is no good list at {out}", err=True)
    else:
        over = expired(held[1], now)
        until = f"{held[1].valid_until:%H:%M %d/%m/%Y}"
        _say(
            f"Giữ danh sách {held[1].serial}, {'ĐÃ HẾT HIỆU LỰC' if over else 'có hiệu lực đến'} {until}",
            f"list {held[1].serial} stays, {'NO LONGER VALID since' if over else 'valid until'} {until}",
            err=True,
        )
    return typer.Exit(1)


def _show(protected: ProtectedList) -> None:
    _show_rows(
        {"Số hiệu / serial": str(protected.serial), "Cơ quan phát hành / issuer": protected.issuer},
        protected.issued_at,
        protected.valid_until,
    )
    typer.echo(f"Số mục / entries: {len(protected.ranges)}")
    typer.echo(f"Số mẫu / patterns: {len(protected.patterns)}")


def _show_rows(rows: dict[str, str], issued_at: datetime, valid_until: datetime) -> None:
    rows |= {
        "Phát hành lúc / issued at": f"{issued_at:%H:%M %d/%m/%Y}",
        "Có hiệu lực đến / valid until": f"{valid_until:%H:%M %d/%m/%Y}",
    }
    for label, value in rows.items():
        typer.echo(f"{label}: {value}")


def _say(vi: str, en: str, *, err: bool = False) -> None:
    typer.echo(f"{vi}\n{en}", err=err)
