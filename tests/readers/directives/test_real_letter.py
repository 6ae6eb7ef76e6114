"""The letter of April 2020, as text, DOCX and PDF."""

import dataclasses
import datetime
import unicodedata

import pytest

from lachan.readers.directives import CitedPaper, RecognisedDirective, ReportingKind, recognise_directive
from lachan.readers.papers import read_paper_text
from lachan.readers.uploads import FileKind
from lachan.vietnam.addressees import AddresseeGroup
from lachan.vietnam.duties import EvidenceKind
from tests.readers.letters import REAL, as_docx, as_pdf

LETTER = recognise_directive(REAL)


def without_lines(letter: RecognisedDirective) -> RecognisedDirective:
    """The letter without what depends on how its lines were laid out."""
    groups = tuple(
        dataclasses.replace(g, duties=tuple(dataclasses.replace(d, line=0) for d in g.duties)) for g in letter.groups
    )
    return dataclasses.replace(letter, groups=groups, doubts=())


def test_the_head_is_recognised_and_the_blank_number_stays_blank() -> None:
    assert LETTER.issuer_parent == "UBND TỈNH LẠNG SƠN"
    assert LETTER.issuer == "SỞ THÔNG TIN VÀ TRUYỀN THÔNG"
    assert LETTER.number == ""
    assert LETTER.symbol == "STTTT-TTr"
    assert LETTER.place == "Lạng Sơn"
    assert LETTER.subject == (
        "tăng cường phòng ngừa, đấu tranh với tội phạm lừa đảo chiếm đoạt tài sản qua mạng viễn thông, Internet"
    )


def test_the_blank_day_leaves_month_and_year() -> None:
    assert LETTER.date is None
    assert LETTER.date_text == "ngày tháng 4 năm 2020"
    assert (LETTER.year, LETTER.month) == (2020, 4)


def test_the_ground_is_quoted_and_the_cited_letter_known() -> None:
    (ground,) = LETTER.legal_grounds
    assert ground.text.startswith("Thực hiện chức năng quản lý nhà nước")
    assert ground.papers == (CitedPaper("1846/CAT-PC02", datetime.date(2020, 4, 15)),)


def test_addressees_recipients_and_signer_are_recognised() -> None:
    assert LETTER.addressees == ("Phòng Văn hóa và Thông tin các huyện, thành phố", "Các doanh nghiệp viễn thông")
    assert LETTER.recipients == (
        "Như trên",
        "PC02 (để biết)",
        "Lãnh đạo Sở",
        "Phòng chuyên môn thuộc sở",
        "Trung tâm CNTT và TT",
        "Lưu: VT, TTr",
    )
    assert (LETTER.signer_title, LETTER.signer_name) == ("GIÁM ĐỐC", "Nguyễn Quang Huy")


def test_two_groups_with_eight_duties_for_three_kinds_of_bodies() -> None:
    first, second = LETTER.groups
    assert first.title == "Các phòng chuyên môn, đơn vị thuộc Sở và Phòng Văn hóa và Thông tin các huyện, thành phố."
    assert first.addressee_groups == (AddresseeGroup.DEPARTMENT_DIVISIONS, AddresseeGroup.LOCAL_CULTURE_OFFICES)
    assert second.title == "Các doanh nghiệp viễn thông trên địa bàn tỉnh ."
    assert second.addressee_groups == (AddresseeGroup.OPERATORS,)
    assert [d.code for d in LETTER.duties] == ["1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2", "2.3"]
    assert len(LETTER.addressee_groups) == 3


def test_duties_are_quoted_with_their_typing_errors() -> None:
    texts = {duty.code: duty.text for duty in LETTER.duties}
    assert "điều tra phi phát hiện có dấu hiệu" in texts["2.2"]
    assert texts["2.3"] == "Phối hợp với các cơ quan chức năng, Sở Thông tin và Truyền thông khi có yêu cầu."
    assert texts["1.5"].endswith("kịp thời ngăn chặn và xử lý tội phạm loại tội phạm này.")


def test_the_duty_that_a_page_break_cuts_is_whole_and_shown_for_checking() -> None:
    text = LETTER.duties[4].text
    assert "để kịp thời phối hợp với cơ quan liên quan có biện pháp" in text
    healed = next(d for d in LETTER.doubts if d.code == "healed_break")
    assert REAL.splitlines()[(healed.line or 0) - 1].startswith("- Thường xuyên rà soát các website")


@pytest.mark.parametrize(
    ("code", "annexes", "evidence"),
    [
        ("1.1", {1}, {EvidenceKind.CAMPAIGN_PLAN, EvidenceKind.PUBLISHED_ITEM, EvidenceKind.EVENT_RECORD}),
        ("1.2", {1}, {EvidenceKind.PUBLISHED_ITEM}),
        ("1.3", {3}, {EvidenceKind.INSPECTION_MINUTES, EvidenceKind.OWNER_LIST}),
        ("1.4", {4}, {EvidenceKind.CALL_BLOCK_STATISTICS}),
        ("1.5", {5}, {EvidenceKind.REVIEW_RECORD, EvidenceKind.REFERRAL}),
        ("2.1", {2}, {EvidenceKind.COMPLETENESS_REPORT}),
        ("2.2", {6}, {EvidenceKind.REQUEST_REGISTER}),
        ("2.3", {6}, {EvidenceKind.REQUEST_REGISTER}),
    ],
)
def test_each_duty_gets_the_figures_of_its_annex_and_fitting_proof(
    code: str, annexes: set[int], evidence: set[EvidenceKind]
) -> None:
    duty = next(d for d in LETTER.duties if d.code == code)
    assert {one.annex for one in duty.indicators} == annexes
    assert set(duty.evidence) == evidence


def test_awareness_counts_the_two_groups_that_come_first() -> None:
    codes = {one.code for one in LETTER.duties[0].indicators}
    assert {"TT-08", "TT-09"} <= codes


def test_results_are_due_on_request() -> None:
    assert LETTER.reporting.kind is ReportingKind.ON_REQUEST
    assert LETTER.reporting.text.endswith("báo cáo kết quả về Sở khi có yêu cầu.")
    assert LETTER.reporting.due is None


def test_only_the_blank_number_the_blank_day_and_the_healed_break_are_doubtful() -> None:
    assert [d.code for d in LETTER.doubts] == ["no_number", "date_incomplete", "healed_break"]
    assert all(d.wording.vi and d.wording.en for d in LETTER.doubts)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (REAL.encode(), FileKind.TEXT),
        (as_docx(REAL), FileKind.DOCX),
        (as_docx(REAL, automatic_bullets=True), FileKind.DOCX),
        (as_pdf(REAL), FileKind.PDF),
    ],
    ids=["text", "docx", "docx with automatic bullets", "pdf"],
)
def test_every_kind_of_file_gives_the_same_letter(content: bytes, kind: FileKind) -> None:
    read = recognise_directive(read_paper_text(content, kind, name="công văn").text)
    assert without_lines(read) == without_lines(LETTER)


@pytest.mark.parametrize(
    "other",
    [
        REAL.replace("\n", "\r\n"),
        unicodedata.normalize("NFD", REAL),
        "\ufeff" + REAL,
        REAL.replace(" ", "\xa0"),
        REAL.replace("\n- ", "\n+ "),
        REAL.replace("\n- ", "\n– "),
        REAL.replace("\n- ", "\n• "),
    ],
    ids=["CRLF", "decomposed", "byte order mark", "fixed blanks", "plus", "long dash", "dot"],
)
def test_other_spelling_of_the_same_letter_gives_the_same_letter(other: str) -> None:
    assert without_lines(recognise_directive(other)) == without_lines(LETTER)
