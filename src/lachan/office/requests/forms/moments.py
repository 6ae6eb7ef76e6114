"""A day and time as people type them."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MOMENT = "%d/%m/%Y %H:%M"


class MomentField(forms.CharField):
    """A day and time as typed; the zone stands in a box of its own."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20)
        attrs = {"placeholder": "dd/mm/yyyy hh:mm", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        """The moment without zone, None when the box is empty."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return datetime.strptime(text, MOMENT)  # noqa: DTZ007 - the zone is added by the form
        except ValueError:
            raise forms.ValidationError(_("Hãy ghi thời điểm dạng dd/mm/yyyy hh:mm, ví dụ 20/04/2026 14:05.")) from None
