"""SVG that goes into a paper: found harmless, set in the paper's font, and drawn as PNG for Word."""

from importlib.resources import as_file

import vl_convert
from lxml import etree

from lachan.documents.letters import FONTS

_SVG = "{http://www.w3.org/2000/svg}"
_PIXELS = 1400  # over the 160 mm a figure takes: some 220 dots an inch
_FORBIDDEN = {f"{_SVG}{name}" for name in ("script", "image", "foreignObject", "use", "style")}


def paper_svg(svg: str) -> str:
    """The figure in the paper's font; ValueError when it could run or fetch anything."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(svg.encode(), parser)
    if root.tag != f"{_SVG}svg" or root.getroottree().docinfo.doctype:
        raise ValueError("a figure must be plain SVG")
    for element in root.iter():
        if element.tag in _FORBIDDEN or any(name.startswith("on") for name in element.attrib):
            raise ValueError(f"a figure may not carry {element.tag}")
    root.set("font-family", "Tinos, 'Times New Roman', serif")
    return str(etree.tostring(root, encoding="unicode"))


def picture(svg: str) -> bytes:
    """The figure as PNG; its letters come from the paper's own fonts."""
    width = float(etree.fromstring(svg.encode()).get("viewBox", "0 0 720 400").split()[2])
    with as_file(FONTS) as folder:
        vl_convert.register_font_directory(str(folder))
        return bytes(vl_convert.svg_to_png(svg, scale=_PIXELS / width))
