"""Keys: registered by one person, good once another person compared the fingerprint, until they are revoked."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lachan.exchange.handover import fingerprint
from lachan.office.office_key import written
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotAllowed, NotNow, NotRight, require
from lachan.office.requests.models import InvestigatorKey, OperatorKey
from lachan.office.requests.permissions import (
    WORKS,
    access_key,
    access_operator_key,
    operators_to_sign_for,
    require_two_factors,
    verifies_operator_keys,
)
from lachan.office.requests.refused import tried
from lachan.office.requests.signing import operator_fingerprint, operator_public_key
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.office.units.models import UnitKind
from lachan.readers.errors import InputError

ASKING = (UnitKind.POLICE, UnitKind.DEPARTMENT)


@tried
def register_key(*, unit_id: int, public_key: str, actor: Actor, now: datetime) -> InvestigatorKey:
    """The person's own age public key, for answers to requests of the unit; nobody can use it yet."""
    require_two_factors(actor)
    unit = next((m.unit for m in actor.memberships if m.unit_id == unit_id and m.role in WORKS), None)
    require(unit is not None and unit.kind in ASKING)
    assert unit is not None
    text = public_key.strip()
    try:
        shown = fingerprint(text)
    except InputError as no:
        raise NotRight("key_not_well_formed", no.message("vi"), field="public_key") from no
    if InvestigatorKey.objects.filter(public_key=text).exists():
        raise NotRight("key_known_already", _("Khóa này đã được đăng ký; hãy tạo khóa mới."), field="public_key")
    key = InvestigatorKey.objects.create(
        owner=actor.person, unit=unit, public_key=text, fingerprint=shown, registered_by=actor.person, registered_at=now
    )
    record(Event.KEY_REGISTERED, on=key, by=actor, at=now, unit=unit)
    return key


@tried
def verify_key(*, key_id: int, typed_fingerprint: str, actor: Actor, now: datetime) -> InvestigatorKey:
    """A second person of the unit compared the fingerprint with the owner, face to face, and types it in."""
    require_two_factors(actor)
    key = access_key(actor, key_id, lock=True)
    if actor.id in (key.owner_id, key.registered_by_id):
        raise NotAllowed("own_key", _("Chủ khóa không tự xác nhận khóa của mình."))
    if key.revoked_at is not None or key.verified_at is not None:
        raise NotNow("key_settled", _("Khóa này đã được xác nhận hoặc thu hồi."))
    _same_fingerprint(typed_fingerprint, key.fingerprint)
    for older in InvestigatorKey.objects.select_for_update().filter(
        owner=key.owner, revoked_at__isnull=True, verified_at__isnull=False
    ):  # one good key a person
        _revoke(older, _("Thay bằng khóa mới"), actor, now)
    key.verified_by, key.verified_at = actor.person, now
    key.save(update_fields=["verified_by", "verified_at"])
    record(Event.KEY_VERIFIED, on=key, by=actor, at=now, unit=key.unit)
    return key


@tried
def revoke_key(*, key_id: int, reason: str, actor: Actor, now: datetime) -> InvestigatorKey:
    """End a key that was lost or is not needed: its owner, or whoever signs for the unit."""
    key = access_key(actor, key_id, lock=True)
    require(key.owner_id == actor.id or key.unit_id in actor.units_to_sign_for())
    if key.revoked_at is not None:
        raise NotNow("key_settled", _("Khóa này đã bị thu hồi."))
    if len(reason.strip()) < 5:
        raise NotRight("reason_missing", _("Hãy ghi lý do thu hồi khóa."), field="reason")
    _revoke(key, reason.strip(), actor, now)
    return key


def _revoke(key: InvestigatorKey, reason: object, actor: Actor, now: datetime) -> None:
    key.revoked_at, key.revoked_by, key.revoked_reason = now, actor.person, str(reason)[:300]
    key.save(update_fields=["revoked_at", "revoked_by", "revoked_reason"])
    record(Event.KEY_REVOKED, on=key, by=actor, at=now, unit=key.unit)


@tried
def set_operator_key(*, unit_id: int, public_key: str, actor: Actor, now: datetime) -> OperatorKey:
    """The operator's liaison gives the public key with which its tool signs; the Department has to verify it."""
    require_two_factors(actor)
    unit = next((one for one in operators_to_sign_for(actor) if one.pk == unit_id), None)
    require(unit is not None)
    assert unit is not None
    given = operator_public_key(public_key)
    text = written(given)
    if OperatorKey.objects.filter(public_key=text).exists():
        raise NotRight("key_known_already", _("Khóa này đã được đăng ký; hãy tạo khóa mới."), field="public_key")
    key = OperatorKey.objects.create(
        unit=unit, public_key=text, fingerprint=operator_fingerprint(given), set_by=actor.person, set_at=now
    )
    record(Event.KEY_REGISTERED, on=key, by=actor, at=now, unit=unit)
    return key


@tried
def verify_operator_key(*, key_id: int, typed_fingerprint: str, actor: Actor, now: datetime) -> OperatorKey:
    """Somebody of the Department compared the fingerprint with the operator; the key before it ends."""
    require_two_factors(actor)
    key = access_operator_key(actor, key_id, lock=True)
    require(verifies_operator_keys(actor) and key.set_by_id != actor.id)
    if key.revoked_at is not None or key.verified_at is not None:
        raise NotNow("key_settled", _("Khóa này đã được xác nhận hoặc thu hồi."))
    _same_fingerprint(typed_fingerprint, key.fingerprint)
    OperatorKey.objects.filter(unit=key.unit, revoked_at__isnull=True, verified_at__isnull=False).update(revoked_at=now)
    key.verified_by, key.verified_at = actor.person, now
    key.save(update_fields=["verified_by", "verified_at"])
    record(Event.KEY_VERIFIED, on=key, by=actor, at=now, unit=key.unit)
    return key


def _same_fingerprint(typed: str, stored: str) -> None:
    if "".join(typed.split()).casefold() != "".join(stored.split()).casefold():
        raise NotRight(
            "fingerprint_differs",
            _("Vân tay khóa không khớp. Hãy đối chiếu lại trực tiếp với chủ khóa; nếu vẫn khác, không xác nhận."),
            field="typed_fingerprint",
        )
