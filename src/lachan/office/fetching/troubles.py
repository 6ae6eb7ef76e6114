"""Why nothing was fetched: a closed list, each with a sentence for an officer."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from lachan.office.fetching.fetch import Hop


class Trouble(models.TextChoices):
    """What kept a page from being fetched; values are kept in rows and never reused."""

    BAD_LINK = "bad_link", _("Liên kết không đúng. Hãy ghi dạng https://ten-mien.vn/…")
    BAD_SCHEME = "bad_scheme", _("Hệ thống chỉ mở liên kết bắt đầu bằng http:// hoặc https://.")
    USER_INFO = "user_info", _("Liên kết có tên đăng nhập trước dấu @ để che địa chỉ thật. Hãy ghi địa chỉ sau dấu @.")
    BAD_PORT = "bad_port", _("Hệ thống chỉ mở cổng 80 và 443.")
    INSIDE = "inside", _("Địa chỉ này trỏ vào mạng nội bộ hoặc vùng địa chỉ dành riêng nên hệ thống không mở.")
    NO_NAME = "no_name", _("Tên miền không có địa chỉ: chưa đăng ký, đã gỡ hoặc đã bị chặn.")
    NO_ANSWER = "no_answer", _("Máy chủ không trả lời.")
    NO_TLS = "no_tls", _("Không lập được kết nối mã hóa (HTTPS) với máy chủ.")
    BAD_CERTIFICATE = "bad_certificate", _("Chứng thư số của máy chủ không hợp lệ.")
    NOT_HTTP = "not_http", _("Máy chủ trả lời không đúng giao thức web.")
    TOO_SLOW = "too_slow", _("Máy chủ trả lời quá chậm, đã ngắt kết nối.")
    TOO_LARGE = "too_large", _("Phần đầu trả lời của máy chủ lớn quá mức, đã ngắt kết nối.")
    MACHINE = "machine", _("Máy chủ của cơ quan gặp lỗi khi mở địa chỉ. Hãy báo quản trị viên.")
    TOO_MANY_REDIRECTS = "redirects", _("Trang chuyển hướng quá nhiều lần.")


# Trying again changes nothing about these.
FOR_GOOD = frozenset({Trouble.BAD_LINK, Trouble.BAD_SCHEME, Trouble.USER_INFO, Trouble.BAD_PORT, Trouble.INSIDE})


class NotFetched(OSError):
    """Nothing was fetched. `hops` are the steps made before, `what` names the address or fact that stopped it."""

    def __init__(self, trouble: Trouble, what: str = "", hops: "tuple[Hop, ...]" = ()) -> None:
        self.trouble = trouble
        self.what = what
        self.hops = hops
        super().__init__(trouble.value)

    @property
    def sentence(self) -> str:
        """The reason for an officer, in the language of the moment."""
        return str(self.trouble.label)
