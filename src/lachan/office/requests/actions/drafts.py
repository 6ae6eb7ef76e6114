"""A request is drafted, changed while it is not approved, and given to the leader."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.cases.models import Case
from lachan.office.cases.permissions import visible_cases
from lachan.office.people.actor import Actor
from lachan.office.people.models import Person
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.requests.actions.announce import announce, approvers
from lachan.office.requests.checking import check_data, check_ground, check_items, check_recipient, check_signer
from lachan.office.requests.content import digest_of
from lachan.office.requests.letters import read_letter
from lachan.office.requests.models import AgencyRequest, InvestigatorKey, RequestItem, RequestState
from lachan.office.requests.permissions import (
    access_request,
    may_write,
    require_two_factors,
    units_to_ask_for,
)
from lachan.office.requests.policies import RequestMove, state_after
from lachan.office.requests.refused import tried
from lachan.office.requests.sealing import blind_value, identifier_of, masked, seal_field, seal_item
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.office.units.models import Unit
from lachan.vietnam.request_checks import Identifier, same_letter_number, usual_writing
from lachan.vietnam.text import plain


@dataclass(frozen=True)
class Wanted:
    """What a person typed into the form of a request."""

    kind: str
    ground: str
    asked_unit_id: int
    letter_number: str
    letter_on: date
    letter_signer_id: int
    letter_title: str
    case_reference: str
    items: tuple[Identifier, ...]
    data_kinds: tuple[str, ...]
    reason: str
    case_id: int | None = None
    secrecy: str = "normal"
    urgent: bool = False
    letter_days: int | None = None
    seizure_order: str = ""
    recipient_key_id: int | None = None


@tried
def draft_request(
    *, unit_id: int, wanted: Wanted, letter: tuple[str, BinaryIO] | None = None, actor: Actor, now: datetime
) -> AgencyRequest:
    """A new draft in the name of the asking unit, with its number of the year."""
    unit = next((one for one in units_to_ask_for(actor) if one.pk == unit_id), None)
    require(unit is not None)
    assert unit is not None
    request = AgencyRequest(number=_next_number(unit, now), asking_unit=unit)
    return _keep(request, wanted, letter, actor, now)


@tried
def change_request(
    *,
    request_id: int,
    version: int,
    wanted: Wanted,
    letter: tuple[str, BinaryIO] | None = None,
    actor: Actor,
    now: datetime,
) -> AgencyRequest:
    """Change a request that is not approved; one that was submitted is a draft again, and who changes it its author."""
    request = access_request(actor, request_id, lock=True)
    require(may_write(actor, request))
    state_after(request, RequestMove.SAVE)
    if request.version != version:
        raise NotNow("changed_meanwhile", _("Người khác đã sửa yêu cầu này sau khi bạn mở. Hãy mở lại rồi sửa."))
    return _keep(request, wanted, letter, actor, now)


def _keep(
    request: AgencyRequest, wanted: Wanted, letter: tuple[str, BinaryIO] | None, actor: Actor, now: datetime
) -> AgencyRequest:
    before = digest_of(request) if request.pk else ""
    _check(request.asking_unit, wanted, actor, now)
    if letter is not None:
        request.letter_sha256 = _same_letter(wanted, letter)
    for name in (
        "kind", "ground", "asked_unit_id", "case_id", "case_reference", "secrecy", "urgent", "letter_on",
        "letter_signer_id", "letter_title", "letter_days",
    ):  # fmt: skip
        setattr(request, name, getattr(wanted, name))
    request.letter_number, request.seizure_order = wanted.letter_number.strip(), wanted.seizure_order.strip()
    request.data_kinds, request.recipient_key_id = list(wanted.data_kinds), wanted.recipient_key_id
    request.state, request.author, request.saved_at = RequestState.DRAFT, actor.person, now
    request.version += 1
    request.search_text = plain(f"{request.number} {request.letter_number} {request.case_reference}")[:400]
    request.save()
    seal_field(request, "reason", wanted.reason.strip())
    if not request.sealed_salt:
        seal_field(request, "salt", secrets.token_hex(16))
    _store_items(request, wanted.items)
    record(
        Event.REQUEST_SAVED, on=request, by=actor, at=now, unit=request.asking_unit, before=before,
        after=digest_of(request), facts={"version": request.version},
    )  # fmt: skip
    return request


def _check(unit: Unit, wanted: Wanted, actor: Actor, now: datetime) -> None:
    asked = Unit.objects.valid_on(timezone.localdate(now)).filter(pk=wanted.asked_unit_id).first()
    signer = Person.objects.filter(pk=wanted.letter_signer_id).first()
    if asked is None or signer is None:
        raise Http404
    if not all((wanted.letter_number.strip(), wanted.letter_title.strip(), wanted.case_reference.strip())):
        raise NotRight(
            "letter_incomplete", _("Hãy ghi đủ số văn bản, chức vụ người ký và vụ việc."), field="letter_number"
        )
    if len(wanted.reason.strip()) < 10:
        raise NotRight("reason_missing", _("Hãy ghi rõ lý do và mục đích yêu cầu."), field="reason")
    if wanted.case_id is not None and not visible_cases(actor).filter(pk=wanted.case_id).exists():
        raise NotRight("no_such_case", _("Không có vụ việc này trong số vụ việc bạn được xem."), field="case")
    check_ground(
        kind=wanted.kind, ground=wanted.ground, asking=unit, asked=asked, urgent=wanted.urgent,
        letter_days=wanted.letter_days, letter_on=wanted.letter_on,
    )  # fmt: skip
    check_signer(signer, unit, wanted.letter_on, now)
    check_data(wanted.kind, unit, wanted.ground, wanted.data_kinds, wanted.seizure_order)
    check_items(wanted.kind, wanted.items, wanted.data_kinds, now)
    key = InvestigatorKey.objects.filter(pk=wanted.recipient_key_id).first() if wanted.recipient_key_id else None
    if wanted.recipient_key_id and key is None:
        raise Http404
    check_recipient(wanted.kind, key, unit)


def _same_letter(wanted: Wanted, letter: tuple[str, BinaryIO]) -> str:
    name, upload = letter
    found = read_letter(upload, name=name)
    if not same_letter_number(wanted.letter_number, found.number):
        raise NotRight(
            "letter_has_another_number",
            _("Văn bản mang số %(letter)s, khác với số đã ghi %(form)s.")
            % {"letter": found.number, "form": wanted.letter_number},
            field="letter_number",
        )
    return found.sha256


def _store_items(request: AgencyRequest, items: tuple[Identifier, ...]) -> None:
    request.items.all().delete()
    for order, one in enumerate(items, start=1):
        value = usual_writing(one.kind, one.value)
        assert value is not None  # checked before
        item = RequestItem.objects.create(
            request=request, order=order, kind=one.kind, port=one.port, since=one.since, until=one.until,
            blind=blind_value(one.kind, value), masked=masked(one.kind, value),
        )  # fmt: skip
        seal_item(item, value)


def _next_number(unit: Unit, now: datetime) -> str:
    """The next number of the unit in the year: the unit's row is locked, so that two drafts never share one."""
    Unit.objects.select_for_update().get(pk=unit.pk)
    start = f"YC-{timezone.localdate(now).year}-"
    taken = AgencyRequest.objects.filter(asking_unit=unit, number__startswith=start).values_list("number", flat=True)
    last = max((int(number.removeprefix(start)) for number in taken), default=0)
    return f"{start}{last + 1:04d}"


@tried
def submit_request(*, request_id: int, actor: Actor, now: datetime) -> AgencyRequest:
    """Give the draft to the leader; who submits has two factors, and everything is checked anew."""
    request = access_request(actor, request_id, lock=True)
    require(may_write(actor, request))
    require_two_factors(actor)
    after = state_after(request, RequestMove.SUBMIT)
    check_stored(request, now)
    request.state = after
    request.returned_reason = ""
    request.save(update_fields=["state", "returned_reason"])
    record(
        Event.REQUEST_SUBMITTED, on=request, by=actor, at=now, unit=request.asking_unit, after=digest_of(request)
    )  # fmt: skip
    announce(
        request, approvers(request.asking_unit_id, now), step=f"submitted-{request.version}-{now:%y%m%d%H%M%S}",
        subject=_("Trình phê duyệt: %(request)s"), now=now,
    )  # fmt: skip
    return request


def check_stored(request: AgencyRequest, now: datetime) -> None:
    """The checks of a draft on what is stored: law, signer and key may have changed since it was saved."""
    check_ground(
        kind=request.kind, ground=request.ground, asking=request.asking_unit, asked=request.asked_unit,
        urgent=request.urgent, letter_days=request.letter_days, letter_on=request.letter_on,
    )  # fmt: skip
    check_signer(request.letter_signer, request.asking_unit, request.letter_on, now)
    check_data(request.kind, request.asking_unit, request.ground, request.data_kinds, request.seizure_order)
    items = [identifier_of(one) for one in request.items.order_by("order")]
    check_items(request.kind, items, request.data_kinds, now)
    check_recipient(request.kind, request.recipient_key, request.asking_unit)


def cases_to_refer_to(actor: Actor) -> list[Case]:
    """The cases that the person may name in a request."""
    return list(visible_cases(actor).order_by("-pk")[:200])
