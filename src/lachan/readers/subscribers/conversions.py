"""What was made of cells on the way: each conversion is one bit of the column `conversions`, so that it can be counted
and traced back to its row."""

from dataclasses import dataclass

from lachan.vietnam.wording import Wording


@dataclass(frozen=True, slots=True)
class Conversion:
    """One thing done to cells of `column`, told to the reader with how many rows it touched."""

    code: str
    column: str
    wording: Wording


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
    Conversion(
        "serial_date",
        "",
        Wording("ngày viết dạng số thứ tự của bảng tính", "dates were written as a spreadsheet's serial numbers"),
    ),
    Conversion(
        "time_zone",
        "",
        Wording("thời điểm có múi giờ đổi sang giờ Việt Nam", "moments with a time zone became Vietnamese time"),
    ),
    Conversion(
        "words",
        "",
        Wording(
            "từ thường dùng hoặc mã riêng đổi sang giá trị chuẩn", "usual words or own codes became canonical values"
        ),
    ),
)
"""In the order of their bits; "" is a conversion of several columns."""

BIT = {conversion.code: 1 << at for at, conversion in enumerate(CONVERSIONS)}
