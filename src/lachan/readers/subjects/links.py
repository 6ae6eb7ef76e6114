"""Links and bare names of sites inside a text: with scheme or without, defanged, with blanks in them, in any script."""

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lachan.readers.suffixes import is_suffix

COMMON = (
    "com", "net", "org", "info", "vip", "top", "xyz", "cc", "vn", "club", "online", "site", "shop", "live", "icu",
    "fun", "win", "app", "link", "pro", "biz", "asia", "store", "tv", "bet", "life", "world", "tk", "ink", "pw",
)  # fmt: skip
"""Endings that are read though blanks stand around their dot; the others may be words of the next sentence."""
_WORDS = frozenset({
    "me", "la", "ma", "ba", "be", "so", "do", "to", "co", "in", "ai", "id", "my", "mo", "na", "vi", "bo", "de", "ca",
    "ga", "no", "va", "mu", "nu", "ni", "gi", "gu", "tu", "th", "em", "an", "ban", "cho", "hot", "net", "moi", "lat",
})  # fmt: skip
"""Endings that are also Vietnamese words: behind a full stop without a blank they are taken for words."""
_SCHEME = re.compile(r"(?<![a-z0-9])([a-z][a-z0-9+.\-]{1,19}):(?=[/\\]|data|[a-z0-9,;?*<%+])", re.IGNORECASE)
_WEB = re.compile(r"h(?:tt|xx|\*\*|__|tx|xt|t|ttt)ps?|fxp|ftp|wss?", re.IGNORECASE)
_LOOSE_WEB = re.compile(r"(?<![\w])(h(?:tt|xx|\*\*|__)ps?)\s?(?::|\[:\]|\(:\))\s{0,3}/\s?/\s{0,3}", re.IGNORECASE)
_DOT = re.compile(
    r"\s{0,2}(?:\[\s?\.\s?\]|\(\s?\.\s?\)|\{\s?\.\s?\}|\[\s?dot\s?\]|\(\s?dot\s?\)|\[\s?cham\s?\])\s{0,2}", re.I
)
_ENDINGS = "|".join(sorted(COMMON, key=len, reverse=True))
_APART = re.compile(
    rf"(?<![\w.@])([a-z0-9\-]{{2,63}}(?:\.[a-z0-9\-]{{1,63}})*)"
    rf"(?:\s{{1,3}}\.(com\.vn|net\.vn|{_ENDINGS})|\s{{1,3}}\.\s{{1,3}}(com\.vn|net\.vn|{_ENDINGS})"
    rf"|\.\s{{1,3}}(com\.vn|net\.vn|com|net|org|vn|xyz|icu|cc)|\s+(?:dot|chấm|cham)\s+(com\.vn|{_ENDINGS}))(?![\w])",
    re.IGNORECASE | re.ASCII,
)
"""Behind a full stop and a blank only endings that are no words; else "Mua ở đây. Shop gửi ngay" would be a name."""
_STOPS = re.compile("[\u3002\uff0e\uff61\u2024]")
_URL = re.compile(r"\S{1,4096}")
_BARE = re.compile(
    r"(?<![\w@.\-/])(?:[^\W_][\w\-]{0,62}\.)+[^\W_][\w\-]{1,62}(?![\w\-@])(?::\d{1,5})?(?:[/?#][^\s<>\"“”]{0,2000})?"
)
_TRAILING = ".,;:!?…)]}>»”’'\""
# not a piece of a telephone number that is parted by blanks and dots alike, letters for digits in it or not
_IP = re.compile(
    r"(?<![\w.])(?<![\dOoIl][ ·-])\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?(?:[/?#][^\s]{0,2000})?"
    r"(?![\w.])(?![ ·-][\dOoIl](?![^\W\d]))"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text: the link as one word, its scheme in small letters ("" for none), whether put together."""

    text: str
    scheme: str = ""
    apart: bool = False


def links_in(text: str) -> tuple[list[Piece], str]:
    """The links of `text` in their order, and the text with blanks in their place."""
    together, apart = _joined(text)
    rest = list(together)
    found: list[tuple[int, Piece]] = []
    for start, end, piece in _pieces(together, apart):
        found.append((start, piece))
        rest[start:end] = " " * (end - start)
    return [piece for _, piece in sorted(found, key=lambda one: one[0])], "".join(rest)


def _joined(text: str) -> tuple[str, set[str]]:
    """The text with names that were written apart put together, and those names."""
    apart: set[str] = set()
    said = _STOPS.sub(".", text)
    told = _LOOSE_WEB.sub(lambda one: f"http{'s' if one[1].lower().endswith('s') else ''}://", said)
    dotted = _DOT.sub(".", told)
    if dotted != told:
        apart.add("")

    def join(found: re.Match[str]) -> str:
        name = f"{found[1]}.{next(one for one in found.groups()[1:] if one)}"
        apart.add(name.lower())
        return name

    return _APART.sub(join, dotted), apart


def _pieces(text: str, apart: set[str]) -> Iterator[tuple[int, int, Piece]]:
    taken = 0
    whole = text.strip()
    for start, end, scheme in _candidates(text, whole):
        if start < taken:
            continue
        written = text[start:end].rstrip(_TRAILING)
        body = written.partition("://")[2] if scheme else written
        joined = "" in apart or any(body.lower().startswith(one) for one in apart if one)
        yield start, start + len(written), Piece(written, scheme, joined)
        taken = end


def _candidates(text: str, whole: str) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for one in _SCHEME.finditer(text):
        scheme = one[1].lower()
        if "." in scheme or scheme.isdecimal():
            continue  # host:port
        url = _URL.match(text, one.start())
        assert url is not None
        known = _WEB.fullmatch(scheme) or scheme in _SPOKEN or scheme in REFUSED
        if known or text[one.end() : one.end() + 2] == "//":
            found.append((one.start(), url.end(), "http" if _WEB.fullmatch(scheme) else scheme))
    found += [(one.start(), one.end(), "") for one in _IP.finditer(text) if _is_address(one[0])]
    found += [(one.start(), one.end(), "") for one in _BARE.finditer(text) if _is_name(one[0], whole)]
    return sorted(found, key=lambda one: (one[0], -one[1]))


_SPOKEN = frozenset({"tel", "sms", "tg", "zalo", "fb", "mailto", "viber"})
REFUSED = frozenset({
    "data", "file", "javascript", "vbscript", "intent", "blob", "content", "about", "chrome", "ms-appinstaller",
    "itms-services", "smb", "jar", "view-source", "filesystem",
})  # fmt: skip
"""Schemes of links that lead to no site."""


def _is_address(text: str) -> bool:
    try:
        ipaddress.IPv4Address(re.split(r"[:/?#]", text)[0])
    except ValueError:
        return False
    return True


def _is_name(text: str, whole: str) -> bool:
    """Whether a word with dots is a name of a site and not two words without a blank, a file or an amount."""
    host = re.split(r"[:/?#]", text.rstrip(_TRAILING))[0].lower()
    ending = host.rpartition(".")[2]
    if ending.isdecimal() or not is_suffix(ending):
        return False
    if text.rstrip(_TRAILING) == whole.rstrip(_TRAILING) or host.count(".") > 1 or len(host) < len(text) - 1:
        return True
    label = host.rpartition(".")[0]
    return ending not in _WORDS or len(label) >= 8 or any(one.isdigit() or one == "-" for one in label)
