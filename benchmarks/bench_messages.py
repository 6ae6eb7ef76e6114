"""How many messages a second are judged, with reasons, and how well those that the model was not taught are told apart.

Prints one JSON line. ROWS=… sets how many (default 40,000). The messages are the held-out texts of the tests and other
writings of the corpus's honest lines, nine honest to one bad as in life; time is processor time of one core, the
best of three runs. `command_seconds` is the whole of `lachan messages check` by the clock. `precision`, `recall_at_1`
and the same without marks are measured on the held-out texts alone.
"""

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from sklearn.metrics import average_precision_score
from tests.checks.messages.written import heldout

from lachan.checks.messages.judge import judge_messages
from lachan.checks.messages.teaching import texts
from lachan.vietnam.sms import without_marks

ROWS = int(os.environ.get("ROWS", "40_000"))
LIMITS = {"messages_a_second": 20_000, "precision": 0.9, "recall_at_1": 0.75}


def made(rows: int) -> list[str]:
    """Messages, the same in each run: one in ten is bad."""
    dice = random.Random(20261125)
    bad = [text for _, text in heldout("bad")]
    honest = [text for _, text in heldout("honest")] + [one.content for one in texts(4, seed=7) if not one.bad]
    return [dice.choice(bad if dice.random() < 0.1 else honest) for _ in range(rows)]


def quality(write: Callable[[str], str] = str) -> tuple[float, float]:
    """Average precision, and the share of bad ones found where one honest one in a hundred is accused."""
    bad, honest = ([text for _, text in heldout(name)] for name in ("bad", "honest"))
    messages = [write(text) for text in (*bad, *honest)]
    scores = np.array([one.score for one in judge_messages(messages)])
    truth = np.arange(len(messages)) < len(bad)
    level = np.sort(scores[~truth])[::-1][len(honest) // 100]
    return float(average_precision_score(truth, scores)), float((scores[truth] > level).mean())


def command(messages: list[str]) -> float:
    """Seconds of the command over a file, from start to end of its process."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "messages.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([["content"], *([one] for one in messages)])
        start = time.perf_counter()
        line = [sys.executable, "-m", "lachan.cli", "messages", "check", file, "--out", Path(folder) / "out", "--json"]
        subprocess.run(line, check=True, capture_output=True)
        return time.perf_counter() - start


def main() -> None:
    """Time, measure, and print the line."""
    messages = made(ROWS)
    list(judge_messages(messages[:500]))  # tables are made once
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        for _answer in judge_messages(messages):
            pass
        best = min(best, time.process_time() - start)
    precision, recall = quality()
    bare = quality(without_marks)
    rate = round(ROWS / best)
    print(
        json.dumps(
            {
                "benchmark": "messages",
                "rows": ROWS,
                "characters": round(sum(map(len, messages)) / ROWS),
                "messages_a_second": rate,
                "precision": round(precision, 4),
                "recall_at_1": round(recall, 4),
                "without_marks": [round(one, 4) for one in bare],
                "command_seconds": round(command(messages), 1),
                "limits": LIMITS,
                "met": rate >= LIMITS["messages_a_second"]
                and precision >= LIMITS["precision"]
                and recall >= LIMITS["recall_at_1"],
            }
        )
    )


if __name__ == "__main__":
    main()
