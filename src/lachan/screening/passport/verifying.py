"""Is the shown caller authenticated? All Identity headers of one call, judged against the call (RFC 8224, 8588, 8946).

`verify` never raises and never fetches. Cheap questions come first, the signature after them, and a token is remembered
against replay only when all else is right.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import pairwise
from types import MappingProxyType
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from lachan.screening.passport.chains import Chain
from lachan.screening.passport.codes import Code, Refused, Status
from lachan.screening.passport.header import Identity, read_identity
from lachan.screening.passport.parties import NOBODY, Party, party
from lachan.screening.passport.replay import Replay, digest
from lachan.screening.passport.token import Token, read_token, rebuilt_token
from lachan.screening.passport.trust import Revocation, Trust

_ES256 = ec.ECDSA(hashes.SHA256())
_HALF = 32
_LONGEST_DATE = 64


@dataclass(frozen=True, slots=True)
class Limits:
    """What a verifier lets through; seconds. The freshness of 60 s is that of RFC 8224 section 6.2."""

    fresh_seconds: int = 60
    future_seconds: int = 5
    diversion_seconds: int = 180
    """Between a token and the diversion that follows it: a telephone rings before it is diverted."""
    headers: int = 8


DEFAULT_LIMITS = Limits()


class Authentication(NamedTuple):
    """What is known of one call's caller authentication.

    `attest` is A, B or C of SHAKEN where the token is valid and says so. `caller` is the number that the token names,
    `diverted` the numbers over which the call came, the first called one first: both are personal data. `facts` holds
    no numbers.
    """

    status: Status
    code: Code
    attest: str | None = None
    caller: str = ""
    diverted: tuple[str, ...] = ()
    facts: Mapping[str, Any] = MappingProxyType({})


class _Call(NamedTuple):
    """What of a call a token is compared with; `iat` from its Date header, for the compact form."""

    caller: Party
    callee: Party
    moment: float
    iat: int | None


def verify(
    headers: Sequence[str],
    *,
    caller: str | None,
    callee: str,
    now: datetime,
    trust: Trust,
    seen: Replay | None,
    call_id: str = "",
    date: str = "",
    limits: Limits = DEFAULT_LIMITS,
) -> Authentication:
    """Judge the Identity headers of a call from `caller` (None: not shown) to `callee`.

    Numbers are read as headers write them. `call_id` lets a call that passes twice be told from a replay; `date` is the
    SIP header Date, which the compact form needs; without `seen` replays are not looked for. With several tokens a
    valid one decides; else one proven wrong weighs more than one that could not be judged.
    """
    if not headers:
        return Authentication("none", Code.NO_IDENTITY)
    if len(headers) > limits.headers:
        return _failed([Code.TOO_MANY_HEADERS], (), len(headers))
    call = _Call(party(caller), party(callee), now.timestamp(), _moment(date))
    tokens, failures = _read(headers, call)
    diversions = [one for one in tokens if one.kind == "div"]
    for first in tokens:
        if first.kind == "div":
            continue
        try:
            path = _way(first, diversions, call.callee)
            _fits(path, call, limits)
            chain = _signed(first, trust, now)
            for one in path[1:]:
                _signed(one, trust, now)
            if call.caller is NOBODY:
                raise Refused(Code.CALLER_WITHHELD)
            if seen is not None:
                _not_replayed(path[-1], call_id, seen, limits)
        except Refused as refused:
            failures.append(refused.code)
        else:
            return _valid(path, chain, trust.revocation(chain, now), call.moment, len(headers))
    if not failures:
        failures.append(Code.DIVERSION_ALONE)
    return _failed(failures, tokens, len(headers))


def _read(headers: Sequence[str], call: _Call) -> tuple[list[Token], list[Code]]:
    """The tokens whose form is right, and what is wrong with the others."""
    tokens, failures = [], []
    for text in headers:
        try:
            identity = read_identity(text)
            tokens.append(_token_of(identity, call))
        except Refused as refused:
            failures.append(refused.code)
    return tokens, failures


def _token_of(identity: Identity, call: _Call) -> Token:
    if identity.is_compact:
        return rebuilt_token(identity, caller=call.caller, callee=call.callee, iat=call.iat)
    return read_token(identity)


def _way(first: Token, diversions: Sequence[Token], callee: Party) -> list[Token]:
    """The tokens from the call's first destination to the one it goes to now, by the fewest diversions.

    Each diversion is of the same caller and leaves from a destination of the token before it (RFC 8946 section 4).
    """
    if callee is NOBODY:
        raise Refused(Code.CALLEE_UNREADABLE)
    ways = [[first]]
    left = [one for one in diversions if one.caller == first.caller]
    for way in ways:  # grows while it is read: each diversion is put behind one way at most
        if callee in way[-1].callees:
            return way
        onward = [one for one in left if one.diverted_from in way[-1].callees]
        left = [one for one in left if one not in onward]
        ways += [[*way, one] for one in onward]
    raise Refused(Code.DIVERSION_BROKEN if diversions else Code.CALLEE_DIFFERS)


def _fits(path: Sequence[Token], call: _Call, limits: Limits) -> None:
    """The token is of this caller and of this minute."""
    if call.caller is not NOBODY and path[0].caller != call.caller:
        raise Refused(Code.CALLER_DIFFERS)
    age = call.moment - path[-1].iat
    if age < -limits.future_seconds:
        raise Refused(Code.IAT_FUTURE)
    if age > limits.fresh_seconds:
        raise Refused(Code.IAT_OLD)
    for before, after in pairwise(path):
        if not -limits.future_seconds <= after.iat - before.iat <= limits.diversion_seconds:
            raise Refused(Code.DIVERSION_BROKEN)


def _signed(token: Token, trust: Trust, now: datetime) -> Chain:
    """The chain that signed the token and may have; a diversion is signed for the number that was left."""
    chain = trust.chain(token.x5u, now)
    if not is_signed_by(chain.key, token.signed, token.signature):
        raise Refused(Code.SIGNATURE_WRONG)
    if trust.revocation(chain, now) == "revoked":
        raise Refused(Code.CERTIFICATE_REVOKED)
    if not all(one.allows(token.claims) for one in chain.constraints):
        raise Refused(Code.CLAIM_NOT_ALLOWED)
    signer = token.diverted_from if token.kind == "div" else token.caller
    if signer.kind != "tn" or not chain.authorities:
        raise Refused(Code.AUTHORITY_NOT_STATED)
    if not chain.covers(signer.value):
        raise Refused(Code.NUMBER_NOT_COVERED)
    return chain


def is_signed_by(key: ec.EllipticCurvePublicKey, signed: bytes, signature: bytes) -> bool:
    """Whether the 64 bytes are an ES256 signature of the key (RFC 7518 section 3.4)."""
    r, s = int.from_bytes(signature[:_HALF], "big"), int.from_bytes(signature[_HALF:], "big")
    try:
        key.verify(encode_dss_signature(r, s), signed, _ES256)
    except InvalidSignature:
        return False
    return True


def _not_replayed(token: Token, call_id: str, seen: Replay, limits: Limits) -> None:
    call = digest(call_id.encode("utf-8", "replace"))
    before = seen.seen_in(digest(token.signed), call, limits.fresh_seconds + limits.future_seconds)
    if before is not None and (not call_id or before != call):
        raise Refused(Code.REPLAYED)


def _valid(path: Sequence[Token], chain: Chain, revocation: Revocation, moment: float, headers: int) -> Authentication:
    first = path[0]
    named = all(one.names(first.caller.value) for one in chain.authorities)
    facts = {
        **chain.facts,
        "headers": headers,
        "ppt": first.kind,
        "origid": first.origid,
        "age_seconds": round(moment - path[-1].iat),
        "x5u": first.x5u,
        "authority": "number" if named else "operator",
        "revocation": revocation,
    }
    if len(path) == 1:
        return Authentication("valid", Code.VALID, first.attest or None, first.caller.value, (), facts)
    diverted = tuple(one.diverted_from.value for one in path[1:])
    return Authentication("valid", Code.VALID_DIVERTED, first.attest or None, first.caller.value, diverted, facts)


def _failed(failures: Sequence[Code], tokens: Sequence[Token], headers: int) -> Authentication:
    code = next((one for one in failures if one.status == "invalid"), failures[0])
    facts = {"headers": headers, "codes": [one.value for one in failures], "x5u": tokens[0].x5u if tokens else ""}
    return Authentication(code.status, code, facts=facts)


def _moment(date: str) -> int | None:
    """Seconds since 1970 of a SIP Date header; None when it is none."""
    if not 0 < len(date) <= _LONGEST_DATE:
        return None
    try:
        found = parsedate_to_datetime(date)
        return int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
