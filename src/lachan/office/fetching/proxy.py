"""A proxy on this machine that lets a browser out to checked addresses alone, and tells what it let out and refused.

The browser is told to ask it for everything, names included; every request of a page, whatever asked for it, meets the
same check as our own fetching. Time, bytes and connections are bounded for all of them together.
"""

import select
import socket
import socketserver
import threading
from dataclasses import dataclass, field
from types import TracebackType

from lachan.office.fetching.links import Link, read_host, read_link
from lachan.office.fetching.troubles import NotFetched, Trouble
from lachan.office.fetching.way import OUTSIDE, Deadline, Way, checked_addresses, open_connection

PORTS = (80, 443)
MOST_HEAD = 64 * 1024
MOST_TOLD = 200
_PIECE = 1 << 16
_KEPT_BY_PROXY = ("proxy-", "connection:", "keep-alive:", "host:")
_READY = b"HTTP/1.1 200 OK\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Call:
    """One request of the browser: to whom ("host:port"), the address it went to, or why it went nowhere."""

    to: str
    address: str = ""
    trouble: str = ""


@dataclass
class FilteringProxy:
    """`with FilteringProxy() as proxy`: listens on `proxy.port` of this machine until the block ends.

    `seconds`, `most_bytes` (both ways) and `most_calls` bound all requests together. `closed` are hosts that the
    browser calls for itself: they are refused and not told.
    """

    seconds: float = 40.0
    most_bytes: int = 64 * 1024 * 1024
    most_calls: int = 300
    way: Way = OUTSIDE
    closed: frozenset[str] = frozenset()
    calls: list[Call] = field(default_factory=list)

    def __enter__(self) -> "FilteringProxy":
        self.deadline = Deadline(self.seconds, 15.0)
        self._left = self.most_bytes
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._server = _Server(("127.0.0.1", 0), _handler_of(self))
        self.port = int(self._server.server_address[1])
        threading.Thread(target=self._server.serve_forever, args=(0.05,), name="proxy", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        with self._lock:
            still_open, self._open = self._open, set()
        for one in still_open:
            _cut(one)

    @property
    def refused(self) -> tuple[Call, ...]:
        """The requests that went nowhere."""
        return tuple(one for one in self.calls if one.trouble)

    def serve(self, browser: socket.socket) -> None:
        """Answer one connection of the browser."""
        with self._lock:
            self._open.add(browser)
        to = ""
        try:
            browser.settimeout(self.deadline.wait())
            head, rest = _read_head(browser)
            method, target = _first_line(head)
            to = "".join(filter(str.isprintable, target[:300]))
            link = _tunnel(target) if method == "CONNECT" else _plain(target)
            if link.host in self.closed:
                to = ""
                raise NotFetched(Trouble.INSIDE)
            to = f"{link.host}:{link.port}"
            self._let_out(browser, link, b"" if method == "CONNECT" else _question(method, link, head) + rest, to)
        except NotFetched as no:
            self._refuse(browser, to, no.trouble)
        except TimeoutError:
            self._refuse(browser, to, Trouble.TOO_SLOW)
        except OSError:
            self._refuse(browser, to, Trouble.NO_ANSWER)
        finally:
            with self._lock:
                self._open.discard(browser)

    def _let_out(self, browser: socket.socket, link: Link, said: bytes, to: str) -> None:
        with self._lock:
            if len(self.calls) >= self.most_calls:
                raise NotFetched(Trouble.TOO_LARGE)
        addresses = checked_addresses(link.host, link.port, deadline=self.deadline, way=self.way)
        server, address = open_connection(addresses, link.port, deadline=self.deadline, way=self.way)
        with self._lock:
            self.calls.append(Call(to, address))
            self._open.add(server)
        try:
            server.settimeout(self.deadline.wait())
            if said:
                server.sendall(said)
            else:
                browser.sendall(_READY)
            self._relay(browser, server)
        except OSError:  # the page is cut where a limit is met or an end hangs up
            return
        finally:
            with self._lock:
                self._open.discard(server)
            server.close()

    def _relay(self, browser: socket.socket, server: socket.socket) -> None:
        """Carry bytes both ways until one end closes or a limit is met."""
        others = {browser: server, server: browser}
        while True:
            ready, _, _ = select.select([browser, server], [], [], self.deadline.wait())
            if not ready:
                return
            for one in ready:
                piece = one.recv(_PIECE)
                if not piece or not self._may_pass(len(piece)):
                    return
                others[one].settimeout(self.deadline.wait())
                others[one].sendall(piece)

    def _may_pass(self, count: int) -> bool:
        with self._lock:
            self._left -= count
            return self._left >= 0

    def _refuse(self, browser: socket.socket, to: str, trouble: Trouble) -> None:
        if to:
            with self._lock:
                if len(self.calls) < MOST_TOLD + self.most_calls:
                    self.calls.append(Call(to, trouble=trouble.value))
        try:
            browser.sendall(b"HTTP/1.1 403 Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        except OSError:  # it has hung up already
            return


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = False
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up in the middle is no fault of ours."""


def _handler_of(proxy: FilteringProxy) -> type[socketserver.BaseRequestHandler]:
    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            proxy.serve(self.request)

    return Handler


def _read_head(browser: socket.socket) -> tuple[bytes, bytes]:
    """The head of a request with its last line end, and what came behind it."""
    got = b""
    while b"\r\n\r\n" not in got:
        piece = browser.recv(_PIECE)
        if not piece or len(got) + len(piece) > MOST_HEAD:
            raise ConnectionError("no head")
        got += piece
    head, _, rest = got.partition(b"\r\n\r\n")
    return head, rest


def _first_line(head: bytes) -> tuple[str, str]:
    words = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
    if len(words) != 3:
        raise NotFetched(Trouble.BAD_LINK)
    return words[0], words[1]


def _tunnel(target: str) -> Link:
    """The far end of a tunnel: "host:port"."""
    host, _, port = target.rpartition(":")
    if not (port.isascii() and port.isdigit() and int(port) in PORTS):
        raise NotFetched(Trouble.BAD_PORT)
    return Link(True, read_host(host.removeprefix("[").removesuffix("]")), int(port), "/")


def _plain(target: str) -> Link:
    """The address of a request that is not encrypted, whole as browsers give it to proxies."""
    link = read_link(target)
    if link.secure:
        raise NotFetched(Trouble.BAD_SCHEME)
    return link


def _question(method: str, link: Link, head: bytes) -> bytes:
    """The request as the server gets it: for this host, one for the connection, without what was said to the proxy."""
    lines = head.split(b"\r\n")[1:]
    kept = [one for one in lines if not one.lower().startswith(tuple(word.encode() for word in _KEPT_BY_PROXY))]
    first = [f"{method} {link.path} HTTP/1.1".encode(), f"Host: {link.authority}".encode(), b"Connection: close"]
    return b"\r\n".join([*first, *kept, b"", b""])


def _cut(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:  # closed in the same moment
        return
