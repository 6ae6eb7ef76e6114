"""The typed table that rules rely on: all canonical columns, the records the law still covers, and two helpers."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import ibis
import pyarrow.parquet as pq
from ibis.expr.types import Table

from lachan.checks.subscribers.engines import Engine
from lachan.checks.subscribers.given import FIRST_DAY, Given, years_before
from lachan.checks.subscribers.rules.words import right_number
from lachan.readers.errors import InputError, Place
from lachan.readers.subscribers.columns import COLUMNS
from lachan.vietnam.wording import Wording

TYPES = {"text": "string", "date": "date", "moment": "timestamp", "flag": "boolean", "count": "int64"}
"""Ibis types of the canonical kinds."""


def typed(engine: Engine, files: Sequence[Path]) -> Table:
    """Every canonical column of canonical Parquet, null where the files have none; InputError for unreadable files."""
    try:
        given = engine.read(files)
    except Exception as error:
        # Each engine has its own errors for a broken file; a person needs the file, not the engine's words.
        raise _unreadable(files, error) from error
    held = set(given.columns)
    return given.select(
        **{
            one.name: given[one.name].cast(TYPES[one.kind]) if one.name in held else ibis.null(TYPES[one.kind])
            for one in COLUMNS
        }
    )


def _unreadable(files: Sequence[Path], error: Exception) -> InputError:
    for file in files:
        try:
            pq.ParquetFile(file).close()
        except (OSError, ValueError):  # pyarrow's errors are children of these
            return InputError(
                "parquet",
                Wording("không phải tệp Parquet hoặc bị cắt cụt", "is no Parquet file or was cut short"),
                Place(file=file.name),
            )
    return InputError(
        "parquet", Wording(f"không đọc được dữ liệu ({error})", f"the data cannot be read ({error})"), Place()
    )


def prepared(t: Table, given: Given) -> Table:
    """The records that the law still covers, with what many rules ask of them, worked out once.

    `day` of activation; `twelve_digits`: the paper has a personal number, `birth_code` its digits of century, sex and
    year; `has_right_number`: of right form and range; what kind of owner, service and use it is. A record that does
    not say its use is between people.

    A record may be dropped two years after its end (parameter `records.kept_years_after_end`).
    """
    years = given.value("records.kept_years_after_end", given.as_of)
    gone = (t.status == "ended") & (t.ended_on < ibis.literal(years_before(given.as_of, years)))
    kept = t.filter(~gone.fill_null(False))
    twelve = kept.id_kind.isin(["cccd", "cmnd"]) & kept.id_number.re_search(r"^[0-9]{12}$")
    mobile = kept.service == "mobile"
    day = kept.activated_on.date()
    return kept.mutate(
        day=day,
        birth_code=ibis.ifelse(twelve, kept.id_number.substr(3, 3), ibis.null("string")).cast("int64"),
        has_right_number=right_number(kept),
        twelve_digits=twelve.fill_null(False),
        is_person=(kept.owner_kind == "person").fill_null(False),
        is_mobile=mobile.fill_null(False),
        is_between_people=(mobile & (kept.use.fill_null("h2h") == "h2h")).fill_null(False),
        is_ended=(kept.status == "ended").fill_null(False),
    )


def empty_columns(engine: Engine, t: Table, files: Sequence[Path]) -> tuple[str, ...]:
    """Canonical columns without a single value; read from the files' own statistics where these have them."""
    unknown = []
    empty = []
    for one in COLUMNS:
        values = _values_by_statistics(files, one.name)
        if values is None:
            unknown.append(one.name)
        elif values == 0:
            empty.append(one.name)
    if unknown:
        counted = engine.rows(t.aggregate(**{name: t[name].count() for name in unknown}))[0]
        empty += [name for name in unknown if counted[name] == 0]
    return tuple(one.name for one in COLUMNS if one.name in empty)


def _values_by_statistics(files: Sequence[Path], column: str) -> int | None:
    """How many values the files say that they hold in a column; None when one does not say."""
    values = 0
    for file in (part for one in files for part in (sorted(one.glob("*.parquet")) if one.is_dir() else [one])):
        with pq.ParquetFile(file) as parquet:
            at = parquet.schema_arrow.get_field_index(column)
            if at < 0:
                continue
            for group in range(parquet.metadata.num_row_groups):
                statistics = parquet.metadata.row_group(group).column(at).statistics
                if statistics is None or not statistics.has_null_count:
                    return None
                values += parquet.metadata.row_group(group).num_rows - statistics.null_count
    return values


def refuse_before_the_law(as_of: date) -> None:
    """InputError `as_of` for a day on which no law that this check knows was in force."""
    if as_of < FIRST_DAY:
        raise InputError(
            "as_of",
            Wording(
                f"ngày rà soát {as_of:%d/%m/%Y} trước 24/4/2017: chưa có quy định mà phần mềm áp dụng được "
                "(Nghị định 49/2017/NĐ-CP có hiệu lực từ 24/4/2017)",
                f"the day of the check {as_of:%d/%m/%Y} is before 24/4/2017: no law that this check knows was in force "
                "(Decree 49/2017 took effect on 24/4/2017)",
            ),
        )
