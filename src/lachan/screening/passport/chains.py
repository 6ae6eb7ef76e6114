"""Certificates that sign calls: one chain, from the signer's certificate to a trust anchor, verified once as a whole.

Sources: RFC 5280 section 6 (path validation, in the part that such chains use), RFC 8226 (certificates of STIR).
No time of day is asked here: a chain tells from when and until when it holds, and each call compares.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from lachan.screening.passport.authority import (
    CLAIM_CONSTRAINTS,
    TN_AUTH_LIST,
    Authority,
    ClaimConstraints,
    DerError,
    read_authority,
    read_constraints,
)
from lachan.screening.passport.codes import Code, Refused

MOST_CERTIFICATES = 8
"""Certificates in one chain's file."""
MOST_BYTES = 500_000
_UNDERSTOOD = frozenset(
    {
        "2.5.29.14",  # subject key identifier
        "2.5.29.15",  # key usage
        "2.5.29.19",  # basic constraints
        "2.5.29.31",  # CRL distribution points
        "2.5.29.32",  # certificate policies
        "2.5.29.35",  # authority key identifier
        TN_AUTH_LIST,
        *CLAIM_CONSTRAINTS,
    }
)
"""Critical extensions other than these are a condition that is not understood, and make a certificate unfit."""
_HASHES = (hashes.SHA256, hashes.SHA384, hashes.SHA512)


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain that leads to an anchor. Moments in seconds since 1970; the narrowest of all its certificates."""

    key: ec.EllipticCurvePublicKey
    not_before: float
    not_after: float
    authorities: tuple[Authority, ...]
    constraints: tuple[ClaimConstraints, ...]
    serials: tuple[tuple[str, str], ...]
    """Issuer and serial number in hexadecimal of every certificate but the anchor."""
    facts: Mapping[str, Any]
    """Who signs, as an answer tells it."""

    def covers(self, digits: str) -> bool:
        """Whether every certificate that names numbers lets this one be signed."""
        return all(one.covers(digits) for one in self.authorities)


def read_certificates(content: bytes) -> tuple[x509.Certificate, ...]:
    """The certificates of a PEM file, at most eight; `Refused` with CERTIFICATE_UNREADABLE."""
    try:
        if len(content) > MOST_BYTES:
            raise ValueError("too large")
        found = x509.load_pem_x509_certificates(content)
    except (ValueError, UnsupportedAlgorithm):
        raise Refused(Code.CERTIFICATE_UNREADABLE) from None
    if len(found) > MOST_CERTIFICATES:
        raise Refused(Code.CERTIFICATE_UNREADABLE)
    return tuple(found)


def verified_chain(certificates: Sequence[x509.Certificate], anchors: Sequence[x509.Certificate]) -> Chain:
    """The chain from the first certificate to one of `anchors`; the others may stand in any order.

    `Refused` with CHAIN_UNTRUSTED when none is reached, CERTIFICATE_UNFIT when a certificate is not made for its part.
    """
    try:
        return _chain(certificates, anchors)
    except (ValueError, TypeError, UnsupportedAlgorithm, x509.ExtensionNotFound, x509.DuplicateExtension, DerError):
        raise Refused(Code.CERTIFICATE_UNFIT) from None


def _chain(certificates: Sequence[x509.Certificate], anchors: Sequence[x509.Certificate]) -> Chain:
    leaf = certificates[0]
    key = leaf.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise Refused(Code.CERTIFICATE_UNFIT)
    path = _path(leaf, certificates[1:], anchors)
    signs_calls = leaf.extensions.get_extension_for_class(x509.KeyUsage).value.digital_signature
    if not signs_calls or _is_authority(leaf):
        raise Refused(Code.CERTIFICATE_UNFIT)
    for one in path:
        if any(each.critical and each.oid.dotted_string not in _UNDERSTOOD for each in one.extensions):
            raise Refused(Code.CERTIFICATE_UNFIT)
    authorities = tuple(read_authority(der) for one in path for der in _extensions(one, TN_AUTH_LIST))
    return Chain(
        key=key,
        not_before=max(one.not_valid_before_utc.timestamp() for one in path),
        not_after=min(one.not_valid_after_utc.timestamp() for one in path),
        authorities=authorities,
        constraints=tuple(read_constraints(der) for oid in CLAIM_CONSTRAINTS for der in _extensions(leaf, oid)),
        serials=tuple((one.issuer.rfc4514_string(), f"{one.serial_number:x}") for one in path[:-1]),
        facts={
            "subject": leaf.subject.rfc4514_string(),
            "issuer": leaf.issuer.rfc4514_string(),
            "serial": f"{leaf.serial_number:x}",
            "anchor": path[-1].subject.rfc4514_string(),
            "operators": sorted({code for one in authorities for code in one.operators}),
        },
    )


def _path(
    leaf: x509.Certificate, others: Sequence[x509.Certificate], anchors: Sequence[x509.Certificate]
) -> list[x509.Certificate]:
    """From the leaf to an anchor, each signed by the next; the anchor is the last."""
    path = [leaf]
    left = [one for one in others if one not in anchors]
    while True:
        anchor = _issuer(path, anchors)
        if anchor:
            return [*path, anchor]
        found = _issuer(path, left)
        if not found:
            raise Refused(Code.CHAIN_UNTRUSTED)
        left.remove(found)
        path.append(found)


def _issuer(path: Sequence[x509.Certificate], among: Sequence[x509.Certificate]) -> x509.Certificate | None:
    """Who of `among` signed the last certificate of the path, and may have."""
    issued = path[-1]
    for one in among:
        if one.subject == issued.issuer and _signed_by(issued, one):
            if not _is_authority(one, authorities_below=len(path) - 1):
                raise Refused(Code.CERTIFICATE_UNFIT)
            return one
    return None


def _signed_by(issued: x509.Certificate, issuer: x509.Certificate) -> bool:
    if not isinstance(issued.signature_hash_algorithm, _HASHES):
        return False
    try:
        issued.verify_directly_issued_by(issuer)
    except (InvalidSignature, ValueError, TypeError, UnsupportedAlgorithm):
        return False
    return True


def _is_authority(certificate: x509.Certificate, *, authorities_below: int = 0) -> bool:
    """Whether it may sign certificates, with so many authorities between it and the signer of calls."""
    found = certificate.extensions
    try:
        basic = found.get_extension_for_class(x509.BasicConstraints).value
    except x509.ExtensionNotFound:
        return False
    try:
        usage = found.get_extension_for_class(x509.KeyUsage).value
        signs = usage.key_cert_sign
    except x509.ExtensionNotFound:
        signs = True
    return basic.ca and signs and (basic.path_length is None or authorities_below <= basic.path_length)


def _extensions(certificate: x509.Certificate, oid: str) -> list[bytes]:
    return [
        one.value.value
        for one in certificate.extensions
        if one.oid.dotted_string == oid and isinstance(one.value, x509.UnrecognizedExtension)
    ]
