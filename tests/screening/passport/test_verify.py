"""One signed call judged: what is valid, what is proven wrong, and what cannot be judged."""

import json
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from lachan.screening.passport import Code, compact, sign
from lachan.screening.passport.signing import sign_bytes, sign_claims
from lachan.screening.passport.spelling import encoded
from tests.screening.passport.authorities import AT, CALLEE, CALLER, NOW, ORIGID, X5U, Laboratory, fixed_key
from tests.screening.passport.conftest import Verified

CLAIMS = {
    "attest": "A",
    "dest": {"tn": [CALLEE[1:]]},
    "iat": AT,
    "orig": {"tn": CALLER[1:]},
    "origid": ORIGID,
}
HEAD = {"alg": "ES256", "ppt": "shaken", "typ": "passport", "x5u": X5U}


def raw(head: bytes, claims: bytes, *, info: str = X5U, more: str = "", key: int = 13) -> str:
    """A header of whatever parts, rightly signed."""
    signed = encoded(head) + b"." + encoded(claims)
    return f"{(signed + b'.' + encoded(sign_bytes(signed, key=fixed_key(key)))).decode()};info=<{info}>{more}"


def shaken(**changes: object) -> str:
    """A signed header of changed claims; a claim changed to None is left out."""
    claims = {name: value for name, value in (CLAIMS | changes).items() if value is not None}
    return sign_claims(claims, kind="shaken", key=fixed_key(13), x5u=X5U)


def test_a_rightly_signed_call_is_valid(laboratory: Laboratory, verified: Verified) -> None:
    found = verified(laboratory.signed())
    assert (found.status, found.code, found.attest) == ("valid", Code.VALID, "A")
    assert found.caller == CALLER[1:]
    assert found.facts["origid"] == ORIGID
    assert found.facts["authority"] == "number"
    assert found.facts["revocation"] == "unknown"


def test_a_call_without_identity_is_none(verified: Verified) -> None:
    assert verified().code is Code.NO_IDENTITY
    assert verified().status == "none"


@pytest.mark.parametrize("attest", ["A", "B", "C"])
def test_the_attestation_is_told(laboratory: Laboratory, verified: Verified, attest: str) -> None:
    assert verified(laboratory.signed(attest=attest)).attest == attest


def test_a_token_without_extension_is_valid_without_attestation(laboratory: Laboratory, verified: Verified) -> None:
    found = verified(laboratory.signed(attest=""))
    assert (found.status, found.attest) == ("valid", None)


@pytest.mark.parametrize(
    "caller", ["+84501234567", "84501234567", "0501234567", "0084501234567", "tel:+84501234567", "050 123 45 67",
               "sip:+84501234567@a.example;user=phone", "<sip:0501234567;isub=12@a.example>"]
)  # fmt: skip
def test_the_caller_may_be_written_in_every_usual_way(laboratory: Laboratory, verified: Verified, caller: str) -> None:
    assert verified(laboratory.signed(), caller=caller).status == "valid"


def test_old_mobile_prefixes_of_signer_and_call_meet(laboratory: Laboratory, verified: Verified) -> None:
    header = laboratory.signed(callees=["+8416" + "80000000"])
    assert verified(header, callee="038" + "0000000").status == "valid"


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        (raw(json.dumps(HEAD | {"alg": "none"}).encode(), json.dumps(CLAIMS).encode()), Code.ALG_NONE),
        (raw(json.dumps(HEAD | {"alg": "NonE"}).encode(), json.dumps(CLAIMS).encode()), Code.ALG_NONE),
        (raw(json.dumps(HEAD | {"alg": "HS256"}).encode(), json.dumps(CLAIMS).encode()), Code.ALG_SYMMETRIC),
        (raw(json.dumps(HEAD | {"alg": "RS256"}).encode(), json.dumps(CLAIMS).encode()), Code.ALG_OTHER),
        (raw(json.dumps(HEAD | {"alg": "ES384"}).encode(), json.dumps(CLAIMS).encode()), Code.ALG_OTHER),
        (raw(json.dumps(HEAD | {"alg": ["ES256"]}).encode(), json.dumps(CLAIMS).encode()), Code.PASSPORT_MALFORMED),
        (raw(json.dumps(HEAD | {"typ": "JWT"}).encode(), json.dumps(CLAIMS).encode()), Code.TYP_WRONG),
        (raw(json.dumps(HEAD | {"crit": ["b64"]}).encode(), json.dumps(CLAIMS).encode()), Code.PASSPORT_MALFORMED),
        (raw(json.dumps(HEAD | {"ppt": "rcd"}).encode(), json.dumps(CLAIMS).encode()), Code.EXTENSION_UNKNOWN),
        (raw(json.dumps(HEAD | {"ppt": "div-o"}).encode(), json.dumps(CLAIMS).encode()), Code.EXTENSION_UNKNOWN),
        (raw(json.dumps(HEAD).encode(), json.dumps(CLAIMS).encode(), more=";ppt=div"), Code.HEADER_DIFFERS),
        (raw(json.dumps(HEAD).encode(), json.dumps(CLAIMS).encode(), more=";alg=HS256"), Code.HEADER_DIFFERS),
        (raw(json.dumps(HEAD).encode(), json.dumps(CLAIMS).encode(), info="https://b.example/x"), Code.HEADER_DIFFERS),
        (shaken(attest="D"), Code.ATTEST_WRONG),
        (shaken(attest=None), Code.ATTEST_WRONG),
        (shaken(attest=["A"]), Code.ATTEST_WRONG),
        (shaken(origid=None), Code.ORIGID_WRONG),
        (shaken(origid="not-a-uuid"), Code.ORIGID_WRONG),
        (shaken(iat=str(AT)), Code.CLAIMS_WRONG),
        (shaken(iat=True), Code.CLAIMS_WRONG),
        (shaken(iat=-5), Code.CLAIMS_WRONG),
        (shaken(iat=10**17), Code.CLAIMS_WRONG),
        (shaken(iat=None), Code.CLAIMS_WRONG),
        (shaken(iat=AT + 0.5), Code.PASSPORT_MALFORMED),
        (shaken(iat=float("inf")), Code.PASSPORT_MALFORMED),
        (shaken(iat=10**40), Code.PASSPORT_MALFORMED),
        (shaken(orig={"tn": [CALLER[1:]]}), Code.CLAIMS_WRONG),
        (shaken(orig={"tn": CALLER[1:], "uri": "sip:a@b.example"}), Code.CLAIMS_WRONG),
        (shaken(orig=CALLER), Code.CLAIMS_WRONG),
        (shaken(orig={"tn": ""}), Code.CLAIMS_WRONG),
        (shaken(orig={"tn": "٨٤٥٠١٢٣٤٥٦٧"}), Code.CLAIMS_WRONG),
        (shaken(dest={"tn": CALLEE[1:]}), Code.CLAIMS_WRONG),
        (shaken(dest={"tn": []}), Code.CLAIMS_WRONG),
        (shaken(dest={}), Code.CLAIMS_WRONG),
        (shaken(dest={"tn": [CALLEE[1:]] * 33}), Code.CLAIMS_WRONG),
        (shaken(orig={"tn": "84509999999"}), Code.CALLER_DIFFERS),
        (shaken(dest={"tn": ["84509999999"]}), Code.CALLEE_DIFFERS),
    ],
)  # fmt: skip
def test_each_wrong_token_is_refused_by_its_own_code(verified: Verified, headers: str, code: Code) -> None:
    found = verified(headers)
    assert found.code is code
    assert found.status == ("unknown" if code is Code.EXTENSION_UNKNOWN else "invalid")
    assert found.attest is None


@pytest.mark.parametrize("place", ["head", "claims", "inside"])
def test_a_key_that_stands_twice_is_refused_though_rightly_signed(verified: Verified, place: str) -> None:
    """One reader takes the first, another the last: what was signed would depend on who reads."""
    head, claims = json.dumps(HEAD), json.dumps(CLAIMS)
    if place == "head":
        head = head.replace("{", '{"alg": "ES256", ', 1)
    elif place == "claims":
        claims = claims.replace("{", '{"orig": {"tn": "84509999999"}, ', 1)
    else:
        claims = claims.replace('"orig": {', '"orig": {"tn": "84509999999", ')
    assert verified(raw(head.encode(), claims.encode())).code is Code.PASSPORT_MALFORMED


@pytest.mark.parametrize(
    ("age", "code"),
    [
        (0, Code.VALID),
        (60, Code.VALID),
        (61, Code.IAT_OLD),
        (86_400, Code.IAT_OLD),
        (-5, Code.VALID),
        (-6, Code.IAT_FUTURE),
    ],
)
def test_a_token_is_fresh_for_a_minute(laboratory: Laboratory, verified: Verified, age: int, code: Code) -> None:
    assert verified(laboratory.signed(iat=AT - age)).code is code


def test_every_called_number_of_the_token_counts(laboratory: Laboratory, verified: Verified) -> None:
    header = laboratory.signed(callees=["+84501111111", CALLEE, "sip:somebody@a.example"])
    assert verified(header).status == "valid"


def test_a_signature_by_another_key_is_wrong(laboratory: Laboratory, verified: Verified) -> None:
    assert verified(laboratory.signed(key=fixed_key(99))).code is Code.SIGNATURE_WRONG


@pytest.mark.parametrize("length", [0, 1, 63, 65, 70, 72, 96, 128])
def test_a_signature_must_have_64_bytes(laboratory: Laboratory, verified: Verified, length: int) -> None:
    token, _, parameters = laboratory.signed().partition(";")
    start = token.rpartition(".")[0]
    found = verified(f"{start}.{encoded(bytes(length)).decode()};{parameters}")
    assert found.code is (Code.SIGNATURE_LENGTH if length else Code.HEADER_MALFORMED)


@pytest.mark.parametrize("halves", [b"\0" * 64, b"\xff" * 64, b"\0" * 32 + b"\1" * 32])
def test_numbers_out_of_range_are_no_signature(laboratory: Laboratory, verified: Verified, halves: bytes) -> None:
    token, _, parameters = laboratory.signed().partition(";")
    found = verified(f"{token.rpartition('.')[0]}.{encoded(halves).decode()};{parameters}")
    assert found.code is Code.SIGNATURE_WRONG


def test_a_certificate_that_is_not_held_leaves_the_call_unknown(laboratory: Laboratory, verified: Verified) -> None:
    found = verified(laboratory.signed(x5u="https://elsewhere.example/a.pem"))
    assert (found.status, found.code) == ("unknown", Code.CERTIFICATE_NOT_HELD)


@pytest.mark.parametrize("caller", [None, "", "anonymous", "sip:anonymous@anonymous.invalid"])
def test_a_caller_not_shown_is_not_called_forged(
    laboratory: Laboratory, verified: Verified, caller: str | None
) -> None:
    found = verified(laboratory.signed(), caller=caller)
    expected = Code.CALLER_DIFFERS if caller and "@" in caller else Code.CALLER_WITHHELD
    assert found.code is expected


@pytest.mark.parametrize("callee", ["", "x", "sip:" + "a" * 700, "٠٩١٢", "sip:a b@c"])
def test_a_callee_that_cannot_be_read_is_not_called_forged(
    laboratory: Laboratory, verified: Verified, callee: str
) -> None:
    found = verified(laboratory.signed(), callee=callee)
    assert (found.status, found.code) == ("unknown", Code.CALLEE_UNREADABLE)


def test_a_wrong_signature_of_a_caller_not_shown_is_still_wrong(laboratory: Laboratory, verified: Verified) -> None:
    assert verified(laboratory.signed(key=fixed_key(99)), caller=None).code is Code.SIGNATURE_WRONG


def test_an_address_as_caller_is_beyond_what_certificates_of_numbers_say(
    laboratory: Laboratory, verified: Verified
) -> None:
    found = verified(laboratory.signed(caller="sip:lan@a.example"), caller="sips:lan@a.example")
    assert found.code is Code.CALLER_DIFFERS
    found = verified(laboratory.signed(caller="sip:lan@a.example"), caller="SIP:lan@A.example:5060;x=y")
    assert (found.status, found.code) == ("unknown", Code.AUTHORITY_NOT_STATED)


def test_one_valid_token_among_wrong_ones_decides(laboratory: Laboratory, verified: Verified) -> None:
    wrong = laboratory.signed(key=fixed_key(99))
    assert verified(wrong, "rubbish", laboratory.signed()).status == "valid"


def test_a_token_proven_wrong_weighs_more_than_an_unknown_one(laboratory: Laboratory, verified: Verified) -> None:
    unknown = laboratory.signed(x5u="https://elsewhere.example/a.pem")
    found = verified(unknown, laboratory.signed(key=fixed_key(99)))
    assert found.code is Code.SIGNATURE_WRONG
    assert found.facts["codes"] == ["certificate_not_held", "signature_wrong"]


def test_nine_headers_are_too_many(laboratory: Laboratory, verified: Verified) -> None:
    found = verified(*[laboratory.signed()] * 9)
    assert (found.status, found.code) == ("unknown", Code.TOO_MANY_HEADERS)


class TestCompactForm:
    DATE = "Wed, 25 Nov 2026 08:00:00 GMT"

    def test_is_rebuilt_from_the_call(self, laboratory: Laboratory, verified: Verified) -> None:
        header = compact(laboratory.signed(attest=""))
        assert header.startswith("..")
        assert verified(header, date=self.DATE).code is Code.VALID

    @pytest.mark.parametrize(
        "change", [{"caller": "+84501234568"}, {"callee": "+84507654322"}, {"date": "Wed, 25 Nov 2026 08:00:01 GMT"}]
    )
    def test_covers_caller_callee_and_date(
        self, laboratory: Laboratory, verified: Verified, change: dict[str, str]
    ) -> None:
        header = compact(laboratory.signed(attest=""))
        assert verified(header, **({"date": self.DATE} | change)).code is Code.SIGNATURE_WRONG

    @pytest.mark.parametrize("date", ["", "today", "Wed, 99 Nov 2026 08:00:00 GMT", "x" * 70_000, "\ud800"])
    def test_without_a_date_is_unknown(self, laboratory: Laboratory, verified: Verified, date: str) -> None:
        found = verified(compact(laboratory.signed(attest="")), date=date)
        assert (found.status, found.code) == ("unknown", Code.COMPACT_WITHOUT_DATE)

    def test_of_shaken_is_unknown(self, laboratory: Laboratory, verified: Verified) -> None:
        found = verified(compact(laboratory.signed()), date=self.DATE)
        assert (found.status, found.code) == ("unknown", Code.COMPACT_WITH_EXTENSION)

    def test_of_another_algorithm_is_refused(self, laboratory: Laboratory, verified: Verified) -> None:
        header = compact(laboratory.signed(attest="")).replace("ES256", "none")
        assert verified(header, date=self.DATE).code is Code.ALG_NONE

    def test_of_a_caller_not_shown_is_unknown(self, laboratory: Laboratory, verified: Verified) -> None:
        found = verified(compact(laboratory.signed(attest="")), date=self.DATE, caller=None)
        assert found.code is Code.CALLER_WITHHELD


def test_signing_refuses_what_is_no_party() -> None:
    with pytest.raises(ValueError, match="neither"):
        sign("…", [CALLEE], key=ec.generate_private_key(ec.SECP256R1()), x5u=X5U, iat=AT)


def test_the_clock_of_the_call_may_be_in_any_zone(laboratory: Laboratory, verified: Verified) -> None:
    from zoneinfo import ZoneInfo

    assert verified(laboratory.signed(), now=NOW.astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))).status == "valid"
    assert verified(laboratory.signed(), now=NOW + timedelta(hours=7)).code is Code.IAT_OLD
