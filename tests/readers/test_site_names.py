"""Names of sites in any writing: read, shown safely, or refused with a reason."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.readers.errors import InputError
from lachan.readers.names import names_of_line, read_name, shown


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("Tuoitre.VN", "tuoitre.vn"),
        ("https://www.vidu.vn:8443/a?b#c", "vidu.vn"),
        ("hxxps://vcb[.]top/login", "vcb.top"),
        ("//vidu.vn/x", "vidu.vn"),
        ("vidu.vn:8080/x", "vidu.vn"),
        ("*.vidu.vn", "vidu.vn"),
        ("vidu.vn.", "vidu.vn"),
        ("ｖidu。vn", "vidu.vn"),
        ("việt.vn", "xn--vit-0zy.vn"),
        ("http://vietcombank.com.vn@xau.top/", "xau.top"),
        ("http://vidu.vn\\@xau.top", "vidu.vn"),
    ],
)
def test_a_host_is_found_in_every_writing(text: str, host: str) -> None:
    if host.startswith("xn--"):
        assert read_name(text).host.startswith("xn--vi")
        assert read_name(text).unicode == "việt.vn"
    else:
        assert read_name(text).host == host


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("data:text/html,<b>x</b>", "no_site"),
        ("file:///etc/passwd", "no_site"),
        ("javascript:alert(1)", "no_site"),
        ("chu", "not_a_name"),
        ("-a.com", "not_a_name"),
        ("a..com", "not_a_name"),
        ("a" * 64 + ".com", "too_long"),
        (".".join(["a" * 50] * 5) + ".com", "too_long"),
        ("a" * 5000, "too_long"),
        ("http://[x]/", "not_a_name"),
    ],
)
def test_what_is_no_name_of_a_site_is_refused_with_its_reason(text: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        read_name(text)
    assert refused.value.code == code


def test_a_name_of_two_hundred_and_fifty_three_characters_is_read() -> None:
    name = ".".join(["a" * 62] * 3 + ["b" * 60, "vn"])[-253:].lstrip(".")
    assert read_name(name).host == name


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("http://1@2", "ip"),
        ("http://1@2", "user"),
        ("3232235777", "ip"),
        ("http://[2001:db8::1]/", "ip"),
        ("viеtcombank.com", "mixed_scripts"),
        ("\u202emoc.knab", "bidi"),
        ("viet\u200bcombank.com", "invisible"),
    ],
)
def test_tricks_of_writing_are_told_as_signs(text: str, sign: str) -> None:
    assert sign in read_name(text).signs


def test_what_misleads_the_eye_is_shown_as_its_code() -> None:
    assert shown("\u202evi\u0435t.vn") == "\\u{202e}vi\\u{435}t.vn"
    assert shown("báo-mới.vn") == "báo-mới.vn"


def test_a_line_of_a_certificate_log_gives_all_its_names() -> None:
    line = json.dumps({"data": {"leaf_cert": {"all_domains": ["a.vn", "*.b.vn"], "serial": "00.11"}}})
    assert names_of_line(line) == ["a.vn", "*.b.vn"]
    assert names_of_line('{"name_value": "a.vn\\nb.vn"}') == ["a.vn", "b.vn"]
    assert names_of_line("{hỏng") == ["{hỏng"]
    assert names_of_line("c.vn") == ["c.vn"]
    assert names_of_line("0.0.0.0 xau.top # lừa") == ["xau.top"]
    assert names_of_line("# ghi chú") == []


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    try:
        read = read_name(text)
    except InputError:
        return
    assert read.host.isascii()
    assert len(read.host) <= 253
    assert not set(shown(read.text)) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
