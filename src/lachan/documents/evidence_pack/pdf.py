"""A sheet as a tagged PDF. The words go to the layout as data and the pictures as files of a folder of their own, so
that nothing a stranger wrote can act as markup or name another file.
"""

import json
import shutil
import tempfile
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import typst

from lachan.documents.evidence_pack.model import Fact, Sheet, Visit
from lachan.documents.letters import FONTS, fit, fit_line

_TEMPLATE = files(__package__).joinpath("sheet.typ")
_ENDINGS = {b"\x89PNG": "png", b"\xff\xd8\xff\xe0": "jpg", b"RIFF": "webp"}


def write(sheet: Sheet) -> bytes:
    """The sheet as PDF/UA-1; the same sheet gives the same bytes. A picture of another kind is left out."""
    with tempfile.TemporaryDirectory() as name, as_file(FONTS) as fonts, as_file(_TEMPLATE) as template:
        folder = Path(name)
        shutil.copyfile(template, folder / "sheet.typ")
        words = {
            "body": fit_line(sheet.body), "title": fit_line(sheet.title), "made": fit_line(sheet.made),
            "remark": fit_line(sheet.remark), "facts": _facts(sheet.facts),
            "visits": [_visit(one, place, folder) for place, one in enumerate(sheet.visits, start=1)],
        }  # fmt: skip
        return typst.compile(
            folder / "sheet.typ", root=folder, format="pdf", font_paths=[fonts], ignore_system_fonts=True,
            sys_inputs={"sheet": json.dumps(words)}, pdf_standards="ua-1",
        )  # fmt: skip


def _visit(visit: Visit, place: int, folder: Path) -> dict[str, Any]:
    ending = next((one for start, one in _ENDINGS.items() if visit.picture.startswith(start)), None)
    picture = f"anh-{place}.{ending}" if ending else ""
    if picture:
        (folder / picture).write_bytes(visit.picture)
    listed = [[fit_line(one.name), fit_line(one.what), one.size, one.sha256] for one in visit.files]
    return {
        "title": fit_line(visit.title), "facts": _facts(visit.facts), "files": listed, "picture": picture,
        "alt": fit_line(visit.alt),
    }  # fmt: skip


def _facts(facts: tuple[Fact, ...]) -> list[list[str]]:
    return [[fit_line(one.name), fit(one.value)] for one in facts]
