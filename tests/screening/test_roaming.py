"""Whether a subscriber roams: from a table, or asked of a service that may be slow, broken or hostile."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lachan.readers.errors import InputError
from lachan.screening.roaming import RoamingService, RoamingTable, compile_roaming, open_roaming, roaming_unknown
from lachan.screening.settings import RoamingSettings

ROAMS, HOME, OTHER = "+84912345678", "+84912345679", "+84912345670"


def table(tmp_path: Path, *, absent_is_home: bool = False) -> RoamingTable:
    lines = ["number,state", "0912345678", f"{HOME},home", "", "# chú thích", "+84 98 765 4321,roaming"]
    compile_roaming(lines, tmp_path / "roaming", taken_at=1_000.0)
    return RoamingTable(tmp_path / "roaming", oldest=60, absent_is_home=absent_is_home)


def test_a_table_knows_who_roams_and_who_is_at_home(tmp_path: Path) -> None:
    plug = table(tmp_path)
    assert [plug(one, 1_010.0) for one in (ROAMS, HOME, OTHER, "alice", "+", "+x")] == [
        True,
        False,
        None,
        None,
        None,
        None,
    ]
    assert table(tmp_path, absent_is_home=True)(OTHER, 1_010.0) is False


def test_an_old_table_knows_nothing(tmp_path: Path) -> None:
    assert table(tmp_path)(ROAMS, 1_061.0) is None


@pytest.mark.parametrize("line", ["alice", "0912345678,away", "113", "0912345678;roaming"])
def test_a_bad_line_of_the_table_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(InputError) as refused:
        compile_roaming(["0912345678", line], tmp_path / "roaming", taken_at=0.0, name="cv.csv")
    assert refused.value.message().startswith("cv.csv, dòng 2")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("size", [0, 20, 50])
def test_a_table_that_is_not_whole_is_refused(tmp_path: Path, size: int) -> None:
    table(tmp_path)
    (tmp_path / "cut").write_bytes((tmp_path / "roaming").read_bytes()[:size])
    with pytest.raises((ValueError, OSError)):
        RoamingTable(tmp_path / "cut", oldest=60, absent_is_home=False)


@contextmanager
def service(answer: Callable[[socket.socket, str], None]) -> Iterator[tuple[str, list[str]]]:
    """A server on this machine that lets `answer` do to each connection what it likes; requests received."""
    seen: list[str] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                text = connection.recv(4_096).decode()
                seen.append(text.split("\r\n")[0])
                try:
                    answer(connection, text)
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/roaming", seen
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def reply(body: object, status: str = "200 OK") -> Callable[[socket.socket, str], None]:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return lambda connection, _: connection.sendall(f"HTTP/1.1 {status}\r\nX: y\r\n\r\n".encode() + content)


@pytest.mark.parametrize("roams", [True, False, None])
def test_a_service_is_asked_once_for_half_a_minute(roams: bool | None) -> None:
    now = [0.0]
    with service(reply({"roaming": roams})) as (address, seen):
        plug = RoamingService(address, seconds=5, clock=lambda: now[0])
        assert [plug(ROAMS, 0.0), plug(ROAMS, 0.0)] == [roams, roams]
        assert seen == ["GET /roaming?number=%2B84912345678 HTTP/1.0"]
        now[0] = 31.0
        assert plug(ROAMS, 0.0) is roams
        assert len(seen) == 2


@pytest.mark.parametrize(
    "answer",
    [
        reply({"roaming": "yes"}),
        reply([]),
        reply({"roaming": 1}),
        reply(b"{"),
        reply(b""),
        reply({"roaming": True}, "500 No"),
        reply(b"[" * 100_000),
        reply(b"x" * 1_000_000),
        lambda connection, _: connection.close(),
        lambda connection, _: connection.sendall(b"\xff\xfe"),
    ],
)
def test_another_answer_is_unknown(answer: Callable[[socket.socket, str], None]) -> None:
    with service(answer) as (address, _):
        plug = RoamingService(address, seconds=2)
        assert plug(ROAMS, 0.0) is None
        assert plug.failed == 1


def drip(connection: socket.socket, _: str) -> None:
    """A byte now and then, so that no single wait is too long."""
    for one in b"HTTP/1.1 200 OK\r\n\r\n" + b" " * 200:
        connection.sendall(bytes([one]))
        time.sleep(0.01)


def test_a_service_that_drips_is_left_at_the_time_limit() -> None:
    with service(drip) as (address, _):
        plug = RoamingService(address, seconds=0.05)
        start = time.monotonic()
        assert plug(ROAMS, 0.0) is None
        assert time.monotonic() - start < 1.0


def test_a_service_that_fails_is_left_alone_for_a_while() -> None:
    now = [0.0]
    with socket.create_server(("127.0.0.1", 0)) as closed:
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    plug = RoamingService(address, seconds=0.2, clock=lambda: now[0])
    assert [plug(f"+8491234567{one}", 0.0) for one in range(9)] == [None] * 9
    assert plug.asked == 3
    now[0] = 5.1
    assert plug(ROAMS, 0.0) is None
    assert plug.asked == 4


def test_the_settings_name_the_plug(tmp_path: Path) -> None:
    table(tmp_path)
    assert open_roaming(RoamingSettings()) is roaming_unknown
    assert isinstance(open_roaming(RoamingSettings(http="http://127.0.0.1:9/x")), RoamingService)
    assert isinstance(open_roaming(RoamingSettings(table="cv.csv"), tmp_path / "roaming"), RoamingTable)
    assert open_roaming(RoamingSettings(table="cv.csv")) is roaming_unknown
    assert roaming_unknown(ROAMS, 0.0) is None
