"""`lachan calls certificates`: the folder of chains that signed calls are judged by, looked over, filled and renewed.

Outside the path of calls, when a person or a timer asks for it. What does not lead to a trust anchor is not kept.
"""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer
from cryptography.x509 import Certificate

from lachan.cli.fetching import fetched, refuse_address
from lachan.cli.refusals import refusals_told, tell
from lachan.readers.errors import InputError, Place
from lachan.screening.passport import Code, Trust, keep_chain
from lachan.screening.passport.chains import MOST_BYTES, Chain, read_certificates, verified_chain
from lachan.screening.passport.codes import Refused
from lachan.screening.passport.trust import read_anchors
from lachan.vietnam.wording import Wording
from lachan.vietnam.zone import VIETNAM

SECONDS = 15.0


def certificates(
    certificates: Annotated[Path, typer.Option(file_okay=False, help="thư mục chứng thư / folder of chains")],
    trust: Annotated[
        Path, typer.Option(exists=True, dir_okay=False, help="chứng thư gốc tin cậy, PEM / trust anchors, PEM")
    ],
    add: Annotated[
        str, typer.Option(metavar="X5U", help="thêm chứng thư của địa chỉ này / add that of an address")
    ] = "",
    file: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="với --add: lấy từ tệp, không tải / from a file, not fetched"),
    ] = None,
    renew: Annotated[
        int | None,
        typer.Option(metavar="DAYS", min=0, help="tải lại chứng thư hết hạn trong số ngày / fetch those that end soon"),
    ] = None,
) -> None:
    """Xem, thêm, gia hạn chứng thư để kiểm chữ ký cuộc gọi / look over, add and renew certificates of signed calls."""
    if file and not add:
        raise typer.BadParameter("--file chỉ dùng với --add / --file goes with --add")
    now = datetime.now(UTC)
    failed = 0
    with refusals_told():
        anchors = read_anchors(trust)
        if add:
            content = file.read_bytes() if file else _fetched(add)
            _keep(certificates, add, content, anchors, now, name=file.name if file else add)
        known = Trust.from_files(trust, certificates)
    for x5u in known.addresses if renew is not None else ():
        if _ends(known.held(x5u), now + timedelta(days=renew or 0)):
            try:
                _keep(certificates, x5u, _fetched(x5u), anchors, now, name=x5u)
            except InputError as error:
                tell(error)
                failed += 1
    with refusals_told():
        held = Trust.from_files(trust, certificates)
    for x5u in held.addresses:
        typer.echo(_line(x5u, held.held(x5u), now))
    typer.echo(f"{len(held.addresses):,} chứng thư / certificates")
    if failed:
        raise typer.Exit(1)


def _keep(
    folder: Path, x5u: str, content: bytes, anchors: tuple[Certificate, ...], now: datetime, *, name: str
) -> None:
    """Put a chain into the folder; `InputError` when it is none, leads to no anchor, or is not in force."""
    try:
        chain = verified_chain(read_certificates(content), anchors)
        if now.timestamp() > chain.not_after:
            raise Refused(Code.CERTIFICATE_EXPIRED)
    except Refused as refused:
        raise InputError(refused.code.value, refused.code.wording, Place(file=name)) from None
    keep_chain(folder, x5u, content, name=f"{hashlib.sha256(x5u.encode()).hexdigest()[:16]}.pem")


def _fetched(x5u: str) -> bytes:
    """The chain at the address."""
    why = refuse_address(x5u)
    if why:
        raise InputError("x5u", why, Place(file=x5u[:200]))
    try:
        return fetched(x5u, token="", tag="", seconds=SECONDS, most=MOST_BYTES) or b""
    except (InputError, OSError):
        raise InputError(
            "not_fetched",
            Wording(
                "không tải được chứng thư; hãy tải bằng cách khác rồi dùng --file",
                "the certificate cannot be fetched; get it in another way and use --file",
            ),
            Place(file=urlsplit(x5u).hostname or x5u[:200]),
        ) from None


def _ends(found: Chain | Code, moment: datetime) -> bool:
    """Whether the chain is none, or ends before the moment."""
    return isinstance(found, Code) or found.not_after <= moment.timestamp()


def _line(x5u: str, found: Chain | Code, now: datetime) -> str:
    if isinstance(found, Code):
        return f"✗ {x5u}: {found.wording.vi} / {found.wording.en}"
    until = datetime.fromtimestamp(found.not_after, VIETNAM)
    mark, words = ("✓", "") if now.timestamp() <= found.not_after else ("✗", " (đã hết hạn / has expired)")
    signer = "".join(one if one.isprintable() else "·" for one in str(found.facts["subject"]))
    return f"{mark} {x5u}: {signer}; đến / until {until:%d/%m/%Y %H:%M}{words}"
