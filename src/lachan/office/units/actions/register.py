"""One unit at a time: added, corrected, ended."""

from dataclasses import replace
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lachan.office.people.actor import Actor
from lachan.office.refusals import NotRight
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record
from lachan.office.units.actions.storing import description_of, store_new, store_successors
from lachan.office.units.checks import problems_between
from lachan.office.units.models import Unit
from lachan.office.units.permissions import access_unit, administers_units
from lachan.office.units.queries import register_of_units
from lachan.office.units.rows import Problem, UnitRow, row_from_form

KEY_TAKEN = _("Mã này đã có đơn vị dùng. Hãy chọn mã khác.")


def add_unit(*, row: UnitRow, actor: Actor, now: datetime) -> Unit:
    """A new unit; NotRight names the column that is wrong. Its end, if given, is stored with it."""
    administers_units(actor)
    try:
        with transaction.atomic():
            register = register_of_units(lock=True)
            if row.key in register:
                raise NotRight("duplicate_key", KEY_TAKEN, field="key")
            (unit,) = store_new([_checked(row, register)])
            record(Event.UNIT_ADDED, on=unit, by=actor, at=now, unit=unit)
    except IntegrityError as error:  # two people took the same key at the same moment
        raise NotRight("duplicate_key", KEY_TAKEN, field="key") from error
    return unit


@transaction.atomic
def change_unit(*, unit_id: int, row: UnitRow, actor: Actor, now: datetime) -> Unit:
    """Correct typing errors: what the unit is called, its superior, area and first day.

    Key, kind and end of `row` are not looked at: another kind is a new unit, the end has its own action. A real
    change of name or superior is a new unit too, with this one ended; that is for the person to judge.
    """
    administers_units(actor)
    unit = access_unit(actor, unit_id, lock=True)
    register = register_of_units(lock=True)
    stored = register[unit.key]
    row = replace(row, key=stored.key, kind=stored.kind)
    row = _checked(with_end_of(row, stored), register)
    store_correction(unit, row, stored, actor=actor, now=now)
    return unit


def with_end_of(row: UnitRow, stored: UnitRow) -> UnitRow:
    """The row with the end that is stored: the end is written and told of by itself."""
    return replace(row, valid_to=stored.valid_to, successors=stored.successors, basis=stored.basis)


def store_correction(unit: Unit, row: UnitRow, stored: UnitRow, *, actor: Actor, now: datetime) -> None:
    """Write a checked correction and tell the trail which columns it touched; nothing when there are none."""
    columns = row.differing(stored)
    if not columns:
        return
    before = digest(unit)
    for name, value in description_of(row).items():
        setattr(unit, name, value)
    unit.parent = Unit.objects.get(key=row.parent) if row.parent else None
    unit.save()
    record(Event.UNIT_CHANGED, on=unit, by=actor, at=now, unit=unit, before=before, facts={"columns": list(columns)})


@transaction.atomic
def end_unit(
    *, unit_id: int, last_day: date, successors: tuple[str, ...] = (), basis: str = "", actor: Actor, now: datetime
) -> Unit:
    """Give a unit its last day and the keys of those who take over on the day after; corrects an end given before."""
    administers_units(actor)
    unit = access_unit(actor, unit_id, lock=True)
    register = register_of_units(lock=True)
    stored = register[unit.key]
    row = _checked(replace(stored, valid_to=last_day, successors=successors, basis=basis), register)
    store_end(unit, row, stored, actor=actor, now=now)
    return unit


def store_end(unit: Unit, row: UnitRow, stored: UnitRow, *, actor: Actor, now: datetime) -> None:
    """Write a checked end and its successions; nothing when they stand there already."""
    if row == stored:
        return
    before = digest(unit)
    unit.valid_to = row.valid_to
    unit.save()
    store_successors(row, dict(Unit.objects.values_list("key", "pk")))
    record(
        Event.UNIT_ENDED, on=unit, by=actor, at=now, unit=unit, before=before,
        facts={"last_day": f"{row.valid_to:%Y-%m-%d}", "successors": list(row.successors)},
    )  # fmt: skip


def _checked(row: UnitRow, register: dict[str, UnitRow]) -> UnitRow:
    """The row as it will be stored; NotRight with the first thing that is wrong."""
    row, problems = row_from_form(row)
    if not problems:
        found = problems_between({**register, row.key: row}, {row.key}, province=settings.PROVINCE)
        problems = [problem for _key, problem in found]
    if problems:
        raise _refused(problems[0])
    return row


def _refused(problem: Problem) -> NotRight:
    sentence = problem.wording.in_language(get_language() or "vi")
    return NotRight(problem.code, sentence[:1].upper() + sentence[1:] + ".", field=problem.column)
