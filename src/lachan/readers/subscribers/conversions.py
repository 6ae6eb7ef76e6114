"""What was made of cells of subscriber records on the way."""

from lachan.readers.exports.conversions import SERIAL_DATE, TIME_ZONE, WORDS, Conversion, bits
from lachan.vietnam.wording import Wording

CONVERSIONS: tuple[Conversion, ...] = (
    Conversion(
        "old_prefix",
        "number",
        Wording(
            "số di động 11 chữ số trước 2018 đổi sang đầu số mới",
            "11-digit mobile numbers of before 2018 got their new prefix",
        ),
    ),
    Conversion(
        "country_code",
        "number",
        Wording("bỏ mã quốc gia 84, ghi theo số trong nước", "the country code 84 was taken off"),
    ),
    Conversion(
        "number_zero",
        "number",
        Wording("thêm số 0 đầu mà bảng tính đã bỏ", "the leading 0 that a spreadsheet dropped was put back"),
    ),
    Conversion(
        "number_float",
        "number",
        Wording(
            "số thập phân hoặc số mũ của bảng tính đổi lại thành chữ số",
            "decimals or powers of a spreadsheet became digits again",
        ),
    ),
    Conversion(
        "name_form",
        "owner_name",
        Wording("tên đổi sang chữ hoa, Unicode dựng sẵn", "names became capital letters in composed Unicode"),
    ),
    Conversion(
        "paper_zero",
        "id_number",
        Wording(
            "thêm số 0 đầu của số định danh 12 chữ số, khớp năm sinh và giới tính",
            "leading zeros of 12-digit numbers were put back, agreeing with birth year and sex",
        ),
    ),
    Conversion(
        "paper_signs",
        "id_number",
        Wording(
            "số giấy tờ viết lại liền nhau, chữ hoa, không dấu cách, chấm, gạch",
            "paper numbers became digits and capital letters with nothing between",
        ),
    ),
    Conversion(
        "tax_zero",
        "tax_code",
        Wording(
            "thêm số 0 đầu của mã số thuế, khớp số kiểm tra",
            "the leading 0 of tax codes was put back, agreeing with the check digit",
        ),
    ),
    Conversion(
        "commune_zero",
        "commune_code",
        Wording("thêm số 0 đầu của mã xã", "leading zeros of commune codes were put back"),
    ),
    Conversion(
        "imei_lost",
        "imei",
        Wording(
            "IMEI bị bảng tính làm mất chữ số, để trống", "IMEIs that lost digits in a spreadsheet were left blank"
        ),
    ),
    SERIAL_DATE,
    TIME_ZONE,
    WORDS,
)
"""In the order of their bits; "" is a conversion of several columns."""

BIT = bits(CONVERSIONS)
