"""The forms with which a listing is opened, written, published and ended."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.directives.wording import said
from lachan.office.fields import HouseForm
from lachan.office.intake.models import SubjectKind
from lachan.office.listings.actions import Said
from lachan.office.listings.content import ListingFacts
from lachan.office.listings.models import Listing, ListingState, Sureness
from lachan.office.listings.models.listings import LONGEST_NAME, LONGEST_REASON, LONGEST_SOURCES
from lachan.office.listings.queries.register import sources_of
from lachan.office.listings.terms import most_days, usual_days
from lachan.vietnam.tricks import TRICKS

PUBLIC_HELP = _("Mọi người đọc được khi mục đã đăng. Không ghi tên, số điện thoại, số tài khoản của ai.")


class ListingFilterForm(HouseForm):
    """Which listings the register shows."""

    q = forms.CharField(label=_("Tìm theo số mục, đối tượng"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("Trạng thái"), required=False, choices=[("", _("Tất cả, trừ đã kết thúc")), *ListingState.choices]
    )
    kind = forms.ChoiceField(label=_("Loại"), required=False, choices=[("", _("Tất cả")), *SubjectKind.choices])
    ending = forms.BooleanField(label=_("Chỉ mục sắp hết hạn"), required=False)


class SaidForm(HouseForm):
    """Why: for everybody, and for the office."""

    reason = forms.CharField(
        label=_("Lý do (công khai)"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=PUBLIC_HELP,
    )  # fmt: skip
    note = forms.CharField(
        label=_("Ghi chú nội bộ"), max_length=LONGEST_REASON, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Chỉ người của Sở đọc."),
    )  # fmt: skip

    def said(self) -> Said:
        """What was typed."""
        return Said(self.cleaned_data["reason"], self.cleaned_data["note"])


class ListingForm(HouseForm):
    """Everything that the public reads of a listing, and the note."""

    trick = forms.ChoiceField(label=_("Thủ đoạn"))
    sureness = forms.ChoiceField(label=_("Mức chắc chắn"), choices=[("", _("Hãy chọn")), *Sureness.choices])
    imitated = forms.CharField(
        label=_("Cơ quan, thương hiệu bị giả mạo"), max_length=LONGEST_NAME, required=False,
        help_text=_("Để trống khi không giả mạo ai."),
    )  # fmt: skip
    sources = forms.CharField(
        label=_("Căn cứ vào"), max_length=LONGEST_SOURCES,
        help_text=_("Loại nguồn và số lượng, không ghi tên người phản ánh."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Lý do cảnh báo (công khai)"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=PUBLIC_HELP,
    )  # fmt: skip
    note = forms.CharField(
        label=_("Ghi chú nội bộ"), max_length=LONGEST_REASON, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Chỉ người của Sở đọc."),
    )  # fmt: skip
    days = forms.IntegerField(
        label=_("Thời hạn cảnh báo, ngày"), min_value=1,
        help_text=_("Tính từ ngày duyệt đăng; hết hạn thì tự thôi cảnh báo."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tricks = [(key, said(wording)) for key, wording in TRICKS.items()]
        self.fields["trick"].choices = [("", _("Hãy chọn")), *tricks]  # type: ignore[attr-defined]

    def facts(self) -> ListingFacts:
        """What was typed."""
        return ListingFacts(**self.cleaned_data)


def as_written(listing: Listing) -> dict[str, Any]:
    """The form's first values: what stands in the listing, else what the signals of its subject suggest."""
    subject, today = listing.subject, timezone.localdate()
    return {
        "trick": listing.trick or subject.trick,
        "sureness": listing.sureness,
        "imitated": listing.imitated or subject.imitated,
        "sources": listing.sources or sources_of(subject),
        "reason": listing.reason,
        "note": listing.note,
        "days": listing.days or usual_days(subject.kind, today),
    }


class RenewForm(HouseForm):
    """For how long the warning goes on."""

    seen = forms.CharField(widget=forms.HiddenInput(), max_length=64)
    days = forms.IntegerField(label=_("Cảnh báo tiếp trong số ngày"), min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].help_text = _("Tối đa %(n)d ngày kể từ hôm nay.") % {"n": most_days(timezone.localdate())}


class AppealAnswerForm(SaidForm):
    """Whether the listing stays, and why."""

    seen = forms.CharField(widget=forms.HiddenInput(), max_length=1000)
    uphold = forms.ChoiceField(
        label=_("Kết luận"), choices=[("", _("Hãy chọn")), ("keep", _("Giữ nguyên mục cảnh báo")),
                                      ("uphold", _("Rút mục cảnh báo"))],
    )  # fmt: skip
    field_order = ("uphold", "reason", "note")

    def appeals_seen(self) -> frozenset[str]:
        """The appeals that stood on the page."""
        return frozenset(self.cleaned_data["seen"].split(","))


class PurposeForm(HouseForm):
    """What for personal data is opened."""

    purpose = forms.CharField(label=_("Mục đích xem"), max_length=300)
