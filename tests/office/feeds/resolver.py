"""A real Unbound on loopback, with an Internet of its own behind it in which every name has an address."""

import secrets
import signal
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NXDOMAIN = 3
CONFIG = """server:
  interface: 127.0.0.1@{port}
  port: {port}
  do-daemonize: no
  username: ""
  chroot: ""
  directory: "{folder}"
  pidfile: "{folder}/pid"
  use-syslog: no
  do-not-query-localhost: no
  module-config: "respip iterator"
  cache-max-ttl: 0
  cache-max-negative-ttl: 0
{more}
forward-zone:
  name: "."
  forward-addr: 127.0.0.1@{upstream}
"""


class Unbound:
    """The running resolver."""

    def __init__(self, folder: Path, port: int, process: "subprocess.Popen[bytes]") -> None:
        self.folder, self.port, self.process = folder, port, process

    def blocked(self, name: str) -> bool:
        """Whether it says that there is no such name; it must answer within a few seconds."""
        for _try in range(20):
            code = _asked(name, self.port)
            if code is not None:
                return code == NXDOMAIN
            time.sleep(0.1)  # it is only starting, or reading its files
        raise AssertionError("no answer")

    def read_again(self) -> None:
        """Read configuration and lists anew, as an operator's timer has it do."""
        self.process.send_signal(signal.SIGHUP)


@contextmanager
def unbound(folder: Path, more: str) -> Iterator[Unbound]:
    """Unbound with `more` lines of configuration, until the end of the block."""
    with _internet() as upstream:
        port = _free_port()
        config = folder / "unbound.conf"
        config.write_text(CONFIG.format(port=port, folder=folder, upstream=upstream, more=more))
        subprocess.run(["unbound-checkconf", config], check=True, capture_output=True)
        process = subprocess.Popen(["unbound", "-c", config, "-d"], stderr=subprocess.DEVNULL)
        try:
            yield Unbound(folder, port, process)
        finally:
            process.terminate()
            process.wait(10)


@contextmanager
def _internet() -> Iterator[int]:
    """A server that gives every name the address 192.0.2.1."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(0.2)
        stop = threading.Event()
        thread = threading.Thread(target=_answer_all, args=(server, stop))
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            stop.set()
            thread.join()


def _answer_all(server: socket.socket, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            asked, who = server.recvfrom(4096)
        except TimeoutError:
            continue
        end = asked.index(b"\0", 12) + 5
        record = b"\xc0\x0c" + struct.pack(">HHIH", 1, 1, 1, 4) + bytes((192, 0, 2, 1))
        server.sendto(asked[:2] + struct.pack(">HHHHH", 0x8180, 1, 1, 0, 0) + asked[12:end] + record, who)


def _asked(name: str, port: int) -> int | None:
    question = b"".join(bytes((len(one),)) + one.encode() for one in name.split(".")) + b"\0" + struct.pack(">HH", 1, 1)
    number = secrets.token_bytes(2)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.settimeout(1)
        try:
            client.connect(("127.0.0.1", port))
            client.send(number + struct.pack(">HHHHH", 0x0100, 1, 0, 0, 0) + question)
            answer = client.recv(4096)
        except (TimeoutError, ConnectionRefusedError):
            return None
    assert answer[:2] == number
    return answer[3] & 15


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
