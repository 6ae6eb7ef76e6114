"""Whether a name copies a protected one, in which way, and how sure that is: a sum of named contributions."""

import re
from dataclasses import dataclass
from functools import cache

from lachan.checks.sites.register import LEAST_TYPED, Register, supporting
from lachan.checks.sites.skeleton import latin, skeleton
from lachan.readers.brands import Brand
from lachan.readers.names import ReadName
from lachan.readers.suffixes import Parts, parts_of

_CUT = re.compile(r"[-._]+")
_LOGIN = re.compile(r"login|signin|dang-?nhap|verify|xac-?(?:thuc|minh)|otp|secure|account", re.IGNORECASE)


@cache
def _long_support() -> re.Pattern[str]:
    """Supporting words long enough to be seen inside a longer piece."""
    return re.compile("|".join(sorted(word for word in supporting() if len(word) > 3)))


@dataclass(frozen=True, slots=True)
class Copy:
    """A brand, the rule that found it, the short name that is copied, and what made the score (hundredths)."""

    rule: str
    brand: Brand
    short: str
    points: dict[str, int]


def copy_of(read: ReadName, register: Register) -> Copy | None:
    """The copy in a name, None where it copies nobody or belongs to whom it names."""
    if "ip" in read.signs:
        return _in_link(read, None, register)
    if register.owner(read.host):
        return None
    parts = parts_of(read.host)
    return (
        _in_label(read, parts, register)
        or _in_subdomain(read, parts, register)
        or _short_word(read, parts, register)
        or _mistyped(read, parts, register)
        or _in_link(read, parts, register)
    )


def _labels(read: ReadName, parts: Parts) -> tuple[str, str]:
    """The subdomain and the registered label with their own letters."""
    labels = read.unicode.split(".")
    ending = parts.suffix.count(".") + 1
    own = len(labels) - ending - 1
    return ".".join(labels[:own]), labels[own] if own >= 0 else ""


def _within(text: str, register: Register) -> tuple[Brand, str, str] | None:
    """The longest protected skeleton inside one skeleton: brand, short name, and what is left over."""
    found = max(register.inside.findall(text), key=len, default="")
    if not found:
        return None
    brand, short = register.whole[found]
    return brand, short, text.replace(found, "", 1)


def _in_label(read: ReadName, parts: Parts, register: Register) -> Copy | None:
    _, label = _labels(read, parts)
    found = _within(skeleton(label).replace("-", ""), register)
    if found is None:
        return None
    brand, short, left = found
    written = short in latin(label).replace("-", "") and label.isascii()
    if not left:
        rule, points = ("WEB-001", {"same_name": 80}) if written else ("WEB-002", {"same_to_the_eye": 95})
    elif not written:
        rule, points = "WEB-002", {"looks_alike": 80}
    else:
        rule, points = "WEB-003", {"name_inside": 60}
    return Copy(rule, brand, short, points | _more(left, parts))


def _more(left: str, parts: Parts) -> dict[str, int]:
    """What else makes a copy surer: supporting words, gov or vn put inside, a name that costs nothing."""
    told: dict[str, int] = {}
    if left and _long_support().search(left):
        told["supporting_word"] = 25
    if "gov" in left or "vn" in left or "viet" in left:
        told["gov_or_vn_inside"] = 15
    if parts.hosted:
        told["name_given_away"] = 10
    return told


def _in_subdomain(read: ReadName, parts: Parts, register: Register) -> Copy | None:
    sub, _ = _labels(read, parts)
    if not sub:
        return None
    found = _within(skeleton(sub).replace("-", ""), register)
    if found:
        brand, short, left = found
        domain = {"true_domain_in_front": 20} if any(one in read.host for one in brand.domains) else {}
        return Copy("WEB-004", brand, short, {"name_in_subdomain": 65} | domain | _more(left, parts))
    for piece in _CUT.split(skeleton(sub)):
        if piece in register.words:
            brand, short = register.words[piece]
            more = _more(skeleton(read.host).replace(piece, "", 1), parts)
            return Copy("WEB-004", brand, short, {"word_in_subdomain": 40} | more) if more else None
    return None


def _short_word(read: ReadName, parts: Parts, register: Register) -> Copy | None:
    """A short word beside a supporting one, or between borders in a name with supporting words, gov or vn."""
    _, label = _labels(read, parts)
    told = skeleton(label)
    pieces = _CUT.split(told)
    words = supporting()
    for at, piece in enumerate(pieces):
        if piece in register.words and len(pieces) > 1:
            brand, short = register.words[piece]
            others = pieces[:at] + pieces[at + 1 :]
            supported = [one for one in others if one in words or _long_support().search(one)]
            if (
                supported
                or len(piece) >= 6
                or any(one.startswith(("vn", "viet")) or one.endswith("vn") for one in others)
            ):
                return Copy("WEB-003", brand, short, {"word_between_borders": 45, "supporting_word": 25})
        if piece in register.pairs:
            brand, short = register.pairs[piece]
            return Copy("WEB-003", brand, short, {"word_joined_to_supporting_word": 65})
    return None


def loose_copy(read: ReadName, register: Register) -> Copy | None:
    """A short word alone or inside other letters: a copy only of a name that the scorer finds like those of fraud."""
    if "ip" in read.signs or register.owner(read.host):
        return None
    parts = parts_of(read.host)
    told = skeleton(_labels(read, parts)[1]).replace("-", "")
    word = register.loose_word(told)
    if word is None:
        return None
    brand, short = register.words[word]
    if word == told:
        return Copy("WEB-001", brand, short, {"same_short_name": 30, "built_like_fraud": 25})
    return Copy(
        "WEB-003", brand, short, {"word_inside": 30, "built_like_fraud": 25} | _more(told.replace(word, "", 1), parts)
    )


def _mistyped(read: ReadName, parts: Parts, register: Register) -> Copy | None:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    _, label = _labels(read, parts)
    told = skeleton(label)
    for piece in sorted({told.replace("-", ""), *_CUT.split(told)}):
        most = 2 if len(piece) >= LEAST_TYPED + 2 else 1
        found = process.extractOne(piece, register.typed, scorer=OSA.distance, score_cutoff=most)
        if found and len(piece) >= LEAST_TYPED - 1:
            brand, short = register.whole[found[0]]
            named = {"one_letter_off": 65} if found[1] <= 1 else {"two_letters_off": 45}
            return Copy("WEB-005", brand, short, named)
    return None


def _in_link(read: ReadName, parts: Parts | None, register: Register) -> Copy | None:
    """A brand before an @ or in the path. Honest pages write about banks, so a path alone says nothing."""
    if found := register.true_domains.search(read.user.lower()):
        return Copy("WEB-006", register.domains[found[0]], found[0], {"true_domain_before_at": 90})
    path = read.path.lower()
    if len(path) < 2:
        return None
    hosted = parts is None or parts.hosted
    if (found := register.true_domains.search(path)) and (hosted or _LOGIN.search(path)):
        return Copy("WEB-006", register.domains[found[0]], found[0], {"true_domain_in_path": 75})
    for segment in re.split(r"[/?#&=]", path):
        within = _within(skeleton(segment).replace("-", ""), register) if hosted and segment else None
        if within and (not within[2] or _LOGIN.search(path)):
            return Copy("WEB-006", within[0], within[1], {"name_in_path": 60, "no_name_of_its_own": 10})
    return None
