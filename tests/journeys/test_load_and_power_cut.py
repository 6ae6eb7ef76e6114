"""Many units at once, and a server that dies in the middle: what was acknowledged is there."""

import threading

import pytest

from tests.journeys.reporters import lost, report_all
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
    kill = threading.Timer(6, office.kill)
    kill.start()
    reporters = report_all(office, seconds=12, think=(0.0, 0.2), stop=threading.Event())
    kill.join()
    assert sum(bool(one.acknowledged) for one in reporters) >= 20
    assert lost(office, reporters) == []
    office.manage("verify_trail")
    office.start()  # and it goes on
    assert office.stop() == 0
