"""How the forms of every room look, how they show a refusal, and the date that people type."""

import re
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lachan.office.refusals import Refusal
from lachan.readers.errors import InputError
from lachan.vietnam.text import plain

_LUNAR = re.compile(r"\b(am lich|al|am|nham|quy|giap|at|binh|dinh|mau|ky|canh|tan)\b|\bmung\b|\bram\b")


class HouseForm(forms.Form):
    """A form in Bootstrap's dress that can show a refusal at the field it names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field.widget)

    def refuse(self, error: Refusal | InputError) -> None:
        """Put the sentence at the field that the refusal names, or above the form."""
        if isinstance(error, InputError):
            place = next((name for name in ("proof", "file") if name in self.fields), None)
            self.add_error(place, error.message(get_language() or "vi"))
        else:
            self.add_error(error.field if error.field in self.fields else None, str(error.sentence))


def dress(widget: forms.Widget) -> None:
    """Give a box Bootstrap's class, unless it has one."""
    if isinstance(widget, forms.CheckboxSelectMultiple):
        widget.attrs.setdefault("class", "choice-list")
    elif isinstance(widget, forms.CheckboxInput):
        widget.attrs.setdefault("class", "form-check-input")
    elif isinstance(widget, forms.Select):
        widget.attrs.setdefault("class", "form-select")
    elif not isinstance(widget, forms.HiddenInput):
        widget.attrs.setdefault("class", "form-control")


class DayField(forms.DateField):
    """A date of the solar calendar, typed as dd/mm/yyyy."""

    default_error_messages = {
        "invalid": _("Hãy ghi ngày dạng dd/mm/yyyy, ví dụ 20/04/2020."),
        "lunar": _("Đây có vẻ là ngày âm lịch. Hãy ghi ngày dương lịch dạng dd/mm/yyyy, ví dụ 20/04/2020."),
    }

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off"}
        kwargs.setdefault("widget", forms.DateInput(format="%d/%m/%Y", attrs=attrs))
        kwargs.setdefault("input_formats", ["%d/%m/%Y", "%Y-%m-%d"])
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """The date; words of the lunar calendar get their own answer."""
        if isinstance(value, str) and _LUNAR.search(plain(value)):
            raise forms.ValidationError(self.error_messages["lunar"], code="lunar")
        return super().to_python(value)
