"""The start of an installation: the units of its province, from the national tables."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.office.units.actions.storing import store_new
from lachan.office.units.checks import problems_between
from lachan.office.units.models import Succession, Unit
from lachan.office.units.queries import register_of_units
from lachan.office.units.seed_rows import seed_rows


@dataclass(frozen=True, slots=True)
class SeedCounts:
    """How many units and successions a run made; both 0 when everything was there."""

    units: int
    successions: int


@transaction.atomic
def seed_units(*, province: str, now: datetime) -> SeedCounts:
    """Store the units that the province (two-digit code) starts with and that are not there yet, by key.

    Units that are stored already stay as they are, corrected or ended; running it again changes nothing.
    LookupError for a code that none of the 34 provinces has; ValueError when what is stored contradicts the tables.
    """
    register = register_of_units(lock=True)
    rows = {row.key: row for row in seed_rows(province) if row.key not in register}
    problems = problems_between({**register, **rows}, rows.keys(), province=province)
    if problems:
        raise ValueError("; ".join(f"{key}, {one.column}: {one.wording.en}" for key, one in problems[:5]))
    before = Succession.objects.count()
    stored = store_new(rows.values())
    counts = SeedCounts(len(stored), Succession.objects.count() - before)
    if stored:
        top = Unit.objects.get(key=f"ubnd-{province}")
        facts = {"units": counts.units, "successions": counts.successions, "province": province}
        record(Event.UNITS_IMPORTED, on=top, by=None, at=now, unit=top, facts=facts)
    return counts
