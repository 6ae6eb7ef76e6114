"""Keys are made, renewed and withdrawn by the administrator of their body, in person and with two factors."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from ipaddress import ip_network

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from lachan.office.api.models import ApiKey, Scope
from lachan.office.api.permissions import access_api_key, bodies_to_connect, may_connect
from lachan.office.api.tokens import Token, new_token
from lachan.office.directives.actions.announce import people_of, tell
from lachan.office.people.actions import add_machine
from lachan.office.people.actor import Actor
from lachan.office.people.models import Person, Role
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.office.units.models import Unit

LONGEST_DAYS = 365
LONGEST_GRACE_DAYS = 7
MOST_GOOD_KEYS = 20
MOST_ADDRESSES = 20
WARN_BEFORE = timedelta(days=14)


@dataclass(frozen=True)
class KeyWanted:
    """What the administrator wants: `addresses` holds one address or network a line."""

    name: str
    scopes: tuple[str, ...]
    expires_on: date
    addresses: str = ""


@dataclass(frozen=True)
class NewKey:
    """A key that was just made, and its secret, which is shown now and never again."""

    key: ApiKey
    token: Token


@transaction.atomic
def make_api_key(*, unit_id: int, wanted: KeyWanted, actor: Actor, now: datetime) -> NewKey:
    """A new key for a system of the body."""
    unit = next((one for one in bodies_to_connect(actor) if one.pk == unit_id), None)
    require(unit is not None and may_connect(actor, unit))
    assert unit is not None
    Unit.objects.select_for_update().get(pk=unit.pk)  # the number of keys is counted by one at a time
    name = " ".join(wanted.name.split())
    if not 3 <= len(name) <= 60:
        raise NotRight("name_missing", _("Hãy ghi tên hệ thống sẽ dùng khóa, từ 3 đến 60 ký tự."), field="name")
    good = sum(one.is_good(now) for one in ApiKey.objects.filter(unit=unit, withdrawn_at__isnull=True))
    if good >= MOST_GOOD_KEYS:
        raise NotNow("too_many_keys", _("Đơn vị đã có quá nhiều khóa còn hiệu lực; hãy thu hồi khóa không dùng."))
    return _stored(
        unit, actor, now, machine=add_machine(name=name, unit=unit), name=name, scopes=_scopes(wanted.scopes),
        addresses=_networks(wanted.addresses), expires_at=_end_of(wanted.expires_on, now), event=Event.API_KEY_MADE,
    )  # fmt: skip


@transaction.atomic
def renew_api_key(*, key_id: int, grace_days: int, expires_on: date, actor: Actor, now: datetime) -> NewKey:
    """A new key in place of an old one, with the same scopes; the old one ends after the days of grace."""
    old = access_api_key(actor, key_id, now, lock=True)
    require(may_connect(actor, old.unit_id))
    if not old.is_good(now) or ApiKey.objects.filter(replaces=old).exists():
        raise NotNow("key_over", _("Khóa này đã được thay, đã hết hạn hoặc đã thu hồi."))
    if not 0 <= grace_days <= LONGEST_GRACE_DAYS:
        raise NotRight("grace_wrong", _("Khóa cũ dùng thêm được nhiều nhất 7 ngày."), field="grace_days")
    old.ends_at = now + timedelta(days=grace_days)
    old.save(update_fields=["ends_at"])
    return _stored(
        old.unit, actor, now, machine=old.machine, name=old.name, scopes=old.scopes, addresses=old.addresses,
        expires_at=_end_of(expires_on, now), replaces=old, event=Event.API_KEY_RENEWED,
    )  # fmt: skip


def _stored(unit: Unit, actor: Actor, now: datetime, *, event: Event, **values: object) -> NewKey:
    token = new_token()
    key = ApiKey.objects.create(
        unit=unit, prefix=token.prefix, secret_hash=token.secret_hash, made_by=actor.person, made_at=now, **values
    )
    facts = {"scopes": key.scopes, "addresses": key.addresses, "expires_at": key.expires_at.isoformat()}
    record(event, on=key, by=actor, at=now, unit=unit, facts=facts)
    return NewKey(key, token)


@transaction.atomic
def withdraw_api_key(*, key_id: int, reason: str, actor: Actor, now: datetime) -> ApiKey:
    """End a key at once."""
    key = access_api_key(actor, key_id, now, lock=True)
    if key.withdrawn_at is not None:
        raise NotNow("key_over", _("Khóa này đã được thay, đã hết hạn hoặc đã thu hồi."))
    if len(reason.strip()) < 5:
        raise NotRight("reason_missing", _("Hãy ghi lý do thu hồi khóa."), field="reason")
    key.withdrawn_at, key.withdrawn_by, key.withdrawn_reason = now, actor.person, reason.strip()[:300]
    key.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    record(Event.API_KEY_WITHDRAWN, on=key, by=actor, at=now, unit=key.unit, purpose=key.withdrawn_reason)
    return key


def warn_of_ending_keys(now: datetime) -> int:
    """Tell the administrators of a body two weeks before a key expires that has no successor; answers how many keys."""
    ending = ApiKey.objects.filter(
        withdrawn_at__isnull=True, ends_at__isnull=True, expires_at__gt=now, expires_at__lte=now + WARN_BEFORE
    )
    with translation.override("vi"):
        for key in ending.select_related("unit"):
            tell(
                administrators_of(key.unit_id, now), key=f"api-key-{key.pk}-ending", now=now,
                subject=str(_("Khóa kết nối sắp hết hạn: %(name)s") % {"name": key.name}),
                body=f"{key.unit}: {key.last_day:%d/%m/%Y}",
                link=reverse("api_key", args=[key.pk]),
            )  # fmt: skip
    return ending.count()


def administrators_of(unit_id: int, now: datetime) -> list[Person]:
    """Who administers the body today."""
    return people_of([unit_id], now, (Role.ADMINISTRATOR,)).get(unit_id, [])


def _scopes(given: Iterable[str]) -> list[str]:
    scopes = sorted(set(given))
    if not scopes or not set(scopes) <= set(Scope.values):
        raise NotRight("scopes_missing", _("Hãy chọn ít nhất một quyền trong danh sách."), field="scopes")
    return scopes


def _end_of(day: date, now: datetime) -> datetime:
    """The end of the last day of a key; refused when it is over or more than a year away."""
    today = timezone.localdate(now)
    if not today <= day <= today + timedelta(days=LONGEST_DAYS):
        raise NotRight("expiry_wrong", _("Ngày hết hạn phải từ hôm nay và trong vòng một năm."), field="expires_on")
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _networks(text: str) -> list[str]:
    found = []
    for word in text.replace(",", " ").split():
        try:
            found.append(str(ip_network(word)))
        except ValueError:
            raise NotRight(
                "address_wrong",
                _("“%(word)s” không phải địa chỉ mạng. Ví dụ đúng: 203.0.113.7 hoặc 203.0.113.0/24.")
                % {"word": word[:60]},
                field="addresses",
            ) from None
    if len(found) > MOST_ADDRESSES:
        raise NotRight("too_many_addresses", _("Ghi nhiều nhất 20 địa chỉ mạng."), field="addresses")
    return found
