"""What journeys share: one browser, and the demo province loaded once and copied for whoever changes it."""

import fcntl
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.running_office import RunningOffice

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium without a window; a missing one fails the tests."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def loaded_demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of a demo province as it is after loading; copy it, do not serve it. All workers share one."""
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "demo"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "loaded").exists():
            RunningOffice(shared / "var").load()
            (shared / "loaded").touch()
    return shared / "var"


@pytest.fixture
def office(loaded_demo: Path, tmp_path: Path) -> Iterator[RunningOffice]:
    """A copy of the demo province, served until the test is over."""
    running = RunningOffice(tmp_path / "var")
    shutil.copytree(loaded_demo, running.var)
    running.start()
    yield running
    if running.process is not None and running.process.poll() is None:
        running.stop()
