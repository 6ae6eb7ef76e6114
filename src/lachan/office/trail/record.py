"""Writing to the trail: one row for each change, in the change's own transaction."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.forms.models import model_to_dict

from lachan.office.trail import chain
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry, Head


def digest(row: models.Model | None) -> str:
    """SHA-256 over the stored values of a row, "" for none: what the trail keeps of a change's before and after."""
    if row is None:
        return ""
    values = model_to_dict(row) | {"pk": row.pk}
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def record(
    event: Event,
    *,
    on: models.Model,
    by: Any,
    at: datetime,
    unit: models.Model | None = None,
    purpose: str = "",
    before: str = "",
    after: str | None = None,
    facts: dict[str, Any] | None = None,
) -> Entry:
    """Add one row to the trail; must run inside the transaction of the change that it tells of.

    `by` is the actor (or a person; None for the office's own clockwork); `unit` the unit concerned; `before` and
    `after` are digests from `digest()`, `after` is taken from `on` when not given. `facts` holds plain JSON values
    and no personal data beyond what the object's name already says.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record() must run inside the transaction of the change")
    person = getattr(by, "person", by)
    head = Head.objects.select_for_update().get_or_create(id=1)[0]
    number = head.number + 1
    row = {
        "number": number,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_id": getattr(person, "pk", None),
        "actor_name": str(person)[:200] if person is not None else "Hệ thống",
        "unit_id": unit.pk if unit is not None else None,
        "unit_name": str(unit)[:200] if unit is not None else "",
        "event": event.value,
        "object_kind": on._meta.label_lower,
        "object_id": str(on.pk),
        "object_name": str(on)[:200],
        "purpose": purpose[:300],
        "before": before,
        "after": digest(on) if after is None else after,
        "facts": facts or {},
        "previous": head.mac or chain.START,
    }
    row["mac"] = chain.mac(settings.TRAIL_KEY, row)
    entry = Entry.objects.create(**(row | {"at": at}))
    head.number, head.mac = number, row["mac"]
    head.seal = chain.seal(settings.TRAIL_KEY, number, row["mac"])
    head.save()
    return entry
