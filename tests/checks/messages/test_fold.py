"""Messages as plain letters: disguises come off, and every letter knows where it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.checks.messages.fold import END, LONGEST, fold
from lachan.checks.messages.links import KINDS, kind_of, links_in


def folded(text: str) -> str:
    """One message folded, without its end."""
    return fold([text]).letters[:-1].tobytes().decode()


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Thuê bao Đình Lập", "thue bao dinh lap"),
        ("NHẬN T!ỀN D1ỀU K!ỆN", "nhan tien dieu kien"),
        ("5OO.000", "500.000"),
        ("vау tiеn", "vay tien"),  # Cyrillic letters
        ("ｖａｙ 𝐭𝐢𝐞𝐧", "vay tien"),
        ("v\u200ba\u00ady", "vay"),
        (".l.i. x.i.", ".li. xi."),
        ("v a y  t i e n", "vay  tien"),
        ("goi ST90K 5G 24h", "goi st90k 5g 24h"),
        ("a e oi", "a e oi"),
    ],
)
def test_disguises_come_off(written: str, plain: str) -> None:
    assert folded(written) == plain


@given(st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_messages_stay_apart_and_letters_know_their_place(messages: list[str]) -> None:
    found = fold(messages)
    assert (found.letters == END).sum() == len(messages)
    assert found.letters[-1] == END
    assert (found.origin[1:] > found.origin[:-1]).all()
    alone = b"".join(fold([one]).letters.tobytes() for one in messages)
    assert found.letters.tobytes() == alone


def test_of_an_endless_message_the_beginning_is_looked_at() -> None:
    assert len(folded("ab " * LONGEST)) == LONGEST


@pytest.mark.parametrize(
    ("host", "kind"),
    [
        ("vietcombank.com.vn", "link_known"),
        ("www.vcb-digi.top", "link_imitating"),
        ("vietcombank.com.vn.xac-minh.top", "link_imitating"),
        ("bit.ly", "link_short"),
        ("dichvucong.gov.vn", "link_state"),
        ("dichvucong-gov.com", "link_imitating"),
        ("vui88.win", "link_odd"),
        ("hoasen.vn", "link_plain"),
    ],
)
def test_links_are_told_by_kind(host: str, kind: str) -> None:
    assert kind_of(host) == kind


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("vao https://vcb-digi.top/abc ngay", ["link_imitating"]),
        ("vao vcb-digi . top", ["link_imitating"]),
        ("bit . ly/abc", ["link_short"]),
        ("Xin cam on. La khach hang", []),
        ("gia 5.000.vnd, 20.11", []),
        ("hen ban. Me di lam", []),
        ("xem vnedu.vn va vui88.win", ["link_known", "link_odd"]),
    ],
)
def test_links_are_found_also_where_blanks_cut_them(text: str, kinds: list[str]) -> None:
    assert [KINDS[one.kind] for one in links_in(text.lower().encode() + b"\1")] == kinds
