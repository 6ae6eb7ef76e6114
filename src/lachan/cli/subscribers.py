"""`lachan subscribers …`: whether subscriber records are complete, true and registered rightly, at the operator."""

import json
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from lachan.cli.refusals import refusals_told
from lachan.readers.errors import InputError, Place
from lachan.vietnam.wording import Wording

app = typer.Typer(
    no_args_is_help=True,
    help="Rà soát thông tin thuê bao / check subscriber records",
)
SHOWN = 12
"""Rules in the table of a run."""


class EngineChoice(StrEnum):
    """Where a check runs."""

    DUCKDB = "duckdb"
    SPARK = "spark"
    CLICKHOUSE = "clickhouse"


Files = Annotated[
    list[Path],
    typer.Argument(exists=True, dir_okay=False, readable=True, help="CSV, XLSX, Parquet"),
]
AsOf = Annotated[
    datetime,
    typer.Option("--as-of", formats=["%Y-%m-%d", "%d/%m/%Y"], help="ngày của dữ liệu / the day of the data"),
]
OutFolder = Annotated[Path, typer.Option("--out", file_okay=False, help="thư mục kết quả / folder of results")]
MappingFile = Annotated[
    Path | None,
    typer.Option("--mapping", exists=True, dir_okay=False, help="bảng tên cột (TOML) / names of columns"),
]
ParametersFile = Annotated[
    Path | None,
    typer.Option("--parameters", exists=True, dir_okay=False, help="ngưỡng riêng (TOML) / own thresholds"),
]


@app.command()
def check(
    files: Files,
    as_of: AsOf,
    out: OutFolder = Path("subscriber-check"),
    mapping: MappingFile = None,
    parameters: ParametersFile = None,
    engine: Annotated[EngineChoice, typer.Option(help="máy tính toán / engine")] = EngineChoice.DUCKDB,
    as_json: Annotated[bool, typer.Option("--json", help="chỉ in summary.json / print the summary alone")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="chỉ cho xem đã hiểu tệp ra sao / only show what is understood")
    ] = False,
) -> None:
    """Rà soát: findings.parquet, summary.json, report.html, report.xlsx / check, and write these four."""
    from lachan.cli.understood import show_understood
    from lachan.readers.subscribers import read_mapping, understand

    with refusals_told():
        names = read_mapping(mapping) if mapping else None
        if dry_run:
            show_understood(understand(files, mapping=names))
            return
        summary = _run(files, as_of.date(), out, names, own_values(parameters), engine)
    if as_json:
        typer.echo(json.dumps(summary, ensure_ascii=False))
    else:
        _show(summary, out)


def _run(
    files: list[Path], as_of: date, out: Path, names: Any, own: Mapping[str, Any], engine: EngineChoice
) -> dict[str, Any]:
    """Read, judge, write the documents; the rows as read are gone when it ends, rejected.csv stays."""
    from lachan.checks.runs import FINDINGS
    from lachan.checks.subscribers.rules import RULES
    from lachan.checks.subscribers.run import check_subscribers
    from lachan.checks.subscribers.table import refuse_before_the_law
    from lachan.documents.subscriber_checks import write_report_html, write_report_xlsx
    from lachan.readers.subscribers import read_subscribers

    refuse_before_the_law(as_of)
    out.mkdir(parents=True, exist_ok=True)
    console = Console(stderr=True)
    with (
        TemporaryDirectory(dir=out, prefix=".read-") as work,
        Progress(console=console, disable=not console.is_terminal) as bars,
    ):
        reading = bars.add_task("Đọc dữ liệu / reading", total=None)
        judging = bars.add_task("Rà soát / checking", total=None)
        writing = bars.add_task("Viết báo cáo / writing", total=2)
        snapshot = read_subscribers(
            files, mapping=names, work=Path(work) / "rows", rejected=out / "rejected.csv",
            progress=lambda step, done, whole: bars.update(reading, completed=done, total=whole),
        )  # fmt: skip
        inputs = [
            {"name": one.name, "sha256": one.sha256, "rows": one.rows, "bytes": one.bytes} for one in snapshot.inputs
        ]
        summary = check_subscribers(
            snapshot.parquet, as_of=as_of, out=out, engine=engine.value, parameters=own, inputs=inputs,
            rejected_rows=snapshot.rejected_rows,
            progress=lambda done, whole: bars.update(judging, completed=done, total=whole),
        )  # fmt: skip
        findings = out / FINDINGS
        write_report_html(findings, summary, RULES, out / "report.html", table_files=snapshot.parquet)
        bars.advance(writing)
        write_report_xlsx(findings, summary, RULES, out / "report.xlsx")
        bars.advance(writing)
    return summary


def own_values(file: Path | None) -> dict[str, Any]:
    """The operator's own thresholds: TOML of names as in law.toml, `junk.clerk_hour = 20` or `[junk]`."""
    if file is None:
        return {}
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(
            "parameters",
            Wording(f"không phải TOML đúng ({error})", f"is no right TOML ({error})"),
            Place(file=file.name),
        ) from None
    found: dict[str, Any] = {}
    for name, value in content.items():
        inside = value if isinstance(value, dict) else None
        found |= {f"{name}.{key}": one for key, one in inside.items()} if inside is not None else {name: value}
    return found


def _show(summary: Mapping[str, Any], out: Path) -> None:
    """A short table: the rules that speak of most numbers, and what was left out."""
    from lachan.checks.subscribers.rules import RULES

    titles = {rule.id: rule.title for rule in RULES}
    loud = sorted((one for one in summary["rules"] if one["findings"]), key=lambda one: -one["numbers"])
    table = Table("Quy tắc / rule", "Nội dung", "Mức / severity", "Dấu hiệu / findings", "Số / numbers")
    for one in loud[:SHOWN]:
        table.add_row(one["id"], titles[one["id"]].vi, one["severity"], f"{one['findings']:,}", f"{one['numbers']:,}")
    console = Console()
    console.print(table)
    if len(loud) > SHOWN:
        console.print(f"… và {len(loud) - SHOWN} quy tắc khác / and {len(loud) - SHOWN} more rules")
    for one in summary["left_out"]:
        console.print(one["vi"], style="yellow", markup=False)
        console.print(one["en"], style="yellow", markup=False)
    typer.echo(
        f"{summary['rows']:,} dòng, {summary['active_rows']:,} đang dùng, {summary['rejected_rows']:,} bị từ chối / "
        f"{summary['rows']:,} rows, {summary['active_rows']:,} in use, {summary['rejected_rows']:,} rejected"
    )
    typer.echo(f"Dấu hiệu để xem xét, không phải kết luận / indicators, no verdicts: {out / 'report.html'}")
