"""SVG by our own hand: elements with presentation attributes, so that it stands inline under a strict CSP.

No style attributes, no scripts, no references to anything outside; text stays text. Readers of the screen get the
title as the name and the figures in the description; the caller prints the same figures as a table.
"""

from xml.etree import ElementTree as ET

from lachan.documents.letters import fit_line

INK = "#16202a"  # 16:1 on white
LINE = "#5b6770"  # 5.8:1 on white
PAPER = "#ffffff"


def figure(width: float, height: float, title: str, description: str, *, role: str = "img") -> ET.Element:
    """The root of a drawing on white ground, in units of a CSS pixel at full width, that scales with its place."""
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {coordinate(width)} {coordinate(height)}",
            "role": role,
            "aria-label": fit_line(title),
            "class": "figure",
        },
    )
    words(root, "title", title)
    words(root, "desc", description)
    draw(root, "rect", width=width, height=height, fill=PAPER)
    return root


def draw(parent: ET.Element, shape: str, **attributes: str | float) -> ET.Element:
    """A shape; underscores in attribute names stand for hyphens, numbers keep one decimal."""
    named = {
        name.rstrip("_").replace("_", "-"): value if isinstance(value, str) else coordinate(value)
        for name, value in attributes.items()
    }
    return ET.SubElement(parent, shape, named)


def words(parent: ET.Element, shape: str, text: str, **attributes: str | float) -> ET.Element:
    """An element that holds text, each kind of character harmless."""
    element = draw(parent, shape, **attributes)
    element.text = fit_line(text)
    return element


def coordinate(number: float) -> str:
    """A length with at most one decimal."""
    return f"{number:.1f}".removesuffix(".0")


def written(root: ET.Element) -> str:
    """The drawing as text for a page or a paper."""
    return ET.tostring(root, encoding="unicode")
