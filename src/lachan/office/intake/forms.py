"""The forms of signals: shape only, the rules are in the actions."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.fields import HouseForm
from lachan.office.intake.models import ReportChannel, SubjectKind, SubjectState
from lachan.readers.subjects import LONGEST
from lachan.vietnam.tricks import TRICKS


def trick_choices() -> list[tuple[str, Any]]:
    """The tricks of the catalogue, with an empty first choice."""
    return [("", _("Chưa rõ")), *((key, wording.vi) for key, wording in TRICKS.items())]


class SubjectFilterForm(HouseForm):
    """Which subjects the list shows."""

    q = forms.CharField(label=_("Tìm tên trang, tài khoản, số"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("Trạng thái"), required=False, choices=[("", _("Đang trong hàng đợi")), *SubjectState.choices]
    )
    kind = forms.ChoiceField(label=_("Loại"), required=False, choices=[("", _("Tất cả")), *SubjectKind.choices])


class NoteForm(HouseForm):
    """A signal that an officer notes, for somebody who reported or by themselves."""

    text = forms.CharField(
        label=_("Số điện thoại, liên kết, tên trang, tài khoản; mỗi lần ghi được nhiều"), max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    message = forms.CharField(
        label=_("Nguyên văn tin nhắn đã nhận, nếu có"), max_length=LONGEST, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    channel = forms.ChoiceField(
        label=_("Nhận qua"),
        choices=[("", _("Tự ghi nhận")), *(one for one in ReportChannel.choices if one[0] != ReportChannel.PORTAL)],
        required=False, help_text=_("Chọn nơi nhận khi ghi hộ người phản ánh; họ được cấp mã tra cứu."),
    )  # fmt: skip
    trick = forms.ChoiceField(label=_("Thủ đoạn"), choices=trick_choices, required=False)
    money_at = forms.DateTimeField(
        label=_("Đã chuyển tiền lúc"), required=False, input_formats=["%d/%m/%Y %H:%M", "%d/%m/%Y"],
        widget=forms.DateTimeInput(format="%d/%m/%Y %H:%M", attrs={"placeholder": "dd/mm/yyyy hh:mm"}),
        help_text=_("Để trống khi chưa chuyển. Vừa chuyển trong 72 giờ thì được xem trước mọi mục khác."),
        error_messages={"invalid": _("Hãy ghi dạng dd/mm/yyyy hh:mm, ví dụ 20/04/2026 14:30.")},
    )  # fmt: skip
    amount = forms.IntegerField(label=_("Số tiền (đồng)"), required=False, min_value=0)
    contact = forms.CharField(
        label=_("Liên hệ của người phản ánh"), max_length=200, required=False,
        help_text=_("Được mã hóa và tự xóa sau 180 ngày."),
    )  # fmt: skip

    def clean_money_at(self) -> Any:
        """A moment in Vietnam."""
        value = self.cleaned_data["money_at"]
        return timezone.make_aware(value) if value is not None and timezone.is_naive(value) else value


class PurposeForm(HouseForm):
    """Why somebody opens what is sealed."""

    purpose = forms.CharField(label=_("Mục đích xem"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class RunForm(HouseForm):
    """The two files of a run."""

    summary = forms.FileField(
        label=_("summary.json"), widget=forms.FileInput(attrs={"class": "form-control", "accept": ".json"})
    )
    findings = forms.FileField(
        label=_("findings.parquet"), widget=forms.FileInput(attrs={"class": "form-control", "accept": ".parquet"})
    )


class ReturnForm(HouseForm):
    """Why a subject goes back into the queue."""

    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
