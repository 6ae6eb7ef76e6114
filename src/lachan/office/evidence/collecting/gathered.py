"""What was asked of the collector and what it brings, and both as JSON between two processes.

What comes back is read as strictly as anything from outside: the process that wrote it has met a stranger's page.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from typing import Any

from lachan.office.fetching import Hop, Trouble
from lachan.office.fetching.proxy import Call

MOST_HOPS = 6
MOST_HEADERS = 100
MOST_CALLS = 1000


@dataclass(frozen=True, slots=True)
class Job:
    """A link to visit, the account to do it as (when the process may change to one), and the browser for the picture.

    `sandbox` is whether the browser must lock its own pages in; without it no picture is taken where it cannot.
    """

    link: str
    account: str
    browser: str
    sandbox: bool = True


@dataclass(frozen=True, slots=True)
class Proof:
    """A server's certificate (DER in base64), whether it proves the name, why not, and the TLS version."""

    der: str
    trusted: bool
    why: str
    tls: str


@dataclass(frozen=True, slots=True)
class Step:
    """One address on the way, as plain values."""

    link: str
    addresses: tuple[str, ...]
    address: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was found, or why not (`trouble`, of `Trouble`); `picture` is a PNG or, when "", `no_picture` says why.

    `isolated` is whether all of it was done by an account without rights.
    """

    steps: tuple[Step, ...] = ()
    content: bytes = b""
    raw_bytes: int = 0
    cut: str = ""
    trouble: str = ""
    what: str = ""
    picture: bytes = b""
    no_picture: str = ""
    calls: tuple[Call, ...] = ()
    isolated: bool = False


def step_of(hop: Hop) -> Step:
    """A step of the fetcher as plain values."""
    proof = None
    if (found := hop.certificate) is not None:
        proof = Proof(b64encode(found.der).decode(), found.trusted, found.why[:200], found.tls)
    headers = tuple((name[:200], value[:4000]) for name, value in hop.headers[:MOST_HEADERS])
    return Step(hop.link.text, hop.addresses, hop.address, hop.status, hop.reason, headers, proof)


def to_json(value: Job | Gathered) -> bytes:
    """The value as one line of JSON; bytes in base64."""
    return json.dumps(asdict(value), default=lambda one: b64encode(one).decode(), separators=(",", ":")).encode()


def job_from_json(text: bytes) -> Job:
    """What `to_json` made of a job."""
    return Job(**json.loads(text))


def gathered_from_json(text: bytes) -> Gathered:
    """What the collector wrote; ValueError when it is anything else."""
    said = json.loads(text)
    try:
        return Gathered(
            steps=tuple(_step(one) for one in _list(said["steps"], MOST_HOPS)),
            content=b64decode(_text(said["content"]), validate=True),
            raw_bytes=_number(said["raw_bytes"]),
            cut=_text(said["cut"], 20),
            trouble=str(Trouble(said["trouble"]).value) if said["trouble"] else "",
            what=_text(said["what"], 300),
            picture=b64decode(_text(said["picture"]), validate=True),
            no_picture=_text(said["no_picture"], 20),
            calls=tuple(_call(one) for one in _list(said["calls"], MOST_CALLS)),
            isolated=said["isolated"] is True,
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"no answer of a collector: {error}") from error


def _step(said: Any) -> Step:
    headers = tuple((_text(name, 200), _text(value, 4000)) for name, value in _list(said["headers"], MOST_HEADERS))
    addresses = tuple(_text(one, 50) for one in _list(said["addresses"], 50))
    proof = said["proof"]
    return Step(
        _text(said["link"], 3000), addresses, _text(said["address"], 50), _number(said["status"]),
        _text(said["reason"], 200), headers, _proof(proof) if proof else None,
    )  # fmt: skip


def _proof(said: Any) -> Proof:
    der = _text(said["der"], 100_000)
    b64decode(der, validate=True)
    return Proof(der, said["trusted"] is True, _text(said["why"], 200), _text(said["tls"], 20))


def _call(said: Any) -> Call:
    return Call(_text(said["to"], 310), _text(said["address"], 50), _text(said["trouble"], 20))


def _text(value: Any, longest: int | None = None) -> str:
    if not isinstance(value, str) or (longest is not None and len(value) > longest):
        raise ValueError("no text, or too long")
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("no number")
    return value


def _list(value: Any, longest: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > longest:
        raise ValueError("no list, or too long")
    return value
