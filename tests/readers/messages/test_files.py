"""Files of messages as people export them: kept to the last sign, each with its row."""

from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lachan.readers.errors import InputError
from lachan.readers.messages import read_mapping, read_messages


def rows(file: Path, work: Path, **more: object) -> list[tuple[int, str]]:
    """What is read of a file: row and message."""
    snapshot = read_messages([file], work=work, **more)  # type: ignore[arg-type]
    found = [row for part in snapshot.parquet for row in pq.read_table(part).to_pylist()]
    return sorted((row["line"], row["content"]) for row in found)


def test_messages_keep_their_lines_blanks_and_invisible_signs(tmp_path: Path) -> None:
    file = tmp_path / "tin.csv"
    file.write_text('id,content\n1,"a\nb\nc\nd\ne\nf\ng"\n2,\n3,"v\u200bay  ""x"", y"\n', encoding="utf-8")
    assert rows(file, tmp_path / "w") == [(2, "a\nb\nc\nd\ne\nf\ng"), (3, ""), (4, 'v\u200bay  "x", y')]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_usual_encodings_and_delimiters_are_read(encoding: str, mark: str, tmp_path: Path) -> None:
    file = tmp_path / "tin.csv"
    file.write_bytes(f"STT{mark}Nội dung tin nhắn\n1{mark}Chúc mừng\n".encode(encoding))
    assert rows(file, tmp_path / "w") == [(2, "Chúc mừng")]


def test_a_bad_row_is_rejected_and_the_others_keep_their_numbers(tmp_path: Path) -> None:
    file = tmp_path / "tin.csv"
    file.write_bytes(b"id,content\n1,a\n2,b,c,d\n3,\xff\xfe\n4,ch\xc3\xa0o\n5,e\n")
    assert rows(file, tmp_path / "w", rejected=tmp_path / "rejected.csv") == [(2, "a"), (5, "chào"), (6, "e")]
    told = (tmp_path / "rejected.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[1:4] for line in told[1:]] == [["3", "", "cells"], ["4", "", "encoding"]]


def test_a_column_of_another_name_is_mapped(tmp_path: Path) -> None:
    (tmp_path / "cot.toml").write_text('[columns]\ncontent = "NOI_DUNG_X"\n', encoding="utf-8")
    (tmp_path / "tin.csv").write_text("NOI_DUNG_X,b\nchao,1\n", encoding="utf-8")
    mapping = read_mapping(tmp_path / "cot.toml")
    assert rows(tmp_path / "tin.csv", tmp_path / "w", mapping=mapping) == [(2, "chao")]


def test_a_workbook_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("Nội dung",), ("Xin chào\nbạn",)):
        book.active.append(row)
    book.save(tmp_path / "tin.xlsx")
    assert rows(tmp_path / "tin.xlsx", tmp_path / "w") == [(2, "Xin chào\nbạn")]


def test_a_file_without_messages_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "tin.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="nội dung"):
        read_messages([tmp_path / "tin.csv"], work=tmp_path / "w")


def test_every_row_of_parquet_is_a_message(tmp_path: Path) -> None:
    pq.write_table(pa.table({"content": ["a", None, "", "b"]}), tmp_path / "tin.parquet")
    assert rows(tmp_path / "tin.parquet", tmp_path / "w") == [(1, "a"), (2, ""), (3, ""), (4, "b")]
