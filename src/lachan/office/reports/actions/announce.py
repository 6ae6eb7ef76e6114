"""Who is told what when a round or a report moves: notices with a key each, so that nobody is told twice."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lachan.office.notices.actions import notify
from lachan.office.people.models import Membership, Person, Role
from lachan.office.reports.models import Round, UnitReport

WRITERS = (Role.OFFICER, Role.LIAISON)


def people_of(unit_ids: Collection[int], roles: Iterable[str], now: datetime) -> dict[int, list[Person]]:
    """Active people with one of `roles` today, by unit id."""
    day = timezone.localtime(now).date()
    held = Membership.objects.filter(unit_id__in=unit_ids, role__in=list(roles), person__is_active=True)
    found: dict[int, list[Person]] = {}
    for membership in held.valid_on(day).select_related("person"):
        found.setdefault(membership.unit_id, []).append(membership.person)
    return found


def announce_round(opened: Round, *, now: datetime) -> None:
    """Tell every unit's writers and leaders that a report is asked of them."""
    reports = list(opened.reports.select_related("unit"))
    people = people_of([r.unit_id for r in reports], (*WRITERS, Role.LEADER), now)
    for report in reports:
        tell(
            people.get(report.unit_id, []),
            key=f"round-{opened.pk}-opened",
            subject=_("Đề nghị báo cáo: %(round)s") % {"round": opened.title},
            body=_("Đơn vị %(unit)s báo cáo trước hết ngày %(due)s.")
            % {"unit": report.unit, "due": f"{report.due_on:%d/%m/%Y}"},
            report=report,
            now=now,
        )


def announce_report(
    report: UnitReport, *, step: str, subject: str, body: str, to: Iterable[Person], now: datetime
) -> None:
    """Tell people about one move of one report; the version in the key lets a repeated move be told again."""
    key = f"report-{report.pk}-{step}-{report.version}-{now:%Y%m%d%H%M%S}"
    tell(to, key=key, subject=subject, body=body, report=report, now=now)


def tell(people: Iterable[Person], *, key: str, subject: str, body: str, report: UnitReport, now: datetime) -> None:
    """One notice to each of `people`, with the way to the report."""
    link = reverse("report", args=[report.pk])
    for person in people:
        notify(person=person, key=key, subject=subject[:200], body=body, link=link, now=now)
