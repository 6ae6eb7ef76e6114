"""`lachan calls check`: what call records tell of forged numbers and unlawful calls, at the operator."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from lachan.cli.refusals import refusals_told, tell
from lachan.cli.subscribers import EngineChoice, MappingFile, ParametersFile, own_values
from lachan.vietnam.masks import masked_number

if TYPE_CHECKING:
    from lachan.readers.protected_list import ProtectedList

SHOWN = 17
"""Rules in the table of a run."""
LOUDEST = 5
"""Subjects shown below it, numbers masked."""

Files = Annotated[
    list[Path] | None, typer.Argument(exists=True, dir_okay=False, readable=True, help="CSV, XLSX, Parquet")
]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of", formats=["%Y-%m-%d", "%d/%m/%Y"], help="ngày xét quy định, mặc định ngày cuối của dữ liệu / "
        "the day of the law, by default the last day of the data",
    ),
]  # fmt: skip
ProtectedFile = Annotated[
    Path | None,
    typer.Option("--protected", exists=True, dir_okay=False, help="danh sách số được bảo vệ đã ký / signed list"),
]
KeyFile = Annotated[
    Path | None,
    typer.Option("--key", exists=True, dir_okay=False, help="khóa công khai của Sở, cho --protected / office's key"),
]
ListedFile = Annotated[
    Path | None,
    typer.Option("--listed", exists=True, dir_okay=False, help="số bị cảnh báo, mỗi dòng một số / warned numbers"),
]
TrunksFile = Annotated[
    Path | None,
    typer.Option(
        "--trunks",
        exists=True,
        dir_okay=False,
        help="trunks.toml: trung kế của doanh nghiệp nào / whose each trunk is",
    ),
]
FollowFolder = Annotated[
    Path | None,
    typer.Option("--follow", exists=True, file_okay=False, help="theo dõi thư mục này / watch this folder"),
]


@dataclass(frozen=True)
class _Given:
    """What every check of this command is given."""

    out: Path
    as_of: date | None
    own: Mapping[str, Any]
    engine: str
    protected: "ProtectedList | None"
    listed: Path | None
    operators: Mapping[str, str]


def check(
    files: Files = None,
    as_of: AsOf = None,
    out: Annotated[Path, typer.Option("--out", file_okay=False, help="thư mục kết quả / results")] = Path("call-check"),
    mapping: MappingFile = None,
    parameters: ParametersFile = None,
    engine: Annotated[EngineChoice, typer.Option(help="máy tính toán / engine")] = EngineChoice.DUCKDB,
    protected: ProtectedFile = None,
    key: KeyFile = None,
    listed: ListedFile = None,
    trunks: TrunksFile = None,
    follow: FollowFolder = None,
    every: Annotated[float, typer.Option(min=0.1, help="giây giữa hai lần xem thư mục / seconds between looks")] = 10,
    rounds: Annotated[int, typer.Option(min=0, help="số lần xem, 0: không dừng / looks, 0: without end")] = 0,
    keep_days: Annotated[int, typer.Option(min=0, help="số ngày giữ cuộc gọi, 0: giữ hết / days kept, 0: all")] = 31,
    as_json: Annotated[bool, typer.Option("--json", help="chỉ in summary.json / print the summary alone")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="chỉ cho xem đã hiểu tệp ra sao / only show what is understood")
    ] = False,
) -> None:
    """Rà soát cuộc gọi: findings.parquet, summary.json, report.html, report.xlsx / check, and write these four."""
    from lachan.cli.understood import show_understood
    from lachan.readers.calls import read_mapping, understand_calls

    if bool(files) == bool(follow):
        raise typer.BadParameter("cần tệp, hoặc --follow và thư mục / files are needed, or --follow and a folder")
    if protected and not key:
        raise typer.BadParameter("--protected cần --key / --protected needs --key")
    with refusals_told():
        names = read_mapping(mapping) if mapping else None
        if dry_run:
            show_understood(understand_calls(files or [], mapping=names))
            return
        given = _Given(
            out, as_of.date() if as_of else None, own_values(parameters), engine.value, _list(protected, key), listed,
            _operators(trunks),
        )  # fmt: skip
        if follow:
            _follow(follow, given, names, every=every, rounds=rounds, keep_days=keep_days, as_json=as_json)
            return
        summary = _run(files or [], given, names)
    if as_json:
        typer.echo(json.dumps(summary, ensure_ascii=False))
    else:
        _show(summary, out)


def _list(file: Path | None, key: Path | None) -> "ProtectedList | None":
    from lachan.readers.protected_list import read_protected_list
    from lachan.readers.signing_keys import read_verifying_key

    if file is None or key is None:
        return None
    return read_protected_list(
        file.read_bytes(), key=read_verifying_key(key.read_bytes(), name=key.name), name=file.name
    )


def _operators(trunks: Path | None) -> dict[str, str]:
    """Whose each trunk is, out of the file that the live screen goes by."""
    from lachan.screening.settings import read_settings

    if trunks is None:
        return {}
    return {one.name: one.operator for one in read_settings(trunks.read_bytes(), name=trunks.name).trunks}


def _run(files: Sequence[Path], given: _Given, names: Any) -> dict[str, Any]:
    """Read and judge; the rows as read are gone when it ends, rejected.csv stays."""
    from lachan.readers.calls import distinct_files, read_calls

    given.out.mkdir(parents=True, exist_ok=True)
    files, repeated = distinct_files(files)
    for one in repeated:
        typer.echo(f"{one.name}: trùng một tệp khác, bỏ qua / the same as another file, left out", err=True)
    console = Console(stderr=True)
    with (
        TemporaryDirectory(dir=given.out, prefix=".read-") as work,
        Progress(console=console, disable=not console.is_terminal) as bars,
    ):
        reading = bars.add_task("Đọc dữ liệu / reading", total=None)
        judging = bars.add_task("Rà soát / checking", total=None)
        snapshot = read_calls(
            files, mapping=names, work=Path(work) / "rows", rejected=given.out / "rejected.csv",
            progress=lambda step, done, whole: bars.update(reading, completed=done, total=whole),
        )  # fmt: skip
        inputs = [
            {"name": one.name, "sha256": one.sha256, "rows": one.rows, "bytes": one.bytes} for one in snapshot.inputs
        ]
        return _checked(
            snapshot.parquet, inputs, snapshot.rejected_rows, given,
            progress=lambda done, whole: bars.update(judging, completed=done, total=whole),
        )  # fmt: skip


def _checked(
    table_files: Sequence[Path],
    inputs: Sequence[Mapping[str, Any]],
    rejected_rows: int,
    given: _Given,
    *,
    progress: Any = None,
) -> dict[str, Any]:
    from lachan.checks.calls.rules import RULES
    from lachan.checks.calls.run import check_calls
    from lachan.checks.runs import FINDINGS
    from lachan.documents.call_checks import write_report_html, write_report_xlsx
    from lachan.readers.calls import last_day

    summary = check_calls(
        table_files, as_of=given.as_of or last_day(table_files), out=given.out, engine=given.engine,
        parameters=given.own, protected=given.protected, listed=given.listed,
        operators=given.operators, inputs=inputs, rejected_rows=rejected_rows, progress=progress,
    )  # fmt: skip
    write_report_html(given.out / FINDINGS, summary, RULES, given.out / "report.html")
    write_report_xlsx(given.out / FINDINGS, summary, RULES, given.out / "report.xlsx")
    return summary


def _follow(
    folder: Path, given: _Given, names: Any, *, every: float, rounds: int, keep_days: int, as_json: bool
) -> None:
    """Look at the folder until the rounds are over or Ctrl-C; each new check is told."""
    from lachan.checks.calls.follow import Follower

    given.out.mkdir(parents=True, exist_ok=True)
    follower = Follower(
        folder, given.out, lambda parts, inputs, rejected: _checked(parts, inputs, rejected, given),
        mapping=names, keep_days=keep_days,
    )  # fmt: skip
    done = 0
    try:
        while not rounds or done < rounds:
            if done:
                time.sleep(every)
            step = follower.look()
            done += 1
            for error in step.refused:
                tell(error)
            for name in step.taken:
                typer.echo(f"{name}: đã nhận / taken", err=True)
            for name in step.repeated:
                typer.echo(f"{name}: trùng một tệp đã nhận / the same as a file taken before", err=True)
            if step.summary and as_json:
                typer.echo(json.dumps(step.summary, ensure_ascii=False))
            elif step.summary:
                _show(step.summary, given.out)
    except KeyboardInterrupt:
        typer.echo("Đã dừng / stopped", err=True)


def _show(summary: Mapping[str, Any], out: Path) -> None:
    """A short table of the rules that spoke, the loudest subjects with masked numbers, and what was left out."""
    from lachan.checks.calls.rules import RULES

    titles = {rule.id: rule.title for rule in RULES}
    loud = sorted((one for one in summary["rules"] if one["findings"]), key=lambda one: -one["calls"])
    table = Table("Quy tắc / rule", "Nội dung", "Mức / severity", "Dấu hiệu / findings", "Cuộc gọi / calls")
    for one in loud[:SHOWN]:
        table.add_row(one["id"], titles[one["id"]].vi, one["severity"], f"{one['findings']:,}", f"{one['calls']:,}")
    console = Console()
    console.print(table)
    for line in _loudest(out):
        console.print(line, markup=False, highlight=False)
    for one in summary["left_out"]:
        console.print(one["vi"], style="yellow", markup=False)
        console.print(one["en"], style="yellow", markup=False)
    typer.echo(
        f"{summary['rows']:,} cuộc gọi, {summary['callers']:,} số gọi, {summary['rejected_rows']:,} dòng bị từ chối / "
        f"{summary['rows']:,} calls, {summary['callers']:,} callers, {summary['rejected_rows']:,} rows rejected"
    )
    typer.echo(f"Dấu hiệu để xem xét, không phải kết luận / indicators, no verdicts: {out / 'report.html'}")


def _loudest(out: Path) -> list[str]:
    import duckdb

    with duckdb.connect() as db:
        found = db.execute(
            'SELECT rule, subject_kind, subject, "count" FROM read_parquet(?) '
            'ORDER BY score DESC, "count" DESC, subject LIMIT ?',
            [str(out / "findings.parquet"), LOUDEST],
        ).fetchall()
    hidden = ("caller", "pattern", "imei")
    return [
        f"{rule} {masked_number(subject) if kind in hidden else subject}: {count:,}"
        for rule, kind, subject, count in found
    ]
