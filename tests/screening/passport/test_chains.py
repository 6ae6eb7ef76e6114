"""Certificates of signers: whole chains, kept and used again, and every way in which one may not sign a call."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from lachan.readers.errors import InputError
from lachan.screening.passport import Code, Trust, files_stamp, keep_chain
from tests.screening.passport.authorities import (
    CALLER,
    CONSTRAINTS,
    NOW,
    X5U,
    Laboratory,
    certificate,
    der,
    fixed_key,
    number_entry,
    operator_entry,
    pem,
    range_entry,
    tn_auth_list,
)
from tests.screening.passport.conftest import Verified


@pytest.fixture
def laboratory(tmp_path: Path) -> Laboratory:
    """One to change."""
    return Laboratory(tmp_path)


def test_a_chain_with_an_intermediate_verifies_the_second_time_too(laboratory: Laboratory, verified: Verified) -> None:
    for _ in range(2):
        assert verified(laboratory.signed()).status == "valid"


def test_the_second_call_is_answered_from_memory_by_the_same_whole_chain(
    laboratory: Laboratory, verified: Verified
) -> None:
    first = verified(laboratory.signed())
    for file in laboratory.certificates.iterdir():
        file.unlink()
    assert verified(laboratory.signed()) == first
    chain = laboratory.trust.chain(X5U, NOW)
    assert len(chain.serials) == 2
    assert chain.facts["anchor"] == "CN=Test root"


def test_a_chain_proven_wrong_stays_wrong_from_memory(laboratory: Laboratory, verified: Verified) -> None:
    laboratory.keep(X5U, pem(laboratory.leaf))
    for _ in range(2):
        assert verified(laboratory.signed()).code is Code.CHAIN_UNTRUSTED


def test_the_certificates_between_may_stand_in_any_order_with_the_root_among_them(
    laboratory: Laboratory, verified: Verified
) -> None:
    laboratory.keep(X5U, pem(laboratory.leaf, laboratory.root, laboratory.authority))
    assert verified(laboratory.signed()).status == "valid"


def test_a_leaf_directly_below_the_anchor_needs_no_more(laboratory: Laboratory, verified: Verified) -> None:
    leaf = certificate(
        "Direct", laboratory.key, issuer=laboratory.root, issuer_key=laboratory.root_key,
        numbers=tn_auth_list(operator_entry("VN01")),
    )  # fmt: skip
    laboratory.keep(X5U, pem(leaf))
    found = verified(laboratory.signed())
    assert found.status == "valid"
    assert (found.facts["authority"], found.facts["operators"]) == ("operator", ["VN01"])


def test_a_chain_to_another_root_of_the_same_name_is_untrusted(laboratory: Laboratory, verified: Verified) -> None:
    root = certificate("Test root", fixed_key(21), issuer=None, issuer_key=fixed_key(21), ca=True)
    (laboratory.folder / "anchors.pem").write_bytes(pem(root))
    assert verified(laboratory.signed()).code is Code.CHAIN_UNTRUSTED


def test_a_root_that_comes_with_the_chain_is_not_believed(laboratory: Laboratory, verified: Verified) -> None:
    root = certificate("Own root", fixed_key(21), issuer=None, issuer_key=fixed_key(21), ca=True)
    leaf = certificate(
        "Own leaf", fixed_key(13), issuer=root, issuer_key=fixed_key(21), numbers=tn_auth_list(operator_entry("X"))
    )
    laboratory.keep(X5U, pem(leaf, root))
    assert verified(laboratory.signed()).code is Code.CHAIN_UNTRUSTED


@pytest.mark.parametrize("which", ["leaf", "authority", "root"])
@pytest.mark.parametrize(
    ("since", "until", "code"),
    [(-10, -1, Code.CERTIFICATE_EXPIRED), (1, 10, Code.CERTIFICATE_NOT_YET)],
)
def test_every_certificate_must_be_in_force(
    laboratory: Laboratory, verified: Verified, which: str, since: int, until: int, code: Code
) -> None:
    span: dict[str, Any] = {"since": NOW + timedelta(days=since), "until": NOW + timedelta(days=until)}
    root, authority, leaf = laboratory.root, laboratory.authority, laboratory.leaf
    if which == "root":
        root = certificate("Test root", fixed_key(11), issuer=None, issuer_key=fixed_key(11), ca=True, **span)
        (laboratory.folder / "anchors.pem").write_bytes(pem(root))
    elif which == "authority":
        authority = certificate("Test authority", fixed_key(12), issuer=root, issuer_key=fixed_key(11), ca=True, **span)
    else:
        leaf = laboratory.leaf_for(**span)
    laboratory.keep(X5U, pem(leaf, authority))
    for _ in range(2):
        found = verified(laboratory.signed())
        assert (found.status, found.code) == ("invalid", code)


def test_a_kept_chain_ends_with_its_certificate(laboratory: Laboratory, verified: Verified) -> None:
    later = NOW + timedelta(days=11)
    assert verified(laboratory.signed()).status == "valid"
    header = laboratory.signed(iat=int(later.timestamp()))
    assert verified(header, now=later).code is Code.CERTIFICATE_EXPIRED


class TestUnfit:
    @pytest.mark.parametrize(
        "options",
        [
            {"usage": []},
            {"usage": ["key_cert_sign"]},
            {"ca": True, "usage": ["digital_signature", "key_cert_sign"]},
            {"numbers": b""},
            {"numbers": b"\x30\x00"},
            {"numbers": b"\x30\x80\x00\x00"},
            {"numbers": tn_auth_list(operator_entry("A")) + b"\x00"},
            {"numbers": tn_auth_list(range_entry("84500000000", 1))},
            {"numbers": tn_auth_list(number_entry("+84501234567"))},
            {"critical": [x509.ExtendedKeyUsage([x509.OID_SERVER_AUTH])]},
            {"more": [x509.UnrecognizedExtension(CONSTRAINTS, b"\x30\x00")]},
        ],
    )
    def test_leaf(self, laboratory: Laboratory, verified: Verified, options: dict[str, Any]) -> None:
        laboratory.keep(X5U, pem(laboratory.leaf_for(**options), laboratory.authority))
        found = verified(laboratory.signed())
        assert (found.status, found.code) == ("invalid", Code.CERTIFICATE_UNFIT)

    @pytest.mark.parametrize("key", [fixed_key(31, ec.SECP384R1()), fixed_key(31, ec.SECP256K1()), "rsa"])
    def test_key(self, laboratory: Laboratory, verified: Verified, key: Any) -> None:
        made = rsa.generate_private_key(65537, 2048) if key == "rsa" else key
        laboratory.keep(X5U, pem(laboratory.leaf_for(made), laboratory.authority))
        assert verified(laboratory.signed()).code is Code.CERTIFICATE_UNFIT

    def test_authority_that_is_none(self, laboratory: Laboratory, verified: Verified) -> None:
        """An operator signs a certificate for itself with its own: its certificate is no authority's."""
        sub = certificate(
            "Sub", fixed_key(41), issuer=laboratory.leaf, issuer_key=laboratory.key,
            numbers=tn_auth_list(operator_entry("X")),
        )  # fmt: skip
        laboratory.keep(X5U, pem(sub, laboratory.leaf, laboratory.authority))
        assert verified(laboratory.signed(key=fixed_key(41))).code is Code.CERTIFICATE_UNFIT

    def test_authority_deeper_than_its_issuer_allows(self, laboratory: Laboratory, verified: Verified) -> None:
        sub = certificate(
            "Sub authority", fixed_key(41), issuer=laboratory.authority, issuer_key=fixed_key(12), ca=True
        )
        leaf = certificate(
            "Leaf", laboratory.key, issuer=sub, issuer_key=fixed_key(41), numbers=tn_auth_list(operator_entry("X"))
        )
        laboratory.keep(X5U, pem(leaf, sub, laboratory.authority))
        assert verified(laboratory.signed()).code is Code.CERTIFICATE_UNFIT


class TestNumbers:
    def held(self, laboratory: Laboratory, *entries: bytes) -> None:
        laboratory.keep(X5U, pem(laboratory.leaf_for(numbers=tn_auth_list(*entries)), laboratory.authority))

    @pytest.mark.parametrize(
        ("entries", "covered"),
        [
            ([number_entry(CALLER[1:])], True),
            ([number_entry("84501234568")], False),
            ([range_entry("84501234560", 8)], True),
            ([range_entry("84501234560", 7)], False),
            ([range_entry("84501234567", 2)], True),
            ([range_entry("84501234568", 2)], False),
            ([range_entry("8450123456", 1000)], False),
            ([range_entry("84501234000", 10), range_entry("84501234001", 900)], True),
            ([range_entry("84501234000", 1000), range_entry("84501234001", 2)], True),
            ([range_entry("84509000000", 10), range_entry("84501234500", 100), number_entry("113")], True),
            ([operator_entry("VN01"), number_entry("84509999999")], True),
        ],
    )
    def test_are_covered_or_not(
        self, laboratory: Laboratory, verified: Verified, entries: list[bytes], covered: bool
    ) -> None:
        self.held(laboratory, *entries)
        expected = Code.VALID if covered else Code.NUMBER_NOT_COVERED
        assert verified(laboratory.signed()).code is expected

    def test_of_an_authority_bind_what_is_below_it(self, laboratory: Laboratory, verified: Verified) -> None:
        authority = certificate(
            "Test authority", fixed_key(12), issuer=laboratory.root, issuer_key=fixed_key(11), ca=True,
            numbers=tn_auth_list(range_entry("84509000000", 1000)),
        )  # fmt: skip
        laboratory.keep(X5U, pem(laboratory.leaf, authority))
        assert verified(laboratory.signed()).code is Code.NUMBER_NOT_COVERED

    def test_not_stated_are_unknown(self, laboratory: Laboratory, verified: Verified) -> None:
        leaf = certificate("Bare", laboratory.key, issuer=laboratory.authority, issuer_key=fixed_key(12))
        laboratory.keep(X5U, pem(leaf, laboratory.authority))
        found = verified(laboratory.signed())
        assert (found.status, found.code) == ("unknown", Code.AUTHORITY_NOT_STATED)


class TestClaims:
    def constrained(self, laboratory: Laboratory, *parts: bytes) -> None:
        value = x509.UnrecognizedExtension(CONSTRAINTS, der(0x30, b"".join(parts)))
        laboratory.keep(X5U, pem(laboratory.leaf_for(critical=[value]), laboratory.authority))

    def test_that_must_be_there(self, laboratory: Laboratory, verified: Verified) -> None:
        self.constrained(laboratory, der(0xA0, der(0x30, der(0x16, b"rcd"))))
        assert verified(laboratory.signed()).code is Code.CLAIM_NOT_ALLOWED

    def test_that_must_not_be_there(self, laboratory: Laboratory, verified: Verified) -> None:
        self.constrained(laboratory, der(0xA2, der(0x30, der(0x16, b"attest"))))
        assert verified(laboratory.signed()).code is Code.CLAIM_NOT_ALLOWED

    @pytest.mark.parametrize(("attest", "code"), [("A", Code.CLAIM_NOT_ALLOWED), ("B", Code.VALID), ("C", Code.VALID)])
    def test_that_may_have_these_values(
        self, laboratory: Laboratory, verified: Verified, attest: str, code: Code
    ) -> None:
        values = der(0x30, der(0x16, b"attest") + der(0x30, der(0x0C, b"B") + der(0x0C, b"C")))
        self.constrained(laboratory, der(0xA1, der(0x30, values)))
        assert verified(laboratory.signed(attest=attest)).code is code


class TestRevocation:
    @pytest.mark.parametrize("which", ["leaf", "authority"])
    def test_of_any_certificate_of_the_chain_counts(
        self, laboratory: Laboratory, verified: Verified, which: str
    ) -> None:
        trust = laboratory.revoke(f"{getattr(laboratory, which).serial_number:X}")
        assert verified(laboratory.signed(), trust=trust).code is Code.CERTIFICATE_REVOKED

    def test_that_is_not_listed_is_said(self, laboratory: Laboratory, verified: Verified) -> None:
        assert verified(laboratory.signed(), trust=laboratory.revoke("1234")).facts["revocation"] == "not_listed"

    def test_list_that_ran_out_clears_nobody_and_still_revokes(
        self, laboratory: Laboratory, verified: Verified
    ) -> None:
        past = "2026-11-24T00:00:00+07:00"
        found = verified(laboratory.signed(), trust=laboratory.revoke("1234", until=past))
        assert (found.status, found.facts["revocation"]) == ("valid", "unknown")
        trust = laboratory.revoke(f"{laboratory.leaf.serial_number:x}", until=past)
        assert verified(laboratory.signed(), trust=trust).code is Code.CERTIFICATE_REVOKED

    @pytest.mark.parametrize(
        "content",
        [
            "",
            "[]",
            "{}",
            '{"format": 1, "valid_until": "2026-11-26T00:00:00", "revoked": []}',
            '{"format": 2, "valid_until": "2026-11-26T00:00:00Z", "revoked": []}',
            '{"format": 1, "valid_until": "2026-11-26T00:00:00Z", "revoked": [{"serial": "xyz"}]}',
            '{"format": 1, "valid_until": "2026-11-26T00:00:00Z", "revoked": ["12"]}',
        ],
    )
    def test_list_that_is_wrong_is_refused(self, laboratory: Laboratory, content: str) -> None:
        file = laboratory.folder / "revoked.json"
        file.write_text(content)
        with pytest.raises(InputError, match=r"revoked\.json"):
            Trust.from_files(laboratory.anchors, laboratory.certificates, file)


class TestFolder:
    @pytest.mark.parametrize("content", [b"", b"aaaa" * 1000, b"-----BEGIN CERTIFICATE-----\nAAAA\n"])
    def test_file_that_cannot_be_read_is_unknown_not_wrong(
        self, laboratory: Laboratory, verified: Verified, content: bytes
    ) -> None:
        for file in laboratory.certificates.glob("*.pem"):
            file.write_bytes(content)
        found = verified(laboratory.signed())
        assert (found.status, found.code) == ("unknown", Code.CERTIFICATE_UNREADABLE)

    @pytest.mark.parametrize("name", ["../anchors.pem", "/etc/passwd", ".hidden", "", "a/b.pem", 5, None])
    def test_index_names_no_file_outside(self, laboratory: Laboratory, name: object) -> None:
        (laboratory.certificates / "index.json").write_text(json.dumps({X5U: name}))
        with pytest.raises(InputError, match=r"index\.json"):
            Trust.from_files(laboratory.anchors, laboratory.certificates)

    @pytest.mark.parametrize("content", ["", "[]", "{", "[" * 100_000])
    def test_index_that_is_wrong_is_refused(self, laboratory: Laboratory, content: str) -> None:
        (laboratory.certificates / "index.json").write_text(content)
        with pytest.raises(InputError, match=r"index\.json"):
            Trust.from_files(laboratory.anchors, laboratory.certificates)

    def test_anchors_must_be_there(self, laboratory: Laboratory) -> None:
        laboratory.anchors.write_text("nothing")
        with pytest.raises(InputError, match=r"anchors\.pem"):
            Trust.from_files(laboratory.anchors, laboratory.certificates)

    def test_keeps_chains_whole_and_says_that_it_changed(self, laboratory: Laboratory) -> None:
        before = files_stamp(laboratory.anchors, laboratory.certificates)
        keep_chain(laboratory.certificates, "https://b.example/b", pem(laboratory.leaf), name="b.pem")
        assert files_stamp(laboratory.anchors, laboratory.certificates) != before
        assert (laboratory.certificates / "b.pem").read_bytes() == pem(laboratory.leaf)
        assert not [one for one in laboratory.certificates.iterdir() if one.name.startswith(".")]

    @pytest.mark.parametrize(
        ("content", "name"), [(b"no certificate", "b.pem"), (b"", "b.pem"), (None, "../b.pem"), (None, "index.json")]
    )
    def test_keeps_nothing_that_is_no_chain(self, laboratory: Laboratory, content: bytes | None, name: str) -> None:
        before = sorted(laboratory.certificates.iterdir())
        with pytest.raises(InputError):
            keep_chain(
                laboratory.certificates, "https://b.example/b",
                pem(laboratory.leaf) if content is None else content, name=name,
            )  # fmt: skip
        assert sorted(laboratory.certificates.iterdir()) == before

    def test_addresses_that_callers_invent_fill_no_memory(self, laboratory: Laboratory, verified: Verified) -> None:
        for number in range(50):
            verified(laboratory.signed(x5u=f"https://{number}.example/a.pem"))
        assert not laboratory.trust._kept
