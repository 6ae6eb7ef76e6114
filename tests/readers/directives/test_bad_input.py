"""Texts that are no directive get a clear answer, and none of them a fault."""

import dataclasses
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lachan.readers.directives import RecognisedDirective, recognise_directive
from lachan.readers.directives.doubts import SENTENCES
from lachan.readers.directives.recognise import MAX_CHARACTERS
from lachan.readers.errors import InputError
from tests.readers.directives import cast
from tests.readers.letters import REAL

LETTERS = [REAL, *(text for name, text in vars(cast).items() if name.isupper())]
LINES = sorted({line for text in LETTERS for line in text.splitlines()})


def recognised(text: str) -> RecognisedDirective | str:
    """What is recognised, or the code of refusal."""
    try:
        return recognise_directive(text, name="a.txt")
    except InputError as error:
        return error.code


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b", "-----\n___"])
def test_a_text_without_words_is_empty(text: str) -> None:
    assert recognised(text) == "empty"


@pytest.mark.parametrize(
    "text",
    [
        "Chào các anh chị.",
        "Kính gửi:\n- Các doanh nghiệp viễn thông.\nĐề nghị các đơn vị phối hợp.\nNơi nhận:\n- Như trên;\n- Lưu: VT.",
        "Kính gửi: Công an tỉnh\n",
        "Nơi nhận:",
        "GIÁM ĐỐC\nNguyễn Văn Mẫu",
    ],
)
def test_a_text_without_numbered_duties_is_refused_with_the_way_out(text: str) -> None:
    with pytest.raises(InputError) as caught:
        recognise_directive(text, name="thư mời.docx")
    assert caught.value.code == "no_duties"
    assert caught.value.message("vi").startswith("thư mời.docx: không thấy nhiệm vụ nào")
    assert "send it again" in caught.value.message("en")


def test_a_text_beyond_all_measure_is_refused() -> None:
    assert recognised("- a\n" * MAX_CHARACTERS) == "too_long"


def test_every_doubt_speaks_both_languages() -> None:
    for sentence in SENTENCES.values():
        assert sentence.vi != sentence.en


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_recognised_or_refused(text: str) -> None:
    assert recognised(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=40), st.sampled_from(["\n", "\n\n"]))
def test_any_mix_of_lines_of_directives_is_recognised_or_refused(lines: list[str], between: str) -> None:
    found = recognised(between.join(lines))
    if isinstance(found, str):
        assert found in ("empty", "no_duties")
        return
    assert found.duties
    assert all(duty.text.strip() for duty in found.duties)
    assert [group.order for group in found.groups] == list(range(1, len(found.groups) + 1))
    assert len({duty.code for duty in found.duties}) == len(found.duties)
    assert all(one.code in SENTENCES for one in found.doubts)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=30))
def test_line_endings_and_composition_of_letters_change_nothing(lines: list[str]) -> None:
    text = "\n".join(lines)
    plain = recognised(text)
    for other in (text.replace("\n", "\r\n"), unicodedata.normalize("NFD", text)):
        assert recognised(other) == plain


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(LETTERS), st.data())
def test_a_letter_with_lines_lost_or_doubled_is_recognised_or_refused(text: str, data: st.DataObject) -> None:
    lines = text.splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    fewer = recognised("\n".join(lines[:at] + lines[at + 1 :]))
    more = recognised("\n".join(lines[:at] + [lines[at]] * 2 + lines[at + 1 :]))
    for found in (fewer, more):
        assert isinstance(found, RecognisedDirective)
        assert dataclasses.is_dataclass(found.reporting)
