"""Directives of other layouts than the letter of April 2020."""

import datetime

import pytest

from lachan.readers.directives import RecognisedDirective, ReportingKind, recognise_directive
from lachan.readers.papers import read_paper_text
from lachan.readers.uploads import FileKind
from lachan.vietnam.addressees import AddresseeGroup as Who
from tests.readers.directives import cast
from tests.readers.letters import as_one_column_pdf


def shape(letter: RecognisedDirective) -> list[tuple[tuple[Who, ...], int]]:
    """Addressees and number of duties of each group."""
    return [(group.addressee_groups, len(group.duties)) for group in letter.groups]


def doubts(letter: RecognisedDirective) -> list[str]:
    return [one.code for one in letter.doubts]


class TestRomanHeadingsOf2026:
    letter = recognise_directive(cast.COMMUNES_2026)

    def test_the_head_with_a_parent_in_two_lines_is_recognised(self) -> None:
        assert self.letter.issuer_parent == "ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN"
        assert self.letter.issuer == "SỞ KHOA HỌC VÀ CÔNG NGHỆ"
        assert (self.letter.number, self.letter.symbol) == ("318", "SKHCN-BCVT")
        assert self.letter.date == datetime.date(2026, 3, 9)
        assert self.letter.addressees == (
            "UBND các xã, phường trên địa bàn tỉnh",
            "Các doanh nghiệp viễn thông trên địa bàn tỉnh",
        )

    def test_every_ground_is_kept_with_its_paper(self) -> None:
        cited = [(paper.reference, paper.date) for ground in self.letter.legal_grounds for paper in ground.papers]
        assert cited == [
            ("24/2023/QH15", datetime.date(2023, 11, 24)),
            ("163/2024/NĐ-CP", datetime.date(2024, 12, 24)),
            ("77/CAT-PA05", datetime.date(2026, 3, 2)),
        ]

    def test_communes_and_operators_get_their_duties(self) -> None:
        assert shape(self.letter) == [((Who.COMMUNE_COMMITTEES,), 2), ((Who.OPERATORS,), 3)]

    def test_dashes_under_a_duty_belong_to_it(self) -> None:
        assert self.letter.duties[0].text.splitlines()[1:] == [
            "- Mỗi tuần ít nhất hai buổi phát;",
            "- Ưu tiên người cao tuổi.",
        ]

    def test_the_reporting_date_and_the_deputy_who_signs_are_recognised(self) -> None:
        assert self.letter.reporting.kind is ReportingKind.BY_DATE
        assert self.letter.reporting.due == datetime.date(2026, 6, 25)
        assert self.letter.signer_title == "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC"
        assert self.letter.signer_name == "Hoàng Thị Mẫu"
        assert doubts(self.letter) == []


class TestLettersUnderNumbers:
    letter = recognise_directive(cast.LETTERS_UNDER_NUMBERS)

    def test_a_heading_that_tells_its_duty_after_the_colon_has_that_duty(self) -> None:
        assert shape(self.letter) == [((Who.LOCAL_CULTURE_OFFICES,), 2), ((Who.POLICE,), 1), ((Who.OPERATORS,), 1)]
        assert self.letter.groups[1].duties[0].text == "chủ trì xác minh, điều tra các vụ việc được chuyển đến."

    def test_addressees_and_recipients_in_one_line_are_parted(self) -> None:
        assert self.letter.addressees[1:] == ("Các doanh nghiệp viễn thông", "Công an tỉnh")
        assert self.letter.recipients == ("Như trên; Lưu: VT",)

    def test_an_item_about_reporting_is_no_duty(self) -> None:
        assert self.letter.reporting.kind is ReportingKind.PERIODIC
        assert self.letter.place == "Cao Bằng"


class TestDottedNumbers:
    letter = recognise_directive(cast.DOTTED_NUMBERS)

    def test_dotted_numbers_are_duties_and_pluses_parts_of_them(self) -> None:
        assert shape(self.letter) == [((Who.OPERATORS,), 2), ((Who.DEPARTMENT_DIVISIONS,), 1)]
        assert self.letter.duties[1].text.endswith("\n+ Lập danh sách chủ thể có nhiều thuê bao.")

    def test_working_days_to_report_are_recognised(self) -> None:
        assert self.letter.reporting.kind is ReportingKind.WITHIN_DAYS
        assert (self.letter.reporting.days, self.letter.reporting.working_days) == (15, True)

    def test_a_letter_without_a_parent_body_has_only_its_issuer(self) -> None:
        assert (self.letter.issuer_parent, self.letter.issuer) == ("", "SỞ THÔNG TIN VÀ TRUYỀN THÔNG")


def test_unnumbered_headings_open_groups() -> None:
    letter = recognise_directive(cast.UNNUMBERED_HEADINGS)
    assert shape(letter) == [((Who.LOCAL_CULTURE_OFFICES,), 2), ((Who.OPERATORS,), 1)]
    assert letter.reporting.kind is ReportingKind.ON_REQUEST


def test_a_flat_list_is_one_group_of_those_addressed() -> None:
    letter = recognise_directive(cast.FLAT_LIST)
    assert shape(letter) == [((Who.OPERATORS,), 2)]
    assert letter.groups[0].title == "Các doanh nghiệp viễn thông trên địa bàn tỉnh"
    assert letter.reporting.due == datetime.date(2023, 12, 30)
    assert doubts(letter) == []


def test_plain_paragraphs_under_headings_are_duties_and_a_due_date_without_year_is_doubtful() -> None:
    letter = recognise_directive(cast.PLAIN_PARAGRAPHS_UNDER_HEADINGS)
    assert shape(letter) == [((Who.LOCAL_CULTURE_OFFICES,), 2), ((Who.POLICE,), 1)]
    assert letter.reporting.kind is ReportingKind.BY_DATE
    assert letter.reporting.due is None
    assert doubts(letter) == ["due_without_year"]


class TestChairmansDirective:
    letter = recognise_directive(cast.CHAIRMAN_2025)

    def test_a_directive_without_a_list_of_addressees_has_its_subject_and_grounds(self) -> None:
        assert self.letter.issuer == "ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN"
        assert self.letter.subject == "Về tăng cường phòng, chống lừa đảo chiếm đoạt tài sản trên không gian mạng"
        assert [p.reference for g in self.letter.legal_grounds for p in g.papers] == ["24/2018/QH14", "24/2023/QH15"]
        assert doubts(self.letter)[0] == "no_addressees"

    def test_four_kinds_of_bodies_get_their_duties(self) -> None:
        assert shape(self.letter) == [
            ((Who.DEPARTMENTS,), 2),
            ((Who.COMMUNE_COMMITTEES,), 1),
            ((Who.POLICE,), 1),
            ((Who.OPERATORS,), 1),
        ]

    def test_the_chairman_signs_for_the_committee(self) -> None:
        assert self.letter.signer_title == "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH"
        assert self.letter.signer_name == "Lương Văn Giả Định"
        assert self.letter.reporting.kind is ReportingKind.PERIODIC


def test_headings_by_topic_are_for_those_addressed_and_shown_for_checking() -> None:
    letter = recognise_directive(cast.TOPICS)
    assert shape(letter) == [((Who.OPERATORS,), 2), ((Who.OPERATORS,), 1)]
    assert "addressees_from_head" in doubts(letter)
    assert (letter.reporting.days, letter.reporting.working_days) == (10, False)


def test_a_body_outside_the_closed_list_an_odd_duty_and_a_missing_number_are_doubtful() -> None:
    letter = recognise_directive(cast.UNKNOWN_BODY)
    assert shape(letter) == [((), 2), ((Who.LOCAL_CULTURE_OFFICES,), 1)]
    assert set(doubts(letter)) >= {"unknown_group", "no_suggestion", "number_gap"}
    unknown = next(one for one in letter.doubts if one.code == "unknown_group")
    assert "Hội Người cao tuổi tỉnh" in unknown.wording.vi


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("ngày 15 tháng 3 năm Canh Tý", "lunar_date"),
        ("ngày 15 tháng 3 năm 2020 (âm lịch)", "lunar_date"),
        ("ngày rằm tháng Giêng năm 2020", "lunar_date"),
        ("ngày 31 tháng 4 năm 2020", "impossible_date"),
        ("ngày 30 tháng 02 năm 2024", "impossible_date"),
        ("ngày … tháng … năm 2020", "date_incomplete"),
        ("ngày .... tháng 4 năm 2020", "date_incomplete"),
    ],
)
def test_a_date_that_no_time_limit_can_use_is_not_taken(written: str, code: str) -> None:
    letter = recognise_directive(cast.FLAT_LIST.replace("ngày 3 tháng 12 năm 2023", written, 1))
    assert letter.date is None
    assert code in doubts(letter)
    assert letter.date_text.startswith("ngày")
    wording = next(one.wording for one in letter.doubts if one.code == code)
    assert "ngày" in wording.vi


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("ngày 05 tháng 01 năm 2024", datetime.date(2024, 1, 5)),
        ("ngày 29 tháng 02 năm 2024", datetime.date(2024, 2, 29)),
        ("15/4/2020", datetime.date(2020, 4, 15)),
        ("Ngày 1 Tháng 1 Năm 2021", datetime.date(2021, 1, 1)),
    ],
)
def test_a_full_solar_date_is_taken(written: str, date: datetime.date) -> None:
    letter = recognise_directive(cast.FLAT_LIST.replace("ngày 3 tháng 12 năm 2023", written, 1))
    assert letter.date == date


def test_a_lunar_reporting_date_is_doubtful() -> None:
    text = cast.FLAT_LIST.replace("trước ngày 30 tháng 12 năm 2023", "trước ngày 15 tháng 3 năm Giáp Thìn")
    letter = recognise_directive(text)
    assert letter.reporting.due is None
    assert "lunar_date" in doubts(letter)


@pytest.mark.parametrize("name", [name for name in vars(cast) if name.isupper()])
def test_every_layout_is_the_same_printed_to_pdf(name: str) -> None:
    text = getattr(cast, name)
    typed, printed = (
        recognise_directive(source)
        for source in (text, read_paper_text(as_one_column_pdf(text), FileKind.PDF, name="a.pdf").text)
    )
    assert shape(printed) == shape(typed)
    assert [duty.text for duty in printed.duties] == [duty.text for duty in typed.duties]
    assert [group.title for group in printed.groups] == [group.title for group in typed.groups]
    assert (printed.date, printed.symbol, printed.subject) == (typed.date, typed.symbol, typed.subject)
    assert (printed.addressees, printed.recipients) == (typed.addressees, typed.recipients)
    assert (printed.signer_title, printed.signer_name) == (typed.signer_title, typed.signer_name)
    assert printed.reporting == typed.reporting
