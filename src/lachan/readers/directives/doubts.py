"""What the recogniser is not sure of: every doubt with its stable code and the sentence for the person who corrects."""

from lachan.readers.directives.parts import Doubt
from lachan.vietnam.wording import Wording

SENTENCES = {
    "no_issuer": Wording(
        "Không thấy tên cơ quan ban hành ở đầu văn bản; hãy điền.", "No issuing body at the head; fill it in."
    ),
    "no_number": Wording(
        "Số văn bản để trống; hãy điền khi đã có số.", "The number is blank; fill it in once it is given."
    ),
    "no_symbol": Wording(
        "Không thấy ký hiệu văn bản (ví dụ “/STTTT-TTr”); hãy điền.",
        "No symbol found (such as “/STTTT-TTr”); fill it in.",
    ),
    "no_date": Wording("Không thấy ngày ban hành; hãy điền.", "No date of issue found; fill it in."),
    "date_incomplete": Wording(
        "Ngày ban hành chưa đủ ngày, tháng, năm (“{found}”); hãy điền ngày dương lịch.",
        "The date of issue lacks day, month or year (“{found}”); fill in the solar date.",
    ),
    "lunar_date": Wording(
        "“{found}” là ngày âm lịch, không dùng để tính thời hạn; hãy điền ngày dương lịch.",
        "“{found}” is a date of the lunar calendar, which no time limit can use; fill in the solar date.",
    ),
    "impossible_date": Wording(
        "“{found}” không có trong lịch; hãy sửa lại ngày.", "“{found}” is not in the calendar; correct the date."
    ),
    "due_without_year": Wording(
        "Hạn báo cáo “{found}” không có năm; hãy chọn ngày đầy đủ.",
        "The reporting date “{found}” has no year; choose the full date.",
    ),
    "no_subject": Wording("Không thấy trích yếu (“V/v …”); hãy điền.", "No subject (“V/v …”) found; fill it in."),
    "no_addressees": Wording("Không thấy mục “Kính gửi”; hãy điền nơi nhận.", "No “Kính gửi” found; fill it in."),
    "no_legal_ground": Wording(
        "Không thấy căn cứ (“Căn cứ …”, “Thực hiện …”); hãy điền nếu có.",
        "No ground (“Căn cứ …”, “Thực hiện …”) found; fill it in if there is one.",
    ),
    "no_signer": Wording("Không thấy người ký; hãy điền chức vụ, họ tên.", "No signer found; fill in title and name."),
    "unknown_group": Wording(
        "Không biết “{found}” gồm những đơn vị nào; hãy chọn nhóm đơn vị thực hiện.",
        "It is unclear which units “{found}” means; choose the group of units.",
    ),
    "addressees_from_head": Wording(
        "Các mục không nêu đơn vị; đã lấy theo “Kính gửi”. Hãy kiểm tra.",
        "The headings name no units; those of “Kính gửi” were taken. Check them.",
    ),
    "no_suggestion": Wording(
        "Chưa gợi ý được chỉ tiêu cho nhiệm vụ {found}; hãy chọn chỉ tiêu và minh chứng.",
        "No figures could be suggested for duty {found}; choose figures and evidence.",
    ),
    "healed_break": Wording(
        "Đã nối một đoạn bị ngắt giữa câu (“{found}”); hãy kiểm tra.",
        "A paragraph broken inside a sentence was joined (“{found}”); check it.",
    ),
    "number_gap": Wording(
        "Số thứ tự nhảy từ {found}; có thể thiếu một mục. Hãy kiểm tra.",
        "The numbering jumps from {found}; an item may be missing. Check it.",
    ),
    "reporting_unstated": Wording(
        "Không thấy quy định về báo cáo; hãy chọn thời hạn.", "No word on reporting found; choose when to report."
    ),
}
"""Every code with its sentence; {found} is the wording in question."""

_SHOWN = 80


def doubt(code: str, line: int | None = None, *, found: str = "") -> Doubt:
    """The doubt `code` at `line`, quoting `found` in short."""
    sentence = SENTENCES[code]
    quoted = found if len(found) <= _SHOWN else found[: _SHOWN - 1] + "…"
    return Doubt(code, Wording(sentence.vi.format(found=quoted), sentence.en.format(found=quoted)), line)
