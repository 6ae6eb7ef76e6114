"""The forms of inspections: shape only, the rules are in actions."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from lachan.office.bundles.models import BundleHolder
from lachan.office.cases.forms import NO_NUMBERS, DongField
from lachan.office.fields import DayField, HouseForm
from lachan.office.inspections.actions import Member, Plan
from lachan.office.inspections.models import InspectedKind, Inspection, InspectionState, Measure, Result
from lachan.office.inspections.sealing import opened
from lachan.office.requests.models import AgencyRequest, RequestKind
from lachan.office.units.models import Unit, UnitKind
from lachan.vietnam.penalties import ACTS


class PlanForm(HouseForm):
    """What is inspected, whom, when, and by whom."""

    title = forms.CharField(
        label=_("Nội dung kiểm tra"), max_length=160, help_text=NO_NUMBERS,
        initial=_("Việc đăng ký, sử dụng nhiều thuê bao"),
    )  # fmt: skip
    inspected_kind = forms.ChoiceField(label=_("Đối tượng kiểm tra"), choices=InspectedKind.choices)
    inspected = forms.CharField(
        label=_("Tên người, tổ chức được kiểm tra"), max_length=200, help_text=_("Được mã hóa khi lưu."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    operator = forms.ModelChoiceField(
        label=_("Doanh nghiệp viễn thông"), queryset=Unit.objects.none(), required=False, empty_label=_("Không chọn")
    )
    request = forms.ModelChoiceField(
        label=_("Yêu cầu cung cấp thông tin đã gửi"), queryset=AgencyRequest.objects.none(), required=False,
        empty_label=_("Không chọn"),
    )  # fmt: skip
    origin = forms.CharField(label=_("Nguồn"), max_length=200, required=False, help_text=NO_NUMBERS)
    starts_on = DayField(label=_("Kiểm tra từ ngày"))
    ends_on = DayField(label=_("đến hết ngày"))
    team = forms.CharField(
        label=_("Đoàn kiểm tra"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi người một dòng: họ tên, chức vụ, đơn vị. Người đầu là trưởng đoàn, người cuối ghi biên bản."),
    )  # fmt: skip

    def __init__(self, *args: Any, unit_ids: frozenset[int], holder: BundleHolder | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holder = holder
        operators = Unit.objects.valid_on(timezone.localdate()).filter(kind=UnitKind.OPERATOR)
        asked = AgencyRequest.objects.filter(
            asking_unit_id__in=unit_ids, kind=RequestKind.INSPECT, approved_at__isnull=False
        )
        self.fields["operator"].queryset = operators  # type: ignore[attr-defined]
        self.fields["request"].queryset = asked.select_related("asking_unit")  # type: ignore[attr-defined]

    def clean_team(self) -> tuple[Member, ...]:
        """The lines as members; the first comma parts name and title."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["team"].splitlines() if line.strip()]
        parts = [line.partition(",") for line in lines]
        if any(not name.strip() or not title.strip() for name, _comma, title in parts):
            raise forms.ValidationError(_("Mỗi dòng ghi họ tên, dấu phẩy, rồi chức vụ và đơn vị."))
        return tuple(Member(name.strip(), title.strip()) for name, _comma, title in parts)

    def plan(self) -> Plan:
        """What was written."""
        return Plan(**self.cleaned_data, holder=self.holder)


def plan_for(holder: BundleHolder) -> dict[str, Any]:
    """What a bundle already says of a holder who is to be inspected; the name is asked of the operator."""
    bundle = holder.bundle
    organisation = holder.owner_kind == InspectedKind.ORGANISATION
    return {
        "title": gettext("Việc đăng ký, sử dụng nhiều thuê bao"),
        "inspected_kind": InspectedKind.ORGANISATION if organisation else InspectedKind.PERSON,
        "inspected": gettext("Chủ thể %(code)s") % {"code": holder.reference},
        "operator": bundle.unit, "request": bundle.request,
        "origin": gettext("Gói kết quả số liệu đến %(day)s, chủ thể %(code)s, nhóm %(band)s")
        % {"day": f"{bundle.as_of:%d/%m/%Y}", "code": holder.reference, "band": holder.band},
    }  # fmt: skip


def plan_as_written(inspection: Inspection) -> dict[str, Any]:
    """The plan as the form shows it for correction."""
    return {
        "title": inspection.title, "inspected_kind": inspection.inspected_kind,
        "inspected": opened(inspection, "sealed_inspected"), "operator": inspection.operator,
        "request": inspection.request, "origin": inspection.origin, "starts_on": inspection.starts_on,
        "ends_on": inspection.ends_on,
        "team": "\n".join(f"{one.name}, {one.title}" for one in inspection.team.all()),
    }  # fmt: skip


class NumbersForm(HouseForm):
    """Numbers for the list, and why they are on it."""

    lines = forms.CharField(
        label=_("Số thuê bao"), max_length=30000, widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
        help_text=_("Mỗi dòng một số. Được mã hóa khi lưu; số đã có trong danh sách được bỏ qua."),
    )  # fmt: skip
    sign = forms.CharField(label=_("Dấu hiệu cần kiểm tra"), max_length=200, help_text=NO_NUMBERS)


class DecideForm(HouseForm):
    """The decision."""

    decision_number = forms.CharField(
        label=_("Số quyết định"), max_length=60, required=False,
        help_text=_("Ví dụ 15/QĐ-SKHCN; để trống nếu văn thư chưa cấp số."),
    )  # fmt: skip
    decision_on = DayField(label=_("Ngày quyết định"))


class JudgeForm(HouseForm):
    """What was found of one number."""

    result = forms.ChoiceField(
        label=_("Kết quả kiểm tra"), choices=[one for one in Result.choices if one[0] != Result.OPEN]
    )
    measure = forms.ChoiceField(label=_("Biện pháp"), choices=Measure.choices)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False, help_text=NO_NUMBERS)


class HoldForm(HouseForm):
    """What the minutes say beside the numbers."""

    place = forms.CharField(label=_("Nơi làm việc"), max_length=200)
    day = DayField(label=_("Ngày kiểm tra"))
    began_clock = forms.TimeField(label=_("Bắt đầu lúc (giờ:phút)"), widget=forms.TimeInput(format="%H:%M"))
    ended_clock = forms.TimeField(label=_("Kết thúc lúc (giờ:phút)"), widget=forms.TimeInput(format="%H:%M"))
    explanation = forms.CharField(
        label=_("Ý kiến giải trình của người được kiểm tra"), max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}), help_text=_("Được mã hóa khi lưu."),
    )  # fmt: skip

    def said(self) -> dict[str, Any]:
        """What was written, as the action takes it; moments are Vietnam's."""
        data = self.cleaned_data
        return {
            "place": data["place"], "explanation": data["explanation"],
            "began_at": timezone.make_aware(datetime.combine(data["day"], data["began_clock"])),
            "ended_at": timezone.make_aware(datetime.combine(data["day"], data["ended_clock"])),
        }  # fmt: skip


class FineForm(HouseForm):
    """A fine that is proposed."""

    act = forms.ChoiceField(label=_("Hành vi"))
    act_on = DayField(label=_("Ngày phát hiện hành vi"))
    numbers = forms.IntegerField(label=_("Số thuê bao vi phạm"), min_value=1, max_value=1000)
    amount = DongField(
        label=_("Mức đề xuất (đồng)"), help_text=_("Để trống để lấy mức giữa khung; cá nhân bằng một nửa tổ chức.")
    )
    basis = forms.CharField(
        label=_("Căn cứ"), max_length=200, required=False,
        help_text=_("Chỉ ghi khi hành vi chấm dứt trước 01/07/2026, khi chưa có khung phạt đã kiểm chứng."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "vi"
        self.fields["act"].choices = [  # type: ignore[attr-defined]
            (act.code, act.title.in_language(language)) for act in ACTS
        ]


class FineDecidedForm(HouseForm):
    """The decision of the competent person."""

    decision_number = forms.CharField(label=_("Số quyết định xử phạt"), max_length=60)
    decision_on = DayField(label=_("Ngày quyết định xử phạt"))
    amount = DongField(label=_("Tiền phạt (đồng)"))

    def clean_amount(self) -> int:
        """An amount is needed here."""
        amount: int | None = self.cleaned_data["amount"]
        if amount is None:
            raise forms.ValidationError(_("Hãy ghi số tiền bằng đồng."))
        return amount


class ConcludeForm(HouseForm):
    """The leader's conclusion."""

    conclusion = forms.CharField(
        label=_("Kết luận"), max_length=1000, widget=forms.Textarea(attrs={"rows": 5}), help_text=NO_NUMBERS
    )
    follow_up_on = DayField(label=_("Ngày kiểm tra lại"))


class CloseForm(HouseForm):
    """What was seen afterwards."""

    follow_up = forms.CharField(
        label=_("Kết quả theo dõi"), max_length=1000, widget=forms.Textarea(attrs={"rows": 5}), help_text=NO_NUMBERS
    )


class InspectionFilterForm(HouseForm):
    """Which inspections the register shows."""

    q = forms.CharField(label=_("Tìm theo số, nội dung"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("Trạng thái"), required=False, choices=[("", _("Tất cả")), *InspectionState.choices]
    )
