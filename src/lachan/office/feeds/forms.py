"""The forms of sources: shape only, the rules are in the actions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.office.feeds.actions import SourceFacts
from lachan.office.feeds.models import SourceForm, Trust
from lachan.office.fields import HouseForm


class FeedSourceForm(HouseForm):
    """What is said of a source."""

    name = forms.CharField(label=_("Tên nguồn"), max_length=80)
    owner = forms.CharField(label=_("Của cơ quan, tổ chức"), max_length=200)
    licence = forms.CharField(
        label=_("Giấy phép, điều kiện dùng"), max_length=200,
        help_text=_("Chép đúng như nơi cấp ghi; chưa rõ thì hỏi trước khi dùng."),
    )  # fmt: skip
    form = forms.ChoiceField(label=_("Dạng"), choices=SourceForm.choices)
    address = forms.CharField(
        label=_("Địa chỉ"), max_length=1000, required=False,
        help_text=_("Bắt đầu bằng https:// hoặc http://. Để trống khi chỉ nhận tệp do cán bộ đưa lên."),
    )  # fmt: skip
    trust = forms.TypedChoiceField(label=_("Mức tin cậy"), choices=Trust.choices, coerce=int)
    every_hours = forms.IntegerField(label=_("Lấy lại sau, giờ"), min_value=1, max_value=720, initial=6)
    keep_days = forms.IntegerField(
        label=_("Mục còn giá trị, ngày"), min_value=1, max_value=730, initial=90,
        help_text=_("Tính từ ngày nguồn ghi; nguồn ghi ngày hết hạn thì theo ngày đó."),
    )  # fmt: skip

    def facts(self) -> SourceFacts:
        """What was sent, for the actions."""
        return SourceFacts(**self.cleaned_data)


class FeedFileForm(HouseForm):
    """A file of a source."""

    file = forms.FileField(label=_("Tệp của nguồn"), widget=forms.FileInput(attrs={"class": "form-control"}))
