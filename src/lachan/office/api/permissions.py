"""Who makes keys and webhooks, and what a key may do.

| Who                                            | Sees                     | Does                                  |
|------------------------------------------------|--------------------------|---------------------------------------|
| Administrator of a body, two factors           | its keys and webhooks    | makes, renews, withdraws              |
| Administrator of the Department, two factors   | keys of all bodies       | withdraws a key, in an emergency      |
| A key, for its body                            | what its scopes name     | what a liaison of the body could do   |
| Everybody else                                 | nothing                  | nothing                               |

The Department's administrator makes no key of another body: such a key could read what the police ask an operator.
A key has no rights of its own. It acts as a liaison of its body with one factor (`people.actor.machine_actor`), so it
can never approve, sign or stand in for an investigator; the rules of `requests` decide on each object as for people.
"""

from datetime import datetime
from ipaddress import ip_address, ip_network

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.api.models import ApiKey, Webhook
from lachan.office.people.actor import Actor
from lachan.office.people.models import Role
from lachan.office.people.permissions import administered_units
from lachan.office.refusals import NotAllowed
from lachan.office.requests.permissions import body_of
from lachan.office.units.models import Unit


def bodies_to_connect(actor: Actor) -> list[Unit]:
    """The units for which the person makes keys and webhooks: those of which they are administrator themselves."""
    held = {m.unit_id: m.unit for m in actor.memberships if m.role == Role.ADMINISTRATOR and body_of(m.unit)}
    return sorted(held.values(), key=lambda unit: unit.name)


def connects_bodies(actor: Actor) -> None:
    """Rule of the pages of keys and webhooks."""
    if not bodies_to_connect(actor) or not actor.second_factor:
        raise NotAllowed("not_administrator", _("Chỉ quản trị viên của đơn vị lập và thu hồi khóa kết nối."))


def may_connect(actor: Actor, unit: Unit | int) -> bool:
    """Whether the person makes keys and webhooks of this unit."""
    unit_id = unit if isinstance(unit, int) else unit.pk
    return actor.second_factor and any(one.pk == unit_id for one in bodies_to_connect(actor))


def visible_api_keys(actor: Actor, now: datetime) -> QuerySet[ApiKey]:
    """The keys of the bodies that the person administers; for the Department's administrator of all of them."""
    units = administered_units(actor, timezone.localdate(now)) if actor.second_factor else Unit.objects.none()
    return ApiKey.objects.filter(unit__in=units.order_by()).select_related("unit", "made_by", "withdrawn_by")


def access_api_key(actor: Actor, key_id: int, now: datetime, *, lock: bool = False) -> ApiKey:
    """The door to a key."""
    rows = visible_api_keys(actor, now)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=key_id).first()
    if found is None:
        raise Http404
    return found


def visible_webhooks(actor: Actor) -> QuerySet[Webhook]:
    """The webhooks of the person's own bodies."""
    units = [one.pk for one in bodies_to_connect(actor)] if actor.second_factor else []
    return Webhook.objects.filter(unit_id__in=units, withdrawn_at__isnull=True).select_related("unit", "made_by")


def access_webhook(actor: Actor, webhook_id: int, *, lock: bool = False) -> Webhook:
    """The door to a webhook."""
    rows = visible_webhooks(actor)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=webhook_id).first()
    if found is None:
        raise Http404
    return found


def comes_from_allowed_address(key: ApiKey, address: str) -> bool:
    """Whether the key may be used from this network address; one without list may from everywhere."""
    if not key.addresses:
        return True
    try:
        caller = ip_address(address)
    except ValueError:
        return False
    caller = getattr(caller, "ipv4_mapped", None) or caller
    return any(caller in ip_network(one) for one in key.addresses)
