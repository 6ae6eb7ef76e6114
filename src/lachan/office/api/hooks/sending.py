"""Sending waiting messages: each claimed by one process, tried again after growing pauses, given up after days."""

import http.client
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from lachan.office.api.actions.keys import administrators_of
from lachan.office.api.hooks.addresses import target_of
from lachan.office.api.hooks.posting import post
from lachan.office.api.hooks.signing import headers_of
from lachan.office.api.models import Message, MessageState, Webhook
from lachan.office.directives.actions.announce import tell
from lachan.office.fetching.troubles import NotFetched
from lachan.office.refusals import NotRight
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.office.vault import SealBroken, open_sealed, place_of

# After each try that failed. The first pause is longer than a try can take, so that no second process takes the same
# message; the last try is two days after the first.
PAUSES = (
    timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=5),
    timedelta(hours=10), timedelta(hours=14), timedelta(hours=20), timedelta(hours=24),
)  # fmt: skip
MOST_TRIES = len(PAUSES)
GIVE_UP_AFTER = timedelta(days=2)
MOST_MESSAGES_A_RUN = 500
GONE = 410


def send_waiting(now: datetime) -> int:
    """Send the messages that are due; answers how many arrived.

    A receiver that failed is left alone for the rest of the run, so that it takes no time from the others.
    """
    sent = 0
    resting: set[int] = set()
    for message in _claimed(now, resting):
        status, error = _try(message, now)
        if 200 <= status < 300:
            sent += 1
            _arrived(message, status, now)
        else:
            resting.add(message.webhook_id)
            _failed(message, status, error, now)
    return sent


def _claimed(now: datetime, resting: set[int]) -> Iterator[Message]:
    started = time.monotonic()
    due = Message.objects.filter(
        state=MessageState.WAITING, next_at__lte=now, webhook__withdrawn_at__isnull=True,
        webhook__disabled_at__isnull=True,
    )  # fmt: skip
    for message in list(due.order_by("next_at", "pk").select_related("webhook__unit")[:MOST_MESSAGES_A_RUN]):
        if message.webhook_id in resting:
            continue
        tries = message.tries
        next_at = now + timedelta(seconds=time.monotonic() - started) + PAUSES[min(tries, MOST_TRIES - 1)]
        mine = Message.objects.filter(pk=message.pk, state=MessageState.WAITING, tries=tries)
        if mine.update(tries=tries + 1, next_at=next_at):
            message.tries = tries + 1
            yield message


def _try(message: Message, now: datetime) -> tuple[int, str]:
    """The receiver's status, and in words why there is none (status 0)."""
    hook, content = message.webhook, message.content.encode()
    try:
        secret = open_sealed(hook.sealed_secret, place=place_of("api.Webhook", "sealed_secret", hook.pk))
        headers = headers_of(secret, message_id=message.public_id, timestamp=int(now.timestamp()), content=content)
        return post(target_of(hook.url), content, headers), ""
    except NotRight:
        return 0, str(_("Địa chỉ không công khai nên không được gọi"))
    except NotFetched as no:
        return 0, no.sentence
    except SealBroken:
        return 0, str(_("Không mở được khóa ký tin; hãy đăng ký lại địa chỉ"))
    except (OSError, http.client.HTTPException, ValueError) as error:
        return 0, type(error).__name__  # the words of the error may come from the receiver


def _arrived(message: Message, status: int, now: datetime) -> None:
    Message.objects.filter(pk=message.pk).update(state=MessageState.SENT, status=status, error="", sent_at=now)
    Webhook.objects.filter(pk=message.webhook_id, failing_since__isnull=False).update(failing_since=None)


@transaction.atomic
def _failed(message: Message, status: int, error: str, now: datetime) -> None:
    state = MessageState.FAILED if message.tries >= MOST_TRIES else MessageState.WAITING
    Message.objects.filter(pk=message.pk).update(state=state, status=status or None, error=error[:200])
    hook = Webhook.objects.select_for_update().get(pk=message.webhook_id)
    if hook.failing_since is None:
        hook.failing_since = now
        hook.save(update_fields=["failing_since"])
    if hook.is_good and (status == GONE or now - hook.failing_since >= GIVE_UP_AFTER):
        _give_up(hook, now)


def _give_up(hook: Webhook, now: datetime) -> None:
    hook.disabled_at = now
    hook.save(update_fields=["disabled_at"])
    hook.messages.filter(state=MessageState.WAITING).update(state=MessageState.FAILED)
    record(Event.WEBHOOK_DISABLED, on=hook, by=None, at=now, unit=hook.unit)
    with translation.override("vi"):
        tell(
            administrators_of(hook.unit_id, now), key=f"webhook-{hook.pk}-{now:%y%m%d%H%M}", now=now,
            subject=str(_("Đã ngừng gửi tin tới hệ thống của đơn vị")), body=hook.url,
            link=reverse("webhook", args=[hook.pk]),
        )  # fmt: skip
