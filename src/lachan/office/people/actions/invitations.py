"""Accounts come by invitation: a letter with a secret, good once and for seven days."""

import hashlib
import secrets
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lachan.office.people.actions.accounts import free_address
from lachan.office.people.actions.passwords import check_password
from lachan.office.people.actor import Actor
from lachan.office.people.mail import send_letter
from lachan.office.people.models import Invitation, Membership, Person, Role
from lachan.office.people.permissions import access_invitation, administered_units, may_give, may_still_invite
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record

VALID_FOR = timedelta(days=7)


@transaction.atomic
def invite_person(
    *, email: str, full_name: str, unit_id: int, role: str, title: str, actor: Actor, now: datetime
) -> Invitation:
    """Invite somebody to an account with one role; the letter leaves when the invitation is stored."""
    day = timezone.localtime(now).date()
    unit = administered_units(actor, day).valid_on(day).filter(pk=unit_id).first()
    if unit is None or role not in Role.values:
        raise NotRight("not_known", _("Hãy chọn một mục có trong danh sách."), field="unit" if unit is None else "role")
    require(may_give(actor, unit, role, day))
    email, name = free_address(email), " ".join(full_name.split())
    if not name:
        raise NotRight("name_missing", _("Hãy ghi họ và tên."), field="full_name")
    if open_invitations(now).filter(email=email).exists():
        raise NotRight("already_invited", _("Địa chỉ này đang có một lời mời chưa nhận."), field="email")
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email, full_name=name, unit=unit, role=role, title=title.strip(), invited_by=actor.person,
        token_hash=hash_of(token), created_at=now, expires_at=now + VALID_FOR,
    )  # fmt: skip
    record(Event.PERSON_INVITED, on=invitation, by=actor, at=now, unit=unit)
    transaction.on_commit(partial(_mail, invitation, token, now))
    return invitation


def _mail(invitation: Invitation, token: str, now: datetime) -> None:
    context = {"invitation": invitation, "address": reverse("invitation", args=[token])}
    subject = gettext("Lời mời sử dụng hệ thống")
    if send_letter(to=invitation.email, subject=subject, template="people/invitation.txt", context=context):
        invitation.mailed_at = now
        invitation.save(update_fields=["mailed_at"])


def hash_of(token: str) -> str:
    """What is kept of a token: who reads the data base cannot use it. (256 random bits need no slow hash.)"""
    return hashlib.sha256(token.encode()).hexdigest()


def open_invitations(now: datetime) -> QuerySet[Invitation]:
    """Invitations that can still be used."""
    return Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now)


def invitation_of(token: str, now: datetime) -> Invitation:
    """The open invitation behind a letter's address; refused when it is used, withdrawn, over or unknown."""
    found = open_invitations(now).select_related("unit", "invited_by").filter(token_hash=hash_of(token)).first()
    if found is None or not may_still_invite(found, now):
        raise NotNow(
            "invitation_closed", _("Lời mời không còn hiệu lực. Hãy đề nghị quản trị viên của đơn vị gửi lời mời mới.")
        )
    return found


@transaction.atomic
def withdraw_invitation(*, invitation_id: UUID, actor: Actor, now: datetime) -> Invitation:
    """Make an invitation useless."""
    invitation = access_invitation(actor, invitation_id, now)
    if not invitation.is_open(now):
        raise NotNow("invitation_closed", _("Lời mời này đã được nhận, đã thu hồi hoặc đã hết hạn."))
    before = digest(invitation)
    invitation.withdrawn_at = now
    invitation.save()
    record(Event.INVITATION_WITHDRAWN, on=invitation, by=actor, at=now, unit=invitation.unit, before=before)
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, password: str, now: datetime) -> Person:
    """Make the account of whoever holds the letter, with the role that it names from today on."""
    Invitation.objects.select_for_update().filter(token_hash=hash_of(token)).first()
    invitation = invitation_of(token, now)
    if Person.objects.filter(email=invitation.email).exists():
        raise NotNow("email_taken", _("Địa chỉ này đã có tài khoản. Hãy đăng nhập."))
    check_password(password, Person(email=invitation.email, full_name=invitation.full_name))
    person = Person.objects.new(email=invitation.email, full_name=invitation.full_name, password=password)
    Membership.objects.create(
        person=person, unit=invitation.unit, role=invitation.role, title=invitation.title,
        valid_from=timezone.localtime(now).date(),
    )  # fmt: skip
    before = digest(invitation)
    invitation.accepted_at = now
    invitation.save()
    record(Event.INVITATION_ACCEPTED, on=invitation, by=person, at=now, unit=invitation.unit, before=before)
    return person
