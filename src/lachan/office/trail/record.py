"""Writing to the trail: one row for each change, in the change's own transaction."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.forms.models import model_to_dict

from lachan.office.trail import chain
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry, Head
from lachan.vietnam.text import plain

SEARCH_LENGTH = 200
END_WAS_BROKEN = "end_was_broken"
"""The fact that a row carries when the end of the trail, on which it was put, did not bear the office's seal."""


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
    head, broken = _locked_end()
    number = head.number + 1
    row = {
        "number": number,
        "at": chain.moment(at),
        "actor_id": getattr(person, "pk", None),
        "actor_name": str(person)[:200] if person is not None else "Hệ thống",
        "unit_id": unit.pk if unit is not None else None,
        "unit_name": str(unit)[:200] if unit is not None else "",
        "event": event.value,
        "object_kind": on._meta.label_lower,
        "object_id": str(on.pk),
        "object_name": str(on)[:200],
        "purpose": str(purpose)[:300],
        "before": before,
        "after": digest(on) if after is None else after,
        "facts": settled(dict(facts or {}) | ({END_WAS_BROKEN: True} if broken else {})),
        "previous": head.hash or chain.START,
    }
    row["hash"] = chain.row_hash(row)
    row["mac"] = chain.mac(settings.TRAIL_KEY, row["hash"])
    entry = Entry.objects.create(
        **(row | {"at": at}), search_actor=search_form(row["actor_name"]), search_unit=search_form(row["unit_name"])
    )
    head.number, head.hash = number, row["hash"]
    head.seal = chain.seal(settings.TRAIL_KEY, number, row["hash"])
    head.save()
    return entry


def search_form(name: str) -> str:
    """The stored search form of a person's or unit's name."""
    return plain(name)[:SEARCH_LENGTH]


def settled(facts: Any) -> Any:
    """Facts as both data bases give them back: JSON values, text keys, whole numbers without decimal point.

    PostgreSQL returns 1e16 as 10000000000000000; a row would not hash to the same any more. TypeError and ValueError
    for what is no JSON.
    """
    if isinstance(facts, dict):
        return {str(key): settled(value) for key, value in facts.items()}
    if isinstance(facts, list | tuple):
        return [settled(value) for value in facts]
    if isinstance(facts, float) and facts.is_integer():
        return int(facts)
    return json.loads(json.dumps(facts, allow_nan=False))


def _locked_end() -> tuple[Head, bool]:
    """The head, locked, and whether somebody without the key had changed it.

    A new seal on a changed head would hide the change for ever. So the row that comes next says that the end was
    broken, in a fact that its own hash covers, and goes behind the last row there is: work goes on, the trace stays.
    """
    head = Head.objects.select_for_update().get_or_create(id=1)[0]
    if head.seal == chain.seal(settings.TRAIL_KEY, head.number, head.hash):
        return head, False
    if head.number == 0 and not head.seal and not Entry.objects.exists():
        return head, False  # the very first row
    last = Entry.objects.order_by("-number").first()
    head.number, head.hash = (last.number, last.hash) if last is not None else (0, "")
    return head, True
