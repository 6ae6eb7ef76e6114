"""Forms of rounds and reports: shape only, the rules are in actions."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lachan.documents.cells import shown_number
from lachan.office.directives.models import Duty, Repeat
from lachan.office.fields import DayField, HouseForm
from lachan.office.reports.actions.drafts import Draft
from lachan.office.reports.actions.extensions import MOST_WORKING_DAYS
from lachan.office.reports.actions.rounds import Terms
from lachan.office.reports.indicators import Asked, Key, source_of
from lachan.office.reports.models import ReportState, UnitReport
from lachan.office.reports.official.words import Words

GROUPED = re.compile(r"\d{1,3}(\.\d{3})+")


def text_area(rows: int) -> forms.Textarea:
    """A text area of some rows."""
    return forms.Textarea(attrs={"rows": rows})


class RoundForm(HouseForm):
    """A new round."""

    title = forms.CharField(label=_("Tên đợt báo cáo"), max_length=200)
    period_from = DayField(label=_("Số liệu từ ngày"))
    period_to = DayField(label=_("đến hết ngày"))
    working_days = forms.IntegerField(
        label=_("Hạn: số ngày làm việc kể từ hôm nay"), required=False, min_value=1, max_value=250,
        help_text=_("Nhập số ngày làm việc, hoặc ấn định một ngày ở ô dưới."),
    )  # fmt: skip
    due_on = DayField(label=_("hoặc hạn là ngày"), required=False)
    basis = forms.CharField(label=_("Văn bản yêu cầu báo cáo (nếu có)"), required=False, max_length=200)

    def terms(self) -> Terms:
        """What was typed, as the action takes it."""
        return Terms(**self.cleaned_data)


class CalendarForm(HouseForm):
    """Rounds that open by themselves."""

    repeat = forms.ChoiceField(label=_("Tự mở đợt báo cáo"), choices=Repeat.choices)
    working_days = forms.IntegerField(
        label=_("Số ngày làm việc để báo cáo"), min_value=1, max_value=60, initial=5,
    )  # fmt: skip
    since = DayField(label=_("Từ ngày"))
    until = DayField(label=_("Đến hết ngày"), required=False)


class ReportFilter(HouseForm):
    """What of a round is shown."""

    search = forms.CharField(label=_("Tìm đơn vị"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    state = forms.ChoiceField(
        label=_("Trạng thái"), required=False,
        choices=[("", _("Tất cả")), ("late", _("Quá hạn hoặc nộp muộn")), *ReportState.choices],
    )  # fmt: skip


class ReportForm(HouseForm):
    """A unit's report: the four parts, "không phát sinh", and one number field for each figure asked."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    nothing_to_report = forms.BooleanField(
        label=_("Không phát sinh trong kỳ (mọi số liệu bằng 0)"), required=False,
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
        self,
        *args: Any,
        asked: tuple[Asked, ...],
        known: Mapping[Key, int],
        registered: Mapping[Key, int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked, self.registered = asked, registered
        language = get_language() or "vi"
        self.fields["file"] = forms.FileField(
            label=_("Thêm một tệp (PDF, DOCX, XLSX, JPEG, PNG)"),
            help_text=_("Tệp được giữ khi lưu bản nháp; nếu trang báo có chỗ cần sửa, hãy chọn lại tệp."),
            required=False, allow_empty_file=True,
            widget=forms.FileInput(attrs={"class": "form-control"}),
        )  # fmt: skip
        for one in asked:
            unit = one.indicator.unit.in_language(language)
            self.fields[one.field_name] = CountField(
                label=f"{one.indicator.title.in_language(language)} ({unit})",
                help_text=_known_sentence(known, registered, one),
            )
            if one.key in registered:
                self.fields[one.reason_name] = forms.CharField(
                    label=_("Lý do nếu báo cáo số khác"), required=False, max_length=300,
                )  # fmt: skip

    def duties(self) -> list[tuple[Duty, list[forms.BoundField]]]:
        """The figure fields under their duties, for the page."""
        grouped: dict[Duty, list[forms.BoundField]] = {}
        for one in self.asked:
            names = (one.field_name, one.reason_name) if one.key in self.registered else (one.field_name,)
            grouped.setdefault(one.duty, []).extend(self[name] for name in names)
        return list(grouped.items())

    def draft(self) -> Draft:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        return Draft(
            nothing_to_report=data["nothing_to_report"], steering=data["steering"], achieved=data["achieved"],
            difficulties=data["difficulties"], proposals=data["proposals"],
            figures={one.key: data[one.field_name] for one in self.asked},
            reasons={one.key: data[one.reason_name] for one in self.asked if one.key in self.registered},
        )  # fmt: skip

    def differences(self, stored: Mapping[str, Any]) -> list[tuple[forms.BoundField, str]]:
        """(field, what is stored) wherever that is not what was typed here: what two people have to settle."""
        return [
            (self[name], said(stored[name]))
            for name in self.fields
            if name not in ("version", "file") and said(stored[name]) != said(self.cleaned_data.get(name))
        ]


class CountField(forms.IntegerField):
    """A whole number from 0, typed with or without points between the thousands."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"class": "form-control figure", "inputmode": "numeric", "autocomplete": "off"})
        super().__init__(required=False, min_value=0, max_value=10**15, widget=widget, **kwargs)

    def to_python(self, value: Any) -> int | None:
        """1.234.567 as Vietnamese people write it, or 1234567."""
        if isinstance(value, str) and GROUPED.fullmatch(value.strip()):
            value = value.replace(".", "")
        return super().to_python(value)


def _known_sentence(known: Mapping[Key, int], registered: Mapping[Key, int], one: Asked) -> str:
    value = known.get(one.key)
    if value is None:
        return ""
    if one.key in registered:
        said = {"source": source_of(one.indicator.code), "known": shown_number(value)}
        return str(_("Tính từ %(source)s: %(known)s") % said)
    return str(_("Hệ thống đã ghi nhận: %(known)s") % {"known": shown_number(value)})


def said(value: Any) -> str:
    """A value of the form in words, with line ends as the data base keeps them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(_("có") if value else _("không"))
    return "\n".join(str(value).splitlines())


def initial_of(report: UnitReport, asked: tuple[Asked, ...], known: Mapping[Key, int]) -> dict[str, Any]:
    """What the form shows first: what was saved; where nothing was, what the platform knows."""
    stored = list(report.figures.all())
    saved = {(f.duty_id, f.indicator): f.value for f in stored}
    reasons = {(f.duty_id, f.indicator): f.reason for f in stored}
    figures = {one.field_name: saved.get(one.key) if one.key in saved else known.get(one.key) for one in asked}
    return figures | {one.reason_name: reasons.get(one.key, "") for one in asked} | {
        "version": report.version, "nothing_to_report": report.nothing_to_report, "steering": report.steering,
        "achieved": report.achieved, "difficulties": report.difficulties, "proposals": report.proposals,
    }  # fmt: skip


class ReasonForm(HouseForm):
    """A reason for giving a report back."""

    reason = forms.CharField(label=_("Lý do trả lại"), max_length=500, widget=text_area(3))


class ExtensionForm(HouseForm):
    """A wish for more time."""

    working_days = forms.IntegerField(label=_("Số ngày làm việc xin thêm"), min_value=1, max_value=MOST_WORKING_DAYS)
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=text_area(2))


class AnswerForm(HouseForm):
    """The Department's answer to a wish for more time."""

    answer = forms.CharField(label=_("Ý kiến trả lời"), required=False, max_length=500, widget=text_area(2))


class WordsForm(HouseForm):
    """The words of the official report, proposed and open to change."""

    steering = forms.CharField(label=_("I. Công tác chỉ đạo, triển khai"), widget=text_area(4))
    difficulties = forms.CharField(label=_("III. Khó khăn, vướng mắc, nguyên nhân"), widget=text_area(4))
    proposals = forms.CharField(label=_("IV. Kiến nghị, đề xuất"), widget=text_area(4))
    plans = forms.CharField(label=_("V. Phương hướng, nhiệm vụ thời gian tới"), widget=text_area(3))
    addressees = forms.CharField(label=_("Kính gửi (mỗi dòng một nơi)"), widget=text_area(2))
    recipients = forms.CharField(label=_("Nơi nhận (mỗi dòng một nơi)"), widget=text_area(4))
    signer_title = forms.CharField(label=_("Chức vụ người ký"), max_length=100)
    signer_name = forms.CharField(label=_("Người ký"), max_length=100)
    number = forms.RegexField(r"^\d{0,5}$", label=_("Số văn bản (để trống cho văn thư)"), required=False)

    def words(self) -> Words:
        """What was typed, as the action takes it."""
        return Words(**self.cleaned_data)
