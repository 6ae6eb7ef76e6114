"""Maps of communes as SVG."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Band:
    """A step of the legend: values of at least `minimum`, up to the next band."""

    label: str
    minimum: float


def choropleth(
    boundaries: dict[str, Any],
    values: Mapping[str, float | None],
    *,
    title: str,
    legend: Sequence[Band],
    names: Mapping[str, str],
    links: Mapping[str, str] | None = None,
    unit: str = "%",
    standalone: bool = False,
) -> str:
    """A map in which each commune has the tint of its band."""
    raise NotImplementedError


def stylesheet() -> str:
    """The CSS that tints a map without `standalone`."""
    raise NotImplementedError
