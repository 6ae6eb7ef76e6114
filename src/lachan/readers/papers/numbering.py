"""The list marks of a DOCX, which the file keeps apart from the words: "1.", "a)", "-"."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

_MAX_LEVEL = 8
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    pattern: str
    start: int


class Numbering:
    """Counts through a document's lists; `label` must be asked once for each paragraph, in order."""

    def __init__(self, part: Any) -> None:
        self._abstract_of: dict[str, str] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        for relation in part.rels.values():
            if relation.reltype.endswith("/numbering") and not relation.is_external:
                self._read(relation.target_part.element)

    def label(self, paragraph: Paragraph) -> str:
        """The mark that stands before the paragraph on paper, "" when it is in no list."""
        number_id, depth = _list_place(paragraph)
        abstract = self._abstract_of.get(number_id, "")
        level = self._levels.get(abstract, {}).get(depth)
        if level is None or level.form == "none":
            return ""
        if level.form == "bullet":
            return "-"
        counts = self._counts[abstract]
        for start_level, start in self._restarts.pop(number_id, {}).items():
            counts[start_level] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        return re.sub(r"%(\d)", lambda found: self._shown(abstract, int(found[1]) - 1), level.pattern)

    def _shown(self, abstract: str, depth: int) -> str:
        level = self._levels[abstract].get(depth)
        if level is None:
            return ""
        return _formatted(self._counts[abstract].get(depth, level.start), level.form)

    def _read(self, numbering: Any) -> None:
        for abstract in numbering.findall(qn("w:abstractNum")):
            levels = {int(one.get(qn("w:ilvl"), "0")): _level(one) for one in abstract.findall(qn("w:lvl"))}
            self._levels[abstract.get(qn("w:abstractNumId"))] = levels
        for number in numbering.findall(qn("w:num")):
            number_id = number.get(qn("w:numId"))
            self._abstract_of[number_id] = _value(number, "w:abstractNumId", "")
            overrides = number.findall(qn("w:lvlOverride"))
            self._restarts[number_id] = {
                int(one.get(qn("w:ilvl"), "0")): int(_value(one, "w:startOverride", "1"))
                for one in overrides
                if one.find(qn("w:startOverride")) is not None
            }


def _list_place(paragraph: Paragraph) -> tuple[str, int]:
    """List id and depth, from the paragraph itself or the nearest style that names a list."""
    places = [paragraph._p.pPr]
    style: Any = paragraph.style
    for _ in range(10):  # styles can be based on each other in a circle
        if style is None:
            break
        places.append(style.element.find(qn("w:pPr")))
        style = style.base_style
    for place in places:
        listed = place.find(qn("w:numPr")) if place is not None else None
        if listed is not None:
            return _value(listed, "w:numId", ""), min(int(_value(listed, "w:ilvl", "0")), _MAX_LEVEL)
    return "", 0


def _level(element: Any) -> _Level:
    form = _value(element, "w:numFmt", "decimal")
    return _Level(form, _value(element, "w:lvlText", ""), int(_value(element, "w:start", "1")))


def _value(element: Any, tag: str, default: str) -> str:
    child = element.find(qn(tag))
    return default if child is None else str(child.get(qn("w:val"), default))


def _formatted(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        return _roman(count) if form == "upperRoman" else _roman(count).lower()
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        while count >= value:
            text += sign
            count -= value
    return text
