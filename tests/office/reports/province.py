"""A whole province that reports: all communes with boundaries, in various states, for roll-ups and papers."""

from datetime import datetime

from lachan.office.directives.models import Directive, Task
from lachan.office.reports.content import digest_of
from lachan.office.reports.indicators import asked_in
from lachan.office.reports.models import Figure, ReportState, Round, Signature, UnitReport
from lachan.office.units.models import UnitKind
from lachan.vietnam.places import communes
from tests.office.conftest import TODAY
from tests.people import Cast, unit


def add_communes(directive: Directive, *, but: tuple[str, ...] = ("05977", "06187")) -> None:
    """An office with the first group's duties for every commune of the province but those of the cast."""
    duties = directive.groups.get(order=1).duties.values_list("pk", flat=True)
    for commune in communes("20"):
        if commune.code not in but:
            name = f"Phòng Văn hóa - Xã hội {commune.full_name[0].lower()}{commune.full_name[1:]}"
            office = unit(f"vhxh-{commune.code}", name, UnitKind.COMMUNE_OFFICE, None, (commune.code,))
            Task.objects.bulk_create(Task(duty_id=pk, unit=office, given_on=TODAY) for pk in duties)


def report_all(opened: Round, cast: Cast, now: datetime) -> None:
    """Most communes are accepted, each with figures of its own, every seventh nil; the last six are waited for."""
    reports = list(opened.reports.filter(unit__kind=UnitKind.COMMUNE_OFFICE).order_by("unit__key"))
    asked = asked_in(opened, reports)
    for number, report in enumerate(reports[:-6]):
        report.nothing_to_report = number % 7 == 0
        report.state, report.author, report.version = ReportState.ACCEPTED, cast.hoa, 1
        report.first_signed_at = report.accepted_at = now
        report.accepted_by = cast.lan
        if number % 9 == 1:
            report.difficulties = "Địa bàn rộng, nhiều thôn chưa có sóng."
            report.proposals = "Cấp thêm tờ rơi bằng tiếng Tày, tiếng Nùng."
        report.save()
        Figure.objects.bulk_create(
            Figure(
                report=report, duty=one.duty, indicator=one.indicator.code,
                value=0 if report.nothing_to_report else number + 1,
            )
            for one in asked[report.pk]
        )  # fmt: skip
        Signature.objects.create(
            report=report, version=1, digest=digest_of(report), author=cast.hoa, signer=cast.tam, signed_at=now
        )
    UnitReport.objects.filter(pk=reports[-6].pk).update(state=ReportState.RETURNED, first_signed_at=now)
