"""Why a row is left out, whatever the kind of record: the closed list of reasons, each with what would be right."""

from collections.abc import Mapping, Sequence

from lachan.readers.exports.columns import Column
from lachan.vietnam.wording import Wording

OF_ROWS: Mapping[str, Wording] = {
    "cells": Wording(
        "số ô của dòng khác số cột của tiêu đề (thừa hoặc thiếu dấu phân cách, hay dấu ngoặc kép không khép)",
        "the row has another number of cells than the header (a separator too many or few, or a quote not closed)",
    ),
    "quote": Wording(
        "một ô dài từ năm dòng trở lên: dấu ngoặc kép không khép đã nuốt các dòng sau; hãy sửa rồi đọc lại",
        "a cell of five lines or more: a quote that does not close swallowed the rows behind; correct it",
    ),
    "encoding": Wording(
        "dòng có chữ sai bảng mã so với cả tệp; hãy xuất lại cả tệp bằng UTF-8",
        "the row has letters in another encoding than the file; export the whole file in UTF-8",
    ),
}
"""About the row as a whole."""

OF_CELLS: Mapping[str, Wording] = {
    "digits_lost": Wording(
        "bảng tính đã làm mất chữ số (như 9.12E+08); hãy định dạng cột là văn bản rồi xuất lại",
        "a spreadsheet lost digits (like 9.12E+08); format the column as text and export again",
    ),
    "date_form": Wording(
        "không đọc được ngày; ghi ngày/tháng/năm hoặc năm-tháng-ngày, hay khai [dates] formats trong tệp --mapping",
        "is no date; write day/month/year or year-month-day, or say [dates] formats in the file of --mapping",
    ),
    "flag_form": Wording("không phải có hoặc không (1 hoặc 0)", "is neither yes nor no (1 or 0)"),
    "count_form": Wording("không phải số nguyên nhỏ (0 đến 99)", "is no small whole number (0 to 99)"),
}
"""About a cell of a kind that every record has."""

BY_KIND: Mapping[str, str] = {"date": "date_form", "moment": "date_form", "flag": "flag_form", "count": "count_form"}


def of_values(columns: Sequence[Column]) -> dict[str, Wording]:
    """About cells that hold none of the values of their column."""
    return {
        f"value_{column.name}": Wording(
            f"không phải một trong {', '.join(column.values)}; hãy khai [values.{column.name}] trong tệp --mapping",
            f"is none of {', '.join(column.values)}; say [values.{column.name}] in the file of --mapping",
        )
        for column in columns
        if column.values
    }
