"""The forms for everybody: plain fields, no dress of the office."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.office.listings.actions import AppealTold
from lachan.office.listings.actions.appeals import LONGEST, LONGEST_CONTACT, SHORTEST
from lachan.office.listings.models import AppellantKind
from lachan.office.refusals import Refusal


class AppealForm(forms.Form):
    """An appeal."""

    appellant = forms.ChoiceField(label=_("Bạn là"), choices=[("", _("Hãy chọn")), *AppellantKind.choices])
    text = forms.CharField(
        label=_("Vì sao mục cảnh báo này sai"), min_length=SHORTEST, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Được mã hóa khi lưu và xóa sau khi giải quyết. Không gửi mật khẩu, mã OTP."),
    )  # fmt: skip
    contact = forms.CharField(
        label=_("Cách liên hệ với bạn"), max_length=LONGEST_CONTACT, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Không bắt buộc: câu trả lời xem bằng mã nhận được sau khi gửi."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def told(self) -> AppealTold:
        """What was typed."""
        return AppealTold(**self.cleaned_data)

    def refuse(self, no: Refusal) -> None:
        """Put the sentence at the field that the refusal names, or above the form."""
        self.add_error(no.field if no.field in self.fields else None, str(no.sentence))
