"""What a paper in DOCX, PDF or text says about itself, under the same keys as an edXML message."""

from pathlib import Path
from typing import Any

from lachan.readers.directives.head import Head, read_head
from lachan.readers.directives.parts import Doubt
from lachan.readers.directives.tail import read_tail
from lachan.readers.papers import read_paper_text
from lachan.readers.papers.paragraphs import joined, tidy_lines
from lachan.readers.uploads import FileKind, inspect_upload
from lachan.vietnam.paper_forms import AUTHORITIES, KINDS
from lachan.vietnam.text import plain

PAPERS = frozenset({FileKind.DOCX, FileKind.PDF, FileKind.TEXT})
_KINDS_BY_NAME = {plain(name): (code, name) for code, name in KINDS.items()}


def read_paper_facts(path: Path) -> dict[str, Any]:
    """Number, symbol, date, subject, bodies, addressees and signer as JSON; InputError for what is no paper."""
    with path.open("rb") as data:
        file = inspect_upload(data, name=path.name, allow=PAPERS)
    text = read_paper_text(file.content, file.kind, name=file.name)
    paragraphs = joined(tidy_lines(text.text))
    head = read_head(paragraphs)
    tail = read_tail(paragraphs, head.end)
    code, name = _kind([one.text for one in paragraphs[: head.end + 1]], head)
    competence, position = _title(tail.signer_title)
    return {
        "file": path.name,
        "format": file.kind.value,
        "understood": True,
        "kind": "document",
        "sender": {"name": head.issuer, "parent": head.issuer_parent},
        "receivers": [{"name": one} for one in head.addressees],
        "code": {
            "number": head.number,
            "notation": head.symbol,
            "text": "/".join(filter(None, (head.number, head.symbol))),
        },
        "date": head.date.isoformat() if head.date else None,
        "place": head.place,
        "subject": head.subject,
        "document_id": "",
        "type": {"code": code, "name": name},
        "signer": {"competence": competence, "position": position, "name": tail.signer_name},
        "to_places": list(tail.recipients),
        "status_code": None,
        "attachments": [],
        "warnings": [_warning(one) for one in (*head.doubts, *tail.doubts) if _applies(one, code)],
    }


def _applies(doubt: Doubt, kind: str) -> bool:
    """A named kind of paper may have nobody whom it is addressed to."""
    return not (doubt.code == "no_addressees" and kind)


def _warning(doubt: Doubt) -> dict[str, str]:
    return {"code": doubt.code, "vi": doubt.wording.vi, "en": doubt.wording.en, "found": ""}


def _kind(head_texts: list[str], head: Head) -> tuple[str, str]:
    """Abbreviation and name of the kind, by its line in the head, then the symbol; a letter: "" and "Công văn"."""
    for text in head_texts:
        if found := _KINDS_BY_NAME.get(plain(text)):
            return found
    before_dash = head.symbol.partition("-")[0].rpartition("/")[2]
    if before_dash in KINDS:
        return before_dash, KINDS[before_dash]
    return "", "Công văn" if head.symbol or head.addressees else ""


def _title(title: str) -> tuple[str, str]:
    """ "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC" as "KT." and the rest."""
    first, _, rest = title.partition(" ")
    return (first, rest) if first in AUTHORITIES else ("", title)
