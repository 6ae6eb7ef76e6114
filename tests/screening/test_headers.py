"""Who a call shows, read from texts of strangers."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.screening import Call
from lachan.screening.headers import MOST_CHARACTERS, number_in, read_addresses, shown_by
from tests.screening.messages import ABROAD, CALLEE, headers_of

TORTURE = sorted((Path(__file__).parent / "data" / "rfc4475").glob("*.dat"))


def shown(**headers: str) -> dict[str, str]:
    """Numbers shown, with the header that they stand in."""
    return dict(shown_by(Call(CALLEE, ABROAD, **headers)).numbers)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("<sip:+84912345678@host>", "+84912345678"),
        ('"Nguyễn Văn A" <sip:+84912345678@host;user=phone>;tag=9', "+84912345678"),
        ('"Sở, Phòng \\"1\\" <x>" <sip:0912345678@host>;tag=9', "0912345678"),
        ("sip:0912345678@host;tag=9", "0912345678"),
        ("SIPS:0912345678@[2001:db8::1]:5061", "0912345678"),
        ("<tel:+84-91-234-5678>", "+84-91-234-5678"),
        ("<tel:+84912345678;isub=1234;npdi>", "+84912345678"),
        ("<tel:+84912345678;npdi;rn=+8491>;tag=1", "+84912345678"),
        ("<tel:912345678;phone-context=+84>", "+84912345678"),
        ("<tel:0912345678;phone-context=example.vn>", "0912345678"),
        ("<sip:912345678;phone-context=+84@host;user=phone>", "+84912345678"),
        ("<tel:+84912345678;ext=22>", "+84912345678"),
        ("<sip:%2B84912345678@host>", "+84912345678"),
        ("<sip:0912345678:secret@host>", "0912345678"),
        ("<sip:+84912345678;isub=5@host>", "+84912345678"),
        ("  <sip:+84912345678@host>  ", "+84912345678"),
        ("<sip:alice@example.vn>", "alice"),
        ("<sip:0912345678@anonymous.invalid>", "0912345678"),
        ('"Số 1" <sip:0912345678@anonymous.invalid>', "0912345678"),
        ("<sip:٠٩١٢٣٤٥٦٧٨@host>", "٠٩١٢٣٤٥٦٧٨"),
    ],
)
def test_a_number_is_found_in_every_writing_of_an_address(text: str, number: str) -> None:
    assert shown(from_=text) == {number: "from"}


@pytest.mark.parametrize(
    "text",
    [
        '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=1',
        "<sip:unavailable@unknown.invalid>",
        "<sip:Restricted@host>",
        "<sip:host.example>",
        "<sip:somebody@anonymous.invalid:5060>;x=1",
        "<tel:anonymous>",
    ],
)
def test_a_withheld_number_is_told_from_one_that_cannot_be_read(text: str) -> None:
    found = shown_by(Call(CALLEE, ABROAD, from_=text))
    assert (found.numbers, found.withheld, found.unreadable) == ((), True, ())


@pytest.mark.parametrize(
    "text",
    [
        '"Nguyễn <sip:0912345678@host>',
        "<sip:0912345678@host",
        '"A" sip:0912345678@host',
        "<mailto:a@b.example>",
        "<sip:113@a@b>",
        "soap.beep://192.0.2.103:3002",
        "x" * (MOST_CHARACTERS + 1),
        f"<sip:{'̖́' * 5_000}@host>",
        f"<tel:{'-' * 100}113>",
        f"<sip:{'1' * 101}@host>",
        ", ".join(["<sip:0912345678@host>"] * 9),
    ],
)
def test_what_is_no_whole_address_is_unreadable(text: str) -> None:
    found = shown_by(Call(CALLEE, ABROAD, from_=text))
    assert found.unreadable == ("from",)


def test_asserted_identities_of_both_kinds_are_read_and_come_first() -> None:
    asserted = '"A" <sip:+84912345678@host>, <tel:+84912345679>'
    found = shown(asserted=asserted, from_="<sip:0243999999@host>;tag=1")
    assert found == {"+84912345678": "asserted", "+84912345679": "asserted", "0243999999": "from"}


def test_the_same_number_in_two_headers_is_one() -> None:
    assert shown(asserted="<sip:0912345678@a>", from_="<sip:0912345678@b>;tag=1") == {"0912345678": "asserted"}


def test_remote_party_counts_for_the_calling_side_alone() -> None:
    remote = '<sip:0911111111@h>;party=called;screen=yes, "B" <sip:0922222222@h>; party = calling ;screen=no'
    assert shown(remote_party=remote) == {"0922222222": "remote_party"}
    assert shown(remote_party="<sip:0922222222@h>;privacy=off;screen=yes") == {"0922222222": "remote_party"}
    assert shown(remote_party="<sip:0922222222@h>;party=Calling;screen=no") == {"0922222222": "remote_party"}
    assert shown(remote_party="<sip:0922222222@h>;party=called") == {}


def test_a_number_in_place_of_a_name_is_shown_too() -> None:
    assert shown(from_='"069 234 8560" <sip:+12125550123@host>') == {"+12125550123": "from", "069 234 8560": "display"}
    assert shown(from_='"+12125550123" <sip:+12125550123@host>') == {"+12125550123": "from"}
    for name in ("Phòng 113", "101", "2025", "- . -  - -", "(1) 2-3"):
        assert shown(from_=f'"{name}" <sip:+12125550123@host>') == {"+12125550123": "from"}


def test_who_forwarded_is_no_caller() -> None:
    found = shown_by(
        Call(
            CALLEE,
            ABROAD,
            from_="<sip:+12125550123@h>",
            diversion="<sip:+84912345678@h>;reason=no-answer",
            history="<sip:+84911111111@h?Reason=SIP>;index=1, <sip:+84241111111@h>;index=1.1",
        )
    )
    assert found.numbers == (("+12125550123", "from"),)
    assert found.diverting == (("+84912345678", "diversion"), ("+84911111111", "history"))


@pytest.mark.parametrize("path", TORTURE, ids=lambda path: path.stem)
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_torture_messages_are_read_without_a_crash(path: Path, encoding: str) -> None:
    received = headers_of(path.read_bytes().decode(encoding, "replace"))
    found = shown_by(received)
    assert found.numbers or found.withheld or found.unreadable or not received.from_


def test_torture_addresses_are_read_as_the_rfc_means_them() -> None:
    def sender(name: str) -> object:
        text = (Path(__file__).parent / "data" / "rfc4475" / f"{name}.dat").read_bytes().decode("utf-8", "replace")
        return shown_by(headers_of(text))

    assert sender("wsinv").numbers == (("jdrosen", "from"),)  # type: ignore[attr-defined]
    assert sender("esc01").numbers == (("I have spaces", "from"),)  # type: ignore[attr-defined]
    assert sender("quotbal").numbers == (("caller", "from"),)  # type: ignore[attr-defined]


ALPHABET = st.sampled_from(
    [*list('<>"\\,;:@%+?=. \t\r\n09١é\x00'), "sip:", "tel:", "%2B", ";phone-context=", "anonymous"]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(ALPHABET, max_size=60).map("".join))


@given(TEXTS, TEXTS, TEXTS, TEXTS, TEXTS)
def test_no_text_raises(one: str, two: str, three: str, four: str, five: str) -> None:
    shown_by(Call(five, ABROAD, one, two, three, four, five))
    number_in(one)


def steps(text: str) -> int:
    """How many lines of our code are run to read `text`."""
    count = 0

    def trace(frame, event, argument):  # type: ignore[no-untyped-def]
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        shown_by(Call(CALLEE, ABROAD, from_=text, asserted=text, remote_party=text, history=text))
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "part", ['"', "<", ">", ",", " ", "\\", '"\\', "a", "<sip:", "<sip:a@b>,", '"a" ', ";", "%25", "("]
)
def test_the_work_does_not_grow_with_the_square_of_the_text(part: str) -> None:
    """Steps of Python are few whatever the length; within one step every expression is possessive, so linear."""
    assert steps(part * (MOST_CHARACTERS // len(part))) < 3_000


@pytest.mark.parametrize("part", ['"', "<", " ", "\\", '"\\', "a", "<sip:", '"a" ', ";", "%", "+1", "-"])
def test_64_kilobytes_are_read_at_once(part: str) -> None:
    text = part * (MOST_CHARACTERS // len(part))
    for written in (text, f'"{text}" <sip:1@h>', f"<sip:{text}@h>", f"<sip:1@h>{text}", f"{text}<sip:1@h>"):
        read_addresses(written[:MOST_CHARACTERS])
        shown_by(Call(written[:MOST_CHARACTERS], ABROAD, from_=written[:MOST_CHARACTERS]))
