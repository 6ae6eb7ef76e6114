#!/usr/bin/env python3
"""A laboratory on this machine: a real screen, a switch, and calls of all kinds through them, told as they happen.

    make lab                    (http://127.0.0.1:8090 shows what the screen does; Ctrl-C ends it)
    SECONDS=20 LAB_PORT=8091 make lab

Keys, list and certificates are made anew in var/lab. All numbers are made up; every address is of this machine.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from tests.screening.passport.authorities import X5U, Laboratory, fixed_key, operator_entry, tn_auth_list

from lachan.exchange.protected_list import write_protected_list
from lachan.readers.protected_list import ProtectedList, ProtectedRange

HERE = Path(__file__).parent
ABROAD, PARTNER, AGENCY = "127.0.0.2", "127.0.0.3", "127.0.0.4"
HOT_LINE, OFFICE_LINE, STATION = "+8469" + "2340000", "+8420" + "53800000", "+8420" + "53800113"
TRUNKS = f"""\
# Trung kế của phòng thí nghiệm: mỗi đối tác một địa chỉ trên máy này.
[contact]
email = "khieu-nai@nha-mang.example"

[[trunk]]
name = "quoc-te-1"
operator = "Nhà mạng nước ngoài"
kind = "international"
addresses = ["{ABROAD}"]

[[trunk]]
name = "trong-nuoc-1"
operator = "Nhà mạng trong nước"
kind = "domestic"
addresses = ["{PARTNER}"]

[[trunk]]
name = "tong-dai-cong-an"
operator = "Công an tỉnh"
kind = "internal"
addresses = ["{AGENCY}"]
"""
WATCHING = "# Chỉ theo dõi: không quy tắc nào chặn.\n"
LABELLING = """\
# Gắn nhãn cuộc gọi mạo danh, để người nghe tự cảnh giác.
[rules.SCR-001]
answer = "label"
label = "Cảnh báo: số công an bị giả mạo"
[rules.SCR-002]
answer = "label"
[rules.SCR-004]
answer = "label"
"""
REJECTING = """\
# Từ chối số mạo danh, chữ ký giả, gọi tràn lan.
[rules.SCR-001]
answer = "reject"
[rules.SCR-002]
answer = "reject"
[rules.SCR-004]
answer = "reject"
[rules.SCR-017]
answer = "reject"
[rules.SCR-014]
answer = "reject"
limit = 30
"""


class Lab:
    """The folder, the processes in it, and the ways to call."""

    def __init__(self, folder: Path, *, page: int) -> None:
        self.folder = folder
        self.page = page
        self.port, self.switch = _free_port(), _free_port()
        self.serial = 0
        self._key = Ed25519PrivateKey.generate()
        self._running: list[subprocess.Popen[bytes]] = []
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        covered = tn_auth_list(operator_entry("VN01"))
        self._signers = Laboratory(folder, now=datetime.now(UTC), numbers=covered)
        self.put("office.pub", self._key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
        self.put("trunks.toml", TRUNKS.encode())
        self.put("rules.toml", WATCHING.encode())
        self.publish(HOT_LINE)

    def put(self, name: str, content: bytes) -> None:
        """Put a file there, whole."""
        part = self.folder / f".{name}"
        part.write_bytes(content)
        part.replace(self.folder / name)

    def publish(self, *never: str) -> None:
        """A new list: numbers that never call, and the one that calls from its own line alone."""
        self.serial += 1
        now = datetime.now(UTC).replace(microsecond=0)
        ranges = [ProtectedRange(one, one, "Công an tỉnh", "never", (), date(2026, 1, 1), None) for one in never]
        own = ("tong-dai-cong-an",)
        ranges.append(
            ProtectedRange(OFFICE_LINE, OFFICE_LINE, "Công an tỉnh", "only_from", own, date(2026, 1, 1), None)
        )
        protected = ProtectedList(self.serial, now, now + timedelta(days=30), "Sở (thí nghiệm)", tuple(ranges), ())
        self.put("list.signed", write_protected_list(protected, key=self._key))

    def start(self) -> None:
        """The switch and the screen."""
        self._sipp("-sf", HERE / "switch.xml", "-i", "127.0.0.1", "-p", self.switch)
        screen = self._start(
            sys.executable, "-m", "lachan.cli", "calls", "screen", "--listen", f"udp:127.0.0.1:{self.port}",
            "--next-hop", f"127.0.0.1:{self.switch}", "--trunks", self.folder / "trunks.toml",
            "--rules", self.folder / "rules.toml", "--list", self.folder / "list.signed",
            "--key", self.folder / "office.pub", "--trust", self._signers.anchors,
            "--certificates", self._signers.certificates, "--run", self.folder / "run", "--workers", 2,
            "--status", f"127.0.0.1:{self.page}",
        )  # fmt: skip
        until = time.monotonic() + 60
        while time.monotonic() < until and screen.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.page), 1).close()
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise SystemExit("Bộ sàng lọc không khởi động được / the screen did not start")

    def calls(self, name: str, source: str, pairs: Iterable[tuple[str, ...]], *, rate: float) -> None:
        """Call from each first number to each second one; of three or four, signed with what follows."""
        rows = list(pairs)
        path = self.folder / f"{name}.csv"
        path.write_text("SEQUENTIAL\n" + "".join(f"{';'.join(row)};\n" for row in rows), encoding="utf-8")
        scenario = "call.xml" if len(rows[0]) == 2 else "signed.xml"
        self._sipp(
            "-sf", HERE / scenario, f"127.0.0.1:{self.port}", "-i", source, "-p", _free_port(), "-inf", path,
            "-r", rate, "-m", len(rows),
        )  # fmt: skip

    def signed(self, caller: str, callee: str, *, forged: bool = False) -> tuple[str, str, str, str]:
        """A pair with its token and the address of the certificate; a forged one is signed with a key of nobody."""
        key = {"key": fixed_key(99)} if forged else {}
        header = self._signers.signed(caller, (callee,), iat=int(time.time()), **key)
        return caller, callee, header.partition(";")[0], X5U

    def end(self) -> None:
        """End everything, the screen as Ctrl-C does."""
        for one in self._running:
            if one.poll() is None:
                one.send_signal(signal.SIGINT)
        for one in self._running:
            try:
                one.wait(10)
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait()

    def _sipp(self, *words: object) -> None:
        self._start("sipp", *words, "-nostdin", quiet=True)

    def _start(self, *words: object, quiet: bool = False) -> "subprocess.Popen[bytes]":
        out = subprocess.DEVNULL if quiet else None
        process = subprocess.Popen(
            [str(one) for one in words], stdout=out, stderr=out, cwd=self.folder, start_new_session=True
        )
        self._running.append(process)
        return process


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _people(first: str, count: int, start: int = 0) -> Sequence[str]:
    return [f"{first}{start + 37 * one:07d}" for one in range(count)]


def tell(vi: str, en: str) -> None:
    """One step of the story."""
    print(f"{datetime.now().astimezone():%H:%M:%S}  {vi}\n          {en}", flush=True)


def scenes(lab: Lab) -> Iterable[float]:
    """The story, once; seconds to wait after each scene."""
    callers, callees = _people("+8491", 200), _people("+8496", 200)
    pairs = list(zip(callers, callees, strict=True))
    tell("Cuộc gọi thật từ mạng trong nước, 20 cuộc mỗi giây.", "Honest calls from another operator, 20 a second.")
    lab.calls("honest", PARTNER, pairs, rate=20)
    yield 4
    tell(f"Cuộc gọi từ nước ngoài hiện số công an {HOT_LINE}: mới chỉ theo dõi.", "Spoofed calls from abroad: watched.")
    lab.calls("spoofed", ABROAD, [(HOT_LINE, one) for one in callees[:10]], rate=2)
    lab.calls("look-alike", ABROAD, [("+56306" + "92340000", one) for one in callees[:5]], rate=1)
    yield 6
    tell("Đổi quy tắc khi đang chạy: gắn nhãn.", "The rule is changed while calls run: label.")
    lab.put("rules.toml", LABELLING.encode())
    yield 2
    lab.calls("labelled", ABROAD, [(HOT_LINE, one) for one in callees[:10]], rate=2)
    yield 6
    tell("Đổi quy tắc: từ chối, có nơi khiếu nại (603+).", "The rule: refuse, with where to complain (603+).")
    lab.put("rules.toml", REJECTING.encode())
    yield 2
    lab.calls("refused", ABROAD, [(HOT_LINE, one) for one in callees[:10]], rate=2)
    lab.calls("own-line", AGENCY, [(OFFICE_LINE, one) for one in callees[:5]], rate=1)
    lab.calls("for-help", ABROAD, [(HOT_LINE, "113")] * 3, rate=1)
    yield 6
    tell("Một số gọi tràn lan tới 80 người.", "One number calls 80 people.")
    lab.calls("campaign", PARTNER, [("+8493" + "0000001", one) for one in callees[:80]], rate=20)
    yield 6
    tell("Cuộc gọi có chữ ký đúng, rồi chữ ký giả.", "Signed calls, then forged ones.")
    lab.calls("signed", PARTNER, [lab.signed(*one) for one in pairs[:6]], rate=2)
    lab.calls("forged", PARTNER, [lab.signed(*one, forged=True) for one in pairs[6:12]], rate=2)
    yield 5
    tell(
        "Sở phát hành danh sách mới; số vừa thêm được bảo vệ ngay.",
        "The office publishes a new list; it counts at once.",
    )
    lab.publish(HOT_LINE, STATION)
    yield 2
    lab.calls("new-number", ABROAD, [(STATION, one) for one in callees[:6]], rate=2)
    yield 5
    lab.put("rules.toml", WATCHING.encode())
    yield 3


def main() -> None:
    """Until Ctrl-C, or for SECONDS."""
    if shutil.which("sipp") is None or shutil.which("kamailio") is None:
        raise SystemExit("Cần gói Debian / needs the Debian packages: kamailio kamailio-python3-modules sip-tester")
    until = time.monotonic() + float(os.environ.get("SECONDS", "inf"))
    lab = Lab(Path(os.environ.get("LACHAN_VAR", "var")).resolve() / "lab", page=int(os.environ.get("PORT", "8090")))
    try:
        lab.start()
        while time.monotonic() < until:
            for seconds in scenes(lab):
                time.sleep(max(0.0, min(seconds, until - time.monotonic())))
                if time.monotonic() >= until:
                    break
    except KeyboardInterrupt:
        print()
    finally:
        lab.end()


if __name__ == "__main__":
    main()
