"""The forms of evidence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.office.directives.forms.results import FilesField, FilesInput
from lachan.office.evidence.models import LONGEST_LINK, LONGEST_NOTE, LONGEST_PURPOSE, CaptureState
from lachan.office.fields import HouseForm


def _purpose() -> forms.CharField:
    return forms.CharField(
        label=_("Mục đích"), max_length=LONGEST_PURPOSE, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Được ghi vào nhật ký cùng tên bạn và giờ."),
    )  # fmt: skip


class CaptureFilterForm(HouseForm):
    """Which captures to list."""

    q = forms.CharField(label=_("Tìm theo số, đối tượng"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("Trạng thái"), required=False, choices=[("", _("Tất cả")), *CaptureState.choices]
    )  # fmt: skip


class CollectForm(HouseForm):
    """Which address to visit."""

    link = forms.CharField(
        label=_("Địa chỉ cần thu thập"), max_length=LONGEST_LINK, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Dạng https://ten-mien.vn/duong-dan, phải thuộc đối tượng này."),
    )  # fmt: skip
    purpose = _purpose()


class BringForm(HouseForm):
    """Files that a person brings."""

    proof = FilesField(
        label=_("Tệp chứng cứ"), widget=FilesInput(attrs={"accept": ".jpg,.jpeg,.png,.webp,.pdf,.txt"}),
        help_text=_("Ảnh chụp màn hình, PDF hoặc TXT; tối đa 10 tệp, mỗi tệp 20 MB."),
    )  # fmt: skip
    link = forms.CharField(
        label=_("Liên kết của đối tượng"), required=False, max_length=LONGEST_LINK,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Liên kết tới trang hoặc tài khoản; hệ thống đưa về một cách viết."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Không ghi họ tên, số điện thoại, số tài khoản ở đây."),
    )  # fmt: skip
    purpose = _purpose()


class PurposeForm(HouseForm):
    """What something is taken out for."""

    purpose = _purpose()


class PackForm(HouseForm):
    """What the pack says beyond the captures."""

    registrar = forms.CharField(
        label=_("Nhà đăng ký tên miền"), required=False, max_length=120,
        help_text=_("Theo tra cứu tại whois.vn hoặc nơi tương đương; để trống nếu chưa tra cứu."),
    )  # fmt: skip
    reference = forms.CharField(label=_("Tham chiếu"), required=False, max_length=60)
    kind = forms.ChoiceField(
        label=_("Tải về"), choices=[("zip", _("ZIP: mọi tệp và bảng kê")), ("pdf", _("PDF: bảng kê chứng cứ"))]
    )
    purpose = _purpose()

    def said(self) -> dict[str, Any]:
        """What was written, for `PackFacts`."""
        return {"registrar": self.cleaned_data["registrar"], "reference": self.cleaned_data["reference"]}
