"""The forms of protected names: shape only, the rules are in `content` and in the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.office.fields import DayField, HouseForm
from lachan.office.names.content import LISTS, NameFacts, facts_of
from lachan.office.names.models import NameKind, NameState, ProtectedName


def _lines(label: Any, help_text: Any = "", *, required: bool = False, rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=6000, required=required, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


class NameForm(HouseForm):
    """Everything that an entry says; lists one a line."""

    key = forms.CharField(
        label=_("Mã"), max_length=60,
        help_text=_("Chữ thường không dấu, chữ số, gạch nối; không đổi được về sau."),
    )  # fmt: skip
    name = forms.CharField(label=_("Tên đầy đủ"), max_length=200)
    kind = forms.ChoiceField(label=_("Loại"), choices=[("", _("Hãy chọn")), *NameKind.choices])
    domains = _lines(
        _("Tên miền thật, mỗi dòng một"), _("Tên miền này và mọi trang bên dưới không bao giờ bị báo."), required=True
    )
    short = _lines(
        _("Tên viết trong tên miền, mỗi dòng một"), _("Cách kẻ lừa đảo hay viết tên này, không dấu."), required=True
    )
    words = _lines(
        _("Trong đó, tên trùng chữ thường dùng"), _("Chỉ tính khi đứng riêng hoặc kèm từ như hotro, vay, vn.")
    )
    accounts = _lines(
        _("Tài khoản chính thức, mỗi dòng một liên kết"), _("Facebook, Zalo OA, TikTok, Telegram, YouTube.")
    )
    logos = _lines(_("Mã SHA-256 của hình biểu trưng, mỗi dòng một"))
    source = forms.CharField(
        label=_("Căn cứ"), max_length=300, help_text=_("Trang của chủ tên, hoặc số, ký hiệu, ngày của văn bản.")
    )
    sure = forms.CharField(label=_("Cách xác minh"), max_length=20, required=False)
    valid_from = DayField(label=_("Có hiệu lực từ ngày"))
    valid_to = DayField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống khi không có thời hạn."))
    shown = forms.BooleanField(label=_("Đăng trên trang công khai"), required=False, initial=True)

    def facts(self) -> NameFacts:
        """What was typed."""
        data = dict(self.cleaned_data)
        return NameFacts(**data | {field: tuple(data[field].splitlines()) for field in LISTS})


def as_written(name: ProtectedName) -> dict[str, Any]:
    """The form's first values for an entry that is changed."""
    said = vars(facts_of(name))
    return said | {field: "\n".join(said[field]) for field in LISTS}


class NameFilterForm(HouseForm):
    """Which entries the register shows."""

    q = forms.CharField(label=_("Tìm tên, trang, tài khoản"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("Trạng thái"), required=False, choices=[("", _("Tất cả, trừ đã rút")), *NameState.choices]
    )
    kind = forms.ChoiceField(label=_("Loại"), required=False, choices=[("", _("Tất cả")), *NameKind.choices])


class WhyForm(HouseForm):
    """A reason."""

    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class NamesFileForm(HouseForm):
    """The register in TOML."""

    file = forms.FileField(
        label=_("Tệp TOML, tối đa 1 MB"), widget=forms.FileInput(attrs={"class": "form-control", "accept": ".toml"})
    )
