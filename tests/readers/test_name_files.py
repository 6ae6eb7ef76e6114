"""Files of names, streamed: the same names however the file is cut, bad lines told with their row, memory bounded."""

import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.readers import name_files
from lachan.readers.errors import InputError
from lachan.readers.name_files import Block, NameFile, read_blocks


def hosts_of(content: bytes) -> tuple[list[tuple[int, str]], list[tuple[int, str]], NameFile]:
    """Every host with its row, every refusal with its row and code."""
    told = NameFile("ten.txt")
    found: list[tuple[int, str]] = []
    refused: list[tuple[int, str]] = []
    for block in read_blocks(io.BytesIO(content), told):
        hosts = block.hosts.decode().split("\n")[1:-1]
        found += [(row, host) for row, host in zip(block.lines, hosts, strict=False) if host]
        refused += [(one.row, one.error.code) for one in block.refused]
    return found, refused, told


def test_names_links_and_bad_lines_keep_their_rows() -> None:
    content = "Tuoitre.vn\r\n\r\nhttps://www.vidu.vn/a\ndata:x\nkhông phải\nwww.b.com\n".encode()
    found, refused, told = hosts_of(content)
    assert found == [(1, "tuoitre.vn"), (3, "vidu.vn"), (6, "b.com")]
    assert refused == [(4, "no_site"), (5, "not_a_name")]
    assert (told.rows, told.refused, told.bytes) == (3, 2, len(content))
    assert len(told.sha256) == 64


def test_the_name_at_a_place_is_read_as_given() -> None:
    (block,) = read_blocks(io.BytesIO(b"A.vn\nhttp://b.vn/x\n"), NameFile("f"))
    assert block.read(0).text == "A.vn"
    assert block.read(1).path == "/x"


def test_all_names_of_a_line_of_a_certificate_log_have_its_row() -> None:
    found, _, told = hosts_of(b'a.vn\n{"all_domains": ["b.vn", "c.vn"]}\nd.vn\n')
    assert sorted(found) == [(1, "a.vn"), (2, "b.vn"), (2, "c.vn"), (3, "d.vn")]
    assert told.rows == 4


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_files_with_a_mark_are_read(encoding: str) -> None:
    found, refused, _ = hosts_of("a.vn\nviệt.vn\n".encode(encoding))
    assert [row for row, _ in found] == [1, 2]
    assert refused == []


def test_bytes_that_are_no_text_are_refused_and_the_rest_is_read() -> None:
    found, refused, _ = hosts_of(b"a.vn\n\xff\xfe\xfa.vn\nb.vn")
    assert found == [(1, "a.vn"), (3, "b.vn")]
    assert refused == [(2, "not_text")]


@given(st.lists(st.sampled_from(["a.vn", "", "B.com", "http://c.vn/d", "data:x", "x", "đ.vn", "e.f.org"]), max_size=30))
def test_how_a_file_is_cut_into_blocks_changes_nothing(lines: list[str]) -> None:
    content = "\n".join(lines).encode()
    whole = hosts_of(content)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(name_files, "BLOCK", 7)
        assert hosts_of(content)[:2] == whole[:2]


class _Endless(io.RawIOBase):
    """A line that does not end before `size` bytes, or many short ones."""

    def __init__(self, size: int, piece: bytes) -> None:
        self.left, self.piece = size, piece

    def read(self, size: int = -1) -> bytes:
        size = min(size, self.left)
        self.left -= size
        return (self.piece * (size // len(self.piece) + 1))[:size]


@pytest.mark.parametrize("piece", [b"a", b"vidu.vn\n"])
def test_neither_an_endless_line_nor_an_endless_file_fills_the_memory(piece: bytes) -> None:
    def consumed() -> Iterator[Block]:
        yield from read_blocks(_Endless(2 << 20, piece), NameFile("f"))  # type: ignore[arg-type]

    tracemalloc.start()
    try:
        for _ in consumed():
            pass
        assert tracemalloc.get_traced_memory()[1] < 150 << 20
    finally:
        tracemalloc.stop()


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        name_files.name_files(tmp_path)
