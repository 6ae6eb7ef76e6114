"""Why a whole file or mapping is refused: small makers of InputError with place, both languages and what is right."""

from lachan.readers.errors import InputError, Place
from lachan.vietnam.wording import Wording


def refused(code: str, name: str, vi: str, en: str, *, row: int | None = None, column: str = "") -> InputError:
    """The error to raise for the file `name`."""
    return InputError(code, Wording(vi, en), Place(name, row, column))


def broken_table(name: str, detail: str, *, row: int | None = None) -> InputError:
    """A text file whose rows cannot be told apart."""
    return refused(
        "broken",
        name,
        f"không tách được các dòng của bảng (thường do một dấu ngoặc kép không khép): {detail}",
        f"the rows of the table cannot be told apart (mostly a quote that does not close): {detail}",
        row=row,
    )


def broken_parquet(name: str) -> InputError:
    """A Parquet file that ends too early or whose parts cannot be read."""
    return refused(
        "broken",
        name,
        "tệp Parquet bị cắt cụt hoặc hỏng; hãy xuất hoặc chép lại cho đủ dung lượng gốc",
        "the Parquet file is cut short or damaged; export it again, or copy it to its full size",
    )


def no_room(name: str) -> InputError:
    """Reading needs more room than there is."""
    return refused(
        "no_room",
        name,
        "không đủ bộ nhớ hoặc đĩa để đọc; hãy dọn đĩa chứa thư mục kết quả (cần khoảng bằng dung lượng tệp)",
        "there is not enough memory or disk to read it; make room where the results go (about the size of the file)",
    )


def quoted(names: list[str] | tuple[str, ...], *, most: int = 40) -> str:
    """Headers as a message shows them."""
    shown = ", ".join(f"“{name[:40]}”" for name in names[:most] if name)
    return f"{shown}, …" if len(names) > most else shown
