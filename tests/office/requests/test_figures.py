"""Annex 6, right to the row: a made set of requests, counted by the office and by SQL written by hand."""

import random
from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection

from lachan.office.requests.models import AgencyRequest
from lachan.office.requests.queries import counts_in, was_asked
from lachan.vietnam.zone import VIETNAM
from tests.office.requests.conftest import Desk

FIRST, LAST = date(2026, 6, 1), date(2026, 6, 30)
ROWS = 400
RECEIVED = (
    "SELECT count(*) FROM requests_agencyrequest WHERE asked_unit_id = %s AND approved_at >= %s AND approved_at < %s"
)
IN_TIME = (
    "SELECT count(*) FROM requests_agencyrequest WHERE asked_unit_id = %s AND approved_at IS NOT NULL"
    " AND answered_at >= %s AND answered_at < %s AND NOT (due_at IS NOT NULL AND answered_at > due_at)"
)
LATE = (
    "SELECT count(*) FROM requests_agencyrequest WHERE asked_unit_id = %s AND approved_at IS NOT NULL"
    " AND answered_at >= %s AND answered_at < %s AND answered_at > due_at"
)
OPEN = (
    "SELECT count(*) FROM requests_agencyrequest WHERE asked_unit_id = %s AND approved_at < %s"
    " AND NOT (answered_at IS NOT NULL AND answered_at < %s) AND NOT (withdrawn_at IS NOT NULL AND withdrawn_at < %s)"
)


@pytest.fixture
def made_set(desk: Desk) -> None:
    """Requests to two operators around June: on the borders to the microsecond, late, early, withdrawn, never sent."""
    chance = random.Random(6)
    start = datetime.combine(FIRST, time.min, VIETNAM)
    borders = [start, start + timedelta(days=30)]
    moments = [edge + timedelta(microseconds=shift) for edge in borders for shift in (-1, 0, 1)]
    sent, never = desk.sent(desk.to_block()), desk.submitted(desk.to_block())
    patterns = {True: AgencyRequest.objects.get(pk=sent.pk), False: AgencyRequest.objects.get(pk=never.pk)}
    AgencyRequest.objects.filter(pk__in=[sent.pk, never.pk]).update(approved_at=None, approver=None, digest="")
    for number in range(ROWS):
        one = patterns[chance.random() < 0.9]
        one.pk, one.serial = None, 1000 + number
        one.number = f"YC-2026-{1000 + number}"
        one.asked_unit = chance.choice([desk.cast.operator, desk.cast.operator, desk.second_operator])
        one.answered_at = one.withdrawn_at = None
        if one.approved_at is not None:
            at = chance.choice([*moments, start + timedelta(minutes=chance.randrange(-20_000, 65_000))])
            one.approved_at, one.due_at = at, at + timedelta(hours=chance.choice([3, 24, 72]))
            end = chance.choice([*moments, at + timedelta(minutes=chance.randrange(0, 20_000)), one.due_at])
            end = max(end, at)
            match chance.random():
                case dice if dice < 0.6:
                    one.answered_at = end
                case dice if dice < 0.75:
                    one.withdrawn_at = end
        one.save(force_insert=True)


def asked_by_hand(statement: str, *values: object) -> int:
    with connection.cursor() as cursor:
        adapted = [connection.ops.adapt_datetimefield_value(v) if isinstance(v, datetime) else v for v in values]
        cursor.execute(statement, adapted)
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("first", "last"), [(FIRST, LAST), (FIRST, FIRST), (LAST, LAST), (date(2026, 5, 1), date(2026, 7, 31))]
)
def test_each_figure_is_what_sql_written_by_hand_counts(desk: Desk, made_set: None, first: date, last: date) -> None:
    start = datetime.combine(first, time.min, VIETNAM)
    end = datetime.combine(last + timedelta(days=1), time.min, VIETNAM)
    for unit in (desk.cast.operator, desk.second_operator):
        by_hand = {
            "XM-01": asked_by_hand(RECEIVED, unit.pk, start, end),
            "XM-02": asked_by_hand(IN_TIME, unit.pk, start, end),
            "XM-03": asked_by_hand(LATE, unit.pk, start, end),
            "XM-04": asked_by_hand(OPEN, unit.pk, end, end, end),
        }
        assert counts_in(first, last, unit) == by_hand
        assert (first, last) != (FIRST, LAST) or min(by_hand.values()) > 2


def test_a_unit_was_asked_from_the_day_of_its_first_request(desk: Desk) -> None:
    request = desk.sent(desk.to_block())
    assert request.approved_at is not None
    day = request.approved_at.astimezone(VIETNAM).date()
    assert was_asked(desk.cast.operator, until=day)
    assert not was_asked(desk.cast.operator, until=day - timedelta(days=1))
    assert not was_asked(desk.second_operator, until=day)
