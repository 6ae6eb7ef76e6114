"""One entry: added, changed, approved by another person, sent back, withdrawn."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lachan.office.names.content import NameFacts, account_keys, checked, digest_of, facts_of
from lachan.office.names.models import ProtectedName
from lachan.office.names.permissions import find_name, may_approve
from lachan.office.names.policies import NameMove, state_after
from lachan.office.people.actor import Actor
from lachan.office.protected.permissions import departments_to_sign_for, departments_to_write_for, may_sign, may_write
from lachan.office.refusals import NotAllowed, NotNow, NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record

MOST_AT_ONCE = 500


@transaction.atomic
def add_name(*, facts: NameFacts, actor: Actor, now: datetime) -> ProtectedName:
    """A new entry, which waits for another person's approval."""
    require(may_write(actor))
    tidy = checked(facts)
    if ProtectedName.objects.filter(key=tidy.key).exists():
        raise _taken()
    try:
        with transaction.atomic():
            name = put(ProtectedName(), tidy, actor=actor, now=now)
    except IntegrityError as error:
        raise _taken() from error
    record(Event.PROTECTED_NAME_ADDED, on=name, by=actor, at=now, unit=departments_to_write_for(actor)[0])
    return name


@transaction.atomic
def change_name(*, name_id: int, facts: NameFacts, actor: Actor, now: datetime) -> ProtectedName:
    """Change an entry: whatever was approved of it counts no more. The same content again changes nothing."""
    require(may_write(actor))
    name = find_name(actor, name_id, lock=True)
    after, before = state_after(name, NameMove.CHANGE), digest(name)
    tidy = checked(facts)
    if tidy.key != name.key:
        raise NotRight("key_stays", _("Mã của một mục không đổi được."), field="key")
    if digest_of(tidy) == digest_of(facts_of(name)) and name.state != "withdrawn":
        return name
    voided = name.approved_digest
    put(name, tidy, actor=actor, now=now)
    assert name.state == after
    record(
        Event.PROTECTED_NAME_CHANGED, on=name, by=actor, at=now, unit=departments_to_write_for(actor)[0],
        before=before, facts={"approval_voided": bool(voided)},
    )  # fmt: skip
    return name


@transaction.atomic
def approve_names(*, seen: Mapping[int, str], actor: Actor, now: datetime) -> list[ProtectedName]:
    """Approve entries that another person wrote, each as it was `seen` (id: digest of its content); all or none."""
    require(may_sign(actor))
    if not 0 < len(seen) <= MOST_AT_ONCE:
        raise NotRight("nothing_chosen", _("Hãy đánh dấu từ 1 đến %(n)d tên để phê duyệt.") % {"n": MOST_AT_ONCE})
    unit = departments_to_sign_for(actor)[0]
    names = [find_name(actor, name_id, lock=True) for name_id in sorted(seen)]
    for name in names:
        after, before = state_after(name, NameMove.APPROVE), digest(name)
        if not may_approve(actor, name):
            raise NotAllowed(
                "four_eyes", _("Bạn là người ghi tên %(name)s nên không tự phê duyệt được.") % {"name": name}
            )
        content = digest_of(facts_of(name))
        if content != seen[name.pk]:
            raise NotNow(
                "changed_meanwhile",
                _("Tên %(name)s đã được sửa sau khi bạn xem. Hãy xem lại rồi phê duyệt.") % {"name": name},
            )
        name.state, name.approved_by, name.approved_at = after, actor.person, now
        name.approved_under = actor.delegation_for(unit.pk)
        name.approved_digest, name.reason = content, ""
        name.save()
        record(
            Event.PROTECTED_NAME_APPROVED, on=name, by=actor, at=now, unit=unit, before=before,
            facts={"content": content},
        )  # fmt: skip
    return names


@transaction.atomic
def send_back(*, name_id: int, reason: str, actor: Actor, now: datetime) -> ProtectedName:
    """Send an entry back to its writers, with the reason."""
    require(may_sign(actor))
    return _end(name_id, NameMove.SEND_BACK, Event.PROTECTED_NAME_SENT_BACK, reason, actor, now)


@transaction.atomic
def withdraw(*, name_id: int, reason: str, actor: Actor, now: datetime) -> ProtectedName:
    """Take an entry out of use: a leader for what was approved, writers for what was not yet."""
    name = find_name(actor, name_id)
    require(may_sign(actor) if name.approved_digest else may_write(actor))
    return _end(name_id, NameMove.WITHDRAW, Event.PROTECTED_NAME_WITHDRAWN, reason, actor, now)


def _end(name_id: int, move: NameMove, event: Event, reason: str, actor: Actor, now: datetime) -> ProtectedName:
    name = find_name(actor, name_id, lock=True)
    after, before = state_after(name, move), digest(name)
    words = " ".join(reason.split())
    if not 5 <= len(words) <= 300:
        raise NotRight("reason_missing", _("Hãy ghi lý do, từ 5 đến 300 ký tự."), field="reason")
    name.state, name.reason = after, words
    name.save()
    unit = (departments_to_sign_for(actor) or departments_to_write_for(actor))[0]
    record(event, on=name, by=actor, at=now, unit=unit, before=before, facts={"reason": words})
    return name


def put(name: ProtectedName, facts: NameFacts, *, actor: Actor | None, now: datetime) -> ProtectedName:
    """Store the content; it waits for approval from now on. The caller has set the state of what is shipped."""
    for field, value in vars(facts).items():
        setattr(name, field, list(value) if isinstance(value, tuple) else value)
    name.account_keys = account_keys(facts.accounts)
    if actor is not None:
        name.state = state_after(name, NameMove.CHANGE)
    name.written_by, name.written_at, name.reason = actor.person if actor is not None else None, now, ""
    name.approved_by = name.approved_under = name.approved_at = None
    name.approved_digest = ""
    name.save()
    return name


def _taken() -> NotRight:
    return NotRight("key_taken", _("Mã này đã có trong sổ; hãy sửa mục đó."), field="key")
