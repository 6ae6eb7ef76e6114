"""Small forms of the pages of requests: filters, reasons, answers, keys."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.office.fields import DayField, HouseForm
from lachan.office.requests.actions.answers import Reply
from lachan.office.requests.forms.moments import MomentField
from lachan.office.requests.models import (
    AnswerKind,
    CallSource,
    InvestigatorKey,
    OutcomeKind,
    RequestKind,
    RequestState,
    TrunkOrigin,
)
from lachan.office.requests.tracing import LONGEST_NAME, LONGEST_TRUNK, Traced
from lachan.office.units.models import Unit, UnitKind
from lachan.vietnam.zone import VIETNAM

VIEWS = [
    ("waiting", _("Chờ tôi xử lý")), ("got", _("Đơn vị tôi nhận")), ("sent", _("Đơn vị tôi gửi")), ("all", _("Tất cả")),
]  # fmt: skip


class RequestFilterForm(HouseForm):
    """What the list shows."""

    view = forms.ChoiceField(label=_("Danh sách"), choices=VIEWS, required=False)
    q = forms.CharField(label=_("Số yêu cầu, số văn bản, hoặc đúng một đối tượng"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Loại"), required=False, choices=[("", _("Tất cả")), *RequestKind.choices])
    state = forms.ChoiceField(label=_("Trạng thái"), required=False, choices=[("", _("Tất cả")), *RequestState.choices])
    late = forms.BooleanField(label=_("Chỉ yêu cầu quá hạn"), required=False)


class PeriodForm(HouseForm):
    """The period of the statistics."""

    period_from = DayField(label=_("Từ ngày"))
    period_to = DayField(label=_("Đến hết ngày"))

    def clean(self) -> dict[str, Any]:
        """The period runs forward."""
        data = super().clean() or self.cleaned_data
        if data.get("period_from") and data.get("period_to") and data["period_to"] < data["period_from"]:
            self.add_error("period_to", _("Ngày cuối phải từ ngày đầu trở đi."))
        return data


class ReasonForm(HouseForm):
    """Why something is done."""

    reason = forms.CharField(label=_("Lý do"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class PurposeForm(HouseForm):
    """What sealed data is looked at for."""

    purpose = forms.CharField(label=_("Mục đích xem (ghi vào nhật ký)"), required=False, max_length=300)


class AnswerForm(HouseForm):
    """One answer of the asked unit."""

    kind = forms.ChoiceField(label=_("Kết quả trả lời"), choices=AnswerKind.choices)
    ported_to = forms.CharField(
        label=_("Doanh nghiệp đang phục vụ (nếu đã chuyển mạng)"), required=False, max_length=100
    )
    text = forms.CharField(
        label=_("Nội dung trả lời"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Không ghi dữ liệu cá nhân ở đây; dữ liệu gửi bằng gói bàn giao niêm phong."),
    )  # fmt: skip

    def reply(self) -> Reply:
        """What the valid form says."""
        return Reply(self.cleaned_data["kind"], self.cleaned_data["text"], self.cleaned_data["ported_to"])


class TraceAnswerForm(AnswerForm):
    """The answer to a request to trace calls: the step of the path, when it was found."""

    trunk = forms.CharField(
        label=_("Trung kế mà cuộc gọi đi vào"), required=False, max_length=LONGEST_TRUNK,
        help_text=_("Tên hoặc mã trung kế của doanh nghiệp."),
    )  # fmt: skip
    trunk_kind = forms.ChoiceField(
        label=_("Hướng của trung kế"), required=False, choices=[("", "—"), *TrunkOrigin.choices]
    )
    source = forms.ChoiceField(
        label=_("Nguồn đưa cuộc gọi vào trung kế"), required=False, choices=[("", "—"), *CallSource.choices]
    )
    upstream = forms.ModelChoiceField(
        label=_("Doanh nghiệp đưa cuộc gọi vào"), required=False, queryset=Unit.objects.none()
    )
    source_name = forms.CharField(label=_("Tên nhà mạng nước ngoài"), required=False, max_length=LONGEST_NAME)
    address = forms.CharField(
        label=_("Địa chỉ IP kết nối"), required=False, max_length=60, help_text=_("Được mã hóa khi lưu."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    blocked_since = MomentField(label=_("Đã chặn từ lúc (giờ Việt Nam)"), required=False)
    calls_blocked = forms.IntegerField(label=_("Số cuộc gọi đã chặn"), required=False, min_value=0, initial=0)
    suspended = forms.IntegerField(label=_("Số thuê bao bị khóa"), required=False, min_value=0, initial=0)
    suspended_on = DayField(label=_("Ngày khóa"), required=False)

    field_order = (
        "kind", "trunk", "trunk_kind", "source", "upstream", "source_name", "address", "blocked_since",
        "calls_blocked", "suspended", "suspended_on", "text", "ported_to",
    )  # fmt: skip

    def __init__(self, *args: Any, asked_unit_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        operators = Unit.objects.filter(kind=UnitKind.OPERATOR, valid_to__isnull=True).exclude(pk=asked_unit_id)
        self.fields["upstream"].queryset = operators  # type: ignore[attr-defined]

    def reply(self) -> Reply:
        """What the valid form says; only an answer "done" tells a step of the path."""
        data = self.cleaned_data
        reply = super().reply()
        if data["kind"] != AnswerKind.ANSWERED:
            return reply
        since = data["blocked_since"]
        return replace(
            reply,
            trace=Traced(
                trunk=data["trunk"], trunk_kind=data["trunk_kind"], source=data["source"],
                upstream_id=data["upstream"].pk if data["upstream"] else None, source_name=data["source_name"],
                address=data["address"], calls_blocked=data["calls_blocked"] or 0,
                blocked_since=since.replace(tzinfo=VIETNAM) if since else None, suspended=data["suspended"] or 0,
                suspended_on=data["suspended_on"],
            ),
        )  # fmt: skip


class OutcomeForm(HouseForm):
    """What came of the answer."""

    kind = forms.ChoiceField(label=_("Kết quả xử lý"), choices=OutcomeKind.choices)
    text = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )


class PackageForm(HouseForm):
    """A sealed package."""

    file = forms.FileField(label=_("Gói bàn giao đã niêm phong (tối đa 20 MB)"), allow_empty_file=True)


class ResealForm(HouseForm):
    """Another verified key of the asking unit."""

    recipient_key = forms.ModelChoiceField(label=_("Khóa mới"), queryset=InvestigatorKey.objects.none())

    def __init__(self, *args: Any, unit_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        good = InvestigatorKey.objects.filter(unit_id=unit_id, verified_at__isnull=False, revoked_at__isnull=True)
        self.fields["recipient_key"].queryset = good.select_related("owner")  # type: ignore[attr-defined]


class PublicKeyForm(HouseForm):
    """A public key for one of the person's units."""

    unit = forms.ChoiceField(label=_("Đơn vị"))
    public_key = forms.CharField(label=_("Khóa công khai"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, units: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(pk), name) for pk, name in units]  # type: ignore[attr-defined]


class FingerprintForm(HouseForm):
    """The fingerprint as the owner reads it out."""

    typed_fingerprint = forms.CharField(
        label=_("Vân tay khóa do chủ khóa đọc"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class TableForm(HouseForm):
    """A table of answers."""

    file = forms.FileField(
        label=_("Bảng đã điền (XLSX hoặc CSV)"), allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )  # fmt: skip
