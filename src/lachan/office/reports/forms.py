"""Forms of rounds and reports: shape only, the rules are in actions."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lachan.office.directives.models import Repeat
from lachan.office.reports.actions.drafts import Draft
from lachan.office.reports.indicators import Asked
from lachan.office.reports.models import ReportState, UnitReport


class Day(forms.DateField):
    """A date typed as dd/mm/yyyy."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%d/%m/%Y", attrs={"class": "form-control", "placeholder": "dd/mm/yyyy"})
        kwargs.setdefault("widget", widget)
        super().__init__(**kwargs)


def text_area(rows: int) -> forms.Textarea:
    """A text area of some rows in the house's look."""
    return forms.Textarea(attrs={"rows": rows, "class": "form-control"})


class RoundForm(forms.Form):
    """A new round."""

    title = forms.CharField(
        label=_("Tên đợt báo cáo"), max_length=200, widget=forms.TextInput(attrs={"class": "form-control"})
    )
    period_from = Day(label=_("Số liệu từ ngày"))
    period_to = Day(label=_("đến hết ngày"))
    working_days = forms.IntegerField(
        label=_("Hạn: số ngày làm việc kể từ hôm nay"), required=False, min_value=1, max_value=250,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
        help_text=_("Nhập số ngày làm việc, hoặc ấn định một ngày ở ô dưới."),
    )  # fmt: skip
    due_on = Day(label=_("hoặc hạn là ngày"), required=False)
    basis = forms.CharField(
        label=_("Văn bản yêu cầu báo cáo (nếu có)"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )  # fmt: skip


class CalendarForm(forms.Form):
    """Rounds that open by themselves."""

    repeat = forms.ChoiceField(
        label=_("Tự mở đợt báo cáo"), choices=Repeat.choices, widget=forms.Select(attrs={"class": "form-select"})
    )
    working_days = forms.IntegerField(
        label=_("Số ngày làm việc để báo cáo"), min_value=1, max_value=60, initial=5,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )  # fmt: skip
    since = Day(label=_("Từ ngày"))
    until = Day(label=_("Đến hết ngày"), required=False)


class ReportFilter(forms.Form):
    """What of a round is shown."""

    search = forms.CharField(
        label=_("Tìm đơn vị"), required=False, widget=forms.TextInput(attrs={"class": "form-control", "type": "search"})
    )
    state = forms.ChoiceField(
        label=_("Trạng thái"), required=False,
        choices=[("", _("Tất cả")), ("late", _("Quá hạn")), *ReportState.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip


class ReportForm(forms.Form):
    """A unit's report: the four parts, "không phát sinh", and one number field for each figure asked."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    nothing_to_report = forms.BooleanField(
        label=_("Không phát sinh trong kỳ (mọi số liệu bằng 0)"), required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )  # fmt: skip
    steering = forms.CharField(
        label=_("I. Công tác chỉ đạo, triển khai"), required=False, max_length=10000, widget=text_area(4)
    )
    achieved = forms.CharField(label=_("II. Kết quả thực hiện"), required=False, max_length=10000, widget=text_area(6))
    difficulties = forms.CharField(
        label=_("III. Khó khăn, vướng mắc, nguyên nhân"), required=False, max_length=10000, widget=text_area(3)
    )
    proposals = forms.CharField(
        label=_("IV. Kiến nghị, đề xuất"), required=False, max_length=10000, widget=text_area(3)
    )

    def __init__(
        self, *args: Any, asked: tuple[Asked, ...], known: Mapping[tuple[int, str], int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked, self.known = asked, known
        language = get_language() or "vi"
        for one in asked:
            unit = one.indicator.unit.in_language(language)
            self.fields[one.field_name] = forms.IntegerField(
                label=f"{one.indicator.title.in_language(language)} ({unit})",
                required=False, min_value=0, max_value=10**15,
                help_text=self._known_sentence(one),
                widget=forms.NumberInput(attrs={"class": "form-control figure", "inputmode": "numeric"}),
            )  # fmt: skip

    def _known_sentence(self, one: Asked) -> str:
        known = self.known.get(one.key)
        return "" if known is None else str(_("Hệ thống đã ghi nhận: %(known)s") % {"known": known})

    def duties(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The figure fields under their duties, for the page."""
        grouped: dict[Any, list[forms.BoundField]] = {}
        for one in self.asked:
            grouped.setdefault(one.duty, []).append(self[one.field_name])
        return list(grouped.items())

    def draft(self) -> Draft:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        return Draft(
            nothing_to_report=data["nothing_to_report"], steering=data["steering"], achieved=data["achieved"],
            difficulties=data["difficulties"], proposals=data["proposals"],
            figures={one.key: data[one.field_name] for one in self.asked},
        )  # fmt: skip


def initial_of(report: UnitReport, asked: tuple[Asked, ...], known: Mapping[tuple[int, str], int]) -> dict[str, Any]:
    """What the form shows first: what was saved; where nothing was, what the platform knows."""
    saved = {(f.duty_id, f.indicator): f.value for f in report.figures.all()}
    figures = {one.field_name: saved.get(one.key) if one.key in saved else known.get(one.key) for one in asked}
    return figures | {
        "version": report.version, "nothing_to_report": report.nothing_to_report, "steering": report.steering,
        "achieved": report.achieved, "difficulties": report.difficulties, "proposals": report.proposals,
    }  # fmt: skip


class ProofForm(forms.Form):
    """One proof file."""

    file = forms.FileField(
        label=_("Tệp minh chứng (PDF, DOCX, XLSX, JPEG, PNG)"),
        widget=forms.ClearableFileInput(attrs={"class": "form-control"}),
    )


class ReasonForm(forms.Form):
    """A reason for giving a report back."""

    reason = forms.CharField(label=_("Lý do trả lại"), max_length=500, widget=text_area(3))


class ExtensionForm(forms.Form):
    """A wish for more time."""

    working_days = forms.IntegerField(
        label=_("Số ngày làm việc xin thêm"), min_value=1, max_value=30,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )  # fmt: skip
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=text_area(2))


class AnswerForm(forms.Form):
    """The Department's answer to a wish for more time."""

    answer = forms.CharField(label=_("Ý kiến trả lời"), required=False, max_length=500, widget=text_area(2))
