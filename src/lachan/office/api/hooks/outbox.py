"""From the trail to messages. The trail is the list of what happened: written in the transaction of the change itself,
in one order without gaps, so nothing is told that was undone and nothing is left out.
"""

import json
import secrets
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from lachan.office.api.hooks.kinds import ASKED, TOLD, Told
from lachan.office.api.hooks.tasks import ask_for_sending
from lachan.office.api.models import Gathered, Message, MessageState, Webhook
from lachan.office.requests.models import AgencyRequest, Package
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry

MOST_ENTRIES_A_RUN = 2000
KEPT = timedelta(days=90)
REQUEST, PACKAGE = "requests.agencyrequest", "requests.package"


@transaction.atomic
def gather_messages(now: datetime) -> int:
    """Make the messages about what happened since the last run; answers how many."""
    Gathered.objects.get_or_create(pk=1)
    mark = Gathered.objects.select_for_update().get(pk=1)
    last = Entry.objects.order_by("-number").values_list("number", flat=True).first() or 0
    hooks: dict[int, list[Webhook]] = defaultdict(list)
    good = Webhook.objects.filter(withdrawn_at__isnull=True, disabled_at__isnull=True).select_related("unit")
    for one in good:
        if one.unit.is_valid_on(timezone.localdate(now)):
            hooks[one.unit_id].append(one)
    made: list[Message] = []
    if hooks:
        rows = Entry.objects.filter(
            number__gt=mark.number, event__in=[one.value for one in TOLD], object_kind__in=(REQUEST, PACKAGE)
        ).order_by("number")[: MOST_ENTRIES_A_RUN + 1]
        entries = list(rows)
        if len(entries) > MOST_ENTRIES_A_RUN:
            last = entries[MOST_ENTRIES_A_RUN - 1].number
        made = _messages(entries[:MOST_ENTRIES_A_RUN], hooks, now)
    Message.objects.bulk_create(made, ignore_conflicts=True)
    mark.number = max(mark.number, last)
    mark.save(update_fields=["number"])
    if made:
        ask_for_sending()
    return len(made)


def forget_old_messages(now: datetime) -> int:
    """Take away messages that are older than three months and wait no more; answers how many."""
    return Message.objects.filter(made_at__lt=now - KEPT).exclude(state=MessageState.WAITING).delete()[0]


def _messages(entries: Iterable[Entry], hooks: dict[int, list[Webhook]], now: datetime) -> list[Message]:
    made = []
    for entry in entries:
        told = TOLD[Event(entry.event)]
        request, package = _subject(entry)
        if request is None or request.approved_at is None:
            continue  # a draft that was withdrawn concerns nobody else
        unit_id = request.asked_unit_id if told.to == ASKED else request.asking_unit_id
        for hook in hooks.get(unit_id, ()):
            if told.kind.value in hook.kinds and entry.at >= hook.made_at:
                made.append(_message(hook, entry, told, request, package, now))
    return made


def _subject(entry: Entry) -> tuple[AgencyRequest | None, Package | None]:
    if entry.object_kind == REQUEST:
        found = AgencyRequest.objects.filter(pk=int(entry.object_id)).select_related("asking_unit").first()
        return found, None
    package = Package.objects.filter(pk=int(entry.object_id)).select_related("request__asking_unit").first()
    return (package.request if package else None), package


def _message(
    hook: Webhook, entry: Entry, told: Told, request: AgencyRequest, package: Package | None, now: datetime
) -> Message:
    """Ids, kind and due time: nothing that tells of a person leaves the office this way."""
    data: dict[str, Any] = {
        "request_id": request.pk,
        "request_number": request.reference,
        "due_at": request.due_at.isoformat() if request.due_at else None,
    }
    if package is not None:
        data["package_id"] = package.pk
    content = {"type": told.kind.value, "timestamp": entry.at.isoformat(), "data": data}
    return Message(
        webhook=hook, public_id=f"msg_{secrets.token_hex(12)}", entry=entry.number, kind=told.kind.value,
        content=json.dumps(content), next_at=now, made_at=now,
    )  # fmt: skip
