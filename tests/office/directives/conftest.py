"""The tests of directives live on the day of the cast; the directive itself is shared with other rooms."""

import pytest

from tests.office.conftest import REAL, TODAY

__all__ = ["REAL", "TODAY"]


@pytest.fixture(autouse=True)
def _today(on_the_day_of_the_cast: None) -> None:
    """Every test here."""
