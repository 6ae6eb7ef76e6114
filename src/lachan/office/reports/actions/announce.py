"""Who is told what when a round or a report moves: notices with a key each, so that nobody is told twice."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lachan.office.directives.actions.announce import people_of, tell
from lachan.office.people.models import Delegation, Person, Role
from lachan.office.reports.models import Round, UnitReport

WRITERS = (Role.OFFICER, Role.LIAISON)
UNIT = (*WRITERS, Role.LEADER)
JUDGES = (Role.OFFICER, Role.LEADER)


def members(unit_id: int, roles: Iterable[str], now: datetime) -> list[Person]:
    """Active people with one of `roles` in the unit today."""
    return people_of([unit_id], now, roles).get(unit_id, [])


def signers(unit_id: int, now: datetime) -> list[Person]:
    """Who can sign for the unit today: its leaders, and their deputies."""
    held = Delegation.objects.filter(unit_id=unit_id, ended_at__isnull=True, deputy__is_active=True)
    deputies = [d.deputy for d in held.valid_on(timezone.localdate(now)).select_related("deputy")]
    return [*members(unit_id, (Role.LEADER,), now), *deputies]


def announce_round(opened: Round, reports: Iterable[UnitReport], *, now: datetime) -> None:
    """Tell every unit's writers and leaders that a report is asked of them."""
    reports = list(reports)
    people = people_of([r.unit_id for r in reports], now, UNIT)
    for report in reports:
        tell_of(
            report, people.get(report.unit_id, []), key=f"round-{opened.pk}-opened-{report.unit_id}", now=now,
            subject=_("Đề nghị báo cáo: %(round)s"), body=_("Đơn vị %(unit)s báo cáo trước hết ngày %(due)s."),
        )  # fmt: skip


def announce_move(
    report: UnitReport,
    people: Iterable[Person],
    *,
    step: str,
    subject: str | Promise,
    body: str | Promise = "%(round)s",
    facts: Mapping[str, object] | None = None,
    now: datetime,
) -> None:
    """Tell people about one move of one report; the time in the key lets a repeated move be told again."""
    key = f"report-{report.pk}-{step}-{report.version}-{now:%Y%m%d%H%M%S}"
    tell_of(report, people, key=key, subject=subject, body=body, facts=facts, now=now)


def tell_of(
    report: UnitReport,
    people: Iterable[Person],
    *,
    key: str,
    subject: str | Promise,
    body: str | Promise,
    facts: Mapping[str, object] | None = None,
    now: datetime,
) -> None:
    """One notice to each of `people`, with the way to the report; in Vietnamese whatever the sender's screen speaks.

    Subject and body are templates over `facts` and the report's round, unit and due date.
    """
    known = {"round": report.round.title, "unit": report.unit.name, "due": f"{report.due_on:%d/%m/%Y}"}
    known |= {name: str(value) for name, value in (facts or {}).items()}
    with translation.override("vi"):
        tell(
            people, key=key, subject=str(subject) % known, body=str(body) % known,
            link=reverse("report", args=[report.pk]), now=now,
        )  # fmt: skip
