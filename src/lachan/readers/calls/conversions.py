"""What was made of cells of call records on the way."""

from lachan.readers.exports.conversions import SERIAL_DATE, TIME_ZONE, WORDS, Conversion, bits
from lachan.vietnam.wording import Wording

CONVERSIONS: tuple[Conversion, ...] = (
    Conversion(
        "caller_form", "caller",
        Wording("số gọi viết lại theo E.164 (+84…)", "callers were brought to E.164 (+84…)"),
    ),
    Conversion(
        "callee_form", "callee",
        Wording("số bị gọi viết lại theo E.164 (+84…)", "callees were brought to E.164 (+84…)"),
    ),
    Conversion(
        "withheld", "caller",
        Wording("người gọi không cho hiện số, ghi là anonymous", "callers who showed no number became anonymous"),
    ),
    Conversion(
        "midnight", "seconds",
        Wording(
            "thời lượng âm do cuộc gọi qua nửa đêm, cộng thêm một ngày",
            "negative lengths of calls over midnight got the day that was missing",
        ),
    ),
    Conversion(
        "clock", "seconds",
        Wording("thời lượng viết giờ:phút:giây đổi ra giây", "lengths in hours:minutes:seconds became seconds"),
    ),
    Conversion(
        "imei_lost", "imei",
        Wording(
            "IMEI bị bảng tính làm mất chữ số, để trống", "IMEIs that lost digits in a spreadsheet were left blank"
        ),
    ),
    Conversion(
        "imsi_lost", "imsi",
        Wording(
            "IMSI bị bảng tính làm mất chữ số, để trống", "IMSIs that lost digits in a spreadsheet were left blank"
        ),
    ),
    SERIAL_DATE,
    TIME_ZONE,
    WORDS,
)  # fmt: skip
"""In the order of their bits; "" is a conversion of several columns."""

BIT = bits(CONVERSIONS)
