"""One laboratory for all tests of a module that do not change it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from lachan.screening.passport import Authentication, Trust, verify
from tests.screening.passport.authorities import CALLEE, CALLER, NOW, Laboratory

Verified = Callable[..., Authentication]


@pytest.fixture(scope="session")
def laboratory(tmp_path_factory: pytest.TempPathFactory) -> Laboratory:
    """The usual operator."""
    return Laboratory(tmp_path_factory.mktemp("laboratory"))


@pytest.fixture
def verified(laboratory: Laboratory) -> Verified:
    """`verified(header, …)` judges a call from CALLER to CALLEE at NOW."""

    def go(
        *headers: str,
        caller: str | None = CALLER,
        callee: str = CALLEE,
        now: datetime = NOW,
        trust: Trust | None = None,
        **more: Any,
    ) -> Authentication:
        return verify(
            headers, caller=caller, callee=callee, now=now, trust=trust or laboratory.trust, **({"seen": None} | more)
        )

    return go
