"""Reading JSON of which not one byte may differ from what we would write: one way to write each value.

Whatever has two spellings can be changed without the reader seeing it; so everything here has one.
"""

import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any

from lachan.readers.errors import InputError, Place
from lachan.vietnam.wording import Wording

ZONE = timezone(timedelta(hours=7))  # Vietnam has had no change of clock since 1975
SHA256 = re.compile(r"[0-9a-f]{64}")
MOST_TEXT = 300  # characters of one text


def refusal(code: str, vi: str, en: str, name: str = "") -> InputError:
    """The error that refuses file `name`."""
    return InputError(code, Wording(vi, en), Place(file=name))


def canonical(value: object) -> bytes:
    """`value` as JSON in its only spelling: keys in order, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def parsed(content: bytes, *, name: str) -> dict[str, Any]:
    """The JSON object that `content` spells in the canonical way; refused when it is anything else."""
    try:
        value = json.loads(content)
        same = canonical(value) == content
    except (ValueError, RecursionError):
        raise refusal("not_json", "không đọc được nội dung (JSON)", "the content cannot be read (JSON)", name) from None
    if not same or not isinstance(value, dict):
        raise refusal(
            "not_canonical",
            "nội dung không đúng dạng mà hệ thống ghi ra; có thể tệp đã bị mở và lưu lại. Hãy xin lại tệp gốc",
            "not written the way this system writes it; the file may have been opened and saved again. "
            "Ask for the original",
            name,
        )
    return value


def moment_text(moment: datetime) -> str:
    """`moment` (aware) in ISO 8601 with Vietnam's zone."""
    if moment.utcoffset() is None:
        raise ValueError("a moment without zone")
    return moment.astimezone(ZONE).isoformat()


class Fields:
    """One JSON object, of which each field is taken once; what is missing, of a wrong sort or unknown is named."""

    def __init__(self, values: Any, *, name: str, path: str = "") -> None:
        self._name = name
        self._path = path
        if not isinstance(values, dict):
            raise self._wrong("", "phải là một đối tượng", "must be an object")
        self._values = dict(values)

    def text(self, field: str, *, most: int = MOST_TEXT) -> str:
        """A text that is not blank, without control characters, of at most `most` characters."""
        value = self._take(field)
        good = isinstance(value, str) and value.strip() == value != "" and len(value) <= most and value.isprintable()
        if not good:
            raise self._wrong(
                field,
                f"phải là chữ, từ 1 đến {most} ký tự trên một dòng",
                f"must be one line of 1 to {most} characters",
            )
        return str(value)

    def digest(self, field: str) -> str:
        """A SHA-256 in lower-case hexadecimal."""
        value = self._take(field)
        if not isinstance(value, str) or not SHA256.fullmatch(value):
            raise self._wrong(field, "phải là 64 chữ số thập lục phân", "must be 64 hexadecimal digits")
        return value

    def moment(self, field: str) -> datetime:
        """A moment with its zone, as `moment_text` writes it."""
        value = self._take(field)
        try:
            moment = datetime.fromisoformat(value)
            same = moment_text(moment) == value
        except (TypeError, ValueError, OverflowError):
            same = False
        if not same:
            raise self._wrong(
                field,
                "phải là thời điểm có múi giờ, ví dụ 2026-11-25T08:30:00+07:00",
                "must be a moment with its zone, such as 2026-11-25T08:30:00+07:00",
            )
        return moment

    def day(self, field: str) -> date:
        """A day as ISO 8601 writes it: 2026-11-25."""
        value = self._take(field)
        try:
            day = date.fromisoformat(value)
            same = day.isoformat() == value
        except (TypeError, ValueError):
            same = False
        if not same:
            raise self._wrong(field, "phải là ngày, ví dụ 2026-11-25", "must be a day, such as 2026-11-25")
        return day

    def day_or_none(self, field: str) -> date | None:
        """As `day`; null is none."""
        if field in self._values and self._values[field] is None:
            self._values.pop(field)
            return None
        return self.day(field)

    def number(self, field: str, *, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        value = self._take(field)
        if type(value) is not int or not least <= value <= most:
            raise self._wrong(
                field, f"phải là số nguyên từ {least} đến {most}", f"must be a whole number from {least} to {most}"
            )
        return value

    def number_or_none(self, field: str, *, least: int, most: int) -> int | None:
        """As `number`; null is none."""
        if field in self._values and self._values[field] is None:
            self._values.pop(field)
            return None
        return self.number(field, least=least, most=most)

    def items(self, field: str, *, most: int, least: int = 1) -> list[Any]:
        """A list of `least` to `most` things."""
        value = self._take(field)
        if not isinstance(value, list) or not least <= len(value) <= most:
            raise self._wrong(field, f"phải có từ {least} đến {most} mục", f"must have {least} to {most} items")
        return value

    def raw(self, field: str) -> Any:
        """The value as it stands."""
        return self._take(field)

    def check(self, field: str, good: Callable[[], bool], vi: str, en: str) -> None:
        """Refuse, naming `field`, unless `good`."""
        if not good():
            raise self._wrong(field, vi, en)

    def end(self) -> None:
        """Refuse what nobody has taken."""
        for field in sorted(self._values):
            raise self._wrong(field, "không có trong mẫu này", "does not belong here")

    def _take(self, field: str) -> Any:
        if field not in self._values:
            raise self._wrong(field, "còn thiếu", "is missing")
        return self._values.pop(field)

    def _wrong(self, field: str, vi: str, en: str) -> InputError:
        path = f"{self._path}.{field}".strip(".")
        shown = path[:MOST_TEXT] if path.isprintable() else ascii(path)[:MOST_TEXT]
        return refusal("field", f"trường “{shown}” {vi}", f"field “{shown}” {en}", self._name)
