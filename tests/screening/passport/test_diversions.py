"""A call that was diverted: the call's token and one of `div` for each diversion (RFC 8946)."""

from itertools import permutations

import pytest

from lachan.screening.passport import Code, RecentTokens
from tests.screening.passport.authorities import (
    AT,
    CALLEE,
    CALLER,
    FORWARDED,
    FURTHER,
    NOW,
    X5U,
    Laboratory,
    fixed_key,
    pem,
    range_entry,
    tn_auth_list,
)
from tests.screening.passport.conftest import Verified


@pytest.fixture
def tokens(laboratory: Laboratory) -> list[str]:
    """CALLER calls CALLEE, who diverts to FORWARDED, who diverts to FURTHER."""
    return [
        laboratory.signed(iat=AT - 40),
        laboratory.signed(callees=[FORWARDED], diverted_from=CALLEE, iat=AT - 20),
        laboratory.signed(callees=[FURTHER], diverted_from=FORWARDED, iat=AT),
    ]


def test_each_diversion_is_told_in_order(verified: Verified, tokens: list[str]) -> None:
    found = verified(*tokens, callee=FURTHER)
    assert (found.code, found.attest) == (Code.VALID_DIVERTED, "A")
    assert found.diverted == (CALLEE[1:], FORWARDED[1:])


def test_the_order_of_the_headers_does_not_matter(verified: Verified, tokens: list[str]) -> None:
    for order in permutations(tokens):
        assert verified(*order, callee=FURTHER).diverted == (CALLEE[1:], FORWARDED[1:])


def test_diversions_that_the_call_did_not_take_do_no_harm(verified: Verified, tokens: list[str]) -> None:
    assert verified(*tokens, callee=CALLEE).code is Code.VALID
    assert verified(*tokens, callee=FORWARDED).diverted == (CALLEE[1:],)


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_a_missing_link_breaks_the_chain(verified: Verified, tokens: list[str], missing: int) -> None:
    del tokens[missing]
    expected = Code.DIVERSION_ALONE if missing == 0 else Code.DIVERSION_BROKEN
    assert verified(*tokens, callee=FURTHER).code is expected


def test_no_diversion_explains_another_callee(laboratory: Laboratory, verified: Verified) -> None:
    assert verified(laboratory.signed(), callee=FURTHER).code is Code.CALLEE_DIFFERS


def test_a_diversion_of_another_caller_does_not_join_up(laboratory: Laboratory, verified: Verified) -> None:
    diversion = laboratory.signed("+84508888888", [FORWARDED], diverted_from=CALLEE)
    assert verified(laboratory.signed(), diversion, callee=FORWARDED).code is Code.DIVERSION_BROKEN


def test_a_diversion_from_a_number_that_was_not_called_does_not_join_up(
    laboratory: Laboratory, verified: Verified
) -> None:
    diversion = laboratory.signed(callees=[FORWARDED], diverted_from="+84508888888")
    assert verified(laboratory.signed(), diversion, callee=FORWARDED).code is Code.DIVERSION_BROKEN


@pytest.mark.parametrize("forged", [0, 1, 2])
def test_every_token_of_the_way_must_be_rightly_signed(
    laboratory: Laboratory, verified: Verified, tokens: list[str], forged: int
) -> None:
    again = [
        {"iat": AT - 40},
        {"callees": [FORWARDED], "diverted_from": CALLEE, "iat": AT - 20},
        {"callees": [FURTHER], "diverted_from": FORWARDED},
    ]
    tokens[forged] = laboratory.signed(key=fixed_key(99), **again[forged])
    assert verified(*tokens, callee=FURTHER).code is Code.SIGNATURE_WRONG


def test_a_diversion_is_signed_for_the_number_that_was_left(laboratory: Laboratory, verified: Verified) -> None:
    elsewhere = "https://certificates.example/elsewhere.pem"
    other = laboratory.leaf_for(fixed_key(14), numbers=tn_auth_list(range_entry("84501000000", 1_000_000)))
    laboratory.keep(elsewhere, pem(other, laboratory.authority))
    trust = type(laboratory.trust).from_files(laboratory.anchors, laboratory.certificates)
    diversion = laboratory.signed(callees=[FORWARDED], diverted_from=CALLEE, key=fixed_key(14), x5u=elsewhere)
    found = verified(laboratory.signed(), diversion, callee=FORWARDED, trust=trust)
    assert found.code is Code.NUMBER_NOT_COVERED


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (AT - 180, AT, Code.VALID_DIVERTED),  # a telephone rings before it is diverted
        (AT - 181, AT, Code.DIVERSION_BROKEN),
        (AT - 240, AT - 60, Code.VALID_DIVERTED),
        (AT - 100, AT - 61, Code.IAT_OLD),
        (AT, AT - 6, Code.DIVERSION_BROKEN),  # diverted before it was made
        (AT + 5, AT, Code.VALID_DIVERTED),  # two clocks
    ],
)
def test_the_last_token_is_fresh_and_each_follows_the_one_before(
    laboratory: Laboratory, verified: Verified, first: int, second: int, code: Code
) -> None:
    diversion = laboratory.signed(callees=[FORWARDED], diverted_from=CALLEE, iat=second)
    assert verified(laboratory.signed(iat=first), diversion, callee=FORWARDED).code is code


def test_a_circle_of_diversions_ends(laboratory: Laboratory, verified: Verified) -> None:
    circle = [
        laboratory.signed(callees=[FORWARDED], diverted_from=CALLEE),
        laboratory.signed(callees=[CALLEE], diverted_from=FORWARDED),
        laboratory.signed(callees=[CALLEE], diverted_from=CALLEE),
    ]
    assert verified(laboratory.signed(), *circle, callee=FURTHER).code is Code.DIVERSION_BROKEN


def test_a_diverted_call_passes_a_verifier_twice_and_is_no_replay(
    laboratory: Laboratory, verified: Verified, tokens: list[str]
) -> None:
    seen = RecentTokens()
    assert verified(tokens[0], seen=seen, call_id="first").status == "valid"
    assert verified(tokens[0], tokens[1], callee=FORWARDED, seen=seen, call_id="second").status == "valid"
    assert verified(tokens[0], tokens[1], callee=FORWARDED, seen=seen, call_id="third").code is Code.REPLAYED


def test_a_diversion_token_holds_its_origin_in_one_claim(laboratory: Laboratory, verified: Verified) -> None:
    from lachan.screening.passport.signing import sign_claims

    claims = {"dest": {"tn": [FORWARDED[1:]]}, "iat": AT, "orig": {"tn": CALLER[1:]}}
    for div in (None, CALLEE[1:], {"tn": [CALLEE[1:]]}, {}):
        header = sign_claims(claims | ({"div": div} if div else {}), kind="div", key=fixed_key(13), x5u=X5U)
        assert verified(laboratory.signed(), header, callee=FORWARDED, now=NOW).status == "invalid"
    with_history = sign_claims(
        claims | {"div": {"tn": CALLEE[1:], "hi": "1.1"}}, kind="div", key=fixed_key(13), x5u=X5U
    )
    assert verified(laboratory.signed(), with_history, callee=FORWARDED).code is Code.VALID_DIVERTED
