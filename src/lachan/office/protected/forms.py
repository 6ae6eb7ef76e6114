"""The forms of protected numbers: shape only, the rules are in `content` and in the actions."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.fields import DayField, HouseForm
from lachan.office.protected.actions.publishing import MOST_DAYS
from lachan.office.protected.content import NumberFacts, facts_of
from lachan.office.protected.models import NumberState, Originates, ProtectedNumber, VerifiedHow
from lachan.office.units.forms import UnitChoice
from lachan.office.units.models import Unit

USUAL_DAYS = 30


class NumberForm(HouseForm):
    """Everything that an entry says."""

    first = forms.CharField(
        label=_("Số điện thoại, hoặc số đầu của dải"), max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        help_text=_("Số di động, cố định, 1800, 1900, 069, 080 hoặc số ngắn như 113."),
    )  # fmt: skip
    last = forms.CharField(
        label=_("Số cuối của dải"), max_length=30, required=False, help_text=_("Để trống khi chỉ có một số."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    unit = UnitChoice(
        label=_("Đơn vị"), required=False, queryset=Unit.objects.none(), to_field_name="key",
        empty_label=_("Cơ quan khác, ghi tên dưới đây"),
        error_messages={"invalid_choice": _("Hãy chọn một đơn vị trong danh sách.")},
    )  # fmt: skip
    body_name = forms.CharField(label=_("Tên cơ quan khác"), max_length=200, required=False)
    use = forms.CharField(
        label=_("Dùng để"), max_length=200, required=False, help_text=_("Ví dụ: đường dây nóng, bộ phận một cửa.")
    )
    originates = forms.ChoiceField(label=_("Gọi đi"), choices=[("", _("Hãy chọn")), *Originates.choices])
    trunks = forms.CharField(
        label=_("Nguồn cuộc gọi, mỗi dòng một"), max_length=6000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Tên doanh nghiệp hoặc tên trung kế mà cuộc gọi thật đi qua. Chỉ ghi khi số có gọi đi."),
    )  # fmt: skip
    patterns = forms.CharField(
        label=_("Mẫu số giống, mỗi dòng một"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Chữ số, dấu ? thay một chữ số, dấu * ở cuối thay các chữ số còn lại. Chỉ ghi mẫu mà không số của ai khớp."
        ),
    )  # fmt: skip
    valid_from = DayField(label=_("Bảo vệ từ ngày"))
    valid_to = DayField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống khi không có thời hạn."))
    shown = forms.BooleanField(label=_("Đăng trên trang công khai"), required=False, initial=True)
    verified_by = forms.CharField(label=_("Người xác minh (họ tên, đơn vị)"), max_length=160)
    verified_how = forms.ChoiceField(label=_("Cách xác minh"), choices=[("", _("Hãy chọn")), *VerifiedHow.choices])
    verified_on = DayField(label=_("Ngày xác minh"))
    verified_note = forms.CharField(
        label=_("Căn cứ xác minh"), max_length=300, required=False,
        help_text=_("Số, ký hiệu, ngày của văn bản; hoặc đã gọi lại số nào."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = Unit.objects.valid_on(timezone.localdate()).order_by("name", "valid_from")
        self.fields["unit"].queryset = current  # type: ignore[attr-defined]

    def facts(self) -> NumberFacts:
        """What was typed."""
        data = dict(self.cleaned_data)
        lines = {name: tuple(data[name].splitlines()) for name in ("trunks", "patterns")}
        return NumberFacts(**data | lines)


def as_written(number: ProtectedNumber) -> dict[str, Any]:
    """The form's first values for an entry that is changed."""
    said = vars(facts_of(number)) | {"unit": number.unit.key if number.unit else ""}
    said |= {"first": number.first_text, "last": number.last_text}
    return said | {"trunks": "\n".join(number.trunks), "patterns": "\n".join(number.patterns)}


class NumberFilterForm(HouseForm):
    """Which entries the register shows."""

    q = forms.CharField(label=_("Tìm cơ quan, số"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("Trạng thái"), required=False, choices=[("", _("Tất cả, trừ đã rút")), *NumberState.choices]
    )
    ending_by = DayField(label=_("Hết hạn trước ngày"), required=False)


class WhyForm(HouseForm):
    """A reason."""

    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class NumbersFileForm(HouseForm):
    """The table."""

    file = forms.FileField(
        label=_("Tệp CSV hoặc XLSX, tối đa 5.000 dòng"),
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".csv,.xlsx"}),
    )


class PublishForm(HouseForm):
    """How long the list is good."""

    seen = forms.CharField(widget=forms.HiddenInput(), max_length=64)
    days = forms.IntegerField(
        label=_("Có hiệu lực trong số ngày"), min_value=1, max_value=MOST_DAYS, initial=USUAL_DAYS,
        help_text=_("Hết hạn thì hệ thống của doanh nghiệp báo động; hãy phát hành lại trước đó."),
    )  # fmt: skip
