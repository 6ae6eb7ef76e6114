"""The form of a result."""

from typing import Any, BinaryIO

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lachan.office.directives.actions.results import MOST, MOST_FILES, Done, countable
from lachan.office.directives.models import Duty
from lachan.office.directives.wording import said
from lachan.office.fields import DayField, HouseForm
from lachan.vietnam.duties import EvidenceKind


class FilesInput(forms.ClearableFileInput):
    """A box for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("allow_empty_file", True)  # the door for files says it in its own words
        kwargs.setdefault("widget", FilesInput(attrs={"accept": ".pdf,.docx,.xlsx,.jpg,.jpeg,.png,.webp"}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Each file by Django's own rules; none is an empty list."""
        return [super(FilesField, self).clean(one, initial) for one in data or [] if one]


class ResultForm(HouseForm):
    """One piece of work: when, what, the figures of the duty's indicators, the proof."""

    done_on = DayField(label=_("Ngày thực hiện"))
    text = forms.CharField(label=_("Nội dung kết quả"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    evidence_kind = forms.ChoiceField(label=_("Loại minh chứng"), required=False)
    link = forms.URLField(label=_("Đường dẫn (nếu đã đăng)"), required=False, max_length=500, assume_scheme="https")
    proof = FilesField(
        label=_("Tệp minh chứng"), required=False,
        help_text=format_lazy(
            _("PDF, DOCX, XLSX, JPG, PNG, WEBP; mỗi tệp tối đa 20 MB, nhiều nhất {n} tệp."), n=MOST_FILES
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, duty: Duty, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [EvidenceKind(code) for code in duty.evidence]
        kinds = [*own, *(kind for kind in EvidenceKind if kind not in own)]
        self.fields["evidence_kind"].choices = [("", "—"), *((kind.value, said(kind.wording)) for kind in kinds)]  # type: ignore[attr-defined]
        self.asked = countable(duty)
        for one in self.asked:
            self.fields[f"figure-{one.code}"] = forms.IntegerField(
                label=f"{one.code} {said(one.title)} ({said(one.unit)})", required=False, min_value=0, max_value=MOST,
                help_text=said(one.counting_rule), widget=forms.NumberInput(attrs={"class": "form-control"}),
            )  # fmt: skip

    @property
    def head_fields(self) -> list[forms.BoundField]:
        """The boxes above the figures."""
        return [self[name] for name in ("done_on", "text")]

    @property
    def figure_fields(self) -> list[forms.BoundField]:
        """The boxes of the figures."""
        return [self[f"figure-{one.code}"] for one in self.asked]

    @property
    def proof_fields(self) -> list[forms.BoundField]:
        """The boxes of the proof."""
        return [self[name] for name in ("evidence_kind", "link", "proof")]

    def done(self) -> Done:
        """What the valid form says; boxes left empty are no figures."""
        data = self.cleaned_data
        figures = {one.code: data[f"figure-{one.code}"] for one in self.asked}
        return Done(
            done_on=data["done_on"], text=data["text"], link=data["link"], evidence_kind=data["evidence_kind"],
            figures={code: value for code, value in figures.items() if value is not None},
        )  # fmt: skip

    def uploads(self) -> list[tuple[str, BinaryIO]]:
        """Names and contents of the files."""
        return [(file.name or "", file) for file in self.cleaned_data["proof"]]
