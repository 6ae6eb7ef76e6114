"""Real calls through the whole screen, against a bare Kamailio that treats every call the same and against the same
rules in Kamailio's own language.

Prints one JSON line. The cost of a call is the processor time (user and system) of Kamailio's processes, that of the
supervisor included, as the kernel counts it; the callers' and the switch's is not in it. Runs take turns, so that a
change of the machine meets all of them, and the middle one of each counts.

SECONDS=30 RATE=1000 ROUNDS=3 set the runs that are compared, LONG_SECONDS=60 LONG_RATE=5000 the one under load. Needs
the Debian packages kamailio, kamailio-python3-modules and sip-tester.
"""

import itertools
import json
import os
import random
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from tests.screening.fake_kamailio import FakeKamailio
from tests.screening.passport.authorities import X5U, Laboratory, operator_entry, tn_auth_list

from lachan.exchange.protected_list import write_protected_list
from lachan.readers.protected_list import ProtectedList, ProtectedRange
from lachan.screening.run_folder import State, counters_path, write_state
from lachan.screening.sources import Sources, Watched
from lachan.screening.worker import Worker
from lachan.vietnam.numbers.plan import FOREIGN

SECONDS = float(os.environ.get("SECONDS", "30"))
RATE = int(os.environ.get("RATE", "1000"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))
LONG_SECONDS = float(os.environ.get("LONG_SECONDS", "60"))
LONG_RATE = int(os.environ.get("LONG_RATE", "5000"))
PROTECTED, RELOADED = 10_000, 100_000
LIMITS = {
    "ratio_to_bare": 2.0,
    "ratio_to_native": 1.0,
    "lost": 0,
    "signature_us": 120.0,
    "reload_ms": 10.0,
}
HERE = Path(__file__).parent / "screening"
TRUNKS = """
[contact]
email = "a@b.example"
[[trunk]]
name = "domestic"
operator = "Operator"
kind = "domestic"
addresses = ["127.0.0.1"]
[[trunk]]
name = "agency"
operator = "Agency"
kind = "internal"
addresses = ["127.0.0.4"]
[rules.SCR-002]
answer = "reject"
"""


@dataclass(frozen=True)
class Kind:
    """What is called and by whom."""

    name: str
    rows: Callable[["Bench"], Iterator[tuple[str, ...]]]
    signed: bool = False


class Bench:
    """Files, ports, and what runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, self.switch, self.caller, self.status = (_free_port() for _ in range(4))
        self.key = Ed25519PrivateKey.generate()
        self.signers = Laboratory(folder, now=datetime.now(UTC), numbers=tn_auth_list(operator_entry("VN01")))
        (folder / "office.pub").write_bytes(
            self.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        )
        (folder / "trunks.toml").write_text(TRUNKS)
        self.protected = [f"+8469{one:07d}" for one in range(0, 10 * PROTECTED, 10)]
        self.publish(1, self.protected)
        self._tables()
        scenario = (HERE / "caller.xml").read_text()
        identity = "Identity: [field2];info=<[field3]>;alg=ES256;ppt=shaken"
        (folder / "plain.xml").write_text(scenario.replace("FURTHER\n", ""))
        (folder / "signed.xml").write_text(scenario.replace("FURTHER", identity))

    def publish(self, serial: int, numbers: Sequence[str]) -> None:
        """A list of these numbers."""
        now = datetime.now(UTC).replace(microsecond=0)
        ranges = tuple(
            ProtectedRange(one, one, "Agency", "only_from", ("agency",), date(2026, 1, 1), None) for one in numbers
        )
        protected = ProtectedList(serial, now, now + timedelta(days=30), "Office", ranges, ())
        part = self.folder / ".list"
        part.write_bytes(write_protected_list(protected, key=self.key))
        part.replace(self.folder / "list.signed")

    def _tables(self) -> None:
        """The native script's tables."""
        prefixes = (*range(32, 40), *range(52, 100), *range(203, 300), 24, 28)
        tables: dict[str, dict[str, str]] = {
            "listed": dict.fromkeys(self.protected, "agency"),
            "tails": {one[3:]: "1" for one in self.protected},
            "prefixes": {str(one): "1" for one in prefixes},
            "codes": dict.fromkeys(FOREIGN, "1"),
            "trunks": {"127.0.0.1": "domestic", "127.0.0.4": "agency"},
        }
        columns = "id(int,auto) key_name(string) key_type(int) value_type(int) key_value(string) expires(int)"
        (self.folder / "tables").mkdir()
        for name, rows in tables.items():
            lines = [f"{number}:{key}:0:0:{value}:0" for number, (key, value) in enumerate(rows.items(), 1)]
            (self.folder / "tables" / name).write_text("\n".join([columns, *lines, ""]))

    @contextmanager
    def native(
        self, name: str, *defines: str, port: int = 0, log: str = "native.log", allocator: str = "fm"
    ) -> Iterator[int]:
        """A Kamailio with a script of benchmarks/screening; its main process. Debian's own allocator is `qm`."""
        text = (HERE / f"{name}.cfg").read_text()
        text = text.replace("NEXT_HOP", f'"sip:127.0.0.1:{self.switch}"').replace("TABLES", str(self.folder / "tables"))
        port = port or self.port
        run = self.folder / f"{name}-{port}"
        run.mkdir(exist_ok=True)
        (run / "kamailio.cfg").write_text("".join(f"#!define {one}\n" for one in defines) + text)
        with (self.folder / log).open("ab") as said:
            process = subprocess.Popen(
                ["kamailio", "-f", str(run / "kamailio.cfg"), "-DD", "-E", "-Y", str(run), "-w", str(run), "-P",
                 str(run / "pid"), "-m", "256", "-M", "16", "-x", allocator, "-X", allocator,
                 "-l", f"udp:127.0.0.1:{port}"],
                stderr=said, stdout=subprocess.DEVNULL,
            )  # fmt: skip
        try:
            time.sleep(2)
            assert process.poll() is None, (self.folder / log).read_text()[-2000:]
            yield process.pid
        finally:
            process.terminate()
            process.wait()

    @contextmanager
    def screen(self, *options: str) -> Iterator[int]:
        """The whole screen; the supervisor's process."""
        shutil.rmtree(self.folder / "run", ignore_errors=True)
        command = [
            sys.executable, "-m", "lachan.cli", "calls", "screen", "--listen", f"udp:127.0.0.1:{self.port}",
            "--next-hop", f"127.0.0.1:{self.switch}", "--trunks", str(self.folder / "trunks.toml"),
            "--list", str(self.folder / "list.signed"), "--key", str(self.folder / "office.pub"),
            "--run", str(self.folder / "run"), "--workers", "2", "--status", f"127.0.0.1:{self.status}", *options,
        ]  # fmt: skip
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            until = time.monotonic() + 60
            while time.monotonic() < until and process.poll() is None:
                try:
                    socket.create_connection(("127.0.0.1", self.status), 1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            time.sleep(1)
            assert process.poll() is None, "the screen did not start"
            yield process.pid
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()

    @contextmanager
    def with_trust(self) -> Iterator[int]:
        """The screen with anchors and certificates."""
        with self.screen("--trust", str(self.signers.anchors), "--certificates", str(self.signers.certificates)) as pid:
            yield pid

    def call(self, kind: Kind, pid: int, *, rate: int, seconds: float) -> dict[str, float]:
        """One run of SIPp: microseconds a call of the processes below `pid`, lost calls, requests sent again."""
        calls = int(rate * seconds)
        rows = itertools.islice(kind.rows(self), calls if kind.signed else 20_000)
        (self.folder / "rows.csv").write_text("SEQUENTIAL\n" + "".join(f"{';'.join(one)};\n" for one in rows))
        before = processor_seconds(pid)
        subprocess.run(
            ["sipp", "-sf", str(self.folder / ("signed.xml" if kind.signed else "plain.xml")), f"127.0.0.1:{self.port}",
             "-i", "127.0.0.1", "-p", str(self.caller), "-inf", str(self.folder / "rows.csv"), "-r", str(rate), "-m",
             str(calls), "-l", "60000", "-nostdin", "-trace_stat", "-fd", "300", "-stf", str(self.folder / "calls.csv"),
             "-timeout", str(int(seconds) + 90)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, cwd=self.folder,
        )  # fmt: skip
        spent = processor_seconds(pid) - before
        names, *_, last = (self.folder / "calls.csv").read_text().splitlines()
        row = dict(zip(names.split(";"), last.split(";"), strict=False))
        (self.folder / "calls.csv").unlink()
        return {
            "us": spent * 1e6 / calls,
            "lost": calls - int(row["SuccessfulCall(C)"]),
            "again": int(row["Retransmissions(C)"]),
            "rate": float(row["CallRate(C)"]),
        }


def honest(bench: Bench) -> Iterator[tuple[str, ...]]:
    """Subscribers who call each other."""
    chance = random.Random(6)
    while True:
        yield f"+8490{chance.randrange(10**7):07d}", f"+8491{chance.randrange(10**7):07d}"


def spoofed(bench: Bench) -> Iterator[tuple[str, ...]]:
    """A campaign: a hundred numbers of the list, shown to everybody."""
    chance = random.Random(7)
    shown = chance.sample(bench.protected, 100)
    while True:
        yield chance.choice(shown), f"+8491{chance.randrange(10**7):07d}"


def signed(bench: Bench) -> Iterator[tuple[str, ...]]:
    """The honest ones, each with a token of its own."""
    now = int(time.time())
    for caller, callee in honest(bench):
        token, _, _ = bench.signers.signed(caller, (callee,), iat=now).partition(";")
        yield caller, callee, token, X5U


HONEST, SPOOFED, SIGNED = Kind("honest", honest), Kind("spoofed", spoofed), Kind("signed", signed, signed=True)


def compared(bench: Bench, kind: Kind, *defines: str) -> dict[str, Any]:
    """Microseconds a call, in turns: a bare Kamailio as Debian starts it and one with the screen's quicker allocator,
    the native script with that too, and the screen.
    """
    runs: dict[str, list[dict[str, float]]] = {"bare": [], "bare_quick": [], "native": [], "screen": []}
    for _ in range(ROUNDS):
        for name, running in (
            ("bare", bench.native("bare", *defines, allocator="qm")),
            ("bare_quick", bench.native("bare", *defines)),
            ("native", bench.native("native")),
            ("screen", bench.screen()),
        ):
            with running as pid:
                runs[name].append(bench.call(kind, pid, rate=RATE, seconds=SECONDS))
    middle = {name: statistics.median(one["us"] for one in found) for name, found in runs.items()}
    return {
        "us_a_call": {name: round(us, 1) for name, us in middle.items()},
        "all_us": {name: [round(one["us"], 1) for one in found] for name, found in runs.items()},
        "ratio_to_bare": round(middle["screen"] / middle["bare"], 2),
        "ratio_to_bare_quick": round(middle["screen"] / middle["bare_quick"], 2),
        "ratio_to_native": round(middle["screen"] / middle["native"], 2),
        "lost": sum(one["lost"] for found in runs.values() for one in found),
    }


def authenticated(bench: Bench) -> dict[str, Any]:
    """What a signature adds to a call, one run after the other with the same trust."""
    added = []
    for _ in range(ROUNDS):
        with bench.with_trust() as pid:
            plain = bench.call(HONEST, pid, rate=RATE // 2, seconds=min(SECONDS, 30))["us"]
            added.append(bench.call(SIGNED, pid, rate=RATE // 2, seconds=min(SECONDS, 30))["us"] - plain)
    return {"added_us": round(statistics.median(added), 1), "all_added_us": [round(one, 1) for one in added]}


def under_load(bench: Bench) -> dict[str, Any]:
    """Many calls a second, half of them a minute, through the screen to a switch that is busy."""
    with bench.screen() as pid:
        found = bench.call(HONEST, pid, rate=LONG_RATE, seconds=LONG_SECONDS)
    return {"calls": int(LONG_RATE * LONG_SECONDS), "lost": int(found["lost"]), "sent_again": int(found["again"]),
            "calls_a_second": round(found["rate"]), "us_a_call": round(found["us"], 1)}  # fmt: skip


def reloaded(bench: Bench, times: int = 40) -> dict[str, Any]:
    """The longest call in which a worker takes a list of 100,000 numbers, beside the longest of the ordinary ones."""
    run = bench.folder / "one-worker"
    (run / "log").mkdir(parents=True)
    bench.publish(2, [f"+8424{one:08d}" for one in range(30_000_000, 30_000_000 + 7 * RELOADED, 7)])
    watched = Watched(
        Sources(bench.folder / "trunks.toml", bench.folder / "list.signed", bench.folder / "office.pub"),
        run,
        run / "log",
    )
    state = watched.start(datetime.now(UTC))
    other = run / "list.other.bin"
    shutil.copy(run / state.protected, other)
    kamailio = FakeKamailio()
    worker = Worker(kamailio, str(run), 1)
    calls = honest(bench)

    def one_call(number: int) -> float:
        caller, callee = next(calls)
        kamailio.values = {
            "$ru": f"sip:{callee}@127.0.0.1", "$si": "127.0.0.1", "$ci": str(number), "$cs": "1", "$pr": "udp",
            "$(hdr(From)[*])": f"<sip:{caller}@127.0.0.1>;tag={number}",
        }  # fmt: skip
        began = time.thread_time()
        worker.screen_plain(None)
        return time.thread_time() - began

    ordinary = [one_call(one) for one in range(20_000)]
    taking = []
    for turn in range(times):
        name = other.name if turn % 2 == 0 else state.protected
        write_state(run, State(**{**_fields(state), "protected": name}))
        time.sleep(0.26)
        taking.append(max(one_call(10**6 + 10 * turn + one) for one in range(5)))
    assert counters_path(run, 1).exists()
    return {
        "longest_ms": round(max(taking) * 1000, 2),
        "middle_ms": round(statistics.median(taking) * 1000, 2),
        "ordinary_ms": round(statistics.median(ordinary) * 1000, 3),
        "added_ms": round((max(taking) - statistics.median(ordinary)) * 1000, 2),
    }


def _fields(state: State) -> dict[str, Any]:
    return {name: getattr(state, name) for name in State.__dataclass_fields__}


def processor_seconds(root: int) -> float:
    """What a process and all below it have used, in seconds, as the kernel's scheduler counts (nanoseconds)."""
    below: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        below.setdefault(parent, []).append(int(stat.parent.name))
    total, left = 0, [root]
    while left:
        one = left.pop()
        left += below.get(one, [])
        for task in Path(f"/proc/{one}/task").glob("*/schedstat"):
            total += int(task.read_text().split()[0])
    return total / 1e9


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def main() -> None:
    """All of it."""
    with tempfile.TemporaryDirectory(prefix="b") as name:
        bench = Bench(Path(name))
        with bench.native("bare", "BUSY", port=bench.switch, log="switch.log"):
            passed = compared(bench, HONEST)
            refused = compared(bench, SPOOFED, "ANSWER")
            signature = authenticated(bench)
            load = under_load(bench)
        reload = reloaded(bench)
    measured = {
        "ratio_to_bare": max(passed["ratio_to_bare"], refused["ratio_to_bare"]),
        "ratio_to_native": max(passed["ratio_to_native"], refused["ratio_to_native"]),
        "lost": load["lost"],
        "signature_us": signature["added_us"],
        "reload_ms": reload["added_ms"],
    }
    print(
        json.dumps(
            {
                "bench": "screening", "seconds": SECONDS, "rate": RATE, "rounds": ROUNDS, "passed": passed,
                "refused": refused, "signature": signature, "load": load, "reload": reload, "measured": measured,
                "limits": LIMITS, "ok": all(measured[one] <= limit for one, limit in LIMITS.items()),
                "machine_load": os.getloadavg(),
            }
        )
    )  # fmt: skip


if __name__ == "__main__":
    main()
