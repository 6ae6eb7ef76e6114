"""From a name to a connection: resolved once, every address checked, connected to a checked address.

`Way` is how names are resolved and sockets opened. Programs use `OUTSIDE`; tests bring their own resolver and own ends
of the wire, so that the table of refused networks is at work in them too. No setting leads here.
"""

import queue
import socket
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address

from lachan.office.fetching.networks import Network, may_be_called, written_address
from lachan.office.fetching.troubles import NotFetched, Trouble

MOST_ADDRESSES = 32
MOST_TRIED = 3


class Deadline:
    """Time that is running out: `seconds` in all, at most `step` of them for one wait."""

    def __init__(self, seconds: float, step: float) -> None:
        self._end = time.monotonic() + seconds
        self._step = step

    def wait(self) -> float:
        """How long the next wait may last; TimeoutError when there is no time left."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("out of time")
        return min(left, self._step)


def _resolved(host: str, port: int) -> Sequence[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def _connected(address: str, port: int, seconds: float) -> socket.socket:
    return socket.create_connection((address, port), seconds)


@dataclass(frozen=True)
class Way:
    """How names become addresses (as texts, OSError when there are none) and addresses become connections."""

    resolve: Callable[[str, int], Sequence[str]] = _resolved
    connect: Callable[[str, int, float], socket.socket] = _connected


OUTSIDE = Way()


def checked_addresses(
    host: str, port: int, *, deadline: Deadline, way: Way = OUTSIDE, allowed: Iterable[Network] = ()
) -> tuple[str, ...]:
    """All addresses of the host, each of which may be called; NotFetched (INSIDE) when one may not, else OSError.

    A host that is an address by itself is asked of nobody.
    """
    try:
        written = written_address(host)
    except ValueError:
        raise NotFetched(Trouble.BAD_LINK) from None
    found = [str(written)] if written is not None else _asked(way, host, port, deadline)
    if not 1 <= len(found) <= MOST_ADDRESSES:
        raise NotFetched(Trouble.NO_NAME)
    allowed = tuple(allowed)
    for one in found:
        address, _, zone = one.partition("%")
        if zone or not may_be_called(ip_address(address), allowed=allowed):
            raise NotFetched(Trouble.INSIDE, one)
    return tuple(found)


def _asked(way: Way, host: str, port: int, deadline: Deadline) -> list[str]:
    """What the resolver says; it knows no time limit of its own, so it is left behind when it takes too long."""
    answers: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(way.resolve(host, port))
        except (OSError, UnicodeError, ValueError) as error:
            answers.put(error)

    threading.Thread(target=ask, name="resolver", daemon=True).start()
    try:
        found = answers.get(timeout=deadline.wait())
    except queue.Empty:
        raise TimeoutError("the resolver took too long") from None
    if isinstance(found, OSError):
        raise found
    if isinstance(found, Exception):
        raise OSError(str(found)) from found
    return list(found)


def open_connection(
    addresses: Sequence[str], port: int, *, deadline: Deadline, way: Way = OUTSIDE
) -> tuple[socket.socket, str]:
    """A connection to the first of the checked addresses that answers, and that address; OSError when none does."""
    failed: OSError = OSError("no address")
    for address in sorted(addresses, key=lambda one: ":" in one)[:MOST_TRIED]:  # many machines have no IPv6
        try:
            return way.connect(address, port, deadline.wait()), address
        except OSError as error:
            failed = error
    raise failed
