"""The texts sent to subscribers: the notice of wrong information, and the advice to check one's own record.

They hold no link and ask for nothing but a visit, for fraudsters send "your SIM will be locked" with a link. The
number spoken of is masked: the message reaches every number of the contract.
"""

from datetime import date

from lachan.vietnam.sms import without_marks

_BRAND = 11
"""Longest sender name of a message (GSM)."""
_OTHERS = 99
"""More are not counted in a message."""
_NOTICE = (
    "{brand}: Thông tin thuê bao {about} chưa đúng (lần {nth}/{most}). Mời cập nhật ở điểm giao dịch "
    "trước {before}, quá hạn khóa 1 chiều. Xem: TTTB gửi 1414"
)
_ADVICE = (
    "{brand}: Hãy tự kiểm tra thông tin thuê bao: soạn TTTB gửi 1414 (miễn phí). Nếu chưa đúng, đến điểm giao dịch. "
    "Không bấm link lạ, không đọc mã OTP."
)


def notice(brand: str, about: str, nth: int, most: int, before: date, *, others: int = 0, marks: bool = False) -> str:
    """The notice of one day: about which number (masked, and how many others of the contract), and until when.

    `nth` of `most` notices. Without marks it fits one GSM message.
    """
    number = about.replace("*", "x") + (f" (+{min(others, _OTHERS)})" if others else "")
    text = _NOTICE.format(brand=brand[:_BRAND], about=number, nth=nth, most=most, before=f"{before:%d/%m/%Y}")
    return text if marks else without_marks(text)


def advice(brand: str, *, marks: bool) -> str:
    """How to see one's own record by `TTTB` to 1414; without marks it fits one GSM message."""
    text = _ADVICE.format(brand=brand[:_BRAND])
    return text if marks else without_marks(text)
