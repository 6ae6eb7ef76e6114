"""One entry: added, changed, approved by another person, sent back, withdrawn."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.people.actor import Actor
from lachan.office.protected.actions.announce import tell_of_waiting, tell_writers
from lachan.office.protected.content import NumberFacts, checked, digest_of, facts_of
from lachan.office.protected.models import ListRegister, ProtectedNumber
from lachan.office.protected.permissions import (
    departments_to_sign_for,
    departments_to_write_for,
    find_number,
    may_approve,
    may_sign,
    may_write,
)
from lachan.office.protected.policies import NumberMove, state_after
from lachan.office.protected.queries.entries import overlapping
from lachan.office.refusals import NotAllowed, NotNow, NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record

MOST_AT_ONCE = 500


@transaction.atomic
def add_number(*, facts: NumberFacts, actor: Actor, now: datetime) -> ProtectedNumber:
    """A new entry, which waits for another person's approval."""
    require(may_write(actor))
    locked_register()
    number = put(ProtectedNumber(), free(checked(facts, timezone.localdate(now))), actor=actor, now=now)
    record(Event.PROTECTED_NUMBER_ADDED, on=number, by=actor, at=now, unit=departments_to_write_for(actor)[0])
    tell_of_waiting(now)
    return number


@transaction.atomic
def change_number(*, number_id: int, facts: NumberFacts, actor: Actor, now: datetime) -> ProtectedNumber:
    """Change an entry: whatever was approved of it counts no more. The same content again changes nothing."""
    require(may_write(actor))
    locked_register()
    number = find_number(actor, number_id, lock=True)
    after, before = state_after(number, NumberMove.CHANGE), digest(number)
    tidy = free(checked(facts, timezone.localdate(now)), but=number)
    if digest_of(tidy) == digest_of(facts_of(number)):
        return number
    voided = number.approved_digest
    put(number, tidy, actor=actor, now=now)
    assert number.state == after
    record(
        Event.PROTECTED_NUMBER_CHANGED, on=number, by=actor, at=now, unit=departments_to_write_for(actor)[0],
        before=before, facts={"approval_voided": bool(voided)},
    )  # fmt: skip
    tell_of_waiting(now)
    return number


@transaction.atomic
def approve_numbers(*, seen: Mapping[int, str], actor: Actor, now: datetime) -> list[ProtectedNumber]:
    """Approve entries that another person wrote, each as it was `seen` (id: digest of its content); all or none."""
    require(may_sign(actor))
    if not 0 < len(seen) <= MOST_AT_ONCE:
        raise NotRight("nothing_chosen", _("Hãy đánh dấu từ 1 đến %(n)d số để phê duyệt.") % {"n": MOST_AT_ONCE})
    locked_register()
    unit = departments_to_sign_for(actor)[0]
    numbers = [find_number(actor, number_id, lock=True) for number_id in sorted(seen)]
    for number in numbers:
        after, before = state_after(number, NumberMove.APPROVE), digest(number)
        if not may_approve(actor, number):
            raise NotAllowed(
                "four_eyes",
                _("Bạn là người ghi số %(number)s nên không tự phê duyệt được.") % {"number": number.number_text},
            )
        content = digest_of(facts_of(number))
        if content != seen[number.pk]:
            raise NotNow(
                "changed_meanwhile",
                _("Số %(number)s đã được sửa sau khi bạn xem. Hãy xem lại rồi phê duyệt.")
                % {"number": number.number_text},
            )
        number.state, number.approved_by, number.approved_at = after, actor.person, now
        number.approved_under = actor.delegation_for(unit.pk)
        number.approved_digest, number.reason = content, ""
        number.save()
        record(
            Event.PROTECTED_NUMBER_APPROVED, on=number, by=actor, at=now, unit=unit, before=before,
            facts={"content": content},
        )  # fmt: skip
    return numbers


@transaction.atomic
def send_back(*, number_id: int, reason: str, actor: Actor, now: datetime) -> ProtectedNumber:
    """Send an entry back to its writers, with the reason."""
    require(may_sign(actor))
    number = find_number(actor, number_id, lock=True)
    after, before = state_after(number, NumberMove.SEND_BACK), digest(number)
    number.state, number.reason = after, _reason(reason)
    number.save()
    unit = departments_to_sign_for(actor)[0]
    record(
        Event.PROTECTED_NUMBER_SENT_BACK, on=number, by=actor, at=now, unit=unit, before=before,
        facts={"reason": number.reason},
    )  # fmt: skip
    tell_writers(
        number, step=f"back-{now:%Y%m%d%H%M%S}", subject=_("Trả lại để sửa: %(number)s"), body=number.reason, now=now
    )
    return number


@transaction.atomic
def withdraw(*, number_id: int, reason: str, actor: Actor, now: datetime) -> ProtectedNumber:
    """Take an entry out of the register: a leader for what was approved, writers for what was not yet."""
    number = find_number(actor, number_id, lock=True)
    require(may_sign(actor) if number.approved_digest else may_write(actor))
    after, before = state_after(number, NumberMove.WITHDRAW), digest(number)
    number.state, number.reason = after, _reason(reason)
    number.save()
    unit = (departments_to_sign_for(actor) or departments_to_write_for(actor))[0]
    record(
        Event.PROTECTED_NUMBER_WITHDRAWN, on=number, by=actor, at=now, unit=unit, before=before,
        facts={"reason": number.reason},
    )  # fmt: skip
    return number


def locked_register() -> ListRegister:
    """The register's row, locked until the end of the transaction: one writer at a time."""
    ListRegister.objects.get_or_create(pk=1)
    return ListRegister.objects.select_for_update().get(pk=1)


def free(facts: NumberFacts, *, but: ProtectedNumber | None = None) -> NumberFacts:
    """The same content, when no other entry holds one of its numbers in its period."""
    other = overlapping(facts, but=but).first()
    if other is not None:
        raise NotRight(
            "overlaps",
            _("Trùng số với mục %(other)s trong cùng thời gian. Hãy sửa mục đó, hoặc kết thúc mục đó trước.")
            % {"other": other},
            field="first",
        )
    return facts


def put(number: ProtectedNumber, facts: NumberFacts, *, actor: Actor, now: datetime) -> ProtectedNumber:
    """Store the content; it waits for approval from now on."""
    for name, value in vars(facts).items():
        setattr(number, name, list(value) if isinstance(value, tuple) else value)
    number.state = state_after(number, NumberMove.CHANGE)
    number.written_by, number.written_at, number.reason = actor.person, now, ""
    number.approved_by = number.approved_under = number.approved_at = None
    number.approved_digest = ""
    number.save()
    return number


def _reason(text: str) -> str:
    words = " ".join(text.split())
    if not 5 <= len(words) <= 300:
        raise NotRight("reason_missing", _("Hãy ghi lý do, từ 5 đến 300 ký tự."), field="reason")
    return words
