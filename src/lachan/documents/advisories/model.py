"""An advisory as everybody reads it: one version of its text, in one language."""

from dataclasses import dataclass
from datetime import date

from lachan.vietnam.wording import Wording


@dataclass(frozen=True, slots=True)
class AdvisoryText:
    """What a channel needs to tell people. `number` is "" while it is a draft; dates are whole days in Vietnam.

    `since` is the first day of this version, `until` its last one; `address` is the page of the advisory, in full.
    """

    number: str
    version: int
    language: str
    title: str
    key_line: str
    signs: tuple[str, ...]
    script: tuple[str, ...]
    say: tuple[str, ...]
    what_to_do: tuple[str, ...]
    advice: tuple[str, ...]
    area: str
    since: date | None
    until: date | None
    withdrawn: bool
    issuer: str
    address: str

    def sentences(self) -> tuple[str, ...]:
        """Every sentence of it, in the order in which people read them."""
        return (self.title, self.key_line, *self.signs, *self.script, *self.say, *self.what_to_do, *self.advice)


LOST_MONEY = (
    Wording("Gọi ngay cho ngân hàng để giữ tiền lại.", "Call your bank at once to hold the money."),
    Wording("Báo công an xã, phường hoặc gọi 113.", "Tell the commune police, or call 113."),
    Wording("Giữ tin nhắn, số điện thoại, giấy chuyển tiền.", "Keep messages, numbers, and the transfer slip."),
)
"""What everybody does who has already paid; on every form."""
WORDS = {
    "warning": Wording("CẢNH BÁO LỪA ĐẢO", "FRAUD WARNING"),
    "remember": Wording("Xin nhớ", "Remember"),
    "signs": Wording("Dấu hiệu", "How to know it"),
    "script": Wording("Kẻ gian nói", "The swindler says"),
    "say": Wording("Hãy trả lời", "What to say"),
    "what_to_do": Wording("Việc cần làm", "What to do"),
    "advice": Wording("Lời khuyên", "Advice"),
    "lost": Wording("Nếu đã chuyển tiền", "If you have already paid"),
    "more": Wording("Xem thêm, hỏi và báo lừa đảo", "Read more, ask and report"),
    "qr": Wording("Mã vuông dẫn tới trang", "Square code of the page"),
    "area": Wording("Nơi áp dụng", "Area"),
    "since": Wording("Từ ngày", "From"),
    "until": Wording("đến hết ngày", "until"),
    "version": Wording("Bản", "Version"),
    "draft": Wording("BẢN NHÁP, CHƯA CÔNG BỐ", "DRAFT, NOT PUBLISHED"),
    "withdrawn": Wording("ĐÃ RÚT, KHÔNG DÙNG NỮA", "WITHDRAWN, NO LONGER IN USE"),
}
"""The words around the text."""
