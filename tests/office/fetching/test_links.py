"""Links have one writing, or are refused."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lachan.office.fetching import Link, NotFetched, read_link
from lachan.office.fetching.links import read_redirect


@pytest.mark.parametrize(
    ("given_text", "told"),
    [
        ("https://vidu.vn", "https://vidu.vn/"),
        (" HTTPS://ViDu.VN:443/A?b=c#d ", "https://vidu.vn/A?b=c"),
        ("http://vidu.vn.:80/", "http://vidu.vn/"),
        ("http://vidu.vn:443/", "http://vidu.vn:443/"),
        ("http://ngân-hàng.vn/đăng nhập?x=á", "http://xn--ngn-hng-dwao.vn/%C4%91%C4%83ng%20nh%E1%BA%ADp?x=%C3%A1"),
        ("http://134744072/", "http://8.8.8.8/"),
        ("http://１.１.１.１/", "http://1.1.1.1/"),
        ("http://[2606:4700:0::1111]/", "http://[2606:4700::1111]/"),
        ("http://a_b.vidu.vn/%2e%2e/x", "http://a_b.vidu.vn/%2e%2e/x"),
    ],
)
def test_a_link_is_written_in_one_way(given_text: str, told: str) -> None:
    assert read_link(given_text).text == told


@given(st.text(max_size=80) | st.from_regex(r"https?://[^/\s]{0,30}[/?#@:\\]?.{0,20}", fullmatch=True))
@example("http://℀.vn/")
@example("http://[::1%25eth0]/")
@example("http://vidu.vn:99999999999999999999/")
def test_any_text_is_a_link_of_one_writing_or_refused(text: str) -> None:
    try:
        link = read_link(text)
    except NotFetched:
        return
    assert read_link(link.text) == link
    assert link.text.isascii()
    assert link.port in (80, 443)
    assert not any(one <= " " for one in link.text)


@given(st.text(max_size=60))
def test_any_redirect_leads_to_a_link_or_nowhere(location: str) -> None:
    base = Link(True, "vidu.vn", 443, "/a/b?c")
    try:
        found = read_redirect(base, location.encode("utf-8", "replace").decode("latin-1"))
    except NotFetched:
        return
    assert read_link(found.text) == found


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("/x", "https://vidu.vn/x"), ("x", "https://vidu.vn/a/x"), ("//khac.vn/y", "https://khac.vn/y"),
        ("?q", "https://vidu.vn/a/b?q"), ("http://khac.vn", "http://khac.vn/"), ("", "https://vidu.vn/a/b?c"),
    ],
)  # fmt: skip
def test_a_redirect_is_read_from_where_it_stands(location: str, told: str) -> None:
    assert read_redirect(Link(True, "vidu.vn", 443, "/a/b?c"), location).text == told
