"""Elements of the report's page: both languages side by side, tables that stay readable on paper and on a telephone."""

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from lachan.documents.cells import shown_number
from lachan.documents.letters import fit_line
from lachan.vietnam.wording import Wording

Child = str | Wording | ET.Element | None

BAR_WIDTH = 100  # of the drawing; it is stretched to its cell


def element(tag: str, *children: Child | Sequence[Child], class_: str = "", **attributes: str) -> ET.Element:
    """An element with text, wordings (both languages) and elements inside; every character harmless."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    made = ET.Element(tag, {"class": class_} | named if class_ else named)
    for child in children:
        for one in child if isinstance(child, list | tuple) else (child,):
            put(made, one)
    return made


def put(parent: ET.Element, child: Child) -> None:
    """Put a child behind what is there."""
    if child is None:
        return
    if isinstance(child, ET.Element):
        parent.append(child)
    elif isinstance(child, Wording):
        for one in both(child):
            parent.append(one)
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or "") + tidy(child)
    else:
        parent.text = (parent.text or "") + tidy(child)


def both(wording: Wording) -> tuple[ET.Element, ...]:
    """The words in both languages, of which the page shows one; alike words once."""
    if wording.vi == wording.en:
        return (element("span", wording.vi),)
    return (element("span", wording.vi, lang="vi"), element("span", wording.en, lang="en"))


def tidy(text: str) -> str:
    """Text without control characters, its blanks at the ends kept."""
    lead = " " if text[:1].isspace() else ""
    tail = " " if len(text) > 1 and text[-1:].isspace() else ""
    return f"{lead}{fit_line(text)}{tail}"


def number(value: int) -> Wording:
    """A count as each language writes it."""
    return Wording(shown_number(value), f"{value:,}")


def percent(part: int, whole: int) -> Wording:
    """A share with one decimal."""
    share = round(100 * part / whole, 1) if whole else 0.0
    return Wording(f"{shown_number(share)} %", f"{share:g}%")


def bar(length: float) -> ET.Element:
    """A bar from 0 to 1 of its cell, hidden from screen readers: the figure stands beside it."""
    drawing = element(
        "svg", class_="bar", viewBox=f"0 0 {BAR_WIDTH} 10", preserveAspectRatio="none", aria_hidden="true",
        focusable="false",
    )  # fmt: skip
    width = f"{max(length * BAR_WIDTH, 0.6 if length else 0):.1f}"
    drawing.append(element("rect", width=width, height="10"))
    return drawing


def table(
    caption: Wording,
    heads: Sequence[Child],
    rows: Iterable[Sequence[Child]],
    *,
    numeric: Sequence[int] = (),
    wide: str = "",
) -> ET.Element:
    """A table in a frame that scrolls by itself; columns of `numeric` stand to the right."""

    def cells(tag: str, row: Sequence[Child]) -> list[Child]:
        made: list[Child] = []
        for place, cell in enumerate(row):
            attributes = {"scope": "col"} if tag == "th" else {}
            made.append(element(tag, cell, class_="n" if place in numeric else "", **attributes))
        return made

    body = [element("tr", cells("td", row)) for row in rows]
    head = element("thead", element("tr", cells("th", heads)))
    inside = element("table", element("caption", caption), head, element("tbody", body), class_=wide)
    return element(
        "div", inside, class_="scroll", tabindex="0", role="region", aria_label=f"{caption.vi} / {caption.en}"
    )
