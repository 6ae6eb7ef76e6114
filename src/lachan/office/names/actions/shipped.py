"""The names that come with the product: those that the register has never held are added, to be confirmed."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lachan.office.names.actions.entries import put
from lachan.office.names.content import checked
from lachan.office.names.models import NameState, ProtectedName
from lachan.office.names.plan import facts_of_entry
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.readers.brands import shipped_entries


def take_shipped(now: datetime) -> int:
    """Add the shipped names that are not there, and leave all others as people made them. How many."""
    known = set(ProtectedName.objects.values_list("key", flat=True))
    missing = [(brand, entry) for brand, entry in shipped_entries() if brand.key not in known]
    done = 0
    for brand, entry in missing:
        facts = checked(facts_of_entry(brand, entry, timezone.localdate(now)))
        with transaction.atomic():
            if ProtectedName.objects.select_for_update().filter(key=facts.key).exists():
                continue
            row = put(ProtectedName(state=NameState.SHIPPED), facts, actor=None, now=now)
            record(Event.PROTECTED_NAME_ADDED, on=row, by=None, at=now, facts={"shipped": True})
            done += 1
    return done
