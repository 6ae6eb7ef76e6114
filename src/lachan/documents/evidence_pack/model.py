"""An evidence sheet as data: facts about the subject, and one part for each visit or set of uploaded files."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what it is, and its value as it is printed."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of the pack with its SHA-256 (hex)."""

    name: str
    what: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Visit:
    """One capture: its title, its facts, its files, and the picture (PNG or JPEG, b"" for none) with words for it."""

    title: str
    facts: tuple[Fact, ...]
    files: tuple[Listed, ...]
    picture: bytes = b""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole sheet: from whom, about what, made when, what is known of the subject, and the visits, newest first."""

    body: str
    title: str
    made: str
    facts: tuple[Fact, ...]
    visits: tuple[Visit, ...]
    remark: str = ""
