"""What a body's system, and a body's administrator, may see."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from lachan.office.api.models import ApiKey, Message, Webhook
from lachan.office.api.permissions import visible_api_keys
from lachan.office.people.actor import Actor
from lachan.office.requests.models import Package
from lachan.office.requests.permissions import WORKS, visible_requests

SHOWN_AFTER_END = timedelta(days=90)
MESSAGES_SHOWN = 50


def packages_addressed_to(actor: Actor) -> QuerySet[Package]:
    """The packages that answer requests of the units for which the actor works, newest first."""
    ours = visible_requests(actor).filter(asking_unit_id__in=actor.units(*WORKS))
    return Package.objects.filter(request__in=ours.order_by()).select_related("request__asking_unit", "file")


def keys_shown(actor: Actor, now: datetime) -> QuerySet[ApiKey]:
    """The keys on the page: those that are good, and those that ended within three months."""
    rows = visible_api_keys(actor, now).exclude(withdrawn_at__lt=now - SHOWN_AFTER_END)
    return rows.exclude(expires_at__lt=now - SHOWN_AFTER_END).order_by("unit__name", "-made_at", "-pk")


def messages_of(webhook: Webhook) -> list[Message]:
    """The last messages of a webhook, newest first."""
    return list(webhook.messages.all()[:MESSAGES_SHOWN])
