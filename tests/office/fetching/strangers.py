"""The net as the tests have it: names with addresses that look public, and real servers on this machine behind them.

The resolver and the ends of the wire are the tests' own; the table of refused networks and the ports stay as they are.
"""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from lachan.office.fetching import Way

Speak = Callable[[str, socket.socket], None]
PUBLIC = "93.184.216.34"


@dataclass
class Net:
    """Names and their addresses, what stands behind an address and port, and what was asked and called."""

    names: dict[str, list[str]] = field(default_factory=dict)
    behind: dict[tuple[str, int], int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    called: list[tuple[str, int]] = field(default_factory=list)

    def resolve(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        if host not in self.names:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return self.names[host]

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        self.called.append((address, port))
        if (address, port) not in self.behind:
            raise ConnectionRefusedError(address)
        return socket.create_connection(("127.0.0.1", self.behind[address, port]), seconds)

    @property
    def way(self) -> Way:
        return Way(self.resolve, self.connect)

    def stands(self, host: str, local_port: int, *, port: int = 80, address: str = PUBLIC) -> None:
        """Let `host` be served by what listens on `local_port` here."""
        self.names[host] = [address]
        self.behind[address, port] = local_port


def page(content: bytes, *, status: str = "200 OK", **headers: str) -> Speak:
    """A server that answers everything with this."""

    def speak(head: str, sock: socket.socket) -> None:
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(content)}", *(f"{k}: {v}" for k, v in headers.items())]
        sock.sendall("\r\n".join([*lines, "", ""]).replace("_", "-").encode() + content)

    return speak


def redirect(to: str) -> Speak:
    """A server that sends everybody elsewhere."""

    def speak(head: str, sock: socket.socket) -> None:
        sock.sendall(b"HTTP/1.1 302 Found\r\nLocation: " + to.encode() + b"\r\nContent-Length: 0\r\n\r\n")

    return speak


@contextmanager
def server(speak: Speak, *, certificate: Path | None = None) -> Iterator[int]:
    """A real server on this machine, its port; each connection is one question, `speak(head, socket)` the answer."""
    context = None
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve(sock: socket.socket) -> None:
        try:
            with sock if context is None else context.wrap_socket(sock, server_side=True) as wire:
                head = b""
                while b"\r\n\r\n" not in head and (piece := wire.recv(4096)):
                    head += piece
                if head:
                    speak(head.decode("latin-1"), wire)
        except OSError:
            return  # whoever asked has hung up, which is what some tests are about

    def accept() -> None:
        while True:
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(sock,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
