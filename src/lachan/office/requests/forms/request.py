"""The form of a request: its boxes follow the kind, and the choices the asking unit."""

from datetime import datetime, timedelta, timezone
from typing import Any, BinaryIO

from django import forms
from django.utils.translation import gettext_lazy as _

from lachan.office.directives.wording import said
from lachan.office.fields import DayField, HouseForm
from lachan.office.people.actor import Actor
from lachan.office.people.models import Membership, Person, Role
from lachan.office.requests.actions.drafts import Wanted, cases_to_refer_to
from lachan.office.requests.actions.reading import Revealed
from lachan.office.requests.forms.moments import MOMENT, MomentField
from lachan.office.requests.models import AgencyRequest, InvestigatorKey, Secrecy
from lachan.office.requests.permissions import BODIES, body_of
from lachan.office.units.models import Unit
from lachan.vietnam.request_checks import HOLDERS, NAMES, Identifier
from lachan.vietnam.requests_law import GROUNDS, KINDS, MOST_LETTER_DAYS, data_for
from lachan.vietnam.zone import VIETNAM

CALLED = "called"  # beside the numbers that were shown; in a box of its own
ZONES = [("+7", "UTC+7 (Việt Nam)"), ("+8", "UTC+8"), ("+9", "UTC+9"), ("+0", "UTC")]


class RequestForm(HouseForm):
    """Everything that a request must say; which boxes there are follows its kind."""

    asked_unit = forms.ModelChoiceField(label=_("Đơn vị được yêu cầu"), queryset=Unit.objects.none())
    ground = forms.ChoiceField(label=_("Căn cứ pháp lý"))
    letter_number = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=60)
    letter = forms.FileField(
        label=_("Tệp văn bản (để đối chiếu số; hệ thống không lưu tệp)"), required=False, allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.docx,.pdf"}),
    )  # fmt: skip
    letter_on = DayField(label=_("Ngày văn bản"))
    letter_signer = forms.ModelChoiceField(label=_("Người ký văn bản"), queryset=Person.objects.none())
    letter_title = forms.CharField(label=_("Chức vụ người ký"), max_length=100)
    case = forms.ChoiceField(label=_("Vụ việc trên hệ thống"), required=False)
    case_reference = forms.CharField(
        label=_("Số hồ sơ, vụ việc"), max_length=100,
        help_text=_("Chỉ ghi số hồ sơ, không ghi tên hoặc số điện thoại của ai."),
    )  # fmt: skip
    identifier_kind = forms.ChoiceField(label=_("Loại đối tượng"))
    identifiers = forms.CharField(
        label=_("Đối tượng, mỗi dòng một"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Với địa chỉ IP, ghi cổng sau dấu cách, ví dụ “113.160.0.1 40123”."),
    )  # fmt: skip
    called = forms.CharField(
        label=_("Số bị gọi, mỗi dòng một"), max_length=20_000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Giúp doanh nghiệp tìm đúng cuộc gọi. Được mã hóa khi lưu."),
    )  # fmt: skip
    since = MomentField(label=_("Từ thời điểm"))
    until = MomentField(label=_("Đến thời điểm"))
    zone = forms.ChoiceField(label=_("Múi giờ"), choices=ZONES)
    data_kinds = forms.MultipleChoiceField(label=_("Dữ liệu cần cung cấp"), widget=forms.CheckboxSelectMultiple)
    seizure_order = forms.CharField(label=_("Số lệnh thu giữ"), max_length=60, required=False)
    letter_days = forms.IntegerField(
        label=_("Số ngày làm việc theo văn bản"), required=False, min_value=1, max_value=MOST_LETTER_DAYS,
        help_text=_("Để trống khi luật đã định số giờ trả lời."),
    )  # fmt: skip
    urgent = forms.BooleanField(label=_("Khẩn cấp"), required=False)
    secrecy = forms.ChoiceField(label=_("Mức độ"), choices=Secrecy.choices)
    recipient_key = forms.ModelChoiceField(
        label=_("Người nhận gói kết quả"), queryset=InvestigatorKey.objects.none(), required=False
    )
    reason = forms.CharField(
        label=_("Lý do, mục đích"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Được mã hóa khi lưu."),
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, unit: Unit, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.law, asker = kind, KINDS[kind], body_of(unit)
        kinds = [unit_kind for unit_kind, body in BODIES.items() if body in self.law.asked_by(asker)]
        self._rows("asked_unit", Unit.objects.filter(kind__in=kinds, valid_to__isnull=True).exclude(pk=unit.pk))
        signers = Membership.objects.filter(unit=unit).exclude(role=Role.ADMINISTRATOR).order_by().values("person")
        self._rows("letter_signer", Person.objects.filter(pk__in=signers))
        good = InvestigatorKey.objects.filter(unit=unit, verified_at__isnull=False, revoked_at__isnull=True)
        self._rows("recipient_key", good.select_related("owner"))
        grounds = [one for one in GROUNDS.values() if one.clock(kind, asker) is not None]
        self._choices("ground", [(one.code, _ground_label(one.code)) for one in reversed(grounds)])
        self._choices("identifier_kind", [(code, said(NAMES[code])) for code in self.law.identifiers if code != CALLED])
        self._choices("data_kinds", [(one.code, said(one.wording)) for one in data_for(kind, asker)])
        self._choices("case", [("", "—"), *((str(one.pk), str(one)) for one in cases_to_refer_to(actor))])
        if not self.law.widest_days:
            for name in ("since", "until", "zone"):
                del self.fields[name]
        if CALLED not in self.law.identifiers:
            del self.fields["called"]
        if HOLDERS in self.law.data_kinds:  # asking for nothing but them names nobody: the checks look at that
            for name in ("identifiers", "since", "until"):
                self.fields[name].required = False
            self.fields["identifiers"].help_text = _("Để trống khi chỉ hỏi chủ thể đứng tên nhiều thuê bao.")
        if not any(one.seizure for one in grounds):
            del self.fields["seizure_order"]

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _rows(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What the valid form says."""
        data = self.cleaned_data
        return Wanted(
            kind=self.kind, ground=data["ground"], asked_unit_id=data["asked_unit"].pk,
            letter_number=data["letter_number"], letter_on=data["letter_on"],
            letter_signer_id=data["letter_signer"].pk, letter_title=data["letter_title"],
            case_id=int(data["case"]) if data["case"] else None, case_reference=data["case_reference"],
            items=self._items(), data_kinds=tuple(data["data_kinds"]), reason=data["reason"],
            secrecy=data["secrecy"], urgent=data["urgent"], letter_days=data["letter_days"],
            seizure_order=data.get("seizure_order", ""),
            recipient_key_id=data["recipient_key"].pk if data["recipient_key"] else None,
        )  # fmt: skip

    def _items(self) -> tuple[Identifier, ...]:
        data = self.cleaned_data
        zone = timezone(timedelta(hours=int(data.get("zone", "+7"))))
        since, until = (data.get(name) and data[name].replace(tzinfo=zone) for name in ("since", "until"))
        found = []
        for line in (line.strip() for line in data["identifiers"].splitlines() if line.strip()):
            value, port = line, None
            if data["identifier_kind"] == "address" and len(line.split()) == 2:
                value, typed = line.split()
                port = int(typed) if typed.isdecimal() and len(typed) < 9 else -1
            found.append(Identifier(data["identifier_kind"], value, port, since, until))
        called = (line.strip() for line in data.get("called", "").splitlines() if line.strip())
        return (*found, *(Identifier(CALLED, value, None, since, until) for value in called))

    def paper(self) -> tuple[str, BinaryIO] | None:
        """Name and content of the letter's file, if one was given."""
        file = self.cleaned_data.get("letter")
        return (file.name, file) if file else None


def _ground_label(code: str) -> str:
    ground = GROUNDS[code]
    since = f"{ground.since:%d/%m/%Y}" + (f" – {ground.until:%d/%m/%Y}" if ground.until else "")
    mark = "" if ground.sure else f" – {_('chưa chắc chắn')}"
    in_force = _("hiệu lực từ %(day)s") % {"day": since}
    return f"{said(ground.wording)} ({in_force}){mark}"


def initial_of(request: AgencyRequest, shown: Revealed) -> dict[str, Any]:
    """The form's values of a stored request, for whoever changes it."""
    first = shown.items[0] if shown.items else None
    lines = [f"{one.value} {one.port}" if one.port else one.value for one in shown.items if one.kind != CALLED]
    starts = [one.since for one in shown.items if one.since is not None]
    ends = [one.until for one in shown.items if one.until is not None]
    return {
        "asked_unit": request.asked_unit_id, "ground": request.ground, "letter_number": request.letter_number,
        "letter_on": request.letter_on, "letter_signer": request.letter_signer_id,
        "letter_title": request.letter_title, "case": str(request.case_id or ""),
        "case_reference": request.case_reference, "identifier_kind": first.kind if first else "",
        "identifiers": "\n".join(lines), "called": "\n".join(one.value for one in shown.items if one.kind == CALLED),
        "since": _local(min(starts, default=None)), "until": _local(max(ends, default=None)),
        "zone": "+7", "data_kinds": request.data_kinds, "seizure_order": request.seizure_order,
        "letter_days": request.letter_days, "urgent": request.urgent, "secrecy": request.secrecy,
        "recipient_key": request.recipient_key_id, "reason": shown.reason, "version": request.version,
    }  # fmt: skip


def _local(moment: datetime | None) -> str:
    return moment.astimezone(VIETNAM).strftime(MOMENT) if moment else ""
