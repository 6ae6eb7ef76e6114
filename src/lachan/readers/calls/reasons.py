"""Why a call record is left out: the closed list of reasons, each with what would be right."""

from collections.abc import Mapping

from lachan.readers.calls.columns import COLUMNS
from lachan.readers.exports import reasons
from lachan.vietnam.wording import Wording

REASONS: Mapping[str, Wording] = {
    **reasons.OF_ROWS,
    "repeated": Wording(
        "dòng giống hệt một dòng ở trên: một cuộc gọi xuất hai lần",
        "the row is the same as one above: one call exported twice",
    ),
    "moment_missing": Wording("không có thời điểm gọi", "there is no moment of the call"),
    "callee_missing": Wording("không có số bị gọi", "there is no callee"),
    "seconds_form": Wording(
        "không đọc được thời lượng; ghi số giây như 65 hoặc giờ:phút:giây như 00:01:05",
        "the length cannot be read; write seconds like 65, or hours:minutes:seconds like 00:01:05",
    ),
    "seconds_negative": Wording(
        "thời lượng âm mà không phải do qua nửa đêm; hãy xem lại giờ bắt đầu và kết thúc",
        "the length is negative, and not because of midnight; look at start and end again",
    ),
    **{code: words for code, words in reasons.OF_CELLS.items() if code != "count_form"},
    **reasons.of_values(COLUMNS),
}
"""By code, as rejected.csv has it."""
