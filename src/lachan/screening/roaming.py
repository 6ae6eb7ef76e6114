"""Whether a Vietnamese subscriber roams abroad now, asked of whoever knows; who does not know says so."""

from typing import Protocol


class Roaming(Protocol):
    """The plug. It never raises, and answers within its time limit."""

    def __call__(self, number: str, now: float) -> bool | None:
        """Whether the subscriber of `number` (E.164) roams; None when that is not known."""


def roaming_unknown(number: str, now: float) -> bool | None:
    """The plug of an operator that has none."""
    return None
