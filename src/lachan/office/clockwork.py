"""What the office does by itself: a registry of periodic jobs and the loop that runs them.

An app registers its jobs in `apps.py`:

    def ready(self):
        from lachan.office.reports.actions import remind
        clockwork.register("remind", every=timedelta(minutes=15), work=remind)

A job is a function of the time alone and *idempotent*: run again, or by two machines at once, it changes nothing
more. So no last run is stored anywhere: whoever starts runs every job at once, and a job missed while the machine
was off is made up for.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import close_old_connections
from django.utils import timezone

Work = Callable[[datetime], object]

PAUSE_SECONDS = 10.0
logger = logging.getLogger("lachan.clockwork")


@dataclass(frozen=True)
class Job:
    """One thing done again and again: `work(now)`, at least `every` apart."""

    name: str
    every: timedelta
    work: Work


_registered: dict[str, Job] = {}


def register(name: str, *, every: timedelta, work: Work) -> None:
    """Add a job; a name belongs to one function."""
    before = _registered.get(name)
    if before is not None and before.work is not work:
        raise ValueError(f"two jobs are called {name!r}")
    _registered[name] = Job(name, every, work)


def jobs() -> tuple[Job, ...]:
    """Every registered job, in the order of registration, which is the order of the apps."""
    return tuple(_registered.values())


class Clockwork:
    """Runs the jobs of one process, each when it is due."""

    def __init__(self, some: tuple[Job, ...] | None = None) -> None:
        self.jobs = jobs() if some is None else some
        self._last: dict[str, datetime] = {}

    def run_due(self, now: datetime) -> dict[str, Exception | None]:
        """Run what is due at `now`: the names of the jobs, with the error of those that failed.

        A job that fails is logged and tried again when it is due next; it never keeps the others from running.
        """
        outcome: dict[str, Exception | None] = {}
        for job in self.jobs:
            last = self._last.get(job.name)
            if last is not None and last <= now < last + job.every:
                continue
            self._last[job.name] = now
            try:
                job.work(now)
                outcome[job.name] = None
            except Exception as error:
                logger.exception("job %s failed", job.name)
                outcome[job.name] = error
        return outcome

    def run(self, stop: threading.Event) -> None:
        """Run until `stop` is set; a running job is finished first."""
        while not stop.is_set():
            close_old_connections()
            self.run_due(timezone.now())
            close_old_connections()
            stop.wait(PAUSE_SECONDS)
