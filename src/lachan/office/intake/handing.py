"""What rooms after this one do with a decision: they say so here when the office starts, and are called inside it.

So intake knows no room above it, and one key of a reviewer still opens the listing or the case in the same transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from lachan.office.intake.models import Subject
from lachan.office.intake.policies import SubjectMove
from lachan.office.people.actor import Actor

Take = Callable[[Subject, str, Actor, datetime], models.Model]
GiveBack = Callable[[str, Actor, datetime], None]
Holds = Callable[[Subject], bool]


@dataclass(frozen=True)
class Taker:
    """What becomes of a decision: `take(subject, reason, actor, now)` makes or finds the row that goes on with it.

    `give_back(row id, actor, now)` undoes it, or refuses with NotNow; it is None where nothing can be undone.
    `holds(subject)` says whether the room still goes on with the subject: once it does not, a new signal brings the
    subject back into the queue. Where it is None, the decision holds until a person sends the subject back.
    """

    take: Take
    give_back: GiveBack | None = None
    holds: Holds | None = None


_takers: dict[SubjectMove, Taker] = {}


def register(move: SubjectMove, taker: Taker) -> None:
    """Name who goes on with a decision; a decision goes to one room."""
    before = _takers.get(move)
    if before is not None and before != taker:
        raise ValueError(f"two rooms take {move!r}")
    _takers[move] = taker


def taker_of(move: SubjectMove) -> Taker | None:
    """Who goes on with it; None where the state of the subject is all there is."""
    return _takers.get(move)
