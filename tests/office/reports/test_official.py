"""The official report: DOCX, PDF and XLSX say the same, in the form of Decree 30/2020."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO

import docx
import openpyxl
import pytest
from django.http import Http404
from django.utils import timezone, translation
from pypdf import PdfReader

from lachan.documents.cells import shown_number
from lachan.office.directives.models import Directive
from lachan.office.files import shelf
from lachan.office.files.models import StoredFile
from lachan.office.refusals import NotAllowed
from lachan.office.reports.actions.official import make_official_report, words_for
from lachan.office.reports.actions.rounds import Terms, open_round
from lachan.office.reports.models import OfficialReport, Round
from lachan.office.reports.official.words import Words
from lachan.office.reports.queries.rollup import Rollup, rollup_of
from tests.office.reports.conftest import TODAY
from tests.office.reports.province import add_communes, report_all
from tests.people import NOW, Cast

PARTS = (
    "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI", "II. KẾT QUẢ THỰC HIỆN", "III. KHÓ KHĂN, VƯỚNG MẮC, NGUYÊN NHÂN",
    "IV. KIẾN NGHỊ, ĐỀ XUẤT", "V. PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI",
)  # fmt: skip


@pytest.fixture
def province(cast: Cast, issued: Directive) -> Round:
    """A round of all communes, most of them accepted."""
    add_communes(issued)
    terms = Terms("Báo cáo tháng 3", date(2026, 3, 1), date(2026, 3, 31), working_days=5)
    opened = open_round(directive_id=issued.pk, terms=terms, actor=cast.actor("lan"), now=NOW)
    report_all(opened, cast, NOW + timedelta(days=1))
    return opened


def make(cast: Cast, opened: Round, **changed: str) -> OfficialReport:
    words = words_for(rollup_of(opened), TODAY).as_data() | changed
    return make_official_report(round_id=opened.pk, words=Words(**words), actor=cast.actor("lan"), now=NOW)


def content(file: StoredFile) -> bytes:
    with shelf.opened(file.stored_as) as kept:
        return kept.read()


def text_of_docx(file: StoredFile) -> str:
    document = docx.Document(BytesIO(content(file)))
    paragraphs = [p.text for p in document.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return spaced(" ".join([*paragraphs, *cells]))


def text_of_pdf(file: StoredFile) -> str:
    return spaced(" ".join(page.extract_text() for page in PdfReader(BytesIO(content(file))).pages))


def spaced(text: str) -> str:
    return " ".join(text.split())


def sentences(rollup: Rollup) -> Iterator[str]:
    for line in rollup.lines:
        if line.in_period is not None:
            title = line.indicator.title.vi[0].lower() + line.indicator.title.vi[1:]
            yield f"{title}: {shown_number(line.in_period)} {line.indicator.unit.vi}"


def test_the_three_files_hold_the_same_figures(cast: Cast, province: Round) -> None:
    made, rollup = make(cast, province), rollup_of(province)
    word, pdf = text_of_docx(made.docx), text_of_pdf(made.pdf)
    said = list(sentences(rollup))
    assert len(said) > 20
    for sentence in said:
        assert sentence in word
        assert re.sub(r"\s", "", sentence) in re.sub(r"\s", "", pdf)
    book = openpyxl.load_workbook(BytesIO(content(made.xlsx)))
    rows = list(book["Tổng hợp"].iter_rows(values_only=True))
    head = next(number for number, row in enumerate(rows) if row[0] == "Mục")
    figures = [(r[0], r[2], r[5], r[6], r[7], r[8]) for r in rows[head + 1 :] if r[2]]
    assert figures == [
        (x.duty.code, x.indicator.code, x.in_period, x.cumulative, x.units_counted, x.units_asked) for x in rollup.lines
    ]
    assert [row[:2] + row[2:4] for row in made.content["figures"]] == [[f[0], f[1], f[2], f[3]] for f in figures]


def test_the_annexes_of_word_give_every_unit(cast: Cast, province: Round) -> None:
    made, rollup = make(cast, province), rollup_of(province)
    document = docx.Document(BytesIO(content(made.docx)))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    of_units = next(t for t in tables if t[0][:3] == ["TT", "Đơn vị", "1.1 TT-01"])
    line = rollup.lines[0]
    assert [(row[1], row[2]) for row in of_units[1:]] == [
        (r.unit.name, shown_number(rollup.value(r.unit, line.key) or 0)) for r in rollup.counted
    ]
    states = next(t for t in tables if "Trạng thái" in t[0])
    assert len(states) - 1 == len(rollup.reports) == 67


def test_the_paper_has_its_five_parts_and_the_marks_of_the_decree(cast: Cast, province: Round) -> None:
    made = make(cast, province)
    for text in (text_of_docx(made.docx), text_of_pdf(made.pdf)):
        assert [part for part in PARTS if part in text] == list(PARTS)
        assert "UBND TỈNH LẠNG SƠN" in text
        assert "SỞ KHOA HỌC VÀ CÔNG NGHỆ" in text
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
        assert "Lương Văn Minh" in text
        assert "./." in text


def test_the_tables_are_vietnamese_on_an_english_screen(cast: Cast, province: Round) -> None:
    with translation.override("en"):
        made = make(cast, province)
    book = openpyxl.load_workbook(BytesIO(content(made.xlsx)))
    assert book.sheetnames == ["Tổng hợp", "Theo đơn vị", "Tình hình báo cáo", "Quy tắc tính"]
    assert "Đã tiếp nhận" in text_of_pdf(made.pdf)


def test_no_cell_of_the_workbook_runs(cast: Cast, province: Round) -> None:
    cast.commune_a.name = '=HYPERLINK("http://example.org")'
    cast.commune_a.save()
    made = make(cast, province)
    book = openpyxl.load_workbook(BytesIO(content(made.xlsx)))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_what_was_made_stays_as_it_was(cast: Cast, province: Round) -> None:
    first = make(cast, province)
    before = content(first.docx)
    second = make(cast, province, proposals="Đề nghị mới")
    assert content(first.docx) == before
    assert "Đề nghị mới" in text_of_docx(second.docx)
    assert "Đề nghị mới" not in text_of_docx(first.docx)
    assert list(province.official_reports.order_by("id")) == [first, second]


def test_a_round_without_reports_says_so(cast: Cast, opened: Round) -> None:
    text = text_of_docx(make(cast, opened).docx)
    assert "Chưa có đơn vị nào được tiếp nhận số liệu về nội dung này." in text
    assert "0/4 đơn vị" in text


@pytest.mark.parametrize(("who", "refusal"), [("dung", NotAllowed), ("hoa", Http404)])
def test_who_may_not_make_it(cast: Cast, opened: Round, who: str, refusal: type[Exception]) -> None:
    words = words_for(rollup_of(opened), timezone.localdate())
    with pytest.raises(refusal):
        make_official_report(round_id=opened.pk, words=words, actor=cast.actor(who), now=NOW)
    assert not OfficialReport.objects.exists()
