"""Small forms of the directive's pages: import, filters, issue, reasons."""

from typing import Any, BinaryIO

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from lachan.office.directives.models import DirectiveState, TaskState
from lachan.office.fields import DayField, HouseForm
from lachan.office.units.models import Unit


class ImportForm(HouseForm):
    """A file or a pasted text, and the Department that steers it."""

    file = forms.FileField(
        label=_("Tệp văn bản (TXT, DOCX hoặc PDF có chữ, tối đa 20 MB)"), required=False, allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.docx,.pdf"}),
    )  # fmt: skip
    text = forms.CharField(
        label=_("hoặc dán toàn văn"), required=False, max_length=500_000, widget=forms.Textarea(attrs={"rows": 10})
    )
    unit = forms.ModelChoiceField(label=_("Đơn vị chủ trì"), queryset=Unit.objects.none(), empty_label=None)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = units
        if len(units) == 1:
            del self.fields["unit"]
        else:
            self.fields["unit"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])  # type: ignore[attr-defined]

    @property
    def steering(self) -> Unit:
        """The Department that steers; asked for only when the person works for several."""
        return self.cleaned_data.get("unit") or self.units[0]

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two ways."""
        data = super().clean() or self.cleaned_data
        if "file" not in self.errors and bool(data.get("file")) == bool(data.get("text", "").strip()):
            self.add_error("file", _("Hãy chọn một tệp hoặc dán toàn văn, một trong hai cách."))
        return data

    def given(self) -> tuple[str, BinaryIO]:
        """Name and content of what was given."""
        file = self.cleaned_data["file"]
        if file:
            return file.name, file
        return "van-ban-dan.txt", ContentFile(self.cleaned_data["text"].encode())  # type: ignore[return-value]


class DirectiveFilterForm(HouseForm):
    """What the register shows."""

    q = forms.CharField(label=_("Tìm theo số, ký hiệu, trích yếu"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("Trạng thái"), required=False, choices=[("", _("Đang theo dõi")), *DirectiveState.choices]
    )


class BoardFilterForm(HouseForm):
    """Which rows the board shows."""

    q = forms.CharField(label=_("Đơn vị, địa bàn"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("Trạng thái"), required=False, choices=[("", _("Tất cả")), *TaskState.choices])
    late = forms.BooleanField(label=_("Chỉ đơn vị quá hạn"), required=False)


class TaskFilterForm(BoardFilterForm):
    """Which tasks the list shows."""

    q = forms.CharField(label=_("Văn bản, đơn vị"), required=False, max_length=100)
    late = forms.BooleanField(label=_("Chỉ nhiệm vụ quá hạn"), required=False)
    everything = forms.BooleanField(label=_("Cả đơn vị khác do Sở chủ trì"), required=False)
    directive = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)


class IssueDayForm(HouseForm):
    """The day on which tasks are given."""

    on = DayField(
        label=_("Ngày giao nhiệm vụ"),
        help_text=_("Đơn vị có hiệu lực ngày này nhận nhiệm vụ; hạn tính từ ngày này."),
    )


class ReasonForm(HouseForm):
    """Why something is undone."""

    reason = forms.CharField(label=_("Lý do"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
