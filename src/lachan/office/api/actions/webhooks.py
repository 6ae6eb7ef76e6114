"""Webhooks are added, tried, switched on again and withdrawn by the administrator of their body."""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lachan.office.api.hooks.addresses import target_of
from lachan.office.api.hooks.kinds import TRIAL
from lachan.office.api.hooks.signing import new_secret
from lachan.office.api.hooks.tasks import ask_for_sending
from lachan.office.api.models import HookKind, Message, MessageState, Webhook
from lachan.office.api.permissions import access_webhook, bodies_to_connect, may_connect
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.office.vault import place_of, seal

MOST_WEBHOOKS = 5


@dataclass(frozen=True)
class NewWebhook:
    """A webhook that was just added, and its secret, which is shown now and never again."""

    webhook: Webhook
    secret: str


@transaction.atomic
def add_webhook(*, unit_id: int, url: str, kinds: list[str], actor: Actor, now: datetime) -> NewWebhook:
    """Messages of these kinds go to this address from now on."""
    unit = next((one for one in bodies_to_connect(actor) if one.pk == unit_id), None)
    require(unit is not None and may_connect(actor, unit))
    assert unit is not None
    target_of(url)
    if not kinds or not set(kinds) <= set(HookKind.values):
        raise NotRight("kinds_missing", _("Hãy chọn ít nhất một loại tin."), field="kinds")
    if Webhook.objects.filter(unit=unit, withdrawn_at__isnull=True).count() >= MOST_WEBHOOKS:
        raise NotNow("too_many_webhooks", _("Đơn vị đã có 5 địa chỉ nhận tin; hãy bỏ địa chỉ không dùng."))
    webhook = Webhook.objects.create(
        unit=unit, url=url.strip(), kinds=sorted(set(kinds)), made_by=actor.person, made_at=now
    )
    secret = new_secret()
    webhook.sealed_secret = seal(secret, place=place_of("api.Webhook", "sealed_secret", webhook.pk))
    webhook.save(update_fields=["sealed_secret"])
    record(Event.WEBHOOK_ADDED, on=webhook, by=actor, at=now, unit=unit, facts={"kinds": webhook.kinds})
    return NewWebhook(webhook, secret)


@transaction.atomic
def try_webhook(*, webhook_id: int, actor: Actor, now: datetime) -> Message:
    """Send a message that says nothing, so that the receiver can be seen to work."""
    webhook = access_webhook(actor, webhook_id, lock=True)
    if not webhook.is_good:
        raise NotNow("webhook_disabled", _("Địa chỉ này đang ngừng; hãy bật lại trước."))
    if webhook.messages.filter(kind=TRIAL, state=MessageState.WAITING).exists():
        raise NotNow("trial_waits", _("Một tin thử đang chờ gửi."))
    content = json.dumps({"type": TRIAL, "timestamp": now.isoformat(), "data": {}})
    message = Message.objects.create(
        webhook=webhook, public_id=f"msg_{secrets.token_hex(12)}", kind=TRIAL, content=content, next_at=now, made_at=now
    )
    record(Event.WEBHOOK_TRIED, on=webhook, by=actor, at=now, unit=webhook.unit)
    ask_for_sending()
    return message


@transaction.atomic
def enable_webhook(*, webhook_id: int, actor: Actor, now: datetime) -> Webhook:
    """Send again to an address that was given up; what was missed is found through the list of requests."""
    webhook = access_webhook(actor, webhook_id, lock=True)
    if webhook.disabled_at is None:
        raise NotNow("webhook_runs", _("Địa chỉ này đang nhận tin."))
    webhook.disabled_at = webhook.failing_since = None
    webhook.save(update_fields=["disabled_at", "failing_since"])
    record(Event.WEBHOOK_ENABLED, on=webhook, by=actor, at=now, unit=webhook.unit)
    return webhook


@transaction.atomic
def withdraw_webhook(*, webhook_id: int, actor: Actor, now: datetime) -> Webhook:
    """Send nothing more to this address, and forget its secret."""
    webhook = access_webhook(actor, webhook_id, lock=True)
    webhook.withdrawn_at, webhook.sealed_secret = now, ""
    webhook.save(update_fields=["withdrawn_at", "sealed_secret"])
    webhook.messages.filter(state=MessageState.WAITING).update(state=MessageState.FAILED)
    record(Event.WEBHOOK_WITHDRAWN, on=webhook, by=actor, at=now, unit=webhook.unit)
    return webhook
