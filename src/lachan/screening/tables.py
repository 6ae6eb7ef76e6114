"""All that a decision looks things up in."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple, Protocol

from lachan.screening.call import Call
from lachan.screening.listed import Hit, Listed
from lachan.screening.passport.codes import Code
from lachan.screening.roaming import Roaming, roaming_unknown
from lachan.screening.settings import Settings
from lachan.vietnam.numbers import Explained, explain
from lachan.vietnam.numbers.normal import compact_writing

VIETNAM_SECONDS = 7 * 3600
DAY_SECONDS = 86_400
EPOCH = date(1970, 1, 1).toordinal()
MOST_REMEMBERED = 20_000
"""Numbers whose explanation is kept, in each worker and for each kind of trunk."""


class Authenticated(Protocol):
    """What the check of a call's Identity headers found."""

    @property
    def status(self) -> str:
        """ "none", "valid", "invalid" or "unknown"."""

    @property
    def code(self) -> Code:
        """Why."""


Authenticate = Callable[[Call, str | None, str, float], Authenticated]
"""Check the signatures of a call: the call, its caller (None: withheld) and callee as headers write them, and now."""


class Judged(NamedTuple):
    """One shown number: explained, its name for counting, and what the list says of it."""

    found: Explained
    key: str
    hit: Hit | None


class Tables:
    """Settings, list and plugs, as a worker holds them. Parts are replaced whole, between two calls."""

    __slots__ = ("_abroad", "_day", "_day_number", "_here", "_iso", "_listed", "_settings", "authenticate", "roaming")

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
        self._here: dict[str, Judged] = {}
        self._abroad: dict[str, Judged] = {}

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
        self._here, self._abroad = {}, {}

    def judged(self, text: str, *, abroad: bool, now: float) -> Judged:
        """The number written in `text` explained and looked up, on the day of `now` in Vietnam."""
        number = int(now + VIETNAM_SECONDS) // DAY_SECONDS
        if number != self._day_number:
            self._day_number = number
            self._day = date.fromordinal(EPOCH + number)
            self._iso = self._day.isoformat()
            self._here, self._abroad = {}, {}
        known = self._abroad if abroad else self._here
        judged = known.get(text)
        if judged is None:
            if len(known) >= MOST_REMEMBERED:
                known.clear()
            judged = known[text] = self._judge(text, abroad)
        return judged

    def _judge(self, text: str, abroad: bool) -> Judged:
        found = explain(text, trunk_kind="international" if abroad else "domestic", on=self._day)
        number = found.normal or found.new_form
        digits = digits_shown(text)
        hit = self._listed.find(number, digits, self._iso) if self._listed and digits else None
        return Judged(found, number or digits or text[:40], hit)


def digits_shown(text: str) -> str:
    """The digits of a shown number without + or 00, "" when there is something else in it."""
    bare = text[1:] if text.startswith("+") else text
    if not (bare.isascii() and bare.isdigit()):
        text = compact_writing(text)
        bare = text.removeprefix("+")
        if not (bare.isascii() and bare.isdigit()):
            return ""
    return bare[2:] if text.startswith("00") else bare
