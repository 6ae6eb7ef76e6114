"""The form of a channel."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.office.channels.actions import ChannelWanted
from lachan.office.channels.models import ChannelKind, ChannelMode
from lachan.office.fields import HouseForm

_SECRET = {"autocomplete": "off", "spellcheck": "false"}


class ChannelForm(HouseForm):
    """A new channel, or one that is connected anew. Tokens are written and never shown again."""

    kind = forms.ChoiceField(label=_("Loại kênh"), choices=ChannelKind.choices)
    name = forms.CharField(label=_("Tên kênh"), max_length=120)
    mode = forms.ChoiceField(
        label=_("Cách đăng"), choices=ChannelMode.choices, initial=ChannelMode.BY_HAND,
        help_text=_("Chưa được nền tảng duyệt ứng dụng thì chọn cán bộ tự đăng: hệ thống soạn sẵn nội dung."),
    )  # fmt: skip
    address = forms.CharField(
        label=_("Mã trang, hoặc người nhận"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mã số của Trang hoặc Official Account; danh sách thư thì mỗi dòng một địa chỉ."),
    )  # fmt: skip
    app_id = forms.CharField(label=_("Mã ứng dụng"), max_length=60, required=False)
    secret = forms.CharField(
        label=_("Khóa bí mật của ứng dụng"), max_length=500, required=False, widget=forms.PasswordInput(attrs=_SECRET)
    )
    access = forms.CharField(
        label=_("Mã truy cập của Trang"), max_length=1000, required=False, widget=forms.PasswordInput(attrs=_SECRET)
    )
    refresh = forms.CharField(
        label=_("Mã làm mới của Zalo"), max_length=1000, required=False, widget=forms.PasswordInput(attrs=_SECRET),
        help_text=_("Chỉ dùng được một lần; hệ thống tự đổi và cất mã mới, được mã hóa."),
    )  # fmt: skip

    def wanted(self) -> ChannelWanted:
        """What was typed."""
        return ChannelWanted(**self.cleaned_data)
