"""What people fill in: plain fields, in three short steps, kept from step to step in the form itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from lachan.office.directives.wording import said
from lachan.office.intake.actions.reports import LONGEST_CONTACT, ToldByCitizen
from lachan.readers.subjects import LONGEST
from lachan.vietnam.tricks import TRICKS


class MoneySent(models.TextChoices):
    """When the reporter sent money, as roughly as a frightened person can say it."""

    NO = "no", _("Chưa chuyển tiền")
    NOW = "now", _("Vừa chuyển, trong 2 giờ qua")
    DAY = "day", _("Trong hôm nay hoặc hôm qua")
    LONGER = "longer", _("Đã lâu hơn")


_AGO = {MoneySent.NOW: timedelta(hours=1), MoneySent.DAY: timedelta(days=1), MoneySent.LONGER: timedelta(days=7)}


class Plain(forms.Form):
    """No colon behind labels: the fields stand below them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class WhatHappened(Plain):
    """Step one."""

    text = forms.CharField(
        label=_("Chuyện gì đã xảy ra?"), max_length=LONGEST, required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Ghi số điện thoại, tên trang, liên kết hoặc tài khoản của kẻ lừa đảo, viết thế nào cũng được."),
    )  # fmt: skip
    message = forms.CharField(
        label=_("Tin nhắn bạn nhận được (nếu có)"), max_length=LONGEST, required=False,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=_("Dán nguyên văn tin nhắn."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Something must be said in one of the two."""
        found = super().clean() or {}
        if not self.errors and not (found.get("text", "").strip() or found.get("message", "").strip()):
            self.add_error("text", _("Hãy ghi số điện thoại, liên kết hoặc dán tin nhắn."))
        return found


class Harm(Plain):
    """Step two."""

    money = forms.ChoiceField(
        label=_("Bạn đã chuyển tiền chưa?"), choices=MoneySent.choices, initial=MoneySent.NO, widget=forms.RadioSelect
    )  # fmt: skip
    amount = forms.IntegerField(
        label=_("Số tiền đã chuyển, đồng (nếu có)"), required=False, min_value=0, max_value=10**15, localize=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    trick = forms.ChoiceField(label=_("Giống thủ đoạn nào? (không bắt buộc)"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tricks = [(key, said(wording)) for key, wording in TRICKS.items()]
        self.fields["trick"].choices = [("", _("Không rõ")), *tricks]  # type: ignore[attr-defined]


class HowToReach(Plain):
    """Step three."""

    contact = forms.CharField(
        label=_("Cách liên hệ với bạn (không bắt buộc)"), required=False, max_length=LONGEST_CONTACT,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Được mã hóa, chỉ cán bộ xử lý mở được, tự xóa sau 180 ngày. Không ghi mật khẩu, mã OTP."),
    )  # fmt: skip


STEPS: tuple[type[Plain], ...] = (WhatHappened, Harm, HowToReach)


@dataclass(frozen=True)
class Step:
    """Where somebody is: the number of the step (1 to 3), its form, and all that was told before as hidden fields."""

    number: int
    form: Plain
    told: dict[str, str]


def told_of(data: dict[str, Any], now: datetime) -> ToldByCitizen:
    """What three valid steps tell."""
    money = MoneySent(data["money"])
    return ToldByCitizen(
        text=data["text"], message=data["message"], trick=data["trick"],
        money_at=now - _AGO[money] if money in _AGO else None,
        amount=data["amount"] if money in _AGO else None, contact=data["contact"],
    )  # fmt: skip
