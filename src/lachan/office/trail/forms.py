"""The filter of the trail: shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.office.trail.events import Event
from lachan.office.trail.queries import TrailFilter


def _day(label: Any) -> forms.DateField:
    attrs = {"class": "form-control", "placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off"}
    return forms.DateField(
        label=label,
        required=False,
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d/%m/%Y", attrs=attrs),
        error_messages={"invalid": _("Hãy ghi ngày dạng dd/mm/yyyy, ví dụ 20/04/2020.")},
    )


def _words(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=100, widget=forms.TextInput(attrs={"class": "form-control"})
    )


class TrailFilterForm(forms.Form):
    """Event, person, unit, and a period of days."""

    event = forms.ChoiceField(
        label=_("Việc"),
        required=False,
        choices=[("", _("Tất cả")), *Event.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    person = _words(_("Người thực hiện"))
    unit = _words(_("Đơn vị"))
    since = _day(_("Từ ngày"))
    until = _day(_("Đến hết ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """The period runs forward."""
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("Ngày cuối phải từ ngày đầu trở đi."))
        return data

    def wanted(self) -> TrailFilter:
        """The filter; for a form that is valid."""
        return TrailFilter(**self.cleaned_data)
