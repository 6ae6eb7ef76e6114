"""Annex 4 by incidents and bundles equals what a person would count by hand in SQL, and is proposed with its source."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from lachan.office.bundles.models import Bundle
from lachan.office.directives.models import Directive, Duty
from lachan.office.files.models import StoredFile
from lachan.office.incidents import queries
from lachan.office.reports.actions.rounds import Terms, open_round
from lachan.office.reports.indicators import registered_of
from lachan.office.reports.models import Round, UnitReport
from lachan.office.units.models import Unit
from tests.office.incidents.conftest import BODY, Room
from tests.people import NOW, Cast

MARCH = (date(2026, 3, 1), date(2026, 3, 31))
# Written out by hand, and sharing nothing with the queries: the moments of Vietnam are those of UTC seven hours before.
BY_HAND = """
SELECT
  (SELECT COALESCE(SUM(t.calls_blocked), 0) FROM requests_calltrace t JOIN requests_answer a ON a.id = t.answer_id
     JOIN requests_agencyrequest r ON r.id = a.request_id
    WHERE r.asked_unit_id = %(unit)s AND a.answered_at >= %(start)s AND a.answered_at < %(end)s
      AND t.trunk_kind = 'international'),
  (SELECT COALESCE(SUM(t.calls_blocked), 0) FROM requests_calltrace t JOIN requests_answer a ON a.id = t.answer_id
     JOIN requests_agencyrequest r ON r.id = a.request_id
    WHERE r.asked_unit_id = %(unit)s AND a.answered_at >= %(start)s AND a.answered_at < %(end)s
      AND t.trunk_kind IN ('domestic', 'internal')),
  (SELECT COALESCE(SUM(t.calls_blocked), 0) FROM requests_calltrace t JOIN requests_answer a ON a.id = t.answer_id
     JOIN requests_agencyrequest r ON r.id = a.request_id JOIN incidents_tracestep s ON s.request_id = r.id
     JOIN incidents_incident i ON i.id = s.incident_id
    WHERE r.asked_unit_id = %(unit)s AND a.answered_at >= %(start)s AND a.answered_at < %(end)s AND i.body <> '')
  + (SELECT COALESCE(SUM(p.calls), 0) FROM incidents_spoofreport p JOIN incidents_incident i ON i.id = p.incident_id
    WHERE p.network_id = %(unit)s AND p.called_at >= %(start)s AND p.called_at < %(end)s AND i.body <> ''
      AND p.bundle_id IS NULL),
  (SELECT COALESCE(SUM(t.suspended), 0) FROM requests_calltrace t JOIN requests_answer a ON a.id = t.answer_id
     JOIN requests_agencyrequest r ON r.id = a.request_id
    WHERE r.asked_unit_id = %(unit)s AND t.suspended_on >= %(first)s AND t.suspended_on <= %(last)s),
  (SELECT COUNT(*) FROM requests_calltrace t JOIN requests_answer a ON a.id = t.answer_id
     JOIN requests_agencyrequest r ON r.id = a.request_id
    WHERE r.asked_unit_id = %(unit)s AND a.answered_at >= %(start)s AND a.answered_at < %(end)s)
"""


def counted_by_hand(unit: Unit, first: date, last: date) -> dict[str, int]:
    start = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(hours=7)
    end = datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(hours=17)
    given: dict[str, Any] = {"unit": unit.pk, "start": start, "end": end, "first": first, "last": last}
    if connection.vendor == "sqlite":
        given |= {name: given[name].strftime("%Y-%m-%d %H:%M:%S") for name in ("start", "end")}
        given |= {name: given[name].isoformat() for name in ("first", "last")}
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND, given)
        row = cursor.fetchone()
    return {f"CG-0{place}": int(value) for place, value in enumerate(row, start=1)}


@pytest.fixture
def opened(cast: Cast, issued: Directive) -> Round:
    """A round for March."""
    terms = Terms("Báo cáo tháng 3", *MARCH, working_days=5)
    return open_round(directive_id=issued.pk, terms=terms, actor=cast.actor("lan"), now=NOW)


@pytest.fixture
def busy(room: Room) -> Room:
    """Two incidents, one of no body; three answers, one of them of the month before, one of another operator."""
    since = NOW - timedelta(hours=4)
    first = room.in_case(calls=4)
    step = room.ask(first)
    room.send(step)
    room.answer(
        step, source="operator", source_name="", upstream_id=room.upstream.pk, calls_blocked=120, blocked_since=since,
        suspended=3, suspended_on=date(2026, 2, 28),
    )  # fmt: skip
    upper = room.ask(first, room.upstream, previous_id=step.pk, letter_number="22/SKHCN")
    room.send(upper)
    room.answer(upper, room.stranger, calls_blocked=999, blocked_since=since)
    second = room.in_case(shown="+12025550123", called="050 999 88 77", calls=7)
    step = room.ask(second, letter_number="23/SKHCN")
    room.send(step)
    room.answer(
        step, trunk_kind="internal", source="subscriber", source_name="", calls_blocked=15, blocked_since=since,
        suspended=2, suspended_on=date(2026, 3, 2),
    )  # fmt: skip
    return room


def take_bundle_of_calls(room: Room, since: date, until: date) -> Bundle:
    file = StoredFile.objects.create(
        name="a", kind="sealed", media_type="application/octet-stream", size=1, sha256="0" * 64, stored_as="a" * 32,
        stored_at=NOW,
    )  # fmt: skip
    bodies = [
        {"body": BODY, "direction": "international", "calls": 41, "subjects": 2},
        {"body": "Chi cục Thuế (mẫu)", "direction": "domestic", "calls": 5, "subjects": 1},
    ]
    told = {"callers": 10, "rules": [], "trunks": [], "bodies": bodies}
    return Bundle.objects.create(
        unit=room.cast.operator, family="calls", state="taken", sha256="1" * 64, run_id="1" * 16, as_of=until,
        since=since, until=until, made_at=NOW, body={"rows": 9, "rejected_rows": 0, "rules": [], "calls": told},
        file=file, sent_by=room.cast.vy, sent_at=NOW, taken_by=room.cast.vy, taken_at=NOW,
    )  # fmt: skip


@pytest.mark.parametrize("period", [MARCH, (date(2026, 2, 1), date(2026, 2, 28)), (date(2026, 3, 2), date(2026, 3, 2))])
def test_the_figures_are_those_that_are_counted_by_hand(busy: Room, period: tuple[date, date]) -> None:
    for operator in (busy.cast.operator, busy.upstream):
        told, by_hand = queries.counts_in(*period, operator), counted_by_hand(operator, *period)
        assert told == by_hand or (not told and not any(by_hand.values()))


def test_what_is_counted_in_march(busy: Room) -> None:
    assert queries.counts_in(*MARCH, busy.cast.operator) == {
        "CG-01": 120, "CG-02": 15, "CG-03": 120 + 4, "CG-04": 2, "CG-05": 2,
    }  # fmt: skip
    assert queries.counts_in(date(2026, 2, 1), date(2026, 2, 28), busy.cast.operator)["CG-04"] == 3


def test_what_the_records_showed_stands_in_place_of_what_was_reported(busy: Room) -> None:
    take_bundle_of_calls(busy, date(2026, 3, 1), date(2026, 3, 1))
    assert queries.counts_in(*MARCH, busy.cast.operator)["CG-03"] == 46
    assert queries.counts_in(*MARCH, busy.upstream)["CG-03"] == 999


def test_an_operator_that_was_never_asked_has_no_figures(room: Room) -> None:
    assert queries.counts_in(*MARCH, room.cast.operator) == {}
    take_bundle_of_calls(room, date(2026, 3, 1), date(2026, 3, 1))
    assert queries.counts_in(*MARCH, room.cast.operator)["CG-03"] == 46


def test_a_body_counts_the_reports_that_came_through_it_and_no_blocked_call(busy: Room) -> None:
    assert queries.counts_in(*MARCH, busy.cast.commune_a) == {}
    busy.noted(by="hoa", of=busy.cast.commune_a, called="050 222 33 44", calls=3)
    busy.noted(by="hoa", of=busy.cast.commune_a, called="050 222 33 45", shown="+12025550177", calls=8)
    before = busy.noted(by="hoa", of=busy.cast.commune_a, called_at=datetime(2026, 2, 27, 9, 0, tzinfo=UTC), calls=2)
    assert before.body == BODY
    assert queries.counts_in(*MARCH, busy.cast.commune_a) == {"CG-03": 3, "CG-05": 3}
    assert queries.counts_in(date(2026, 2, 1), date(2026, 2, 28), busy.cast.commune_a) == {"CG-03": 2, "CG-05": 0}


def test_the_months_are_told_to_the_department_for_all_and_to_an_operator_for_its_own(busy: Room) -> None:
    take_bundle_of_calls(busy, date(2026, 3, 1), date(2026, 3, 1))
    abroad, inland = queries.months_of(busy.actor("lan"), date(2026, 3, 2))[:2]
    assert (abroad.month, abroad.direction, abroad.blocked, abroad.found) == (MARCH[0], "international", 1_119, 41)
    assert (inland.blocked, inland.found, inland.suspended, inland.answers) == (15, 5, 2, 1)
    assert abroad.bodies == (BODY,)
    assert inland.bodies == ("Chi cục Thuế (mẫu)",)
    own = queries.months_of(busy.actor(busy.stranger), date(2026, 3, 2))[0]
    assert (own.blocked, own.found, own.answers) == (999, 0, 1)
    february = queries.months_of(busy.actor("vy"), date(2026, 3, 2))[2]
    assert (february.month, february.suspended) == (date(2026, 2, 1), 3)


def test_the_page_draws_the_months_and_lists_them(busy: Room, sign_in: Callable[..., Client]) -> None:
    page = sign_in(busy.cast.minh).get(reverse("incident_figures")).content.decode()
    assert "<svg" in page
    for words in ("03/2026", "1.119", BODY, "Hướng quốc tế"):
        assert words in page
    assert "1.119" not in sign_in(busy.stranger).get(reverse("incident_figures")).content.decode()
    assert sign_in(busy.cast.khoa).get(reverse("incident_figures")).status_code == 403


def proposed(report: UnitReport) -> dict[str, int]:
    return {code: value for (_duty, code), value in registered_of(report).items() if code.startswith("CG")}


def test_the_figures_are_proposed_in_the_reports_with_their_source(
    busy: Room, opened: Round, sign_in: Callable[..., Client]
) -> None:
    busy.noted(by="hoa", of=busy.cast.commune_a, called="050 222 33 44", calls=3)
    assert proposed(opened.reports.get(unit=busy.cast.commune_a)) == {"CG-03": 3, "CG-05": 1}
    report = opened.reports.get(unit=busy.cast.operator)
    assert proposed(report) == {}  # the directive of 2020 asks operators for no figures of calls
    Duty.objects.filter(code="2.3").update(indicators=["CG-01", "CG-02", "CG-03", "CG-04", "CG-05"])
    assert proposed(report) == counted_by_hand(busy.cast.operator, *MARCH)
    page = sign_in(busy.cast.vy).get(reverse("report_edit", args=[report.pk])).content.decode()
    assert "Tính từ sổ sự việc giả mạo số và gói kết quả rà soát cuộc gọi: 120" in page
