"""Abbreviations that Vietnamese texts use: what they stand for, and how they are said aloud."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """`full` is written in its place in a text for everybody, `spoken` is read in its place."""

    full: str
    spoken: str


def _read() -> dict[str, Abbreviation]:
    text = (files("lachan.vietnam") / "data" / "abbreviations.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["abbreviation"]
    return {one["short"]: Abbreviation(one["full"], one.get("spoken", one["full"])) for one in rows}


ABBREVIATIONS: dict[str, Abbreviation] = _read()
"""By the short form, as it is written, case and all."""
