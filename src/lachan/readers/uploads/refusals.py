"""Why a file is refused: every reason with its stable code and its sentence, in one place."""

from lachan.readers.errors import InputError, Place
from lachan.vietnam.wording import Wording

REASONS = {
    "empty": Wording("tệp rỗng; hãy kiểm tra và gửi lại tệp có nội dung", "the file is empty; send one with content"),
    "too_large": Wording(
        "tệp lớn hơn {limit}; hãy giảm dung lượng hoặc chia nhỏ tệp",
        "the file is larger than {limit}; make it smaller or split it",
    ),
    "kind_not_allowed": Wording(
        "loại tệp này không được nhận{found}; chỉ nhận {allowed}",
        "this kind of file is not accepted{found}; accepted are {allowed}",
    ),
    "extension_mismatch": Wording(
        "đuôi tệp không khớp nội dung{found}; hãy lưu lại đúng định dạng ({allowed})",
        "the extension does not fit the content{found}; save the file again in its own format ({allowed})",
    ),
    "broken": Wording(
        "tệp bị hỏng hoặc không đầy đủ; hãy mở, lưu lại rồi gửi tệp mới",
        "the file is broken or incomplete; open it, save it again and send the new file",
    ),
    "encrypted": Wording(
        "tệp có mật khẩu; hãy bỏ mật khẩu rồi gửi lại",
        "the file has a password; remove the password and send it again",
    ),
    "active_content": Wording(
        "tệp có nội dung có thể tự chạy ({found}); hãy xuất lại tệp chỉ gồm chữ và hình",
        "the file holds content that can run by itself ({found}); export it again with words and pictures only",
    ),
    "macro": Wording(
        "tệp có macro; hãy lưu lại dạng .docx hoặc .xlsx không có macro",
        "the file holds macros; save it as .docx or .xlsx without macros",
    ),
    "external_link": Wording(
        "tệp có liên kết tới dữ liệu bên ngoài ({found}); hãy bỏ liên kết, dán dữ liệu vào tệp",
        "the file links to outside data ({found}); break the links and paste the data into the file",
    ),
    "zip_bomb": Wording(
        "tệp nén bung ra quá lớn; hãy bớt nội dung hoặc lưu lại bằng phần mềm văn phòng",
        "the file unpacks to too much; remove content or save it again with an office program",
    ),
    "unsafe_path": Wording(
        "bên trong tệp có đường dẫn không an toàn; hãy lưu lại bằng phần mềm văn phòng",
        "the file has an unsafe path inside; save it again with an office program",
    ),
    "too_many_pixels": Wording(
        "ảnh lớn hơn {limit} triệu điểm ảnh; hãy thu nhỏ ảnh rồi gửi lại",
        "the picture has more than {limit} million pixels; scale it down and send it again",
    ),
    "too_many_pages": Wording(
        "tệp PDF có hơn {limit} trang; hãy chia nhỏ tệp", "the PDF has more than {limit} pages; split it"
    ),
}
"""Every code with its sentence; {limit}, {found} and {allowed} are filled in by `refusal`."""


def refusal(code: str, name: str, *, limit: str = "", found: str = "", allowed: str = "") -> InputError:
    """The error to raise for the file `name`; `found` is what was seen, `allowed` what would be right."""
    reason = REASONS[code]
    facts = {"limit": limit, "found": found, "allowed": allowed}
    return InputError(code, Wording(reason.vi.format(**facts), reason.en.format(**facts)), Place(file=name))
