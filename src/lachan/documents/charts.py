"""Charts as SVG."""

from collections.abc import Sequence


def bar_chart(title: str, rows: Sequence[tuple[str, float]], *, unit: str, target: float | None = None) -> str:
    """Horizontal bars, one a (label, value), with an optional target line."""
    raise NotImplementedError


def progress_chart(title: str, rows: Sequence[tuple[str, int, int]], *, unit: str = "đơn vị") -> str:
    """Shares, one bar a (label, done, all)."""
    raise NotImplementedError
