"""The forms of proposals to block: the request, its letter, its outcome, and how things stand later."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.office.directives.wording import said
from lachan.office.fields import DayField, HouseForm
from lachan.office.listings.actions import BlockingAsked
from lachan.office.listings.models import BlockingOutcome, BlockingRoute, Listing, RecheckResult
from lachan.office.listings.routes import kind_of_request, routes_of
from lachan.office.people.models import Membership, Person, Role
from lachan.office.units.models import Unit
from lachan.vietnam.requests_law import MOST_LETTER_DAYS, grounds_for

USUAL_DAYS = 3


class BodyForm(HouseForm):
    """Which body is asked: a route and one of its units in one choice."""

    body = forms.ChoiceField(label=_("Nơi nhận"))

    def __init__(self, *args: Any, listing: Listing, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [  # type: ignore[attr-defined]
            (str(BlockingRoute(route).label), [(f"{route}:{unit.pk}", str(unit)) for unit in units])
            for route, units in routes_of(listing, today)
            if units
        ]

    def chosen(self) -> tuple[str, int]:
        """The route and the unit's id."""
        route, _colon, unit_id = self.cleaned_data["body"].partition(":")
        return route, int(unit_id)

    def unit(self) -> Unit:
        """The unit itself."""
        return Unit.objects.get(pk=self.chosen()[1])


class BlockingForm(BodyForm):
    """The request to one body; the site or account and the evidence come from the listing."""

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
        label=_("Lý do, mục đích"), max_length=3000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Được mã hóa khi lưu."),
    )  # fmt: skip
    letter = forms.FileField(
        label=_("Văn bản đã ký (TXT, DOCX, PDF)"), required=False,
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".txt,.docx,.pdf"}),
        help_text=_("Chỉ đối chiếu số văn bản và giữ mã kiểm tra; tệp không được lưu."),
    )  # fmt: skip

    def __init__(self, *args: Any, listing: Listing, today: date, **kwargs: Any) -> None:
        super().__init__(*args, listing=listing, today=today, **kwargs)
        signers = Membership.objects.filter(unit=listing.unit).exclude(role=Role.ADMINISTRATOR).order_by()
        self.fields["letter_signer"].queryset = Person.objects.filter(  # type: ignore[attr-defined]
            pk__in=signers.values("person")
        )
        grounds = grounds_for(kind_of_request(listing.subject), "department", today)
        self.fields["ground"].choices = [(one.code, said(one.wording)) for one in grounds]  # type: ignore[attr-defined]

    def asked(self, again_of: int | None) -> BlockingAsked:
        """What the valid form says."""
        data, (route, unit_id) = self.cleaned_data, self.chosen()
        return BlockingAsked(
            route=route, asked_unit_id=unit_id, ground=data["ground"], letter_number=data["letter_number"],
            letter_on=data["letter_on"], letter_signer_id=data["letter_signer"].pk, letter_title=data["letter_title"],
            letter_days=data["letter_days"], reason=data["reason"], again_of=again_of,
        )  # fmt: skip


class OutcomeForm(HouseForm):
    """What the asked body did."""

    outcome = forms.ChoiceField(label=_("Kết quả"), choices=[("", _("Hãy chọn")), *BlockingOutcome.choices])
    on = DayField(label=_("Ngày có kết quả"))
    note = forms.CharField(
        label=_("Căn cứ"), max_length=300,
        help_text=_("Văn bản trả lời, hoặc cách đã tự kiểm tra."),
    )  # fmt: skip


class RecheckForm(HouseForm):
    """How it was found."""

    result = forms.ChoiceField(
        label=_("Kết quả kiểm tra lại"), choices=[("", _("Hãy chọn")), *RecheckResult.choices]
    )  # fmt: skip
    moved_to = forms.CharField(
        label=_("Địa chỉ mới"), max_length=500, required=False,
        help_text=_("Khi đã chuyển sang địa chỉ khác: địa chỉ đó vào hàng đợi xem xét."),
    )  # fmt: skip
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)
