"""`lachan lists pull`: only a good list takes the place of the one in use, whatever a file or a server gives."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from typer.testing import CliRunner

from lachan.cli import app
from lachan.exchange.protected_list import write_protected_list
from lachan.readers.protected_list import ProtectedList, ProtectedRange, read_protected_list

KEY = Ed25519PrivateKey.generate()
NOW = datetime.now(UTC).replace(microsecond=0)
RANGE = ProtectedRange("113", "113", "Công an", "never", (), date(2026, 1, 1), None)
LIST = ProtectedList(5, NOW - timedelta(hours=1), NOW + timedelta(days=30), "Sở Thử Nghiệm", (RANGE,), ())


def signed(key: Ed25519PrivateKey = KEY, **changes: object) -> bytes:
    return write_protected_list(replace(LIST, **changes), key=key)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Ended:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


def lachan(*words: object) -> Ended:
    """The command in this process, since starting one for each case would take minutes; a fault is shown as one."""
    result = CliRunner().invoke(app, ["lists", *map(str, words)])
    fault = result.exception
    said = "" if fault is None or isinstance(fault, SystemExit) else f"Traceback: {fault!r}"
    return Ended(result.exit_code, result.stdout, result.stderr + said)


@dataclass
class Desk:
    """An operator's folder: the office's key, and the list in use."""

    folder: Path

    @property
    def out(self) -> Path:
        return self.folder / "protected.signed"

    def pull(self, source: object, *more: object) -> Ended:
        return lachan("pull", source, "--key", self.folder / "office.pub", "--out", self.out, *more)

    def file(self, content: bytes) -> Path:
        path = self.folder / "came.signed"
        path.write_bytes(content)
        return path

    def serial(self) -> int:
        return read_protected_list(self.out.read_bytes(), key=KEY.public_key()).serial

    def leftovers(self) -> list[str]:
        return sorted(one.name for one in self.folder.iterdir() if one.name.startswith("."))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    public = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "office.pub").write_bytes(public)
    return Desk(tmp_path)


@dataclass
class Server:
    """Gives what it is told to give, and remembers what it was asked."""

    status: int = 200
    content: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def server() -> Iterator[Server]:
    told = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append(dict(self.headers))
            self.send_response(told.status)
            for name, value in ({"Content-Length": str(len(told.content))} | told.headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(told.content)

        def log_message(self, *_words: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    told.url = f"http://127.0.0.1:{httpd.server_address[1]}/list"
    yield told
    httpd.shutdown()
    httpd.server_close()


def refused(ended: Ended, vietnamese: str, english: str) -> bool:
    assert "Traceback" not in ended.stderr
    return ended.returncode == 1 and vietnamese in ended.stderr and english in ended.stderr


def test_a_list_from_a_file_comes_into_use_and_a_newer_one_replaces_it(desk: Desk) -> None:
    ended = desk.pull(desk.file(signed()))
    assert ended.returncode == 0, ended.stderr
    assert "Đã thay danh sách" in ended.stdout
    assert desk.pull(desk.file(signed(serial=6))).returncode == 0
    assert desk.serial() == 6
    assert desk.leftovers() == []
    again = desk.pull(desk.file(signed(serial=6)))
    assert again.returncode == 0
    assert "Danh sách không đổi" in again.stdout


BAD: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "an older serial": (lambda: signed(serial=4), "cũ hơn danh sách đang dùng", "older than that of the list"),
    "the same serial, another content": (lambda: signed(issuer="Khác"), "nội dung khác", "another content"),
    "another key": (lambda: signed(Ed25519PrivateKey.generate(), serial=9), "chữ ký không phải", "signature is not"),
    "a list that is over": (
        lambda: signed(serial=9, issued_at=NOW - timedelta(days=9), valid_until=NOW - timedelta(days=1)),
        "hết hiệu lực lúc", "was valid until",
    ),
    "a list of tomorrow": (
        lambda: signed(serial=9, issued_at=NOW + timedelta(days=1)), "ở tương lai", "in the future",
    ),
    "a cut list": (lambda: signed(serial=9)[:-5], "thiếu phần cuối", "end of the list is missing"),
    "a changed list": (lambda: signed(serial=9).replace(b"113", b"115"), "chữ ký không phải", "signature is not"),
    "a page": (lambda: b"<html>", "không phải danh sách", "not a list"),
    "nothing": (lambda: b"", "không phải danh sách", "not a list"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_what_is_not_good_leaves_the_list_in_use_and_says_so(desk: Desk, what: str) -> None:
    make, vietnamese, english = BAD[what]
    desk.out.write_bytes(signed())
    ended = desk.pull(desk.file(make()))
    assert refused(ended, vietnamese, english), ended.stderr
    assert "Giữ danh sách 5, có hiệu lực đến" in ended.stderr
    assert (desk.out.read_bytes(), desk.leftovers()) == (signed(), [])


def test_without_a_good_list_the_refusal_says_that_there_is_none(desk: Desk) -> None:
    ended = desk.pull(desk.file(b"x"))
    assert refused(ended, "Chưa có danh sách dùng được", "there is no good list")
    assert not desk.out.exists()


def test_the_alarm_is_louder_when_the_list_in_use_is_over_too(desk: Desk) -> None:
    desk.out.write_bytes(signed(issued_at=NOW - timedelta(days=9), valid_until=NOW - timedelta(days=1)))
    assert refused(desk.pull(desk.file(b"x")), "ĐÃ HẾT HIỆU LỰC", "NO LONGER VALID")


def test_a_broken_file_in_use_is_replaced(desk: Desk) -> None:
    desk.out.write_bytes(b"broken")
    ended = desk.pull(desk.file(signed()))
    assert (ended.returncode, desk.serial()) == (0, 5)
    assert "không dùng được" in ended.stderr


def test_a_server_gives_the_list_for_the_key_in_a_file_and_is_asked_only_for_news(desk: Desk, server: Server) -> None:
    secret = desk.folder / "api.key"
    secret.write_text("lachan_0123456789abcdef\n")
    secret.chmod(0o600)
    server.content = signed()
    assert desk.pull(server.url, "--api-key-file", secret).returncode == 0
    assert server.asked[0]["Authorization"] == "Bearer lachan_0123456789abcdef"
    assert "If-None-Match" not in server.asked[0]
    server.status, server.content = 304, b""
    ended = desk.pull(server.url, "--api-key-file", secret)
    assert (ended.returncode, desk.serial()) == (0, 5)
    assert len(server.asked[1]["If-None-Match"]) == 66
    assert "0123456789abcdef" not in ended.stdout + ended.stderr


def test_an_unchanged_list_that_is_over_by_now_is_an_alarm(desk: Desk, server: Server) -> None:
    desk.out.write_bytes(signed(issued_at=NOW - timedelta(days=9), valid_until=NOW - timedelta(days=1)))
    server.status = 304
    assert refused(desk.pull(server.url), "ĐÃ HẾT HIỆU LỰC", "NO LONGER VALID")


@pytest.mark.parametrize(
    ("status", "headers", "vietnamese"),
    [
        (401, {}, "khóa kết nối"), (403, {}, "lists:read"), (404, {}, "không có danh sách"), (429, {}, "quá nhiều"),
        (500, {}, "không giao danh sách"), (302, {"Location": "http://127.0.0.1:1/"}, "chuyển sang địa chỉ khác"),
        (304, {}, "không giao danh sách"), (204, {}, "không giao danh sách"), (299, {}, "không giao danh sách"),
    ],
)  # fmt: skip
def test_any_other_answer_is_refused_and_no_redirect_is_followed(
    desk: Desk, server: Server, status: int, headers: dict[str, str], vietnamese: str
) -> None:
    server.status, server.headers = status, headers
    ended = desk.pull(server.url)
    assert refused(ended, vietnamese, f"({status})"), ended.stderr
    assert len(server.asked) == 1


def test_a_connection_that_breaks_in_the_middle_replaces_nothing(desk: Desk, server: Server) -> None:
    desk.out.write_bytes(signed())
    server.content, server.headers = signed(serial=6)[:-20], {"Content-Length": "999999", "Connection": "close"}
    ended = desk.pull(server.url, "--seconds", 3)
    assert ended.returncode == 1, ended.stdout
    assert "Traceback" not in ended.stderr
    assert desk.serial() == 5


def test_a_server_that_is_not_there_is_told(desk: Desk) -> None:
    desk.out.write_bytes(signed())
    ended = desk.pull("http://127.0.0.1:9/list")
    assert ended.returncode == 1
    assert "Giữ danh sách 5" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    "source",
    [
        "http://lachan.example/list", "ftp://127.0.0.1/list", "https://user:pass@lachan.example/", "https:///list",
        "https://lachan.example:99999/", "http://127.0.0.1.lachan.example/", "https://lachan.example/a b",
        f"https://{'x' * 70}.example/", "file:///etc/passwd", "no-such-file.signed",
    ],
)  # fmt: skip
def test_other_addresses_and_missing_files_are_wrong_use(desk: Desk, source: str) -> None:
    ended = desk.pull(source)
    assert ended.returncode == 2, ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(("content", "mode"), [("lachan_0123456789", 0o644), ("two\nlines", 0o600), ("khóa", 0o600)])
def test_a_key_file_that_others_read_or_that_holds_no_key_is_refused(desk: Desk, content: str, mode: int) -> None:
    secret = desk.folder / "api.key"
    secret.write_text(content)
    secret.chmod(mode)
    ended = desk.pull("http://127.0.0.1:9/list", "--api-key-file", secret)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "api.key" in ended.stderr


def test_a_folder_that_is_not_there_is_told(desk: Desk, tmp_path: Path) -> None:
    ended = lachan("pull", desk.file(signed()), "--key", desk.folder / "office.pub", "--out", tmp_path / "no" / "x")
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr


def test_two_pulls_at_once_never_bring_the_older_list_back(desk: Desk) -> None:
    files = []
    for serial in range(6, 10):
        path = desk.folder / f"{serial}.signed"
        path.write_bytes(signed(serial=serial))
        files.append(path)
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "lachan.cli",
        "lists",
        "pull",
        "--key",
        desk.folder / "office.pub",
        "--out",
        desk.out,
    ]
    running = [subprocess.Popen([*command, path], stderr=subprocess.PIPE) for path in reversed(files)]
    for one in running:
        assert b"Traceback" not in one.communicate()[1]
    assert desk.serial() == 9
