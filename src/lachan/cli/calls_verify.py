"""`lachan calls verify`: a signed call explained to an engineer, token by token, in both languages."""

import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from lachan.cli.refusals import refusals_told
from lachan.readers.errors import InputError, Place
from lachan.screening.passport import Authentication, RecentTokens, Trust, verify
from lachan.screening.passport.codes import Refused
from lachan.screening.passport.header import MOST_BYTES, read_identity
from lachan.screening.passport.spelling import decoded, read_object
from lachan.vietnam.wording import Wording
from lachan.vietnam.zone import VIETNAM

MOST_FILE_BYTES = 1_000_000
_NAME = re.compile(r"(?:identity|y)[ \t]*:[ \t]*(.*)", re.IGNORECASE | re.DOTALL)
_OTHER_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*[ \t]*:")
_STATUS = {
    "valid": Wording("ĐÚNG", "VALID"),
    "invalid": Wording("SAI", "INVALID"),
    "unknown": Wording("CHƯA RÕ", "UNKNOWN"),
    "none": Wording("KHÔNG KÝ", "NOT SIGNED"),
}
_ATTEST = {
    "A": Wording(
        "nhà mạng ký biết khách gọi và biết khách được dùng số này",
        "the signing operator knows the caller, and that the number is the caller's",
    ),
    "B": Wording(
        "nhà mạng ký biết khách gọi, không chắc số là của khách",
        "the signing operator knows the caller, not that the number is the caller's",
    ),
    "C": Wording(
        "nhà mạng ký chỉ chuyển tiếp cuộc gọi vào mạng", "the signing operator only brought the call into the network"
    ),
}
_REVOCATION = {
    "not_listed": Wording("không có trong danh sách thu hồi", "not in the list of revoked certificates"),
    "unknown": Wording(
        "chưa rõ có bị thu hồi không (không có danh sách còn hạn)",
        "not known whether revoked (no list that is in force)",
    ),
}


def verify_call(
    identity: Annotated[
        str, typer.Option(help="tệp có tiêu đề Identity hoặc cả bản tin SIP, - là đầu vào / file, - for input")
    ],
    callee: Annotated[str, typer.Option(help="số bị gọi, như trong bản tin / called number, as the message has it")],
    trust: Annotated[
        Path, typer.Option(exists=True, dir_okay=False, help="chứng thư gốc tin cậy, PEM / trust anchors, PEM")
    ],
    certificates: Annotated[
        Path, typer.Option(exists=True, file_okay=False, help="thư mục chứng thư có index.json / folder of chains")
    ],
    caller: Annotated[
        str, typer.Option(help="số gọi hiện ra, bỏ trống nếu ẩn số / caller as shown, none if hidden")
    ] = "",
    revoked: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="danh sách thu hồi, JSON / revoked certificates")
    ] = None,
    date: Annotated[str, typer.Option(help="tiêu đề Date, cho dạng rút gọn / Date header, for the compact form")] = "",
    at: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"],
            help="xét như lúc này, giờ Việt Nam nếu không ghi múi giờ / judge as at this moment",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="một dòng JSON / one line of JSON")] = False,
) -> None:
    """Giải thích chữ ký của một cuộc gọi (STIR/SHAKEN): đúng, sai hay chưa rõ, và vì sao / explain a signed call."""
    with refusals_told():
        headers = read_headers(_content(identity), name=identity)
        judge_with = Trust.from_files(trust, certificates, revoked)
    now = (at if at and at.tzinfo else at.replace(tzinfo=VIETNAM)) if at else datetime.now(UTC)
    call: dict[str, Any] = {"caller": caller or None, "callee": callee, "now": now, "trust": judge_with, "date": date}
    found = verify(headers, **call, seen=RecentTokens())
    if as_json:
        typer.echo(_json(found))
    else:
        for number, header in enumerate(headers, 1):
            typer.echo("\n".join(_explained(number, header, verify([header], **call, seen=None), now)))
        typer.echo("\n".join(_verdict(found)))
    if found.status != "valid":
        raise typer.Exit(1)


def read_headers(content: bytes, *, name: str) -> list[str]:
    """The Identity headers of a SIP message, of header lines or of bare values; `InputError` when there are none."""
    if len(content) > MOST_FILE_BYTES:
        raise InputError("identity", Wording("tệp quá lớn", "the file is too large"), Place(file=name))
    text = content.decode("utf-8", "replace").replace("\r\n", "\n").strip("\n")
    head = re.sub(r"\n[ \t]+", " ", text.partition("\n\n")[0])
    lines = [one.strip() for one in head.split("\n") if one.strip()]
    headers = [match[1].strip() for one in lines if (match := _NAME.fullmatch(one))]
    if not headers:
        headers = [one for one in lines if not _OTHER_HEADER.match(one) and one.count(".") >= 2 and ";" in one]
    if not headers:
        raise InputError(
            "identity",
            Wording("không thấy tiêu đề Identity nào", "there is no Identity header"),
            Place(file=name),
        )
    return headers


def _content(identity: str) -> bytes:
    """The bytes of the file, or of standard input."""
    if identity == "-":
        return sys.stdin.buffer.read(MOST_FILE_BYTES + 1)
    try:
        return Path(identity).read_bytes()
    except OSError:
        raise InputError(
            "identity", Wording("không đọc được tệp", "the file cannot be read"), Place(file=identity)
        ) from None


def _explained(number: int, header: str, found: Authentication, now: datetime) -> list[str]:
    """One header: what it says, and what is right or wrong with it alone."""
    lines = [f"Identity {number}:"]
    try:
        read = read_identity(header)
    except Refused:
        lines.append(
            f"  {_shown(header[: min(len(header), 80)])}…" if len(header) > MOST_BYTES else f"  {_shown(header)}"
        )
    else:
        form = Wording("dạng rút gọn", "compact form") if read.is_compact else Wording("dạng đầy đủ", "full form")
        lines.append(f"  {form.vi} / {form.en}; info: {read.info}")
        if not read.is_compact:
            head, claims = _part(read.head), _part(read.body)
            lines += [f"  đầu / head: {_spelled(head)}", f"  nội dung / claims: {_spelled(claims)}"]
            lines += _moment(claims.get("iat") if claims else None, now)
    mark = "✓" if found.status == "valid" else "✗" if found.status == "invalid" else "?"
    return [*lines, f"  {mark} {found.code.value}: {found.code.wording.vi} / {found.code.wording.en}"]


def _part(part: str) -> dict[str, Any] | None:
    """A part of a token; None when it cannot be read."""
    try:
        return read_object(decoded(part.encode()))
    except Refused:
        return None


def _spelled(part: dict[str, Any] | None) -> str:
    """The part as JSON in ASCII, which no terminal is harmed by."""
    return "(không đọc được / cannot be read)" if part is None else json.dumps(part)


def _moment(iat: object, now: datetime) -> list[str]:
    """When the token was signed, by the clock of Vietnam, and how many seconds before the call."""
    try:
        moment = datetime.fromtimestamp(iat, VIETNAM) if isinstance(iat, int) else None
    except (ValueError, OverflowError, OSError):
        return []
    if moment is None:
        return []
    return [f"  ký lúc / signed at: {moment:%d/%m/%Y %H:%M:%S} ({(now - moment).total_seconds():.0f} s)"]


def _verdict(found: Authentication) -> list[str]:
    """The whole call."""
    status = _STATUS[found.status]
    lines = [f"{status.vi} / {status.en}: {found.code.wording.vi} / {found.code.wording.en} ({found.code.value})"]
    if found.status != "valid":
        return lines
    lines.append(f"  số gọi đã xác thực / authenticated caller: {found.caller}")
    if found.attest:
        words = _ATTEST[found.attest]
        lines.append(f"  mức / attestation {found.attest}: {words.vi} / {words.en}")
    if found.diverted:
        lines.append(f"  chuyển hướng qua / diverted by: {' → '.join(found.diverted)}")
    signer = f"{found.facts['subject']} ← {found.facts['issuer']} ← {found.facts['anchor']}"
    lines.append(f"  người ký / signer: {_shown(signer)}, serial {found.facts['serial']}")
    covered = (
        Wording("chứng thư ghi rõ số này", "the certificate names the number")
        if found.facts["authority"] == "number"
        else Wording("chứng thư của nhà mạng, không ghi từng số", "an operator's certificate, which names no numbers")
    )
    lines.append(f"  {covered.vi} / {covered.en}")
    revocation = _REVOCATION[found.facts["revocation"]]
    return [*lines, f"  {revocation.vi} / {revocation.en}"]


def _shown(text: str) -> str:
    """Text of a stranger, without characters that steer a terminal."""
    return "".join(one if one.isprintable() else "·" for one in text)


def _json(found: Authentication) -> str:
    told = {
        "status": found.status,
        "code": found.code.value,
        "vi": found.code.wording.vi,
        "en": found.code.wording.en,
        "attest": found.attest,
        "caller": found.caller or None,
        "diverted": list(found.diverted),
        "facts": dict(found.facts),
    }
    return json.dumps(told, ensure_ascii=False)
