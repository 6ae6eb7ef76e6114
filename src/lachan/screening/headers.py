"""Who a call says it is from, read out of the text of its headers. Never raises, never trusts, and looks at each
character a bounded number of times, whatever is sent.

Sources: RFC 3261 (name-addr, addr-spec), RFC 3966 (tel), RFC 3325 (P-Asserted-Identity), RFC 3323 (anonymous callers),
draft-ietf-sip-privacy-04 (Remote-Party-ID), RFC 5806 (Diversion), RFC 7044 (History-Info). The header Privacy is not
looked at: a number that the callee must not see is judged like any other.
"""

import re
from typing import NamedTuple
from urllib.parse import unquote

from lachan.screening.call import Call

MOST_CHARACTERS = 65_536
"""Of one header; what is longer is not read and counts as unreadable."""
MOST_ADDRESSES = 8
"""Of one header; a call with more names nobody."""
LONGEST_NUMBER = 100
"""Characters of one number with all its separators; what is longer is none, and costs nothing to find out."""
LONGEST_DISPLAY = 60
SHORTEST_DISPLAYED = 7
WITHHELD = frozenset({"", "anonymous", "restricted", "private", "unavailable", "unknown", "withheld"})
_USUAL_LONGEST = 400
_USUAL = re.compile(
    r"""
    (?:"(?P<quoted>[^"\\]*+)"[ \t]*+|(?P<plain>[^"<>,;:]*+))
    <(?:sips?|tel):(?P<number>\+?[0-9]{1,40}+)(?:@[^<>"?;,@]++)?(?:;user=phone)?>
    (?:;[^",<>]*+)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HAS_DIGIT = re.compile(r"\d")
_QUOTED = re.compile(r'\s*+"((?:[^"\\]|\\.)*+)"\s*+', re.DOTALL)
_TOKENS = re.compile(r'[^"<>,]*+')
_REST = re.compile(r'[^",]*+(?:"(?:[^"\\]|\\.)*+"[^",]*+)*+', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CONTEXT = re.compile(r";\s*phone-context\s*=\s*([^;?@]*)", re.IGNORECASE)
_GLOBAL_CONTEXT = re.compile(r"\+[0-9().\-]++")
_DISPLAYED_NUMBER = re.compile(r"\+?[\d\s().\-]{7,40}")
PLAIN_CALLEE = re.compile(r"(?:sips?:(\+?[0-9]{1,40}+)@|tel:(\+?[0-9]{1,40}+)\Z)")


class Address(NamedTuple):
    """One address of a header: name to be displayed, URI, and the parameters behind it."""

    display: str
    uri: str
    parameters: str


class Shown(NamedTuple):
    """Whom a call shows.

    `numbers` are the texts of numbers, each once, with the header they stand in: asserted before From before the
    others. `diverting` are those of who had the call forwarded. `withheld`: some header hides the number; `unreadable`
    names the headers that have no address of any known form.
    """

    numbers: tuple[tuple[str, str], ...]
    diverting: tuple[tuple[str, str], ...] = ()
    withheld: bool = False
    unreadable: tuple[str, ...] = ()


def shown_by(call: Call) -> Shown:
    """Whom the call shows; the usual forms at once, all others by the grammar."""
    number = _usual(call.from_)
    if number and not (call.remote_party or call.diversion or call.history):
        if not call.asserted:
            return Shown(((number, "from"),))
        text = call.asserted
        if text[0] == "<" and text[-1] == ">" and text in call.from_:  # the one address of From, word for word
            return Shown(((number, "asserted"),))
        asserted = _usual(text)
        if asserted == number:
            return Shown(((number, "asserted"),))
        if asserted:
            return Shown(((asserted, "asserted"), (number, "from")))
    return _read(call)


def _usual(text: str) -> str | None:
    if len(text) > _USUAL_LONGEST:
        return None
    found = _USUAL.fullmatch(text)
    if found is None:
        return None
    quoted, plain, number = found.groups()
    display = quoted or plain
    if display and display != number and _HAS_DIGIT.search(display):
        return None
    return number


def _read(call: Call) -> Shown:
    numbers: dict[str, str] = {}
    diverting: dict[str, str] = {}
    unreadable: list[str] = []
    withheld = False
    for name, text, into in (
        ("asserted", call.asserted, numbers),
        ("from", call.from_, numbers),
        ("remote_party", call.remote_party, numbers),
        ("diversion", call.diversion, diverting),
        ("history", call.history, diverting),
    ):
        if not text:
            continue
        if name != "history" and (name != "remote_party" or _is_caller(text)) and (usual := _usual(text)):
            into.setdefault(usual, name)
            continue
        addresses = read_addresses(text)
        if addresses is None:
            unreadable.append(name)
            continue
        if name == "remote_party":
            addresses = [one for one in addresses if _is_caller(one.parameters)]
        elif name == "history":
            addresses = addresses[:-1]  # the last entry is where the call goes now
        for address in addresses:
            number = number_in(address.uri)
            if number is None:
                unreadable.append(name)
            elif number:
                into.setdefault(number, name)
            else:
                withheld = True
            if into is numbers and (displayed := number_displayed(address.display)):
                numbers.setdefault(displayed, "display")
    return Shown(tuple(numbers.items()), tuple(diverting.items()), withheld, tuple(dict.fromkeys(unreadable)))


def read_addresses(text: str) -> list[Address] | None:
    """The addresses of a header's value; None when it is too long, has too many, or is not whole."""
    if len(text) > MOST_CHARACTERS:
        return None
    found: list[Address] = []
    at = 0
    for _ in range(MOST_ADDRESSES):
        quoted = _QUOTED.match(text, at)
        if quoted:
            display, at = _ESCAPED.sub(r"\1", quoted[1]), quoted.end()
        else:
            tokens = _TOKENS.match(text, at)
            display, at = (tokens[0].strip(), tokens.end()) if tokens else ("", at)
        if text.startswith("<", at):
            end = text.find(">", at)
            if end < 0:
                return None
            uri = text[at + 1 : end].strip()
            rest = _REST.match(text, end + 1)
            parameters = rest[0] if rest else ""
            at = rest.end() if rest else end + 1
        elif quoted:
            return None
        else:  # without < > what follows a semicolon belongs to the header
            uri, mark, parameters = display.partition(";")
            display, uri, parameters = "", uri.strip(), mark + parameters
        if at < len(text) and text[at] != ",":
            return None
        if uri or parameters or display:
            found.append(Address(display, uri, parameters))
        if at >= len(text):
            return found
        at += 1
    return None


def number_in(uri: str) -> str | None:
    """The number in a URI as text to be explained; "" when it is withheld, None when the URI is of no known form."""
    scheme, colon, rest = uri.partition(":")
    scheme = scheme.strip().lower()
    if not colon:
        return None
    if scheme == "tel":
        user, host = rest.partition("?")[0], ""
    elif scheme in ("sip", "sips"):
        user, mark, host = rest.partition("@")
        if not mark:
            return ""  # a host alone: nobody is named
        if "@" in host:
            return None
    else:
        return None
    number, context = user, None
    if ";" in user:
        number = user.partition(";")[0]
        context = _CONTEXT.search(user)
    if scheme != "tel":
        number = number.partition(":")[0]  # a password
    number = _decoded(number)
    if number.lower() in WITHHELD:
        return ""
    if host.lower().partition(":")[0].endswith(".invalid") and not _HAS_DIGIT.search(number):
        return ""
    if context and not number.startswith("+"):
        prefix = _decoded(context[1])
        if _GLOBAL_CONTEXT.fullmatch(prefix):
            number = prefix + number
    return number if len(number) <= LONGEST_NUMBER else None


def number_displayed(display: str) -> str:
    """The number in a name to be displayed, "" when it is a name: a telephone shows it in place of the caller's.

    Fewer than seven digits are an extension or a room.
    """
    if len(display) > LONGEST_DISPLAY or not _DISPLAYED_NUMBER.fullmatch(display):
        return ""
    return display.strip() if sum(one.isdigit() for one in display) >= SHORTEST_DISPLAYED else ""


def callee_of(uri: str) -> str:
    """The number in the Request-URI, "" when it has none."""
    plain = PLAIN_CALLEE.match(uri)
    if plain:
        return plain[1] or plain[2]
    return "" if len(uri) > MOST_CHARACTERS else number_in(uri) or ""


def _decoded(text: str) -> str:
    return (unquote(text, errors="replace") if "%" in text else text).strip()


def _is_caller(parameters: str) -> bool:
    """Whether an entry of Remote-Party-ID is about the calling party."""
    parameters = parameters.lower().replace(" ", "")
    return ";party=" not in parameters or ";party=calling" in parameters
