"""The source text beside the form: nothing is lost, what was recognised and what is doubtful is marked."""

from dataclasses import asdict
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from lachan.office.directives.content import DirectiveContent, DutyContent, GroupContent, recognised_content
from lachan.office.directives.marks import passages
from lachan.readers.directives import recognise_directive

REAL = (Path(__file__).parents[2] / "readers" / "data" / "directive.vi.txt").read_text(encoding="utf-8")


def test_the_real_directive_shows_its_eight_duties_and_its_doubts_in_the_text() -> None:
    found = recognise_directive(REAL)
    doubts = [{"line": doubt.line} | asdict(doubt.wording) for doubt in found.doubts]
    cut = passages(REAL, recognised_content(found, REAL), doubts)
    assert "".join(one.text for one in cut) == REAL
    assert {one.number for one in cut if one.number} == {
        "1",
        "2",
        "1.1",
        "1.2",
        "1.3",
        "1.4",
        "1.5",
        "2.1",
        "2.2",
        "2.3",
    }
    assert any("ngày tháng 4 năm 2020" in one.text for one in cut if one.doubt)


def test_the_issuer_is_spelled_as_in_running_text() -> None:
    content = recognised_content(recognise_directive(REAL), REAL)
    assert content.issuer == "Sở Thông tin và Truyền thông"


def test_a_duty_that_breaks_over_lines_is_found() -> None:
    content = DirectiveContent(groups=(GroupContent(duties=(DutyContent(text="phối hợp với cơ quan liên quan"),)),))
    cut = passages("- phối hợp với cơ\n\nquan liên quan.", content, [])
    assert [one.text for one in cut if one.number == "1.1"] == ["phối hợp với cơ\n\nquan liên quan"]


@given(
    st.text("ab \n", max_size=60),
    st.lists(st.text("ab ", max_size=6), max_size=5),
    st.lists(st.integers(0, 9) | st.none(), max_size=4),
)
def test_every_character_stands_in_exactly_one_passage(text: str, duties: list[str], lines: list[int | None]) -> None:
    content = DirectiveContent(groups=(GroupContent(duties=tuple(DutyContent(text=d) for d in duties)),))
    cut = passages(text, content, [{"line": line} for line in lines])
    assert "".join(one.text for one in cut) == text
