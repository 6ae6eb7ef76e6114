"""A fake service: an HTTP server on loopback, able to lose requests and answers as networks do."""

import json
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


class Fake:
    """What siblings share. `lose`: how often a request is lost before it is done, and its answer after it was done."""

    def __init__(self, *, lose: float = 0.0, seed: int = 1) -> None:
        self.lose = lose
        self.calls: list[str] = []
        self._chance = random.Random(seed)
        self._lock = threading.Lock()

    def answer(self, method: str, path: str, query: dict[str, str], told: Any, headers: Any) -> tuple[int, Any]:
        """Status and JSON: the service's own rules."""
        raise NotImplementedError

    def handle(self, handler: BaseHTTPRequestHandler) -> None:
        """One request."""
        length = int(handler.headers.get("Content-Length") or 0)
        body = handler.rfile.read(length)
        parts = urlsplit(handler.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        kind = handler.headers.get("Content-Type", "")
        if kind.startswith("application/json") and body:
            told: Any = json.loads(body)
        else:
            told = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        with self._lock:
            if self._chance.random() < self.lose:
                return self._cut(handler)
            self.calls.append(f"{handler.command} {parts.path}")
            status, content = self.answer(handler.command, parts.path, query, told, handler.headers)
            if self._chance.random() < self.lose:
                return self._cut(handler)  # done, and nobody is told
        sent = json.dumps(content).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(sent)))
        handler.end_headers()
        handler.wfile.write(sent)
        return None

    def _cut(self, handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        handler.connection.close()


@contextmanager
def served(fake: Fake) -> Iterator[str]:
    """The fake at an address of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def _any(self) -> None:
            try:
                fake.handle(self)
            except (BrokenPipeError, ConnectionResetError, OSError, ValueError):
                self.close_connection = True

        do_GET = do_POST = do_DELETE = _any  # noqa: N815

        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
