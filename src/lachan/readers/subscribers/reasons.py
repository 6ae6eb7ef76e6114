"""Why a row of a subscriber file is left out: the closed list of reasons, each with what would be right."""

from collections.abc import Mapping

from lachan.readers.exports.reasons import OF_CELLS, OF_ROWS, of_values
from lachan.readers.subscribers.columns import COLUMNS
from lachan.vietnam.wording import Wording

REASONS: Mapping[str, Wording] = {
    **OF_ROWS,
    "number_missing": Wording("không có số thuê bao", "there is no subscriber number"),
    "number_form": Wording(
        "không đọc được số; ghi như 0912345678, 02053812345, +84912345678 (tài khoản Internet cần có dịch vụ)",
        "the number cannot be read; write 0912345678, 02053812345, +84912345678 (Internet accounts need the service)",
    ),
    "number_foreign": Wording(
        "là số của nước khác, không phải thuê bao ở Việt Nam", "is a number of another country, not of Vietnam"
    ),
    "digits_lost": OF_CELLS["digits_lost"],
    "paper_form": Wording("không có chữ số hay chữ cái nào", "has neither digits nor letters"),
    **OF_CELLS,
    **of_values(COLUMNS),
}
"""By code, as rejected.csv has it."""
