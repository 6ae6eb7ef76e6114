"""Fetching a file from the office: https, or http on this machine alone; no redirect, no proxy, limits everywhere."""

import http.client
import ssl
import time
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from lachan.readers.canonical import refusal
from lachan.vietnam.wording import Wording

PIECE = 1 << 16
NO_ADDRESS = Wording("địa chỉ không đúng", "this is no address")


def refuse_address(address: str) -> Wording | None:
    """Why an address is not fetched; None when it is."""
    try:
        parts = urlsplit(address)
        _ = parts.port
        (parts.hostname or "").encode("idna")
    except ValueError:  # a port or a name that cannot be
        return NO_ADDRESS
    if parts.username is not None or parts.fragment or not parts.hostname or not address.isascii():
        return NO_ADDRESS
    if any(one <= " " or one == "\x7f" for one in address):
        return NO_ADDRESS
    if parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname)):
        return None
    return Wording("chỉ nhận địa chỉ https, hoặc http trên chính máy này", "only https, or http on this machine itself")


def fetched(address: str, *, token: str, tag: str, seconds: float, most: int) -> bytes | None:
    """What is at the address, None when it still has the ETag `tag`; `InputError` or OSError when it cannot be had.

    `token` goes as a bearer key and is shown in no message.
    """
    parts = urlsplit(address)
    deadline = time.monotonic() + seconds
    headers = {"Accept": "application/octet-stream", "User-Agent": "lachan"}
    headers |= {"Authorization": f"Bearer {token}"} if token else {}
    headers |= {"If-None-Match": tag} if tag else {}
    connection = _connection(parts, seconds)
    try:
        connection.request("GET", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), headers=headers)
        with connection.getresponse() as answer:
            if answer.status == http.client.NOT_MODIFIED and tag:
                return None
            if answer.status != http.client.OK:
                raise _refused(answer.status, parts)
            return _read(answer, most, deadline, parts)
    except http.client.HTTPException as broken:
        raise refusal(
            "not_http",
            "máy chủ trả lời không đúng quy cách",
            f"the server's answer is no HTTP ({type(broken).__name__})",
            str(parts.hostname),
        ) from None
    finally:
        connection.close()


def _connection(parts: SplitResult, seconds: float) -> http.client.HTTPConnection:
    host = str(parts.hostname)
    if parts.scheme == "https":
        return http.client.HTTPSConnection(host, parts.port, timeout=seconds, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, parts.port, timeout=seconds)


def _read(answer: http.client.HTTPResponse, most: int, deadline: float, parts: SplitResult) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read1(PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > most:
            raise refusal("too_large", "tệp quá lớn", "the file is too large", str(parts.hostname))
        if time.monotonic() > deadline:
            raise TimeoutError("quá thời gian chờ / out of time")
    if answer.length:  # the connection ended before all that was announced
        raise refusal(
            "truncated", "kết nối đứt giữa chừng", "the connection broke in the middle", str(parts.hostname)
        )  # fmt: skip
    return b"".join(pieces)


_MEANING: dict[int, Wording] = {
    http.client.UNAUTHORIZED: Wording("khóa kết nối không còn hiệu lực hoặc thiếu", "no good API key"),
    http.client.FORBIDDEN: Wording("khóa kết nối không có quyền lists:read", "the API key lacks lists:read"),
    http.client.NOT_FOUND: Wording("địa chỉ không có danh sách nào", "there is no list at this address"),
    http.client.TOO_MANY_REQUESTS: Wording("gọi quá nhiều lần trong một phút", "too many calls in a minute"),
}


_REDIRECTS = (301, 302, 303, 307, 308)


def _refused(status: int, parts: SplitResult) -> Exception:
    meaning = _MEANING.get(status)
    if meaning is None and status in _REDIRECTS:
        meaning = Wording(
            "máy chủ chuyển sang địa chỉ khác; hãy ghi thẳng địa chỉ đó", "redirected; give that address itself"
        )
    meaning = meaning or Wording("máy chủ không giao danh sách", "the server does not hand out the list")
    return refusal("not_fetched", f"{meaning.vi} ({status})", f"{meaning.en} ({status})", str(parts.hostname))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
