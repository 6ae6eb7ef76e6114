"""The kinds of messages, the event of the trail that each tells of, and which of the two bodies hears of it."""

from dataclasses import dataclass

from lachan.office.api.models import HookKind
from lachan.office.trail.events import Event

TRIAL = "webhook.test"
ASKED, ASKING = "asked", "asking"


@dataclass(frozen=True)
class Told:
    """A kind, and the body that hears of it."""

    kind: HookKind
    to: str


K = HookKind
TOLD = {
    Event.REQUEST_APPROVED: Told(K.REQUEST_APPROVED, ASKED),
    Event.REMINDER_SENT: Told(K.REQUEST_REMINDED, ASKED),
    Event.REQUEST_INSISTED: Told(K.REQUEST_INSISTED, ASKED),
    Event.REQUEST_RESEALED: Told(K.REQUEST_RESEALED, ASKED),
    Event.REQUEST_WITHDRAWN: Told(K.REQUEST_WITHDRAWN, ASKED),
    Event.PACKAGE_HANDED_OUT: Told(K.PACKAGE_HANDED_OUT, ASKED),
    Event.REQUEST_RECEIVED: Told(K.REQUEST_RECEIVED, ASKING),
    Event.REQUEST_PAUSED: Told(K.REQUEST_PAUSED, ASKING),
    Event.REQUEST_ANSWERED: Told(K.REQUEST_ANSWERED, ASKING),
    Event.PACKAGE_RECEIVED: Told(K.PACKAGE_ARRIVED, ASKING),
    Event.PACKAGE_WITHDRAWN: Told(K.PACKAGE_WITHDRAWN, ASKING),
}
