"""An operator's own names: the small TOML file that says which header is which column, and what its codes mean.

[columns]
number = "SO_TB"
owner_name = "TEN_KH"

[values.status]
"1" = "active"
"2" = "one_way"

[dates]
formats = ["%d-%b-%y"]
"""

import tomllib
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from lachan.readers.errors import InputError
from lachan.readers.exports.layout import Layout
from lachan.readers.exports.refusals import refused

LARGEST_BYTES = 1_000_000
_NOON = datetime(2020, 12, 31, 23, 58, 57, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Mapping:
    """`columns`: header of a canonical column; `values`: meaning of a cell in it; `date_formats`: as strftime has them.

    Where formats are given, dates are read in these and in ISO 8601 alone. `zone` is the time zone of moments that say
    none, "" for Vietnam's.
    """

    columns: Table[str, str] = field(default_factory=dict)
    values: Table[str, Table[str, str]] = field(default_factory=dict)
    date_formats: tuple[str, ...] = ()
    name: str = ""
    zone: str = ""


def read_mapping(path: Path, layout: Layout) -> Mapping:
    """The mapping in a TOML file; InputError (`mapping_…`) names what is wrong and what would be right."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise refused("mapping_not_toml", path.name, "lớn hơn 1 MB", "is larger than 1 MB")
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise refused(
            "mapping_not_toml",
            path.name,
            f"không phải TOML trong mã UTF-8: {error}",
            f"is no TOML in UTF-8: {error}",
        ) from None
    unknown = sorted(set(content) - {"columns", "values", "dates"})
    if unknown:
        raise refused(
            "mapping_unknown_part",
            path.name,
            f"có phần [{unknown[0]}]; chỉ nhận [columns], [values.<cột>], [dates]",
            f"has a part [{unknown[0]}]; taken are [columns], [values.<column>], [dates]",
        )
    columns = _texts(content.get("columns", {}), "columns", path.name)
    values = content.get("values", {})
    if not isinstance(values, dict):
        raise _not_texts("values", path.name)
    for column in (*columns, *values):
        if all(column != one.name for one in layout.columns):
            raise _unknown_column(column, path.name, layout)
    meanings = {column: _meanings(column, table, path.name, layout) for column, table in values.items()}
    dates = content.get("dates", {})
    formats = _formats(dates, path.name, zoned=layout.zoned)
    zone = _zone(dates.get("zone", ""), path.name)
    return Mapping(columns, meanings, formats, path.name, zone)


def _texts(table: Any, part: str, name: str) -> dict[str, str]:
    if not isinstance(table, dict) or not all(isinstance(one, str) and one.strip() for one in table.values()):
        raise _not_texts(part, name)
    return table


def _not_texts(part: str, name: str) -> InputError:
    return refused(
        "mapping_not_text",
        name,
        f"[{part}]: mỗi dòng phải là tên = “chữ”, chữ đặt trong ngoặc kép",
        f'[{part}]: every line must be name = "text", the text in quotes',
    )


def _unknown_column(column: str, name: str, layout: Layout) -> InputError:
    right = ", ".join(one.name for one in layout.columns)
    return refused(
        "mapping_unknown_column",
        name,
        f"không có cột chuẩn “{column}”; các cột chuẩn là {right}",
        f"there is no canonical column “{column}”; there are {right}",
    )


def _meanings(column: str, table: Any, name: str, layout: Layout) -> dict[str, str]:
    meanings = _texts(table, f"values.{column}", name)
    kind, allowed = layout.column(column).kind, layout.column(column).values
    if kind == "flag":
        allowed = ("true", "false")
    if kind != "text" and kind != "flag":
        raise refused(
            "mapping_value",
            name,
            f"[values.{column}]: cột này là ngày hoặc số, không dịch giá trị được",
            f"[values.{column}]: this column holds dates or counts, its values cannot be translated",
        )
    for written, meant in meanings.items():
        if allowed and meant not in allowed:
            raise refused(
                "mapping_value",
                name,
                f"[values.{column}] “{written}” = “{meant}”: chỉ nhận {', '.join(allowed)}",
                f"[values.{column}] “{written}” = “{meant}”: only {', '.join(allowed)} are taken",
            )
    return meanings


def _formats(table: Any, name: str, *, zoned: bool) -> tuple[str, ...]:
    formats = table.get("formats", []) if isinstance(table, dict) else None
    known = {"formats", "zone"} if zoned else {"formats"}
    if not isinstance(formats, list) or not all(isinstance(one, str) for one in formats) or set(table) - known:
        raise refused(
            "mapping_dates",
            name,
            'phần [dates] chỉ có một dòng, như formats = ["%d/%m/%Y"]',
            'the part [dates] has one line, like formats = ["%d/%m/%Y"]',
        )
    for one in formats:
        if not _tells_a_day(one):
            raise refused(
                "mapping_dates",
                name,
                f"“{one}” không đọc ra được ngày, tháng, năm; hãy ghi như %d/%m/%Y, %Y%m%d, %d-%b-%y",
                f"“{one}” gives no day, month and year; write it like %d/%m/%Y, %Y%m%d, %d-%b-%y",
            )
    return tuple(formats)


def _zone(zone: Any, name: str) -> str:
    try:
        if zone != "":
            ZoneInfo(zone)
    except (ValueError, TypeError, LookupError, OSError):
        raise refused(
            "mapping_zone",
            name,
            f"[dates] zone = “{zone}” không phải múi giờ; hãy ghi như Asia/Ho_Chi_Minh hoặc UTC",
            f"[dates] zone = “{zone}” is no time zone; write it like Asia/Ho_Chi_Minh or UTC",
        ) from None
    return str(zone)


def _tells_a_day(pattern: str) -> bool:
    try:
        back = datetime.strptime(_NOON.strftime(pattern), pattern)  # noqa: DTZ007 - only the day is looked at
    except ValueError:
        return False
    return back.date() == _NOON.date()
