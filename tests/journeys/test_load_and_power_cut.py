"""Many units at once, and a server that dies in the middle: what was acknowledged is there."""

import threading
import time

import pytest

from tests.journeys.reporters import Reporter, lost, report_all
from tests.journeys.running_office import RunningOffice

pytestmark = pytest.mark.journey


def test_nothing_is_lost_when_every_unit_reports_at_once(office: RunningOffice) -> None:
    reporters = report_all(office, seconds=15, think=(0.2, 1.0), stop=threading.Event())
    assert len(reporters) == 65
    assert all(one.acknowledged for one in reporters)
    assert [text for one in reporters for text in one.refused] == []
    assert lost(office, reporters) == []
    assert office.stop() == 0


def test_a_killed_server_loses_no_acknowledged_report(office: RunningOffice) -> None:
    def power_cut(reporters: list[Reporter]) -> None:
        """Wait until work is in full swing, then kill every process at once."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and sum(bool(one.acknowledged) for one in reporters) < 40:
            time.sleep(0.05)
        office.kill()

    reporters = report_all(office, seconds=60, think=(0.0, 0.2), stop=threading.Event(), meanwhile=power_cut)
    assert sum(bool(one.acknowledged) for one in reporters) >= 40
    assert lost(office, reporters) == []
    office.manage("verify_trail")
    office.start()  # and it goes on
    assert office.stop() == 0
