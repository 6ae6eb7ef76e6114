"""Numbers out of text and CSV files: each row is read, or named by its line and not by what it holds."""

from pathlib import Path

import pytest

from lachan.readers.errors import InputError
from lachan.readers.number_files import LONGEST, WrittenNumber, read_lines, read_numbers


def read(path: Path) -> list[tuple[int | None, str]]:
    """Line, and the number or the code of its refusal."""
    return [
        (row.line, row.text) if isinstance(row, WrittenNumber) else (row.place.row, row.code)
        for row in read_numbers(path)
    ]


def test_a_text_file_has_one_number_a_line_and_blank_lines_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "so.txt"
    path.write_text("\ufeff0501 234 567\r\n\r\n  +856 20\n113", encoding="utf-8")
    assert read(path) == [(1, "0501 234 567"), (3, "+856 20"), (4, "113")]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("header", ["number", "Số điện thoại", "SỐ THUÊ BAO *", "caller", "calling_number"])
def test_a_csv_file_names_its_column(tmp_path: Path, mark: str, header: str) -> None:
    path = tmp_path / "so.csv"
    path.write_text(f"stt{mark}{header}\n1{mark}050123\n2{mark}\n", encoding="utf-8")
    assert read(path) == [(2, "050123"), (3, "")], "an empty cell is a caller that shows no number"


def test_a_file_of_excel_in_utf_16_is_read(tmp_path: Path) -> None:
    path = tmp_path / "so.csv"
    path.write_text("Số điện thoại\n050123\n", encoding="utf-16")
    assert read(path) == [(2, "050123")]


def test_a_csv_file_without_a_column_of_numbers_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "so.csv"
    path.write_text("họ tên,tuổi\na,1\n", encoding="utf-8")
    with pytest.raises(InputError, match="cột số") as refused:
        read(path)
    assert refused.value.code == "column"


def test_an_empty_csv_file_is_refused_and_an_empty_text_file_has_no_numbers(tmp_path: Path) -> None:
    (tmp_path / "so.csv").write_bytes(b"")
    (tmp_path / "so.txt").write_bytes(b"")
    assert read(tmp_path / "so.txt") == []
    with pytest.raises(InputError):
        read(tmp_path / "so.csv")


def test_bad_rows_are_named_by_line_and_the_rows_around_them_are_read(tmp_path: Path) -> None:
    path = tmp_path / "so.csv"
    long = "9" * (LONGEST + 1)
    path.write_bytes(f"stt,number\n1,050123\n2\n3,{long}\n".encode() + b"4,05\xff123\n5,050456\n\n6,113\n")
    assert read(path) == [
        (2, "050123"), (3, "short"), (4, "too_long"), (5, "not_text"), (6, "050456"), (8, "113"),
    ]  # fmt: skip
    refused = [row for row in read_numbers(path) if isinstance(row, InputError)]
    assert all("123" not in row.message(language) for row in refused for language in ("vi", "en"))


def test_a_quote_that_is_never_closed_does_not_hide_the_rest_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "so.csv"
    rows = "".join(f"{count},0501{count:06d}\n" for count in range(50_000))
    path.write_text(f'stt,number\n1,"050123\n{rows}', encoding="utf-8")
    found = read(path)
    assert (found[0][1], found[-1][1]) == ("broken", "0501049999")
    assert "0501000000" not in [text for _, text in found]


@pytest.mark.parametrize("name", ["so.txt", "so.csv"])
def test_a_line_without_end_is_one_bad_row_and_the_next_one_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(f"number\n{'9' * 1_000_000}\n050123\n", encoding="utf-8")
    found = [one for one in read(path) if one[1] != "number"]
    assert found == [(2, "too_long"), (3, "050123")]


def test_progress_ends_at_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "so.txt"
    path.write_text("050123\n" * 10_000, encoding="utf-8")
    seen: list[tuple[int, int]] = []
    assert len(list(read_numbers(path, progress=lambda done, whole: seen.append((done, whole))))) == 10_000
    assert seen[-1] == (path.stat().st_size,) * 2
    assert len(seen) > 2
    assert seen == sorted(seen)


def test_lines_are_read_whatever_the_name_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "bao-ve.csv"
    path.write_text("113\n0243825????\n", encoding="utf-8")
    assert list(read_lines(path)) == [WrittenNumber(1, "113"), WrittenNumber(2, "0243825????")]
