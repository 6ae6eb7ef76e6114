"""The rules of form, one by one: what is wrong, what would be right, which cell of the decree's model asks for it."""

from dataclasses import dataclass

from lachan.vietnam.paper_forms import MOTTO, STATE
from lachan.vietnam.wording import Wording

BASIS = "Nghị định 30/2020/NĐ-CP, Phụ lục I"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: `wrong` says what is the matter, `right` what would be in order; `cell` is the model's cell number."""

    id: str
    cell: str
    wrong: Wording
    right: Wording

    @property
    def basis(self) -> str:
        """The legal basis as it is cited."""
        return f"{BASIS}, ô số {self.cell}" if self.cell else f"{BASIS}, quy định chung"


@dataclass(frozen=True, slots=True)
class Finding:
    """A breach: the rule, the words found (shortened), and the line of the paper (1 is the first), None for a page."""

    rule: Rule
    found: str
    line: int | None = None

    @property
    def wording(self) -> Wording:
        """What is wrong and what would be right, as one sentence."""
        rule = self.rule
        return Wording(f"{rule.wrong.vi}; đúng là: {rule.right.vi}", f"{rule.wrong.en}; right is: {rule.right.en}")


_ALL = (
    ("001", "1", "thiếu hoặc viết sai Quốc hiệu", "the name of the state is missing or misspelt", STATE, STATE),
    ("002", "1", "Quốc hiệu không viết hoa toàn bộ", "the name of the state is not in capitals", STATE, STATE),
    ("003", "1", "thiếu hoặc viết sai Tiêu ngữ", "the motto is missing or misspelt", MOTTO, MOTTO),
    (
        "004",
        "1",
        "Tiêu ngữ sai dấu gạch nối hoặc thiếu khoảng trắng trước, sau dấu gạch nối",
        "the motto has another dash than a hyphen, or no blanks around it",
        MOTTO,
        MOTTO,
    ),
    (
        "005",
        "1",
        "Tiêu ngữ sai chữ hoa, chữ thường",
        "capital and small letters of the motto are wrong",
        f"{MOTTO} (chỉ viết hoa chữ đầu mỗi cụm)",
        f"{MOTTO} (a capital at the start of each group only)",
    ),
    (
        "006",
        "2",
        "thiếu tên cơ quan ban hành ở đầu văn bản hoặc tên không viết hoa",
        "the issuing body is missing at the head, or not in capitals",
        "tên cơ quan ban hành bằng chữ in hoa, phía trên số, ký hiệu",
        "the issuing body in capitals above number and symbol",
    ),
    (
        "007",
        "3",
        "thiếu số, ký hiệu hoặc sai cách viết “Số:”",
        "number and symbol are missing, or “Số:” is written otherwise",
        "Số: 05/STTTT-TTr",
        "Số: 05/STTTT-TTr",
    ),
    (
        "008",
        "3",
        "số văn bản nhỏ hơn 10 thiếu số 0 ở trước",
        "a number below 10 has no zero before it",
        "Số: 05/STTTT-TTr",
        "Số: 05/STTTT-TTr",
    ),
    (
        "009",
        "3",
        "có khoảng trắng hoặc dấu gạch khác trong số, ký hiệu",
        "there are blanks or other dashes in number and symbol",
        "số, dấu “/”, ký hiệu nối bằng “-”, viết liền",
        "number, “/”, symbol with “-”, without blanks",
    ),
    (
        "010",
        "3",
        "ký hiệu không bắt đầu bằng chữ viết tắt của tên loại văn bản",
        "the symbol does not start with the abbreviation of the kind of paper",
        "ví dụ 15/QĐ-STTTT cho quyết định, 15/BC-STTTT cho báo cáo",
        "such as 15/QĐ-STTTT for a decision, 15/BC-STTTT for a report",
    ),
    (
        "011",
        "4",
        "thiếu hoặc sai cách viết địa danh, thời gian ban hành",
        "place and date are missing or written otherwise",
        "Lạng Sơn, ngày 05 tháng 4 năm 2020",
        "Lạng Sơn, ngày 05 tháng 4 năm 2020",
    ),
    (
        "012",
        "4",
        "ngày nhỏ hơn 10 thiếu số 0 ở trước",
        "a day below 10 has no zero before it",
        "ngày 05",
        "ngày 05",
    ),
    (
        "013",
        "4",
        "tháng viết sai số 0 ở trước",
        "the zero before the month is wrong",
        "tháng 01, tháng 02; từ tháng 3 không thêm số 0",
        "a zero for months 1 and 2 only",
    ),
    ("014", "4", "ngày không có trong lịch", "the date is not in the calendar", "một ngày có thật", "a real date"),
    (
        "015",
        "5a",
        "tên loại văn bản không viết hoa",
        "the kind of paper is not in capitals",
        "ví dụ QUYẾT ĐỊNH, BÁO CÁO",
        "such as QUYẾT ĐỊNH, BÁO CÁO",
    ),
    (
        "016",
        "5b",
        "thiếu trích yếu nội dung",
        "what the paper is about is missing",
        "“V/v …” dưới số, ký hiệu của công văn, hoặc một dòng dưới tên loại",
        "“V/v …” under the number of a letter, or a line under the kind",
    ),
    (
        "017",
        "5b",
        "trích yếu công văn không bắt đầu bằng “V/v ”",
        "the subject of a letter does not start with “V/v ”",
        "V/v tăng cường phòng ngừa …",
        "V/v tăng cường phòng ngừa …",
    ),
    (
        "018",
        "9a",
        "công văn thiếu “Kính gửi:” hoặc thiếu dấu hai chấm",
        "a letter has no “Kính gửi:”, or no colon after it",
        "Kính gửi: Ủy ban nhân dân …",
        "Kính gửi: Ủy ban nhân dân …",
    ),
    (
        "019",
        "9b",
        "danh sách nơi nhận sai dấu cuối dòng hoặc thiếu gạch đầu dòng",
        "the list of recipients has a wrong mark at the end of a line, or no dash before it",
        "“- Như trên;” … “- Lưu: VT.”: dấu “;” sau mỗi dòng, dấu “.” sau dòng cuối",
        "“- Như trên;” … “- Lưu: VT.”: “;” after each line, “.” after the last",
    ),
    (
        "020",
        "9b",
        "thiếu “Nơi nhận:” hoặc thiếu dấu hai chấm",
        "“Nơi nhận:” is missing, or the colon after it",
        "Nơi nhận:",
        "Nơi nhận:",
    ),
    (
        "021",
        "9b",
        "nơi nhận thiếu dòng “Lưu:” ở cuối",
        "the recipients do not end with “Lưu:”",
        "- Lưu: VT, (đơn vị soạn thảo).",
        "- Lưu: VT, (drafting unit).",
    ),
    (
        "022",
        "7a",
        "quyền hạn ký viết sai",
        "the authority to sign is written otherwise",
        "TM., Q., KT., TL., TUQ. và một khoảng trắng trước chức vụ",
        "TM., Q., KT., TL., TUQ. and a blank before the title",
    ),
    (
        "023",
        "7a",
        "dưới dòng ký thay, thừa lệnh, thừa ủy quyền thiếu chức vụ của người ký",
        "under “KT.”, “TL.” or “TUQ.” the signer's own title is missing",
        "KT. GIÁM ĐỐC, dòng dưới PHÓ GIÁM ĐỐC",
        "KT. GIÁM ĐỐC, and PHÓ GIÁM ĐỐC below",
    ),
    (
        "024",
        "7b",
        "trước họ tên người ký có học hàm, học vị",
        "an academic title stands before the signer's name",
        "chỉ ghi họ và tên",
        "the name alone",
    ),
    (
        "025",
        "6",
        "nội dung không kết thúc bằng “./.”",
        "the text does not end with “./.”",
        "dấu “./.” sau câu cuối",
        "“./.” after the last sentence",
    ),
    ("026", "", "khổ giấy không phải A4", "the page is not A4", "210 mm × 297 mm", "210 mm × 297 mm"),
    (
        "027",
        "",
        "lề trang ngoài mức cho phép",
        "a margin is out of bounds",
        "trên, dưới 20–25 mm; trái 30–35 mm; phải 15–20 mm",
        "top, bottom 20–25 mm; left 30–35 mm; right 15–20 mm",
    ),
    (
        "028",
        "",
        "phông chữ không phải Times New Roman",
        "the font is not Times New Roman",
        "Times New Roman, Unicode",
        "Times New Roman, Unicode",
    ),
    (
        "029",
        "6",
        "cỡ chữ nội dung ngoài 13–14",
        "the size of the text is not 13–14",
        "cỡ chữ 13 đến 14",
        "size 13 to 14",
    ),
    (
        "030",
        "",
        "số trang ở chân trang, hoặc hiện cả ở trang đầu",
        "the page number is at the foot, or shown on the first page too",
        "giữa lề trên, không hiện ở trang thứ nhất",
        "centred at the top, not on the first page",
    ),
    (
        "031",
        "1",
        "Quốc hiệu, Tiêu ngữ sai cỡ chữ hoặc không đậm",
        "name of the state or motto has another size, or is not bold",
        "Quốc hiệu 12–13 đậm; Tiêu ngữ 13–14 đậm",
        "state 12–13 bold; motto 13–14 bold",
    ),
    (
        "032",
        "4",
        "địa danh, thời gian sai cỡ chữ hoặc không nghiêng",
        "place and date have another size, or are not italic",
        "13–14, nghiêng",
        "13–14 italic",
    ),
    (
        "033",
        "9b",
        "“Nơi nhận:” không phải cỡ 12 đậm nghiêng",
        "“Nơi nhận:” is not 12 bold italic",
        "12, đậm, nghiêng; danh sách cỡ 11",
        "12 bold italic; the list in 11",
    ),
    (
        "034",
        "",
        "phụ lục thiếu dòng “(Kèm theo …)”",
        "an annex has no line “(Kèm theo …)”",
        "(Kèm theo Công văn số 05/STTTT-TTr ngày … của …)",
        "(Kèm theo Công văn số 05/STTTT-TTr ngày … của …)",
    ),
)

RULES = {
    f"PAP-{number}": Rule(f"PAP-{number}", cell, Wording(wrong_vi, wrong_en), Wording(right_vi, right_en))
    for number, cell, wrong_vi, wrong_en, right_vi, right_en in _ALL
}
"""Every rule by its id; an id is never used for another rule."""
