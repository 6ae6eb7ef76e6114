"""The forms of tricks and advisories: shape only, the rules are in `content` and in the actions."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.advisories.content import (
    LONGEST_LINE,
    MOST_LINES,
    AdvisoryFacts,
    Said,
    TrickFacts,
    facts_of,
    form_field,
    trick_facts_of,
)
from lachan.office.advisories.models import (
    LONGEST_TITLE,
    AdvisoryVersion,
    Audience,
    Severity,
    Sureness,
    Trick,
    TrickState,
    VersionState,
    Way,
)
from lachan.office.fields import DayField, HouseForm
from lachan.office.units.forms import UnitChoices
from lachan.office.units.models import Unit, UnitKind

USUAL_DAYS = 30
_LABELS = {
    "signs": _("Dấu hiệu, mỗi dòng một"),
    "script": _("Kẻ gian nói, mỗi dòng một"),
    "say": _("Hãy trả lời, mỗi dòng một"),
    "what_to_do": _("Việc cần làm, mỗi dòng một"),
    "advice": _("Lời khuyên, mỗi dòng một"),
}
_ENGLISH = {
    "title": _("Tên, tiếng Anh"),
    "key_line": _("Câu cần nhớ, tiếng Anh"),
    "signs": _("Dấu hiệu, tiếng Anh"),
    "script": _("Kẻ gian nói, tiếng Anh"),
    "say": _("Hãy trả lời, tiếng Anh"),
    "what_to_do": _("Việc cần làm, tiếng Anh"),
    "advice": _("Lời khuyên, tiếng Anh"),
}


def _line(label: Any, most: int, *, required: bool, lang: str, help_text: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", "lang": lang})
    return forms.CharField(label=label, max_length=most, required=required, widget=widget, help_text=help_text)


def _lines(label: Any, name: str, *, required: bool, lang: str) -> forms.CharField:
    rows = 4 if name in ("signs", "what_to_do") else 2
    return forms.CharField(
        label=label, max_length=MOST_LINES[name] * (LONGEST_LINE + 2), required=required,
        widget=forms.Textarea(attrs={"rows": rows, "lang": lang}),
        help_text=_("Tối đa %(n)d dòng.") % {"n": MOST_LINES[name]} if lang == "vi" else "",
    )  # fmt: skip


class TextForm(HouseForm):
    """The two texts that tricks and advisories share."""

    title = _line(_("Tên cách lừa"), LONGEST_TITLE, required=True, lang="vi")
    key_line = _line(
        _("Câu cần nhớ"), LONGEST_LINE, required=True, lang="vi",
        help_text=_("Một câu ngắn. Câu này lên áp phích và được đọc hai lần trên loa."),
    )  # fmt: skip
    signs = _lines(_LABELS["signs"], "signs", required=True, lang="vi")
    script = _lines(_LABELS["script"], "script", required=False, lang="vi")
    say = _lines(_LABELS["say"], "say", required=False, lang="vi")
    what_to_do = _lines(_LABELS["what_to_do"], "what_to_do", required=True, lang="vi")
    advice = _lines(_LABELS["advice"], "advice", required=False, lang="vi")
    en_title = _line(_ENGLISH["title"], LONGEST_TITLE, required=False, lang="en")
    en_key_line = _line(_ENGLISH["key_line"], LONGEST_LINE, required=False, lang="en")
    en_signs = _lines(_ENGLISH["signs"], "signs", required=False, lang="en")
    en_script = _lines(_ENGLISH["script"], "script", required=False, lang="en")
    en_say = _lines(_ENGLISH["say"], "say", required=False, lang="en")
    en_what_to_do = _lines(_ENGLISH["what_to_do"], "what_to_do", required=False, lang="en")
    en_advice = _lines(_ENGLISH["advice"], "advice", required=False, lang="en")

    def said(self, language: str) -> Said:
        """What was typed in a language."""
        data = self.cleaned_data
        lists = {name: tuple(data[form_field(language, name)].splitlines()) for name in MOST_LINES}
        return Said(
            title=data[form_field(language, "title")], key_line=data[form_field(language, "key_line")], **lists
        )  # fmt: skip


class AdvisoryForm(TextForm):
    """Everything that an advisory says."""

    audiences = forms.MultipleChoiceField(
        label=_("Dành cho"), choices=Audience.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    area = UnitChoices(
        label=_("Địa bàn (không chọn: toàn tỉnh)"), queryset=Unit.objects.none(), to_field_name="key", required=False,
        widget=forms.SelectMultiple(attrs={"size": 6, "class": "form-select"}),
        help_text=_("Giữ phím Ctrl để chọn nhiều đơn vị."),
        error_messages={"invalid_choice": _("Hãy chọn các đơn vị trong danh sách.")},
    )  # fmt: skip
    until = DayField(label=_("Công bố đến hết ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        local = Unit.objects.filter(kind__in=(UnitKind.COMMUNE_OFFICE, UnitKind.DISTRICT_OFFICE))
        self.fields["area"].queryset = local.valid_on(timezone.localdate())  # type: ignore[attr-defined]

    def facts(self) -> AdvisoryFacts:
        """What was typed."""
        data = self.cleaned_data
        return AdvisoryFacts(
            vietnamese=self.said("vi"), english=self.said("en"), audiences=tuple(data["audiences"]),
            area=tuple(data["area"]), until=data["until"],
        )  # fmt: skip


class TrickForm(TextForm):
    """Everything that an entry of the catalogue says."""

    variants = forms.CharField(
        label=_("Biến thể, mỗi dòng một"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    audiences = forms.MultipleChoiceField(
        label=_("Nhắm tới"), choices=Audience.choices, widget=forms.CheckboxSelectMultiple
    )
    ways = forms.MultipleChoiceField(
        label=_("Đường tiếp cận"), choices=Way.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    severity = forms.ChoiceField(label=_("Mức thiệt hại"), choices=Severity.choices, initial=Severity.MEDIUM)
    first_seen = DayField(label=_("Thấy lần đầu, muộn nhất ngày"))
    sureness = forms.ChoiceField(label=_("Độ chắc chắn"), choices=Sureness.choices, initial=Sureness.CASES)
    sources = forms.CharField(
        label=_("Nguồn"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    valid_from = DayField(label=_("Dùng từ ngày"))
    valid_to = DayField(label=_("Đến hết ngày"), required=False)

    def facts(self) -> TrickFacts:
        """What was typed."""
        data = self.cleaned_data
        return TrickFacts(
            vietnamese=self.said("vi"), english=self.said("en"), variants=tuple(data["variants"].splitlines()),
            audiences=tuple(data["audiences"]), ways=tuple(data["ways"]), severity=data["severity"],
            first_seen=data["first_seen"], sureness=data["sureness"], sources=data["sources"],
            valid_from=data["valid_from"], valid_to=data["valid_to"],
        )  # fmt: skip


def as_typed(said: Said, language: str) -> dict[str, Any]:
    """A text as the boxes of the form hold it."""
    return {
        form_field(language, name): value if isinstance(value, str) else "\n".join(value)
        for name, value in vars(said).items()
    }


def from_version(version: AdvisoryVersion) -> dict[str, Any]:
    """The form's first values for a draft that is changed."""
    facts = facts_of(version)
    typed = as_typed(facts.vietnamese, "vi") | as_typed(facts.english, "en")
    return typed | {
        "audiences": list(facts.audiences), "area": [unit.key for unit in facts.area], "until": facts.until,
    }  # fmt: skip


def from_trick(trick: Trick) -> dict[str, Any]:
    """The form's first values for an advisory about a trick."""
    facts = trick_facts_of(trick)
    typed = as_typed(facts.vietnamese, "vi") | as_typed(facts.english, "en")
    return typed | {"audiences": list(facts.audiences), "until": usual_end()}


def trick_as_written(trick: Trick) -> dict[str, Any]:
    """The form's first values for an entry of the catalogue that is changed."""
    facts = trick_facts_of(trick)
    typed = as_typed(facts.vietnamese, "vi") | as_typed(facts.english, "en")
    rest = {name: value for name, value in vars(facts).items() if name not in ("vietnamese", "english")}
    return typed | rest | {"variants": "\n".join(facts.variants)}


def usual_end() -> Any:
    """A month from today."""
    return timezone.localdate() + timedelta(days=USUAL_DAYS)


class AdvisoryFilterForm(HouseForm):
    """Which advisories the list shows."""

    q = forms.CharField(label=_("Tìm số, tên cảnh báo"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("Trạng thái"), required=False, choices=[("", _("Tất cả")), *VersionState.choices]
    )  # fmt: skip


class TrickFilterForm(HouseForm):
    """Which tricks the catalogue shows."""

    q = forms.CharField(label=_("Tìm thủ đoạn"), required=False, max_length=100)
    audience = forms.ChoiceField(
        label=_("Nhắm tới"), required=False, choices=[("", _("Tất cả")), *Audience.choices]
    )  # fmt: skip
    state = forms.ChoiceField(
        label=_("Trạng thái"), required=False, choices=[("", _("Tất cả, trừ không dùng nữa")), *TrickState.choices]
    )


class CheckForm(HouseForm):
    """With what a text was compared."""

    seen = forms.CharField(widget=forms.HiddenInput(), max_length=64)
    note = forms.CharField(
        label=_("Đã đối chiếu với"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ví dụ: công văn của công an tỉnh, số và ngày; hồ sơ vụ việc; trang chính thức."),
    )  # fmt: skip


class WhyForm(HouseForm):
    """A reason."""

    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class ReviewForm(HouseForm):
    """Who looked at an entry of the catalogue."""

    reviewers = forms.CharField(label=_("Người rà soát (họ tên, đơn vị)"), max_length=200)


class TieForm(HouseForm):
    """The trick that a case is of."""

    trick = forms.ModelChoiceField(
        label=_("Thủ đoạn"), queryset=Trick.objects.exclude(state=TrickState.RETIRED), empty_label=_("Hãy chọn")
    )
