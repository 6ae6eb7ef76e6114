"""Everything that can be wrong with a message: stable code and sentence, in one place."""

from lachan.readers.edxml.model import Doubt
from lachan.vietnam.wording import Wording

_FOUND_MAX = 120

REASONS = {
    "junk_before_xml": Wording("có ký tự thừa trước dòng khai báo XML; đã bỏ qua", "text before the XML; left out"),
    "wrong_encoding": Wording(
        "mã ký tự khai báo không đúng với nội dung; đã đọc theo nội dung",
        "the declared encoding is not that of the content; read by the content",
    ),
    "bad_characters": Wording(
        "có ký tự không hợp lệ; đã bỏ hoặc thay bằng dấu “\ufffd”",
        "characters that are not allowed; left out or shown as “\ufffd”",
    ),
    "undeclared_prefix": Wording(
        "tiền tố không gian tên chưa được khai báo; bên gửi cần khai báo ở phần tử gốc",
        "a namespace prefix is not declared; the sender should declare it on the root",
    ),
    "no_namespace": Wording(
        "phần tử không thuộc không gian tên của QCVN 102:2016; đã đọc theo tên phần tử",
        "not in the namespace of QCVN 102:2016; read by the names of elements",
    ),
    "dtd": Wording(
        "có khai báo DOCTYPE, điều mà chuẩn không cho phép; đã bỏ qua, không thực thể nào được mở",
        "holds a DOCTYPE, which the standard does not allow; left out, no entity was opened",
    ),
    "not_well_formed": Wording(
        "XML sai cú pháp; phần dưới đây là những gì còn đọc được, cần đề nghị bên gửi gửi lại",
        "the XML is not well-formed; this is what could be read, ask the sender for it again",
    ),
    "repaired": Wording(
        "XML sai cú pháp ở ký tự “&” hoặc “<”; đã sửa khi đọc", "the XML had bare “&” or “<”; repaired while reading"
    ),
    "cut_off": Wording(
        "tệp bị cắt trước khi hết; phần dưới đây là những gì còn đọc được, cần đề nghị bên gửi gửi lại",
        "the file ends too early; this is what could be read, ask the sender for it again",
    ),
    "too_deep": Wording(
        "các phần tử lồng nhau quá sâu; không đọc tiếp", "elements are nested too deeply; reading stopped"
    ),
    "too_many_elements": Wording("quá nhiều phần tử; không đọc tiếp", "too many elements; reading stopped"),
    "text_cut": Wording("một đoạn chữ dài bất thường; đã cắt bớt", "a text of unusual length; cut"),
    "no_sender": Wording("thiếu bên gửi (From)", "no sender (From)"),
    "no_receiver": Wording("thiếu bên nhận (To)", "no receiver (To)"),
    "no_organ_id": Wording("thiếu mã định danh cơ quan (OrganId)", "an organisation without its code (OrganId)"),
    "organ_id_form": Wording(
        "mã định danh không theo dạng nào của hai hệ mã quốc gia; giữ nguyên như đã gửi",
        "the organisation's code has neither national form; kept as sent",
    ),
    "no_document_id": Wording("thiếu mã văn bản (DocumentId)", "no DocumentId"),
    "no_code": Wording("thiếu số, ký hiệu (Code)", "no number and symbol (Code)"),
    "no_date": Wording("thiếu ngày ban hành (PromulgationDate)", "no date of issue (PromulgationDate)"),
    "no_subject": Wording("thiếu trích yếu (Subject)", "no subject"),
    "bad_date": Wording("ngày không có thật hoặc không đọc được; giữ nguyên chữ", "not a real date, or not to be read"),
    "date_order": Wording(
        "ngày viết tháng trước ngày sau; chuẩn là yyyy/MM/dd",
        "the date has the month first; the standard is yyyy/MM/dd",
    ),
    "unknown_status": Wording("mã trạng thái không có trong chuẩn", "a status code that the standard does not have"),
    "unknown_priority": Wording("độ khẩn không có trong chuẩn", "a priority that the standard does not have"),
    "unknown_business": Wording(
        "loại nghiệp vụ (BussinessDocType) không có trong chuẩn", "a BussinessDocType that the standard does not have"
    ),
    "no_response_for": Wording(
        "trạng thái không nói là của văn bản nào (ResponseFor)", "a status without the paper it is about (ResponseFor)"
    ),
    "id_mismatch": Wording(
        "ngày hoặc số trong mã văn bản khác với ngày, số ghi trong văn bản",
        "the date or number inside DocumentId is not that of the paper",
    ),
    "attachment_missing": Wording(
        "tệp đính kèm được nêu tên nhưng không gửi kèm", "an attachment is named but not there"
    ),
    "attachment_unlisted": Wording(
        "tệp đính kèm không có trong danh mục (Manifest)", "an attachment that the manifest does not list"
    ),
    "attachment_empty": Wording("tệp đính kèm rỗng", "an empty attachment"),
    "base64_cut": Wording(
        "tệp đính kèm bị cắt giữa chừng (base64 thiếu); dung lượng và mã băm là của phần còn lại",
        "an attachment is cut off inside base64; size and hash are of what is left",
    ),
    "base64_dirty": Wording(
        "tệp đính kèm có ký tự không thuộc base64; đã bỏ các ký tự ấy, nội dung có thể sai",
        "an attachment has characters that are not base64; left out, the content may be wrong",
    ),
    "attachment_not_base64": Wording(
        "nội dung tệp đính kèm không phải base64; không lấy", "the attachment's content is not base64; not taken"
    ),
    "attachment_too_large": Wording(
        "tệp đính kèm lớn hơn mức nhận; chỉ tính dung lượng và mã băm, không giữ nội dung",
        "an attachment is larger than is accepted; counted and hashed, not kept",
    ),
    "attachments_too_large": Wording(
        "tổng dung lượng tệp đính kèm lớn hơn mức nhận; phần sau không giữ nội dung",
        "attachments are larger together than is accepted; later ones are not kept",
    ),
    "too_many_attachments": Wording(
        "quá nhiều tệp đính kèm; phần sau bỏ qua", "too many attachments; later ones left out"
    ),
    "unsafe_name": Wording("tên tệp đính kèm không an toàn; đã đổi", "an attachment's name was unsafe; changed"),
    "kind_mismatch": Wording(
        "nội dung tệp đính kèm không khớp với đuôi tên", "an attachment's content is not what its name says"
    ),
    "active_attachment": Wording(
        "tệp đính kèm có thể tự chạy (chương trình hoặc macro); không mở",
        "an attachment can run by itself (program or macro); do not open it",
    ),
    "zip_not_opened": Wording(
        "tệp nén đính kèm hỏng, có mật khẩu hoặc quá lớn; không mở ra xem",
        "a zip that is broken, locked or too large; not opened",
    ),
    "weak_signature": Wording(
        "chữ ký dùng SHA-1, đã lỗi thời; không nên tin chỉ vì có chữ ký này",
        "the signature uses SHA-1, which is outdated; do not trust the message for it",
    ),
    "signature_mismatch": Wording(
        "nội dung không khớp với chữ ký: đã bị thay đổi sau khi ký, hoặc chữ ký không phải của văn bản này",
        "the content does not match the signature: changed after signing, or the signature of something else",
    ),
    "signature_not_judged": Wording(
        "có chữ ký nhưng không xác định được có khớp nội dung hay không",
        "there is a signature, but whether it matches the content cannot be judged",
    ),
    "signature_partial": Wording(
        "chữ ký chỉ bao một phần của thông điệp", "the signature covers only a part of the message"
    ),
    "signer_not_checked": Wording(
        "chưa kiểm tra ai ký và chứng thư còn hiệu lực hay không",
        "who signed, and whether the certificate holds, was not checked",
    ),
}


def doubt(code: str, found: str = "") -> Doubt:
    """The doubt `code`, with what was found, shortened and on one line."""
    shown = " ".join("".join(c if c.isprintable() else " " for c in found).split())
    return Doubt(code, REASONS[code], shown if len(shown) <= _FOUND_MAX else shown[: _FOUND_MAX - 1] + "…")
