"""Test keys and certificates that sign calls. Each key is made from a small fixed number: nobody could trust one.

Callers of the laboratory and of other rooms may use `Laboratory` to sign calls in their tests.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID, ObjectIdentifier

from lachan.screening.passport import Trust, keep_chain, sign

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
AT = int(NOW.timestamp())
X5U = "https://certificates.example/operator.pem"
CALLER, CALLEE, FORWARDED, FURTHER = "+84501234567", "+84507654321", "+84505550001", "+84505550002"
ORIGID = "a0b1c2d3-e4f5-4a6b-8c7d-9e8f7a6b5c4d"
TN_AUTH_LIST = ObjectIdentifier("1.3.6.1.5.5.7.1.26")
CONSTRAINTS = ObjectIdentifier("1.3.6.1.5.5.7.1.27")

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def fixed_key(number: int, curve: ec.EllipticCurve | None = None) -> ec.EllipticCurvePrivateKey:
    """The test key of this number, the same in each run."""
    return ec.derive_private_key(number, curve or ec.SECP256R1())


def der(tag: int, content: bytes) -> bytes:
    """One item of DER."""
    if len(content) < 0x80:
        return bytes([tag, len(content)]) + content
    size = (len(content).bit_length() + 7) // 8
    return bytes([tag, 0x80 + size]) + len(content).to_bytes(size, "big") + content


def operator_entry(code: str) -> bytes:
    """An entry of TNAuthList: an operator's code."""
    return der(0xA0, der(0x16, code.encode()))


def range_entry(first: str, size: int) -> bytes:
    """An entry of TNAuthList: `size` numbers from `first`."""
    spelled = size.to_bytes(size.bit_length() // 8 + 1, "big")
    return der(0xA1, der(0x30, der(0x16, first.encode()) + der(0x02, spelled)))


def number_entry(number: str) -> bytes:
    """An entry of TNAuthList: one number."""
    return der(0xA2, der(0x16, number.encode()))


def tn_auth_list(*entries: bytes) -> bytes:
    """The whole list."""
    return der(0x30, b"".join(entries))


def named(name: str) -> x509.Name:
    """A distinguished name."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def certificate(
    name: str,
    key: Key,
    *,
    issuer: x509.Certificate | None,
    issuer_key: Key,
    ca: bool = False,
    path_length: int | None = None,
    since: datetime = NOW - timedelta(days=10),
    until: datetime = NOW + timedelta(days=10),
    numbers: bytes | None = None,
    usage: Sequence[str] | None = None,
    more: Sequence[x509.ExtensionType] = (),
    critical: Sequence[x509.ExtensionType] = (),
    serial: int | None = None,
) -> x509.Certificate:
    """One certificate; without `issuer` it signs itself."""
    wanted = set(usage if usage is not None else (["key_cert_sign"] if ca else ["digital_signature"]))
    fields = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
              "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")  # fmt: skip
    built = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(issuer.subject if issuer else named(name))
        .public_key(key.public_key())
        .serial_number(serial or x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca, path_length if ca else None), critical=True)
        .add_extension(x509.KeyUsage(**{one: one in wanted for one in fields}), critical=True)
    )
    if numbers is not None:
        built = built.add_extension(x509.UnrecognizedExtension(TN_AUTH_LIST, numbers), critical=False)
    for one in more:
        built = built.add_extension(one, critical=False)
    for one in critical:
        built = built.add_extension(one, critical=True)
    return built.sign(issuer_key, hashes.SHA256())


def pem(*certificates: x509.Certificate) -> bytes:
    """Certificates as one PEM file."""
    return b"".join(one.public_bytes(serialization.Encoding.PEM) for one in certificates)


class Laboratory:
    """A root, an authority under it and an operator whose certificate covers numbers of nobody (+8450…)."""

    def __init__(self, folder: Path, *, now: datetime = NOW, **operator: Any) -> None:
        self.folder = folder
        self.span = {"since": now - timedelta(days=10), "until": now + timedelta(days=10)}
        self.root_key, self.authority_key, self.key = fixed_key(11), fixed_key(12), fixed_key(13)
        self.root = certificate("Test root", self.root_key, issuer=None, issuer_key=self.root_key, ca=True, **self.span)
        self.authority = certificate(
            "Test authority",
            self.authority_key,
            issuer=self.root,
            issuer_key=self.root_key,
            ca=True,
            path_length=0,
            **self.span,
        )
        self.leaf = self.leaf_for(**operator)
        (folder / "anchors.pem").write_bytes(pem(self.root))
        self.keep(X5U, pem(self.leaf, self.authority))

    def leaf_for(self, key: Key | None = None, **options: Any) -> x509.Certificate:
        """A certificate of the operator, signed by the authority."""
        options = {"numbers": tn_auth_list(range_entry("84500000000", 10_000_000))} | self.span | options
        return certificate(
            "Test operator", key or self.key, issuer=self.authority, issuer_key=self.authority_key, **options
        )

    def keep(self, x5u: str, content: bytes) -> None:
        """Put a chain into the folder of certificates."""
        keep_chain(self.folder / "certificates", x5u, content, name=f"{abs(hash(x5u)):x}.pem")

    @property
    def anchors(self) -> Path:
        """The file of trust anchors."""
        return self.folder / "anchors.pem"

    @property
    def certificates(self) -> Path:
        """The folder of chains."""
        return self.folder / "certificates"

    @cached_property
    def trust(self) -> Trust:
        """Trust in this root, with the chains that were in the folder when it was first asked for."""
        return Trust.from_files(self.anchors, self.certificates)

    def revoke(self, serial: str, *, until: str = "2026-11-26T00:00:00+00:00") -> Trust:
        """Trust with a list that revokes one serial number."""
        file = self.folder / "revoked.json"
        file.write_text(json.dumps({"format": 1, "valid_until": until, "revoked": [{"serial": serial}]}))
        return Trust.from_files(self.anchors, self.certificates, file)

    def signed(self, caller: str = CALLER, callees: Sequence[str] = (CALLEE,), **options: Any) -> str:
        """An Identity header of this operator."""
        options = {"key": self.key, "x5u": X5U, "iat": AT, "origid": ORIGID} | options
        return sign(caller, callees, **options)
