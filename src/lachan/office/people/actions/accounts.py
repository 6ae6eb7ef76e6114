"""Accounts are added by the command line, disabled, opened again, and freed of lost second factors."""

from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.people.actions.passwords import check_password
from lachan.office.people.actions.sessions import drop_sessions
from lachan.office.people.actor import Actor
from lachan.office.people.models import Membership, Person, Role
from lachan.office.people.permissions import (
    access_person,
    departments_administered_by,
    is_last_administrator,
    may_give,
    may_manage,
)
from lachan.office.refusals import NotAllowed, NotNow, NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record
from lachan.office.units.models import Unit


@transaction.atomic
def add_account(
    *, email: str, full_name: str, password: str | None, unit: Unit, role: Role, title: str = "", valid_from: date,
    actor: Actor | None = None, now: datetime,
) -> Person:  # fmt: skip
    """Make an account with one role at once: for the command line (`actor` None: the machine's owner) and the demo.

    On the web people come by invitation, which proves their address. Nobody can sign in to an account whose
    password is None.
    """
    if actor is not None:
        require(may_give(actor, unit, role, timezone.localtime(now).date()))
    email = free_address(email)
    name = " ".join(full_name.split())
    if not name:
        raise NotRight("name_missing", _("Hãy ghi họ và tên."), field="full_name")
    if password is not None:
        check_password(password, Person(email=email, full_name=name))
    person = Person.objects.new(email=email, full_name=name, password=password)
    Membership.objects.create(person=person, unit=unit, role=Role(role), title=title, valid_from=valid_from)
    record(Event.PERSON_ADDED, on=person, by=actor, at=now, unit=unit, facts={"role": str(Role(role))})
    return person


def free_address(email: str) -> str:
    """The address in small letters; refused when it is none or has an account."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise NotRight("email_wrong", _("Hãy ghi một địa chỉ thư điện tử."), field="email") from error
    if Person.objects.filter(email=email).exists():
        raise NotRight(
            "email_taken", _("Địa chỉ này đã có tài khoản; hãy giao vai trò trên trang của người đó."), field="email"
        )
    return email


@transaction.atomic
def disable_person(*, person_id: int, reason: str, actor: Actor, now: datetime) -> Person:
    """Close the account: all its sessions end at once, and nobody signs in to it until it is opened again."""
    person = _person_to_manage(person_id, actor, now)
    if not person.is_active:
        raise NotNow("already_disabled", _("Tài khoản này đã khóa."))
    day = timezone.localtime(now).date()
    for department in departments_administered_by(person, day):
        if is_last_administrator(person, department, day):
            raise NotNow("last_administrator", _("Đây là quản trị viên cuối cùng của Sở; hãy giao vai trò này trước."))
    before = digest(person)
    person.is_active = False
    person.save()
    ended = drop_sessions(person)
    facts = {"reason": _reason(reason), "sessions": ended}
    record(Event.PERSON_DISABLED, on=person, by=actor, at=now, before=before, facts=facts)
    return person


@transaction.atomic
def enable_person(*, person_id: int, reason: str, actor: Actor, now: datetime) -> Person:
    """Open a closed account again, with the roles that still run."""
    person = _person_to_manage(person_id, actor, now)
    if person.is_active:
        raise NotNow("already_enabled", _("Tài khoản này đang hoạt động."))
    before = digest(person)
    person.is_active = True
    person.save()
    record(Event.PERSON_ENABLED, on=person, by=actor, at=now, before=before, facts={"reason": _reason(reason)})
    return person


@transaction.atomic
def remove_second_factors(*, person_id: int, reason: str, actor: Actor, now: datetime) -> Person:
    """Take lost second factors off an account, so that its owner can add new ones; all its sessions end."""
    person = _person_to_manage(person_id, actor, now)
    factors = Authenticator.objects.filter(user=person)
    if not factors.exists():
        raise NotNow("no_second_factor", _("Tài khoản này chưa có yếu tố thứ hai."))
    kinds = sorted(factors.values_list("type", flat=True))
    factors.delete()
    facts = {"change": "removed_by_administrator", "kinds": kinds, "reason": _reason(reason)}
    drop_sessions(person)
    record(Event.SECOND_FACTOR_CHANGED, on=person, by=actor, at=now, facts=facts)
    return person


def _person_to_manage(person_id: int, actor: Actor, now: datetime) -> Person:
    person = access_person(actor, person_id, now, lock=True)
    if person.pk == actor.id:
        raise NotAllowed("own_account", _("Không ai tự khóa hoặc mở tài khoản của chính mình."))
    require(may_manage(actor, person, timezone.localtime(now).date()))
    return person


def _reason(reason: str) -> str:
    if not reason.strip():
        raise NotRight("reason_missing", _("Hãy ghi lý do."), field="reason")
    return reason.strip()[:300]
