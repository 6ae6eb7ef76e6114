"""Forms of units: shape only, the rules are in checks and actions."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.office.fields import DayField, HouseForm
from lachan.office.units.models import Unit, UnitKind
from lachan.office.units.queries import lineage
from lachan.office.units.rows import UnitRow

MOST_UPLOAD = _("Tệp CSV hoặc XLSX, tối đa 2.000 dòng")


class UnitFilterForm(HouseForm):
    """Which units the list shows."""

    day = DayField(label=_("Có hiệu lực ngày"), required=False)
    kind = forms.ChoiceField(label=_("Loại"), required=False, choices=[("", _("Tất cả")), *UnitKind.choices])
    q = forms.CharField(label=_("Tên, mã đơn vị"), required=False, max_length=100)


class UnitChoice(forms.ModelChoiceField):
    """A unit, shown with the period in which it exists and chosen by key."""

    def label_from_instance(self, obj: Any) -> str:
        """The name with key and period."""
        return choice_label(obj)


class UnitChoices(forms.ModelMultipleChoiceField):
    """Several units, shown alike."""

    def label_from_instance(self, obj: Any) -> str:
        """The name with key and period."""
        return choice_label(obj)


def choice_label(unit: Unit) -> str:
    """A unit as a list of choices names it: same names at different times must not be confused."""
    end = f"{unit.valid_to:%d/%m/%Y}" if unit.valid_to else "…"
    return f"{unit.name} ({unit.key}; {unit.valid_from:%d/%m/%Y} – {end})"


class CorrectionForm(HouseForm):
    """What a correction of typing errors may touch."""

    name = forms.CharField(label=_("Tên đơn vị"), max_length=200)
    short_name = forms.CharField(label=_("Tên ngắn"), required=False, max_length=80)
    parent = UnitChoice(
        label=_("Đơn vị cấp trên"), required=False, queryset=Unit.objects.none(), to_field_name="key",
        empty_label=_("Không có"), error_messages={"invalid_choice": _("Hãy chọn một đơn vị trong danh sách.")},
    )  # fmt: skip
    symbol = forms.CharField(label=_("Ký hiệu trên văn bản"), required=False, max_length=30)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    area = forms.CharField(
        label=_("Địa bàn: mã xã, phường"), required=False, max_length=2000,
        help_text=_("Mã 5 chữ số, cách nhau bằng dấu phẩy; đơn vị có trước 01/07/2025 dùng mã huyện 3 chữ số."),
    )  # fmt: skip
    valid_from = DayField(label=_("Có hiệu lực từ ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Unit.objects.order_by("name", "valid_from")  # type: ignore[attr-defined]

    def row(self, *, key: str, kind: str) -> UnitRow:
        """What was typed, as a row."""
        data = self.cleaned_data
        return UnitRow(
            key=key,
            name=data["name"],
            kind=kind,
            valid_from=data["valid_from"],
            short_name=data["short_name"],
            parent=data["parent"].key if data["parent"] else "",
            symbol=data["symbol"],
            email=data["email"],
            area=tuple(data["area"].replace(",", " ").replace(";", " ").split()),
        )


class UnitForm(CorrectionForm):
    """A new unit."""

    key = forms.CharField(
        label=_("Mã"), max_length=80, help_text=_("Chữ thường không dấu, số và gạch nối; không đổi được về sau.")
    )
    kind = forms.ChoiceField(
        label=_("Loại"), choices=UnitKind.choices, help_text=_("Nhiệm vụ được giao theo loại; không đổi được về sau.")
    )
    field_order = ["name", "short_name", "key", "kind"]

    def new_row(self) -> UnitRow:
        """What was typed, as a row."""
        return self.row(key=self.cleaned_data["key"], kind=self.cleaned_data["kind"])


class EndForm(HouseForm):
    """The last day of a unit, and who takes over."""

    valid_to = DayField(label=_("Ngày hiệu lực cuối cùng"))
    successors = UnitChoices(
        label=_("Đơn vị kế thừa"), required=False, queryset=Unit.objects.none(), to_field_name="key",
        widget=forms.SelectMultiple(attrs={"size": 12}),
        help_text=_(
            "Nhận việc từ ngày kế tiếp. Chọn nhiều bằng Ctrl. "
            "Không có đơn vị kế thừa thì nhiệm vụ đang mở ở lại đơn vị này."
        ),
    )  # fmt: skip
    basis = forms.CharField(label=_("Căn cứ kế thừa"), required=False, max_length=300)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Unit.objects.exclude(pk=unit.pk).order_by("name", "valid_from")
        self.fields["successors"].queryset = others  # type: ignore[attr-defined]

    def end(self) -> tuple[date, tuple[str, ...], str]:
        """Last day, successors' keys, basis."""
        data = self.cleaned_data
        return data["valid_to"], tuple(unit.key for unit in data["successors"]), data["basis"]


class ImportForm(HouseForm):
    """The table to read."""

    file = forms.FileField(
        label=MOST_UPLOAD, allow_empty_file=True, widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"})
    )


def stored_description(unit: Unit) -> dict[str, Any]:
    """What a correction starts from."""
    described = {name: getattr(unit, name) for name in ("name", "short_name", "symbol", "email", "valid_from")}
    return described | {"parent": unit.parent, "area": ", ".join(unit.area)}


def stored_end(unit: Unit) -> dict[str, Any]:
    """What the form of an end starts from: the end that is stored, if there is one."""
    after = list(lineage(unit)[1])
    return {
        "valid_to": unit.valid_to,
        "successors": [one.successor.key for one in after],
        "basis": after[0].basis if after else "",
    }
