"""Tables of a TOML file read key by key; what is wrong is said with file, table, key and what would be right."""

import tomllib
from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

from lachan.readers.errors import InputError, Place
from lachan.vietnam.wording import Wording

MOST_BYTES = 4_000_000
T = TypeVar("T")


class Table:
    """One table: every key is taken once, `end` refuses what is left."""

    def __init__(self, content: Any, *, file: str, name: str) -> None:
        self.file, self.name = file, name
        if not isinstance(content, Mapping):
            raise self.refusal("", "phải là một bảng", "must be a table")
        self._content = dict(content)

    def refusal(self, key: str, vi: str, en: str) -> InputError:
        """The error for `key` of this table."""
        where = f"[{self.name}] {key}".strip() if self.name else key
        return InputError("screening_settings", Wording(f"{where}: {vi}", f"{where}: {en}"), Place(self.file))

    def has(self, key: str) -> bool:
        """Whether the key is still to be taken."""
        return key in self._content

    def text(self, key: str, default: str | None = None, *, among: Collection[str] = ()) -> str:
        """A text without line ends; required when there is no default."""
        value = self._take(key, default)
        if among and value not in among:
            choices = ", ".join(among)
            raise self.refusal(key, f"phải là một trong: {choices}", f"must be one of: {choices}")
        if not isinstance(value, str) or any(ord(one) < 32 or ord(one) == 127 for one in value) or len(value) > 500:
            raise self.refusal(
                key, "phải là chữ trong ngoặc kép, không xuống dòng", "must be a text in quotes, of one line"
            )
        if default is None and not value.strip():
            raise self.refusal(key, "không được để trống", "must not be empty")
        return value.strip()

    def whole(self, key: str, default: int, *, least: int, most: int) -> int:
        """A whole number."""
        value = self._take(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self.refusal(
                key, f"phải là số nguyên từ {least} đến {most}", f"must be a whole number from {least} to {most}"
            )
        return value

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise self.refusal(key, "phải là true hoặc false", "must be true or false")
        return value

    def texts(self, key: str, read: Callable[[str], T], vi: str, en: str) -> tuple[T, ...]:
        """A list of texts, each read by `read`, whose ValueError makes `vi` and `en` the answer; empty by default."""
        value = self._take(key, ())
        if not isinstance(value, list | tuple):
            raise self.refusal(key, 'phải là danh sách, như ["…", "…"]', 'must be a list, like ["…", "…"]')
        found = []
        for one in value:
            try:
                if not isinstance(one, str):
                    raise ValueError(one)
                found.append(read(one.strip()))
            except ValueError:
                raise self.refusal(key, f"“{one}” {vi}", f"“{one}” {en}") from None
        return tuple(found)

    @property
    def content(self) -> dict[str, Any]:
        """What is still to be taken, as plain values."""
        return self._content

    def table(self, key: str, name: str = "") -> "Table":
        """A table inside this one; an empty one when it is not there."""
        return Table(self._take(key, {}), file=self.file, name=name or f"{self.name}.{key}".strip("."))

    def tables(self, key: str) -> list["Table"]:
        """A list of tables, as [[key]] makes it."""
        value = self._take(key, [])
        if not isinstance(value, list):
            raise self.refusal(key, f"phải viết [[{key}]]", f"must be written [[{key}]]")
        return [
            Table(one, file=self.file, name=f"{key} {place}: {one.get('name', '')}" if isinstance(one, dict) else key)
            for place, one in enumerate(value, 1)
        ]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that are still to be taken."""
        return tuple(self._content)

    def end(self, known: Collection[str]) -> None:
        """Refuses a key that nobody took; `known` are those that exist."""
        for key in self._content:
            right = ", ".join(known)
            raise self.refusal(key, f"không có mục này; các mục: {right}", f"there is no such key; there are {right}")

    def _take(self, key: str, default: Any) -> Any:
        if key in self._content:
            return self._content.pop(key)
        if default is None:
            raise self.refusal(key, "thiếu mục này", "is missing")
        return default


def read_toml(content: bytes, *, file: str) -> Table:
    """The whole file as a table; InputError when it is no TOML."""
    try:
        if len(content) > MOST_BYTES:
            raise ValueError("> 4 MB")
        return Table(tomllib.loads(content.decode("utf-8-sig")), file=file, name="")
    except (ValueError, RecursionError) as error:
        raise InputError(
            "screening_settings",
            Wording(f"không phải TOML trong mã UTF-8: {error}", f"is no TOML in UTF-8: {error}"),
            Place(file),
        ) from None
