"""Bytes to text as Vietnamese offices write them: UTF-8, UTF-16 with its mark, or old windows-1258."""

import codecs
import unicodedata

from lachan.readers.errors import InputError, Place
from lachan.vietnam.wording import Wording

_WHITE_CONTROLS = "\t\n\r\v\f"


def decode_text(content: bytes, *, name: str) -> str:
    """`content` as composed (NFC) text; InputError `not_text` when it is none.

    windows-1258 comes last because it accepts almost any bytes; control characters then show that it is no text.
    """
    text = _decoded(content)
    if text is None or any(c < " " and c not in _WHITE_CONTROLS for c in text):
        raise InputError(
            "not_text",
            Wording(
                "không đọc được như văn bản; hãy lưu lại tệp dạng văn bản với mã UTF-8",
                "cannot be read as text; save the file again as text in UTF-8",
            ),
            Place(file=name),
        )
    return unicodedata.normalize("NFC", text)


def _decoded(content: bytes) -> str | None:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1258"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
