"""Signed Identity headers, for tests and the laboratory. An operator signs with its own service; this is no such."""

import uuid
from collections.abc import Sequence
from typing import Any, Literal

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from lachan.screening.passport.parties import Party, party
from lachan.screening.passport.spelling import canonical, encoded

_HALF = 32


def sign(
    caller: str,
    callees: Sequence[str],
    *,
    key: ec.EllipticCurvePrivateKey,
    x5u: str,
    iat: int,
    attest: Literal["A", "B", "C", ""] = "A",
    origid: str = "",
    diverted_from: str = "",
) -> str:
    """The value of an Identity header in full form: `shaken`, or `div` with `diverted_from`, or plain without attest.

    Numbers and addresses are read as headers write them; `iat` in seconds since 1970. ValueError when one is neither.
    """
    dest: dict[str, list[str]] = {}
    for one in map(_known, callees):
        dest.setdefault(one.kind, []).append(one.value)
    claims: dict[str, Any] = {"dest": {kind: sorted(dest[kind]) for kind in dest}, "iat": iat, "orig": _claim(caller)}
    kind = ""
    if diverted_from:
        kind = "div"
        claims["div"] = _claim(diverted_from)
    elif attest:
        kind = "shaken"
        claims |= {"attest": attest, "origid": origid or str(uuid.uuid4())}
    return sign_claims(claims, kind=kind, key=key, x5u=x5u)


def sign_claims(claims: dict[str, Any], *, kind: str, key: ec.EllipticCurvePrivateKey, x5u: str) -> str:
    """Whatever claims, right or wrong, signed as a token of the `kind` (ppt; "" for none)."""
    head = {"alg": "ES256", "typ": "passport", "x5u": x5u} | ({"ppt": kind} if kind else {})
    signed = encoded(canonical(head)) + b"." + encoded(canonical(claims))
    token = signed + b"." + encoded(sign_bytes(signed, key=key))
    ppt = f";ppt={kind}" if kind else ""
    return f"{token.decode()};info=<{x5u}>;alg=ES256{ppt}"


def sign_bytes(signed: bytes, *, key: ec.EllipticCurvePrivateKey) -> bytes:
    """The 64 bytes of an ES256 signature."""
    r, s = decode_dss_signature(key.sign(signed, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big")


def compact(header: str) -> str:
    """The same header in compact form: the receiver rebuilds the token from the call."""
    token, _, parameters = header.partition(";")
    return f"..{token.rpartition('.')[2]};{parameters}"


def _claim(text: str) -> dict[str, str]:
    found = _known(text)
    return {found.kind: found.value}


def _known(text: str) -> Party:
    found = party(text)
    if not found.value:
        raise ValueError("neither a number nor an address")
    return found
