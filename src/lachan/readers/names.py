"""Names of sites as people and machines write them: bare, as links, defanged, in certificate logs, in any script.

`read_name` reads one; `read_blocks` streams files of any length in blocks of bounded size. What is no name of a site is
refused with a reason; what only looks harmless (a right-to-left mark, letters of two scripts, a name before an @) is
read and told as a sign.
"""

import ipaddress
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lachan.readers.errors import InputError
from lachan.vietnam.wording import Wording

LONGEST = 4096
"""Characters of a line beyond which it is refused; a link is seldom longer."""
LONGEST_HOST = 253
LONGEST_LABEL = 63

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?!\d+(?:[/?#]|$))")
_WEB = {"http", "https", "hxxp", "hxxps", "ftp", "ws", "wss"}
_DOTS = re.compile("[\u3002\uff0e\uff61]|\\[\\.\\]|\\(\\.\\)|\\[dot\\]", re.IGNORECASE)
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})+")
_NUMBER = re.compile(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){0,3}", re.IGNORECASE)
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_FOREIGN = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "GEORGIAN", "HEBREW", "ARABIC")


@dataclass(frozen=True, slots=True)
class ReadName:
    """A name as given, and what it says.

    `host` is small ASCII letters, other scripts as Punycode, without `www.` and port; `unicode` the same with its own
    letters. `path` follows the host, `user` stands before an @. `signs`: bidi, invisible, mixed_scripts, user, ip.
    """

    text: str
    host: str
    unicode: str
    path: str = ""
    user: str = ""
    signs: tuple[str, ...] = ()


def read_name(text: str) -> ReadName:
    """The name in one line of text. InputError: empty, too_long, no_site, not_a_name."""
    given = text.strip()
    if not given:
        raise InputError("empty", Wording("dòng trống", "an empty line"))
    if len(given) > LONGEST:
        raise InputError("too_long", Wording("dòng dài quá", "the line is too long"))
    signs = []
    bare = "".join(letter for letter in given if unicodedata.category(letter) not in ("Cf", "Cc"))
    if bare != given:
        signs.append("bidi" if _BIDI & set(given) else "invisible")
    rest = _without_scheme(bare)
    authority, path = _split(rest)
    user, _, host = authority.rpartition("@")
    if user:
        signs.append("user")
    host = _DOTS.sub(".", host)
    if host.startswith("["):
        return _address(given, host.partition("]")[0].strip("[]"), path, user, signs)
    host = host.partition(":")[0].strip(".").removeprefix("*.")
    if _NUMBER.fullmatch(host):
        return _address(given, host, path, user, signs)
    readable, ascii_ = _both_forms(host)
    if not readable.isascii() and any(_mixed(label) for label in readable.split(".")):
        signs.append("mixed_scripts")
    return ReadName(
        given, ascii_.removeprefix("www."), readable.removeprefix("www."), path, user, tuple(sorted(set(signs)))
    )


def _without_scheme(text: str) -> str:
    found = _SCHEME.match(text)
    if found is None:
        return text.removeprefix("//")
    scheme = found[1].lower()
    if scheme not in _WEB and "." not in scheme:
        raise InputError(
            "no_site", Wording(f"liên kết {scheme}: không dẫn tới trang web nào", f"a {scheme}: link leads to no site")
        )
    return text[found.end() :].lstrip("/\\") if scheme in _WEB else text


def _split(rest: str) -> tuple[str, str]:
    found = re.search(r"[/?#\\\s,;|]", rest)
    return (rest[: found.start()], rest[found.start() :]) if found else (rest, "")


def _address(given: str, host: str, path: str, user: str, signs: list[str]) -> ReadName:
    """An address in place of a name; also one that is written as a single number."""
    try:
        address = str(ipaddress.ip_address(int(host, 0) if _NUMBER.fullmatch(host) and "." not in host else host))
    except ValueError:
        raise _no_name() from None
    return ReadName(given, address, address, path, user, tuple(sorted({*signs, "ip"})))


def _no_name() -> InputError:
    return InputError(
        "not_a_name",
        Wording("không phải tên miền hay liên kết; ví dụ đúng: vidu.vn", "no name of a site; right would be: vidu.vn"),
    )


def _both_forms(host: str) -> tuple[str, str]:
    """The host with its own letters, and in ASCII as the network knows it."""
    readable, ascii_ = [], []
    for label in unicodedata.normalize("NFKC", host).casefold().split("."):
        if label.startswith("xn--"):
            ascii_.append(label)
            readable.append(_decoded(label))
        else:
            readable.append(label)
            ascii_.append(label if label.isascii() else _encoded(label))
    told = ".".join(ascii_)
    if len(told) > LONGEST_HOST or any(len(label) > LONGEST_LABEL for label in ascii_):
        raise InputError(
            "too_long",
            Wording("tên dài quá 253 ký tự hoặc có phần dài quá 63", "longer than 253 characters, or a label than 63"),
        )
    if not _HOST.fullmatch(told):
        raise _no_name()
    return ".".join(readable), told


def _decoded(label: str) -> str:
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label


def _encoded(label: str) -> str:
    import idna

    try:
        return idna.encode(label, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        # Names that the standard forbids are what fraud tries; they are read all the same.
        return "xn--" + label.encode("punycode").decode("ascii").lower()


def _mixed(label: str) -> bool:
    """Latin letters beside those of another script, or none but look-alikes of another script before a Latin ending."""
    scripts = {unicodedata.name(letter, "?").split(" ")[0] for letter in label if letter.isalpha()}
    return "LATIN" in scripts and bool(scripts & set(_FOREIGN))


def shown(text: str) -> str:
    """A name as it may be shown: what is invisible or changes direction, and letters of other scripts, as codes."""
    if text.isascii() and text.isprintable():
        return text
    told = []
    for letter in text:
        latin = letter.isascii() or unicodedata.name(letter, "?").startswith(("LATIN", "COMBINING"))
        told.append(letter if latin and letter.isprintable() else f"\\u{{{ord(letter):x}}}")
    return "".join(told)


def names_of_line(line: str) -> list[str]:
    """The names in one line: itself, that of a line of a hosts file, or all of a line of a certificate log as JSON."""
    text = line.strip()
    if text.startswith(("#", "!")):
        return []  # a remark in a list
    blocked, _, rest = text.partition(" ")
    if blocked in ("0.0.0.0", "127.0.0.1") and rest.strip():  # noqa: S104 (a word of a list)
        return [rest.split()[0]]  # a line of a hosts file
    if text.startswith("{"):
        try:
            found = list(dict.fromkeys(_names_in(json.loads(text))))
        except (ValueError, RecursionError):
            return [text]
        return found or [text]
    return [text]


_OF_LOGS = {"all_domains", "dns_names", "name_value", "common_name", "cn", "domain", "domains", "name", "host", "url"}


def _names_in(value: Any, wanted: bool = False) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _names_in(inner, str(key).lower() in _OF_LOGS or (wanted and not isinstance(inner, str)))
    elif isinstance(value, list):
        for inner in value:
            yield from _names_in(inner, wanted)
    elif isinstance(value, str) and wanted:
        yield from (part for part in value.split() if "." in part)
