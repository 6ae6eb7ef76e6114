"""The processes of a running office: the web server and one worker, started together and ended together."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

HOST = "127.0.0.1"
# Pages cost processor time: a process a core, and few threads in it, or a writer who holds the data base waits for
# readers of its own process. Measured with 65 clients at once (benchmarks/bench_reporting.py).
WEB_PROCESSES = min(4, os.cpu_count() or 1)
WEB_THREADS = 2
SECONDS_TO_END = 15
PR_SET_PDEATHSIG = 1
STOPS = (signal.SIGINT, signal.SIGTERM)


def refuse_taken_port(port: int, host: str) -> None:
    """Say so before anything starts when another program listens already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            typer.echo(
                f"Cổng {port} đang có chương trình khác dùng; hãy chọn cổng khác, ví dụ PORT={port + 1}. / "
                f"Port {port} is taken; choose another, say PORT={port + 1}.",
                err=True,
            )
            raise typer.Exit(1) from None


def run_office(*, port: int, host: str = HOST, web_processes: int = 1, collector: bool = False) -> int:
    """Run web server, worker and, if wanted, the collector of evidence until a signal comes or one of them ends.

    Answers the exit code.
    """
    web = [
        sys.executable, "-m", "granian", "lachan.office.wsgi:application", "--interface", "wsgi", "--host", host,
        "--port", str(port), "--workers", str(web_processes), "--blocking-threads", str(WEB_THREADS),
        "--log-level", "warning", "--workers-kill-timeout", "10",
    ]  # fmt: skip
    others = ["worker", "collect"] if collector else ["worker"]
    with _stop_signals() as asked_to_stop:
        children = [_start(web), *(_start([sys.executable, "-m", "lachan.cli", "office", one]) for one in others)]
        try:
            while not asked_to_stop and all(child.poll() is None for child in children):
                time.sleep(0.2)
        finally:
            codes = _end(children)
    return 0 if asked_to_stop else max(1, *codes)


@contextmanager
def _stop_signals() -> Iterator[list[int]]:
    """A list that the first SIGINT or SIGTERM is written to."""
    seen: list[int] = []
    before = {number: signal.signal(number, lambda got, _frame: seen.append(got)) for number in STOPS}
    try:
        yield seen
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _start(command: list[str]) -> "subprocess.Popen[bytes]":
    # In a session of its own the child hears of Ctrl-C only from us, so each is ended once and in order.
    return subprocess.Popen(command, start_new_session=True, preexec_fn=_end_with(os.getpid()))  # noqa: S603


def _end_with(parent: int) -> Callable[[], None]:
    """What a child does first: ask the kernel to end it when its parent is killed outright (Linux only)."""
    libc = ctypes.CDLL(None)

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return ask


def _end(children: "list[subprocess.Popen[bytes]]") -> list[int]:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + SECONDS_TO_END
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    return [abs(child.returncode) for child in children]
