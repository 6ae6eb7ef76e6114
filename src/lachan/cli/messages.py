"""`lachan messages …`: text messages that look like fraud."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from lachan.cli.refusals import refusals_told
from lachan.cli.report import report
from lachan.cli.subscribers import MappingFile, ParametersFile, own_values
from lachan.vietnam.tricks import TRICKS
from lachan.vietnam.zone import VIETNAM

app = typer.Typer(no_args_is_help=True, help="Tin nhắn: rà soát dấu hiệu lừa đảo / messages: check for fraud")


@app.callback()
def messages() -> None:
    """Tin nhắn: rà soát dấu hiệu lừa đảo / messages: check for fraud."""


@app.command()
def check(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="CSV, XLSX, Parquet có cột content")
    ],
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of", formats=["%Y-%m-%d", "%d/%m/%Y"], help="ngày xét quy định, mặc định hôm nay / the day of the law"
        ),
    ] = None,
    out: Annotated[Path, typer.Option("--out", file_okay=False, help="thư mục kết quả / results")] = Path(
        "message-check"
    ),
    mapping: MappingFile = None,
    parameters: ParametersFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="chỉ in summary.json / print the summary alone")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="chỉ cho xem đã hiểu tệp ra sao / only show what is understood")
    ] = False,
) -> None:
    """Rà soát tin nhắn: findings.parquet, summary.json, scores.csv, report.html, report.xlsx / check, write these."""
    from lachan.cli.understood import show_understood
    from lachan.readers.messages import read_mapping, understand_messages

    with refusals_told():
        names = read_mapping(mapping) if mapping else None
        if dry_run:
            show_understood(understand_messages([file], mapping=names))
            return
        day = as_of.date() if as_of else datetime.now(VIETNAM).date()
        summary = _run(file, day, out, names, own_values(parameters))
    if as_json:
        typer.echo(json.dumps(summary, ensure_ascii=False))
    else:
        _show(summary, out)


app.command()(report)


def _run(file: Path, day: date, out: Path, names: Any, own: Mapping[str, Any]) -> dict[str, Any]:
    """Read and judge; the rows as read are gone when it ends, rejected.csv stays."""
    from lachan.checks.messages.rules import RULES
    from lachan.checks.messages.run import check_messages
    from lachan.checks.runs import FINDINGS
    from lachan.documents.message_checks import write_report_html, write_report_xlsx
    from lachan.readers.messages import read_messages

    out.mkdir(parents=True, exist_ok=True)
    console = Console(stderr=True)
    with (
        TemporaryDirectory(dir=out, prefix=".read-") as work,
        Progress(console=console, disable=not console.is_terminal) as bars,
    ):
        reading = bars.add_task("Đọc dữ liệu / reading", total=None)
        judging = bars.add_task("Rà soát / checking", total=None)
        snapshot = read_messages(
            [file], mapping=names, work=Path(work) / "rows", rejected=out / "rejected.csv",
            progress=lambda step, done, whole: bars.update(reading, completed=done, total=whole),
        )  # fmt: skip
        inputs = [
            {"name": one.name, "sha256": one.sha256, "rows": one.rows, "bytes": one.bytes} for one in snapshot.inputs
        ]
        summary = check_messages(
            snapshot.parquet, as_of=day, out=out, parameters=own, inputs=inputs, rejected_rows=snapshot.rejected_rows,
            progress=lambda done, whole: bars.update(judging, completed=done, total=whole),
        )  # fmt: skip
        write_report_html(out / FINDINGS, summary, RULES, out / "report.html")
        write_report_xlsx(out / FINDINGS, summary, RULES, out / "report.xlsx")
    return summary


def _show(summary: Mapping[str, Any], out: Path) -> None:
    """A short table of the rules and the tricks; no message is shown."""
    from lachan.checks.messages.rules import RULES

    titles = {rule.id: rule.title for rule in RULES}
    table = Table("Quy tắc / rule", "Nội dung", "Mức / severity", "Dấu hiệu / findings", "Tin nhắn / messages")
    for one in summary["rules"]:
        if one["findings"]:
            counts = f"{one['findings']:,}", f"{one['messages']:,}"
            table.add_row(one["id"], titles[one["id"]].vi, one["severity"], *counts)
    console = Console()
    console.print(table)
    for one in sorted(summary["by_trick"], key=lambda one: -one["messages"]):
        name = TRICKS[one["trick"]]
        console.print(f"{name.vi} / {name.en}: {one['messages']:,}", markup=False, highlight=False)
    for one in summary["left_out"]:
        console.print(one["vi"], style="yellow", markup=False)
        console.print(one["en"], style="yellow", markup=False)
    typer.echo(
        f"{summary['rows']:,} tin nhắn, {summary['rejected_rows']:,} dòng bị từ chối / "
        f"{summary['rows']:,} messages, {summary['rejected_rows']:,} rows rejected"
    )
    typer.echo(f"Dấu hiệu để xem xét, không phải kết luận / indicators, no verdicts: {out / 'report.html'}")
