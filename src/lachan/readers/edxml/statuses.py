"""The states that a receiver tells the sender of a paper, and which may follow which.

Source: QCVN 102:2016/BTTTT for the codes; the order is read from Decree 30/2020, art. 14 to 24 and from the messages in
use. A recall or update (13) can be asked for until the work is done; the receiver agrees (15) or refuses (16).
"""

from lachan.vietnam.wording import Wording

STATUSES = {
    "01": Wording("đã đến", "arrived"),
    "02": Wording("từ chối tiếp nhận", "refused"),
    "03": Wording("đã tiếp nhận", "taken in and registered"),
    "04": Wording("đã phân công", "assigned"),
    "05": Wording("đang xử lý", "being worked on"),
    "06": Wording("đã hoàn thành", "done"),
    "13": Wording("yêu cầu lấy lại, cập nhật", "recall or update asked for"),
    "15": Wording("đồng ý lấy lại, cập nhật", "recall or update agreed"),
    "16": Wording("từ chối lấy lại, cập nhật", "recall or update refused"),
}

NEXT = {
    "": frozenset({"01"}),
    "01": frozenset({"02", "03", "13"}),
    "02": frozenset[str](),
    "03": frozenset({"04", "13"}),
    "04": frozenset({"05", "13"}),
    "05": frozenset({"06", "13"}),
    "06": frozenset[str](),
    "13": frozenset({"15", "16"}),
    "15": frozenset[str](),
}
"""What may follow each state; "" is a paper just sent. After 16 the state of before 13 goes on (`allowed`)."""


def status_code(text: str) -> str:
    """The code in two digits ("3" is "03"); what is no number stays as it is."""
    return text.zfill(2) if text.isascii() and text.isdigit() else text


def allowed(before: tuple[str, ...], code: str) -> bool:
    """Whether `code` may come after the states `before`, oldest first."""
    state = ""
    kept = ""
    for one in (*before, code):
        if one not in NEXT.get(state, frozenset()):
            return False
        if one == "13":
            kept = state
        state = kept if one == "16" else one  # refused: work goes on where it stood
    return code in STATUSES
