"""The form of a report of spoofed calls."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.office.bundles.models import Bundle
from lachan.office.fields import HouseForm
from lachan.office.incidents.actions import Told
from lachan.office.incidents.actions.reporting import LONGEST_SAID
from lachan.office.incidents.models import Incident, ReportSource
from lachan.office.requests.forms.moments import MomentField
from lachan.office.units.models import Unit, UnitKind
from lachan.vietnam.zone import VIETNAM

NEW = "new"


class SpoofReportForm(HouseForm):
    """What somebody tells of spoofed calls; `into` is asked only when there are incidents that could be the same."""

    into = forms.ChoiceField(
        label=_("Ghi vào"),
        error_messages={"required": _("Có sự việc có thể trùng. Hãy chọn sự việc đó, hoặc chọn sự việc mới.")},
    )
    source = forms.ChoiceField(label=_("Nguồn báo"))
    shown = forms.CharField(
        label=_("Số hiển thị trên máy"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Ghi đúng từng chữ số như đã hiện, kể cả dấu +, ví dụ +84069… hoặc 113."),
    )  # fmt: skip
    body = forms.CharField(
        label=_("Cơ quan mà người gọi tự xưng"), max_length=200, required=False,
        help_text=_("Để trống nếu không rõ; số trong danh sách được bảo vệ được nhận ra tự động."),
    )  # fmt: skip
    called_at = MomentField(label=_("Gọi lúc (giờ Việt Nam)"))
    until = MomentField(label=_("Cuộc gọi cuối lúc (nếu gọi nhiều lần)"), required=False)
    calls = forms.IntegerField(label=_("Số cuộc gọi"), min_value=1, initial=1)
    network = forms.ModelChoiceField(
        label=_("Mạng của người bị gọi"), required=False, queryset=Unit.objects.none(),
        help_text=_("Doanh nghiệp đang phục vụ số bị gọi; đây là nơi bắt đầu truy vết."),
    )  # fmt: skip
    called = forms.CharField(
        label=_("Số bị gọi"), max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Được mã hóa khi lưu."),
    )  # fmt: skip
    said = forms.CharField(
        label=_("Người gọi đã nói gì"), max_length=LONGEST_SAID, required=False,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=_("Được mã hóa khi lưu."),
    )  # fmt: skip

    def __init__(self, *args: Any, unit: Unit, bundle: Bundle | None = None, direction: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.bundle, self.direction = bundle, direction
        self.fields["network"].queryset = Unit.objects.filter(  # type: ignore[attr-defined]
            kind=UnitKind.OPERATOR, valid_to__isnull=True
        )
        sources = [one for one in ReportSource if (one is ReportSource.BUNDLE) is (bundle is not None)]
        if bundle is None and unit.kind not in (UnitKind.DEPARTMENT, UnitKind.COMMUNE_OFFICE):
            sources.reverse()  # a body mostly reports its own number
        self.fields["source"].choices = [(one.value, one.label) for one in sources]  # type: ignore[attr-defined]
        self.same_or_new([])

    def same_or_new(self, incidents: list[Incident]) -> None:
        """Ask whether it is one of these; with none there is nothing to ask."""
        field = self.fields["into"]
        field.required = bool(incidents)
        field.widget = forms.RadioSelect(attrs={"class": "choice-list"}) if incidents else forms.HiddenInput()
        known = [(str(one.pk), f"{one.number}: {one.shown} {one.body}".strip()) for one in incidents]
        field.choices = [*known, (NEW, _("Sự việc mới"))] if incidents else []  # type: ignore[attr-defined]

    def told(self) -> Told:
        """What the valid form says."""
        data = self.cleaned_data
        until = data["until"]
        return Told(
            source=data["source"], shown=data["shown"], called_at=data["called_at"].replace(tzinfo=VIETNAM),
            until=until.replace(tzinfo=VIETNAM) if until else None, calls=data["calls"], network=data["network"],
            called=data["called"], said=data["said"], body=data["body"], direction=self.direction,
            bundle=self.bundle,
        )  # fmt: skip

    def chosen(self) -> int | None:
        """The incident that the report is put to; None for a new one."""
        into: str = self.cleaned_data.get("into", "")
        return int(into) if into.isdecimal() else None
