"""All that a decision looks things up in."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol

from lachan.screening.call import Call
from lachan.screening.listed import Hit, Listed
from lachan.screening.passport.codes import Code
from lachan.screening.roaming import Roaming, roaming_unknown
from lachan.screening.settings import Settings
from lachan.vietnam.numbers import Explained, Kind, explain
from lachan.vietnam.numbers.normal import compact_writing
from lachan.vietnam.numbers.plan import PLAN

VIETNAM_SECONDS = 7 * 3600
DAY_SECONDS = 86_400
EPOCH = date(1970, 1, 1).toordinal()
LONGEST_TEXT = 40
"""Characters kept of what is shown in place of a number."""


class Authenticated(Protocol):
    """What the check of a call's Identity headers found."""

    @property
    def status(self) -> str:
        """ "none", "valid", "invalid" or "unknown"."""

    @property
    def code(self) -> Code:
        """Why."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """Figures without numbers; `x5u` is the address of the signer's certificate."""


Authenticate = Callable[[Call, str | None, str, float], Authenticated]
"""Check the signatures of a call: the call, its caller (None: withheld) and callee as headers write them, and now."""


ORDINARY_LENGTH = 12
ORDINARY = {
    prefix: what
    for prefix, what in PLAN.items()
    if what.kind is Kind.MOBILE
    and ORDINARY_LENGTH - 3 in what.lengths
    and not (what.since or what.new_prefix or what.unallocated)
}
"""Mobile numbers of which `explain` has nothing to say on any day: most callers, told from their first digits."""
Judged = tuple[Explained, str, Hit | None]
"""One shown number: explained, its name for counting, and what the list says of it."""


class Tables:
    """Settings, list and plugs, as a worker holds them. Parts are replaced whole, between two calls."""

    __slots__ = ("_day", "_day_number", "_iso", "_listed", "_settings", "authenticate", "roaming")

    def __init__(
        self,
        settings: Settings,
        listed: Listed | None = None,
        *,
        roaming: Roaming = roaming_unknown,
        authenticate: Authenticate | None = None,
    ) -> None:
        self._settings = settings
        self._listed = listed
        self.roaming = roaming
        self.authenticate = authenticate
        self._day_number = -1
        self._day, self._iso = date(1970, 1, 1), "1970-01-01"

    @property
    def settings(self) -> Settings:
        """Trunks, rules and thresholds."""
        return self._settings

    @property
    def listed(self) -> Listed | None:
        """The protected numbers, None when no list has come yet."""
        return self._listed

    def replace(self, *, settings: Settings | None = None, listed: Listed | None = None) -> None:
        """Take new parts from the next call on."""
        self._settings = settings or self._settings
        self._listed = listed or self._listed

    def judged(self, text: str, *, abroad: bool, now: float) -> Judged:
        """The number written in `text` explained and looked up, on the day of `now` in Vietnam.

        Nothing is remembered: explaining costs less than keeping what strangers send.
        """
        number = int(now + VIETNAM_SECONDS) // DAY_SECONDS
        if number != self._day_number:
            self._day_number = number
            self._day = date.fromordinal(EPOCH + number)
            self._iso = self._day.isoformat()
        listed = self._listed
        if not abroad and len(text) == ORDINARY_LENGTH and text.startswith("+84"):
            what = ORDINARY.get(text[3:7])
            if what is not None and text.isascii() and text[7:].isdigit():
                return Explained(text, what), text, listed.find(text, text, self._iso) if listed else None
        found = explain(text, trunk_kind="international" if abroad else "domestic", on=self._day)
        normal = found[0] or found[3]
        if normal and normal.startswith("+84"):  # most calls: the digits as written do not matter
            return found, normal, listed.find(normal, normal, self._iso) if listed else None
        digits = digits_shown(text)
        hit = listed.find(normal, digits, self._iso) if listed and digits else None
        return found, normal or digits or text[:LONGEST_TEXT], hit


def digits_shown(text: str) -> str:
    """The digits of a shown number without + or 00, "" when there is something else in it."""
    bare = text[1:] if text.startswith("+") else text
    if not (bare.isascii() and bare.isdigit()):
        text = compact_writing(text)
        bare = text.removeprefix("+")
        if not (bare.isascii() and bare.isdigit()):
            return ""
    return bare[2:] if text.startswith("00") else bare
