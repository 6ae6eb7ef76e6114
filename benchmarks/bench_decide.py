"""What one call costs the screen in Python: read, explained, looked up, counted, decided and logged.

Prints one JSON line. CALLS=… sets how many (default 200,000), all with callers of their own; four in five come from a
domestic trunk with From and P-Asserted-Identity, one in five from abroad. Time is that of the processor, the best of
three runs, with 10,000 protected numbers, rates of this process, counters and log in files. `reload_ms` is what a
worker needs to take a list of 100,000 numbers and to judge a call by it, the worst of fifty.
"""

import gc
import json
import os
import random
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from lachan.readers.protected_list import ProtectedList, ProtectedRange, place_of
from lachan.screening import (
    Call,
    Counters,
    DecisionLog,
    Listed,
    LocalRates,
    NoRates,
    Tables,
    Verdict,
    compile_tables,
    decide,
    read_settings,
)
from lachan.screening.headers import shown_by

CALLS = int(os.environ.get("CALLS", "200_000"))
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC).timestamp()
LIMITS = {"whole_us": 15.0, "reload_ms": 10.0}
SETTINGS = b"""
[contact]
url = "https://nha-mang.example/khieu-nai"
[[trunk]]
name = "quoc-te-1"
operator = "Transit"
kind = "international"
addresses = ["203.0.113.0/28"]
[[trunk]]
name = "trong-nuoc-1"
operator = "Viettel"
kind = "domestic"
addresses = ["198.51.100.7"]
[rules.SCR-001]
answer = "reject"
"""
PREFIXES = ("91", "98", "38", "70", "92", "205", "243")


def made_list(count: int) -> ProtectedList:
    """Protected numbers of a hundred bodies, the same in each run."""
    dice = random.Random(20261125)
    ranges = (
        ProtectedRange(
            f"+84243{one:07d}", f"+84243{one:07d}", f"Cơ quan {one % 500}", "never", (), date(2026, 1, 1), None
        )
        for one in dice.sample(range(10**7), count)
    )
    issued = datetime(2026, 11, 1, tzinfo=UTC)
    return ProtectedList(
        1, issued, issued.replace(year=2027), "Sở", tuple(sorted(ranges, key=place_of)), ("0693??????",)
    )


def made_calls(count: int) -> list[Call]:
    """Ordinary calls of nobody in particular, the same in each run."""
    dice = random.Random(20261125)
    calls = []
    for place in range(count):
        callee = f"sip:+8491{dice.randrange(10**7):07d}@10.0.0.1;user=phone"
        if dice.random() < 0.2:
            sender = f"<sip:+1212{dice.randrange(10**7):07d}@192.0.2.4>;tag=as{place}"
            calls.append(Call(callee, "203.0.113.3", sender, call_id=f"{place}@a"))
        else:
            caller = dice.choice(("+84", "+84", "0")) + dice.choice(PREFIXES) + f"{dice.randrange(10**7):07d}"
            sender = f'"Nguyen A" <sip:{caller}@10.0.0.2>;tag=as{place}'
            calls.append(Call(callee, "198.51.100.7", sender, f"<sip:{caller}@10.0.0.2>", call_id=f"{place}@a"))
    return calls


def best(work: Callable[[Call], Any], before: Callable[[], Any], calls: list[Call]) -> float:
    """Microseconds of processor time a call."""
    taken = []
    for _ in range(3):
        before()
        gc.collect()
        start = time.process_time()
        for call in calls:
            work(call)
        taken.append(time.process_time() - start)
    return round(min(taken) / len(calls) * 1e6, 2)


def reload_ms(folder: Path) -> float:
    """The worst of fifty takings of a list of 100,000 numbers, with the first call after each."""
    path = folder / "many.list"
    compile_tables(made_list(100_000), path)
    tables = Tables(read_settings(SETTINGS), Listed(path))
    call = made_calls(1)[0]
    worst = 0.0
    for _ in range(50):
        start = time.process_time()
        tables.replace(listed=Listed(path))
        decide(call, tables, NoRates(), now=NOW)
        worst = max(worst, time.process_time() - start)
    return round(worst * 1e3, 3)


def main() -> None:
    """Time the parts and the whole, and print the line."""
    gc.set_threshold(50_000, 20, 1_000)  # as a worker has it
    calls = made_calls(CALLS)
    abroad = [one for one in calls if one.source.startswith("203")]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compile_tables(made_list(10_000), folder / "list")
        tables = Tables(read_settings(SETTINGS), Listed(folder / "list"))
        counters = Counters(folder / "counters.bin")
        log = DecisionLog(folder / "decisions.jsonl", tables.settings.log)
        rates = LocalRates(most=4_000_000)
        now = iter(range(10**12))

        def whole(call: Call) -> Verdict:
            moment = NOW + next(now) / 5_000
            verdict = decide(call, tables, rates, now=moment)
            counters.count(verdict)
            log.write(call, verdict, moment)
            return verdict

        found = {
            "read_us": best(shown_by, tables.replace, calls),
            "decide_us": best(lambda call: decide(call, tables, NoRates(), now=NOW), tables.replace, calls),
            "whole_us": best(whole, tables.replace, calls),
            "whole_abroad_us": best(whole, tables.replace, abroad),
            "reload_ms": reload_ms(folder),
        }
        log.close(NOW)
    print(
        json.dumps(
            {
                "benchmark": "decide",
                "calls": CALLS,
                **found,
                "dropped": log.dropped,
                "limits": LIMITS,
                "met": all(found[key] <= limit for key, limit in LIMITS.items()),
            }
        )
    )


if __name__ == "__main__":
    main()
