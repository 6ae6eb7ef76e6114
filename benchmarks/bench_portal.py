"""The box of the portal under load: 300 questions a second on two cores with a million listings, callers on the same.

Prints one JSON line. Beside it, in turns and in the same run, the same view doing nothing (an empty question), and
reports in three steps up to the receipt. Limits of the product: p95 of a question at most 50 ms and twice that of
nothing, no error; p95 of a report at most 400 ms. SECONDS=… RATE=… LISTINGS=… change the run. A connection comes from
a loopback address of its own, as networks do.
"""

import asyncio
import json
import os
import random
import re
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from tests.journeys.running_office import RunningOffice

SECONDS = float(os.environ.get("SECONDS", "30"))
RATE = int(os.environ.get("RATE", "300"))
LISTINGS = int(os.environ.get("LISTINGS", "1000000"))
CONNECTIONS = 200
LIMITS = {"p95_ms": 50.0, "ratio_to_nothing": 2.0, "errors": 0, "report_p95_ms": 400.0}
MESSAGE = "VCB: Tai khoan cua ban bi khoa, dang nhap https://ngan-hang-xacminh.example/x de xac thuc OTP"
FILL = """
from datetime import timedelta
from django.utils import timezone
from lachan.office.intake.models import Subject
from lachan.office.listings.models import Listing
from lachan.office.people.models import Person
from lachan.office.units.models import Unit
now, people, unit = timezone.now(), list(Person.objects.order_by("pk")[:2]), Unit.objects.first()
last = Listing.objects.order_by("-serial").values_list("serial", flat=True).first() or 0
for begin in range(0, COUNT, 20000):
    names = range(begin, min(begin + 20000, COUNT))
    subjects = Subject.objects.bulk_create(Subject(
        kind="site", key=f"gia-mao-{one}.example", shown=f"gia-mao-{one}[.]example", state="corroborated",
        order_from=now, first_seen=now, last_seen=now, search_text=f"gia-mao-{one}") for one in names)
    Listing.objects.bulk_create(Listing(
        number=f"MCB-0000-{one:07d}", subject=subject, unit=unit, state="published", trick="fake_portal",
        sureness="signs", sources="made", reason="made for a measurement", days=90, written_by=people[0],
        written_at=now, approved_by=people[1], approved_at=now, approved_digest="made", published_at=now,
        expires_at=now + timedelta(days=90), serial=last + 1 + one) for one, subject in zip(names, subjects))
print(Listing.objects.count())
"""


@dataclass
class Run:
    """What came of one kind of request."""

    seconds: list[float] = field(default_factory=list)
    errors: int = 0
    late: int = 0  # requests that found no free connection at their time

    def told(self) -> dict[str, float]:
        """Milliseconds."""
        return {
            "requests": len(self.seconds),
            "p50_ms": round(statistics.median(self.seconds) * 1000, 1),
            "p95_ms": round(statistics.quantiles(self.seconds, n=100)[94] * 1000, 1),
            "max_ms": round(max(self.seconds) * 1000, 1),
            "errors": self.errors,
            "late": self.late,
        }


class Connection:
    """One kept connection from a loopback address of its own."""

    def __init__(self, port: int, place: int) -> None:
        self._port = port
        self._source = f"127.{1 + place // 250}.0.{1 + place % 250}"
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, path: str, body: str, cookie: str = "") -> tuple[int, bytes]:
        """Send a form; the status and the page."""
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port, local_addr=(self._source, 0))
        reader, writer = self._streams
        content = body.encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Origin: http://localhost\r\nContent-Length: {len(content)}\r\n{cookie}\r\n"
        )
        writer.write(head.encode() + content)
        answer = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", answer, re.IGNORECASE)
        assert length, answer
        page = await reader.readexactly(int(length[1]))
        return int(answer.split(b" ", 2)[1]), page

    def close(self) -> None:
        """Let go."""
        if self._streams is not None:
            self._streams[1].close()


def question(chance: random.Random) -> str:
    """What people ask: listed and unlisted sites, numbers, a whole message now and then."""
    kind = chance.random()
    if kind < 0.3:
        return f"https://gia-mao-{chance.randrange(LISTINGS)}.example/dang-nhap"
    if kind < 0.6:
        return f"trang-{chance.randrange(10**6)}.example"
    if kind < 0.9:
        return f"09{chance.randrange(10**8):08d}"
    return MESSAGE


async def ask(port: int, questions: list[str]) -> Run:
    """All questions at an even pace, whatever the answers take."""
    run, free = Run(), asyncio.Queue[Connection]()
    all_ = [Connection(port, place) for place in range(CONNECTIONS)]
    for one in all_:
        free.put_nowait(one)

    async def one(text: str, due: float) -> None:
        await asyncio.sleep(due - time.perf_counter())
        run.late += free.empty()
        connection = await free.get()
        try:
            status, _ = await connection.post("/nguoi-dan/tra-cuu/", urlencode({"q": text}))
            run.errors += status != 200
        except (OSError, asyncio.IncompleteReadError, AssertionError):
            run.errors += 1
        run.seconds.append(time.perf_counter() - due)  # from when it should have been asked
        free.put_nowait(connection)

    begin = time.perf_counter() + 0.2
    await asyncio.gather(*(one(text, begin + place / RATE) for place, text in enumerate(questions)))
    for connection in all_:
        connection.close()
    return run


async def report(port: int, many: int) -> Run:
    """Reports one after the other, each in its last step, from a network of its own."""
    run, chance = Run(), random.Random(8)
    cookie = "Cookie: csrftoken=" + "a" * 32 + "\r\n"
    for place in range(many):
        connection = Connection(port, 300 + place)
        told = {
            "step": "3", "text": f"Số 09{chance.randrange(10**8):08d} gọi xưng công an", "message": "", "money": "no",
            "amount": "", "trick": "", "contact": "", "mark": f"b{place}", "csrfmiddlewaretoken": "a" * 32,
        }  # fmt: skip
        began = time.perf_counter()
        status, page = await connection.post("/nguoi-dan/bao-lua-dao/", urlencode(told), cookie)
        run.seconds.append(time.perf_counter() - began)
        run.errors += status != 200 or b'class="code"' not in page
        connection.close()
    return run


def main() -> None:
    """Fill, ask, print."""
    with tempfile.TemporaryDirectory() as folder:
        office = RunningOffice(Path(folder) / "var")
        office.load()
        listed = office.ask(FILL.replace("COUNT", str(LISTINGS)))
        office.start()
        chance, many = random.Random(7), int(SECONDS * RATE)
        try:
            asyncio.run(ask(office.port, [question(chance) for _ in range(RATE)]))  # processes warm up
            nothing = asyncio.run(ask(office.port, [""] * many)).told()
            asked = asyncio.run(ask(office.port, [question(chance) for _ in range(many)])).told()
            reported = asyncio.run(report(office.port, 200)).told()
        finally:
            office.stop()
    measured = {
        "p95_ms": asked["p95_ms"],
        "ratio_to_nothing": round(asked["p95_ms"] / nothing["p95_ms"], 2),
        "errors": asked["errors"] + reported["errors"],
        "report_p95_ms": reported["p95_ms"],
    }
    print(
        json.dumps(
            {
                "benchmark": "portal", "rate": RATE, "seconds": SECONDS, "listings": listed, "asked": asked,
                "nothing": nothing, "reported": reported, "measured": measured, "limits": LIMITS,
                "ok": all(measured[name] <= limit for name, limit in LIMITS.items()),
                "machine_load": os.getloadavg(),
            }
        )
    )  # fmt: skip


if __name__ == "__main__":
    main()
