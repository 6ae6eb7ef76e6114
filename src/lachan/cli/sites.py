"""`lachan sites …`: names of sites that copy protected names or are made like those of fraud."""

import csv
import json
import os
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from lachan.cli.refusals import refusals_told
from lachan.vietnam.zone import VIETNAM

if TYPE_CHECKING:
    from lachan.readers.name_files import Block, NameFile

SHOWN = 15
"""Rules in the table of a run."""
LOUDEST = 5
"""Names shown below it."""
_MANY = 8 << 20
"""Bytes from which a second process is worth its start."""

app = typer.Typer(no_args_is_help=True, help="Tên miền, trang web: rà soát / names of sites: check")


@app.callback()
def sites() -> None:
    """Tên miền, trang web: rà soát / names of sites: check."""


@app.command()
def check(
    source: Annotated[
        Path, typer.Argument(help="tệp, thư mục, hoặc - để đọc đầu vào chuẩn / file, folder, or - for standard input")
    ],
    out: Annotated[Path, typer.Option("--out", file_okay=False, help="thư mục kết quả / results")] = Path("site-check"),
    brands: Annotated[
        Path | None,
        typer.Option("--brands", exists=True, dir_okay=False, help="danh sách tên được bảo vệ riêng (TOML) / register"),
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of", formats=["%Y-%m-%d", "%d/%m/%Y"], help="ngày xét quy định, mặc định hôm nay / the day of the law"
        ),
    ] = None,
    processes: Annotated[
        int, typer.Option(min=0, help="số tiến trình, 0: tự chọn / processes, 0: chosen by the size")
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="chỉ in summary.json / print the summary alone")] = False,
) -> None:
    """Rà soát tên miền: findings.parquet, summary.json, report.html, report.xlsx / check, and write these four."""
    if str(source) != "-" and not source.exists():
        raise typer.BadParameter(f"không có {source} / no such file or folder: {source}")
    day = as_of.date() if as_of else datetime.now(VIETNAM).date()
    with refusals_told():
        summary = _run(source, out, brands, day, processes)
    if as_json:
        typer.echo(json.dumps(summary, ensure_ascii=False))
    else:
        _show(summary, out)


def _run(source: Path, out: Path, register: Path | None, day: date, processes: int) -> dict[str, Any]:
    from lachan.checks.runs import FINDINGS
    from lachan.checks.sites.rules import RULES
    from lachan.checks.sites.run import check_sites
    from lachan.documents.site_checks import write_report_html, write_report_xlsx
    from lachan.readers.brands import read_brands, shipped_brands
    from lachan.readers.name_files import name_files

    own = read_brands(register) if register else shipped_brands()
    files = [source] if str(source) == "-" else name_files(source)
    size = sum(one.stat().st_size for one in files) if str(source) != "-" else 0
    out.mkdir(parents=True, exist_ok=True)
    inputs: list[NameFile] = []
    console = Console(stderr=True)
    draft = out / ".rejected.csv"
    try:
        with (
            Progress(console=console, disable=not console.is_terminal) as bars,
            draft.open("w", encoding="utf-8", newline="") as rejected,
        ):
            bar = bars.add_task("Rà soát / checking", total=size or None)
            blocks = _blocks(files, inputs, lambda done: bars.update(bar, completed=done))
            with closing(blocks):
                summary = check_sites(
                    blocks, inputs, as_of=day, out=out, brands=own, processes=processes or _processes(size),
                    refused=_rejecting(rejected),
                )  # fmt: skip
        if summary["rejected_rows"]:
            draft.replace(out / "rejected.csv")
    finally:
        draft.unlink(missing_ok=True)
    write_report_html(out / FINDINGS, summary, RULES, out / "report.html")
    write_report_xlsx(out / FINDINGS, summary, RULES, out / "report.xlsx")
    return summary


def _processes(size: int) -> int:
    return max(1, min(4, os.cpu_count() or 1)) if size > _MANY else 1


def _blocks(
    files: list[Path], inputs: "list[NameFile]", progress: Callable[[int], None]
) -> "Generator[Block, None, None]":
    """The blocks of all files, each file told in `inputs` as soon as it is begun."""
    from lachan.readers.name_files import NameFile, read_blocks

    before = 0
    for file in files:
        standard = str(file) == "-"
        told = NameFile("stdin" if standard else file.name)
        inputs.append(told)
        raw: BinaryIO = sys.stdin.buffer if standard else file.open("rb")
        try:
            yield from read_blocks(raw, told, progress=lambda done, before=before: progress(before + done))  # type: ignore[misc]
        finally:
            if not standard:
                raw.close()
        before += told.bytes


def _rejecting(rejected: Any) -> "Callable[[Block], None]":
    """Writes the lines that are no names, with their reason in both languages."""
    from lachan.readers.names import shown

    lines = csv.writer(rejected)
    lines.writerow(["file", "row", "code", "reason_vi", "reason_en", "content"])

    def hear(block: "Block") -> None:
        for one in block.refused:
            wording = one.error.wording
            lines.writerow([block.file, one.row, one.error.code, wording.vi, wording.en, _safe(shown(one.text[:200]))])

    return hear


def _safe(text: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def _show(summary: Mapping[str, Any], out: Path) -> None:
    """A short table of the rules that spoke, and the surest names."""
    from lachan.checks.sites.rules import RULES

    titles = {rule.id: rule.title for rule in RULES}
    table = Table("Quy tắc / rule", "Nội dung", "Mức / severity", "Dấu hiệu / findings")
    for one in sorted((one for one in summary["rules"] if one["findings"]), key=lambda one: -one["findings"])[:SHOWN]:
        table.add_row(one["id"], titles[one["id"]].vi, one["severity"], f"{one['findings']:,}")
    console = Console()
    console.print(table)
    for line in _surest(out):
        console.print(line, markup=False, highlight=False)
    for one in summary["left_out"]:
        console.print(one["vi"], style="yellow", markup=False)
        console.print(one["en"], style="yellow", markup=False)
    typer.echo(
        f"{summary['rows']:,} tên, {summary['flagged']:,} có dấu hiệu, {summary['rejected_rows']:,} dòng bị từ chối / "
        f"{summary['rows']:,} names, {summary['flagged']:,} with indicators, {summary['rejected_rows']:,} rejected"
    )
    typer.echo(f"Dấu hiệu để xem xét, không phải kết luận / indicators, no verdicts: {out / 'report.html'}")


def _surest(out: Path) -> list[str]:
    import duckdb

    with duckdb.connect() as db:
        found = db.execute(
            "SELECT rule, subject, json_extract_string(facts, '$.why') FROM read_parquet(?) "
            "ORDER BY score DESC, subject LIMIT ?",
            [str(out / "findings.parquet"), LOUDEST],
        ).fetchall()
    return [f"{rule} {subject}: {why}" for rule, subject, why in found]
