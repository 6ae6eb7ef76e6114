"""One thing that a person asks about or reports: what it is, the key by which it is found, how it may be shown."""

from dataclasses import dataclass
from enum import StrEnum

from lachan.vietnam.wording import Wording

LONGEST_SHOWN = 120


class AskedKind(StrEnum):
    """What is asked about."""

    SITE = "site"
    ACCOUNT = "account"
    NUMBER = "number"
    UNREADABLE = "unreadable"


class AskedWarning(StrEnum):
    """What a person should know of the writing itself, whoever is behind it."""

    BIDI = "bidi"
    INVISIBLE = "invisible"
    MIXED_SCRIPTS = "mixed_scripts"
    PUNYCODE = "punycode"
    USER = "user"
    IP = "ip"
    LOCAL = "local"
    SHORTENED = "shortened"
    PASSING = "passing"
    LETTERS_FOR_DIGITS = "letters_for_digits"
    TAKEN_APART = "taken_apart"
    DATA_LINK = "data_link"
    FILE_LINK = "file_link"
    SCRIPT_LINK = "script_link"
    NOT_A_NAME = "not_a_name"


WARNINGS: dict[AskedWarning, Wording] = {
    AskedWarning.BIDI: Wording(
        "Có ký tự đảo chiều chữ, làm tên hiện khác tên thật.",
        "Characters turn the reading direction, so that the name looks other than it is.",
    ),
    AskedWarning.INVISIBLE: Wording(
        "Có ký tự không nhìn thấy nằm trong nội dung.", "There are characters in it that nobody sees."
    ),
    AskedWarning.MIXED_SCRIPTS: Wording(
        "Tên trộn chữ Latin với chữ của ngôn ngữ khác trông giống nhau.",
        "The name mixes Latin letters with look-alikes of another script.",
    ),
    AskedWarning.PUNYCODE: Wording(
        "Tên viết bằng chữ ngoài bảng chữ cái Latin; xem kỹ từng chữ.",
        "The name has letters beyond the Latin alphabet; look at each of them.",
    ),
    AskedWarning.USER: Wording(
        "Phần đứng trước dấu @ không phải tên trang; trang thật đứng sau dấu @.",
        "What stands before the @ is no name of a site; the true site stands behind it.",
    ),
    AskedWarning.IP: Wording(
        "Liên kết chỉ có địa chỉ số, không có tên trang.", "The link has a bare address and no name of a site."
    ),
    AskedWarning.LOCAL: Wording(
        "Địa chỉ này chỉ có trong mạng nội bộ, không dẫn ra Internet.",
        "This address exists in a local network only and does not lead to the Internet.",
    ),
    AskedWarning.SHORTENED: Wording(
        "Đây là liên kết rút gọn: nhìn liên kết không biết nó dẫn tới đâu.",
        "This is a shortened link: it does not tell where it leads.",
    ),
    AskedWarning.PASSING: Wording(
        "Liên kết này không nói tài khoản nào; hãy gửi liên kết tới trang của chính tài khoản.",
        "This link does not name an account; send the link to the account's own page.",
    ),
    AskedWarning.LETTERS_FOR_DIGITS: Wording(
        "Số viết lẫn chữ cái thay chữ số, cách hay dùng để qua bộ lọc.",
        "The number has letters in place of digits, as is done to pass filters.",
    ),
    AskedWarning.TAKEN_APART: Wording(
        "Tên trang bị viết rời hoặc viết lệch để qua bộ lọc.",
        "The name of the site is written apart, as is done to pass filters.",
    ),
    AskedWarning.DATA_LINK: Wording(
        "Liên kết “data:” mang sẵn nội dung bên trong, không dẫn tới trang nào nên không tra được. Đừng mở.",
        "A “data:” link carries its content inside and leads to no site, so it cannot be looked up. Do not open it.",
    ),
    AskedWarning.FILE_LINK: Wording(
        "Đây là đường dẫn tới tệp trên máy, không phải trang web nên không tra được.",
        "This is a path to a file on a machine, no site, so it cannot be looked up.",
    ),
    AskedWarning.SCRIPT_LINK: Wording(
        "Liên kết này chạy lệnh hoặc mở ứng dụng trên máy, không dẫn tới trang nào. Đừng mở.",
        "This link runs commands or opens an application and leads to no site. Do not open it.",
    ),
    AskedWarning.NOT_A_NAME: Wording(
        "Không đọc được tên trang trong liên kết này; hãy chép lại nguyên liên kết.",
        "No name of a site can be read in this link; copy the whole link again.",
    ),
}
"""A sentence for each warning."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that was asked about.

    `key` is the same for all writings of one thing: the host of a site in small ASCII letters without `www.`, a
    `platform:id` of an account, E.164 or the short digits of a number; "" for what is unreadable. `keys` are all keys
    under which it may be known, the most exact first: a site and the names above it down to the registered one.
    `shown` is for pages and letters: never a link, nothing invisible in it. `address` is the link as it can be fetched,
    "" where there is none.
    """

    kind: AskedKind
    key: str
    keys: tuple[str, ...]
    shown: str
    warnings: tuple[AskedWarning, ...] = ()
    address: str = ""


def unlinked(text: str) -> str:
    """A name as text that no mail program or telephone turns into a link: its dots in brackets."""
    return text.replace(".", "[.]")[:LONGEST_SHOWN]
