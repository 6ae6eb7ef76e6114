"""Charts as SVG: bars that lie, so that Vietnamese labels can be read, each with its figure beside it.

Drawn by own small code and not by a chart library: Vega through vl-convert starts a JavaScript engine (some seconds,
Python's lock held meanwhile), writes style attributes that a strict CSP refuses, and breaks long labels badly. Two
kinds of bars need none of it, take a millisecond, and cannot fetch anything.
"""

from collections.abc import Sequence
from textwrap import wrap
from xml.etree import ElementTree as ET

from lachan.documents.cells import shown_number
from lachan.documents.letters import fit_line
from lachan.documents.svg import INK, LINE, draw, figure, words, written

_WIDTH = 720
_LABEL_END = 250
_BAR_START, _BAR_END = 260, 530
_BAR_HEIGHT = 18
_LETTERS_IN_A_LABEL = 29
_TEXT, _LEADING = 16, 19
_BAR = "#1f5f99"  # 6.6:1 on white
_TARGET = "#a33b00"  # 6.5:1 on white


def bar_chart(title: str, rows: Sequence[tuple[str, float]], *, unit: str, target: float | None = None) -> str:
    """Bars from zero, one a (label, value of zero or more), and a broken line at the target.

    With the unit "%" the line is 100 long at least, so that shares look like shares.
    """
    if any(value < 0 for _, value in rows) or (target or 0) < 0:
        raise ValueError("bars begin at zero: no value may be below it")
    longest = max((*(value for _, value in rows), target or 0, 100 if unit == "%" else 0)) or 1
    bars = [(label, value / longest, f"{shown_number(value)} {unit}") for label, value in rows]
    if target is None:
        return _bars(title, bars)
    return _bars(title, bars, target=(target / longest, f"Mục tiêu: {shown_number(target)} {unit}"))


def progress_chart(title: str, rows: Sequence[tuple[str, int, int]], *, unit: str = "đơn vị") -> str:
    """Shares of a whole, one bar a (label, done, all), each in a frame that is the whole."""
    if any(not 0 <= done <= whole for _, done, whole in rows):
        raise ValueError("what is done lies between zero and all")
    bars = [
        (label, done / whole if whole else 0.0, f"{done}/{whole} {unit} ({shown_number(share(done, whole))} %)")
        for label, done, whole in rows
    ]
    return _bars(title, bars, framed=True)


def share(done: int, whole: int) -> float:
    """Per cent with one decimal; 0 of 0 is 0."""
    return round(100 * done / whole, 1) if whole else 0.0


def _bars(
    title: str,
    bars: Sequence[tuple[str, float, str]],
    *,
    framed: bool = False,
    target: tuple[float, str] | None = None,
) -> str:
    """Rows of (label, length from 0 to 1, figure)."""
    labels = [wrap(fit_line(label), _LETTERS_IN_A_LABEL) or [""] for label, _, _ in bars]
    heights = [max(32, len(lines) * _LEADING + 12) for lines in labels]
    top = 30 if target else 6
    height = top + sum(heights) + 6
    said = "; ".join(f"{label}: {value}" for label, _, value in bars) or "Chưa có số liệu"
    root = figure(_WIDTH, height if bars else 40, title, f"{said}. {target[1]}." if target else f"{said}.")
    if not bars:
        words(root, "text", "Chưa có số liệu", x=12, y=26, font_size=_TEXT, fill=INK)
    row_top = float(top)
    for lines, (_, length, value), row_height in zip(labels, bars, heights, strict=True):
        _row(root, lines, length, value, middle=row_top + row_height / 2, framed=framed)
        row_top += row_height
    if target and bars:
        _target(root, *target, bottom=height - 4)
    return written(root)


def _row(root: ET.Element, lines: Sequence[str], length: float, value: str, *, middle: float, framed: bool) -> None:
    first = middle - (len(lines) - 1) * _LEADING / 2 + _TEXT * 0.35
    for number, line in enumerate(lines):
        y = first + number * _LEADING
        words(root, "text", line, x=_LABEL_END, y=y, text_anchor="end", font_size=_TEXT, fill=INK)
    whole = _BAR_END - _BAR_START
    bar = {"x": _BAR_START, "y": middle - _BAR_HEIGHT / 2, "height": _BAR_HEIGHT}
    if framed:
        draw(root, "rect", **bar, width=whole, fill="none", stroke=LINE)
    draw(root, "rect", **bar, width=length * whole, fill=_BAR)
    end = _BAR_END if framed else _BAR_START + length * whole
    words(root, "text", value, x=end + 8, y=middle + _TEXT * 0.35, font_size=_TEXT, fill=INK)


def _target(root: ET.Element, length: float, name: str, *, bottom: float) -> None:
    x = _BAR_START + length * (_BAR_END - _BAR_START)
    draw(root, "line", x1=x, x2=x, y1=24, y2=bottom, stroke=_TARGET, stroke_width=2, stroke_dasharray="6 4")
    words(root, "text", name, x=x, y=16, text_anchor="middle", font_size=_TEXT, fill=_TARGET)
