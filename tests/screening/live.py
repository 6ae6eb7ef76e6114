"""A real screen as `lachan calls screen` starts it, with partners who call through it and a switch behind it.

Partners have addresses of their own in 127.0.0.0/8, so that each stands for a trunk.
"""

import itertools
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lachan.exchange.protected_list import write_protected_list
from lachan.readers.protected_list import ProtectedList
from tests.screening.messages import USUAL

ABROAD, PARTNER, AGENCY = "127.0.0.2", "127.0.0.3", "127.0.0.4"
"""A trunk from other countries, one of another operator of Vietnam, and the police's own line."""
CALLER, CALLEE = "+8491" + "2345678", "+8424" + "31111111"
STARTS_WITHIN = 60.0
OFFICE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
TRUNKS = f"""
[contact]
email = "khieu-nai@nhamang.example"

[[trunk]]
name = "QT-1"
operator = "Carrier"
kind = "international"
addresses = ["{ABROAD}"]

[[trunk]]
name = "VN-1"
operator = "Operator"
kind = "domestic"
addresses = ["{PARTNER}", "127.0.0.1"]

[[trunk]]
name = "tong-dai-cong-an"
operator = "Agency"
kind = "internal"
addresses = ["{AGENCY}"]
"""
_numbers = itertools.count(1)


def free_port() -> int:
    """A port that nobody uses now, with UDP or TCP."""
    with socket.socket() as tcp:
        tcp.bind(("127.0.0.1", 0))
        port = int(tcp.getsockname()[1])
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
            try:
                udp.bind(("127.0.0.1", port))
            except OSError:
                return free_port()
        return port


def request(
    method: str = "INVITE", *, to: str = CALLEE, by: str = CALLER, call_id: str = "", cseq: int = 1, branch: str = "",
    uri: str = "", from_: str = "", to_tag: str = "", hops: int = 70, headers: Sequence[str] = (), source: str = "",
) -> str:  # fmt: skip
    """One request as text; every one is of another call unless `call_id` says otherwise."""
    mark = call_id or f"{os.getpid()}-{next(_numbers)}"
    lines = [
        f"{method} {uri or f'sip:{to}@127.0.0.1;user=phone'} SIP/2.0",
        f"Via: SIP/2.0/UDP {source or '127.0.0.1:5060'};branch={branch or f'z9hG4bK{mark}'}",
        f"Max-Forwards: {hops}",
        f"From: {from_ or f'<sip:{by}@a.example;user=phone>'};tag=1",
        f"To: <sip:{to}@b.example>{f';tag={to_tag}' if to_tag else ''}",
        f"Call-ID: {mark}",
        f"CSeq: {cseq} {method}",
        *headers,
        "Content-Length: 0",
        "",
        "",
    ]
    return "\r\n".join(lines)


def header(text: str, name: str) -> list[str]:
    """The values of a header in a message."""
    head = text.partition("\r\n\r\n")[0].split("\r\n")
    return [one.partition(":")[2].strip() for one in head if one.lower().startswith(f"{name.lower()}:")]


class Party:
    """A socket with an address of its own."""

    def __init__(self, host: str, to: int = 0, *, port: int = 0) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind((host, port))
        self.at = "{}:{}".format(*self.socket.getsockname())
        self.port = int(self.socket.getsockname()[1])
        self._to = to

    def send(self, message: str | bytes) -> None:
        """Send to the screen."""
        content = message.encode() if isinstance(message, str) else message
        self.socket.sendto(content, ("127.0.0.1", self._to))

    def answer(self, received: str, status: str, to: int) -> None:
        """Answer a request that came through the screen, with all its Via headers."""
        lines = [f"SIP/2.0 {status}", *(f"Via: {one}" for one in header(received, "Via"))]
        lines += [f"{name}: {header(received, name)[0]}" for name in ("From", "To", "Call-ID", "CSeq")]
        self.socket.sendto("\r\n".join([*lines, "Content-Length: 0", "", ""]).encode(), ("127.0.0.1", to))

    def heard(self, call_id: str = "", seconds: float = 3.0) -> str:
        """The next message (of a call), "" when none comes."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.socket.settimeout(left)
            try:
                text = self.socket.recv(70_000).decode("utf-8", "replace")
            except TimeoutError:
                break
            if not call_id or call_id in header(text, "Call-ID"):
                return text
        return ""

    def forget(self) -> None:
        """Drop what has come and was not looked at."""
        self.socket.setblocking(False)
        try:
            while True:
                self.socket.recv(70_000)
        except BlockingIOError:
            self.socket.setblocking(True)


class LiveScreen:
    """The command, running; its files may be changed at any time."""

    def __init__(self, folder: Path, *, rules: str = "", workers: int = 2, options: Sequence[str] = ()) -> None:
        self.folder = folder
        self.port, self.status = free_port(), free_port()
        self.switch = Party("127.0.0.1")
        self.parties: list[Party] = []
        self.serial = 1
        self.workers = workers
        (folder / "office.pub").write_bytes(
            OFFICE.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        )
        self.write_list(USUAL)
        self.write_trunks()
        self.write_rules(rules)
        self.command = [
            sys.executable, "-m", "lachan.cli", "calls", "screen", "--listen", f"udp:127.0.0.1:{self.port}",
            "--next-hop", f"127.0.0.1:{self.switch.port}", "--trunks", str(folder / "trunks.toml"),
            "--rules", str(folder / "rules.toml"), "--list", str(folder / "list.signed"),
            "--key", str(folder / "office.pub"), "--run", str(folder / "r"), "--log", str(folder / "log"),
            "--workers", str(workers), "--status", f"127.0.0.1:{self.status}", *options,
        ]  # fmt: skip
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until calls are taken."""
        self.said = (self.folder / "said").open("wb+")
        self.process = subprocess.Popen(self.command, stdout=self.said, stderr=self.said, start_new_session=True)
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            if "Ctrl-C" in self.words():
                return
            time.sleep(0.05)
        raise RuntimeError(f"the screen did not start: {self.words()}")

    def stop(self) -> int:
        """End it as Ctrl-C does; the exit code."""
        assert self.process
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(20)
        self.said.close()
        self.switch.socket.close()
        return code

    def words(self) -> str:
        """All that it said."""
        return (self.folder / "said").read_text(encoding="utf-8")

    def party(self, host: str) -> Party:
        """Somebody who calls from that address, until the test is over."""
        self.parties.append(Party(host, self.port))
        return self.parties[-1]

    def hang_up(self) -> None:
        """Nobody calls any more."""
        while self.parties:
            self.parties.pop().socket.close()

    def write_list(self, protected: ProtectedList, *, days: float = 30, key: Ed25519PrivateKey = OFFICE) -> None:
        """Put a list in the place of the one that is there, as whole as `mv` does."""
        now = datetime.now(UTC).replace(microsecond=0)
        issued = replace(
            protected, serial=self.serial, issued_at=now - timedelta(days=40), valid_until=now + timedelta(days=days)
        )
        self._put("list.signed", write_protected_list(issued, key=key))

    def write_trunks(self, further: str = "") -> None:
        """Put trunks in the place of those that are there."""
        self._put("trunks.toml", (TRUNKS + further).encode())

    def write_rules(self, rules: str) -> None:
        """Put rules in the place of those that are there."""
        self._put("rules.toml", rules.encode())

    def _put(self, name: str, content: bytes) -> None:
        part = self.folder / f".{name}"
        part.write_bytes(content)
        part.replace(self.folder / name)

    def taken(self, before: int, seconds: float = 15.0) -> None:
        """Wait until all workers go by what was put there last (`before`: what `generation` was before)."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if (files := self.metric("files_taken")) > before and self.event("taken") >= self.workers * files:
                return
            time.sleep(0.05)
        raise AssertionError(f"not taken: {self.words()}")

    def generation(self) -> int:
        """How often new files were taken since the start."""
        return int(self.metric("files_taken"))

    def go_by(self, rules: str) -> None:
        """Put these rules there, and wait until calls are judged by them."""
        if (self.folder / "rules.toml").read_text(encoding="utf-8") != rules:
            before = self.generation()
            self._put("rules.toml", rules.encode())
            self.taken(before)

    def page(self, path: str = "/metrics") -> str:
        """A page of the status server."""
        with socket.create_connection(("127.0.0.1", self.status), 5) as asking:
            asking.sendall(f"GET {path} HTTP/1.0\r\nHost: 127.0.0.1:{self.status}\r\n\r\n".encode())
            content = b""
            while more := asking.recv(65_536):
                content += more
        return content.decode()

    def metric(self, name: str) -> float:
        """One figure without labels."""
        return next(
            (
                float(one.split(" ")[1])
                for one in self.page().splitlines()
                if one.startswith(f"lachan_screening_{name} ")
            ),
            0.0,
        )

    def event(self, name: str) -> float:
        """One counter of events."""
        start = f'lachan_screening_events_total{{event="{name}"}} '
        return next((float(one[len(start) :]) for one in self.page().splitlines() if one.startswith(start)), 0.0)

    def decisions(self) -> Iterator[dict[str, Any]]:
        """All lines of the logs."""
        for path in sorted((self.folder / "log").glob("decisions-*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                yield json.loads(line)

    def kamailio(self) -> int:
        """The process id of Kamailio's main process."""
        return int((self.folder / "r" / "kamailio.pid").read_text())


def children(pid: int) -> list[int]:
    """The processes below one."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = stat.read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        if int(parent) == pid:
            found.append(int(stat.parent.name))
    return found


def resident(pids: Sequence[int]) -> int:
    """The memory of processes that is their own, in bytes."""
    total = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                total += int(line.split()[1]) * 1024
    return total
