"""How often a network may ask."""

from hypothesis import given
from hypothesis import strategies as st

from lachan.office.portal import quota
from lachan.office.portal.quota import Quota


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 4), st.integers(0, 5))), st.integers(1, 10))
def test_nobody_gets_more_than_their_share_in_a_span(tries: list[tuple[str, int, int]], most: int) -> None:
    now = 0.0
    one = Quota(most, 10, clock=lambda: now)
    given_out: dict[tuple[str, int], int] = {}
    for key, many, later in tries:
        now += later
        place = (key, int(now // 10))
        before = given_out.get(place, 0)
        if one.take(key, many):
            given_out[place] = before + many
    assert all(count <= most for count in given_out.values())


def test_a_new_span_begins_anew() -> None:
    now = 0.0
    one = Quota(2, 10, clock=lambda: now)
    assert [one.take("a") for _ in range(3)] == [True, True, False]
    assert one.take("b")
    now = 10.0
    assert one.take("a")


def test_memory_is_bounded_and_strangers_share_one_count(monkeypatch) -> None:
    monkeypatch.setattr(quota, "KEPT", 10)
    one = Quota(3, 10, clock=lambda: 0.0)
    assert all(one.take(f"n{place}") for place in range(10))
    assert [one.take(f"x{place}") for place in range(5)] == [True, True, True, False, False]
    assert len(one._counts) == 11
