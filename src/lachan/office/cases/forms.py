"""The forms of cases."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.cases.actions import CaseFacts, EvidenceFacts
from lachan.office.cases.models import Case, CaseOutcome, CaseSource, CaseState, SubjectKind, SubjectRole
from lachan.office.cases.permissions import visible_cases
from lachan.office.fields import DayField, HouseForm
from lachan.office.people.actor import Actor
from lachan.office.units.models import Unit, UnitKind

NO_NUMBERS = _("Không ghi họ tên, số điện thoại, số tài khoản ở đây.")


class DongField(forms.IntegerField):
    """An amount in đồng, typed with or without points: 1.500.000."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(min_value=0, required=False, **kwargs)

    def to_python(self, value: Any) -> Any:
        """The number without points and spaces."""
        return super().to_python("".join(value.replace(".", "").split()) if isinstance(value, str) else value)


class CaseForm(HouseForm):
    """What a case is about."""

    title = forms.CharField(label=_("Tên vụ việc"), max_length=160, help_text=NO_NUMBERS)
    kind = forms.CharField(
        label=_("Thủ đoạn"), max_length=100, help_text=_("Ví dụ: Giả danh công an; Việc nhẹ lương cao; Đầu tư ảo.")
    )
    source = forms.ChoiceField(label=_("Nguồn"), choices=CaseSource.choices)
    loss = DongField(label=_("Thiệt hại theo trình báo (đồng)"), help_text=_("Để trống nếu chưa rõ."))
    unit = forms.ModelChoiceField(label=_("Đơn vị thụ lý"), queryset=Unit.objects.none(), empty_label=None)

    def __init__(self, *args: Any, units: list[Unit] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = units or []
        if len(self.units) < 2:
            del self.fields["unit"]
        else:
            own = Unit.objects.filter(pk__in=[unit.pk for unit in self.units])
            self.fields["unit"].queryset = own  # type: ignore[attr-defined]

    @property
    def owner(self) -> Unit:
        """The Department that owns a new case; asked for only when the person works for several."""
        return self.cleaned_data.get("unit") or self.units[0]

    def facts(self) -> CaseFacts:
        """What was written."""
        data = self.cleaned_data
        return CaseFacts(data["title"], data["kind"], data["source"], data["loss"])


class SubjectForm(HouseForm):
    """A subject of a case."""

    kind = forms.ChoiceField(label=_("Loại"), choices=SubjectKind.choices)
    role = forms.ChoiceField(label=_("Vai trò trong vụ việc"), choices=SubjectRole.choices)
    value = forms.CharField(
        label=_("Giá trị"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Họ tên, số điện thoại, tên miền, tài khoản hoặc địa chỉ. Được mã hóa khi lưu."),
    )


class PurposeForm(HouseForm):
    """What a sealed value is opened for."""

    purpose = forms.CharField(
        label=_("Mục đích xem"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Được ghi vào nhật ký cùng tên bạn và giờ xem."),
    )


class WhyForm(HouseForm):
    """Why something is done."""

    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class EvidenceForm(HouseForm):
    """A file that shows something."""

    file = forms.FileField(
        label=_("Tệp chứng cứ"),
        help_text=_("PDF, DOCX, XLSX, CSV, TXT, JPG, PNG, WEBP; tối đa 20 MB. Tên tệp được thay bằng tên trung tính."),
    )
    what = forms.CharField(label=_("Nội dung chứng cứ"), max_length=200, help_text=NO_NUMBERS)
    taken_on = DayField(label=_("Ngày thu thập"))
    from_whom = forms.CharField(
        label=_("Thu thập từ ai"), required=False, max_length=300, help_text=_("Được mã hóa khi lưu.")
    )

    def facts(self) -> EvidenceFacts:
        """What was written."""
        data = self.cleaned_data
        return EvidenceFacts(data["what"], data["taken_on"], data["from_whom"])


class NoteForm(HouseForm):
    """What happened, and when."""

    text = forms.CharField(
        label=_("Nội dung"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Chỉ người của Sở đọc được; được mã hóa khi lưu."),
    )
    day = DayField(label=_("Diễn ra ngày"), required=False, help_text=_("Để trống nếu vừa diễn ra."))
    clock = forms.TimeField(
        label=_("Lúc (giờ:phút)"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"placeholder": "08:30"}),
    )

    def happened_at(self) -> datetime | None:
        """The moment in Vietnam; None when no day was given."""
        day = self.cleaned_data["day"]
        if day is None:
            return None
        return timezone.make_aware(datetime.combine(day, self.cleaned_data["clock"] or time.min))


class OtherCaseForm(WhyForm):
    """Another case, by its number, and why."""

    other = forms.CharField(
        label=_("Số vụ việc kia"), max_length=16, widget=forms.TextInput(attrs={"placeholder": "VV-2026-0001"})
    )
    field_order = ("other", "reason")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor

    def clean_other(self) -> int:
        """The id of the case, among those that the person sees."""
        number = self.cleaned_data["other"].strip().upper()
        found = visible_cases(self.actor).filter(number=number).values_list("pk", flat=True).first()
        if found is None:
            raise forms.ValidationError(_("Không có vụ việc này."))
        return found


class SplitForm(WhyForm):
    """What goes to a new case, and what that case is called."""

    things = forms.TypedMultipleChoiceField(
        label=_("Đối tượng, chứng cứ tách ra"), coerce=UUID, widget=forms.CheckboxSelectMultiple
    )
    title = forms.CharField(label=_("Tên vụ việc mới"), max_length=160, help_text=NO_NUMBERS)
    kind = forms.CharField(label=_("Thủ đoạn"), max_length=100)
    field_order = ("things", "title", "kind", "reason")

    def __init__(self, *args: Any, case: Case, things: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, initial={"kind": case.kind}, **kwargs)
        self.case = case
        self.fields["things"].choices = things  # type: ignore[attr-defined]

    def facts(self) -> CaseFacts:
        """What the new case says; it comes from where the old one came."""
        return CaseFacts(self.cleaned_data["title"], self.cleaned_data["kind"], self.case.source)


class PoliceForm(HouseForm):
    """To whom a case is handed over."""

    to_unit = forms.ModelChoiceField(label=_("Cơ quan công an nhận"), queryset=Unit.objects.none(), empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        police = Unit.objects.valid_on(timezone.localdate()).filter(kind=UnitKind.POLICE)
        self.fields["to_unit"].queryset = police  # type: ignore[attr-defined]


class CloseForm(HouseForm):
    """How a case ended."""

    outcome = forms.ChoiceField(label=_("Kết quả xử lý"), choices=CaseOutcome.choices)
    sentence = forms.CharField(
        label=_("Lời trả lời người phản ánh"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ai có mã tra cứu đều đọc được câu này. Không ghi nội dung vụ việc, họ tên, số điện thoại."),
    )


class CaseFilterForm(HouseForm):
    """Which cases the register shows."""

    q = forms.CharField(label=_("Tìm theo số, tên, thủ đoạn"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("Trạng thái"), required=False, choices=[("", _("Tất cả")), *CaseState.choices])
    since = DayField(label=_("Mở từ ngày"), required=False)
    until = DayField(label=_("đến ngày"), required=False)


class ExactForm(HouseForm):
    """One exact value; sent by POST, so that it stands in no address, history or log."""

    exact = forms.CharField(
        label=_("Số điện thoại, tên miền, tài khoản, địa chỉ IP hoặc họ tên"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    purpose = forms.CharField(label=_("Mục đích tìm (ghi vào nhật ký)"), max_length=300)
