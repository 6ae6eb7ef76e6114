"""What to do about a subject of each kind that is warned of: short, and the same on every page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lachan.office.intake.models import SubjectKind

_COMMON = (
    _("Không chuyển tiền, không đọc mật khẩu, mã OTP cho bất kỳ ai."),
    _("Đã chuyển tiền: gọi ngay ngân hàng của bạn để khóa giao dịch, rồi báo công an nơi gần nhất."),
)
_OF_KIND: dict[str, tuple[Promise, ...]] = {
    SubjectKind.SITE: (
        _("Không mở trang này, không nhập tài khoản, không tải ứng dụng từ trang này."),
        _("Đã nhập mật khẩu: đổi mật khẩu ngay trên trang thật, do bạn tự gõ địa chỉ."),
    ),
    SubjectKind.ACCOUNT: (
        _("Không kết bạn, không nhắn tin, không làm theo hướng dẫn của tài khoản này."),
        _("Báo cáo tài khoản với nền tảng để được gỡ."),
    ),
    SubjectKind.NUMBER: (
        _("Không nghe, không gọi lại số này; số hiện trên máy cũng có thể bị làm giả."),
        _("Muốn liên hệ cơ quan: tự bấm số chính thức của cơ quan đó."),
    ),
    SubjectKind.MESSAGE: (
        _("Không bấm liên kết, không gọi số, không trả lời tin nhắn này."),
        _("Gửi phản ánh tới 156 hoặc 5656, rồi xóa tin nhắn."),
    ),
}


def advice_for(kind: str) -> tuple[Promise, ...]:
    """The sentences for a kind of subject."""
    return (*_OF_KIND[kind], *_COMMON)
