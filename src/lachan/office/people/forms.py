"""Forms of people and roles: shape only, the rules are in actions."""

from datetime import date
from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.office.fields import DayField, HouseForm
from lachan.office.people.actor import Actor
from lachan.office.people.models import Role
from lachan.office.people.permissions import administered_units, possible_deputies
from lachan.office.units.models import Unit


class UnitForm(HouseForm):
    """A form in which an administrator chooses one of the units in reach."""

    unit = forms.ModelChoiceField(label=_("Đơn vị"), queryset=Unit.objects.none())

    def __init__(self, *args: Any, actor: Actor, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = administered_units(actor, day).valid_on(day)  # type: ignore[attr-defined]


class PeopleFilterForm(UnitForm):
    """The filter of the list of people."""

    q = forms.CharField(label=_("Tìm theo tên, thư điện tử"), required=False)
    unit = forms.ModelChoiceField(
        label=_("Đơn vị"), queryset=Unit.objects.none(), required=False, empty_label=_("Tất cả")
    )
    role = forms.ChoiceField(label=_("Vai trò"), choices=[("", _("Tất cả")), *Role.choices], required=False)
    field_order = ["q", "unit", "role"]


class InvitationForm(UnitForm):
    """An invitation."""

    email = forms.EmailField(label=_("Thư điện tử công vụ"))
    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    role = forms.ChoiceField(label=_("Vai trò"), choices=[("", "—"), *Role.choices])
    title = forms.CharField(label=_("Chức vụ"), max_length=100, required=False)
    field_order = ["email", "full_name", "unit", "role", "title"]


class MembershipForm(UnitForm):
    """A role for somebody who has an account."""

    role = forms.ChoiceField(label=_("Vai trò"), choices=[("", "—"), *Role.choices])
    title = forms.CharField(label=_("Chức vụ"), max_length=100, required=False)
    valid_from = DayField(label=_("Từ ngày"))
    valid_to = DayField(label=_("Đến hết ngày (để trống nếu chưa biết)"), required=False)
    field_order = ["unit", "role", "title", "valid_from", "valid_to"]


class ReasonForm(HouseForm):
    """The reason of an act on somebody's account."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)


class PasswordForm(HouseForm):
    """A first password, typed twice."""

    password = forms.CharField(
        label=_("Mật khẩu"), strip=False, help_text=_("Ít nhất 12 ký tự; nên là một câu dễ nhớ, khó đoán."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label=_("Gõ lại mật khẩu"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean_again(self) -> str:
        """Both must be the same."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password", again):
            raise forms.ValidationError(_("Hai lần gõ không giống nhau."), code="different")
        return again


class DelegationForm(HouseForm):
    """A delegation: to whom, from when to when, on what ground."""

    deputy = forms.ChoiceField(label=_("Người ký thay"))
    valid_from = DayField(label=_("Từ ngày"))
    valid_to = DayField(label=_("Đến hết ngày"))
    basis = forms.CharField(
        label=_("Văn bản ủy quyền"), max_length=200, help_text=_("Số, ký hiệu, ngày của văn bản, ví dụ 12/UQ-SKHCN.")
    )

    def __init__(self, *args: Any, actor: Actor, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = possible_deputies(actor, day)
        choices = {f"{m.unit_id}-{m.person_id}": f"{m.person} – {m.unit}" for m in members}
        self.fields["deputy"].choices = [("", "—"), *choices.items()]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[int, int]:
        """Ids of the unit and of the deputy in it."""
        unit_id, _dash, deputy_id = self.cleaned_data["deputy"].partition("-")
        return int(unit_id), int(deputy_id)


class AddKeyForm(AddWebAuthnForm):
    """allauth's form of a new passkey, its name in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Tên khóa")


class EditKeyForm(EditWebAuthnForm):
    """allauth's form for another name of a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Tên khóa")
