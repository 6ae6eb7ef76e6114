"""The register of protected names: shipped with the product, or a file of the user's own in the same form (TOML)."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from lachan.readers.errors import InputError, Place
from lachan.vietnam.text import plain
from lachan.vietnam.wording import Wording

_DOMAIN = re.compile(r"[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+")
_SHORT = re.compile(r"[a-z0-9]{2,40}")


@dataclass(frozen=True, slots=True)
class Brand:
    """A protected name: its key, its true domains, and how it is written inside names."""

    key: str
    name: str
    kind: str
    domains: tuple[str, ...]
    short: tuple[str, ...]
    words: frozenset[str] = frozenset()
    """Of `short`, those that count only between borders or beside a supporting word."""
    accounts: tuple[str, ...] = ()


def shipped_brands() -> tuple[Brand, ...]:
    """The register that comes with the product."""
    return _shipped()


@cache
def _shipped() -> tuple[Brand, ...]:
    content = (files("lachan.vietnam") / "data" / "brands.toml").read_text(encoding="utf-8")
    return _brands(tomllib.loads(content), "brands.toml")


def read_brands(file: Path) -> tuple[Brand, ...]:
    """A register of one's own. InputError `register` names the entry and what it lacks."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(
            "register", Wording(f"không phải TOML: {error}", f"no TOML: {error}"), Place(file=file.name)
        ) from None
    return _brands(content, file.name)


def read_entries(content: bytes, *, name: str) -> tuple[tuple[Brand, dict[str, Any]], ...]:
    """The entries of a register in the form of the shipped one, each with its fields as they are written."""
    try:
        said = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(
            "register", Wording(f"không phải TOML: {error}", f"no TOML: {error}"), Place(file=name)
        ) from None
    return tuple(zip(_brands(said, name), said["brand"], strict=True))


def shipped_entries() -> tuple[tuple[Brand, dict[str, Any]], ...]:
    """The register that comes with the product, with its fields as they are written."""
    content = (files("lachan.vietnam") / "data" / "brands.toml").read_bytes()
    return read_entries(content, name="brands.toml")


def _brands(content: dict[str, Any], name: str) -> tuple[Brand, ...]:
    entries = content.get("brand")
    if not isinstance(entries, list) or not entries:
        raise _wrong(name, 0, "cần ít nhất một mục [[brand]]", "at least one [[brand]] is needed")
    brands = tuple(_brand(entry, name, place) for place, entry in enumerate(entries, 1))
    keys = [one.key for one in brands]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice:
        raise _wrong(name, keys.index(twice) + 1, f"key {twice!r} có hai lần", f"key {twice!r} stands twice")
    return brands


def _brand(entry: Any, name: str, place: int) -> Brand:
    if not isinstance(entry, dict) or not isinstance(entry.get("key"), str) or not entry["key"]:
        raise _wrong(name, place, "thiếu key", "key is missing")
    domains, short = (_texts(entry, field, name, place) for field in ("domains", "short"))
    domains = tuple(one.lower().strip(".") for one in domains)
    short = tuple(plain(one).replace(" ", "") for one in short)
    for one in domains:
        if not _DOMAIN.fullmatch(one):
            raise _wrong(name, place, f"domains: {one!r} không phải tên miền", f"domains: {one!r} is no name of a site")
    for one in short:
        if not _SHORT.fullmatch(one):
            raise _wrong(
                name, place, f"short: {one!r} cần 2–40 chữ, số", f"short: {one!r} must be 2–40 letters, digits"
            )
    if not domains or not short:
        raise _wrong(name, place, "cần domains và short", "domains and short are needed")
    # A few letters are inside too many honest words to count wherever they stand.
    words = frozenset(_texts(entry, "words", name, place)) | {one for one in short if len(one) <= 4}
    return Brand(
        entry["key"], str(entry.get("name", entry["key"])), str(entry.get("kind", "")), domains, short,
        words, _texts(entry, "accounts", name, place),
    )  # fmt: skip


def _texts(entry: dict[str, Any], field: str, name: str, place: int) -> tuple[str, ...]:
    value = entry.get(field, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _wrong(name, place, f"{field} cần danh sách chữ", f"{field} must be a list of texts")
    return tuple(value)


def _wrong(name: str, place: int, vi: str, en: str) -> InputError:
    return InputError("register", Wording(f"mục {place}: {vi}", f"entry {place}: {en}"), Place(file=name))
