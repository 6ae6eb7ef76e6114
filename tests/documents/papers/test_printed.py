"""The words on a paper follow Decree 30/2020."""

from dataclasses import replace
from datetime import date

import pytest

from lachan.documents.papers.model import Annex, Figure, Heading, PaperKind, Paragraph, SignOff
from lachan.documents.papers.printed import Line, printed
from tests.documents.papers.samples import COUNTS, LETTER, REPORT, WIDE


@pytest.mark.parametrize(
    ("number", "shown"), [("5", "05/"), ("05", "05/"), ("10", "10/"), ("1846", "1846/"), ("12a", "12a/")]
)
def test_a_number_below_ten_has_a_leading_zero(number: str, shown: str) -> None:
    assert printed(replace(LETTER, number=number)).number == f"Số: {shown}STTTT-TTr"


def test_a_paper_without_number_and_date_leaves_room_for_the_clerk() -> None:
    words = printed(REPORT)
    assert words.number.split() == ["Số:", "/BC-STTTT"]
    assert "      /" in words.number.replace("\u00a0", " ")
    assert words.place_date.split() == ["Lạng", "Sơn,", "ngày", "tháng", "năm"]


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2020, 2, 5), "ngày 05 tháng 02 năm 2020"),
        (date(2020, 1, 31), "ngày 31 tháng 01 năm 2020"),
        (date(2020, 4, 9), "ngày 09 tháng 4 năm 2020"),
        (date(2020, 12, 10), "ngày 10 tháng 12 năm 2020"),
    ],
)
def test_days_below_ten_and_the_first_two_months_have_a_leading_zero(day: date, shown: str) -> None:
    assert printed(replace(LETTER, date=day)).place_date == f"Lạng Sơn, {shown}"


def test_the_body_ends_with_the_closing_mark_once() -> None:
    assert last_words(LETTER.blocks[-1]).endswith("khi có yêu cầu./.")
    assert last_words(Paragraph("Không có./.")) == "Không có./."
    assert last_words(Paragraph("Như trên;")) == "Như trên./."
    assert last_words(COUNTS) == "./."


def last_words(block: object) -> str:
    part = printed(replace(LETTER, blocks=(Paragraph("Mở đầu."), block))).parts[-1]  # type: ignore[arg-type]
    assert isinstance(part, Line)
    return part.text


def test_a_letter_says_what_it_is_about_under_its_number_and_a_report_under_its_name() -> None:
    letter, report = printed(replace(LETTER, subject="V/v rà soát")), printed(REPORT)
    assert (letter.about, letter.kind, letter.subject) == ("V/v rà soát", "", "")
    assert (report.about, report.kind) == ("", "BÁO CÁO")
    assert printed(replace(REPORT, kind=PaperKind.KE_HOACH)).kind == "KẾ HOẠCH"


def test_several_addressees_stand_in_a_list_and_one_stands_on_the_line() -> None:
    letter, report = printed(LETTER), printed(REPORT)
    assert letter.addressed == "Kính gửi:"
    assert letter.addressees[0].endswith("thành phố;")
    assert letter.addressees[1] == "- Các doanh nghiệp viễn thông."
    assert (report.addressed, report.addressees) == ("Kính gửi: Ủy ban nhân dân tỉnh Lạng Sơn", ())
    assert printed(replace(LETTER, addressees=())).addressed == ""


def test_recipients_get_dashes_and_closing_marks_whatever_was_typed() -> None:
    assert printed(replace(LETTER, recipients=("- Như trên;", "Lưu: VT."))).recipients == ("- Như trên;", "- Lưu: VT.")


def test_who_signs_for_another_says_so() -> None:
    assert printed(LETTER).authority == ("GIÁM ĐỐC",)
    assert printed(REPORT).authority == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    chair = SignOff("TM.", "Ủy ban nhân dân", "Chủ tịch", "Lê Văn Mẫu")
    assert printed(replace(LETTER, sign_off=chair)).authority == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")


def test_annexes_are_numbered_in_roman_and_name_their_paper() -> None:
    first, second = printed(replace(REPORT, number="7", date=date(2020, 5, 4))).annexes
    assert (first.heading, second.heading) == ("Phụ lục I", "Phụ lục II")
    assert first.reference == (
        "(Kèm theo Báo cáo số 07/BC-STTTT ngày 04 tháng 5 năm 2020 của Sở Thông tin và Truyền thông)"
    )
    assert (first.landscape, second.landscape) == (False, True)
    alone = replace(REPORT, annexes=(Annex("Số liệu", (WIDE,)),))
    assert printed(alone).annexes[0].heading == "Phụ lục"
    many = replace(REPORT, annexes=tuple(Annex(f"Số {number}", ()) for number in range(14)))
    assert printed(many).annexes[13].heading == "Phụ lục XIV"


def test_headings_never_skip_a_level() -> None:
    jumps = replace(LETTER, blocks=(Heading("a", 3), Heading("b", 3), Heading("c", 1), Heading("d", 2)))
    assert [part.level for part in printed(jumps).parts if isinstance(part, Line) and part.level] == [1, 2, 1, 2]


def test_letters_that_the_font_cannot_show_become_boxes_and_control_characters_go() -> None:
    typed = replace(LETTER, blocks=(Paragraph("Tin 😀 gu\u031b\u0309i\x07 \u202eđi\u200b\nDòng hai"),))
    assert [part.text for part in printed(typed).parts if isinstance(part, Line)] == ["Tin □ gửi  đi", "Dòng hai./."]


@pytest.mark.parametrize(
    "svg",
    [
        '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://x.example/a.png"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        "<html/>",
    ],
)
def test_a_figure_that_could_run_or_fetch_anything_is_refused(svg: str) -> None:
    with pytest.raises(ValueError, match="figure"):
        printed(replace(LETTER, blocks=(Figure(svg, "x", "x"),)))
