"""Whatever is changed in a signed header, the call is no longer valid; whatever comes in, an answer comes out."""

import base64
import json
import string
import time
import tracemalloc
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lachan.screening.passport import Authentication, Code, Trust, compact, verify
from lachan.screening.passport.authority import DerError, read_authority, read_constraints
from lachan.screening.passport.header import MOST_BYTES
from lachan.screening.passport.parties import address, number, party
from lachan.screening.passport.signing import sign_claims
from lachan.screening.passport.spelling import canonical, encoded
from tests.screening.passport.authorities import (
    AT,
    CALLEE,
    CALLER,
    NOW,
    ORIGID,
    X5U,
    Laboratory,
    fixed_key,
    number_entry,
    operator_entry,
    range_entry,
    tn_auth_list,
)

CLAIMS = {
    "attest": "A",
    "dest": {"tn": [CALLEE[1:]]},
    "iat": AT,
    "orig": {"tn": CALLER[1:]},
    "origid": ORIGID,
}
HEADER = sign_claims(CLAIMS, kind="shaken", key=fixed_key(13), x5u=X5U)
TOKEN, _, PARAMETERS = HEADER.partition(";")
COMPACT = compact(
    sign_claims({name: CLAIMS[name] for name in ("dest", "iat", "orig")}, kind="", key=fixed_key(13), x5u=X5U)
)
DATE = "Wed, 25 Nov 2026 08:00:00 GMT"


@pytest.fixture(scope="module")
def trust(laboratory: Laboratory) -> Trust:
    """The usual operator's certificates."""
    return laboratory.trust


def judged(trust: Trust, *headers: str, **more: Any) -> Authentication:
    """A call from CALLER to CALLEE at NOW."""
    return verify(headers, **({"caller": CALLER, "callee": CALLEE, "now": NOW, "trust": trust, "seen": None} | more))


def test_every_flipped_bit_of_the_written_token_is_refused(trust: Trust) -> None:
    assert judged(trust, HEADER).status == "valid"
    for at in range(len(TOKEN)):
        for bit in range(8):
            changed = TOKEN[:at] + chr(ord(TOKEN[at]) ^ 1 << bit) + TOKEN[at + 1 :]
            found = judged(trust, f"{changed};{PARAMETERS}")
            assert found.status in ("invalid", "unknown"), changed
            assert found.attest is None


@pytest.mark.parametrize("part", [0, 1, 2])
def test_every_flipped_bit_of_what_is_encoded_is_refused(trust: Trust, part: int) -> None:
    parts = TOKEN.split(".")
    content = base64.urlsafe_b64decode(parts[part] + "==")
    for bit in range(8 * len(content)):
        changed = bytearray(content)
        changed[bit // 8] ^= 1 << bit % 8
        parts[part] = encoded(bytes(changed)).decode()
        assert judged(trust, f"{'.'.join(parts)};{PARAMETERS}").status != "valid"


def test_every_flipped_bit_of_a_compact_signature_is_refused(trust: Trust) -> None:
    assert judged(trust, COMPACT, date=DATE).status == "valid"
    end = COMPACT.index(";")
    for at in range(end):
        for bit in range(8):
            changed = COMPACT[:at] + chr(ord(COMPACT[at]) ^ 1 << bit) + COMPACT[at + 1 :]
            assert judged(trust, changed, date=DATE).status != "valid"


def test_the_last_letter_of_a_signature_has_one_spelling(trust: Trust) -> None:
    """64 bytes leave four bits over in the last letter; were they not read, 16 spellings would pass."""
    alphabet = string.ascii_letters + string.digits + "-_"
    right = [one for one in alphabet if judged(trust, f"{TOKEN[:-1]}{one};{PARAMETERS}").status == "valid"]
    assert right == [TOKEN[-1]]


leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=20), st.just(CALLER[1:]), st.just(AT))
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)


@given(changes=st.dictionaries(st.sampled_from([*CLAIMS, "div", "jti", "rcd"]), values, min_size=1, max_size=3))
def test_every_changed_claim_under_the_old_signature_is_refused(trust: Trust, changes: dict[str, Any]) -> None:
    claims = CLAIMS | changes
    if canonical(claims) == canonical(CLAIMS):
        return
    head, _, signature = TOKEN.split(".")
    assert judged(trust, f"{head}.{encoded(canonical(claims)).decode()}.{signature};{PARAMETERS}").status != "valid"


@given(claims=st.dictionaries(st.sampled_from([*CLAIMS, "div"]), values), kind=st.sampled_from(["", "shaken", "div"]))
def test_rightly_signed_rubbish_is_valid_only_when_it_says_what_the_call_says(
    trust: Trust, claims: dict[str, Any], kind: str
) -> None:
    header = sign_claims(claims, kind=kind, key=fixed_key(13), x5u=X5U)
    found = judged(trust, header)
    if found.status == "valid":
        assert claims["orig"] == {"tn": CALLER[1:]}
        assert CALLEE[1:] in claims["dest"]["tn"]


@given(text=st.text(max_size=300))
def test_any_text_as_header_is_answered(trust: Trust, text: str) -> None:
    assert judged(trust, text).status == "invalid"


@given(
    head=st.binary(max_size=80), body=st.binary(max_size=80), rest=st.text(alphabet=';=<>"\\ \tinfo=alg', max_size=60)
)
def test_any_parts_as_token_are_answered(trust: Trust, head: bytes, body: bytes, rest: str) -> None:
    token = b".".join((encoded(head), encoded(body), encoded(bytes(64)))).decode()
    assert judged(trust, token + rest).status != "valid"
    assert judged(trust, f"{token};info=<{X5U}>{rest}").status != "valid"


@given(caller=st.none() | st.text(), callee=st.text(), date=st.text(), call_id=st.text())
def test_any_call_is_answered(trust: Trust, caller: str | None, callee: str, date: str, call_id: str) -> None:
    found = judged(trust, HEADER, COMPACT, caller=caller, callee=callee, date=date, call_id=call_id)
    assert found.status in ("invalid", "unknown")
    json.dumps(dict(found.facts), ensure_ascii=False).encode()


@given(text=st.text())
def test_the_canonical_spelling_of_a_number_is_stable(text: str) -> None:
    found = number(text)
    assert number(f"+{found}" if found else "") == found
    assert address(address(text)) == address(text)
    party(text)


@given(content=st.binary(max_size=60))
def test_any_bytes_in_a_certificate_are_read_or_refused(content: bytes) -> None:
    for read in (read_authority, read_constraints):
        try:
            read(content)
        except DerError:
            continue


LISTS = [
    tn_auth_list(operator_entry("VN01")),
    tn_auth_list(range_entry("84500000000", 300), number_entry("84501234567")),
    tn_auth_list(*[number_entry(f"8450{one:07}") for one in range(40)]),
]


@pytest.mark.parametrize("content", LISTS)
def test_a_list_of_numbers_cut_short_or_made_longer_is_refused(content: bytes) -> None:
    read_authority(content)
    for end in range(len(content)):
        with pytest.raises(DerError):
            read_authority(content[:end])
    with pytest.raises(DerError):
        read_authority(content + b"\x30\x00")


BOMBS = {
    "nested lists": b"[" * 200_000,
    "nested objects": b'{"a":' * 100_000,
    "nested and closed": b'{"a":' + b"[" * 3_000 + b"]" * 3_000 + b"}",
    "a huge number": b'{"iat":' + b"9" * 6_000 + b"}",
    "a huge exponent": b'{"iat":1e999999999}',
    "repeated keys": b"{" + b",".join([b'"orig":{"tn":"84501234567"}'] * 200) + b"}",
    "two destinations": b'{"dest":{"tn":["1"]},"dest":{"tn":["84507654321"]}}',
    "not UTF-8": b'{"a":"\xff\xfe"}',
    "half a surrogate": b'{"attest":"\\ud800","orig":{"tn":"\\udfff"}}',
    "a byte order mark": b"\xef\xbb\xbf{}",
    "no object": b"[]",
    "nothing": b" ",
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
@pytest.mark.parametrize("place", [0, 1])
def test_a_bomb_is_refused_at_once_and_in_little_memory(trust: Trust, bomb: bytes, place: int) -> None:
    parts = TOKEN.split(".")
    parts[place] = encoded(bomb).decode()
    header = f"{'.'.join(parts)};{PARAMETERS}"
    judged(trust, header)
    tracemalloc.start()
    start = time.process_time()
    found = judged(trust, header)
    assert time.process_time() - start < 0.05
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()
    assert found.code in (
        Code.HEADER_TOO_LONG,
        Code.PASSPORT_MALFORMED,
        Code.TYP_WRONG,
        Code.CLAIMS_WRONG,
        Code.ATTEST_WRONG,
    )


@pytest.mark.parametrize(
    "header",
    [
        "a" * 65_536,
        "." * 65_536,
        TOKEN + ";" * 65_000,
        f"{TOKEN};info=<{'x' * 65_000}>",
        f"{TOKEN};info=<{X5U}>" + " " * 65_000,
        f"{TOKEN};info=<{X5U}>" + ";a=b" * 16_000,
        " " * 65_536,
    ],
    ids=range(7),
)
def test_a_header_of_64_kb_is_too_long(trust: Trust, header: str) -> None:
    start = time.process_time()
    assert judged(trust, header).code is Code.HEADER_TOO_LONG
    assert time.process_time() - start < 0.01


@pytest.mark.parametrize("filling", [" ", "\t ", ";", ";a", ";a=", ';a="', ";info=<", "=", "<", ">", "a", "-_.", "%"])
def test_a_header_of_the_longest_length_is_read_in_little_time(trust: Trust, filling: str) -> None:
    for start in ("", TOKEN, f"{TOKEN};info=<{X5U}>", ".."):
        text = (start + filling * MOST_BYTES)[:MOST_BYTES]
        before = time.process_time()
        found = judged(trust, *[text] * 8)
        assert time.process_time() - before < 0.25
        assert (found.status == "valid") == (not filling.strip() and "info" in start)


@pytest.mark.parametrize(
    "parameters",
    [
        "",
        ";alg=ES256",
        ";info=",
        ";info=<>",
        f";info={X5U}",
        f';info="{X5U}"',
        f";info=<{X5U}",
        f";info=<{X5U}>;info=<{X5U}>",
        f";info=<{X5U}>;alg=ES256;ALG=ES256",
        f";info=<{X5U}>;alg=<ES256>",
        f";info=<{X5U}> trailing",
        f";info=<{X5U}>;",
        f",info=<{X5U}>",
    ],
)
def test_parameters_that_are_not_as_the_standard_are_refused(trust: Trust, parameters: str) -> None:
    assert judged(trust, TOKEN + parameters).code is Code.HEADER_MALFORMED


@pytest.mark.parametrize(
    "parameters",
    [
        f";info=<{X5U}>",
        f" ; info = <{X5U}> ; alg = ES256 ; ppt = shaken ",
        f';info=<{X5U}>;alg=ES256;ppt="shaken"',
        f";ppt=shaken;canon=abc;alg=ES256;info=<{X5U}>;flag",
        f";INFO=<{X5U}>;Alg=ES256",
        f"\r\n ;info=<{X5U}>\r\n ;alg=ES256",
    ],
)
def test_parameters_may_stand_in_any_order_and_case(trust: Trust, parameters: str) -> None:
    assert judged(trust, TOKEN + parameters).status == "valid"


@settings(max_examples=30)
@given(seconds=st.integers(-(10**10), 10**10))
def test_any_moment_of_signing_is_answered(trust: Trust, seconds: int) -> None:
    header = sign_claims(CLAIMS | {"iat": AT + seconds}, kind="shaken", key=fixed_key(13), x5u=X5U)
    assert (judged(trust, header).status == "valid") == (-5 <= -seconds <= 60)


@pytest.mark.parametrize("year", [1970, 1999, 9999])
def test_any_clock_is_answered(trust: Trust, year: int) -> None:
    assert judged(trust, HEADER, now=datetime(year, 1, 1, tzinfo=UTC)).status == "invalid"
