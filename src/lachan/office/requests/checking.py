"""Whether a request may go out as it stands: law in force on the letter's date, width, identifiers, signer, key."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lachan.office.people.models import Person
from lachan.office.refusals import NotRight
from lachan.office.requests.models import InvestigatorKey
from lachan.office.requests.permissions import body_of, could_sign
from lachan.office.units.models import Unit
from lachan.vietnam.request_checks import Identifier, Problem, problems_of_data, problems_of_items
from lachan.vietnam.request_clock import ClockError, rule_of
from lachan.vietnam.requests_law import GROUNDS, KINDS

SEALED_KINDS = frozenset({"identify", "verify_owner", "inspect"})
"""Kinds whose answer is data about a person, and so comes back as a sealed package only."""


def check_ground(
    *, kind: str, ground: str, asking: Unit, asked: Unit, urgent: bool, letter_days: int | None, letter_on: date
) -> None:
    """Who may ask whom, on a ground that was in force on the letter's date, with a clock that fits it."""
    law = KINDS.get(kind)
    if law is None or not law.may_ask(body_of(asking), body_of(asked)):
        raise NotRight(
            "not_between_these",
            _("%(asking)s không được gửi loại yêu cầu này cho %(asked)s.") % {"asking": asking, "asked": asked},
            field="asked_unit",
        )
    if ground not in GROUNDS or not GROUNDS[ground].in_force(letter_on):
        raise NotRight(
            "ground_not_in_force", _("Căn cứ pháp lý này không có hiệu lực vào ngày của văn bản."), field="ground"
        )
    try:
        rule_of(kind, ground, body_of(asking), urgent=urgent, letter_days=letter_days)
    except ClockError as no:
        fields = {"no_urgent_time": "urgent", "ground_not_for_kind": "ground"}
        raise NotRight(no.code, _said(no), field=fields.get(no.code, "letter_days")) from no


def check_items(kind: str, items: Sequence[Identifier], data_kinds: Sequence[str], now: datetime) -> None:
    """Exact identifiers and closed, narrow ranges of time; the first thing wrong is said."""
    _refuse_first(problems_of_items(KINDS[kind], items, data_kinds=data_kinds, now=now))


def check_data(kind: str, asking: Unit, ground: str, data_kinds: Sequence[str], seizure_order: str) -> None:
    """Only data that the asking body may ask for; content by an order of seizure alone."""
    _refuse_first(problems_of_data(kind, body_of(asking), ground, data_kinds, seizure_order))


def check_signer(signer: Person, unit: Unit, letter_on: date, now: datetime) -> None:
    """The letter's signer had authority on its date, and the date is not to come."""
    if letter_on > timezone.localdate(now):
        raise NotRight("letter_from_the_future", _("Ngày văn bản không được sau hôm nay."), field="letter_on")
    if not could_sign(signer, unit, letter_on):
        raise NotRight(
            "signer_without_authority",
            _("%(who)s không phải lãnh đạo, cũng không được ủy quyền ký của cơ quan yêu cầu vào ngày văn bản.")
            % {"who": signer},
            field="letter_signer",
        )


def check_recipient(kind: str, key: InvestigatorKey | None, unit: Unit) -> None:
    """Where the answer is sealed: to a verified key of somebody in the asking unit."""
    if kind in SEALED_KINDS and key is None:
        raise NotRight(
            "recipient_missing", _("Hãy chọn người nhận kết quả có khóa đã xác nhận."), field="recipient_key"
        )
    if key is not None and not (key.is_good and key.unit_id == unit.pk):
        raise NotRight(
            "key_not_verified",
            _("Khóa của người nhận chưa được người thứ hai xác nhận, hoặc đã bị thu hồi."),
            field="recipient_key",
        )


def _refuse_first(problems: list[Problem]) -> None:
    if problems:
        first = problems[0]
        raise NotRight(first.code, first.wording.in_language(get_language() or "vi"), field=first.field)


def _said(no: ClockError) -> str:
    return no.wording.in_language(get_language() or "vi")
