"""What the tests of protected names share: the clock, content to enter, entries that were approved."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import time_machine

from lachan.office.names.actions import add_name, approve_names
from lachan.office.names.content import NameFacts, digest_of, facts_of
from lachan.office.names.models import ProtectedName
from tests.people import NOW, Cast

TODAY = date(2026, 3, 2)
FACTS = NameFacts(
    key="nganhangvidu", name="Ngân hàng Ví Dụ", kind="bank", domains=("nganhangvidu.vn", "https://www.nhvd.com.vn/x"),
    short=("Ngân hàng Ví Dụ", "nhvd"), words=("nhvd",), accounts=("https://www.facebook.com/nganhang.vidu",),
    source="https://nganhangvidu.vn/", valid_from=TODAY,
)  # fmt: skip


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def facts(**changes: Any) -> NameFacts:
    """Content that is right, but for what is changed."""
    return replace(FACTS, **changes)


def added(cast: Cast, **changes: Any) -> ProtectedName:
    """An entry that Lan wrote."""
    return add_name(facts=facts(**changes), actor=cast.actor("lan"), now=NOW)


def names_of_the_world(cast: Cast) -> dict[str, Any]:
    """A name that is approved and one that waits, for the matrix of rights."""
    return {"approved_name": approved(cast).pk, "waiting_name": added(cast, key="ten-cho-duyet").pk}


def approved(cast: Cast, **changes: Any) -> ProtectedName:
    """An entry that Lan wrote and Minh approved."""
    name = added(cast, **changes)
    return approve_names(seen={name.pk: digest_of(facts_of(name))}, actor=cast.actor("minh"), now=NOW)[0]
