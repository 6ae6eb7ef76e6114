"""One running Kamailio: started, asked whether it lives, ended; what it says goes into a log of bounded size."""

import ctypes
import os
import re
import signal
import socket
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from lachan.readers.errors import InputError
from lachan.screening.startup import Listen, Start, prepare
from lachan.vietnam.masks import masked_digits
from lachan.vietnam.wording import Wording

SECONDS_TO_START = 15.0
SECONDS_TO_END = 5.0
PROBE_SECONDS = 0.5
MESSAGES: Final = "kamailio.log"
MOST_MESSAGE_BYTES = 5_000_000
MOST_MESSAGES_A_SECOND = 50
LONGEST_MESSAGE = 300
PR_SET_PDEATHSIG = 1
_MESSAGE = re.compile(r"\s*\d+\(\d+\) ([A-Z]+): (.*)")
_ALIVE = re.compile(rb"SIP/2\.0 200 .*?\r\nX-Failures:[ \t]*(\d+)\r\n", re.DOTALL)


class Kamailio:
    """A Kamailio and all its processes. `failures` is how often its Python could not be asked at all."""

    def __init__(self, start: Start, log: Path) -> None:
        self.failures = 0
        self._start = start
        self._messages = Messages(log / MESSAGES)
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None
        self._probes = 0

    @property
    def pid(self) -> int:
        """The main process, 0 when there is none."""
        return self._process.pid if self._process else 0

    def start(self) -> None:
        """Start it and wait until it answers; InputError with its own last words when it does not."""
        command, environment = prepare(self._start)
        self._process = subprocess.Popen(  # noqa: S603
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            text=True, errors="replace", start_new_session=True, preexec_fn=_end_with(os.getpid()),
        )  # fmt: skip
        assert self._process.stderr
        self._reader = threading.Thread(target=self._messages.read, args=(self._process.stderr,), daemon=True)
        self._reader.start()
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline and self.runs():
            if self.probe():
                return
            time.sleep(0.05)
        self.end()
        last = "; ".join(self._messages.last) or "?"
        raise InputError(
            "kamailio_start",
            Wording(f"Kamailio không khởi động được: {last}", f"Kamailio does not start: {last}"),
        )

    def runs(self) -> bool:
        """Whether its main process is there."""
        return self._process is not None and self._process.poll() is None

    def probe(self) -> bool:
        """Whether a worker of each UDP address answers; without one, whether connections are taken."""
        asked = [one for one in self._start.listen if one.transport == "udp"]
        if not asked:
            return _connects(self._start.listen[0])
        answers = [self._probe(one) for one in asked]
        return all(answers)

    def probe_all(self) -> bool:
        """Whether as many questions as there are workers were answered, so that it was each one's turn once."""
        answers = [self.probe() for _ in range(self._start.workers)]
        return all(answers)

    def _probe(self, listen: Listen) -> bool:
        self._probes += 1
        found = _ALIVE.match(_asked(listen, f"{os.getpid()}-{self._probes}"))
        if not found:
            return False
        self.failures = int(found[1])
        return True

    def end(self) -> None:
        """End it: first by asking, then by force; nothing of it is left."""
        if self._process is None:
            return
        if self.runs():
            self._process.terminate()
            try:
                self._process.wait(SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                self._kill_group()
                self._process.wait()
        self._kill_group()
        if self._reader:
            self._reader.join(SECONDS_TO_END)
        if self._process.stderr:
            self._process.stderr.close()
        self._process = None

    def _kill_group(self) -> None:
        """Processes that outlived the main one; it leads a session of its own."""
        assert self._process
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return


class Messages:
    """What Kamailio writes, kept in a file of bounded size, of a flood only the beginning of each second.

    It writes out messages that it cannot read, over many lines, with the numbers in them: the first line is kept, and
    long runs of digits are hidden.
    """

    def __init__(self, path: Path) -> None:
        self.last: deque[str] = deque(maxlen=3)
        self._path = path

    def read(self, lines: Iterable[str]) -> None:
        """Until the pipe is closed."""
        second, count = 0, 0
        try:
            for line in lines:
                found = _MESSAGE.match(line)
                if not found:
                    continue
                line = f"{found[1]} {masked_digits(found[2])[:LONGEST_MESSAGE]}"
                if found[1] in ("ERROR", "CRITICAL"):
                    self.last.append(line)
                now = int(time.time())
                if now != second:
                    second, count = now, 0
                count += 1
                if count <= MOST_MESSAGES_A_SECOND:
                    self._write(f"{time.strftime('%Y-%m-%dT%H:%M:%S%z')} {line}\n")
        except ValueError:
            return  # closed while it was read

    def _write(self, line: str) -> None:
        """A message that cannot be written is lost; calls matter more."""
        try:
            if self._path.exists() and self._path.stat().st_size > MOST_MESSAGE_BYTES:
                self._path.replace(self._path.with_name(f"{self._path.name}.1"))
            with self._path.open("a", encoding="utf-8") as file:
                file.write(line)
        except OSError:
            return


def _asked(listen: Listen, name: str) -> bytes:
    """The answer to OPTIONS, b"" when none comes."""
    host = listen.host.strip("[]")
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    shown = f"[{host}]" if ":" in host else host
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as asking:
            asking.settimeout(PROBE_SECONDS)
            asking.connect((host, listen.port))
            own = asking.getsockname()
            asking.send(
                (
                    f"OPTIONS sip:lachan-alive@{shown}:{listen.port} SIP/2.0\r\n"
                    f"Via: SIP/2.0/UDP {shown}:{own[1]};branch=z9hG4bK{name}\r\nMax-Forwards: 1\r\n"
                    f"From: <sip:lachan@{shown}>;tag={name}\r\nTo: <sip:lachan-alive@{shown}>\r\n"
                    f"Call-ID: {name}\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n"
                ).encode()
            )
            return asking.recv(4096)
    except OSError:
        return b""


def _connects(listen: Listen) -> bool:
    try:
        with socket.create_connection((listen.host.strip("[]"), listen.port), PROBE_SECONDS):
            return True
    except OSError:
        return False


def _end_with(parent: int) -> Callable[[], None]:
    """What the child does first: ask the kernel to end it when its parent is killed outright (Linux only)."""
    libc = ctypes.CDLL(None)

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return ask
