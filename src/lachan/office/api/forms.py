"""Forms of the pages of keys and webhooks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.office.api.actions.keys import LONGEST_GRACE_DAYS, KeyWanted
from lachan.office.api.hooks.addresses import LONGEST_URL
from lachan.office.api.models import HookKind, Scope
from lachan.office.fields import DayField, HouseForm
from lachan.office.units.models import Unit


class _BodyForm(HouseForm):
    """A form about one of the bodies that the person administers."""

    unit = forms.ChoiceField(label=_("Đơn vị"))

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(one.pk), one.name) for one in units]  # type: ignore[attr-defined]


class KeyForm(_BodyForm):
    """A new key."""

    name = forms.CharField(
        label=_("Tên hệ thống dùng khóa"), max_length=60, help_text=_("Ví dụ: Hệ thống điều phối yêu cầu.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("Quyền của khóa"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("Chỉ chọn những quyền mà hệ thống cần."),
    )  # fmt: skip
    expires_on = DayField(label=_("Dùng đến hết ngày"), help_text=_("Trong vòng một năm kể từ hôm nay."))
    addresses = forms.CharField(
        label=_("Chỉ dùng từ các địa chỉ mạng (mỗi dòng một địa chỉ; để trống: từ mọi nơi)"), required=False,
        max_length=1000, widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
        help_text=_("Ví dụ: 203.0.113.7 hoặc 203.0.113.0/24"),
    )  # fmt: skip

    def wanted(self) -> KeyWanted:
        """What the valid form says."""
        data = self.cleaned_data
        return KeyWanted(data["name"], tuple(data["scopes"]), data["expires_on"], data["addresses"])


class RenewForm(HouseForm):
    """A new key in place of an old one."""

    expires_on = DayField(label=_("Khóa mới dùng đến hết ngày"), help_text=_("Trong vòng một năm kể từ hôm nay."))
    grace_days = forms.TypedChoiceField(
        label=_("Khóa cũ còn dùng thêm (ngày)"), coerce=int, initial="1",
        choices=[(str(days), str(days)) for days in range(LONGEST_GRACE_DAYS + 1)],
    )  # fmt: skip


class WithdrawForm(HouseForm):
    """Why a key is withdrawn."""

    reason = forms.CharField(label=_("Lý do thu hồi khóa"), required=False, max_length=300)


class WebhookForm(_BodyForm):
    """A new address for messages."""

    url = forms.CharField(
        label=_("Địa chỉ nhận tin (https)"), max_length=LONGEST_URL,
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label=_("Loại tin"), choices=HookKind.choices, widget=forms.CheckboxSelectMultiple
    )
