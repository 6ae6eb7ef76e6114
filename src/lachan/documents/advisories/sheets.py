"""The paper forms: which there are, what goes on each, and the typesetting of one."""

import io
import json
from enum import StrEnum
from importlib.resources import files
from typing import Any

import segno

from lachan.documents.advisories.model import LOST_MONEY, WORDS, AdvisoryText
from lachan.documents.advisories.script import LENGTHS, script_of
from lachan.documents.letters import fit_line

MOST_ON_POSTER = 3  # points of a list that are read in passing


class PaperForm(StrEnum):
    """The papers that a text can be printed as."""

    LEAFLET_A5 = "leaflet-a5"
    LEAFLET_A4 = "leaflet-a4"
    POSTER_A3 = "poster-a3"
    HANDOUT = "handout"
    SCRIPT = "script"

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it is made in: what is read aloud at a meeting or loudspeaker is Vietnamese."""
        return ("vi",) if self in (PaperForm.HANDOUT, PaperForm.SCRIPT) else ("vi", "en")


_TEMPLATES = {
    PaperForm.LEAFLET_A5: "sheet.typ",
    PaperForm.LEAFLET_A4: "sheet.typ",
    PaperForm.POSTER_A3: "sheet.typ",
    PaperForm.HANDOUT: "handout.typ",
    PaperForm.SCRIPT: "script.typ",
}


def write(text: AdvisoryText, form: PaperForm) -> bytes:
    """The form as PDF/UA-1."""
    from lachan.documents.typeset import typeset

    words = {"said": json.dumps(_printable(said(text, form))), "qr": qr_svg(text.address)}
    return typeset(files(__package__).joinpath(_TEMPLATES[form]), words)


def said(text: AdvisoryText, form: PaperForm) -> dict[str, Any]:
    """Everything that stands on the form, by the names that its template uses."""
    most = MOST_ON_POSTER if form is PaperForm.POSTER_A3 else None
    found: dict[str, Any] = {
        "form": form.value,
        "language": text.language,
        "words": {name: one.in_language(text.language) for name, one in WORDS.items()},
        "title": text.title,
        "key_line": text.key_line,
        "signs": text.signs[:most],
        "script": text.script[:1] if most else text.script,
        "say": text.say[:1] if most else text.say,
        "what_to_do": text.what_to_do[:most],
        "advice": () if most else text.advice,
        "lost": [one.in_language(text.language) for one in LOST_MONEY],
        "issuer": text.issuer,
        "address": text.address,
        "foot": foot(text),
        "stamp": stamp(text),
    }
    if form is PaperForm.SCRIPT:
        found["scripts"] = [
            {
                "limit": one.limit,
                "paragraphs": one.paragraphs,
                "count": one.syllables,
                "slow": one.slow_seconds,
                "fast": one.fast_seconds,
            }
            for one in (script_of(text, limit) for limit in LENGTHS)
        ]
    return found


def _printable(value: Any) -> Any:
    """The same with every text in letters that the font has."""
    if isinstance(value, str):
        return fit_line(value)
    if isinstance(value, dict):
        return {name: _printable(one) for name, one in value.items()}
    return [_printable(one) for one in value] if isinstance(value, list | tuple) else value


def foot(text: AdvisoryText) -> str:
    """The line that says which text this is: number, version, days, area."""
    language = text.language
    parts = [text.number, f"{WORDS['version'].in_language(language)} {text.version}"] if text.number else []
    days = []
    if text.since:
        days.append(f"{WORDS['since'].in_language(language)} {text.since:%d/%m/%Y}")
    if text.until:
        days.append(f"{WORDS['until'].in_language(language)} {text.until:%d/%m/%Y}")
    if days:
        parts.append(" ".join(days))
    parts.append(f"{WORDS['area'].in_language(language)}: {text.area}")
    return " · ".join(parts)


def stamp(text: AdvisoryText) -> str:
    """What keeps a sheet from being hung up: that it is a draft or withdrawn; "" when it may be."""
    name = "withdrawn" if text.withdrawn else "" if text.number else "draft"
    return WORDS[name].in_language(text.language) if name else ""


def qr_svg(address: str) -> str:
    """The square code of an address as SVG; its error correction bears a fold or a stain."""
    out = io.BytesIO()
    segno.make(address, error="q", micro=False).save(out, kind="svg", border=2, xmldecl=False, svgns=True)
    return out.getvalue().decode()
