"""What journeys share: one browser, and the demo province loaded once and copied for whoever changes it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.running_office import RunningOffice
from tests.once import fresh_office, made_once

CHROMIUM = "/usr/bin/chromium"
# Playwright's loop runs in the thread in which tests ask the data base, the first one prepares it included; nothing of
# it is asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium without a window; a missing one fails the tests.

    Not for the session: Playwright keeps an asyncio loop running in this thread, in which Django would refuse to ask
    the data base for tests of other packages.
    """
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def loaded_demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str, migrated: Path) -> Path:
    """The folder of a demo province as it is after loading; copy it, do not serve it. All workers share one."""

    def load(folder: Path) -> None:
        running = RunningOffice(folder / "var")
        fresh_office(running.var, migrated)
        running.load()

    return made_once(tmp_path_factory, worker_id, "demo", load) / "var"


@pytest.fixture
def office(loaded_demo: Path, tmp_path: Path) -> Iterator[RunningOffice]:
    """A copy of the demo province, served until the test is over."""
    running = RunningOffice(tmp_path / "var")
    shutil.copytree(loaded_demo, running.var)
    running.start()
    yield running
    if running.process is not None and running.process.poll() is None:
        running.stop()
