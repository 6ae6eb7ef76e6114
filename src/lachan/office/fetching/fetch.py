"""Fetching a page or list whole: redirects followed by hand and each checked, content unpacked within limits."""

import http.client
import ssl
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lachan.office.fetching.asking import Answer, Certificate, TooLarge, asked
from lachan.office.fetching.links import Link, read_link, read_redirect
from lachan.office.fetching.troubles import NotFetched, Trouble
from lachan.office.fetching.way import OUTSIDE, Deadline, Way, checked_addresses

REDIRECTS = frozenset({301, 302, 303, 307, 308})
AGENT = "lachan"
_PIECE = 1 << 16
_PACKED = {"gzip": 31, "x-gzip": 31, "deflate": 47}  # zlib's words for how a packed content begins


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a fetch may cost: seconds in all redirects together and for one wait, bytes, redirects.

    `most_raw` bounds what comes over the wire behind each head, `most` the content after unpacking.
    """

    seconds: float = 30.0
    step: float = 8.0
    most_head: int = 64 * 1024
    most_raw: int = 8 * 1024 * 1024
    most: int = 16 * 1024 * 1024
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Hop:
    """One address on the way: what its name resolved to, where the connection went, and what the server said."""

    link: Link
    addresses: tuple[str, ...]
    address: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    certificate: Certificate | None = None

    def header(self, name: str) -> str:
        """The first header of that name, "" when there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was there. `cut` says why the content is not whole: "too_large", "too_slow", "broken"; "" when it is."""

    hops: tuple[Hop, ...]
    content: bytes
    raw_bytes: int
    cut: str = ""

    @property
    def last(self) -> Hop:
        """The step that gave the content."""
        return self.hops[-1]


@dataclass
class _Journey:
    limits: Limits
    headers: Mapping[str, str]
    insist: bool
    way: Way
    deadline: Deadline
    hops: list[Hop] = field(default_factory=list)


def fetch(
    text: str,
    *,
    limits: Limits | None = None,
    headers: Mapping[str, str] | None = None,
    insist: bool = True,
    way: Way = OUTSIDE,
) -> Fetched:
    """What is at the link, through at most `limits.redirects` redirects; NotFetched says why there is nothing.

    `headers` go to the link's own host alone, never to where it redirects. `insist` on certificates that prove the
    name; without it a bad one is told in its hop. A content that does not end within the limits is given as far as it
    came, with `cut`.
    """
    limits = limits or Limits()
    trip = _Journey(limits, headers or {}, insist, way, Deadline(limits.seconds, limits.step))
    try:
        return _followed(read_link(text), trip)
    except NotFetched as no:
        raise NotFetched(no.trouble, no.what, tuple(trip.hops)) from no


def _followed(link: Link, trip: _Journey) -> Fetched:
    first = link
    for _ in range(trip.limits.redirects + 1):
        home = (link.secure, link.host, link.port) == (first.secure, first.host, first.port)
        found = _one(link, trip, trip.headers if home else {})
        if isinstance(found, Fetched):
            return found
        link = found
    raise NotFetched(Trouble.TOO_MANY_REDIRECTS)


def _one(link: Link, trip: _Journey, headers: Mapping[str, str]) -> Fetched | Link:
    """The content of one address, or where it sends us."""
    told = {"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "gzip"} | dict(headers)
    try:
        addresses = _addresses(link, trip)
        with asked(
            link, addresses, deadline=trip.deadline, headers=told, most_head=trip.limits.most_head,
            insist=trip.insist, way=trip.way,
        ) as answer:  # fmt: skip
            hop = Hop(link, addresses, answer.address, answer.status, answer.reason, answer.headers, answer.certificate)
            trip.hops.append(hop)
            if answer.status in REDIRECTS and answer.header("location"):
                return read_redirect(link, answer.header("location"))
            content, raw, cut = _content(answer, trip.limits)
            return Fetched(tuple(trip.hops), content, raw, cut)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _trouble(error) from error


def _addresses(link: Link, trip: _Journey) -> tuple[str, ...]:
    try:
        return checked_addresses(link.host, link.port, deadline=trip.deadline, way=trip.way)
    except (NotFetched, TimeoutError):
        raise
    except OSError as error:
        raise NotFetched(Trouble.NO_NAME, link.host) from error


def _trouble(error: Exception) -> NotFetched:
    """Our word for what went wrong; the server's own words are repeated nowhere."""
    if isinstance(error, NotFetched):
        return error
    if isinstance(error, ssl.SSLCertVerificationError):
        return NotFetched(Trouble.BAD_CERTIFICATE, error.verify_message)
    kinds: tuple[tuple[Any, Trouble], ...] = (
        (TimeoutError, Trouble.TOO_SLOW),
        (TooLarge, Trouble.TOO_LARGE),
        (http.client.LineTooLong, Trouble.TOO_LARGE),
        (ssl.SSLError, Trouble.NO_TLS),
        (OSError, Trouble.NO_ANSWER),
    )
    for kind, trouble in kinds:
        if isinstance(error, kind):
            return NotFetched(trouble)
    return NotFetched(Trouble.NOT_HTTP, type(error).__name__)


def _content(answer: Answer, limits: Limits) -> tuple[bytes, int, str]:
    """The unpacked content as far as the limits let it come, the bytes of it on the wire, and why it was cut."""
    answer.wire.most = answer.wire.taken + limits.most_raw
    before = answer.wire.taken
    pieces, size = bytearray(), 0
    packed = _PACKED.get(answer.header("content-encoding").strip().lower())
    unpack = zlib.decompressobj(packed) if packed else None
    cut = ""
    try:
        while piece := answer.reader.read1(_PIECE):
            size += len(piece)
            room = limits.most - len(pieces)
            pieces += unpack.decompress(piece, room + 1) if unpack else piece
            if len(pieces) > limits.most:
                cut = "too_large"
                break
        if not cut and (answer.reader.length or (unpack and not unpack.eof and size)):
            cut = "broken"  # less came than was announced
    except TooLarge:
        cut = "too_large"
    except TimeoutError:
        cut = "too_slow"
    except (OSError, http.client.HTTPException, zlib.error, ValueError):
        cut = "broken"
    return bytes(pieces[: limits.most]), max(size, answer.wire.taken - before), cut
