"""What was made of cells on the way: each conversion is one bit of the column `conversions`, so that it can be counted
and traced back to its row."""

from collections.abc import Sequence
from dataclasses import dataclass

from lachan.vietnam.wording import Wording


@dataclass(frozen=True, slots=True)
class Conversion:
    """One thing done to cells of `column`, told to the reader with how many rows it touched."""

    code: str
    column: str
    wording: Wording


SERIAL_DATE = Conversion(
    "serial_date",
    "",
    Wording("ngày viết dạng số thứ tự của bảng tính", "dates were written as a spreadsheet's serial numbers"),
)
TIME_ZONE = Conversion(
    "time_zone",
    "",
    Wording("thời điểm có múi giờ đổi sang giờ Việt Nam", "moments with a time zone became Vietnamese time"),
)
WORDS = Conversion(
    "words",
    "",
    Wording("từ thường dùng hoặc mã riêng đổi sang giá trị chuẩn", "usual words or own codes became canonical values"),
)


def bits(conversions: Sequence[Conversion]) -> dict[str, int]:
    """The bit of each, in their order."""
    return {conversion.code: 1 << at for at, conversion in enumerate(conversions)}
