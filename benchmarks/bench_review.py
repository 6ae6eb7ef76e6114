"""Reviewing 200 queued names by keyboard: how many keys, and how long the office keeps the reviewer waiting.

Prints one JSON line. A real office in processes of its own is asked over HTTP as the queue's script asks it: one key,
one request, whose answer is the next card. Limits: one key a name, and all waiting together at most a minute, so that
of the ten minutes for 200 names at least 2.7 seconds a name are left for looking. MANY=… changes the run.
"""

import json
import os
import re
import statistics
import tempfile
import time
from pathlib import Path

import httpx
from tests.journeys.running_office import RunningOffice

MANY = int(os.environ.get("MANY", "200"))
LIMITS = {"keys_a_name": 1.0, "waiting_seconds": 60.0 * MANY / 200}
OFFICER = "chuyenvien.so@lachan.example"
FILL = """
from django.utils import timezone
from lachan.office.intake.actions import Said, put_signals
from lachan.office.intake.keys import named
from lachan.office.intake.models import Subject
from lachan.readers.subjects import read_subjects
now = timezone.now()
Subject.objects.filter(state="waiting").update(state="more")
put_signals(saids=[Said(named=named(read_subjects(f"ten-hu-cau-{n}.example")[0]), source="finding", origin="sites",
    mark=f"bench-{n}", seen_at=now, score=0.7, rule="WEB-009", trick="gambling") for n in range(COUNT)],
    actor=None, now=now)
print("null")
"""
# false alarm, more needed, worth a warning: what a reviewer presses, in a mix as on an ordinary day
MOVES = ("false_alarm", "false_alarm", "more", "corroborate", "false_alarm")
_FIELD = re.compile(r'name="(subject|seen|skipped)" value="([^"]*)"')


def main() -> None:
    """Fill the queue of a demo, review it, and print what was counted."""
    with tempfile.TemporaryDirectory() as folder:
        office = RunningOffice(Path(folder) / "var")
        office.load()
        office.ask(FILL.replace("COUNT", str(MANY)))
        office.start()
        try:
            took = _reviewed(office)
        finally:
            office.stop()
    told = {
        "bench": "review", "names": MANY, "keys": len(took), "keys_a_name": len(took) / MANY,
        "waiting_seconds": round(sum(took), 2), "p50_ms": round(statistics.median(took) * 1000, 1),
        "p95_ms": round(statistics.quantiles(took, n=20)[-1] * 1000, 1),
        "seconds_left_a_name": round((600 - sum(took)) / MANY, 2),
    }  # fmt: skip
    within = told["keys_a_name"] <= LIMITS["keys_a_name"] and told["waiting_seconds"] <= LIMITS["waiting_seconds"]
    print(json.dumps(told | {"limits": LIMITS, "within": within}))


def _reviewed(office: RunningOffice) -> list[float]:
    """Seconds from each key to the next card."""
    cookies = {"sessionid": office.sessions(OFFICER)[OFFICER]}
    took = []
    with httpx.Client(base_url=office.url, cookies=cookies, timeout=30) as browser:
        page = browser.get("/tin-hieu/xem-xet/").text
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token is not None
        while "subject" in (fields := dict(_FIELD.findall(page[page.rindex("<form") :]))):
            sent = fields | {"move": MOVES[len(took) % len(MOVES)], "csrfmiddlewaretoken": token[1]}
            begun = time.perf_counter()
            answer = browser.post("/tin-hieu/xem-xet/", data=sent, headers={"HX-Request": "true", "Origin": office.url})
            took.append(time.perf_counter() - begun)
            answer.raise_for_status()
            page = answer.text
    return took


if __name__ == "__main__":
    main()
