"""The check form: the head of a directive, its groups and their duties, all in one form that works without script."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lachan.office.directives.content import HEAD, DirectiveContent, DutyContent, GroupContent
from lachan.office.directives.edits import MOST_DUTIES, MOST_GROUPS
from lachan.office.directives.forms.look import LinesField
from lachan.office.directives.models import Repeat
from lachan.office.directives.wording import said
from lachan.office.fields import DayField, HouseForm
from lachan.vietnam.addressees import AddresseeGroup
from lachan.vietnam.duties import ANNEX_TITLES, INDICATORS, EvidenceKind


class DueRule(models.TextChoices):
    """How a duty's due date is said."""

    ON_REQUEST = "on_request", _("Khi có yêu cầu")
    DATE = "date", _("Ngày ấn định")
    WORKING_DAYS = "working_days", _("Số ngày làm việc kể từ ngày giao")


class HeadForm(HouseForm):
    """Everything above and below the duties."""

    issuer_parent = forms.CharField(label=_("Cơ quan chủ quản"), max_length=200, required=False)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200, required=False)
    number = forms.CharField(label=_("Số"), max_length=11, required=False)
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=30, required=False)
    place = forms.CharField(label=_("Địa danh"), max_length=80, required=False)
    dated = DayField(label=_("Ngày văn bản"), required=False)
    date_text = forms.CharField(label=_("Ngày ghi trên văn bản"), max_length=80, required=False)
    blanks_as_given = forms.BooleanField(label=_("Để trống số, ngày đúng như văn bản gốc"), required=False)
    subject = forms.CharField(
        label=_("Trích yếu"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    legal_grounds = LinesField(label=_("Căn cứ (mỗi dòng một căn cứ)"), rows=4)
    addressees = LinesField(label=_("Kính gửi (mỗi dòng một nơi)"))
    recipients = LinesField(label=_("Nơi nhận (mỗi dòng một nơi)"), rows=4)
    signer_title = forms.CharField(label=_("Chức vụ người ký"), max_length=120, required=False)
    signer_name = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    reporting_rule = forms.CharField(
        label=_("Chế độ báo cáo"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class GroupForm(HouseForm):
    """One numbered section."""

    title = forms.CharField(
        label=_("Tên nhóm"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    addressee_groups = forms.MultipleChoiceField(
        label=_("Giao cho"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(one.value, said(one.wording)) for one in AddresseeGroup],
    )  # fmt: skip
    duties = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_DUTIES)


class DutyForm(HouseForm):
    """One duty."""

    text = forms.CharField(label=_("Nội dung"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    due_rule = forms.ChoiceField(label=_("Thời hạn"), choices=DueRule.choices)
    due_on = DayField(label=_("Ngày"), required=False)
    due_working_days = forms.IntegerField(label=_("Số ngày"), required=False, min_value=1, max_value=250)
    repeat = forms.ChoiceField(label=_("Định kỳ"), choices=Repeat.choices)
    evidence = forms.MultipleChoiceField(
        label=_("Minh chứng"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(one.value, said(one.wording)) for one in EvidenceKind],
    )  # fmt: skip
    indicators = forms.MultipleChoiceField(
        label=_("Chỉ tiêu"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=lambda: [
            (said(title), [(one.code, f"{one.code} {said(one.title)}") for one in INDICATORS if one.annex == annex])
            for annex, title in ANNEX_TITLES.items()
        ],
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The rule chosen asks for its own box, and empties the other."""
        data = super().clean() or self.cleaned_data
        rule = data.get("due_rule")
        if rule == DueRule.DATE and not data.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Hãy ghi ngày hạn dạng dd/mm/yyyy."))
        if rule == DueRule.WORKING_DAYS and not data.get("due_working_days") and "due_working_days" not in self.errors:
            self.add_error("due_working_days", _("Hãy ghi số ngày làm việc."))
        if rule != DueRule.DATE:
            data["due_on"] = None
        if rule != DueRule.WORKING_DAYS:
            data["due_working_days"] = None
        return data


@dataclass(frozen=True)
class GroupPart:
    """One group of the form with its duties; numbers count from 1."""

    number: int
    form: GroupForm
    duties: list[tuple[int, DutyForm]]


class CheckForm:
    """The forms of the whole page, from the stored content or from what a browser sent."""

    def __init__(self, content: DirectiveContent | None = None, data: QueryDict | None = None) -> None:
        head = {name: getattr(content, name) for name in HEAD} if content else None
        self.head = HeadForm(data, initial=head)
        self.groups = _sent(data) if data is not None else _stored(content or DirectiveContent())

    @property
    def forms(self) -> list[HouseForm]:
        """All forms of the page."""
        duties = [form for group in self.groups for _number, form in group.duties]
        return [self.head, *(group.form for group in self.groups), *duties]

    def is_valid(self) -> bool:
        """Whether every part has the right shape; all parts are looked at."""
        return not [form for form in self.forms if not form.is_valid()]

    @property
    def errors(self) -> list[tuple[str, str | Promise, str | Promise]]:
        """(id of the box, its label, sentence) of everything that is wrong, for the summary above the form."""
        return [
            (form[name].id_for_label, form[name].label, str(e)) if name in form.fields else ("", "", str(e))
            for form in self.forms
            if form.is_bound
            for name, errors in form.errors.items()
            for e in errors
        ]

    def content(self) -> DirectiveContent:
        """What the valid form says."""
        return DirectiveContent(
            **self.head.cleaned_data,
            groups=tuple(
                GroupContent(
                    title=group.form.cleaned_data["title"],
                    addressee_groups=tuple(group.form.cleaned_data["addressee_groups"]),
                    duties=tuple(_duty(form) for _number, form in group.duties),
                )
                for group in self.groups
            ),
        )


def _duty(form: DutyForm) -> DutyContent:
    data = form.cleaned_data
    return DutyContent(
        text=data["text"],
        evidence=tuple(data["evidence"]),
        indicators=tuple(data["indicators"]),
        due_on=data["due_on"],
        due_working_days=data["due_working_days"],
        repeat=data["repeat"],
    )


def _stored(content: DirectiveContent) -> list[GroupPart]:
    return [
        GroupPart(
            number,
            GroupForm(
                prefix=f"g{number}",
                initial={
                    "title": group.title, "addressee_groups": group.addressee_groups, "duties": len(group.duties)
                },
            ),
            [
                (n, DutyForm(prefix=f"g{number}d{n}", initial=_initial(duty)))
                for n, duty in enumerate(group.duties, start=1)
            ],
        )
        for number, group in enumerate(content.groups, start=1)
    ]  # fmt: skip


def _initial(duty: DutyContent) -> dict[str, Any]:
    rule = DueRule.DATE if duty.due_on else DueRule.WORKING_DAYS if duty.due_working_days else DueRule.ON_REQUEST
    return {
        "text": duty.text, "evidence": duty.evidence, "indicators": duty.indicators, "due_rule": rule,
        "due_on": duty.due_on, "due_working_days": duty.due_working_days, "repeat": duty.repeat,
    }  # fmt: skip


def _sent(data: QueryDict) -> list[GroupPart]:
    """The groups and duties that the hidden counts announce, within what a directive may hold."""
    return [
        GroupPart(
            number,
            GroupForm(data, prefix=f"g{number}"),
            [
                (n, DutyForm(data, prefix=f"g{number}d{n}"))
                for n in range(1, _counted(data, f"g{number}-duties", MOST_DUTIES) + 1)
            ],
        )
        for number in range(1, _counted(data, "groups", MOST_GROUPS) + 1)
    ]


def _counted(data: QueryDict, name: str, most: int) -> int:
    said_count = data.get(name, "")
    return min(int(said_count), most) if said_count.isdecimal() and len(said_count) < 4 else 0
