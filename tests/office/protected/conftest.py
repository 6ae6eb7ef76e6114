"""What the tests of protected numbers share: the clock, content to enter, entries that were approved."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import time_machine

from lachan.office.protected.actions import add_number, approve_numbers, publish_list
from lachan.office.protected.content import NumberFacts, digest_of, facts_of
from lachan.office.protected.models import ProtectedNumber, PublishedList
from lachan.office.protected.queries.lists import plan_list
from tests.people import NOW, Cast

TODAY = date(2026, 3, 2)
FACTS = NumberFacts(
    first="0205 000 0001",
    body_name="Cơ quan thử nghiệm",
    use="đường dây nóng",
    originates="never",
    valid_from=TODAY,
    verified_by="Hoàng Thị Lan, Sở",
    verified_how="paper",
    verified_on=TODAY,
    verified_note="Công văn 12/CV ngày 27/02/2026",
)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def facts(**changes: Any) -> NumberFacts:
    """Content that is right, but for what is changed."""
    return replace(FACTS, **changes)


def added(cast: Cast, **changes: Any) -> ProtectedNumber:
    """An entry that Lan wrote."""
    return add_number(facts=facts(**changes), actor=cast.actor("lan"), now=NOW)


def approved(cast: Cast, **changes: Any) -> ProtectedNumber:
    """An entry that Lan wrote and Minh approved."""
    number = added(cast, **changes)
    seen = {number.pk: digest_of(facts_of(number))}
    return approve_numbers(seen=seen, actor=cast.actor("minh"), now=NOW)[0]


def published(cast: Cast, *, days: int = 30, now: Any = NOW) -> PublishedList:
    """The list that Minh publishes now."""
    return publish_list(seen=plan_list(now).digest, days=days, actor=cast.actor("minh"), now=now)
