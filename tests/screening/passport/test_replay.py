"""A token serves one call; the memory of tokens is bounded."""

from lachan.screening.passport import Code, RecentTokens
from tests.screening.passport.authorities import AT, CALLEE, CALLER, Laboratory, fixed_key
from tests.screening.passport.conftest import Verified


class Clock:
    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def test_a_token_in_a_second_call_is_a_replay(laboratory: Laboratory, verified: Verified) -> None:
    seen, header = RecentTokens(), laboratory.signed()
    assert verified(header, seen=seen, call_id="a").status == "valid"
    assert verified(header, seen=seen, call_id="b").code is Code.REPLAYED
    assert verified(header, seen=seen, call_id="a").status == "valid"  # sent again, or over another trunk


def test_without_a_call_id_any_second_time_is_a_replay(laboratory: Laboratory, verified: Verified) -> None:
    seen, header = RecentTokens(), laboratory.signed()
    assert verified(header, seen=seen).status == "valid"
    assert verified(header, seen=seen).code is Code.REPLAYED


def test_another_signature_of_the_same_token_is_the_same_token(laboratory: Laboratory, verified: Verified) -> None:
    """Anybody can turn a signature (r, s) into (r, n - s), which is right as well."""
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    from lachan.screening.passport.spelling import decoded, encoded

    header, seen = laboratory.signed(), RecentTokens()
    token, _, parameters = header.partition(";")
    start, _, written = token.rpartition(".")
    signature = decoded(written.encode())
    turned = (order - int.from_bytes(signature[32:], "big")).to_bytes(32, "big")
    other = f"{start}.{encoded(signature[:32] + turned).decode()};{parameters}"
    assert verified(other, seen=seen, call_id="a").status == "valid"
    assert verified(header, seen=seen, call_id="b").code is Code.REPLAYED


def test_a_forged_token_does_not_use_up_the_right_one(laboratory: Laboratory, verified: Verified) -> None:
    seen = RecentTokens()
    assert verified(laboratory.signed(key=fixed_key(99)), seen=seen, call_id="a").code is Code.SIGNATURE_WRONG
    assert verified(laboratory.signed(), callee="+84500000000", seen=seen, call_id="b").status == "invalid"
    assert len(seen) == 0
    assert verified(laboratory.signed(), seen=seen, call_id="c").status == "valid"


def test_two_calls_signed_one_after_the_other_are_two(laboratory: Laboratory, verified: Verified) -> None:
    seen = RecentTokens()
    for number in range(3):
        header = laboratory.signed(CALLER, [CALLEE], iat=AT - number)
        assert verified(header, seen=seen, call_id=str(number)).status == "valid"


def test_a_token_is_remembered_for_its_time_whatever_else_comes() -> None:
    clock = Clock()
    seen = RecentTokens(clock=clock)
    assert seen.seen_in("token", "call", 65) is None
    for second in range(65):
        clock.at = 1000 + second
        seen.seen_in(f"other {second}", "", 65)
        assert seen.seen_in("token", "again", 65) == "call"
    clock.at = 1066
    assert seen.seen_in("token", "later", 65) is None


def test_memory_is_bounded_and_what_was_forgotten_early_is_counted() -> None:
    seen = RecentTokens(most=1000, clock=Clock())
    for number in range(10_000):
        seen.seen_in(str(number), "", 65)
        assert len(seen) <= 1000
    assert seen.forgotten > 8_000
    assert seen.seen_in("9999", "", 65) == ""
