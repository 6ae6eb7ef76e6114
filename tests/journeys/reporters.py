"""Units that report at the same time: clients that open the form, save, and send, each through a real connection."""

import random
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from tests.journeys.running_office import RunningOffice

FIELD = re.compile(r'<(?:input|textarea)[^>]*name="([^"]+)"[^>]*?(?:value="([^"]*)")?[^>]*>')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')

NEW_ROUND = """
from datetime import timedelta
from django.utils import timezone
from lachan.office.directives.models import Directive
from lachan.office.people.actor import actor_for
from lachan.office.people.models import Membership, Role
from lachan.office.reports.actions.rounds import Terms, open_round
now = timezone.now()
today = timezone.localdate(now)
directive = Directive.objects.get()
officer = Membership.objects.get(unit=directive.unit, role=Role.OFFICER).person
actor = actor_for(officer, now=now, second_factor=True)
terms = Terms("Báo cáo cùng lúc", today, today, working_days=5)
print(open_round(directive_id=directive.pk, terms=terms, actor=actor, now=now).pk)
"""

OPEN_REPORTS = """
from lachan.office.people.models import Membership, Role
from lachan.office.reports.models import UnitReport
rows = []
for report in UnitReport.objects.filter(round_id=%d).select_related("unit"):
    writes = Membership.objects.filter(unit=report.unit, role__in=[Role.OFFICER, Role.LIAISON]).first()
    signs = Membership.objects.filter(unit=report.unit, role=Role.LEADER).first()
    rows.append({"id": report.pk, "writer": writes.person.email, "leader": signs.person.email})
print(json.dumps(rows))
"""


@dataclass
class Reporter:
    """One unit's officer at the form of one report; `acknowledged` is the last text that the server confirmed."""

    office: RunningOffice
    report: int
    session: str
    think: tuple[float, float]
    acknowledged: str = ""
    sent: str = ""  # what was under way when the connection broke
    seconds: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def work(self, until: float, stop: threading.Event) -> None:
        """Open, write and save again and again until `until` (monotonic) or `stop`."""
        chance = random.Random(self.report)
        stop.wait(
            chance.uniform(0, self.think[1])
        )  # people press their buttons at the same time, not in the same instant
        with httpx.Client(base_url=self.office.url, cookies={"sessionid": self.session}, timeout=60) as browser:
            number = 0
            while time.monotonic() < until and not stop.is_set():
                number += 1
                try:
                    self._save(browser, f"Lần {number} của báo cáo {self.report}")
                except httpx.TransportError:
                    return  # the server was killed: what counts is what it had acknowledged
                stop.wait(chance.uniform(*self.think))

    def _timed(self, browser: httpx.Client, method: str, address: str, **more: object) -> httpx.Response:
        began = time.perf_counter()
        answer = browser.request(method, address, **more)  # type: ignore[arg-type]
        self.seconds.append(time.perf_counter() - began)
        return answer

    def _save(self, browser: httpx.Client, text: str) -> None:
        self._timed(browser, "GET", "/")
        address = f"/bao-cao/{self.report}/sua/"
        page = self._timed(browser, "GET", address)
        if page.status_code != 200:
            self.refused.append(f"GET {page.status_code}")
            return
        figures = {name: value or "1" for name, value in FIELD.findall(page.text) if name.startswith("figure-")}
        version = re.search(r'name="version" value="(\d+)"|value="(\d+)"[^>]*name="version"', page.text)
        token = TOKEN.search(page.text)
        assert version
        assert token
        self.sent = text
        form = figures | {
            "csrfmiddlewaretoken": token[1], "version": version[1] or version[2], "steering": text, "achieved": text,
        }  # fmt: skip
        answer = self._timed(browser, "POST", address, data=form, headers={"Origin": self.office.url})
        if answer.status_code == 302:
            self.acknowledged = text
        else:
            self.refused.append(f"POST {answer.status_code}")


def report_all(
    office: RunningOffice,
    *,
    seconds: float,
    think: tuple[float, float],
    stop: threading.Event,
    most: int = 65,
    meanwhile: Callable[[list[Reporter]], None] = lambda reporters: None,
) -> list[Reporter]:
    """Ask every unit for a report and let `most` of them work on it at the same time; answers what each saw.

    `meanwhile` is called once when they have begun.
    """
    rows = office.ask(OPEN_REPORTS % office.ask(NEW_ROUND))
    assert isinstance(rows, list)
    rows = rows[:most]
    sessions = office.sessions(*(row["writer"] for row in rows))
    reporters = [Reporter(office, row["id"], sessions[row["writer"]], think) for row in rows]
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=one.work, args=(until, stop)) for one in reporters]
    for thread in threads:
        thread.start()
    meanwhile(reporters)
    for thread in threads:
        thread.join()
    return reporters


STORED = """
from lachan.office.reports.models import UnitReport
print(json.dumps({str(r.pk): r.steering for r in UnitReport.objects.all()}))
"""


def lost(office: RunningOffice, reporters: list[Reporter]) -> list[str]:
    """Reports whose stored text is older than what the server had acknowledged."""
    stored = office.ask(STORED)
    assert isinstance(stored, dict)
    return [
        f"report {one.report}: acknowledged {one.acknowledged!r}, stored {stored[str(one.report)]!r}"
        for one in reporters
        if one.acknowledged and stored[str(one.report)] not in (one.acknowledged, one.sent)
    ]
