"""Citizens' report texts: read as people write them, written in one way."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.vietnam.report_forms import Kind, ReportForm, addressees, kinds, read, write


@pytest.mark.parametrize(
    ("text", "kind", "source", "words"),
    [
        ("S (0912345678) (trung thuong xe SH)", "S", "0912345678", "trung thuong xe SH"),
        ("V(0812341213) lua dao", "V", "0812341213", "lua dao"),
        ("LD [0812341213] [xưng công an, đòi chuyển tiền", "LD", "0812341213", "xưng công an, đòi chuyển tiền"),
        ("s 0912.345.678 moi vay tien", "S", "0912345678", "moi vay tien"),
        ("  LD: +84 812 341 213 (gia danh dien luc)", "LD", "+84812341213", "gia danh dien luc"),
        ("S (VIETCOMBANK) (khoa tai khoan, bam link)", "S", "VIETCOMBANK", "khoa tai khoan, bam link"),
        ("(S) (0912345678)(chào\nmời)", "S", "0912345678", "chào mời"),
        ("V0812341213", "V", "0812341213", ""),
        ("V (0812341213 goi lien tuc", "V", "0812341213", "goi lien tuc"),
        ("S （0912345678） （quảng cáo (cá độ)）", "S", "0912345678", "quảng cáo (cá độ)"),
    ],
)
def test_a_report_is_read_as_people_write_it(text: str, kind: str, source: str, words: str) -> None:
    assert read(text) == ReportForm(Kind(kind), source, words)


@pytest.mark.parametrize("text", ["", "DK DNC", "SOS", "S", "LD ()", "Vay tien", "xin chào", "S " + "9" * 40])
def test_what_names_no_kind_or_no_source_is_no_report(text: str) -> None:
    assert read(text) is None


def test_a_report_is_written_in_one_way() -> None:
    assert write(ReportForm(Kind.FRAUD_CALL, "0812341213", "xưng công an\nđòi tiền")) == (
        "LD (0812341213) (xưng công an đòi tiền)"
    )


@pytest.mark.parametrize("source", ["", "0912 345 678", "0912.345.678", "(0912345678)", "two words", "x" * 21])
def test_a_source_without_form_is_not_written(source: str) -> None:
    with pytest.raises(ValueError, match="source"):
        write(ReportForm(Kind.MESSAGE, source, "x"))


def test_in_2020_there_was_neither_156_nor_the_report_of_fraud_calls() -> None:
    assert addressees(date(2020, 4, 20)) == ("5656",)
    assert Kind.FRAUD_CALL not in kinds(date(2020, 4, 20))
    assert addressees(date(2026, 11, 25))[0] == "156"


SOURCES = st.from_regex(r"0[35789][0-9]{8}|\+84[35789][0-9]{8}|[A-Z]{2,11}", fullmatch=True)
WORDS = st.text(max_size=200).map(lambda text: " ".join(text.split()))


@given(st.sampled_from(Kind), SOURCES, WORDS)
def test_what_is_written_is_read_back(kind: Kind, source: str, words: str) -> None:
    assert read(write(ReportForm(kind, source, words))) == ReportForm(kind, source, words)


@given(st.text(max_size=300))
def test_any_text_is_read_or_not_and_what_was_read_can_be_written(text: str) -> None:
    report = read(text)
    if report is not None:
        assert read(write(report)) == report


@given(
    st.sampled_from(Kind),
    SOURCES,
    st.sampled_from(["({}) ({})", "[{}] [{}]", "({}) {}", "{} {}", "({} ({}", "({})({})"]),
)
def test_brackets_make_no_difference(kind: Kind, source: str, form: str) -> None:
    assert read(f"{kind} {form.format(source, 'moi vay tien')}") == ReportForm(kind, source, "moi vay tien")
