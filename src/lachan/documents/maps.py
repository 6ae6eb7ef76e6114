"""A map of communes as SVG: each area in the tint of its band, what is not known hatched, names and values as titles.

Drawn in an equirectangular projection with the scale of the middle latitude: over one province its error is less
than the width of a border. The caller always prints the same figures as a table; the map alone proves nothing.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any
from xml.etree import ElementTree as ET
from zlib import crc32

from lachan.documents.cells import shown_number
from lachan.documents.svg import INK, PAPER, draw, figure, words, written

_MAP_WIDTH, _LEGEND_WIDTH, _EDGE = 540, 190, 8
_LETTER = 9.0  # a generous width of one letter of the legend's 16 px
_STEPS = 10  # to a pixel: whole steps keep the borders of neighbours the same
_NO_DATA = "Chưa có số liệu"

BAND_FILLS = ("#ffffcc", "#a9dcb8", "#6cc3c3", "#489cc9", "#3a78b5")
"""Light to dark, one direction of hue and lightness, told apart without red and green and in grey print."""
BORDER = "#0d1b2a"
"""Of every area: 3:1 or more against each fill."""


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
    shown: Mapping[str, str] | None = None,
    standalone: bool = False,
) -> str:
    """A map in which each commune of `boundaries` (GeoJSON, by `properties.code`) has the tint of its band.

    `shown` says an area's value in words where the number alone means nothing. With `standalone` the fills are in
    the drawing, for papers and saved files; without, `stylesheet()` gives them.
    With `links` (addresses of the office's own pages) the areas can be reached by keyboard, so the drawing is a
    group and not one picture. ValueError: more bands than tints, a value below the lowest band, a foreign link.
    """
    bands = sorted(legend, key=lambda band: band.minimum)
    if not 1 <= len(bands) <= len(BAND_FILLS):
        raise ValueError(f"{len(bands)} bands; there are 1 to {len(BAND_FILLS)} tints")
    features = boundaries["features"]
    codes = [feature["properties"]["code"] for feature in features]
    placed = {code: _band(values.get(code), bands) for code in codes}
    projection = _Projection.around(features)
    height = max(projection.height + 2 * _EDGE, (len(bands) + 1) * 28 + 2 * _EDGE)
    width = _MAP_WIDTH + _legend_width(bands)
    root = figure(width, height, title, _summary(placed, bands), role="group" if links else "img")
    hatch = f"hatch-{crc32(title.encode()):08x}"
    _hatching(root, hatch)
    areas = draw(root, "g", stroke=BORDER, stroke_width=0.8)
    for code, feature in zip(codes, features, strict=True):
        value = values.get(code)
        known = (shown or {}).get(code) or (_NO_DATA.lower() if value is None else f"{shown_number(value)} {unit}")
        said = f"{names.get(code, code)}: {known}"
        parent = _link(areas, links[code], said) if links and code in links else areas
        area = draw(parent, "path", d=projection.path(feature["geometry"]), **_look(placed[code], hatch, standalone))
        words(area, "title", said)
    _legend(root, bands, hatch, standalone)
    return written(root)


def stylesheet() -> str:
    """The rules that tint a map drawn without `standalone`."""
    tints = "\n".join(f".band-{number} {{ fill: {fill}; }}" for number, fill in enumerate(BAND_FILLS))
    return f"{tints}\na:focus-visible .area {{ stroke-width: 3; }}\n"


def _band(value: float | None, bands: Sequence[Band]) -> int | None:
    """The number of the value's band, lowest 0; None for no value."""
    if value is None:
        return None
    if value < bands[0].minimum:
        raise ValueError(f"{value} lies below the lowest band, {bands[0].minimum}")
    return sum(value >= band.minimum for band in bands) - 1


def _summary(placed: Mapping[str, int | None], bands: Sequence[Band]) -> str:
    counts = Counter(placed.values())
    parts = [f"{band.label}: {counts[number]} đơn vị" for number, band in enumerate(bands)]
    return "; ".join([*parts, f"{_NO_DATA.lower()}: {counts[None]} đơn vị."])


def _look(band: int | None, hatch: str, standalone: bool) -> dict[str, str]:
    """A hatch is named in the drawing even where a stylesheet tints: a stylesheet cannot point into the page."""
    if band is None:
        return {"class_": "area no-data", "fill": f"url(#{hatch})"}
    look = {"class_": f"area band-{band}"}
    return look | {"fill": BAND_FILLS[band]} if standalone else look


def _link(parent: ET.Element, address: str, said: str) -> ET.Element:
    if not address.startswith(("/", "?", "#")) or address.startswith("//"):
        raise ValueError(f"a map links to the office's own pages, not to {address}")
    return draw(parent, "a", href=address, aria_label=said)


def _hatching(root: ET.Element, name: str) -> None:
    pattern = draw(
        draw(root, "defs"), "pattern", id=name, width=6, height=6, patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )  # fmt: skip
    draw(pattern, "rect", width=6, height=6, fill=PAPER)
    draw(pattern, "line", x1=0, x2=0, y1=0, y2=6, stroke="#5b6770", stroke_width=2)


def _legend_width(bands: Sequence[Band]) -> float:
    longest = max(len(label) for label in (_NO_DATA, *(band.label for band in bands)))
    return max(_LEGEND_WIDTH, 44 + longest * _LETTER + _EDGE)


def _legend(root: ET.Element, bands: Sequence[Band], hatch: str, standalone: bool) -> None:
    """The highest band first, no data last."""
    rows: list[tuple[int | None, str]] = [(number, bands[number].label) for number in reversed(range(len(bands)))]
    for place, (band, label) in enumerate([*rows, (None, _NO_DATA)]):
        y = _EDGE + place * 28
        look = _look(band, hatch, standalone)
        draw(root, "rect", x=_MAP_WIDTH + 12, y=y, width=24, height=18, stroke=BORDER, **look)
        words(root, "text", label, x=_MAP_WIDTH + 44, y=y + 15, font_size=16, fill=INK)


@dataclass(frozen=True, slots=True)
class _Projection:
    """Degrees to whole steps, north up, fitted to the width of the map."""

    west: float
    north: float
    stretch: float
    scale: float
    height: float

    @classmethod
    def around(cls, features: Sequence[Mapping[str, Any]]) -> "_Projection":
        points = [point for feature in features for ring in _rings(feature["geometry"]) for point in ring]
        west, east = min(point[0] for point in points), max(point[0] for point in points)
        south, north = min(point[1] for point in points), max(point[1] for point in points)
        stretch = cos(radians((south + north) / 2))
        scale = (_MAP_WIDTH - 2 * _EDGE) / ((east - west) * stretch)
        return cls(west, north, stretch, scale, (north - south) * scale)

    def steps(self, point: Sequence[float]) -> tuple[int, int]:
        x = (point[0] - self.west) * self.stretch * self.scale + _EDGE
        y = (self.north - point[1]) * self.scale + _EDGE
        return round(x * _STEPS), round(y * _STEPS)

    def path(self, geometry: Mapping[str, Any]) -> str:
        """The outline as path data, in relative steps."""
        drawn = []
        for ring in _rings(geometry):
            x, y = self.steps(ring[0])
            moves = [f"M{_length(x)} {_length(y)}l"]
            for point in ring[1:-1]:
                next_x, next_y = self.steps(point)
                if (next_x, next_y) != (x, y):
                    moves.append(f"{_length(next_x - x)} {_length(next_y - y)} ")
                    x, y = next_x, next_y
            drawn.append("".join(moves).rstrip(" l") + "z")
        return "".join(drawn)


def _length(steps: int) -> str:
    """Steps as pixels, as short as path data allows: "-.5", "12.3"."""
    return re.sub(r"^(-?)0\.", r"\1.", f"{steps / _STEPS:g}")


def _rings(geometry: Mapping[str, Any]) -> Iterator[Sequence[Sequence[float]]]:
    """The rings of a polygon or of several."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        yield from polygon
