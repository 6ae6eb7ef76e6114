"""What the tests of the trail share: rows to be verified, and the hand of somebody who has the data base."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction

from lachan.office.trail.append_only import allow_changes
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry
from lachan.office.trail.record import record
from lachan.office.units.models import Unit, UnitKind
from tests.people import NOW, SINCE

EVENTS = itertools.cycle(list(Event))


@dataclass(frozen=True)
class Somebody:
    """An actor as far as the trail needs one."""

    pk: int

    def __str__(self) -> str:
        return f"Hoàng Thị Lan {self.pk}"


def add_rows(count: int, *, start: datetime = NOW) -> list[Entry]:
    """Rows of all kinds, one a minute."""
    unit = Unit.objects.filter(key="don-vi").first() or Unit.objects.create(
        key="don-vi", name="Sở Khoa học và Công nghệ", kind=UnitKind.DEPARTMENT, valid_from=SINCE
    )
    rows = []
    with transaction.atomic():
        for number in range(count):
            event = next(EVENTS)
            row = record(
                event,
                on=unit,
                by=Somebody(number % 5) if number % 3 else None,
                at=start + timedelta(minutes=number, microseconds=number),
                unit=unit if number % 2 else None,
                purpose="Kiểm tra số liệu" if number % 4 == 0 else "",
                facts={"figures": {"b": number, "a": [1.5, None, "Đình Lập"]}, "whole": 4.0},
            )
            rows.append(row)
    return rows


@contextmanager
def forgotten() -> Iterator[None]:
    """A block whose changes are undone at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def heads_folder(settings: Any, tmp_path: Path) -> Path:
    """Each test keeps its heads in a folder of its own."""
    settings.TRAIL_HEADS = tmp_path / "trail-heads"
    return tmp_path / "trail-heads"


@pytest.fixture
def add(db: None) -> Callable[..., list[Entry]]:
    """`add(count)` writes that many rows to the trail."""
    return add_rows


@pytest.fixture
def unguarded(db: None) -> Iterator[Any]:
    """The data base in the hand of somebody who dropped the triggers: `run(sql, *values)`."""
    editor = SimpleNamespace(connection=connection, execute=lambda sql: connection.cursor().execute(sql))
    allow_changes(None, editor)

    def run(sql: str, *values: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)

    return run
