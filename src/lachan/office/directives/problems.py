"""What is missing or doubtful in a directive before it is confirmed and issued, in sentences for the person at work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lachan.office.directives.content import DirectiveContent, DutyContent, GroupContent
from lachan.office.directives.models import Directive, Repeat
from lachan.office.directives.wording import said
from lachan.office.units.models import Unit
from lachan.vietnam.addressees import AddresseeGroup


class Weight(IntEnum):
    """What a problem stops."""

    WARNS = 0
    STOPS_ISSUE = 1
    STOPS_CONFIRM = 2


@dataclass(frozen=True)
class Problem:
    """One sentence; `anchor` is the id of the place in the check form."""

    weight: Weight
    sentence: str | Promise
    anchor: str = ""

    @property
    def stops(self) -> bool:
        """Whether it has to be mended before the directive is issued."""
        return self.weight > Weight.WARNS


def problems_of(content: DirectiveContent) -> list[Problem]:
    """Everything that can be said without looking at the units."""
    found = list(_head(content))
    if not any(group.duties for group in content.groups):
        found.append(
            Problem(Weight.STOPS_CONFIRM, _("Chưa có nội dung giao nào; hãy thêm nhóm và nội dung."), "groups")
        )
    for order, group in enumerate(content.groups, start=1):
        found += _group(order, group)
    return found


def _head(content: DirectiveContent) -> Iterable[Problem]:
    if not content.subject:
        yield Problem(Weight.STOPS_CONFIRM, _("Chưa có trích yếu."), "id_subject")
    if not content.issuer:
        yield Problem(Weight.STOPS_CONFIRM, _("Chưa có cơ quan ban hành."), "id_issuer")
    if content.blanks_as_given:
        return
    if not content.number:
        yield Problem(
            Weight.STOPS_ISSUE,
            _("Chưa có số văn bản; hãy ghi số, hoặc đánh dấu để trống đúng như văn bản gốc."),
            "id_number",
        )
    if content.dated is None:
        yield Problem(
            Weight.STOPS_ISSUE,
            _("Chưa có ngày văn bản; hãy ghi ngày, hoặc đánh dấu để trống đúng như văn bản gốc."),
            "id_dated",
        )


def _group(order: int, group: GroupContent) -> Iterable[Problem]:
    anchor = f"g{order}"
    if not group.addressee_groups:
        yield Problem(
            Weight.STOPS_CONFIRM, gettext("Nhóm %(n)d chưa chọn nhóm đơn vị nhận nhiệm vụ.") % {"n": order}, anchor
        )
    if not group.duties:
        yield Problem(Weight.STOPS_CONFIRM, gettext("Nhóm %(n)d chưa có nội dung giao.") % {"n": order}, anchor)
    for number, duty in enumerate(group.duties, start=1):
        yield from _duty(f"{order}.{number}", duty, f"{anchor}d{number}")


def _duty(code: str, duty: DutyContent, anchor: str) -> Iterable[Problem]:
    if not duty.text:
        yield Problem(Weight.STOPS_CONFIRM, gettext("Nội dung %(code)s để trống.") % {"code": code}, anchor)
    if not duty.indicators:
        yield Problem(
            Weight.WARNS, gettext("Nội dung %(code)s chưa có chỉ tiêu nào để đếm kết quả.") % {"code": code}, anchor
        )
    if duty.repeat != Repeat.NONE and duty.due_on is None and duty.due_working_days is None:
        yield Problem(
            Weight.WARNS,
            gettext("Nội dung %(code)s lặp lại định kỳ nhưng không có hạn trong kỳ.") % {"code": code},
            anchor,
        )


def problem_of_twins(twins: Iterable[Directive]) -> list[Problem]:
    """Directives with the same number, symbol and issuer: said, for a paper can be imported twice by mistake."""
    return [
        Problem(
            Weight.WARNS,
            gettext("Đã có văn bản cùng số, ký hiệu và cơ quan ban hành: %(what)s") % {"what": twin.subject},
        )
        for twin in twins
    ]


def problems_with_units(groups: Sequence[GroupContent], units: Mapping[str, Sequence[Unit]], on: date) -> list[Problem]:
    """Addressee groups (by code in `units`) that have no unit on the day: a duty would reach nobody."""
    return [
        Problem(
            Weight.STOPS_ISSUE,
            gettext(
                "Nhóm %(n)d giao cho “%(group)s”, nhưng không có đơn vị nào thuộc nhóm này có hiệu lực ngày %(day)s."
            )
            % {"n": order, "group": said(AddresseeGroup(code).wording), "day": f"{on:%d/%m/%Y}"},
            f"g{order}",
        )
        for order, group in enumerate(groups, start=1)
        for code in group.addressee_groups
        if not units.get(code)
    ]
