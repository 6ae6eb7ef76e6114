"""What a shown number is, who was first allocated it, and why to doubt it: one pure function, light enough for a call.

It never says that a number is right: a shown number proves nothing. Sources: the plan (`plan`), the closed list of
signs (`signs`), and what the caller knows about the trunk and the protected numbers.
"""

from datetime import date
from typing import NamedTuple

from lachan.vietnam.numbers.normal import compact_writing
from lachan.vietnam.numbers.plan import (
    ANY_FOREIGN,
    ANY_SHORT,
    IMPOSSIBLE,
    KEY,
    KIND_WORDS,
    MOBILE_BOTH_UNTIL,
    MOBILE_CHANGED_ON,
    OLD_AREAS,
    PLAN,
    SHORT,
    WITHHELD,
    Area,
    Country,
    Kind,
    OldArea,
    What,
    foreign_of,
)
from lachan.vietnam.numbers.protected import Protected
from lachan.vietnam.numbers.signs import (
    AREA_CODE_UNASSIGNED,
    COUNTRY_CODE_BEFORE_SHORT,
    COUNTRY_CODE_UNASSIGNED,
    NO_DIGITS_ALONE,
    NO_FORM,
    NOT_YET,
    OLD_AREA_CODE,
    OLD_MOBILE,
    PREFIX_UNASSIGNED,
    RANGE_NOT_ALLOCATED,
    TOO_LONG,
    TOO_SHORT,
    WRONG_LENGTH,
    ZERO_AFTER_84,
    ZERO_AFTER_PLUS,
    ZERO_BEFORE_SERVICE,
    Sign,
    TrunkKind,
)
from lachan.vietnam.wording import Wording

SHORTEST_ABROAD, LONGEST = 7, 15
SHORTEST_CODE, LONGEST_CODE = 3, 6
_SERVICES = ("1800", "1900")
_HIDDEN = frozenset({"", "anonymous", "restricted", "private", "unavailable", "unknown", "withheld"})


class Explained(NamedTuple):
    """One number explained.

    `normal` is its E.164 form (as `normal_number`, None where there is none); `new_form` is the form of today of a
    number written as before 2017 or 2018, and `changed_on` the day of that change. `signs` are reasons to look, in the
    order of their families; without signs nothing is known against the number, which is not to say that it is right.
    """

    normal: str | None
    what: What
    signs: tuple[Sign, ...] = ()
    new_form: str | None = None
    changed_on: date | None = None

    @property
    def kind(self) -> Kind:
        """Mobile, fixed, foreign, …"""
        return self.what.kind

    @property
    def allocated_to(self) -> str:
        """Operator that was first allocated the prefix, "" where not confirmed; who serves the number is not known."""
        return self.what.allocated_to if self.what.allocation_sure else ""

    @property
    def area(self) -> Area | None:
        """Area of a fixed number."""
        return self.what.area

    @property
    def country(self) -> Country | None:
        """Country or world-wide service of a foreign number."""
        return self.what.country

    @property
    def description(self) -> Wording:
        """What it is, in one phrase of each language."""
        words, what = KIND_WORDS[self.what.kind], self.what
        if what.note:
            return Wording(f"{words.vi}: {what.note.vi}", f"{words.en}: {what.note.en}")
        if what.country:
            return Wording(f"{words.vi}: {what.country.name.vi}", f"{words.en}: {what.country.name.en}")
        if what.area:
            return Wording(f"{words.vi}, {area_words(what.area).vi}", f"{words.en}, {area_words(what.area).en}")
        return words

    @property
    def why(self) -> Wording:
        """All signs as one text; empty without signs."""
        return Wording("; ".join(one.wording.vi for one in self.signs), "; ".join(one.wording.en for one in self.signs))


def area_words(area: Area) -> Wording:
    """The area's name of before and since 1 July 2025: "Bắc Giang (nay thuộc Bắc Ninh)"."""
    if area.name == area.province_2025:
        return Wording(area.name, area.name)
    return Wording(f"{area.name} (nay thuộc {area.province_2025})", f"{area.name} (now in {area.province_2025})")


def explain(
    text: str, *, trunk_kind: TrunkKind | None = None, on: date, protected: Protected | None = None
) -> Explained:
    """What the number written in `text` is on the day `on`, and why to doubt it.

    Every text has an explanation, nothing is raised. Bare digits from an international trunk are read as a foreign
    number where its country has numbers so long, since such trunks often leave out the +.
    """
    bare = text[1:] if text.startswith("+") else text
    compact = text if bare.isascii() and bare.isdigit() else compact_writing(text)
    if compact.startswith("+"):
        digits, abroad = compact[1:], True
    elif compact.startswith("00"):
        digits, abroad = compact[2:], True
    else:
        digits, abroad = compact, False
    if not (digits.isascii() and digits.isdigit()):
        hidden = compact.lower() in _HIDDEN
        return Explained(None, WITHHELD) if hidden else Explained(None, IMPOSSIBLE, (NO_DIGITS_ALONE,))
    if abroad:
        found = _behind_84(digits[2:], on) if digits.startswith("84") else _foreign(digits)
    elif digits.startswith("0"):
        found = _behind_0(digits[1:], on)
    else:
        found = _bare(digits, on, international=trunk_kind == "international")
    if trunk_kind == "international" and (sign := found.what.from_abroad):
        found = _with_sign(found, sign)
    if protected is not None and (sign := protected.sign(found.normal or found.new_form, digits)):
        found = _with_sign(found, sign)
    return found


def _with_sign(found: Explained, sign: Sign) -> Explained:
    signs = tuple(sorted((*found.signs, sign), key=_family)) if found.signs else (sign,)
    return Explained(found.normal, found.what, signs, found.new_form, found.changed_on)


def _family(sign: Sign) -> str:
    return sign.code


def _domestic(national: str, on: date) -> Explained:
    """The digits behind 0 or +84."""
    what = PLAN.get(national[:KEY])
    if what is None or len(national) not in what.lengths:
        return _old_area(national, on) or _of_no_range(national, what)
    if what.kind is Kind.UNKNOWN:
        return Explained(None, what)
    if what.since and on < what.since:
        return _old_area(national, on) or Explained(f"+84{national}", what, (NOT_YET,))
    if what.new_prefix:
        number = f"+84{what.new_prefix}{national[3:]}"
        signs = (OLD_MOBILE,) if on > MOBILE_BOTH_UNTIL else ()
        return Explained(number, what, signs, number, MOBILE_CHANGED_ON)
    return Explained(f"+84{national}", what, (RANGE_NOT_ALLOCATED,) if what.unallocated else ())


def _of_no_range(national: str, what: What | None) -> Explained:
    """Digits that fit no range: a range of another length, or no range at all."""
    if what is not None:
        return Explained(None, IMPOSSIBLE, (WRONG_LENGTH,))
    if len(national) > LONGEST:
        return Explained(None, IMPOSSIBLE, (TOO_LONG,))
    if SHORTEST_CODE <= len(national) <= LONGEST_CODE:
        return Explained(None, IMPOSSIBLE, (COUNTRY_CODE_BEFORE_SHORT if national in SHORT else WRONG_LENGTH,))
    if len(national) < SHORTEST_CODE:
        return Explained(None, IMPOSSIBLE, (TOO_SHORT,))
    return Explained(None, IMPOSSIBLE, (AREA_CODE_UNASSIGNED if national[0] == "2" else PREFIX_UNASSIGNED,))


def _old_area(national: str, on: date) -> Explained | None:
    """A fixed number with its area code of before 2017; None when the digits are none."""
    for length in (1, 2, 3):
        old: OldArea | None = OLD_AREAS.get(national[:length])
        if old and len(national) == length + old.length:
            signs = (OLD_AREA_CODE,) if on > old.both_until else ()
            return Explained(None, old.what, signs, f"+84{old.new}{national[length:]}", old.changed_on)
    return None


def _behind_84(national: str, on: date) -> Explained:
    if national.startswith("0"):
        return Explained(None, IMPOSSIBLE, (ZERO_AFTER_84,))
    return _domestic(national, on)


def _behind_0(national: str, on: date) -> Explained:
    if national.startswith(_SERVICES) and len(national) in PLAN[national[:KEY]].lengths:
        return Explained(None, IMPOSSIBLE, (ZERO_BEFORE_SERVICE,))
    return _domestic(national, on)


def _bare(digits: str, on: date, *, international: bool) -> Explained:
    """Digits without 0 and +: short number, 84…, a number that lost its 0, or (from abroad) one that lost its +."""
    if len(digits) <= LONGEST_CODE:
        if len(digits) < SHORTEST_CODE:
            return Explained(None, IMPOSSIBLE, (TOO_SHORT,))
        return Explained(None, SHORT.get(digits, ANY_SHORT))
    behind_84 = _behind_84(digits[2:], on) if digits.startswith("84") else None
    if behind_84 and behind_84.what is not IMPOSSIBLE:
        return behind_84
    if international and not behind_84:
        country = foreign_of(digits)
        if country and country.country and country.country.shortest <= len(digits) <= LONGEST:
            return Explained(f"+{digits}", country)
    found = _domestic(digits, on)
    if found.what is not IMPOSSIBLE:
        return found
    if behind_84:
        return behind_84
    return Explained(None, IMPOSSIBLE, (TOO_LONG if len(digits) > LONGEST else NO_FORM,))


def _foreign(digits: str) -> Explained:
    """The digits behind + or 00 of a number of another country."""
    if digits.startswith("0"):
        return Explained(None, IMPOSSIBLE, (ZERO_AFTER_PLUS,))
    if len(digits) > LONGEST:
        return Explained(None, IMPOSSIBLE, (TOO_LONG,))
    if len(digits) < SHORTEST_ABROAD:
        return Explained(None, IMPOSSIBLE, (TOO_SHORT,))
    what = foreign_of(digits)
    if what is None:
        return Explained(f"+{digits}", ANY_FOREIGN, (COUNTRY_CODE_UNASSIGNED,))
    return Explained(f"+{digits}", what)
