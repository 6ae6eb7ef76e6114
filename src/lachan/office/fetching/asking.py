"""One question to a checked address in HTTP/1.1, the head of its answer, and a reader for the rest of it.

No redirect, no cookie, no memory. The standard library reads the answer, but through a wire that knows how much time
and how many bytes are left: a server that drips or never ends holds nobody up.
"""

import http.client
import io
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

from lachan.office.fetching.links import Link
from lachan.office.fetching.way import OUTSIDE, Deadline, Way, open_connection


class TooLarge(OSError):
    """More came over the wire than was allowed."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """The server's own certificate (DER), whether it proves the name today (else why not), and the TLS version."""

    der: bytes
    trusted: bool
    why: str
    tls: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The head of an answer, and the wire and reader for the rest of it."""

    address: str
    certificate: Certificate | None
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    reader: http.client.HTTPResponse
    wire: "Wire"

    def header(self, name: str) -> str:
        """The first header of that name, "" when there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")


class Wire(io.RawIOBase):
    """What comes from a socket, until the time is over or `most` bytes came."""

    def __init__(self, sock: socket.socket, deadline: Deadline, most: int) -> None:
        super().__init__()
        self.sock, self.deadline, self.most, self.taken = sock, deadline, most, 0

    def readable(self) -> bool:
        """It is read from."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer with what comes next; TimeoutError or TooLarge when a limit is met."""
        if self.taken >= self.most:
            raise TooLarge("too many bytes")
        self.sock.settimeout(self.deadline.wait())
        count = self.sock.recv_into(memoryview(buffer)[: max(1, self.most - self.taken)])
        self.taken += count
        return count

    def makefile(self, mode: str) -> io.BufferedReader:
        """Itself, buffered, as `http.client` asks of a socket."""
        return io.BufferedReader(self)


@contextmanager
def asked(
    link: Link,
    addresses: tuple[str, ...],
    *,
    deadline: Deadline,
    method: str = "GET",
    body: bytes = b"",
    headers: Mapping[str, str],
    most_head: int,
    insist: bool,
    way: Way = OUTSIDE,
) -> Iterator[Answer]:
    """Ask one of the checked addresses; OSError or HTTPException when it gives no answer.

    With `insist` a certificate that does not prove the name ends it (SSLCertVerificationError) before anything is
    said; without, it is told in the answer.
    """
    sock, address, certificate = _connected(link, addresses, deadline, insist, way)
    try:
        wire = Wire(sock, deadline, most_head)
        sock.settimeout(deadline.wait())
        sock.sendall(_question(link, method, body, headers))
        reader = http.client.HTTPResponse(cast(socket.socket, wire), method=method)
        reader.begin()
        head = tuple(reader.getheaders())
        yield Answer(address, certificate, reader.status, reader.reason[:200], head, reader, wire)
    finally:
        sock.close()


def _question(link: Link, method: str, body: bytes, headers: Mapping[str, str]) -> bytes:
    """The bytes to send. ValueError when a header could smuggle in another."""
    told = {"Host": link.authority, "Connection": "close"} | dict(headers)
    if method != "GET":
        told["Content-Length"] = str(len(body))
    lines = [f"{method} {link.path} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items())]
    if any("\r" in line or "\n" in line for line in lines):
        raise ValueError("a header with a line break")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def _connected(
    link: Link, addresses: tuple[str, ...], deadline: Deadline, insist: bool, way: Way
) -> tuple[socket.socket, str, Certificate | None]:
    sock, address = open_connection(addresses, link.port, deadline=deadline, way=way)
    if not link.secure:
        return sock, address, None
    try:
        secure = _wrapped(sock, link, deadline, ssl.create_default_context())
        return secure, address, _certificate(secure)
    except ssl.SSLCertVerificationError as error:
        if insist:
            raise
        why = error.verify_message or "not verified"
    # The same address once more, and its certificate taken as it is: a forged page is what we came for.
    sock, address = open_connection((address,), link.port, deadline=deadline, way=way)
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    secure = _wrapped(sock, link, deadline, context)
    return secure, address, _certificate(secure, why)


def _wrapped(sock: socket.socket, link: Link, deadline: Deadline, context: ssl.SSLContext) -> ssl.SSLSocket:
    try:
        sock.settimeout(deadline.wait())
        return context.wrap_socket(sock, server_hostname=link.host)
    except BaseException:
        sock.close()
        raise


def _certificate(sock: ssl.SSLSocket, why: str = "") -> Certificate:
    return Certificate(sock.getpeercert(binary_form=True) or b"", not why, why, sock.version() or "")
