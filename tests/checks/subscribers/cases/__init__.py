"""For every rule: rows that it must speak of, near misses, and both sides of its borders."""

from tests.checks.subscribers.cases import across, agreeing, complete, holdings, junk, papers, registered, valid
from tests.checks.subscribers.records import FILLERS, Case, Row, subscriber

_TABLES = (complete, valid, papers, agreeing, across, registered, holdings, junk)


def _made() -> tuple[Case, ...]:
    found = []
    for module in _TABLES:
        for rule, kinds in module.CASES.items():
            for name, rows in kinds.items():
                index = len(found) + 1
                made = tuple(
                    subscriber(index, at, **one) for at, one in enumerate(rows if isinstance(rows, list) else [rows])
                )
                found.append(Case(rule, name, name.startswith(("fires", "border: in")), made, index))
    return tuple(found)


CASES: tuple[Case, ...] = _made()
BLAMELESS: tuple[Row, ...] = tuple(subscriber(0, at, **one) for at, one in enumerate(({}, *FILLERS)))
