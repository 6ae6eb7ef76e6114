"""Everything that can happen: the closed list from which the trail is written, each with a sentence for people."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """What happened, in the past tense; values are never reused."""

    UNIT_ADDED = "unit_added", _("Thêm đơn vị")
    UNIT_CHANGED = "unit_changed", _("Sửa đơn vị")
    UNIT_ENDED = "unit_ended", _("Kết thúc đơn vị")
    UNITS_IMPORTED = "units_imported", _("Nhập danh sách đơn vị")
    PERSON_INVITED = "person_invited", _("Mời người dùng")
    INVITATION_WITHDRAWN = "invitation_withdrawn", _("Thu hồi lời mời")
    INVITATION_ACCEPTED = "invitation_accepted", _("Nhận lời mời")
    PERSON_ADDED = "person_added", _("Tạo tài khoản")
    PERSON_DISABLED = "person_disabled", _("Khóa tài khoản")
    PERSON_ENABLED = "person_enabled", _("Mở lại tài khoản")
    MEMBERSHIP_GIVEN = "membership_given", _("Giao vai trò")
    MEMBERSHIP_ENDED = "membership_ended", _("Kết thúc vai trò")
    DELEGATION_GIVEN = "delegation_given", _("Ủy quyền ký thay")
    DELEGATION_ENDED = "delegation_ended", _("Kết thúc ủy quyền")
    SIGNED_IN = "signed_in", _("Đăng nhập")
    SIGN_IN_FAILED = "sign_in_failed", _("Đăng nhập không thành công")
    SIGN_IN_LOCKED = "sign_in_locked", _("Tạm khóa đăng nhập")
    PASSWORD_CHANGED = "password_changed", _("Đổi mật khẩu")
    SESSION_ENDED = "session_ended", _("Kết thúc phiên làm việc")
    SECOND_FACTOR_CHANGED = "second_factor_changed", _("Thay đổi yếu tố xác thực thứ hai")
    FILE_STORED = "file_stored", _("Lưu tệp")
    FILE_HANDED_OUT = "file_handed_out", _("Tải tệp")
    FILE_ERASED = "file_erased", _("Xóa tệp")
    DIRECTIVE_IMPORTED = "directive_imported", _("Nhập văn bản chỉ đạo")
    DIRECTIVE_CORRECTED = "directive_corrected", _("Sửa nội dung nhận dạng")
    DIRECTIVE_CONFIRMED = "directive_confirmed", _("Xác nhận nội dung văn bản")
    DIRECTIVE_SENT_BACK = "directive_sent_back", _("Trả văn bản về đối chiếu lại")
    DIRECTIVE_ISSUED = "directive_issued", _("Ban hành và giao nhiệm vụ")
    DIRECTIVE_CLOSED = "directive_closed", _("Kết thúc theo dõi văn bản")
    DIRECTIVE_DISCARDED = "directive_discarded", _("Bỏ bản nháp văn bản")
    DIRECTIVE_HANDED_OVER = "directive_handed_over", _("Chuyển việc chủ trì văn bản cho đơn vị kế thừa")
    TASKS_GIVEN = "tasks_given", _("Giao nhiệm vụ cho đơn vị mới")
    TASK_STARTED = "task_started", _("Bắt đầu nhiệm vụ")
    TASK_COMPLETED = "task_completed", _("Hoàn thành nhiệm vụ")
    TASK_REOPENED = "task_reopened", _("Mở lại nhiệm vụ")
    TASK_HANDED_OVER = "task_handed_over", _("Chuyển nhiệm vụ cho đơn vị kế thừa")
    TASK_REPEATED = "task_repeated", _("Lặp lại nhiệm vụ định kỳ")
    TASK_DUE_MOVED = "task_due_moved", _("Dời hạn nhiệm vụ")
    RESULT_ADDED = "result_added", _("Ghi kết quả")
    RESULT_CHANGED = "result_changed", _("Sửa kết quả")
    RESULT_WITHDRAWN = "result_withdrawn", _("Rút kết quả")
    ROUND_OPENED = "round_opened", _("Mở đợt báo cáo")
    REPORT_ASKED = "report_asked", _("Yêu cầu đơn vị mới báo cáo")
    ROUND_CLOSED = "round_closed", _("Đóng đợt báo cáo")
    ROUND_DUE_MOVED = "round_due_moved", _("Dời hạn đợt báo cáo")
    ROUND_CALENDAR_SET = "round_calendar_set", _("Đặt lịch báo cáo")
    REPORT_SAVED = "report_saved", _("Lưu bản nháp báo cáo")
    REPORT_SENT_TO_SIGN = "report_sent_to_sign", _("Trình ký báo cáo")
    REPORT_SIGNED = "report_signed", _("Ký báo cáo")
    REPORT_SIGNATURE_VOIDED = "report_signature_voided", _("Chữ ký hết hiệu lực do nội dung thay đổi")
    REPORT_RETURNED = "report_returned", _("Trả lại báo cáo")
    REPORT_ACCEPTED = "report_accepted", _("Tiếp nhận báo cáo")
    REPORT_HANDED_OVER = "report_handed_over", _("Chuyển báo cáo cho đơn vị kế thừa")
    EXTENSION_ASKED = "extension_asked", _("Xin gia hạn")
    EXTENSION_GRANTED = "extension_granted", _("Đồng ý gia hạn")
    EXTENSION_REFUSED = "extension_refused", _("Không đồng ý gia hạn")
    REMINDER_SENT = "reminder_sent", _("Nhắc việc")
    OFFICIAL_REPORT_MADE = "official_report_made", _("Lập báo cáo chính thức")
    EXPORT_MADE = "export_made", _("Kết xuất số liệu")


def event_choices() -> list[tuple[str, Any]]:
    """The choices of the stored field; as a function, so that a new event needs no migration."""
    return list(Event.choices)
