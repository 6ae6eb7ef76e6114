"""Tickets: addresses on the files' origin that hand one file to one person for one minute.

No cookie reaches that origin, so the address itself carries the right: signed, bound to file, person and purpose.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.urls import reverse

from lachan.office.files.models import StoredFile
from lachan.office.people.actor import Actor
from lachan.office.people.models import Person

SECONDS = 60
_SALT = "lachan.office.files.tickets"


@dataclass(frozen=True)
class Ticket:
    """A ticket that was good when it was read."""

    file: StoredFile
    person: Person
    purpose: str


def ticket_for(file: StoredFile, actor: Actor, now: datetime, purpose: str = "") -> str:
    """The absolute address at which `actor` gets `file` within the next minute. Ask the guarded door first."""
    said = {"file": str(file.pk), "person": actor.id, "purpose": str(purpose)[:300], "at": int(now.timestamp())}
    return settings.FILES_ORIGIN.rstrip("/") + reverse("file", args=[signing.dumps(said, salt=_SALT, compress=True)])


def read_ticket(text: str, now: datetime) -> Ticket | None:
    """What the ticket stands for; None when it is forged or too old, or when person or file are gone by now."""
    try:
        said = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return None
    if abs(now.timestamp() - said["at"]) > SECONDS:  # clocks of two machines may differ a little
        return None
    file = StoredFile.objects.filter(pk=said["file"], erased_at__isnull=True).select_related("owner_unit").first()
    person = Person.objects.filter(pk=said["person"], is_active=True).first()
    return Ticket(file, person, said["purpose"]) if file and person else None
