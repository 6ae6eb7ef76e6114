"""The catalogue of tricks: keys that the whole product shares, names in both languages, and what people are told.

After the 24 forms of the Authority of Information Security (mid-2023), the tricks of spring 2020 and later waves. The
texts on the cards are the product's own; the office keeps them as data and changes them there.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files
from typing import Any

from lachan.vietnam.wording import Wording

_DATA = files("lachan.vietnam") / "data"
_READ = tomllib.loads((_DATA / "tricks.toml").read_text(encoding="utf-8"))

TRICKS: dict[str, Wording] = {one["key"]: Wording(one["vi"], one["en"]) for one in _READ["trick"]}
"""Names by key, in the order of the catalogue. A key is never used for anything else."""


class Sureness(StrEnum):
    """How sure it is that, and since when, a trick is about."""

    PRESS = "press"
    MEMORY = "memory"


class Audience(StrEnum):
    """Whom a trick aims at; B and N are the directive's own groups."""

    ELDERLY = "E"
    FAMILIES = "C"
    YOUTH = "Y"
    WORKERS = "W"
    OFFICE = "O"
    BANK_USERS = "B"
    NEW_USERS = "N"
    SELLERS = "S"
    VICTIMS = "V"


class Way(StrEnum):
    """How the swindler comes to people."""

    CALL = "call"
    SMS = "sms"
    CHAT = "chat"
    SOCIAL = "social"
    WEB = "web"
    APP = "app"
    MARKET = "market"


class Severity(StrEnum):
    """How much is lost, usually."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class CardText:
    """A card in one language: the one sentence to remember, then short lists of sentences."""

    key_line: str
    signs: tuple[str, ...]
    script: tuple[str, ...]
    say: tuple[str, ...]
    what_to_do: tuple[str, ...]
    advice: tuple[str, ...]
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrickCard:
    """A trick as the product ships it; `first_seen` is the month in which it was known at the latest."""

    key: str
    first_seen: date
    sureness: Sureness
    form: int | None
    spring_2020: bool
    severity: Severity
    audiences: tuple[Audience, ...]
    ways: tuple[Way, ...]
    vi: CardText
    en: CardText

    @property
    def sources(self) -> tuple[Wording, ...]:
        """Where the trick is named."""
        found = []
        if self.form is not None:
            found.append(Wording(
                f"24 hình thức lừa đảo trực tuyến, Cục An toàn thông tin, giữa năm 2023, mục {self.form}",
                f"24 forms of online fraud, Authority of Information Security, mid-2023, item {self.form}",
            ))  # fmt: skip
        if self.spring_2020:
            found.append(Wording("Thủ đoạn đã biết vào mùa xuân 2020", "A trick known in spring 2020"))
        if not found:
            found.append(Wording(f"Thủ đoạn đã biết vào tháng {self.first_seen:%m/%Y}",
                                 f"A trick known in {self.first_seen:%m/%Y}"))  # fmt: skip
        return tuple(found)


def _text(said: dict[str, Any]) -> CardText:
    return CardText(
        said["key"], tuple(said["signs"]), tuple(said["script"]), tuple(said["say"]), tuple(said["todo"]),
        tuple(said["advice"]), tuple(said.get("variants", ())),
    )  # fmt: skip


def _card(said: dict[str, Any]) -> TrickCard:
    year, _dash, month = said["since"].partition("-")
    return TrickCard(
        said["key"], date(int(year), int(month), 1), Sureness(said["sure"]), said.get("form"),
        said.get("spring_2020", False), Severity(said["severity"]), tuple(Audience(one) for one in said["for"]),
        tuple(Way(one) for one in said["by"]), _text(said["vi"]), _text(said["en"]),
    )  # fmt: skip


def trick_cards() -> tuple[TrickCard, ...]:
    """Every shipped card, in the order of the catalogue."""
    read = [
        _card(one)
        for name in ("trick_cards_1.toml", "trick_cards_2.toml")
        for one in tomllib.loads((_DATA / name).read_text(encoding="utf-8"))["card"]
    ]
    order = {key: place for place, key in enumerate(TRICKS)}
    return tuple(sorted(read, key=lambda one: order[one.key]))
