"""`lachan papers …`: what a paper or an edXML message says, and what in a paper breaks the official form."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from lachan.cli.refusals import tell
from lachan.readers.errors import InputError, Place
from lachan.vietnam.wording import Wording

if TYPE_CHECKING:
    from lachan.checks.papers import Finding

T = TypeVar("T")
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
            told = _opened(path, _read)
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

    if looks_like_edxml(path):
        return as_json(read_edxml_file(path))
    return read_paper_facts(path)


def _opened(path: Path, work: Callable[[Path], T]) -> T:
    """What `work` makes of the file; a file that cannot be opened is bad input like any other."""
    try:
        return work(path)
    except OSError as error:
        raise InputError(
            "unreadable",
            Wording(
                "không mở được tệp; hãy kiểm tra đường dẫn và quyền đọc", "cannot be opened; check path and rights"
            ),
            Place(file=path.name),
        ) from error


@app.command("check")
def check(
    files: Files,
    as_json: Annotated[bool, typer.Option("--json", help="mỗi tệp một dòng JSON / one line of JSON a file")] = False,
) -> None:
    """Soát thể thức theo Nghị định 30/2020/NĐ-CP / check the form by Decree 30/2020 (DOCX, PDF, TXT)."""
    from lachan.checks.papers import check_paper

    failed = False
    for path in files:
        try:
            kind, findings = _opened(path, check_paper)
        except InputError as error:
            failed = True
            tell(error)
            if as_json:
                typer.echo(json.dumps(_not_understood(path, error), ensure_ascii=False))
            continue
        if as_json:
            told = {"file": path.name, "format": kind.value, "findings": [_finding(one) for one in findings]}
            typer.echo(json.dumps(told, ensure_ascii=False))
        else:
            _show(path, findings)
    if failed:
        raise typer.Exit(1)


def _finding(one: "Finding") -> dict[str, Any]:
    return {
        "rule": one.rule.id,
        "vi": one.wording.vi,
        "en": one.wording.en,
        "found": one.found,
        "line": one.line,
        "basis": one.rule.basis,
    }


def _show(path: Path, findings: Sequence["Finding"]) -> None:
    """A table for people; a paper without findings has none."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    out = Console()
    count = len(findings)
    title = f"{path.name}: {count} điểm chưa đúng thể thức / {count} findings"
    if not findings:
        out.print(title, markup=False, highlight=False)
        return
    table = Table("Quy tắc / rule", "Dòng / line", "Sai và đúng / wrong and right", "Thấy / found", "Căn cứ / basis")
    for one in findings:
        words = f"{one.wording.vi}\n{one.wording.en}"
        table.add_row(one.rule.id, str(one.line or ""), Text(words), Text(one.found), one.rule.basis)
    out.print(title, style="bold", markup=False, highlight=False)
    out.print(table)


def _not_understood(path: Path, error: InputError) -> dict[str, Any]:
    """The line of a file that nothing could be read of: the keys that say so, and why."""
    wording = error.wording
    return {
        "file": path.name,
        "format": "",
        "understood": False,
        "warnings": [{"code": error.code, "vi": wording.vi, "en": wording.en, "found": ""}],
    }
