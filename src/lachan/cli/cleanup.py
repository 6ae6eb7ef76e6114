"""`lachan subscribers compare` and `… notices`: what changed between two snapshots, and what is to be done next."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from lachan.cli.refusals import refusals_told
from lachan.cli.subscribers import AsOf, Files, MappingFile, OutFolder
from lachan.readers.errors import InputError
from lachan.vietnam.wording import Wording


class SeverityChoice(StrEnum):
    """From which severity on a finding puts a number on the clock."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


InFile = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="CSV, XLSX, Parquet")]
FindingsFile = Annotated[
    Path | None,
    typer.Option(exists=True, dir_okay=False, help="findings.parquet của lần rà soát / of the check"),
]


def compare(
    old: InFile,
    new: InFile,
    as_of: AsOf,
    out: OutFolder = Path("subscriber-comparison"),
    mapping: MappingFile = None,
    old_findings: FindingsFile = None,
    new_findings: FindingsFile = None,
) -> None:
    """So hai lần xuất dữ liệu: đã chuẩn hóa, mới, thay đổi, không còn / compare two exports of the records."""
    from lachan.checks.subscribers.compare import Findings, compare_subscribers

    with refusals_told():
        if (old_findings is None) != (new_findings is None):
            raise InputError(
                "findings",
                Wording(
                    "cần cả --old-findings và --new-findings, hoặc không có cái nào",
                    "both --old-findings and --new-findings are needed, or none",
                ),
            )
        findings = Findings(old_findings, new_findings) if old_findings and new_findings else None
        out.mkdir(parents=True, exist_ok=True)
        with _bars() as bars, _read([old], mapping, out, bars) as before, _read([new], mapping, out, bars) as after:
            tell = _part(bars, "So sánh / comparing")
            found = compare_subscribers(before, after, as_of=as_of.date(), out=out, findings=findings, progress=tell)
    _show_comparison(found, out)


def notices(
    files: Files,
    findings: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="findings.parquet")],
    as_of: AsOf,
    out: OutFolder = Path("subscriber-cleanup"),
    history: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="đã làm gì: number,event,on (CSV) / what was done (CSV)"),
    ] = None,
    mapping: MappingFile = None,
    severity: Annotated[
        SeverityChoice, typer.Option(help="từ mức này trở lên thì thông báo / from this severity on")
    ] = SeverityChoice.MEDIUM,
    rule: Annotated[
        list[str] | None, typer.Option(help="chỉ các quy tắc này, ghi nhiều lần được / these rules alone")
    ] = None,
    marks: Annotated[bool, typer.Option("--marks", help="tin nhắn có dấu / with Vietnamese marks")] = False,
    full: Annotated[
        bool, typer.Option("--full", help="viết cả danh sách đủ số để gửi / write whole numbers, for sending")
    ] = False,
) -> None:
    """Bước tiếp theo của từng số và danh sách tin nhắn trong ngày / next steps, and the messages of the day."""
    from lachan.checks.subscribers.cleanup import Wish, plan_cleanup

    with refusals_told():
        wish = Wish(severity.value, tuple(rule or ()), marks, full)
        out.mkdir(parents=True, exist_ok=True)
        with _bars() as bars, _read(files, mapping, out, bars) as table:
            found = plan_cleanup(table, findings, as_of=as_of.date(), out=out, history=history, wish=wish)
    _show_steps(found, as_of.date(), out)


@contextmanager
def _read(files: list[Path], mapping: Path | None, out: Path, bars: Progress) -> Iterator[tuple[Path, ...]]:
    """The files as canonical Parquet, for as long as the block runs; rejected rows are counted on screen."""
    from lachan.readers.subscribers import read_mapping, read_subscribers

    tell = _part(bars, "Đọc dữ liệu / reading")
    with TemporaryDirectory(dir=out, prefix=".read-") as work:
        snapshot = read_subscribers(
            files,
            mapping=read_mapping(mapping) if mapping else None,
            work=Path(work) / "rows",
            progress=lambda step, done, whole: tell(done, whole),
        )
        if snapshot.rejected_rows:
            typer.echo(
                f"{', '.join(file.name for file in files)}: {snapshot.rejected_rows:,} dòng bị từ chối, xem lý do bằng "
                "lachan subscribers check / rows rejected, lachan subscribers check tells why",
                err=True,
            )
        yield snapshot.parquet


def _bars() -> Progress:
    """Progress bars where there is a terminal."""
    console = Console(stderr=True)
    return Progress(console=console, disable=not console.is_terminal)


def _part(bars: Progress, name: str) -> Callable[[int, int], None]:
    """A bar, as the function to tell it of what is done."""
    task = bars.add_task(name, total=None)
    return lambda done, whole: bars.update(task, completed=done, total=whole)


def _show_comparison(found: dict[str, Any], out: Path) -> None:
    from lachan.checks.subscribers.compare import CHANGES, KINDS

    table = Table("Thay đổi / change", "Số thuê bao / numbers")
    for kind, wording in KINDS.items():
        table.add_row(f"{wording.vi} / {wording.en}", f"{found['changes'][kind]:,}")
    console = Console()
    console.print(table)
    if found["by_rule"]:
        rules = Table("Quy tắc / rule", "Trước / before", "Sau / after", "Đã hết / put right", "Mới / new")
        for one in found["by_rule"]:
            rules.add_row(one["rule"], *(f"{one[key]:,}" for key in ("before", "after", "put_right", "found")))
        console.print(rules)
    typer.echo(f"{found['unchanged']:,} số không đổi / numbers unchanged: {out / CHANGES}")


def _show_steps(found: dict[str, Any], as_of: date, out: Path) -> None:
    from lachan.checks.subscribers.cleanup import STEPS
    from lachan.checks.subscribers.suspension import ACTS

    table = Table("Việc / act", "Số / numbers", f"Đến hạn {as_of:%d/%m/%Y} / due", "Quá hạn / late")
    for act, wording in ACTS.items():
        one = found["steps"][act.value]
        table.add_row(f"{wording.vi} / {wording.en}", f"{one['numbers']:,}", f"{one['due']:,}", f"{one['late']:,}")
    Console().print(table)
    for name, wording in (
        ("notices", Wording("tin thông báo", "notices")),
        ("advice", Wording("tin khuyến nghị tự kiểm tra", "messages of advice")),
    ):
        one = found["messages"][name]
        typer.echo(
            f"{one['messages']:,} {wording.vi} ({one['parts']:,} phần) / "
            f"{one['messages']:,} {wording.en} ({one['parts']:,} parts)"
        )
    typer.echo(f"Đề xuất để người có trách nhiệm quyết định / proposals, for a person to decide: {out / STEPS}")
