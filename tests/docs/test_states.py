"""The pictures of the states are those of the tables in `policies.py`."""

import re

from scripts.docs import DOCS, rendered

from lachan.office.advisories.policies import TRICK_MOVES, VERSION_MOVES
from lachan.office.cases.policies import CASE_MOVES
from lachan.office.directives.policies import DIRECTIVE_MOVES, TASK_MOVES
from lachan.office.evidence.policies import CAPTURE_MOVES
from lachan.office.feeds.policies import PULL_MOVES, SOURCE_MOVES
from lachan.office.incidents.policies import INCIDENT_MOVES
from lachan.office.inspections.policies import INSPECTION_MOVES
from lachan.office.intake.policies import SUBJECT_MOVES
from lachan.office.listings.policies import LISTING_MOVES
from lachan.office.names.policies import NAME_MOVES
from lachan.office.protected.policies import NUMBER_MOVES
from lachan.office.reports.policies import MOVES
from lachan.office.requests.policies import MOVES as REQUEST_MOVES

ARROW = re.compile(r"^    (\w+) --> (\w+): (\w+)$", re.MULTILINE)


def test_the_pictures_are_up_to_date() -> None:
    page = (DOCS / "states.md").read_text(encoding="utf-8")
    assert page == rendered(page), "run: scripts/uv run python scripts/docs.py"


def test_the_pictures_draw_each_move_and_no_other() -> None:
    page = (DOCS / "states.md").read_text(encoding="utf-8")
    drawn = sorted(ARROW.findall(page))
    tables = (
        DIRECTIVE_MOVES,
        TASK_MOVES,
        MOVES,
        CASE_MOVES,
        CAPTURE_MOVES,
        REQUEST_MOVES,
        INSPECTION_MOVES,
        INCIDENT_MOVES,
        LISTING_MOVES,
        SOURCE_MOVES,
        PULL_MOVES,
        SUBJECT_MOVES,
        NAME_MOVES,
        NUMBER_MOVES,
        TRICK_MOVES,
        VERSION_MOVES,
    )
    assert drawn == sorted((b, a, m.value) for moves in tables for (b, m), a in moves.items())
