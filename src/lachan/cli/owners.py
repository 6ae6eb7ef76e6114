"""`lachan subscribers owners`: holders of many numbers, hidden ones too."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from lachan.cli.refusals import refusals_told
from lachan.cli.subscribers import (
    AsOf,
    EngineChoice,
    Files,
    MappingFile,
    OutFolder,
    ParametersFile,
    own_values,
)

STEPS = {
    "read": "Đọc thuê bao đang dùng / numbers in use",
    "names": "Họ tên, giấy tờ / names and papers",
    "pairs": "Tìm cặp cần so / pairs to compare",
    "scores": "Chấm điểm / scoring",
    "owners": "Gom theo chủ / gathering by owner",
}
KINDS = {"person": "cá nhân / person", "organisation": "tổ chức / organisation"}


def owners(
    files: Files,
    as_of: AsOf,
    out: OutFolder = Path("subscriber-owners"),
    mapping: MappingFile = None,
    parameters: ParametersFile = None,
    threshold: Annotated[
        float, typer.Option(min=-10, max=60, help="điểm (bit) để coi là một chủ / bits from which two are one holder")
    ] = 1.0,
    engine: Annotated[EngineChoice, typer.Option(help="máy tính toán / engine")] = EngineChoice.DUCKDB,
    as_json: Annotated[bool, typer.Option("--json", help="chỉ in owners.json / print owners.json alone")] = False,
) -> None:
    """Chủ đứng tên nhiều thuê bao, cả chủ ẩn: owners.parquet, owners.json / holders of many, hidden ones too."""
    from dataclasses import replace

    from lachan.checks.subscribers.owners import Parameters, find_owners
    from lachan.readers.subscribers import read_mapping, read_subscribers

    with refusals_told():
        limits = replace(Parameters.on(as_of.date(), own_values(parameters)), threshold=threshold)
        names = read_mapping(mapping) if mapping else None
        out.mkdir(parents=True, exist_ok=True)
        console = Console(stderr=True)
        with (
            TemporaryDirectory(dir=out, prefix=".read-") as work,
            Progress(console=console, disable=not console.is_terminal) as bars,
        ):
            reading = bars.add_task("Đọc dữ liệu / reading", total=None)
            finding = bars.add_task(STEPS["read"], total=None)
            snapshot = read_subscribers(
                files, mapping=names, work=Path(work) / "rows", rejected=out / "rejected.csv",
                progress=lambda step, done, whole: bars.update(reading, completed=done, total=whole),
            )  # fmt: skip
            found = find_owners(
                snapshot.parquet, as_of=as_of.date(), out=out, parameters=limits, engine=engine.value,
                told=lambda step, done, whole: bars.update(
                    finding, completed=done, total=whole, description=STEPS[step]
                ),
            )  # fmt: skip
    if as_json:
        typer.echo(json.dumps(found.counts, ensure_ascii=False))
    else:
        _show(found.counts, rejected=snapshot.rejected_rows, file=found.parquet)


def _show(counts: dict[str, Any], *, rejected: int, file: Path) -> None:
    """The bands, and the points where most numbers were registered."""
    bands = Table("Chủ / owner", "Nhóm / band", "Số chủ / owners", "Số thuê bao / numbers")
    for one in counts["bands"]:
        bands.add_row(KINDS[one["owner_kind"]], one["band"], f"{one['owners']:,}", f"{one['numbers']:,}")
    points = Table("Doanh nghiệp / operator", "Điểm / point", "Số thuê bao / numbers", "Của chủ nhiều / of many")
    for one in counts["top_points"]:
        points.add_row(one["operator"] or "", one["point_id"], f"{one['numbers']:,}", f"{one['of_many']:,}")
    console = Console()
    console.print(bands)
    console.print(points)
    if rejected:
        typer.echo(f"{rejected:,} dòng bị từ chối, xem rejected.csv / rows rejected, see rejected.csv")
    typer.echo(f"Dấu hiệu để xem xét, không phải kết luận / indicators, no verdicts: {file}")
