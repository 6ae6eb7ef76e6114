"""Links as the office opens them: one way of writing each, nothing hidden in it.

Browsers and libraries read odd links differently; what could be read in two ways is refused, the rest is written anew,
and only that new writing is used.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import idna

from lachan.office.fetching.networks import Network, may_be_called, written_address
from lachan.office.fetching.troubles import NotFetched, Trouble

LONGEST = 2048
LONGEST_HOST = 253
PORTS = {"http": 80, "https": 443}

_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_PLAIN = "%/:=&?~+!$,;'@()*[]"  # what stays as it is in path and query
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # controls, direction marks, halves of pairs, line ends
# Names that lead nowhere but inside (RFC 6761, 6762, 7686, 8375, ICANN's .internal) or that routers answer.
_INSIDE = {
    "localhost", "localdomain", "local", "internal", "intranet", "private", "corp", "home", "lan", "onion", "invalid",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """An address in its parts: `host` small ASCII letters or an IP address without brackets, `path` with the query."""

    secure: bool
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as they stand in a link and in the Host header; the usual port is left out."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def scheme(self) -> str:
        """ "https" or "http"."""
        return "https" if self.secure else "http"

    @property
    def text(self) -> str:
        """The whole link."""
        return f"{self.scheme}://{self.authority}{self.path}"


def read_link(text: str) -> Link:
    """The link in `text`; NotFetched when the office does not open it: see `Trouble`."""
    text = text.strip(" ")
    if not text or len(text) > LONGEST or "\\" in text or any(unicodedata.category(one) in _UNSEEN for one in text):
        raise NotFetched(Trouble.BAD_LINK)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:  # a port or brackets that cannot be
        raise NotFetched(Trouble.BAD_LINK) from None
    if parts.scheme not in PORTS:
        raise NotFetched(Trouble.BAD_SCHEME if parts.scheme else Trouble.BAD_LINK)
    if parts.username is not None or "@" in parts.netloc:
        raise NotFetched(Trouble.USER_INFO)
    if port not in (None, *PORTS.values()):
        raise NotFetched(Trouble.BAD_PORT, str(port))
    return Link(parts.scheme == "https", read_host(parts.hostname or ""), port or PORTS[parts.scheme], _path(parts))


def read_redirect(base: Link, location: str) -> Link:
    """Where a Location header leads, seen from `base`; NotFetched like `read_link`."""
    try:
        told = location.encode("latin-1").decode("utf-8")  # headers are bytes; browsers take them for UTF-8
    except UnicodeError:
        told = location
    try:
        return read_link(urljoin(base.text, told.strip(" \t")))
    except ValueError:
        raise NotFetched(Trouble.BAD_LINK) from None


def read_host(host: str, *, allowed: Iterable[Network] = ()) -> str:
    """A host in its one writing: ASCII, without the last dot; an IP address in its usual form. NotFetched else.

    Written addresses are checked here already, names when they are resolved.
    """
    host = unicodedata.normalize("NFKC", host).casefold().removesuffix(".")
    if not host or "%" in host:  # an escape, or an IPv6 zone
        raise NotFetched(Trouble.BAD_LINK)
    try:
        written = written_address(host)
        told = str(written) if written is not None else _ascii(host)
    except (ValueError, idna.IDNAError):
        raise NotFetched(Trouble.BAD_LINK) from None
    if written is not None and not may_be_called(written, allowed=allowed):
        raise NotFetched(Trouble.INSIDE, told)
    if written is None:
        labels = told.split(".")
        if len(told) > LONGEST_HOST or not all(_LABEL.fullmatch(one) for one in labels):
            raise NotFetched(Trouble.BAD_LINK)
        if len(labels) == 1 or labels[-1] in _INSIDE or labels[-2:] == ["home", "arpa"]:
            raise NotFetched(Trouble.INSIDE, told)
    return told


def _ascii(host: str) -> str:
    return host if host.isascii() else idna.encode(host, uts46=True).decode()


def _path(parts: SplitResult) -> str:
    query = f"?{parts.query}" if parts.query else ""
    return quote((parts.path or "/") + query, safe=_PLAIN)
