"""The forms of bundles: shape only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.exchange.bundle import MOST_BYTES
from lachan.office.fields import HouseForm


class BundleForm(HouseForm):
    """The file that the operator's tool wrote."""

    file = forms.FileField(
        label=_("Gói kết quả (.lchb)"), widget=forms.FileInput(attrs={"class": "form-control", "accept": ".lchb"}),
        help_text=_("Tệp do lệnh lachan bundle make ghi ra. Gói chỉ có số đếm và số đã che, không có thuê bao nào."),
    )  # fmt: skip

    def clean_file(self) -> tuple[str, bytes]:
        """Name and content; nothing is read beyond the most that a bundle may have."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("Gói quá lớn, tối đa 16 MB."))
        return file.name, file.read()


class BundleFilterForm(HouseForm):
    """Which bundles the list shows."""

    q = forms.CharField(label=_("Tìm doanh nghiệp"), required=False, max_length=100)
