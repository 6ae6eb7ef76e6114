"""Tokens, keys and certificates that others published (`published.json` names each source)."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key

from lachan.screening.passport.authority import TN_AUTH_LIST, read_authority
from lachan.screening.passport.chains import verified_chain
from lachan.screening.passport.codes import Code, Refused
from lachan.screening.passport.header import read_identity
from lachan.screening.passport.spelling import canonical, decoded, encoded
from lachan.screening.passport.token import Token, read_token
from lachan.screening.passport.verifying import is_signed_by

PUBLISHED = json.loads((Path(__file__).parent / "published.json").read_text(encoding="utf-8"))


def source(one: Any) -> str:
    """A name for one example."""
    return str(one["source"])[:40] if isinstance(one, dict) else ""


def key_of(example: dict[str, Any]) -> ec.EllipticCurvePublicKey:
    """The key printed with the example."""
    if "x" in example:
        x, y = (int.from_bytes(decoded(example[one].encode()), "big") for one in "xy")
        return ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    found = load_der_public_key(b64decode(PUBLISHED["keys"][example["key"]]))
    assert isinstance(found, ec.EllipticCurvePublicKey)
    return found


def token_of(header: str) -> Token:
    """The token of a header, its form read."""
    return read_token(read_identity(header))


@pytest.mark.parametrize("example", PUBLISHED["signed"], ids=source)
def test_published_signatures_are_right_and_no_changed_one_is(example: dict[str, Any]) -> None:
    signed, _, written = example["token"].rpartition(".")
    signature, key = decoded(written.encode()), key_of(example)
    assert is_signed_by(key, signed.encode(), signature)
    for bit in range(0, 512, 7):
        changed = bytearray(signature)
        changed[bit // 8] ^= 1 << bit % 8
        assert not is_signed_by(key, signed.encode(), bytes(changed))
    with pytest.raises(Refused) as refused:
        token_of(f"{example['token']};info=<https://cert.example.org/passport.cer>")
    assert refused.value.code == example["code"]


@pytest.mark.parametrize("example", PUBLISHED["formed"], ids=source)
def test_published_tokens_are_read(example: dict[str, Any]) -> None:
    found = token_of(example["header"])
    assert (found.kind, found.caller.value, found.iat) == (example["kind"], example["caller"], example["iat"])
    assert [one.value for one in found.callees] == example["callees"]
    assert found.diverted_from.value == example.get("diverted_from", "")


@pytest.mark.parametrize("example", PUBLISHED["formed"], ids=source)
def test_our_spelling_is_that_of_the_published_tokens(example: dict[str, Any]) -> None:
    head, body, _ = example["header"].partition(";")[0].split(".")
    for part in (head, body):
        assert encoded(canonical(json.loads(decoded(part.encode())))) == part.encode()


@pytest.mark.parametrize("name", PUBLISHED["keys"])
def test_the_signature_printed_in_rfc_8225_is_right_under_no_key_printed_there(name: str) -> None:
    """Should this fail, the token belongs among the signed ones."""
    found = token_of(PUBLISHED["formed"][0]["header"])
    assert not is_signed_by(key_of({"key": name}), found.signed, found.signature)


@pytest.mark.parametrize("example", PUBLISHED["refused"], ids=source)
def test_published_tokens_that_are_not_as_the_standards_are_refused(example: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        token_of(example["header"])
    assert refused.value.code == example["code"]


@pytest.mark.parametrize("example", PUBLISHED["certificates"], ids=lambda one: one["operator"])
def test_certificates_in_use_are_read(example: dict[str, Any]) -> None:
    found = x509.load_der_x509_certificate(b64decode(example["der"]))
    listed = next(one.value for one in found.extensions if one.oid.dotted_string == TN_AUTH_LIST)
    assert isinstance(listed, x509.UnrecognizedExtension)
    assert read_authority(listed.value).operators == (example["operator"],)
    assert found.extensions.get_extension_for_class(x509.KeyUsage).value.digital_signature
    with pytest.raises(Refused) as refused:
        verified_chain([found], [])
    assert refused.value.code is Code.CHAIN_UNTRUSTED
