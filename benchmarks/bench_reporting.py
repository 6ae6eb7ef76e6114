"""65 units report at the same time for five minutes: how long pages take, and whether anything is lost.

Prints one JSON line. The limit is the product's own (issue of the loop): p95 of at most 300 ms on two cores, the
clients on the same two. A client opens its home page and its form, saves, and then writes for 2 to 6 seconds.
SECONDS=… shortens the run.
"""

import json
import os
import statistics
import tempfile
import threading
from pathlib import Path

from tests.journeys.reporters import lost, report_all
from tests.journeys.running_office import RunningOffice

SECONDS = float(os.environ.get("SECONDS", "300"))
LIMIT_SECONDS = 0.3


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        office = RunningOffice(Path(folder) / "var")
        office.load()
        office.start()
        try:
            reporters = report_all(office, seconds=SECONDS, think=(2.0, 6.0), stop=threading.Event())
        finally:
            office.stop()
        seconds = sorted(value for one in reporters for value in one.seconds)
        p95 = statistics.quantiles(seconds, n=100)[94]
        print(
            json.dumps(
                {
                    "benchmark": "reporting",
                    "clients": len(reporters),
                    "seconds": SECONDS,
                    "requests": len(seconds),
                    "p50_ms": round(statistics.median(seconds) * 1000, 1),
                    "p95_ms": round(p95 * 1000, 1),
                    "max_ms": round(seconds[-1] * 1000, 1),
                    "ratio_to_limit": round(p95 / LIMIT_SECONDS, 3),
                    "refused": sum(len(one.refused) for one in reporters),
                    "lost": len(lost(office, reporters)),
                }
            )
        )


if __name__ == "__main__":
    main()
