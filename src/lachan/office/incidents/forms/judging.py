"""The forms with which an incident is judged, traced and ended."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.office.cases.queries import cases_to_choose
from lachan.office.directives.wording import said
from lachan.office.fields import DayField, HouseForm
from lachan.office.incidents.actions import Asked
from lachan.office.incidents.models import LONGEST_SENTENCE, Incident, IncidentOutcome, IncidentState
from lachan.office.people.actor import Actor
from lachan.office.people.models import Membership, Person, Role
from lachan.office.requests.models import RequestKind
from lachan.office.units.models import Unit, UnitKind
from lachan.vietnam.requests_law import MOST_LETTER_DAYS, grounds_for

NEW_CASE = "new"
USUAL_DAYS = 3
NO_NUMBERS = _("Không ghi tên, số điện thoại của ai.")


class IncidentFilterForm(HouseForm):
    """Which incidents the register shows."""

    q = forms.CharField(label=_("Tìm theo số sự việc, cơ quan, hoặc đúng số hiển thị"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("Trạng thái"), required=False, choices=[("", _("Tất cả")), *IncidentState.choices]
    )


class CaseForm(HouseForm):
    """A running case, or a new one."""

    case = forms.ChoiceField(label=_("Vụ việc"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        running = [(str(one.pk), str(one)) for one in cases_to_choose(actor)[:200]]
        self.fields["case"].choices = [(NEW_CASE, _("Mở vụ việc mới")), *running]  # type: ignore[attr-defined]

    def case_id(self) -> int | None:
        """The chosen case; None for a new one."""
        chosen: str = self.cleaned_data["case"]
        return None if chosen == NEW_CASE else int(chosen)


class AskForm(HouseForm):
    """The request to one operator in the path; numbers and times come from the reports."""

    operator = forms.ModelChoiceField(label=_("Doanh nghiệp được yêu cầu"), queryset=Unit.objects.none())
    ground = forms.ChoiceField(label=_("Căn cứ pháp lý"))
    letter_number = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=60)
    letter_on = DayField(label=_("Ngày văn bản"))
    letter_signer = forms.ModelChoiceField(label=_("Người ký văn bản"), queryset=Person.objects.none())
    letter_title = forms.CharField(label=_("Chức vụ người ký"), max_length=100)
    letter_days = forms.IntegerField(
        label=_("Số ngày làm việc theo văn bản"), required=False, min_value=1, max_value=MOST_LETTER_DAYS,
        initial=USUAL_DAYS, help_text=_("Để trống khi luật đã định số giờ trả lời."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Lý do, mục đích"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Được mã hóa khi lưu."),
    )  # fmt: skip

    def __init__(self, *args: Any, incident: Incident, named: Unit | None, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        operators = Unit.objects.filter(kind=UnitKind.OPERATOR, valid_to__isnull=True)
        operators = operators.filter(pk=named.pk) if named is not None else operators
        self.fields["operator"].queryset = operators  # type: ignore[attr-defined]
        signers = Membership.objects.filter(unit=incident.unit).exclude(role=Role.ADMINISTRATOR).order_by()
        self.fields["letter_signer"].queryset = Person.objects.filter(  # type: ignore[attr-defined]
            pk__in=signers.values("person")
        )
        grounds = grounds_for(RequestKind.TRACE_CALLS, "department", today)
        self.fields["ground"].choices = [(one.code, said(one.wording)) for one in grounds]  # type: ignore[attr-defined]

    def asked(self, previous_id: int | None) -> Asked:
        """What the valid form says."""
        data = self.cleaned_data
        return Asked(
            operator_id=data["operator"].pk, ground=data["ground"], letter_number=data["letter_number"],
            letter_on=data["letter_on"], letter_signer_id=data["letter_signer"].pk,
            letter_title=data["letter_title"], letter_days=data["letter_days"], reason=data["reason"],
            previous_id=previous_id,
        )  # fmt: skip


class SentenceForm(HouseForm):
    """What whoever reported it reads."""

    sentence = forms.CharField(
        label=_("Lời trả lời người báo"), max_length=LONGEST_SENTENCE, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NO_NUMBERS,
    )  # fmt: skip


class CloseForm(SentenceForm):
    """With what the incident ended."""

    outcome = forms.ChoiceField(label=_("Kết quả xử lý"), choices=IncidentOutcome.choices)
    field_order = ("outcome", "sentence")


class JoinForm(HouseForm):
    """The incident into which this one is put."""

    into = forms.ChoiceField(label=_("Nhập vào sự việc"))

    def __init__(self, *args: Any, others: Sequence[Incident], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [(str(one.pk), f"{one} {one.body}") for one in others]  # type: ignore[attr-defined]
