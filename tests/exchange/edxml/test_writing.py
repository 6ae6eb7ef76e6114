"""What is written parses with a strict parser that knows namespaces, and is read back as it was."""

import base64
import hashlib
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from lachan.exchange.edxml import OutgoingFile, write_edxml, write_status
from lachan.readers.edxml import read_edxml
from lachan.readers.edxml.model import (
    NAMESPACE,
    Business,
    ChangedReceiver,
    Code,
    DocumentType,
    Kind,
    Message,
    Organisation,
    OtherInfo,
    Replacement,
    ResponseFor,
    Signer,
    Staff,
    Trace,
)
from lachan.readers.edxml.statuses import STATUSES, allowed
from lachan.readers.errors import InputError

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufffd\ufeff"), max_size=60).map(str.strip)  # fmt: skip # noqa: E501
SOME = WORDS.filter(bool)
CODES = st.from_regex(r"[A-Z]\d{2}(\.\d{2}){0,3}|\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}", fullmatch=True)
DAYS = st.dates(date(1976, 1, 1), date(2090, 1, 1))
MOMENTS = st.datetimes(datetime.fromisoformat("1976-01-01"), datetime.fromisoformat("2090-01-01")).map(
    lambda one: one.replace(microsecond=0)
)
PLACES = st.builds(Organisation, CODES, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS)
STAFF = st.builds(Staff, SOME, WORDS, WORDS, WORDS)
FILES = st.builds(
    OutgoingFile, st.just("Công văn.pdf"), st.just("application/pdf"), st.binary(min_size=1, max_size=200)
)


@st.composite
def messages(draw: st.DrawFn) -> Message:
    """Papers, recalls, updates and replacements with everything that the standard has a place for."""
    kind = draw(st.sampled_from([Kind.DOCUMENT, Kind.RECALL, Kind.UPDATE, Kind.REPLACEMENT]))
    changed = st.builds(ChangedReceiver, CODES, st.sampled_from(["0", "1"]))
    old = st.builds(Replacement, SOME, st.lists(CODES, min_size=1, max_size=2).map(tuple))
    doc_type = {Kind.DOCUMENT: "0", Kind.RECALL: "1", Kind.UPDATE: "2", Kind.REPLACEMENT: "3"}[kind]
    return Message(
        file="a.edxml",
        kind=kind,
        namespace=NAMESPACE,
        sender=draw(PLACES),
        receivers=tuple(draw(st.lists(PLACES, min_size=1, max_size=3))),
        code=draw(st.builds(Code, SOME, SOME)),
        place=draw(WORDS),
        date=draw(DAYS),
        subject=draw(SOME),
        content=draw(WORDS),
        document_id=str(draw(st.uuids())),
        type=draw(st.builds(DocumentType, SOME, WORDS, SOME)),
        signer=draw(st.builds(Signer, WORDS, WORDS, SOME)),
        due_date=draw(st.none() | DAYS),
        to_places=tuple(draw(st.lists(SOME, max_size=3))),
        other=draw(st.builds(OtherInfo, st.none() | st.integers(0, 4), WORDS, WORDS, st.none() | st.integers(0, 999))),
        steering_type=draw(st.sampled_from(["", "1", "2", "3"])),
        response_for=tuple(draw(st.lists(st.builds(ResponseFor, CODES, SOME, st.none() | DAYS, SOME), max_size=2))),
        trace=tuple(draw(st.lists(st.builds(Trace, CODES, MOMENTS), max_size=3))),
        business=Business(
            doc_type=doc_type,
            reason=draw(SOME),
            document_id=draw(WORDS),
            paper=draw(st.sampled_from(["0", "1"])),
            staff=draw(st.none() | STAFF),
            receivers=tuple(draw(st.lists(changed, max_size=2))),
            replacements=tuple(draw(st.lists(old, max_size=2))),
        ),
    )


@settings(max_examples=30, deadline=None)
@given(messages(), st.lists(FILES, max_size=2))
def test_what_is_written_is_read_back_as_it_was(message: Message, files: list[OutgoingFile]) -> None:
    content = write_edxml(message, files)
    root = etree.fromstring(content)
    assert {etree.QName(one).namespace for one in root.iter()} == {NAMESPACE}
    found = read_edxml(content, name="a.edxml")
    assert replace(found, attachments=(), doubts=()) == message
    assert [one.sha256 for one in found.attachments] == [hashlib.sha256(one.content).hexdigest() for one in files]
    serious = {"not_well_formed", "repaired", "undeclared_prefix", "no_namespace", "bad_characters", "base64_cut"}
    assert not serious & {one.code for one in found.doubts}
    assert write_edxml(message, files) == content


PAPER = Message(
    file="",
    kind=Kind.DOCUMENT,
    sender=Organisation("000.00.07.H37"),
    receivers=(Organisation("H37.12"),),
    code=Code("05", "STTTT-TTr"),
    date=date(2020, 4, 5),
    subject="V/v phòng ngừa lừa đảo",
    document_id="1",
)


@pytest.mark.parametrize(
    "lack",
    [
        {"sender": None},
        {"receivers": ()},
        {"receivers": (Organisation(name="không mã"),)},
        {"code": Code("", "A")},
        {"date": None},
        {"subject": ""},
        {"document_id": ""},
        {"kind": Kind.RECALL},
        {"kind": Kind.STATUS},
        {"other": OtherInfo(priority=9)},
    ],
)
def test_what_a_receiver_needs_must_be_there(lack: dict[str, object]) -> None:
    with pytest.raises(InputError) as refused:
        write_edxml(replace(PAPER, **lack))  # type: ignore[arg-type]
    assert refused.value.code == "incomplete"


def test_a_control_character_is_refused_and_not_left_out() -> None:
    with pytest.raises(InputError) as refused:
        write_edxml(replace(PAPER, subject="a\x00b"))
    assert refused.value.code == "bad_text"


@pytest.mark.parametrize("code", sorted(STATUSES))
def test_every_status_is_read_back(code: str) -> None:
    about = ResponseFor("000.00.07.H37", "05/STTTT-TTr", date(2020, 4, 5), "1")
    at = datetime.fromisoformat("2020-04-06T02:00:00+00:00")
    content = write_status(
        sender=Organisation("H37.12"), about=about, code=code, description="đã rõ", staff=Staff("", "Mẫu"), at=at
    )
    found = read_edxml(content, name="s.edxml")
    assert (found.kind, found.status_code, found.response_for) == (Kind.STATUS, code, (about,))
    assert found.status_at == datetime.fromisoformat("2020-04-06T09:00:00")
    assert found.doubts == ()


@pytest.mark.parametrize(
    ("before", "code", "may"),
    [
        ((), "01", True),
        ((), "03", False),
        (("01", "03", "04", "05"), "06", True),
        (("01", "02"), "03", False),
        (("01", "03", "13"), "15", True),
        (("01", "03"), "15", False),
        (("01", "03", "13", "16"), "04", True),
        (("01", "03", "13", "15"), "04", False),
        (("01", "03", "04", "05", "06"), "13", False),
    ],
)
def test_states_follow_each_other_only_in_their_order(before: tuple[str, ...], code: str, may: bool) -> None:
    assert allowed(before, code) is may


def signed(content: bytes, method: str = "http://www.w3.org/2001/04/xmlenc#sha256", name: str = "sha256") -> bytes:
    """The message with an enveloped reference over the whole, as a signer makes it."""
    digest = hashlib.new(name, etree.tostring(etree.fromstring(content), method="c14n")).digest()
    block = (
        '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo>'
        '<SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><Reference URI=""><Transforms>'
        '<Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/></Transforms>'
        f'<DigestMethod Algorithm="{method}"/><DigestValue>{base64.b64encode(digest).decode()}</DigestValue>'
        "</Reference></SignedInfo></Signature>"
    )
    return content.replace(b"</edXML:edXMLHeader>", block.encode() + b"</edXML:edXMLHeader>")


def test_a_signature_that_matches_one_that_does_not_and_sha_1() -> None:
    content = signed(write_edxml(PAPER))
    (sound,) = read_edxml(content, name="a").signatures
    assert [one.matches for one in sound.references] == [True]
    changed = read_edxml(content.replace("lừa đảo".encode(), "lừa đảO".encode()), name="a")
    assert changed.signatures[0].references[0].matches is False
    assert "signature_mismatch" in {one.code for one in changed.doubts}
    old = read_edxml(signed(write_edxml(PAPER), "http://www.w3.org/2000/09/xmldsig#sha1", "sha1"), name="a")
    assert (old.signatures[0].weak, old.signatures[0].references[0].matches) == (True, True)
    assert {"weak_signature", "signer_not_checked"} <= {one.code for one in old.doubts}


def test_a_signature_over_a_part_says_so() -> None:
    content = signed(write_edxml(PAPER)).replace(b'URI=""', b'URI="#body"')
    found = read_edxml(content, name="a")
    assert found.signatures[0].references[0].matches is None
    assert {"signature_partial", "signature_not_judged"} <= {one.code for one in found.doubts}
