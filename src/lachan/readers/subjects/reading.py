"""Reading whatever a person writes or pastes: sites, accounts and telephone numbers in it, each under one key.

Nothing is fetched and nothing is judged here. What looks like a link and leads to no site is told too, with the reason.
"""

import hashlib
import ipaddress
import re
import unicodedata
from collections.abc import Iterable, Iterator

from lachan.readers.errors import InputError
from lachan.readers.names import ReadName, read_name, shown
from lachan.readers.subjects import links
from lachan.readers.subjects.accounts import Account, account_of, mentioned
from lachan.readers.subjects.asked import LONGEST_SHOWN, Asked, AskedKind, AskedWarning, unlinked
from lachan.readers.subjects.numbers import numbers_in, plain_digits
from lachan.readers.suffixes import HOSTS, parts_of

LONGEST = 20_000
"""Characters of a text that are read; what follows is left out."""
MOST = 50
"""Things that are told of one text."""
LONGEST_ADDRESS = 2000
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_KEPT = frozenset("\n\r\t")
_MENTION = re.compile(r"\b(telegram|tele|tiktok|youtube)\b\W{0,4}@([A-Za-z0-9._]{2,80})", re.IGNORECASE)
_REASON = {
    **dict.fromkeys(("data", "blob"), AskedWarning.DATA_LINK),
    **dict.fromkeys(("file", "smb", "content", "filesystem", "jar"), AskedWarning.FILE_LINK),
}
_SIGNS = {
    "bidi": AskedWarning.BIDI, "invisible": AskedWarning.INVISIBLE, "mixed_scripts": AskedWarning.MIXED_SCRIPTS,
    "user": AskedWarning.USER, "ip": AskedWarning.IP,
}  # fmt: skip


def read_subjects(text: str) -> tuple[Asked, ...]:
    """What is asked about in `text`, each once, links first and then numbers, in the order of the text.

    Any text is read, also an empty one; at most `LONGEST` characters and `MOST` things.
    """
    hidden, bare = _without_hidden(text[:LONGEST])
    pieces, rest = links.links_in(plain_digits(bare))
    found: dict[tuple[AskedKind, str], Asked] = {}
    for one in _told(pieces, rest):
        place = (one.kind, one.key or one.shown)
        if place not in found:
            found[place] = _with(one, hidden)
        if len(found) == MOST:
            break
    return tuple(found.values())


def _told(pieces: Iterable[links.Piece], rest: str) -> Iterator[Asked]:
    for piece in pieces:
        one = _of_link(piece)
        if one is not None:
            yield one
    for handle in _MENTION.finditer(rest):
        account = mentioned(handle[1].lower(), handle[2].rstrip("."))
        if account is not None:
            yield _of_account(account, ())
    for _start, _end, number, letters in numbers_in(rest):
        yield _of_number(number, (AskedWarning.LETTERS_FOR_DIGITS,) if letters else ())


def _without_hidden(text: str) -> tuple[tuple[AskedWarning, ...], str]:
    """What was hidden in the text, and the text without it."""
    found = {one for one in text if unicodedata.category(one) in ("Cf", "Cc", "Cs", "Co") and one not in _KEPT}
    hidden: tuple[AskedWarning, ...] = (AskedWarning.BIDI,) if found & _BIDI else ()
    # A joiner inside an emoji is no trick; only what stands at letters or digits counts.
    inside = re.search(r"\w[\u00ad\u200b-\u200d\u2060\ufeff]+\w", text)
    hidden += (AskedWarning.INVISIBLE,) if inside else ()
    return hidden, "".join(one for one in text if one not in found) if found else text


def _of_link(piece: links.Piece) -> Asked | None:
    scheme, text = piece.scheme, piece.text
    own: tuple[AskedWarning, ...] = (AskedWarning.TAKEN_APART,) if piece.apart else ()
    if scheme in ("tel", "sms", "mailto", "viber", "fb", "zalo", "tg"):
        return _of_spoken(scheme, text)
    if scheme in links.REFUSED or (scheme and scheme != "http"):
        why = _REASON.get(scheme, AskedWarning.SCRIPT_LINK)
        return _unreadable(text, why)
    try:
        read = read_name(text)
    except InputError:
        return _unreadable(text, AskedWarning.NOT_A_NAME)
    path = read.path.strip()
    account = account_of(read.host, path)
    own += tuple(_SIGNS[sign] for sign in read.signs)
    if account is not None:
        return _of_account(account, own, f"https://{read.host}{path}")
    return _of_site(read, path, own)


def _of_spoken(scheme: str, text: str) -> Asked | None:
    """A link that opens another program: a call, a message, Telegram."""
    rest = text.partition(":")[2].lstrip("/")
    if scheme in ("tel", "sms"):
        number = next((one[2] for one in numbers_in(re.split(r"[?;,]", rest)[0])), "")
        return _of_number(number, ()) if number else None
    handle = re.search(r"domain=([A-Za-z0-9_]{2,80})", rest) if scheme == "tg" else None
    account = account_of("t.me", f"/{handle[1]}") if handle else None
    if account is not None:
        return _of_account(account, ())
    return None if scheme == "mailto" else _unreadable(text, AskedWarning.SCRIPT_LINK)


def _of_site(read: ReadName, path: str, own: tuple[AskedWarning, ...]) -> Asked:
    host = read.host
    if "xn--" in host:
        own += (AskedWarning.PUNYCODE,)
    keys: tuple[str, ...] = (host,)
    if AskedWarning.IP in own:
        own += (AskedWarning.LOCAL,) if not ipaddress.ip_address(host).is_global else ()
    else:
        keys = keys_of_host(host)
        own += (AskedWarning.LOCAL,) if host.endswith((".local", ".lan", ".internal", ".localhost", ".home")) else ()
    bracketed = f"[{host}]" if ":" in host else host
    secure = read.text.lower().startswith(("https:", "hxxps:"))
    address = f"{'https' if secure else 'http'}://{bracketed}{path if path.startswith(('/', '?')) else ''}"
    return Asked(AskedKind.SITE, host, keys, shown_host(read.unicode), own, address[:LONGEST_ADDRESS])


def keys_of_host(host: str) -> tuple[str, ...]:
    """A host and the names above it, down to the one that somebody registered."""
    parts = parts_of(host)
    registered = parts.registrable
    if registered in HOSTS and parts.sub:
        registered = f"{parts.sub.rpartition('.')[2]}.{registered}"  # what the service gave away, not the service
    keys = [host]
    while keys[-1] != registered and keys[-1].endswith(f".{registered}"):
        keys.append(keys[-1].partition(".")[2])
    return tuple(keys)


def shown_host(host: str) -> str:
    """A host for pages: letters of other scripts and what is invisible as codes, and never a link."""
    return unlinked(shown(host))


def shown_number(number: str) -> str:
    """A number as it is dialled in Vietnam, in groups."""
    national = f"0{number[3:]}" if number.startswith("+84") else number
    if national.startswith(("01800", "01900")):
        return f"{national[1:5]} {national[5:]}"
    return f"{national[:4]} {national[4:7]} {national[7:]}".strip() if len(national) > 7 else national


def message_key(text: str) -> str:
    """The same for the same text of a message however its blanks fall, and nothing of it: 16 hex digits."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _of_account(account: Account, own: tuple[AskedWarning, ...], address: str = "") -> Asked:
    by_number = account.id.startswith("+84") and account.id[1:].isdecimal()
    told = shown_number(account.id) if by_number else unlinked(shown(account.id))
    return Asked(
        AskedKind.ACCOUNT, account.key, (account.key,), f"{account.name}: {told}"[:LONGEST_SHOWN],
        own + account.warnings, address[:LONGEST_ADDRESS],
    )  # fmt: skip


def _of_number(number: str, own: tuple[AskedWarning, ...]) -> Asked:
    return Asked(AskedKind.NUMBER, number, (number,), shown_number(number), own)


def _unreadable(text: str, why: AskedWarning) -> Asked:
    return Asked(AskedKind.UNREADABLE, "", (), unlinked(shown(text[:60])), (why,))


def _with(one: Asked, hidden: tuple[AskedWarning, ...]) -> Asked:
    warnings = tuple(dict.fromkeys((*one.warnings, *hidden)))
    return Asked(one.kind, one.key, one.keys, one.shown, warnings, one.address)
