"""`lachan papers …`: what a paper or an edXML message says, and what in a paper breaks the official form."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from lachan.cli.refusals import tell
from lachan.readers.errors import InputError, Place
from lachan.vietnam.wording import Wording

app = typer.Typer(
    no_args_is_help=True,
    help="Văn bản: đọc edXML và văn bản, soát thể thức / papers: read edXML and papers, check their form",
)
Files = Annotated[
    list[Path], typer.Argument(metavar="FILE…", help="tệp edXML, DOCX, PDF hoặc TXT / edXML, DOCX, PDF or TXT files")
]


@app.callback()
def papers() -> None:
    """Văn bản: đọc edXML và văn bản, soát thể thức / papers: read edXML and papers, check their form."""


@app.command("read")
def read(
    files: Files,
    indent: Annotated[
        bool, typer.Option("--indent", help="JSON xuống dòng cho người đọc / JSON on many lines, for people")
    ] = False,
) -> None:
    """In những gì hiểu được, mỗi tệp một dòng JSON / print what is understood, one line of JSON a file."""
    failed = False
    for path in files:
        try:
            told = _read(path)
        except InputError as error:
            failed = True
            tell(error)
            told = _not_understood(path, error)
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2 if indent else None))
    if failed:
        raise typer.Exit(1)


def _read(path: Path) -> dict[str, Any]:
    from lachan.readers.edxml import as_json, looks_like_edxml, read_edxml_file  # their parsers take long to load
    from lachan.readers.paper_facts import read_paper_facts

    try:
        if looks_like_edxml(path):
            return as_json(read_edxml_file(path))
        return read_paper_facts(path)
    except OSError as error:
        raise InputError(
            "unreadable",
            Wording(
                "không mở được tệp; hãy kiểm tra đường dẫn và quyền đọc", "cannot be opened; check path and rights"
            ),
            Place(file=path.name),
        ) from error


def _not_understood(path: Path, error: InputError) -> dict[str, Any]:
    """The line of a file that nothing could be read of: the keys that say so, and why."""
    wording = error.wording
    return {
        "file": path.name,
        "format": "",
        "understood": False,
        "warnings": [{"code": error.code, "vi": wording.vi, "en": wording.en, "found": ""}],
    }
