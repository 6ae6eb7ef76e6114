"""What the tests of reports share: an open round for March, and the steps that bring a report through its states."""

import threading
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import connection

from lachan.office.directives.models import Directive
from lachan.office.people.actor import actor_for
from lachan.office.people.models import Person
from lachan.office.refusals import Refusal
from lachan.office.reports.actions.drafts import Draft, save_report, send_to_sign
from lachan.office.reports.actions.rounds import Terms, open_round
from lachan.office.reports.actions.signing import accept_report, sign_report
from lachan.office.reports.content import digest_of
from lachan.office.reports.indicators import asked_of
from lachan.office.reports.models import Round, UnitReport
from tests.office.conftest import TODAY
from tests.people import NOW, Cast, person

MARCH = Terms("Báo cáo tháng 3", date(2026, 3, 1), date(2026, 3, 31), working_days=5)
DUE = date(2026, 3, 9)  # five working days after Monday 02/03/2026

__all__ = ["DUE", "MARCH", "TODAY"]


@pytest.fixture(autouse=True)
def _today(on_the_day_of_the_cast: None) -> None:
    """Every test here lives on the day of the cast."""


@pytest.fixture
def opened(cast: Cast, issued: Directive) -> Round:
    """A round for March that Lan opened on the day of the cast."""
    return open_round(directive_id=issued.pk, terms=MARCH, actor=cast.actor("lan"), now=NOW)


@pytest.fixture
def report(cast: Cast, opened: Round) -> UnitReport:
    """Commune A's report in it."""
    return opened.reports.get(unit=cast.commune_a)


def filled(report: UnitReport, value: int = 7, **words: str) -> Draft:
    """Every figure that is asked, and some words."""
    words.setdefault("achieved", "Đã tuyên truyền tại các khối phố.")
    return Draft(figures=dict.fromkeys((one.key for one in asked_of(report)), value), **words)


def save(
    report: UnitReport, who: Person | str, cast: Cast | None = None, *, draft: Draft | None = None, now: datetime = NOW
) -> UnitReport:
    """Save what was typed over the latest version."""
    somebody = getattr(cast, who) if isinstance(who, str) else who
    report.refresh_from_db()
    actor = actor_for(somebody, now=now, second_factor=True)
    return save_report(report_id=report.pk, version=report.version, draft=draft or filled(report), actor=actor, now=now)


def sign(report: UnitReport, who: Person, *, now: datetime = NOW) -> None:
    """Sign what stands now."""
    actor = actor_for(who, now=now, second_factor=True)
    sign_report(report_id=report.pk, seen_digest=digest_of(UnitReport.objects.get(pk=report.pk)), actor=actor, now=now)


Bring = Callable[..., UnitReport]


@pytest.fixture
def bring(cast: Cast) -> Bring:
    """`bring(report, "signed")` gives the report in that state, written by Hoa and signed by Tâm (or their like)."""

    def go(report: UnitReport, state: str, *, draft: Draft | None = None, now: datetime = NOW) -> UnitReport:
        writer, leader = cast.hoa, cast.tam
        if report.unit_id != cast.commune_a.pk:
            writer = people(report, "officer", "Người viết")
            leader = people(report, "leader", "Người ký")
        save(report, writer, draft=draft, now=now)
        if state != "draft":
            send_to_sign(report_id=report.pk, actor=actor_for(writer, now=now, second_factor=True), now=now)
        if state in ("signed", "accepted"):
            sign(report, leader, now=now)
        if state == "accepted":
            accept_report(report_id=report.pk, actor=actor_for(cast.lan, now=now, second_factor=True), now=now)
        report.refresh_from_db()
        return report

    return go


def people(report: UnitReport, role: str, name: str) -> Person:
    """A person of the report's unit with a role, made when there is none yet."""
    there = Person.objects.filter(memberships__unit=report.unit, memberships__role=role).first()
    return there or person(f"{role}-{report.unit_id}", name, report.unit, role)  # type: ignore[arg-type]


def at_once(*works: Callable[[], object]) -> list[str]:
    """Run in threads of their own, all at the same time; the codes of refusals, or "done"."""
    outcomes: list[str] = []
    gate = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        try:
            gate.wait()
            work()
            outcomes.append("done")
        except Refusal as no:
            outcomes.append(no.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)
