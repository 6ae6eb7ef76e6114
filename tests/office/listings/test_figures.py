"""Annex 5: the figures are those that a hand counts in SQL, each subject once in a period."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import connection
from django.test import Client
from django.urls import reverse

from lachan.office.directives.models import Directive, Duty
from lachan.office.listings import actions, queries
from lachan.office.listings.models import Listing
from lachan.office.reports.actions.rounds import open_round
from lachan.office.reports.indicators import registered_of
from lachan.office.units.models import Unit
from tests.office.listings.conftest import ACCOUNT, NUMBER, VN_SITE, WHY, Desk
from tests.office.reports.conftest import MARCH as ROUND
from tests.people import NOW

MARCH = (date(2026, 3, 1), date(2026, 3, 31))


def one(sql: str, *given: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return int(cursor.fetchone()[0])


def counted_by_hand(unit: Unit, first: date, last: date) -> dict[str, int]:
    start = datetime.fromisoformat(f"{first}T00:00:00+07:00")
    end = datetime.fromisoformat(f"{last + timedelta(days=1)}T00:00:00+07:00")
    steps = """SELECT COUNT(DISTINCT l.subject_id) FROM listings_listingstep s JOIN listings_listing l
               ON l.id = s.listing_id JOIN intake_subject x ON x.id = l.subject_id
               WHERE l.unit_id = %s AND s.at >= %s AND s.at < %s"""
    proposals = """SELECT COUNT(DISTINCT l.subject_id) FROM listings_blockingproposal p JOIN listings_listing l
                   ON l.id = p.listing_id JOIN requests_agencyrequest r ON r.id = p.request_id WHERE l.unit_id = %s"""
    within = (unit.pk, start, end)
    return {
        "WM-01": one(f"{steps} AND s.move IN ('propose', 'drop') AND x.kind = 'site'", *within),
        "WM-02": one(f"{steps} AND s.move IN ('propose', 'drop') AND x.kind = 'account'", *within),
        "WM-03": one(f"{steps} AND s.move = 'publish' AND x.kind IN ('site', 'account')", *within),
        "WM-04": one(f"{proposals} AND r.approved_at >= %s AND r.approved_at < %s", *within),
        "WM-05": one(
            f"{proposals} AND p.outcome IN ('blocked', 'removed') AND p.outcome_on BETWEEN %s AND %s",
            unit.pk, first, last,
        ),
    }  # fmt: skip


def busy(desk: Desk) -> None:
    """Sites, accounts and a number; one dropped, one withdrawn and listed again, two asked about, one blocked."""
    for text in (VN_SITE, "hai.example", ACCOUNT, NUMBER):
        desk.published(text)
    again = desk.published("lai.example")
    desk.withdraw(again)
    desk.published("lai.example")
    dropped = desk.corroborated("nham.example")
    actions.drop(listing_id=dropped.pk, said=WHY, actor=desk.actor("lan"), now=NOW)
    before = NOW - timedelta(days=3)  # 27/02
    old = desk.published("thang-hai.example", now=before, days=100)
    for listing in (old, desk.published("da-chan.example")):
        proposal = desk.propose(listing)
        desk.send(proposal)
    actions.record_blocking_outcome(
        proposal_id=proposal.pk, outcome="removed", on=NOW.date(), note="Đã thu hồi tên miền", actor=desk.actor("lan"),
        now=NOW,
    )  # fmt: skip
    desk.propose(desk.published("chua-gui.example"))


def test_the_figures_are_those_counted_by_hand(desk: Desk) -> None:
    department = desk.cast.department
    assert queries.counts_in(*MARCH, department) == {}
    busy(desk)
    found = queries.counts_in(*MARCH, department)
    assert found == counted_by_hand(department, *MARCH)
    assert found == {"WM-01": 6, "WM-02": 1, "WM-03": 6, "WM-04": 2, "WM-05": 1}
    february = (date(2026, 2, 1), date(2026, 2, 28))
    assert queries.counts_in(*february, department) == counted_by_hand(department, *february)
    assert queries.counts_in(*february, department)["WM-03"] == 1
    assert queries.counts_in(date(2026, 1, 1), date(2026, 1, 31), department) == {}
    assert queries.counts_in(*MARCH, desk.cast.operator) == {}


def test_they_are_proposed_in_the_report_with_their_source(
    desk: Desk, issued: Directive, sign_in: Callable[..., Client]
) -> None:
    busy(desk)
    opened = open_round(directive_id=issued.pk, terms=ROUND, actor=desk.actor("lan"), now=NOW)
    Duty.objects.filter(code="1.1").update(indicators=["WM-01", "WM-02", "WM-03", "WM-04", "WM-05"])
    report = opened.reports.get(unit=desk.cast.commune_a)
    assert registered_of(report) == {}
    Listing.objects.update(unit=desk.cast.commune_a)
    proposed = {code: value for (_duty, code), value in registered_of(report).items()}
    assert proposed == counted_by_hand(desk.cast.commune_a, *MARCH)
    page = sign_in(desk.cast.hoa).get(reverse("report_edit", args=[report.pk])).content.decode()
    assert "Tính từ sổ mục cảnh báo: 6" in page
