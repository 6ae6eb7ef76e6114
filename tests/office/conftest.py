"""What the tests of the rooms share: the day of the cast, and the real directive as draft, confirmed and issued."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import time_machine

from lachan.office.directives.actions import (
    confirm_directive,
    correct_directive,
    import_directive,
    issue_directive,
)
from lachan.office.directives.content import content_of
from lachan.office.directives.models import Directive, Task
from tests.people import NOW, Cast

REAL = Path(__file__).parents[1] / "readers" / "data" / "directive.vi.txt"
TODAY = date(2026, 3, 2)


@pytest.fixture
def on_the_day_of_the_cast() -> Iterator[None]:
    """Pages ask the clock; here it shows the moment at which the cast lives."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def draft(cast: Cast) -> Directive:
    """The real directive, imported by Lan."""
    upload = BytesIO(REAL.read_bytes())
    return import_directive(unit=cast.department, upload=upload, name=REAL.name, actor=cast.actor("lan"), now=NOW)


@pytest.fixture
def confirmed(cast: Cast, draft: Directive) -> Directive:
    """The same, corrected (three days for the first duty) and confirmed by Lan."""
    content = content_of(draft)
    first = content.groups[0]
    duties = (replace(first.duties[0], due_working_days=3), *first.duties[1:])
    groups = (replace(first, duties=duties), *content.groups[1:])
    content = replace(content, groups=groups, blanks_as_given=True)
    correct_directive(directive_id=draft.pk, content=content, actor=cast.actor("lan"), now=NOW)
    return confirm_directive(directive_id=draft.pk, actor=cast.actor("lan"), now=NOW)


@pytest.fixture
def issued(cast: Cast, confirmed: Directive) -> Directive:
    """The same, issued by Minh on the day of the cast."""
    return issue_directive(directive_id=confirmed.pk, on=TODAY, actor=cast.actor("minh"), now=NOW)


@pytest.fixture
def task(cast: Cast, issued: Directive) -> Task:
    """Commune A's task of the first duty."""
    return Task.objects.get(duty__code="1.1", duty__group__directive=issued, unit=cast.commune_a)
