"""A million shown numbers explained, beside one regular expression that says only whether a number can be Vietnamese.

Prints one JSON line. ROWS=… sets how many (default 1,000,000). The numbers are made up in the usual writings, one in
ten of them wrong in a way that forged callers are; each side is timed over all of them by processor time, the best of
three runs taken in turn. The rival knows the plan's prefixes and lengths and the writings, and nothing of operators,
areas, countries, dates and reasons. `command_seconds` is the whole of `lachan numbers explain --file --out` by the
clock, files and CSV included.
"""

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from lachan.vietnam.numbers import Protected, explain, normal_number

ROWS = int(os.environ.get("ROWS", "1_000_000"))
TODAY = date(2026, 11, 25)
LIMITS = {"numbers_a_second": 300_000}
WRITINGS = ("0{}", "0{}", "+84{}", "84{}", "0084{}", "{}", "+84 {}")
PREFIXES = ("91", "98", "38", "70", "92", "205", "243", "168")
RIVAL = re.compile(
    r"(?:\+84|0084|84|0|)(?:(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)\d{7}|2[48]\d{8}"
    r"|(?:20[3-9]|21[0-689]|22[0-25-9]|23[2-9]|25[124-9]|26[01239]|27[0-7]|29[0-4679])\d{7}"
    r"|69\d{5,7}|80\d{5}|1[89]00\d{4}(?:\d\d)?|1(?:2[0-9]|6[2-9]|8[68]|99)\d{7})"
)


def made(rows: int) -> list[str]:
    """Numbers of nobody in particular, the same in each run."""
    dice = random.Random(20261125)
    numbers = []
    for _ in range(rows):
        tail = f"{dice.randrange(10**7):07d}"
        if dice.random() < 0.9:
            numbers.append(dice.choice(WRITINGS).format(dice.choice(PREFIXES) + tail))
        else:
            numbers.append(
                dice.choice(("+8406" + "9{}", "+563{}", "+999{}", "113{}", "+856 20{}", "0201{}")).format(tail)
            )
    return numbers


def seconds(work: Callable[[str], Any], numbers: list[str]) -> float:
    """Seconds of processor time that `work` takes for all of them; others on the machine do not count."""
    start = time.process_time()
    for number in numbers:
        work(number)
    return time.process_time() - start


def command(numbers: list[str]) -> float:
    """Seconds of the command over a file, from start to end of its process."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "numbers.csv"
        file.write_text("number\n" + "\n".join(numbers) + "\n", encoding="utf-8")
        start = time.perf_counter()
        subprocess.run(
            [
                sys.executable,
                "-m",
                "lachan.cli",
                "numbers",
                "explain",
                "--file",
                file,
                "--out",
                Path(folder) / "out.csv",
            ],
            check=True,
            capture_output=True,
        )
        return time.perf_counter() - start


def main() -> None:
    """Time ours and the rival in turn, and print the line."""
    numbers = made(ROWS)
    protected = Protected(f"0243{count:07d}" for count in range(10_000))
    sides: dict[str, Callable[[str], Any]] = {
        "explain": lambda one: explain(one, on=TODAY),
        "explain_international": lambda one: explain(one, trunk_kind="international", on=TODAY),
        "explain_protected": lambda one: explain(one, on=TODAY, protected=protected),
        "normal_number": normal_number,
        "regex": lambda one: RIVAL.fullmatch(re.sub(r"[\s.-]", "", one)),
    }
    best = dict.fromkeys(sides, float("inf"))
    for _ in range(3):
        for name, work in sides.items():
            best[name] = min(best[name], seconds(work, numbers))
    rates = {name: round(ROWS / taken) for name, taken in best.items()}
    whole = command(numbers)
    print(
        json.dumps(
            {
                "benchmark": "numbers",
                "rows": ROWS,
                "numbers_a_second": rates,
                "times_regex": round(best["explain"] / best["regex"], 2),
                "command_seconds": round(whole, 1),
                "limits": LIMITS,
                "met": rates["explain"] >= LIMITS["numbers_a_second"],
            }
        )
    )


if __name__ == "__main__":
    main()
