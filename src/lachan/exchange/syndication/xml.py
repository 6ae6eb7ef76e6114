"""What the XML feeds share: text that XML can hold, and how a document is written."""

import re
from typing import Any

from lxml import etree

_NOT_OF_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text without the characters that XML 1.0 forbids."""
    return _NOT_OF_XML.sub("", text)


def added(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    """A child element, with text and attributes."""
    child = etree.SubElement(parent, name, attributes)
    if text is not None:
        child.text = clean(text)
    return child


def written(root: Any) -> bytes:
    """The document: UTF-8, with its declaration; the same elements give the same bytes."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))
