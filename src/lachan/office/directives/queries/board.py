"""The board of a directive: units × duties, with how far each has come."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lachan.office.directives.models import Directive, Duty, Task, TaskState
from lachan.office.directives.permissions import READS, may_steer
from lachan.office.directives.queries.tasks import is_late
from lachan.office.people.actor import Actor
from lachan.office.units.models import Unit
from lachan.vietnam.places import commune
from lachan.vietnam.text import plain

SYMBOLS = {TaskState.OPEN: "○", TaskState.STARTED: "◐", TaskState.DONE: "●", TaskState.HANDED_OVER: "→"}
LATE_SYMBOL = "!"
LATE_LABEL = _("Quá hạn")


@dataclass(frozen=True)
class BoardFilter:
    """What a reader wants to see; `search` looks in names of units and of their communes, without accents."""

    search: str = ""
    state: str = ""
    late: bool = False


@dataclass(frozen=True)
class Cell:
    """One task on the board."""

    task: Task
    late: bool

    @property
    def symbol(self) -> str:
        """A sign beside the words, never instead of them."""
        return LATE_SYMBOL if self.late else SYMBOLS[TaskState(self.task.state)]

    @property
    def label(self) -> str | Promise:
        """The state in words."""
        return LATE_LABEL if self.late else TaskState(self.task.state).label

    @property
    def look(self) -> str:
        """Name of the cell's look in the style sheet."""
        return "late" if self.late else str(self.task.state)


@dataclass(frozen=True)
class Row:
    """One unit; a cell for each duty, None where the unit does not have the duty."""

    unit: Unit
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class Count:
    """How many tasks stand where; late ones are among the open and started."""

    done: int = 0
    started: int = 0
    open: int = 0
    late: int = 0

    @property
    def total(self) -> int:
        """All tasks that count: those handed over are counted with the successor."""
        return self.done + self.started + self.open

    def share(self, part: int) -> int:
        """`part` in whole percent of the total; 0 when there is nothing."""
        return round(100 * part / self.total) if self.total else 0

    @property
    def parts(self) -> tuple[tuple[str, str | Promise, int, int], ...]:
        """(look, words, count, percent) of each part, for the figures above the board."""
        named: tuple[tuple[str, str | Promise, int], ...] = (
            ("done", TaskState.DONE.label, self.done),
            ("started", TaskState.STARTED.label, self.started),
            ("open", TaskState.OPEN.label, self.open),
            ("late", LATE_LABEL, self.late),
        )
        return tuple((look, words, count, self.share(count)) for look, words, count in named)


@dataclass(frozen=True)
class Board:
    """The matrix as a person may see it; `counts` (one for each duty) and `total` are those of all visible rows."""

    directive: Directive
    duties: tuple[Duty, ...]
    rows: tuple[Row, ...]
    counts: tuple[Count, ...]
    hidden_rows: int = 0

    @cached_property
    def total(self) -> Count:
        """All duties together."""
        return Count(*(sum(getattr(c, part) for c in self.counts) for part in ("done", "started", "open", "late")))


def board_of(directive: Directive, actor: Actor, wanted: BoardFilter | None = None, *, today: date) -> Board:
    """The board for this person: all units for those who steer the directive, else the person's own.

    A repeating duty shows its latest period. Three queries, whatever the number of units. The counts are of all the
    person may see; the filter only chooses rows. Units whose tasks all went to successors are shown on demand.
    """
    duties = tuple(Duty.objects.filter(group__directive=directive).select_related("group"))
    tasks = Task.objects.filter(duty__group__directive=directive).order_by("period")
    if not may_steer(actor, directive):
        tasks = tasks.filter(unit_id__in=actor.units(*READS))
    rows = _rows(tasks.select_related("unit", "duty__group__directive"), duties, today=today)
    board = Board(directive, duties, rows, tuple(_count(row.cells[n] for row in rows) for n in range(len(duties))))
    shown = tuple(row for row in rows if _wanted(row, wanted or BoardFilter()))
    return replace(board, rows=shown, hidden_rows=len(rows) - len(shown))


def _rows(tasks: Iterable[Task], duties: tuple[Duty, ...], *, today: date) -> tuple[Row, ...]:
    units: dict[int, Unit] = {}
    latest: dict[tuple[int, int], Cell] = {}
    for task in tasks:  # by period, so that the latest one stays
        units[task.unit_id] = task.unit
        latest[(task.unit_id, task.duty_id)] = Cell(task, is_late(task, today))
    ordered = sorted(units.values(), key=lambda unit: (unit.kind, plain(unit.name)))
    return tuple(Row(unit, tuple(latest.get((unit.pk, duty.pk)) for duty in duties)) for unit in ordered)


def _count(cells: Iterable[Cell | None]) -> Count:
    there = [cell for cell in cells if cell is not None]
    by_state = Counter(cell.task.state for cell in there)
    return Count(
        done=by_state[TaskState.DONE],
        started=by_state[TaskState.STARTED],
        open=by_state[TaskState.OPEN],
        late=sum(cell.late for cell in there),
    )


def _wanted(row: Row, wanted: BoardFilter) -> bool:
    cells = [cell for cell in row.cells if cell is not None]
    if not wanted.state and all(cell.task.state == TaskState.HANDED_OVER for cell in cells):
        return False
    if wanted.state and not any(cell.task.state == wanted.state for cell in cells):
        return False
    if wanted.late and not any(cell.late for cell in cells):
        return False
    words = plain(wanted.search).split()
    if not words:
        return True
    names = row.unit.search_name + " " + plain(" ".join(_commune_names(row.unit)))
    return all(word in names for word in words)


def _commune_names(unit: Unit) -> Iterable[str]:
    """Names of the unit's communes; codes of districts before July 2025 are in no table of communes."""
    found = map(commune, unit.area)
    return [one.full_name for one in found if one is not None]
