"""Rows are only ever added, one behind the other, however many write at once."""

import threading
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from lachan.office.trail.append_only import refuse_changes
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry, Head
from lachan.office.trail.record import record
from lachan.office.trail.verify import verify_trail
from lachan.office.units.models import Unit
from tests.office.trail.conftest import add_rows, forgotten
from tests.people import NOW

WRITERS, EACH = 8, 12


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_never_fork_the_chain() -> None:
    failures: list[BaseException] = []
    together = threading.Barrier(WRITERS)

    def write() -> None:
        try:
            together.wait()
            for number in range(EACH):
                with transaction.atomic():
                    record(Event.UNIT_CHANGED, on=Unit(pk=number, name="Xã", key="xa"), by=None, at=NOW)
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _ in range(WRITERS)]
    for one in writers:
        one.start()
    seen = [verify_trail() for _ in range(5)]  # reading goes on meanwhile and finds nothing wrong
    for one in writers:
        one.join()
    assert not failures
    assert all(verdict.intact for verdict in seen)
    verdict = verify_trail()
    assert verdict.intact
    assert verdict.rows == WRITERS * EACH == Head.objects.get().number


def test_a_row_is_written_in_the_transaction_of_the_change(add: Callable[..., list[Entry]]) -> None:
    add(3)
    with forgotten():
        add(2)
    add(2)
    verdict = verify_trail()
    assert verdict.intact
    assert verdict.rows == 5


@pytest.fixture
def guarded_table(db: None) -> None:
    """The triggers as the migration makes them; the tests' data base lacks one of SQLite's (tests/conftest.py)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        if connection.vendor == "sqlite":
            for name in ("trail_entry_no_update", "trail_entry_no_delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            refuse_changes(None, _Editor())


class _Editor:
    """The two things that the migration's function uses, inside the test's own transaction."""

    connection = connection

    @staticmethod
    def execute(sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE trail_entry SET actor_name = 'x' WHERE number = 2",
        "UPDATE trail_entry SET number = 9 WHERE number = 2",
        "DELETE FROM trail_entry WHERE number = 2",
        "DELETE FROM trail_entry",
    ],
)
def test_the_data_base_refuses_to_change_rows(guarded_table: None, sql: str) -> None:
    add_rows(3)
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert verify_trail().rows == 3


def test_the_office_cannot_save_or_delete_a_row_again(guarded_table: None) -> None:
    row = add_rows(1)[0]
    row.actor_name = "Người khác"
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()
    assert verify_trail().intact


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_a_fault_of_the_programmer() -> None:
    with pytest.raises(RuntimeError):
        record(Event.UNIT_CHANGED, on=Unit(pk=1, name="Xã", key="xa"), by=None, at=NOW)
