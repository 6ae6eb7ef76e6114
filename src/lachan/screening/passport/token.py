"""A PASSporT (RFC 8225) read and checked for form: kinds without extension, `shaken` (RFC 8588) and `div` (RFC 8946).

Form only: who signed and whether it is this call's are questions of `verifying`.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from lachan.screening.passport.codes import Code, Refused
from lachan.screening.passport.header import Identity
from lachan.screening.passport.parties import NOBODY, Party, address, number
from lachan.screening.passport.spelling import canonical, decoded, encoded, read_object

SIGNATURE_BYTES = 64
"""r and s of ES256, 32 bytes each (RFC 7518 section 3.4)."""
MOST_DESTINATIONS = 32
KNOWN_KINDS = ("", "shaken", "div")
_LATEST = 253_402_300_799  # 31/12/9999: later moments are no dates
_LONGEST = 512
_UUID = re.compile(r"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}")
_ALG_SYMMETRIC = re.compile(r"HS\d+")


class Token(NamedTuple):
    """One token whose form is right. `iat` in seconds since 1970; `diverted_from` is NOBODY except in `div`."""

    kind: str
    x5u: str
    caller: Party
    callees: tuple[Party, ...]
    iat: int
    attest: str
    origid: str
    diverted_from: Party
    signed: bytes
    signature: bytes
    claims: Mapping[str, Any]


def read_token(identity: Identity) -> Token:
    """The token of a header in full form; `Refused` with the code of the first thing that is wrong."""
    x5u, kind = _head(identity.head)
    if identity.info != x5u or identity.alg not in ("", "ES256") or identity.ppt not in ("", kind):
        raise Refused(Code.HEADER_DIFFERS)  # alg and ppt may be left out beside the token
    if kind not in KNOWN_KINDS:
        raise Refused(Code.EXTENSION_UNKNOWN)
    claims = read_object(decoded(identity.body.encode()))
    signed = f"{identity.head}.{identity.body}".encode()
    return _token(kind, x5u, claims, signed, read_signature(identity))


@lru_cache(maxsize=256)  # all tokens of an operator have the same head
def _head(text: str) -> tuple[str, str]:
    """x5u and ppt of a token's head, whose algorithm and type are right."""
    head = read_object(decoded(text.encode()))
    check_algorithm(head.get("alg"))
    if head.get("typ") != "passport":
        raise Refused(Code.TYP_WRONG)
    x5u, kind = head.get("x5u"), head.get("ppt", "")
    if not isinstance(x5u, str) or not isinstance(kind, str) or "crit" in head:
        raise Refused(Code.PASSPORT_MALFORMED)
    return x5u, kind


def rebuilt_token(identity: Identity, *, caller: Party, callee: Party, iat: int | None) -> Token:
    """The token of a header in compact form, made again from the call (RFC 8224 section 6.2)."""
    check_algorithm(identity.alg or "ES256")
    if identity.ppt:
        raise Refused(Code.COMPACT_WITH_EXTENSION)
    if iat is None:
        raise Refused(Code.COMPACT_WITHOUT_DATE)
    if caller is NOBODY:
        raise Refused(Code.CALLER_WITHHELD)
    if callee is NOBODY:
        raise Refused(Code.CALLEE_UNREADABLE)
    head = {"alg": "ES256", "typ": "passport", "x5u": identity.info}
    claims = {"dest": {callee.kind: [callee.value]}, "iat": iat, "orig": {caller.kind: caller.value}}
    signed = encoded(canonical(head)) + b"." + encoded(canonical(claims))
    return _token("", identity.info, claims, signed, read_signature(identity))


def check_algorithm(alg: object) -> None:
    """Only ES256 is accepted; the others are told apart since they are different attacks."""
    if alg == "ES256":
        return
    if not isinstance(alg, str):
        raise Refused(Code.PASSPORT_MALFORMED)
    if alg.lower() == "none":
        raise Refused(Code.ALG_NONE)
    raise Refused(Code.ALG_SYMMETRIC if _ALG_SYMMETRIC.fullmatch(alg) else Code.ALG_OTHER)


def read_signature(identity: Identity) -> bytes:
    """The 64 bytes of the signature."""
    signature = decoded(identity.signature.encode())
    if len(signature) != SIGNATURE_BYTES:
        raise Refused(Code.SIGNATURE_LENGTH)
    return signature


def _token(kind: str, x5u: str, claims: dict[str, Any], signed: bytes, signature: bytes) -> Token:
    iat = claims.get("iat")
    if type(iat) is not int or not 0 <= iat <= _LATEST:
        raise Refused(Code.CLAIMS_WRONG)
    caller, callees = _one_party(claims.get("orig")), _parties(claims.get("dest"))
    attest, origid = (_attest(claims), _origid(claims)) if kind == "shaken" else ("", "")
    diverted_from = _one_party(claims.get("div")) if kind == "div" else NOBODY
    return Token(kind, x5u, caller, callees, iat, attest, origid, diverted_from, signed, signature, claims)


def _attest(claims: Mapping[str, Any]) -> str:
    attest = claims.get("attest")
    if attest not in ("A", "B", "C"):
        raise Refused(Code.ATTEST_WRONG)
    return str(attest)


def _origid(claims: Mapping[str, Any]) -> str:
    origid = claims.get("origid")
    if not isinstance(origid, str) or not _UUID.fullmatch(origid):
        raise Refused(Code.ORIGID_WRONG)
    return origid


def _one_party(claim: object) -> Party:
    """`orig` or `div`: an object with one of tn and uri, whose value is one text. `div` may also hold `hi`."""
    if not isinstance(claim, dict) or ("tn" in claim) == ("uri" in claim):
        raise Refused(Code.CLAIMS_WRONG)
    kind = "tn" if "tn" in claim else "uri"
    return _party(kind, claim[kind])


def _parties(claim: object) -> tuple[Party, ...]:
    """`dest`: an object with lists under tn, uri or both."""
    if not isinstance(claim, dict):
        raise Refused(Code.CLAIMS_WRONG)
    found = []
    for kind in ("tn", "uri"):
        values = claim.get(kind, [])
        if not isinstance(values, list) or len(values) > MOST_DESTINATIONS or (kind in claim and not values):
            raise Refused(Code.CLAIMS_WRONG)
        found += [_party(kind, one) for one in values]
    if not found:
        raise Refused(Code.CLAIMS_WRONG)
    return tuple(found)


def _party(kind: str, value: object) -> Party:
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST:
        raise Refused(Code.CLAIMS_WRONG)
    spelled = number(value) if kind == "tn" else address(value)
    if not spelled:
        raise Refused(Code.CLAIMS_WRONG)
    return Party(kind, spelled)
